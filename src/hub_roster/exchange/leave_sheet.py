"""The leave of everybody whose leave year a hub keeps, as rows of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hub_roster.domain.leave import leave_balances

if TYPE_CHECKING:
    from datetime import date

    from hub_roster.domain.problem import Problem

LeaveRow = tuple[str, str, "date", "date", float, float, float, float, float]


def leave_rows(problem: Problem) -> Iterator[LeaveRow]:
    """Give person, key, first and last day of the year, and hours: a year's, carried, taken, booked, left."""
    for balance in leave_balances(problem):
        year = balance.year
        yield (
            problem.person[year.person].name,
            year.person,
            year.first_day,
            year.last_day,
            year.hours,
            year.carried_hours,
            round(balance.taken, 2),
            round(balance.booked, 2),
            round(balance.left, 2),
        )
