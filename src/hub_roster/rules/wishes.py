"""Prices on what people were told or asked for: requests, working patterns, what is already published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property

import numpy as np
from pydantic import Field

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import day_of, instant_of
from hub_roster.domain.duty import Duty, Part, part_of_appointment, part_of_shift, split
from hub_roster.domain.lines import Lines, taken_from
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.people import PatternDay, Request
from hub_roster.domain.tasks import Shift
from hub_roster.program.features import is_of, matches, starts_on, takes, touches
from hub_roster.program.statement import Builder
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched


class WishNumbers(Numbers):
    """Points for one wish not met."""

    points: int = Field(
        default=200, ge=0, le=100_000, description="Points for a request not met (assumption)."
    )


FREE = frozenset({PatternDay.OFF, PatternDay.NEVER})
"""Words by which somebody asks for a day off."""


class Requests(Rule[WishNumbers]):
    """Requests for days off or kinds of work are met where they can be."""

    name = "requests"
    kind = Kind.PRICED
    source = "Slough children's homes procedures: staff may request; the price is an assumption"
    numbers_type = WishNumbers

    def _requests(self) -> Iterator[Request]:
        for request in self.problem.requests:
            if request.wish is not PatternDay.ANY and request.day in self.problem.days:
                yield request

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for each request not met."""
        for request in self._requests():
            if not touched.person(request.person):
                continue
            duties = [d for d in lines.of[request.person] if d.parts]
            if request.wish in FREE:
                missed = any(request.day in duty.touches for duty in duties)
            else:
                missed = not any(d.day == request.day and is_of(request.wish, d) for d in duties)
            if missed:
                yield self.charge(request.person, [], self.numbers.points)

    def post(self, program: Builder) -> None:
        """Met, or charged once."""
        for request in self._requests():
            missed = program.variable(self.name, request.person, 1, points=self.numbers.points)
            person = [request.person]
            if request.wish in FREE:
                row = program.row(self.name, request.person, upper=0)
                program.take(row, person, touches(request.day))
                program.add(row, missed, -MOST_DUTIES)
            else:
                row = program.row(self.name, request.person, lower=1)
                program.take(row, person, matches(request.wish, request.day))
                program.add(row, missed)


MOST_DUTIES = 4
"""More duties than can touch one date: each is at least minutes long and leaves hours of rest."""


class PatternNumbers(Numbers):
    """Points for one duty off the pattern."""

    points: int = Field(
        default=300, ge=0, le=100_000, description="Points for a day unlike the working pattern (assumption)."
    )


class WorkingPattern(Rule[PatternNumbers]):
    """People work their agreed pattern: no duty on a day it keeps free, and the kind of work it names."""

    name = "working pattern"
    kind = Kind.PRICED
    source = "Contract of employment; the price is an assumption"
    numbers_type = PatternNumbers

    def says(self, person: str, day: date) -> PatternDay:
        """Give what a person's pattern says of a date; a day they never work is another rule's."""
        says = self.problem.pattern_on(person, day)
        return PatternDay.ANY if says is PatternDay.NEVER else says

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for each duty of the period that departs from the pattern."""
        for person, duties in lines.of.items():
            if not touched.person(person):
                continue
            for duty in duties:
                if duty.day in self.problem.days and self._departs(person, duty):
                    yield self.charge(person, duty.tasks, self.numbers.points)

    def _departs(self, person: str, duty: Duty) -> bool:
        wish = self.says(person, duty.day)
        if wish is PatternDay.ANY or not duty.parts:
            return False
        return wish is PatternDay.OFF or not is_of(wish, duty)

    def post(self, program: Builder) -> None:
        """A price on starting a duty that day, given back where it is of the kind."""
        for person in program.people:
            for day in self.problem.days:
                wish = self.says(person, day)
                if wish is PatternDay.ANY:
                    continue
                program.price(person, starts_on(day), self.numbers.points)
                if wish is not PatternDay.OFF:
                    program.price(person, matches(wish, day), -self.numbers.points)


class AcceptedNumbers(Numbers):
    """Points for one accepted offer taken back: as dear as ten published duties changed."""

    points: int = Field(
        default=6000, ge=0, le=100_000, description="Points for an accepted offer not kept (assumption)."
    )


class Accepted(Rule[AcceptedNumbers]):
    """Who has accepted an offer keeps the work."""

    name = "accepted offers"
    kind = Kind.PRICED
    source = "Employment Rights Act 2025 (work cancelled at short notice); the price is an assumption"
    numbers_type = AcceptedNumbers

    def _accepted(self) -> Iterator[tuple[str, str]]:
        """Give person and task, whichever seat of a shift it was."""
        for offer in self.problem.offers:
            task = self.problem.task(offer.task)
            if offer.state is AssignmentState.ACCEPTED and task is not None:
                yield offer.person, task.id

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for each accepted offer its person does not have."""
        for person, task in self._accepted():
            if touched.person(person) and person not in lines.on.get(task, ()):
                yield self.charge(person, [task], self.numbers.points)

    def post(self, program: Builder) -> None:
        """Kept, or charged."""
        for person, task in self._accepted():
            lost = program.variable(self.name, person, 1, points=self.numbers.points)
            row = program.row(self.name, person, lower=1)
            program.take(row, [person], takes(task))
            program.add(row, lost)


