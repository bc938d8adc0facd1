"""The adults a young person has for themselves are people approved for them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from hub_roster.domain.lines import Lines
from hub_roster.domain.tasks import Shift
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.rule import Charge, Kind, Rule
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.touched import EVERYTHING, Touched


class OwnAdultsApproved(Rule[NoNumbers]):
    """On a shift as many are approved for a young person as they have adults for themselves."""

    name = "own adults approved"
    kind = Kind.NEED
    source = "Lone working procedures of English councils (inducted, approved, risk assessed)"

    @cached_property
    def _wanted(self) -> tuple[tuple[Shift, str, int], ...]:
        """Shift, young person and how many; a hub that records no approvals asks for none."""
        if not self.problem.approvals:
            return ()
        return tuple(
            (shift, code, adults)
            for shift in self.problem.shift.values()
            if shift.own_seats and not shift.optional
            for code, adults in self.problem.own_adults_on(
                shift.home, shift.day, shift.start, shift.end
            ).items()
        )

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes of a shift with too few approved for whom they are there for."""
        for shift, code, adults in self._wanted:
            if not touched.task(shift.id):
                continue
            there = sum(self.problem.approved(p, code, shift.day) for p in lines.on.get(shift.id, ()))
            if there < adults:
                minutes = (adults - there) * (shift.end - shift.start)
                yield self.charge(shift.home, [shift.id], minutes, Priority.SAFETY)

    def post(self, program: Builder) -> None:
        """People approved, or so many short; a seat is never left empty for it."""
        for shift, code, adults in self._wanted:
            able = [person for person in program.people if self.problem.approved(person, code, shift.day)]
            short = program.variable(
                self.name,
                f"{shift.id} {code}",
                adults,
                priority=Priority.SAFETY,
                minutes=shift.end - shift.start,
            )
            row = program.row(self.name, shift.id, lower=adults)
            program.take(row, able, takes(shift.id))
            program.add(row, short)
