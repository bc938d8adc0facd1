"""A price on therapists' time with nobody there: they need no appointment where young people live."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import Instant, instant, overlap
from hub_roster.domain.duty import Duty
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Employment
from hub_roster.domain.problem import Problem
from hub_roster.program.features import Feature
from hub_roster.program.pieces import Piece, PieceKind
from hub_roster.program.statement import Builder
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched

THERAPISTS = ("therapy", "therapeutic practice", "communication")
"""The skill records of psychologists, therapists, and speech and language therapists."""

AWAKE = (time(7), time(22))
"""From when to when young people are taken to be up (an assumption)."""


class TherapistNumbers(Numbers):
    """What a minute with nobody there costs."""

    minute: int = Field(
        default=1,
        ge=0,
        description="Points for a minute of a therapist's duty with no young person there (assumption).",
    )


class NoAppointments(Rule[TherapistNumbers]):
    """Therapists work when young people are at home and up, so that nobody needs an appointment."""

    name = "no appointments"
    kind = Kind.PRICED
    source = "No Wrong Door: therapists overlap with the times young people are around; price an assumption"
    numbers_type = TherapistNumbers

    @cached_property
    def _therapists(self) -> dict[str, str]:
        """Hubs of therapists under contract, by person; times of others are not for a hub to choose."""
        return {
            person.key: person.hub
            for person in self.problem.people
            if person.employment is Employment.CONTRACTED and self.numbers.minute and self._holds(person.key)
        }

    def _holds(self, person: str) -> bool:
        return any(
            record.holds_on(day)
            for skill in THERAPISTS
            for record in self.problem.skills_of.get((person, skill), ())
            for day in self.problem.days
        )

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for the minutes of each duty in which nobody is there."""
        for person, hub in self._therapists.items():
            if not touched.person(person):
                continue
            for duty in lines.of[person]:
                if duty.parts and duty.start >= self.problem.start:
                    points = self.numbers.minute * self._minutes(duty, self._quiet[hub])
                    if points:
                        yield self.charge(person, duty.tasks, points)

    @cached_property
    def _quiet(self) -> dict[str, tuple[tuple[Instant, Instant], ...]]:
        return {hub: tuple(quiet_times(self.problem, hub)) for hub in set(self._therapists.values())}

    def _minutes(self, duty: Duty, quiet: tuple[tuple[Instant, Instant], ...]) -> int:
        """Give its minutes in quiet times, less those of its visits: there somebody is."""
        with_them = [part for part in duty.parts if self._is_visit(part.task)]
        return sum(
            overlap(duty.start, duty.end, start, end)
            - sum(overlap(part.start, part.end, start, end) for part in with_them)
            for start, end in quiet
        )

    def _is_visit(self, task: str) -> bool:
        found = self.problem.task(task)
        return isinstance(found, Appointment) and bool(found.young_people)

    def post(self, program: Builder) -> None:
        """A price on quiet minutes."""
        features: dict[str, Feature] = {}
        for person, hub in self._therapists.items():
            if hub not in features:
                features[hub] = (self.name, hub)
                program.table.add_amounts(features[hub], self._amounts(program, hub))
            program.price(person, features[hub], self.numbers.minute)

    def _amounts(self, program: Builder, hub: str) -> NDArray[np.int64]:
        """Give each duty's quiet minutes, from the quiet minutes up to each minute of the period."""
        first, length = self.problem.start, self.problem.end - self.problem.start
        quiet = np.zeros(length + 1, dtype=np.int64)
        for start, end in quiet_times(self.problem, hub):
            quiet[start - first + 1 : end - first + 1] = 1
        up_to: list[int] = np.cumsum(quiet).tolist()

        def minutes(start: Instant, end: Instant) -> int:
            return up_to[min(max(0, end - first), length)] - up_to[min(max(0, start - first), length)]

        def of(piece: Piece) -> int:
            if piece.kind is not PieceKind.DUTY or piece.duty is None:
                return 0
            visits = (part for part in piece.duty.parts if self._is_visit(part.task))
            return minutes(piece.start, piece.end) - sum(minutes(part.start, part.end) for part in visits)

        return np.array([of(piece) for piece in program.pieces], dtype=np.int64)


def quiet_times(problem: Problem, hub: str) -> Iterator[tuple[Instant, Instant]]:
    """Give the times of the period at which no young person of a hub is at home and up.

    A hub with homes is there for who lives in them; one without, for all its young people. Where there is
    nobody at all, no time is quiet.
    """
    homes = {home.code for home in problem.homes if home.hub == hub}
    everyone = [young.code for young in problem.young_people if young.hub == hub]
    if homes:
        lived_in = ((code, day) for code in problem.young_person for day in problem.days)
        everyone = sorted({code for code, day in lived_in if problem.home_of(code, day) in homes})
    if not everyone:
        return
    reached = problem.start
    for start, end in sorted(_there(problem, everyone, homes)):
        if reached < start:
            yield reached, start
        reached = max(reached, end)
    yield reached, problem.end


def _there(problem: Problem, everyone: list[str], homes: set[str]) -> Iterator[tuple[Instant, Instant]]:
    """Give the times at which each of some young people is at home and up."""
    for day in problem.days:
        opens, closes = (instant(day, clock) for clock in AWAKE)
        for code in everyone:
            if homes and problem.home_of(code, day) not in homes:
                continue
            reached = opens
            for elsewhere in sorted((t.start, t.end) for t in problem.week_of(code, day)):
                if reached < min(elsewhere[0], closes):
                    yield reached, min(elsewhere[0], closes)
                reached = max(reached, elsewhere[1])
            if reached < closes:
                yield reached, closes
