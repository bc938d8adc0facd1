"""Rosters of the sound hub, from pairs of a person and a task: seats, blocks over a night, visits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster, RosterStatus, assign

MONDAY = date(2026, 1, 5)
WEEK = timedelta(days=7)
MARCH, OCTOBER = date(2027, 3, 22), date(2026, 10, 19)
"""Mondays of the weeks in which the clocks change, on the Sunday."""


def seats(problem: Problem, person: str, *tasks: str) -> list[tuple[str, str]]:
    """Give pairs of a person and a seat, each shift named by its date and name."""
    return [(person, f"Cliff/{task}/1") for task in tasks]


def rostered(problem: Problem, pairs: Iterable[tuple[str, str]], status: str = "draft") -> Roster:
    """Give a roster of seats and visits; a visit starts as early as it may on its first day."""
    assignments = []
    for person, task_id in pairs:
        task = problem.task(task_id)
        assert task is not None
        if isinstance(task, Appointment):
            start = task.window[0]
            span = start, start + task.minutes
        else:
            span = (task.start, task.end) if not hasattr(task, "span") else task.span
        assignments.append(assign(problem.id, person, task_id, *span))
    return Roster(
        problem_id=problem.id,
        first_day=problem.first_day,
        weeks=problem.weeks,
        status=RosterStatus(status),
        assignments=tuple(assignments),
    )


def block(day: date) -> tuple[str, str, str]:
    """Name the shifts of a late, sleep-in and early that begins on a date."""
    return f"{day}/Late", f"{day}/Sleep-in", f"{day + timedelta(days=1)}/Early"
