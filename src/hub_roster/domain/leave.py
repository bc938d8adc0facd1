"""Leave years: what a person may take, has taken, and has left."""

from __future__ import annotations

from collections.abc import Collection, Iterator
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
        On days before the one it is drawn up on.
    booked
        On that day and after it.
    asked
        On days that are asked for and not decided on.
    """

    year: LeaveYear
    taken: float
    booked: float
    asked: float = 0

    @property
    def left(self) -> float:
        """Hours not taken, booked or asked for; below 0 where that is more than there is."""
        return self.year.hours + self.year.carried_hours - self.taken - self.booked - self.asked


def leave_balances(problem: Problem) -> Iterator[LeaveBalance]:
    """Give the balance of every leave year a hub keeps, on the first day of its period."""
    for year in problem.leave_years:
        yield leave_balance(problem, year, problem.first_day)


def leave_balance(
    problem: Problem, year: LeaveYear, on: date, asked: Collection[date] = frozenset()
) -> LeaveBalance:
    """Give the balance of a leave year on a date.

    A weekday on leave counts a fifth of the contract's hours, a weekend day nothing: the hub's own records
    of hours are better where people's days differ (an assumption).

    Parameters
    ----------
    asked
        Days asked for; one that is booked already counts as that.
    """
    away = problem.leave_days.get(year.person, frozenset())
    before = {day for day in away if day < on}
    return LeaveBalance(
        year,
        hours_in(problem, year, before),
        hours_in(problem, year, away - before),
        hours_in(problem, year, set(asked) - away),
    )


def hours_in(problem: Problem, year: LeaveYear, days: Collection[date]) -> float:
    """Give the hours that some days count in a leave year."""
    a_day = problem.person[year.person].contract_hours / WORKING_DAYS
    return a_day * sum(_counts(year, day) for day in set(days))


def _counts(year: LeaveYear, day: date) -> bool:
    return year.first_day <= day <= year.last_day and day.weekday() < WORKING_DAYS
