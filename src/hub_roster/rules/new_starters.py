"""A new starter is never the only adult in a home."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from hub_roster.domain.clock import day_of
from hub_roster.domain.lines import Lines
from hub_roster.program.features import from_shift, takes
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.rule import Charge, Kind, Rule
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.stretches import Stretch, stretches
from hub_roster.rules.touched import EVERYTHING, Touched


class NewStarterAlone(Rule[NoNumbers]):
    """A home with young people in it is not left to people whose induction is not signed off."""

    name = "new starter alone"
    kind = Kind.NEED
    source = "Gateshead lone working procedures; Children's Homes Regulations 2015, reg 33(1)"

    @cached_property
    def _stretches(self) -> tuple[tuple[Stretch, frozenset[str]], ...]:
        """Stretches on which somebody's induction is open, with those people.

        After the period's end nobody knows yet who will be there besides.
        """
        found = []
        for stretch in stretches(self.problem) if self.problem.inductions else ():
            day = day_of(stretch.start)
            new = frozenset(p for p in self.problem.inductions_of if self.problem.in_induction(p, day))
            if new and stretch.start < self.problem.end:
                found.append((stretch, new))
        return tuple(found)

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes in which every adult in the home is new, and somebody is there."""
        for stretch, new in self._stretches:
            if not touched.home(stretch.home, stretch.start, stretch.end):
                continue
            there = self._there(lines, stretch)
            if there and there <= new:
                minutes = stretch.end - stretch.start
                yield self.charge(stretch.home, stretch.shifts, minutes, Priority.COVER)

    def _there(self, lines: Lines, stretch: Stretch) -> set[str]:
        """Give the people on its shifts who are not out on an escort."""
        on = {person for shift in stretch.shifts for person in lines.on.get(shift, ())}
        out = {outing.task for outing in stretch.outings}
        return {
            person
            for person in on
            if not any(each.appointment.id in out for each in lines.attached.get(person, ()))
        }

    def post(self, program: Builder) -> None:
        """Each new starter there, less everybody else there, or so many minutes alone."""
        # Young people's comings and goings cut the time of the same shifts into many stretches.
        alike: dict[tuple[Stretch, frozenset[str]], int] = defaultdict(int)
        for stretch, new in self._stretches:
            able = frozenset(p for p in new if any(program.open(p, takes(s)) for s in stretch.shifts))
            if able:
                alike[replace(stretch, start=0, end=0), able] += stretch.end - stretch.start
        for (stretch, able), minutes in alike.items():
            self._post_alone(program, stretch, able, minutes)

    def _post_alone(self, program: Builder, stretch: Stretch, new: frozenset[str], minutes: int) -> None:
        alone = program.variable(self.name, stretch.home, 1, priority=Priority.COVER, minutes=minutes)
        others = [person for person in program.people if person not in new]
        for starter in sorted(new):
            row = program.row(self.name, stretch.home, upper=0)
            program.add(row, alone, -1)
            for people, amount in (([starter], 1), (others, -1)):
                for shift in stretch.shifts:
                    program.take(row, people, takes(shift), amount)
                for outing in stretch.outings:
                    program.take(row, people, from_shift(outing.task, outing.start), -amount)
