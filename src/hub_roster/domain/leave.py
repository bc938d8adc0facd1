"""Leave years: what a person may take, has taken, and has left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hub_roster.domain.people import LeaveYear
from hub_roster.domain.problem import Problem

WORKING_DAYS = 5
"""Days a week that contract hours are spread over, Monday to Friday, when leave is counted in hours."""


@dataclass(frozen=True, slots=True)
class LeaveBalance:
    """One person's leave year, in hours.

    Attributes
    ----------
    taken
        On days before the period.
    booked
        On days of the period and after it.
    """

    year: LeaveYear
    taken: float
    booked: float

    @property
    def left(self) -> float:
        """Hours not taken and not booked; below 0 where more is booked than there is."""
        return self.year.hours + self.year.carried_hours - self.taken - self.booked


def leave_balances(problem: Problem) -> Iterator[LeaveBalance]:
    """Give the balance of every leave year a hub keeps.

    A weekday on leave counts a fifth of the contract's hours, a weekend day nothing: the hub's own records
    of hours are better where people's days differ (an assumption).
    """
    for year in problem.leave_years:
        a_day = problem.person[year.person].contract_hours / WORKING_DAYS
        days = [day for day in problem.leave_days.get(year.person, ()) if _counts(year, day)]
        taken = sum(day < problem.first_day for day in days)
        yield LeaveBalance(year, taken * a_day, (len(days) - taken) * a_day)


def _counts(year: LeaveYear, day: date) -> bool:
    return year.first_day <= day <= year.last_day and day.weekday() < WORKING_DAYS
