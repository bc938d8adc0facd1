"""The bank holidays of England, as law fixes them and a policy adds to them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import holidays

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hub_roster.domain.policy import PolicyNumber

PAY = "pay"
"""The name under which a policy keeps the numbers of pay, those of its bank holidays among them."""

SATURDAY = 5
INSTEAD = "{} (observed)"
"""What the library calls the day given instead of a holiday that falls on a weekend."""


def bank_holidays(
    first: date, last: date, *, itself: bool = False, extra: Iterable[date] = ()
) -> frozenset[date]:
    """Give the bank holidays from first to last, both included.

    Where a holiday falls on a weekend and a later day is given instead (Banking and Financial Dealings Act
    1971, Schedule 1), that day counts, and the holiday's own only where the policy says so.

    Parameters
    ----------
    itself
        Whether a holiday on a weekend counts on its own day too.
    extra
        Days that count beside those of England.
    """
    years = range(first.year, last.year + 1)
    listed = holidays.country_holidays("GB", subdiv="ENG", years=years)
    names = set(listed.values())
    days = {
        day
        for day, name in listed.items()
        if itself or day.weekday() < SATURDAY or INSTEAD.format(name) not in names
    }
    return frozenset(day for day in days.union(extra) if first <= day <= last)


def holidays_of_policy(numbers: Iterable[PolicyNumber], first: date, last: date) -> frozenset[date]:
    """Give the bank holidays from first to last as the numbers of a policy have them."""
    pay = {each.number: each.value for each in numbers if each.rule == PAY}
    extra = (day_in_figures(pay.get(name, 0)) for name in ("extra_day_1", "extra_day_2"))
    itself = bool(pay.get("holiday_itself", 0))
    return bank_holidays(first, last, itself=itself, extra=(day for day in extra if day))


def day_in_figures(figures: float) -> date | None:
    """Give the date that a number such as 20261224 writes; None where it writes none."""
    try:
        return datetime.strptime(f"{figures:.0f}", "%Y%m%d").date()
    except ValueError:
        return None
