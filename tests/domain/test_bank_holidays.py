"""Bank holidays of England, with the days a policy adds."""

from __future__ import annotations

from datetime import date

import pytest

from hub_roster.domain.bank_holidays import bank_holidays
from hub_roster.rules.pay import PayNumbers


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2026, ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]),
        (2027, ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"]),
        (2028, ["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"]),
    ],
)
def test_the_eight_of_a_year(year: int, days: list[str]) -> None:
    """As the government lists them for England: a holiday on a weekend is kept on the day given instead."""
    found = bank_holidays(date(year, 1, 1), date(year, 12, 31))
    assert sorted(found) == [date.fromisoformat(f"{year}-{day}") for day in days]


def test_only_the_days_asked_for() -> None:
    """First and last are included, over the turn of a year too."""
    found = bank_holidays(date(2026, 12, 28), date(2027, 1, 1))
    assert found == {date(2026, 12, 28), date(2027, 1, 1)}


def test_a_policy_adds_days() -> None:
    """Extra-statutory days count where they fall within."""
    numbers = PayNumbers(extra_day_1=20261224, extra_day_2=20270402)
    found = numbers.bank_holidays(date(2026, 12, 20), date(2026, 12, 26))
    assert found == {date(2026, 12, 24), date(2026, 12, 25)}


def test_a_policy_may_keep_a_holidays_own_day_too() -> None:
    """Boxing Day 2026 is a Saturday: both it and Monday 28th count."""
    found = PayNumbers(holiday_itself=1).bank_holidays(date(2026, 12, 26), date(2026, 12, 28))
    assert found == {date(2026, 12, 26), date(2026, 12, 28)}
