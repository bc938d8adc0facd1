"""Ways in which a task could be done: its starts, its places, and what would have to go with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import Instant, day_of
from hub_roster.domain.duty import ENDS_DUTY, Duty
from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.roster import Assignment
from hub_roster.domain.tasks import OnCall, Shift, shift_of
from hub_roster.program.runs import starts_in, timed_visits
from hub_roster.rules.places import places_on
from hub_roster.rules.rule import Violation
from hub_roster.rules.told import Told
from hub_roster.rules.visits import VisitTimeNumbers, VisitTimes
from hub_roster.solver.standing import Standing, standing_after, told_of
from hub_roster.solver.trying import NOBODY_OFF, Off, Place, Trying

Way = tuple[Place, ...]
"""The task at one of its starts, and what its person would take with it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a task: one that is free, or one that somebody is taken off."""

    off: Off
    trying: Trying


class Ways:
    """The starts and places of one task in a roster."""

    def __init__(self, trying: Trying, task: Task) -> None:
        self.trying = trying
        self.task = task
        self.told = told_of(trying.rules)

    @property
    def _problem(self) -> Problem:
        return self.trying.problem

    @cached_property
    def starts(self) -> tuple[Instant, ...]:
        """When it may start: with those who are on it already, else on the grid of a draft."""
        if not isinstance(self.task, Appointment):
            return (self.task.span[0] if isinstance(self.task, OnCall) else self.task.start,)
        made = self.trying.lines.assignments_on.get(self.task.id, ())
        if made:
            return (made[0].span[0],)
        # A start fixed by hand outside all its openings leaves none on the grid.
        first = next(iter(self.task.openings.values()))[0].first
        return self._beside_other_visits(tuple(self._on_grid(self.task)) or (first,))

    def _on_grid(self, visit: Appointment) -> Iterator[Instant]:
        numbers = (rule.numbers for rule in self.trying.rules if isinstance(rule, VisitTimes))
        grids = next(numbers, VisitTimeNumbers())
        timed = visit.id in timed_visits(self._problem)
        grid = grids.shared_grid_minutes if timed else grids.grid_minutes
        for openings in visit.openings.values():
            for opening in openings:
                yield from starts_in(self._problem, visit, opening, grid)

    def _beside_other_visits(self, starts: tuple[Instant, ...]) -> tuple[Instant, ...]:
        """Leave out starts at which whoever it is for is visited already, unless there are no others."""
        met = set(self._problem.young_people_of(self.task))
        others = tuple(
            a
            for a in self.trying.lines.known
            if met.intersection(
                found.young_people if (found := self._problem.appointment.get(a.task)) else ()
            )
        )
        if not others:
            return starts
        visits = self.trying.only(others)
        somebody = self._problem.people[0].key
        free = (s for s in starts if not visits.broken(visits.with_on(somebody, [Place(self.task, s)])))
        return tuple(free) or starts

    # Places ---------------------------------------------------------------------------------------

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """A free place; where there is none, that of each who is on it and may be taken off."""
        on = self.trying.lines.assignments_on.get(self.task.id, ())
        if len(on) < places_on(self.task):
            return (Spot(NOBODY_OFF, self.trying),)
        return tuple(spot for each in on for spot in self._freed(each)[:1])

    def _freed(self, assignment: Assignment) -> list[Spot]:
        """Give one place freed by taking somebody off the task, else off the whole duty it is part of."""
        alone = frozenset({(assignment.person, assignment.task)})
        duties = self.duties(assignment.person)
        whole = (self.off(assignment.person, d) for d in duties if shift_of(assignment.task) in d.tasks)
        tried = ((off, self.trying.without(off)) for off in (alone, *whole))
        return [Spot(off, less) for off, less in tried if self.stands(self.trying.broken(less.roster))]

    def duties(self, person: str) -> tuple[Duty, ...]:
        """Give the duties of a person that this roster gives them: those begun before it stand."""
        start = self._problem.start
        return tuple(d for d in self.trying.lines.of[person] if d.parts and d.start >= start)

    def off(self, person: str, duty: Duty) -> Off:
        """Give the assignments of one duty, with those taken from its shifts."""
        attached = self.trying.lines.attached.get(person, ())
        tasks = {each.appointment.id for each in attached if duty.start <= each.start < duty.end}
        tasks.update(duty.tasks)
        return frozenset(
            (a.person, a.task)
            for a in self.trying.lines.known
            if a.person == person and shift_of(a.task) in tasks
        )

    def from_a_shift(self, person: str) -> frozenset[str]:
        """Give the tasks a person takes from a shift, which are of no duty."""
        return frozenset(each.appointment.id for each in self.trying.lines.attached.get(person, ()))

    def stands(self, violations: tuple[Violation, ...]) -> bool:
        """Say whether nothing is broken but what is about a task."""
        return standing_after(violations, self.told) is Standing.COULD

    def still(self, violations: tuple[Violation, ...]) -> tuple[str, ...]:
        """Give in words what the task then still lacks."""
        about = (v.message for v in violations if self.told[v.rule] is Told.TASK)
        return tuple(dict.fromkeys(about))

    # What goes with it ----------------------------------------------------------------------------

    @cached_property
    def with_more(self) -> tuple[Way, ...]:
        """Give a shift with empty seats before it, after it, or both: a sleep-in is no duty by itself."""
        task = self.task
        if not isinstance(task, Shift):
            return ()
        empty = [s for s in self._problem.shift.values() if s.home == task.home and self._is_short(s)]
        before: list[Shift | None] = [None, *(s for s in empty if 0 <= task.start - s.end < ENDS_DUTY)]
        after: list[Shift | None] = [None, *(s for s in empty if 0 <= s.start - task.end < ENDS_DUTY)]
        return tuple(
            tuple(Place(s, s.start) for s in (one, task, other) if s is not None)
            for one, other in product(before, after)
            if one or other
        )

    def _is_short(self, shift: Shift) -> bool:
        return not shift.optional and len(self.trying.lines.on.get(shift.id, ())) < shift.seats

    def admitted(self, person: str, start: Instant) -> Standing:
        """Give what keeps a person from the task on the day of a start, whatever else the roster holds."""
        day = day_of(start)
        refusing = (rule for rule in self.trying.hard if not rule.admits_task(person, self.task, day))
        return min(
            (Standing[rule.tells.name] for rule in refusing if rule.tells is not Told.TASK),
            key=lambda standing: standing.place,
            default=Standing.COULD,
        )
