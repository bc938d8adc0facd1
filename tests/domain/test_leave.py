"""Leave years: taken, booked and left, in hours."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub_roster.domain.leave import leave_balance, leave_balances
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


def test_days_asked_for_count_beside_those_booked() -> None:
    """A day that is booked and asked for as well counts once."""
    problem = hub(
        person("ann", contract_hours=35),
        YEAR,
        Leave(person="ann", first_day=date(2026, 2, 3), last_day=date(2026, 2, 3)),
    )
    asked = {date(2026, 2, 3), date(2026, 2, 4), date(2026, 2, 7)}
    balance = leave_balance(problem, YEAR, date(2026, 2, 2), asked)
    assert (balance.taken, balance.booked, balance.asked, balance.left) == (0, 7, 7, 21)


days = st.dates(date(2025, 3, 1), date(2026, 4, 30))


@settings(deadline=None, derandomize=True)
@given(
    rows=st.lists(st.tuples(days, st.integers(0, 20)), max_size=4),
    asked=st.frozensets(days, max_size=20),
    on=st.lists(days, min_size=2, max_size=2),
)
def test_what_is_not_taken_booked_or_asked_for_is_left(
    rows: list[tuple[date, int]], asked: frozenset[date], on: list[date]
) -> None:
    """On whatever date it is drawn up: time turns booked hours into taken ones and changes nothing else."""
    leave = [Leave(person="ann", first_day=first, last_day=first + timedelta(days=k)) for first, k in rows]
    problem = hub(person("ann", contract_hours=37), YEAR, leave)
    one, other = (leave_balance(problem, YEAR, day, asked) for day in on)
    for balance in (one, other):
        whole = balance.taken + balance.booked + balance.asked + balance.left
        assert math.isclose(whole, YEAR.hours + YEAR.carried_hours)
    assert math.isclose(one.taken + one.booked, other.taken + other.booked)
    assert (one.asked, one.left) == pytest.approx((other.asked, other.left))
