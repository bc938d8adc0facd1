"""Shifts firm up weeks ahead, visits week by week: what a draft leaves alone, and what it leaves out."""

from __future__ import annotations

from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster
from hub_roster.domain.tasks import Lock, OnCall, Shift, shift_of
from hub_roster.store.tables import Planned


def to_plan(problem: Problem, planned: Planned) -> Problem:
    """Give the problem of a draft: where visits alone are planned, what is published beside them stands.

    What a manager has fixed by hand since counts before that.
    """
    if planned is not Planned.VISITS:
        return problem
    fixed = {(lock.person, shift_of(lock.task)) for lock in problem.locks}
    standing = tuple(
        Lock(person=person, task=task)
        for person, task in dict.fromkeys((each.person, shift_of(each.task)) for each in problem.published)
        if _is_published(problem, task) and (person, task) not in fixed
    )
    return problem.edited(locks=(*problem.locks, *standing))


def as_planned(problem: Problem, roster: Roster, planned: Planned) -> Roster:
    """Give what is kept of a draft: where shifts alone are planned, it has left room for visits."""
    if planned is not Planned.SHIFTS:
        return roster
    kept = tuple(each for each in roster.assignments if not _is_visit(problem, each))
    return roster.model_copy(update={"assignments": kept})


def _is_published(problem: Problem, task_id: str) -> bool:
    """Say whether a task is work of the period itself that is published weeks ahead."""
    task = problem.task(task_id)
    return isinstance(task, OnCall) or (isinstance(task, Shift) and not task.optional)


def _is_visit(problem: Problem, assignment: Assignment) -> bool:
    task = problem.task(assignment.task)
    return isinstance(task, Appointment) and task.kind is AppointmentKind.VISIT
