"""The bank holidays of England, as law fixes them and a policy adds to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import holidays

if TYPE_CHECKING:
    from datetime import date

    from hub_roster.rules.pay import PayNumbers

SATURDAY = 5
INSTEAD = "{} (observed)"
"""What the library calls the day given instead of a holiday that falls on a weekend."""


def bank_holidays(first: date, last: date, numbers: PayNumbers) -> frozenset[date]:
    """Give the days from first to last, both included, whose hours are bank-holiday hours.

    Where a holiday falls on a weekend and a later day is given instead (Banking and Financial Dealings Act
    1971, Schedule 1), that day counts, and the holiday's own only where the policy says so.
    """
    years = range(first.year, last.year + 1)
    listed = holidays.country_holidays("GB", subdiv="ENG", years=years)
    names = set(listed.values())
    days = {
        day
        for day, name in listed.items()
        if numbers.holiday_itself or day.weekday() < SATURDAY or INSTEAD.format(name) not in names
    }
    return frozenset(day for day in days.union(numbers.extra_days) if first <= day <= last)
