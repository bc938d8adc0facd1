"""Time in a home, cut into stretches over which the same shifts are on and the same young people in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from hub_roster.domain.clock import Instant, days_touched
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Shift
from hub_roster.rules.from_shift import Outing, out_of, outings


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time in a home, with young people in it, over which the same shifts are on.

    Attributes
    ----------
    places
        How many people those shifts take at most.
    outings
        Escorts that may take somebody from them while other young people stay.
    """

    home: str
    start: Instant
    end: Instant
    shifts: tuple[str, ...]
    places: int
    outings: tuple[Outing, ...]

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.start


def stretches(problem: Problem) -> Iterator[Stretch]:
    """Give every stretch of the period in which a shift is on and young people are in."""
    by_home: dict[str, list[Shift]] = defaultdict(list)
    for shift in problem.shift.values():
        if not shift.optional:
            by_home[shift.home].append(shift)
    out_of_home: dict[str, list[Outing]] = defaultdict(list)
    for outing in outings(problem):
        out_of_home[outing.home].append(outing)
    for home, shifts in by_home.items():
        yield from _of_home(problem, home, shifts, out_of_home[home])


def inside(lines: Lines, stretch: Stretch) -> int:
    """Give how many adults are in the home during a stretch: those on its shifts who are not out."""
    on = {person for shift in stretch.shifts for person in lines.on.get(shift, ())}
    return len(on) - sum(out_of(lines, outing) for outing in stretch.outings)


def _of_home(problem: Problem, home: str, shifts: list[Shift], out: list[Outing]) -> Iterator[Stretch]:
    moments = {m for s in shifts for m in (s.start, s.end)}
    moments |= {m for outing in out for m in (outing.start, outing.end)}
    moments |= set(_comings_and_goings(problem, home, shifts))
    for start, end in pairwise(sorted(moments)):
        on = [s for s in shifts if s.start <= start and end <= s.end]
        there = frozenset(problem.at_home(home, start, end))
        if on and there:
            leaving = (o for o in out if o.start <= start and end <= o.end and there - o.with_them)
            ids, places = tuple(s.id for s in on), sum(s.places for s in on)
            yield Stretch(home, start, end, ids, places, tuple(leaving))


def _comings_and_goings(problem: Problem, home: str, shifts: list[Shift]) -> Iterator[Instant]:
    """Give the instants during its shifts at which a resident's week takes them away or home."""
    for shift in shifts:
        for code in problem.residents.get((home, shift.day), ()):
            for day in days_touched(shift.start, shift.end):
                for time in problem.week_of(code, day):
                    yield from (m for m in (time.start, time.end) if shift.start < m < shift.end)
