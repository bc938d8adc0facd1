"""A roster as the solver holds it: the columns taken and the values of all variables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster, assign
from hub_roster.domain.tasks import Shift, shift_of
from hub_roster.program.statement import Priority
from hub_roster.solver.columns import Columns, Indices


@dataclass(frozen=True)
class Incumbent:
    """Columns taken, by index, and variable values.

    Attributes
    ----------
    taken
        Indices of the columns taken, sorted.
    values
        Value of every variable.
    """

    columns: Columns
    taken: Indices
    values: Indices

    @cached_property
    def shortfall(self) -> tuple[int, ...]:
        """Minutes short at each priority, in order."""
        minutes = self.columns.shortfall_minutes
        return tuple(int(minutes[priority] @ self.values) for priority in Priority)

    @cached_property
    def cost(self) -> int:
        """Points of columns and variables."""
        columns = self.columns
        return int(columns.points[self.taken].sum() + columns.variable_points @ self.values)

    @property
    def rank(self) -> tuple[int, ...]:
        """What makes one roster better than another: less is better, first things first."""
        return (*self.shortfall, self.cost)

    def roster(self, seed: int | None) -> Roster:
        """Give it as a roster: seats are numbered in the order of people's keys, locked seats first."""
        problem = self.columns.program.problem
        people = self.columns.program.people
        on_shift: dict[str, list[str]] = defaultdict(list)
        assignments: list[Assignment] = []
        for index in self.taken:
            person = people[self.columns.person[index]]
            piece = self.columns.program.pieces[self.columns.piece[index]]
            if piece.spell is not None:
                assignments.append(assign(problem.id, person, piece.spell, piece.start, piece.end))
            if piece.attached is not None:
                assignments.append(assign(problem.id, person, piece.attached, piece.start, piece.end))
            for part in piece.duty.parts if piece.duty else ():
                if part.task in problem.shift:
                    on_shift[part.task].append(person)
                else:
                    assignments.append(assign(problem.id, person, part.task, part.start, part.end))
        for shift_id, keys in on_shift.items():
            shift = problem.shift[shift_id]
            for person, seat in _seated(problem, shift, sorted(keys)).items():
                assignments.append(assign(problem.id, person, seat, shift.start, shift.end))
        return Roster(
            problem_id=problem.id,
            first_day=problem.first_day,
            weeks=problem.weeks,
            seed=seed,
            assignments=tuple(sorted(assignments, key=lambda a: (a.start, a.task, a.person))),
        )


def _seated(problem: Problem, shift: Shift, keys: list[str]) -> dict[str, str]:
    """Give each person a seat: the one locked or carried for them, else the first one free."""
    fixed = {
        (lock.person, lock.task)
        for lock in problem.locks
        if lock.must and shift_of(lock.task) == shift.id and lock.task != shift.id
    }
    fixed |= {
        (before.person, task)
        for before in problem.duties_before
        for task in before.tasks
        if shift_of(task) == shift.id
    }
    seats: dict[str, str] = {}
    for person, seat in sorted(fixed):
        if person in keys and person not in seats and seat not in seats.values():
            seats[person] = seat
    all_seats = [shift.seat(k + 1) for k in range(max(shift.seats, len(keys)))]
    free = [seat for seat in all_seats if seat not in seats.values()]
    for person in keys:
        if person not in seats:
            seats[person] = free.pop(0)
    return seats


def empty(columns: Columns) -> Incumbent:
    """Give the roster in which nothing is taken: a place to start from, not always a legal one."""
    none = np.zeros(0, dtype=np.int64)
    return Incumbent(columns, none, np.zeros(len(columns.program.variables), dtype=np.int64))


def joined(base: Incumbent, one: Incumbent, other: Incumbent) -> Indices:
    """Give the columns of a roster that differs from a base in what two others differ from it in.

    Somebody whose line differs in both has it as in the first. It need not be legal.
    """
    person = base.columns.person
    of_one, of_other = (np.setxor1d(base.taken, each.taken) for each in (one, other))
    changed = np.setxor1d(of_one, of_other[~np.isin(person[of_other], person[of_one])])
    return np.setxor1d(base.taken, changed)
