"""A price on hours owed: nobody who went without in the weeks before goes without again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pydantic import Field

from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.lines import Lines
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched


class OwedNumbers(Numbers):
    """What a minute not made up for costs."""

    minute: int = Field(
        default=5,
        ge=0,
        description="Points for a minute of a visit not made, up to what is owed (assumption).",
    )


class HoursOwed(Rule[OwedNumbers]):
    """Whoever did not get what was agreed in the four weeks before is not let down again."""

    name = "hours owed"
    kind = Kind.PRICED
    source = "Fairness between young people; the price is an assumption"
    numbers_type = OwedNumbers

    @cached_property
    def _points(self) -> tuple[tuple[Appointment, int], ...]:
        """Visits of those who are owed hours, each with what an adult it lacks costs."""
        listed = []
        for visit in self.problem.appointments:
            owed = max((self.case.hours_owed.get(code, 0) for code in visit.young_people), default=0)
            points = min(visit.minutes, owed) * self.numbers.minute
            if visit.kind is AppointmentKind.VISIT and points:
                listed.append((visit, points))
        return tuple(listed)

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for the adults that visits of those who are owed hours lack."""
        for visit, points in self._points:
            short = visit.adults - len(lines.on.get(visit.id, ()))
            if short > 0 and touched.task(visit.id):
                yield self.charge(visit.young_person or visit.hub, [visit.id], short * points)

    def post(self, program: Builder) -> None:
        """The adults of a visit, or points for each one short; they are seldom short, so an LP may wait."""
        for visit, points in self._points:
            short = program.variable(self.name, visit.id, visit.adults, points=points)
            row = program.row(self.name, visit.id, upper=-visit.adults, lazy=True)
            able = [person for person in program.people if program.open(person, takes(visit.id))]
            program.take(row, able, takes(visit.id), -1)
            program.add(row, short, -1)