class ChangeNumbers(Numbers):
    """Points for one published duty changed."""

    points: int = Field(
        default=600, ge=0, le=100_000, description="Points for a change of what was published (assumption)."
    )


Signature = tuple[tuple[str, int], ...]


class Changes(Rule[ChangeNumbers]):
    """What has been published stays as it is: people plan their lives on it."""

    name = "changes"
    kind = Kind.PRICED
    source = "Gateshead children's homes procedures; Employment Rights Act 2025 (notice of shifts)"
    numbers_type = ChangeNumbers

    @cached_property
    def _published(self) -> dict[tuple[str, date], Signature]:
        """The duty published for each person and day; what was to be taken from a shift is no part of it."""
        shifts: dict[str, list[Shift]] = defaultdict(list)
        for published in self.problem.published:
            task = self.problem.task(published.task)
            if isinstance(task, Shift):
                shifts[published.person].append(task)
        parts = {person: [part_of_shift(shift) for shift in taken] for person, taken in shifts.items()}
        for published in self.problem.published:
            task, start = self.problem.task(published.task), instant_of(published.start)
            on = shifts.get(published.person, [])
            if isinstance(task, Appointment) and not taken_from(on, task, start, start + task.minutes):
                parts.setdefault(published.person, []).append(part_of_appointment(task, start))
        return {
            (person, day_of(run[0].start)): _signature(run)
            for person, listed in parts.items()
            for run in split(listed)
        }

    def _days(self) -> Iterator[tuple[str, date]]:
        if self.problem.published:
            for person in self.case.people:
                for day in self.problem.days:
                    yield person, day

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for each person's day that differs from what was published."""
        for person, day in self._days():
            if not touched.person(person):
                continue
            duties = [d for d in lines.of[person] if d.parts and _first_day(d) == day]
            was = self._published.get((person, day))
            others = [d for d in duties if _signature(d.parts) != was]
            kept = was is None or len(others) < len(duties)
            changed = max(0 if kept else 1, len(others))
            if changed:
                tasks = [task for duty in others for task in duty.tasks]
                yield self.charge(person, tasks, changed * self.numbers.points)
        for person, spell in self._spells():
            if touched.person(person) and person not in lines.on.get(spell, ()):
                yield self.charge(person, [spell], self.numbers.points)

    def _spells(self) -> Iterator[tuple[str, str]]:
        """Give person and spell of published on-call."""
        for published in self.problem.published:
            if published.task in self.problem.spell and published.person in self.problem.person:
                yield published.person, published.task

    def post(self, program: Builder) -> None:
        """A day is changed where its duty is not taken, or another is; on-call where it is not kept."""
        if not self.problem.published:
            return
        for person, spell in self._spells():
            lost = program.variable(self.name, person, 1, points=self.numbers.points)
            row = program.row(self.name, person, lower=1)
            program.take(row, [person], takes(spell))
            program.add(row, lost)
        flags: dict[tuple[date, Signature | None], tuple[str, ...]] = {}
        for person, day in self._days():
            was = self._published.get((person, day))
            changed = program.variable(self.name, person, MOST_DUTIES, points=self.numbers.points)
            others = program.row(self.name, person, upper=0)
            program.add(others, changed, -1)
            program.take(others, [person], self._flag(program, flags, day, None))
            if was is not None:
                same = self._flag(program, flags, day, was)
                program.take(others, [person], same, -1)
                kept = program.row(self.name, person, lower=1)
                program.take(kept, [person], same)
                program.add(kept, changed)

    def _flag(
        self,
        program: Builder,
        flags: dict[tuple[date, Signature | None], tuple[str, ...]],
        day: date,
        was: Signature | None,
    ) -> tuple[str, ...]:
        """Give the feature of duties first at work on a day, or of those with exactly some tasks."""
        if (day, was) not in flags:
            flags[day, was] = ("published", day.isoformat(), str(len(flags)))
            flagged = [
                piece.duty is not None
                and bool(piece.duty.parts)
                and _first_day(piece.duty) == day
                and (was is None or _signature(piece.duty.parts) == was)
                for piece in program.pieces
            ]
            program.table.add_flags(flags[day, was], np.array(flagged, dtype=np.bool_))
        return flags[day, was]


def _first_day(duty: Duty) -> date:
    return day_of(duty.parts[0].start)


def _signature(parts: tuple[Part, ...] | list[Part]) -> Signature:
    """Give the tasks of a duty with their starts: a visit moved is a duty changed."""
    return tuple(sorted((part.task, part.start) for part in parts))
