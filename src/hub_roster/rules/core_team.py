"""Prices on continuity in a home: one's own adults on each shift, and a known face at each handover."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import ClassVar

from pydantic import Field

from hub_roster.continuity.demand import is_waking
from hub_roster.continuity.familiarity import UNCOUNTED, circle_of
from hub_roster.continuity.residence import CARRY_DAYS
from hub_roster.domain.clock import HOUR, Instant
from hub_roster.domain.lines import Lines
from hub_roster.domain.tasks import Shift
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder
from hub_roster.rules.rule import Charge, Kind, N, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched


@dataclass(frozen=True, slots=True)
class Wanted:
    """Shifts on one of which somebody is wanted for a resident.

    Attributes
    ----------
    people
        Any of whom will do.
    points
        What it costs if none of them is there.
    """

    young_person: str
    shifts: tuple[str, ...]
    people: frozenset[str]
    points: int


class SomebodyOn(Rule[N]):
    """A price where none of those wanted is on any of some shifts."""

    kind = Kind.PRICED
    seldom: ClassVar[bool] = False
    """Whether it is seldom charged, so that an LP may wait for its rows."""

    @cached_property
    def _wanted(self) -> tuple[Wanted, ...]:
        return tuple(self.wanted())

    @abstractmethod
    def wanted(self) -> Iterator[Wanted]:
        """Give who is wanted where."""

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the points wherever nobody wanted is on, where touched."""
        for wanted in self._wanted:
            if any(touched.task(shift) for shift in wanted.shifts) and not any(
                wanted.people.intersection(lines.on.get(shift, ())) for shift in wanted.shifts
            ):
                yield self.charge(wanted.young_person, wanted.shifts, wanted.points)

    def post(self, program: Builder) -> None:
        """Somebody who is wanted, or so many points."""
        for wanted in self._wanted:
            absent = program.variable(self.name, wanted.young_person, 1, points=wanted.points)
            row = program.row(self.name, wanted.young_person, upper=-1, lazy=self.seldom)
            program.add(row, absent, -1)
            for shift in wanted.shifts:
                program.take(row, sorted(wanted.people), takes(shift), -1)


class CoreTeamNumbers(Numbers):
    """What time at home without any of one's own adults costs."""

    hour: int = Field(
        default=120,
        ge=0,
        description="Points for an hour awake at home with none of their core team on shift (assumption).",
    )


class CoreTeamCover(SomebodyOn[CoreTeamNumbers]):
    """On every waking shift a resident has one of their own adults: key worker, deputy or core team."""

    name = "core team cover"
    source = "Children's Homes Regulations 2015, reg 13(2)(e); the price is an assumption"
    numbers_type = CoreTeamNumbers

    def wanted(self) -> Iterator[Wanted]:
        """Give each resident's shifts on which not all of their adults are away.

        An adult they do not want to be with is asked for as well, though never given: a charge that is left
        out would tell.
        """
        for shift in self.problem.shift.values():
            if not is_waking(shift):
                continue
            for code in self.problem.young_people_of(shift):
                adults = self._adults(code)
                on_leave = (shift.day in self.problem.leave_days.get(person, ()) for person in adults)
                there = self.problem.minutes_at_home(code, shift.start, shift.end)
                points = -(-there * self.numbers.hour // HOUR)
                if points and not all(on_leave):
                    yield Wanted(code, (shift.id,), adults, points)

    def _adults(self, code: str) -> frozenset[str]:
        """Give the adults of a resident who work here."""
        return circle_of(self.problem.supported[code]).intersection(self.problem.person)


class HandoverNumbers(Numbers):
    """What a handover to strangers costs."""

    points: int = Field(
        default=100, ge=0, description="Points for a handover to nobody a resident knows (assumption)."
    )
    known_from: int = Field(
        default=40,
        ge=1,
        le=100,
        description="The familiarity (0 to 100) from which on somebody is known to them (assumption).",
    )


class HandoverCarryOver(SomebodyOn[HandoverNumbers]):
    """At every handover somebody comes on whom each resident knows, or met in the week before."""

    name = "handover carry-over"
    source = "Children's Homes Regulations 2015, reg 13(2)(e); measure and price are assumptions"
    numbers_type = HandoverNumbers
    seldom = True

    def wanted(self) -> Iterator[Wanted]:
        """Give each moment at which waking shifts of a resident's home begin."""
        coming_on: dict[tuple[str, Instant], list[Shift]] = defaultdict(list)
        for shift in self.problem.shift.values():
            if is_waking(shift):
                for code in self.problem.young_people_of(shift):
                    coming_on[code, shift.start].append(shift)
        for (code, _), shifts in coming_on.items():
            known = self._known(code)
            if known and self.numbers.points:
                yield Wanted(code, tuple(shift.id for shift in shifts), known, self.numbers.points)

    def _known(self, code: str) -> frozenset[str]:
        """Give whom a resident knows as the period starts, whatever they say of them."""
        familiarity = self.case.with_nobody_refused.familiarity
        met = self._met.get(code, set())
        return frozenset(
            person
            for person in self.case.people
            if familiarity.of(person, code) >= self.numbers.known_from or person in met
        )

    @cached_property
    def _met(self) -> dict[str, set[str]]:
        """Whom each young person spent time with in the days before the period."""
        first = self.problem.first_day - timedelta(days=CARRY_DAYS)
        met: dict[str, set[str]] = defaultdict(set)
        for contact in self.problem.contacts:
            together = contact.minutes > 0 and contact.setting not in UNCOUNTED
            if together and first <= contact.day < self.problem.first_day:
                met[contact.young_person].add(contact.person)
        return met
