"""How many of those on a shift may be agency or bank staff."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Employment
from hub_roster.domain.tasks import Shift
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched

HUNDRED = 100


class AgencyNumbers(Numbers):
    """Which share of a shift may be agency and bank staff."""

    percent: int = Field(
        default=50,
        ge=0,
        le=100,
        description="Most of those on a shift, in percent, who may be agency or bank staff (East Riding).",
    )
    relief: int = Field(
        default=0, ge=0, le=1, description="1: relief staff count with them; 0: they do not (assumption)."
    )


class AgencyShare(Rule[AgencyNumbers]):
    """Of two or more adults on a shift at most half are agency or bank staff; no seat is emptied for it."""

    name = "agency share"
    kind = Kind.NEED
    source = "East Riding children's homes procedures: no more than half of those on duty"
    numbers_type = AgencyNumbers

    def _shifts(self) -> Iterator[Shift]:
        """Give the shifts two can be on: of one alone no share is asked."""
        return (s for s in self.problem.shift.values() if not s.optional and s.places > 1)

    def counts(self, person: str) -> bool:
        """Say whether somebody counts as agency or bank staff."""
        employment = self.problem.person[person].employment
        return employment in (Employment.AGENCY, Employment.BANK) or (
            employment is Employment.RELIEF and bool(self.numbers.relief)
        )

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give a shift's minutes for each of them above the share."""
        for shift in self._shifts():
            on = lines.on.get(shift.id, ())
            if len(on) < 2 or not touched.task(shift.id):
                continue
            above = sum(map(self.counts, on)) - self.numbers.percent * len(on) // HUNDRED
            if above > 0:
                yield self.charge(shift.home, [shift.id], above * (shift.end - shift.start), Priority.SAFETY)

    def post(self, program: Builder) -> None:
        """Those counted, less the share of all, or so many above; one alone is let be."""
        counted = [person for person in program.people if self.counts(person)]
        for shift in self._shifts():
            few = [person for person in counted if program.open(person, takes(shift.id))]
            if self._never_above(shift, len(few)):
                continue
            above = program.variable(
                self.name, shift.id, len(few), priority=Priority.SAFETY, minutes=shift.end - shift.start
            )
            alone = program.variable(self.name, shift.id, 1)
            share = program.row(self.name, shift.id, upper=0)
            program.take(share, program.people, takes(shift.id), -self.numbers.percent)
            program.take(share, few, takes(shift.id), HUNDRED)
            program.add(share, above, -HUNDRED)
            program.add(share, alone, -HUNDRED)
            # With two or more on it nobody is alone: the row leaves no room for it.
            several = program.row(self.name, shift.id, upper=shift.places)
            program.take(several, program.people, takes(shift.id))
            program.add(several, alone, shift.places - 1)

    def _never_above(self, shift: Shift, few: int) -> bool:
        """Say whether so many are within the share however many others are on it with them."""
        fewest = range(2, shift.places + 1)
        return all(min(few, on) <= self.numbers.percent * on // HUNDRED for on in fewest)
