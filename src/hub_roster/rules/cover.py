"""What a home and a hub demand: an adult, every seat, the skills of a shift, someone on call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from hub_roster.domain.clock import Instant, days_touched
from hub_roster.domain.home import ShiftNeed
from hub_roster.domain.lines import Lines
from hub_roster.domain.tasks import Shift
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.from_shift import Outing, out_of, outings, take_out
from hub_roster.rules.rule import Charge, Kind, Rule
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.touched import EVERYTHING, Touched


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Time in a home over which the same shifts are on.

    Attributes
    ----------
    outings
        Escorts that may take somebody from them while other young people stay.
    """

    home: str
    start: Instant
    end: Instant
    shifts: tuple[str, ...]
    outings: tuple[Outing, ...]


class SomebodyHome(Rule[NoNumbers]):
    """A home with young people in it always has an adult."""

    name = "an adult in the home"
    kind = Kind.NEED
    source = "Children's Homes (England) Regulations 2015, reg 13(2)(d)"

    @cached_property
    def _stretches(self) -> tuple[_Stretch, ...]:
        by_home: dict[str, list[Shift]] = defaultdict(list)
        for shift in self.problem.shift.values():
            if not shift.optional:
                by_home[shift.home].append(shift)
        out_of_home: dict[str, list[Outing]] = defaultdict(list)
        for outing in outings(self.problem):
            out_of_home[outing.home].append(outing)
        return tuple(
            stretch
            for home, shifts in by_home.items()
            for stretch in self._of_home(home, shifts, out_of_home[home])
        )

    def _of_home(self, home: str, shifts: list[Shift], out: list[Outing]) -> Iterator[_Stretch]:
        moments = {m for s in shifts for m in (s.start, s.end)}
        moments |= {m for outing in out for m in (outing.start, outing.end)}
        moments |= set(self._comings_and_goings(home, shifts))
        for start, end in pairwise(sorted(moments)):
            on = tuple(s.id for s in shifts if s.start <= start and end <= s.end)
            there = frozenset(self.problem.at_home(home, start, end))
            if on and there:
                leaving = (o for o in out if o.start <= start and end <= o.end and there - o.with_them)
                yield _Stretch(home, start, end, on, tuple(leaving))

    def _comings_and_goings(self, home: str, shifts: list[Shift]) -> Iterator[Instant]:
        """Give the instants during its shifts at which a resident's week takes them away or home."""
        for shift in shifts:
            for code in self.problem.residents.get((home, shift.day), ()):
                for day in days_touched(shift.start, shift.end):
                    for time in self.problem.week_of(code, day):
                        yield from (m for m in (time.start, time.end) if shift.start < m < shift.end)

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes nobody is in."""
        for stretch in self._stretches:
            if not touched.home(stretch.home, stretch.start, stretch.end):
                continue
            adults = len({person for shift in stretch.shifts for person in lines.on.get(shift, ())})
            if adults <= sum(out_of(lines, outing) for outing in stretch.outings):
                minutes = stretch.end - stretch.start
                yield self.charge(stretch.home, stretch.shifts, minutes, Priority.NOBODY)

    def post(self, program: Builder) -> None:
        """Somebody on one of the shifts, or so many minutes without."""
        for stretch in self._stretches:
            nobody = program.variable(
                self.name,
                stretch.home,
                1,
                priority=Priority.NOBODY,
                minutes=stretch.end - stretch.start,
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


class ShiftSkills(Rule[NoNumbers]):
    """Every shift has its leader, its first-aider and someone trained to give medicines, as the home asks."""

    name = "skills on a shift"
    kind = Kind.NEED
    source = (
        "Children's homes procedures (Stockton: named leader; Surrey: first aid; Lincolnshire: medicines)"
    )

    def _needs(self) -> Iterator[tuple[Shift, ShiftNeed]]:
        by_shift: dict[tuple[str, str], list[ShiftNeed]] = defaultdict(list)
        for need in self.problem.shift_needs:
            by_shift[need.home, need.shift].append(need)
        for shift in self.problem.shift.values():
            if not shift.optional:
                for need in by_shift[shift.home, shift.name]:
                    if need.holds_on(shift.day):
                        yield shift, need

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes of a shift without the skill."""
        for shift, need in self._needs():
            if not touched.task(shift.id):
                continue
            there = sum(
                self.problem.has_skill(person, need.skill, shift.day) for person in lines.on.get(shift.id, ())
            )
            short = need.adults - there
            if short > 0:
                minutes = short * (shift.end - shift.start)
                yield self.charge(shift.home, [shift.id], minutes, Priority.SAFETY)

    def post(self, program: Builder) -> None:
        """People with the skill, or so many short; a seat is never left empty for it."""
        for shift, need in self._needs():
            skilled = [p for p in program.people if self.problem.has_skill(p, need.skill, shift.day)]
            short = program.variable(
                self.name,
                f"{shift.id} {need.skill}",
                need.adults,
                priority=Priority.SAFETY,
                minutes=shift.end - shift.start,
            )
            row = program.row(self.name, shift.id, lower=need.adults)
            program.take(row, skilled, takes(shift.id))
            program.add(row, short)


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
