"""Runs of visits: what one person can drive to in a row, from a place and back to it, in one day.

A run's times are canonical: the earliest finish its order allows and then, where leaving later costs nothing,
the latest start. Orders of the same visits that are beaten in leaving, returning and driving are dropped. A
visit whose start other people or other visits depend on is listed once for every start on its grid, one whose
start was fixed by hand at that start alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from hub_roster.domain.appointments import Appointment, Opening
from hub_roster.domain.clock import DAY, Instant, instant_of, midnight
from hub_roster.domain.duty import ENDS_DUTY
from hub_roster.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Timing:
    """How starts of visits are listed.

    Attributes
    ----------
    grid
        Minutes between possible starts of a visit.
    shared_grid
        The same for visits that must agree with others on their start.
    most_visits
        The longest run listed.
    """

    grid: int = 15
    shared_grid: int = 30
    most_visits: int = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a run may lie: it leaves `place` not before `opens` and is back not after `closes`.

    Attributes
    ----------
    people
        Who could take it; None for anybody.
    """

    place: str
    day: date
    opens: Instant | None = None
    closes: Instant | None = None
    people: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Visits in order with their starts."""

    visits: tuple[str, ...]
    starts: tuple[Instant, ...]
    leaves: Instant
    returns: Instant
    driving: int


@dataclass(frozen=True, slots=True)
class _Open:
    """A window of one visit on one day, with driving looked up once; a timed visit has its starts listed."""

    visit: Appointment
    place: str
    ends_at: str
    first: Instant
    last: Instant
    timed: bool
    starts: tuple[Instant, ...]
    people: frozenset[str]


Suited = Callable[[Appointment, date], frozenset[str]]
"""Who may make a visit on a day."""


class Runs:
    """Lists runs that at least one person may make; slots asked for twice are listed once."""

    def __init__(self, problem: Problem, timing: Timing, suited: Suited) -> None:
        self._problem = problem
        self._timing = timing
        self._suited = suited
        self.timed = timed_visits(problem)
        self._known: dict[Slot, tuple[Run, ...]] = {}
        self._by_day: dict[date, list[Appointment]] = defaultdict(list)
        for visit in problem.appointments:
            for day in visit.days:
                self._by_day[day].append(visit)

    def of(self, slot: Slot) -> tuple[Run, ...]:
        """Give every run that fits a slot, in a fixed order."""
        if slot not in self._known:
            self._known[slot] = tuple(self._list(slot))
        return self._known[slot]

    def _list(self, slot: Slot) -> Iterator[Run]:
        opens = slot.opens if slot.opens is not None else midnight(slot.day)
        closes = slot.closes if slot.closes is not None else opens + 2 * DAY
        windows = list(self._windows(slot))
        best: dict[tuple[tuple[str, Instant | None], ...], list[Run]] = defaultdict(list)
        for sequence, starts in self._sequences(windows, slot, opens, closes):
            run = self._run(slot, sequence, starts, closes)
            if not _is_one_duty(sequence, run.starts):
                continue
            key = tuple(
                sorted(
                    (w.visit.id, start if w.timed else None)
                    for w, start in zip(sequence, run.starts, strict=True)
                )
            )
            best[key].append(run)
        for runs in best.values():
            yield from _undominated(runs)

    def _windows(self, slot: Slot) -> Iterator[_Open]:
        for visit in self._by_day[slot.day]:
            people = self._suited(visit, slot.day)
            if slot.people is not None:
                people &= slot.people
            if not people:
                continue
            timed = visit.id in self.timed
            grid = self._timing.shared_grid
            for opening in visit.openings[slot.day]:
                starts = starts_in(self._problem, visit, opening, grid) if timed else ()
                yield _Open(
                    visit, opening.place, opening.ends_at, opening.first, opening.last, timed, starts, people
                )

    def _sequences(
        self, windows: list[_Open], slot: Slot, opens: Instant, closes: Instant
    ) -> Iterator[tuple[tuple[_Open, ...], tuple[Instant, ...]]]:
        """Extend partial runs visit by visit, each at its earliest start (every start where timed)."""
        drive = self._problem.drive
        everybody = frozenset[str]().union(*(window.people for window in windows))
        stack: list[tuple[tuple[_Open, ...], tuple[Instant, ...], frozenset[str]]]
        stack = [((), (), everybody)]
        while stack:
            sequence, starts, people = stack.pop()
            if sequence:
                yield sequence, starts
            if len(sequence) == self._timing.most_visits:
                continue
            here = sequence[-1].ends_at if sequence else slot.place
            free = starts[-1] + sequence[-1].visit.minutes if sequence else opens
            for window in windows:
                able = people & window.people
                if not able or any(window.visit.id == w.visit.id for w in sequence):
                    continue
                arrive = max(free + drive(here, window.place), window.first)
                back = drive(window.ends_at, slot.place)
                for start in self._starts(window, arrive):
                    if start + window.visit.minutes + back <= closes:
                        stack.append(((*sequence, window), (*starts, start), able))

    def _starts(self, window: _Open, arrive: Instant) -> Iterable[Instant]:
        if window.timed:
            return (start for start in window.starts if start >= arrive)
        grid = self._timing.grid
        first = arrive + -arrive % grid
        if first <= window.last:
            return (first,)
        off_grid = window.first + -window.first % grid > window.last
        return (window.first,) if off_grid and arrive == window.first else ()

    def _run(
        self, slot: Slot, sequence: tuple[_Open, ...], starts: tuple[Instant, ...], closes: Instant
    ) -> Run:
        if slot.opens is None:
            starts = self._as_late(slot, sequence, starts, closes)
        drive = self._problem.drive
        leaving = [slot.place, *(w.ends_at for w in sequence)]
        going_to = [*(w.place for w in sequence), slot.place]
        legs = [drive(a, b) for a, b in zip(leaving, going_to, strict=True)]
        return Run(
            visits=tuple(w.visit.id for w in sequence),
            starts=starts,
            leaves=starts[0] - legs[0],
            returns=starts[-1] + sequence[-1].visit.minutes + legs[-1],
            driving=sum(legs),
        )

    def _as_late(
        self, slot: Slot, sequence: tuple[_Open, ...], starts: tuple[Instant, ...], closes: Instant
    ) -> tuple[Instant, ...]:
        """Move visits as late as they go: up to the next one, or up to the shift that follows."""
        drive, grid = self._problem.drive, self._timing.grid
        late = list(starts)
        for k in reversed(range(len(sequence))):
            window = sequence[k]
            if window.timed:
                continue
            if k + 1 < len(sequence):
                after = late[k + 1] - drive(window.ends_at, sequence[k + 1].place)
            elif slot.closes is not None:
                after = closes - drive(window.ends_at, slot.place)
            else:
                continue
            latest = min(window.last, after - window.visit.minutes)
            late[k] = max(starts[k], latest - latest % grid)
        return tuple(late)


def timed_visits(problem: Problem) -> frozenset[str]:
    """Give the appointments listed start by start: for several adults, able to clash, or fixed by hand."""
    listed = problem.appointments
    timed = {visit.id for visit in listed if visit.adults > 1 or visit.in_shift or _fixed(problem, visit)}
    by_young_person: dict[str, list[Appointment]] = defaultdict(list)
    for visit in listed:
        for code in visit.young_people:
            by_young_person[code].append(visit)
    for visits in by_young_person.values():
        for k, one in enumerate(visits):
            for other in visits[k + 1 :]:
                if _may_clash(one, other):
                    timed |= {one.id, other.id}
    return frozenset(timed)


def shared_starts(problem: Problem, visit: Appointment, day: date, grid: int) -> tuple[Instant, ...]:
    """Give the starts of a timed appointment on a day: those on the grid, or what was fixed by hand."""
    openings = visit.openings.get(day, ())
    return tuple(start for opening in openings for start in starts_in(problem, visit, opening, grid))


def starts_in(problem: Problem, visit: Appointment, opening: Opening, grid: int) -> tuple[Instant, ...]:
    """Give the starts of a timed appointment in one of its openings.

    An opening too short for the grid has its first instant: an escort leaves when it leaves.
    """
    first, last = opening.first, opening.last
    fixed = _fixed(problem, visit)
    if fixed:
        return tuple(start for start in fixed if first <= start <= last)
    return tuple(range(first + -first % grid, last + 1, grid)) or (first,)


def _fixed(problem: Problem, visit: Appointment) -> list[Instant]:
    locks = (lock for lock in problem.locks if lock.task == visit.id and lock.must)
    return sorted({instant_of(lock.start) for lock in locks if lock.start is not None})


def _may_clash(one: Appointment, other: Appointment) -> bool:
    return any(
        a.first < b.last + other.minutes and b.first < a.last + one.minutes
        for day in one.openings.keys() & other.openings.keys()
        for a in one.openings[day]
        for b in other.openings[day]
    )


def _is_one_duty(sequence: tuple[_Open, ...], starts: tuple[Instant, ...]) -> bool:
    ends = [start + w.visit.minutes for w, start in zip(sequence, starts, strict=True)]
    return all(start - end < ENDS_DUTY for end, start in zip(ends, starts[1:], strict=False))


def _undominated(runs: list[Run]) -> Iterator[Run]:
    """Keep runs of the same visits that no other leaves later, returns earlier and drives less than."""
    kept: list[Run] = []
    for run in sorted(runs, key=lambda r: (r.returns - r.leaves, r.driving, r.returns, r.starts)):
        if not any(
            k.leaves >= run.leaves and k.returns <= run.returns and k.driving <= run.driving for k in kept
        ):
            kept.append(run)
    yield from kept
