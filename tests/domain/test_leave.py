"""Leave years: taken, booked and left, in hours."""

from __future__ import annotations

from datetime import date

from hub_roster.domain.leave import leave_balances
from hub_roster.domain.people import Leave, LeaveYear
from tests.tiny import hub, person

YEAR = LeaveYear(
    person="ann", first_day=date(2025, 4, 1), last_day=date(2026, 3, 31), hours=30, carried_hours=5
)


def test_days_before_the_period_are_taken_and_the_rest_booked() -> None:
    """Two weekdays before, one in the period: of 35 hours at 7 a day, 14 are taken, 7 booked, 14 left."""
    (balance,) = leave_balances(
        hub(
            person("ann", contract_hours=35),
            YEAR,
            Leave(person="ann", first_day=date(2026, 1, 8), last_day=date(2026, 1, 11)),
            Leave(person="ann", first_day=date(2026, 2, 3), last_day=date(2026, 2, 3)),
        )
    )
    assert (balance.taken, balance.booked, balance.left) == (14, 7, 14)


def test_weekends_and_other_years_do_not_count() -> None:
    """Leave on a Saturday, and in the year before, leaves the year as it was."""
    (balance,) = leave_balances(
        hub(
            person("ann", contract_hours=35),
            YEAR,
            Leave(person="ann", first_day=date(2026, 2, 7), last_day=date(2026, 2, 8)),
            Leave(person="ann", first_day=date(2025, 3, 28), last_day=date(2025, 3, 31)),
        )
    )
    assert balance.left == 35


def test_more_booked_than_there_is_shows_below_nothing() -> None:
    """Six days of 7 hours against 35 are 7 too many."""
    (balance,) = leave_balances(
        hub(
            person("ann", contract_hours=35),
            YEAR,
            Leave(person="ann", first_day=date(2026, 2, 2), last_day=date(2026, 2, 9)),
        )
    )
    assert balance.left == -7
