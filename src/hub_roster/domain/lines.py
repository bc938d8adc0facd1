"""A roster read against its problem: each person's duties, and who fills each task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from hub_roster.domain.clock import instant_of
from hub_roster.domain.duty import Duty, Part, duty_before, duty_of, part_of_shift, part_of_visit, split
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster
from hub_roster.domain.tasks import OnCall, Shift, Visit, shift_of


class Lines:
    """What the judge reads: one roster of one problem, as lines.

    Assignments to a person or task the problem does not hold are in `unknown` and nowhere else.
    """

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self.problem = problem
        self.roster = roster

    @cached_property
    def unknown(self) -> tuple[Assignment, ...]:
        """Assignments of a person, task or seat that does not exist."""
        return tuple(a for a in self.roster.assignments if not self._known(a))

    def _known(self, assignment: Assignment) -> bool:
        task = self.problem.task(assignment.task)
        if assignment.person not in self.problem.person or task is None:
            return False
        if not isinstance(task, Shift):
            return True
        number = assignment.task.removeprefix(f"{task.id}/")
        return number.isdecimal() and int(number) >= 1 and number == str(int(number))

    @cached_property
    def known(self) -> tuple[Assignment, ...]:
        """Assignments of people and tasks that exist."""
        return tuple(a for a in self.roster.assignments if self._known(a))

    @cached_property
    def of(self) -> Mapping[str, tuple[Duty, ...]]:
        """Duties of each person of the problem in order of time; spells are not among them."""
        parts: dict[str, list[Part]] = {person.key: [] for person in self.problem.people}
        for assignment in self.known:
            task = self.problem.task(assignment.task)
            if isinstance(task, Shift):
                parts[assignment.person].append(part_of_shift(task))
            elif isinstance(task, Visit):
                parts[assignment.person].append(part_of_visit(self.problem, task, assignment.span[0]))
        return MappingProxyType({key: self._duties(key, listed) for key, listed in parts.items()})

    def _duties(self, key: str, parts: list[Part]) -> tuple[Duty, ...]:
        base = self.problem.person[key].base
        before = self.problem.duty_before.get(key)
        carried = {shift_of(task) for task in before.tasks} if before else set()
        duties = []
        if before and not carried:
            duties.append(duty_before(before))
        for run in split(parts):
            begun = before and run[0].task in carried
            duties.append(
                duty_of(self.problem, base, run, instant_of(before.start) if begun and before else None)
            )
        return tuple(duties)

    @cached_property
    def spells(self) -> Mapping[str, tuple[OnCall, ...]]:
        """On-call spells of each person in order of time."""
        taken: dict[str, list[OnCall]] = {person.key: [] for person in self.problem.people}
        for assignment in self.known:
            task = self.problem.task(assignment.task)
            if isinstance(task, OnCall):
                taken[assignment.person].append(task)
        return MappingProxyType(
            {key: tuple(sorted(listed, key=lambda s: s.span)) for key, listed in taken.items()}
        )

    @cached_property
    def on(self) -> Mapping[str, tuple[str, ...]]:
        """People on each shift, visit or spell, each once, in key order; a task nobody has is missing."""
        people: dict[str, set[str]] = defaultdict(set)
        for assignment in self.known:
            task = self.problem.task(assignment.task)
            if task is not None:
                people[task.id].add(assignment.person)
        return MappingProxyType({task: tuple(sorted(keys)) for task, keys in people.items()})

    @cached_property
    def assignments_on(self) -> Mapping[str, tuple[Assignment, ...]]:
        """Assignments on each shift, visit or spell."""
        listed: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in self.known:
            task = self.problem.task(assignment.task)
            if task is not None:
                listed[task.id].append(assignment)
        return MappingProxyType({task: tuple(found) for task, found in listed.items()})
