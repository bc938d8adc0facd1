"""Time in a home with young people in it, cut where shifts, outings or the young people come and go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from hub_roster.domain.clock import Instant, days_touched
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Shift
from hub_roster.rules.from_shift import Outing, outings


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time in a home over which the same shifts are on.

    Attributes
    ----------
    outings
        Escorts that may take somebody from them while other young people stay.
    """

    home: str
    start: Instant
    end: Instant
    shifts: tuple[str, ...]
    outings: tuple[Outing, ...]


def stretches(problem: Problem) -> Iterator[Stretch]:
    """Give the stretches of every home's shifts in which a young person is at home."""
    by_home: dict[str, list[Shift]] = defaultdict(list)
    for shift in problem.shift.values():
        if not shift.optional:
            by_home[shift.home].append(shift)
    out_of_home: dict[str, list[Outing]] = defaultdict(list)
    for outing in outings(problem):
        out_of_home[outing.home].append(outing)
    for home, shifts in by_home.items():
        yield from _of_home(problem, home, shifts, out_of_home[home])


def _of_home(problem: Problem, home: str, shifts: list[Shift], out: list[Outing]) -> Iterator[Stretch]:
    moments = {m for s in shifts for m in (s.start, s.end)}
    moments |= {m for outing in out for m in (outing.start, outing.end)}
    moments |= set(_comings_and_goings(problem, home, shifts))
    for start, end in pairwise(sorted(moments)):
        on = tuple(s.id for s in shifts if s.start <= start and end <= s.end)
        there = frozenset(problem.at_home(home, start, end))
        if on and there:
            leaving = (o for o in out if o.start <= start and end <= o.end and there - o.with_them)
            yield Stretch(home, start, end, on, tuple(leaving))


def _comings_and_goings(problem: Problem, home: str, shifts: list[Shift]) -> Iterator[Instant]:
    """Give the instants during its shifts at which a resident's week takes them away or home."""
    for shift in shifts:
        for code in problem.residents.get((home, shift.day), ()):
            for day in days_touched(shift.start, shift.end):
                for time in problem.week_of(code, day):
                    yield from (m for m in (time.start, time.end) if shift.start < m < shift.end)
