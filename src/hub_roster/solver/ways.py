"""Ways in which a task could be done: its starts, its places, and what would have to go with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import Instant, day_of
from hub_roster.domain.duty import ENDS_DUTY, Duty
from hub_roster.domain.home import PartKind
from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.tasks import OnCall, Shift, shift_of
from hub_roster.program.starts import starts_in, timed_visits
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


@dataclass(frozen=True, slots=True)
class Fit:
    """The task together with others, in places that those who have them are taken off."""

    way: Way
    spot: Spot


FEW_PLACES = 3
"""Ways to clear a place on the shifts of one way that are tried."""


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
        return tuple(spot for each in on if (spot := self._freed(frozenset({(each.person, each.task)}))))

    def _freed(self, off: Off) -> Spot | None:
        """Take people off some tasks alone, else off the whole duties those are part of."""
        if off == NOBODY_OFF:
            return Spot(off, self.trying)
        tried = ((each, self.trying.without(each)) for each in (off, self._whole(off)))
        stand = (Spot(each, less) for each, less in tried if self.stands(self.trying.broken(less.roster)))
        return next(stand, None)

    def _whole(self, off: Off) -> Off:
        """Give the duties that assignments are part of."""
        return off.union(
            *(
                self.off(person, duty)
                for person, task in off
                for duty in self.duties(person)
                if shift_of(task) in duty.tasks
            )
        )

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
        return tuple(way for way in self._beside if all(map(self._is_short, self._others(way))))

    @cached_property
    def joined(self) -> tuple[Fit, ...]:
        """Give a shift with shifts beside it that make a duty with it, in place of those who have them."""
        shapes = {shape.parts for shape in self._problem.shapes}
        ways = (way for way in self._beside if _kinds(way) in shapes)
        return tuple(
            Fit(way, spot)
            for way in ways
            if not all(map(self._is_short, self._others(way)))
            for spot in self._cleared(way)
        )

    @cached_property
    def taken_over(self) -> tuple[Fit, ...]:
        """Give the whole duty of each who cannot be taken off the task alone: else its rest lies idle."""
        return tuple(Fit(self._held(spot.off), spot) for spot in self.spots if len(spot.off) > 1)

    @cached_property
    def _beside(self) -> tuple[Way, ...]:
        """Give a shift with one before it, one after it, or both."""
        task = self.task
        if not isinstance(task, Shift):
            return ()
        shifts = [s for s in self._problem.shift.values() if s.home == task.home and not s.optional]
        before: list[Shift | None] = [None, *(s for s in shifts if 0 <= task.start - s.end < ENDS_DUTY)]
        after: list[Shift | None] = [None, *(s for s in shifts if 0 <= s.start - task.end < ENDS_DUTY)]
        return tuple(
            tuple(Place(s, s.start) for s in (one, task, other) if s is not None)
            for one, other in product(before, after)
            if one or other
        )

    def _others(self, way: Way) -> Iterator[Shift]:
        """Give the shifts beside the task."""
        return (place.task for place in way if isinstance(place.task, Shift) and place.task != self.task)

    def _cleared(self, way: Way) -> Iterator[Spot]:
        """Give a place on every shift of a way, cleared of as few people as can be."""
        offs = {NOBODY_OFF.union(*chosen) for chosen in product(*(self._holders(p.task) for p in way))}
        fewest = min(map(_people_off, offs))
        ordered = sorted((off for off in offs if _people_off(off) == fewest), key=sorted)
        for off in ordered[:FEW_PLACES]:
            spot = self._freed(off)
            if spot is not None:
                yield spot

    def _holders(self, task: Task) -> tuple[Off, ...]:
        """Give who may be taken off a task, one at a time; nobody where a seat is empty."""
        on = self.trying.lines.assignments_on.get(task.id, ())
        # A place beyond the seats beside the task is no help: an adult more is dearer than another.
        wanted = task.seats if task != self.task and isinstance(task, Shift) else places_on(task)
        if len(on) < wanted:
            return (NOBODY_OFF,)
        return tuple(frozenset({(each.person, each.task)}) for each in on)

    def _held(self, off: Off) -> Way:
        """Give the tasks of assignments at their times."""
        held = sorted((a for a in self.trying.lines.known if (a.person, a.task) in off), key=lambda a: a.span)
        tasks = ((self._problem.task(a.task), a.span[0]) for a in held)
        return tuple(Place(task, start) for task, start in tasks if task is not None)

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


def _people_off(off: Off) -> int:
    return len({person for person, _ in off})


def _kinds(way: Way) -> tuple[PartKind, ...]:
    return tuple(place.task.kind for place in way if isinstance(place.task, Shift))
