"""Somebody who was there hands a home over to those who come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from pydantic import Field

from hub_roster.domain.clock import Instant
from hub_roster.domain.duty import Duty
from hub_roster.domain.lines import Lines
from hub_roster.domain.tasks import Shift
from hub_roster.program.features import Feature
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched


class HandoverNumbers(Numbers):
    """How long those who go and those who come are in a home together."""

    minutes: int = Field(
        default=30,
        ge=0,
        le=120,
        description="Minutes before a shift's end from which somebody is there who stays; 0: not asked "
        "(Durham).",
    )


@dataclass(frozen=True, slots=True)
class Change:
    """The end of a shift, with young people at home.

    Attributes
    ----------
    ending, on
        Ids of the shifts that end then, and of those on after it.
    """

    home: str
    at: Instant
    ending: tuple[str, ...]
    on: tuple[str, ...]


class Handover(Rule[HandoverNumbers]):
    """When a shift ends with young people at home, somebody there stays, come half an hour before or more."""

    name = "handover"
    kind = Kind.NEED
    source = "Durham children's homes procedures: a handover of at least 30 minutes is built into the rota"
    numbers_type = HandoverNumbers

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Ends of shifts at which somebody could be there across, by the home's own pattern."""
        return tuple(change for change, could in self._all if could)

    @cached_property
    def homes_without(self) -> frozenset[str]:
        """Homes with ends of shifts at which, by their pattern, nobody could be."""
        return frozenset(change.home for change, could in self._all if not could)

    @cached_property
    def _all(self) -> tuple[tuple[Change, bool], ...]:
        """Give ends of shifts that another goes on after, and whether somebody could be there across."""
        by_home: dict[str, list[Shift]] = defaultdict(list)
        for shift in self.problem.shift.values():
            if self.numbers.minutes:
                by_home[shift.home].append(shift)
        return tuple(each for home, shifts in by_home.items() for each in self._of_home(home, shifts))

    def _of_home(self, home: str, shifts: list[Shift]) -> Iterator[tuple[Change, bool]]:
        for at in sorted({shift.end for shift in shifts if not shift.optional}):
            on = [shift for shift in shifts if shift.start <= at < shift.end]
            if any(shift.optional and shift.start <= at - self.numbers.minutes for shift in on):
                continue  # the next period fills a shift that overlaps, and with it the handover
            if on and self.problem.at_home(home, at, at + 1):
                ending = tuple(shift.id for shift in shifts if shift.end == at)
                change = Change(home, at, ending, tuple(shift.id for shift in on))
                yield change, self._could(shifts, on, at)

    def _could(self, shifts: list[Shift], on: list[Shift], at: Instant) -> bool:
        """Say whether a shift, or two that a duty can have one after the other, go on across the change."""
        long_there = [shift for shift in shifts if shift.start <= at - self.numbers.minutes]
        return any(shift in long_there for shift in on) or any(
            before.end == shift.start and (before.kind, shift.kind) in self._one_after_another
            for before in long_there
            for shift in on
        )

    @cached_property
    def _one_after_another(self) -> frozenset[tuple[str, str]]:
        return frozenset(pair for shape in self.problem.shapes for pair in pairwise(shape.parts))

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes of handovers nobody is there across."""
        for change in self.changes:
            people = {person for shift in change.on for person in lines.on.get(shift, ())}
            asked = touched.home(change.home, change.at - self.numbers.minutes, change.at + 1)
            if not asked and not any(touched.person(person) for person in people):
                continue
            duties = [duty for person in people for duty in lines.of[person]]
            if not any(self._across(duty, change) for duty in duties):
                tasks = (*change.ending, *change.on)
                yield self.charge(change.home, tasks, self.numbers.minutes, Priority.SAFETY)

    def _across(self, duty: Duty, change: Change) -> bool:
        """Say whether a duty has its person in the home from long enough before until after a change."""
        since, until = 0, -1
        for part in duty.parts:
            shift = self.problem.shift.get(part.task)
            if shift is None or shift.home != change.home:
                until = -1
                continue
            if part.start != until:
                since = part.start
            until = part.end
            if part.start <= change.at < part.end:
                return since <= change.at - self.numbers.minutes
        return False

    def post(self, program: Builder) -> None:
        """Somebody's duty goes on across each change, or it is short."""
        self._add_features(program)
        for change in self.changes:
            short = program.variable(
                self.name, change.home, 1, priority=Priority.SAFETY, minutes=self.numbers.minutes
            )
            row = program.row(self.name, change.home, lower=1)
            program.take(row, program.people, _across(change))
            program.add(row, short)

    def _add_features(self, program: Builder) -> None:
        """Flag the pieces that have their person in a home across each change."""
        flags = {_across(change): np.zeros(len(program.pieces), dtype=np.bool_) for change in self.changes}
        by_home: dict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            by_home[change.home].append(change)
        for k, piece in enumerate(program.pieces):
            for home, start, end in _times_in_homes(self.problem.shift, piece.duty):
                for change in by_home.get(home, ()):
                    if start <= change.at - self.numbers.minutes and change.at < end:
                        flags[_across(change)][k] = True
        for feature, flagged in flags.items():
            if feature not in program.table.index:
                program.table.add_flags(feature, flagged)


def _across(change: Change) -> Feature:
    return ("across", change.home, str(change.at))


def _times_in_homes(shifts: Mapping[str, Shift], duty: Duty | None) -> Iterator[tuple[str, Instant, Instant]]:
    """Give the times a duty has its person in a home; shifts there that join are one time."""
    times: list[tuple[str, Instant, Instant]] = []
    for part in duty.parts if duty else ():
        shift = shifts.get(part.task)
        if shift is None:
            continue
        if times and times[-1][0] == shift.home and times[-1][2] == shift.start:
            times[-1] = (shift.home, times[-1][1], shift.end)
        else:
            times.append((shift.home, shift.start, shift.end))
    yield from times
