"""What the people on a shift must hold between them: somebody trained to restrain, a driver."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import Field

from hub_roster.continuity.demand import is_waking
from hub_roster.domain.home import NIGHTS
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import DRIVER
from hub_roster.domain.tasks import Shift
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.rule import Charge, Kind, N, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched

RESTRAINT = "restraint"
"""The skill record of someone trained to restrain."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many adults with a skill on a shift."""

    shift: Shift
    skill: str
    adults: int


class SkilledShifts(Rule[N]):
    """A need of shifts for people with a skill."""

    @abstractmethod
    def wanted(self) -> Iterator[Wanted]:
        """Give what is asked for, shift by shift."""

    def counts(self, person: str, each: Wanted) -> bool:
        """Say whether a person on a shift is one of those wanted."""
        return self.problem.has_skill(person, each.skill, each.shift.day)

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes of a shift without the skill."""
        for each in self.wanted():
            shift = each.shift
            if not touched.task(shift.id):
                continue
            there = sum(self.counts(person, each) for person in lines.on.get(shift.id, ()))
            short = each.adults - there
            if short > 0:
                minutes = short * (shift.end - shift.start)
                yield self.charge(shift.home, [shift.id], minutes, Priority.SAFETY)

    def post(self, program: Builder) -> None:
        """People with the skill, or so many short; a seat is never left empty for it."""
        for each in self.wanted():
            shift = each.shift
            skilled = [person for person in program.people if self.counts(person, each)]
            short = program.variable(
                self.name,
                f"{shift.id} {each.skill}",
                each.adults,
                priority=Priority.SAFETY,
                minutes=shift.end - shift.start,
            )
            row = program.row(self.name, shift.id, lower=each.adults)
            program.take(row, skilled, takes(shift.id))
            program.add(row, short)


class RestraintNumbers(Numbers):
    """How many adults trained to restrain a shift has, and whether nights have them too."""

    adults: int = Field(
        default=1, ge=1, le=5, description="Adults trained to restrain on each shift (assumption)."
    )
    nights: int = Field(
        default=1,
        ge=0,
        le=1,
        description="1: on sleep-ins and waking nights too; 0: on the shifts of the day (assumption).",
    )


class Restraint(SkilledShifts[RestraintNumbers]):
    """While somebody whose plan allows restraint is at home, every shift has adults trained for it."""

    name = "restraint"
    kind = Kind.NEED
    source = "Children's Homes (England) Regulations 2015, reg 20; practice of children's homes"
    numbers_type = RestraintNumbers

    def wanted(self) -> Iterator[Wanted]:
        """Shifts on which such a young person is at home; never more adults than a shift takes."""
        planned = {young.code for young in self.problem.young_people if young.restraint_planned}
        for shift in self.problem.shift.values():
            asked = not shift.optional and (self.numbers.nights or shift.kind not in NIGHTS)
            if asked and not planned.isdisjoint(self.problem.young_people_of(shift)):
                yield Wanted(shift, RESTRAINT, min(self.numbers.adults, shift.places))


class DriverNumbers(Numbers):
    """How many drivers a shift has."""

    adults: int = Field(
        default=0,
        ge=0,
        le=5,
        description="Drivers on every shift of the day; 0: only where a shift's needs say so (assumption).",
    )


class DriverOnShift(SkilledShifts[DriverNumbers]):
    """Where policy says so, every shift of the day has a driver."""

    name = "driver on shift"
    kind = Kind.NEED
    source = "Practice of rural hubs (business insurance)"
    numbers_type = DriverNumbers

    def wanted(self) -> Iterator[Wanted]:
        """Every shift that is not a night; never more drivers than it takes people."""
        for shift in self.problem.shift.values():
            if is_waking(shift) and self.numbers.adults:
                yield Wanted(shift, DRIVER, min(self.numbers.adults, shift.places))
