"""What a home and a hub demand: an adult, every seat, the skills of a shift, someone on call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from pydantic import Field

from hub_roster.domain.home import LEADER, ShiftNeed
from hub_roster.domain.lines import Lines
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.from_shift import take_out
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.skilled import SkilledShifts, Wanted
from hub_roster.rules.stretches import Stretch, inside, stretches
from hub_roster.rules.touched import EVERYTHING, Touched


class SomebodyHome(Rule[NoNumbers]):
    """A home with young people in it always has an adult."""

    name = "an adult in the home"
    kind = Kind.NEED
    source = "Children's Homes (England) Regulations 2015, reg 13(2)(d)"

    @cached_property
    def _stretches(self) -> tuple[Stretch, ...]:
        return tuple(stretches(self.problem))

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes nobody is in."""
        for stretch in self._stretches:
            if not touched.home(stretch.home, stretch.start, stretch.end):
                continue
            if inside(lines, stretch) <= 0:
                yield self.charge(stretch.home, stretch.shifts, stretch.minutes, Priority.NOBODY)

    def post(self, program: Builder) -> None:
        """Somebody on one of the shifts, or so many minutes without."""
        for stretch in self._stretches:
            nobody = program.variable(
                self.name,
                stretch.home,
                1,
                priority=Priority.NOBODY,
                minutes=stretch.minutes,
            )
            row = program.row(self.name, stretch.home, lower=1)
            program.add(row, nobody)
            for shift in stretch.shifts:
                program.take(row, program.people, takes(shift))
            for outing in stretch.outings:
                take_out(program, row, outing, -1)


class Seats(Rule[NoNumbers]):
    """Every seat on a home's shifts, sleep-ins and waking nights is filled."""

    name = "seats"
    kind = Kind.NEED
    source = "The home's Statement of Purpose (Children's Homes Regulations 2015, reg 16, Sch 1)"

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes of empty seats."""
        for shift in self.problem.shift.values():
            if shift.optional or not touched.task(shift.id):
                continue
            short = shift.seats - len(lines.on.get(shift.id, ()))
            if short > 0:
                minutes = short * (shift.end - shift.start)
                yield self.charge(shift.home, [shift.id], minutes, Priority.COVER)

    def post(self, program: Builder) -> None:
        """The seats of a shift, or so many empty."""
        for shift in self.problem.shift.values():
            if shift.optional:
                continue
            short = program.variable(
                self.name,
                shift.id,
                shift.seats,
                priority=Priority.COVER,
                minutes=shift.end - shift.start,
            )
            row = program.row(self.name, shift.id, lower=shift.seats)
            program.take(row, program.people, takes(shift.id))
            program.add(row, short)


class ShiftSkillNumbers(Numbers):
    """For which skills a shift needs a new starter counts."""

    new_starter_leads: int = Field(
        default=0,
        ge=0,
        le=1,
        description="0: somebody whose induction is open does not count as the leader of a shift, whatever "
        "skills they hold; 1: they do. A skill with 'leader' in its name is the leader's.",
    )
    new_starter_helps: int = Field(
        default=1,
        ge=0,
        le=1,
        description="1: somebody whose induction is open counts for a shift's other skills, such as first "
        "aid; 0: they do not (assumption).",
    )


class ShiftSkills(SkilledShifts[ShiftSkillNumbers]):
    """Every shift has its leader, its first-aider and someone trained to give medicines, as the home asks."""

    name = "skills on a shift"
    kind = Kind.NEED
    source = (
        "Children's homes procedures (Stockton: named leader; Surrey: first aid; Lincolnshire: medicines); "
        "Children's Homes Regulations 2015, reg 33(1): no new starter leads"
    )
    numbers_type = ShiftSkillNumbers

    def wanted(self) -> Iterator[Wanted]:
        """What the rows of Shift needs say."""
        by_shift: dict[tuple[str, str], list[ShiftNeed]] = defaultdict(list)
        for need in self.problem.shift_needs:
            by_shift[need.home, need.shift].append(need)
        for shift in self.problem.shift.values():
            if not shift.optional:
                for need in by_shift[shift.home, shift.name]:
                    if need.holds_on(shift.day):
                        yield Wanted(shift, need.skill, need.adults)

    def counts(self, person: str, each: Wanted) -> bool:
        """Of those with the skill, a new starter as the policy says."""
        leads = LEADER in each.skill.casefold()
        new_starter_counts = self.numbers.new_starter_leads if leads else self.numbers.new_starter_helps
        return super().counts(person, each) and (
            bool(new_starter_counts) or not self.problem.in_induction(person, each.shift.day)
        )


class SomebodyOnCall(Rule[NoNumbers]):
    """Somebody who may be is on call for every spell the hub names."""

    name = "on call"
    kind = Kind.NEED
    source = "Nottingham City children's homes procedures: a manager on call always"

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes of spells nobody holds."""
        for spell in self.problem.on_call:
            if touched.task(spell.id) and not lines.on.get(spell.id):
                start, end = spell.span
                yield self.charge(spell.hub, [spell.id], end - start, Priority.SAFETY)

    def post(self, program: Builder) -> None:
        """Somebody, or nobody."""
        for spell in self.problem.on_call:
            start, end = spell.span
            nobody = program.variable(self.name, spell.id, 1, priority=Priority.SAFETY, minutes=end - start)
            row = program.row(self.name, spell.id, lower=1)
            program.take(row, program.people, takes(spell.id))
            program.add(row, nobody)
