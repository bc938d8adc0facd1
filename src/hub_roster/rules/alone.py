"""Nobody alone in a home whose manager has not assessed that one adult can be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from hub_roster.domain.lines import Lines
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.from_shift import take_out
from hub_roster.rules.rule import Charge, Kind, Rule
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.stretches import Stretch, inside, stretches
from hub_roster.rules.touched import EVERYTHING, Touched

TWO = 2


class NotAlone(Rule[NoNumbers]):
    """Without an assessment of lone working, two adults are in a home whenever young people are."""

    name = "alone in the home"
    kind = Kind.NEED
    source = "Gateshead lone working procedures: one adult alone only after a recorded assessment"

    @cached_property
    def _stretches(self) -> tuple[Stretch, ...]:
        """Stretches in which two could be in; where a home has one place, no roster could do better."""
        assessed = {home.code for home in self.problem.homes if home.lone_working_assessment}
        return tuple(s for s in stretches(self.problem) if s.home not in assessed and s.places >= TWO)

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes of each adult missing of two."""
        for stretch in self._stretches:
            if not touched.home(stretch.home, stretch.start, stretch.end):
                continue
            missing = TWO - inside(lines, stretch)
            if missing > 0:
                yield self.charge(stretch.home, stretch.shifts, missing * stretch.minutes, Priority.COVER)

    def post(self, program: Builder) -> None:
        """Two on the shifts and not out, or so many short."""
        for stretch in self._stretches:
            out = sum(outing.adults for outing in stretch.outings)
            short = program.variable(
                self.name, stretch.home, TWO + out, priority=Priority.COVER, minutes=stretch.minutes
            )
            row = program.row(self.name, stretch.home, lower=TWO)
            program.add(row, short)
            for shift in stretch.shifts:
                program.take(row, program.people, takes(shift))
            for outing in stretch.outings:
                take_out(program, row, outing, -1)
