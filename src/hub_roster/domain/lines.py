"""A roster read against its problem: each person's duties, and who fills each task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import Instant, day_of
from hub_roster.domain.duty import (
    Duty,
    Part,
    duty_before,
    duty_of,
    part_of_appointment,
    part_of_shift,
    split,
)
from hub_roster.domain.grouping import grouped
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster, RosterStatus
from hub_roster.domain.roster_changes import differing
from hub_roster.domain.tasks import OnCall, Shift, shift_of

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Attached:
    """An appointment one person takes from a shift they are on, in a home."""

    person: str
    appointment: Appointment
    home: str
    start: Instant
    end: Instant


def taken_from(shifts: Iterable[Shift], appointment: Appointment, start: Instant, end: Instant) -> str:
    """Give the home an appointment is taken from by somebody on some shifts; empty where from none.

    They are on a shift there from before it until after it.
    """
    opening = appointment.opening(day_of(start), start)
    home = (opening.home or "") if opening else ""
    around = (s for s in shifts if s.home == home and s.lets_go and s.start <= start and end <= s.end)
    return home if any(around) else ""


class Lines:
    """What the judge reads: one roster of one problem, as lines.

    Assignments to a person or task the problem does not hold are in `unknown` and nowhere else. A task takes
    the time it is planned for; in a roster of time worked, the time recorded of each person on it.
    """

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self.problem = problem
        self.roster = roster

    def edited(self, roster: Roster) -> Lines:
        """Give what another roster of the problem reads as, read anew where it differs from this one alone.

        A person's line is read of their own assignments, and who is on a task of those on it.
        """
        lines = Lines(self.problem, roster)
        if not self.worked and not lines.worked:
            lines._take_over(self, differing(self.roster.assignments, roster.assignments))
        return lines

    def _take_over(self, before: Lines, other: Collection[Assignment]) -> None:
        """Take over what was read of a roster that differs in some assignments."""
        people = {each.person for each in other}
        tasks = {task.id for each in other if (task := self.problem.task(each.task)) is not None}
        kept = self.roster.assignments
        theirs = self._part(each for each in kept if each.person in people)
        there = self._part(each for each in kept if each.task in tasks or shift_of(each.task) in tasks)
        lost = {*before.unknown, *theirs.unknown}
        self.__dict__["unknown"] = tuple(each for each in kept if each in lost) if lost else ()
        self.__dict__["known"] = tuple(each for each in kept if each not in lost) if lost else kept
        for name in ("of", "spells", "attached"):
            self.__dict__[name] = _in_place(getattr(before, name), getattr(theirs, name), people)
        for name in ("on", "assignments_on"):
            self.__dict__[name] = _in_place(getattr(before, name), getattr(there, name), tasks)

    def _part(self, assignments: Iterable[Assignment]) -> Lines:
        return Lines(self.problem, self.roster.model_copy(update={"assignments": tuple(assignments)}))

    @property
    def worked(self) -> bool:
        """Whether they are of time worked."""
        return self.roster.status is RosterStatus.WORKED

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
        """Duties of each person of the problem in order of time; no spells and no attached tasks."""
        parts: dict[str, list[Part]] = {person.key: [] for person in self.problem.people}
        for key, shifts in self._shifts.items():
            parts[key] += [part_of_shift(shift) for shift in shifts]
        for assignment, appointment in self._appointments:
            if not self._attaches(assignment, appointment):
                part = part_of_appointment(appointment, assignment.span[0])
                parts[assignment.person].append(
                    replace(part, end=assignment.span[1]) if self.worked else part
                )
        return MappingProxyType({key: self._duties(key, listed) for key, listed in parts.items()})

    @cached_property
    def _shifts(self) -> Mapping[str, tuple[Shift, ...]]:
        taken = ((a, self.problem.task(a.task)) for a in self.known)
        return grouped((a.person, self._as_worked(a, task)) for a, task in taken if isinstance(task, Shift))

    def _as_worked(self, assignment: Assignment, shift: Shift) -> Shift:
        """Give the part of a shift that somebody is on: all of it, unless it is recorded."""
        if not self.worked:
            return shift
        start, end = assignment.span
        return replace(shift, start=start, end=end)

    @cached_property
    def _appointments(self) -> tuple[tuple[Assignment, Appointment], ...]:
        taken = ((a, self.problem.task(a.task)) for a in self.known)
        return tuple((a, task) for a, task in taken if isinstance(task, Appointment))

    @cached_property
    def attached(self) -> Mapping[str, tuple[Attached, ...]]:
        """What each person does from a shift they are on, in order of time."""
        found = (
            Attached(assignment.person, appointment, self._home(assignment, appointment), *assignment.span)
            for assignment, appointment in self._appointments
            if self._attaches(assignment, appointment)
        )
        return grouped((each.person, each) for each in sorted(found, key=lambda a: (a.start, a.person)))

    def _home(self, assignment: Assignment, appointment: Appointment) -> str:
        shifts = self._shifts.get(assignment.person, ())
        return taken_from(shifts, appointment, *assignment.span)

    def _attaches(self, assignment: Assignment, appointment: Appointment) -> bool:
        return bool(self._home(assignment, appointment))

    def _duties(self, key: str, parts: list[Part]) -> tuple[Duty, ...]:
        base = self.problem.person[key].base
        before = self.problem.duty_before.get(key)
        carried = {shift_of(task) for task in before.tasks} if before else set()
        duties = []
        if before and not carried:
            duties.append(duty_before(before))
        for run in split(parts):
            begun = before if run[0].task in carried else None
            duty = duty_of(self.problem, base, run, begun)
            disturbed = sum(self._disturbed.get((key, part.task), 0) for part in run)
            duties.append(replace(duty, disturbed=duty.disturbed + disturbed) if disturbed else duty)
        return tuple(duties)

    @cached_property
    def _disturbed(self) -> Mapping[tuple[str, str], int]:
        """Minutes awake for work that are recorded of a sleep-in, by person and shift."""
        found = ((a.person, shift_of(a.task), a.disturbed_minutes) for a in self.known)
        return MappingProxyType({(person, shift): minutes for person, shift, minutes in found if minutes})

    def minutes_on(self, assignment: Assignment) -> int:
        """Give the minutes somebody is on a task that exists: those planned, unless others are recorded."""
        task = self.problem.task(assignment.task)
        if isinstance(task, Appointment) and not self.worked:
            return task.minutes
        start, end = task.span if isinstance(task, OnCall) else assignment.span
        if isinstance(task, Shift) and not self.worked:
            start, end = task.start, task.end
        return end - start

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
        """People on each shift, appointment or spell, each once, in key order; nobody's tasks are missing."""
        people: dict[str, set[str]] = defaultdict(set)
        for assignment in self.known:
            task = self.problem.task(assignment.task)
            if task is not None:
                people[task.id].add(assignment.person)
        return MappingProxyType({task: tuple(sorted(keys)) for task, keys in people.items()})

    @cached_property
    def assignments_on(self) -> Mapping[str, tuple[Assignment, ...]]:
        """Assignments on each shift, appointment or spell."""
        listed: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in self.known:
            task = self.problem.task(assignment.task)
            if task is not None:
                listed[task.id].append(assignment)
        return MappingProxyType({task: tuple(found) for task, found in listed.items()})


def _in_place(was: Mapping[str, Read], now: Mapping[str, Read], anew: Collection[str]) -> Mapping[str, Read]:
    """Give what was read, with what is read now of the keys that are read anew."""
    kept = {key: value for key, value in was.items() if key not in anew}
    return MappingProxyType(kept | {key: now[key] for key in anew if key in now})
