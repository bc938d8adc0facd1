"""Adults above the seats of a shift, where a home lets more be on it."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from hub_roster.domain.clock import HOUR
from hub_roster.domain.lines import Lines
from hub_roster.domain.tasks import Shift
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched


class ExtraAdultNumbers(Numbers):
    """What an adult above the seats costs."""

    hour: int = Field(
        default=300,
        ge=0,
        description="Points for each hour of each adult above a shift's seats; 10 are worth a minute of "
        "driving (assumption).",
    )


class ExtraAdults(Rule[ExtraAdultNumbers]):
    """More adults than its seats are on a shift only where it is worth their time."""

    name = "extra adults"
    kind = Kind.PRICED
    source = "Hull children's homes procedures: flexible earlies and lates on top; the price is an assumption"
    numbers_type = ExtraAdultNumbers

    def _price(self, shift: Shift) -> int:
        """Give the points of one adult more for the whole of a shift, rounded up once."""
        return -(-self.numbers.hour * (shift.end - shift.start) // HOUR)

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the points of adults above the seats."""
        for shift in self.problem.shift.values():
            above = len(lines.on.get(shift.id, ())) - shift.seats
            if above > 0 and self._price(shift) and touched.task(shift.id):
                yield self.charge(shift.home, [shift.id], above * self._price(shift))

    def post(self, program: Builder) -> None:
        """People on a shift less its seats, where more may be."""
        for shift in self.problem.shift.values():
            if shift.extra and self._price(shift):
                above = program.variable(self.name, shift.id, shift.extra, points=self._price(shift))
                row = program.row(self.name, shift.id, upper=shift.seats)
                program.take(row, program.people, takes(shift.id))
                program.add(row, above, -1)
