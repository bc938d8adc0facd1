"""Planned moves: carer and young person get to know each other before one, once it is decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hub_roster.continuity.demand import is_waking
from hub_roster.domain.lines import Lines
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.rule import Charge, Kind, Rule
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.touched import EVERYTHING, Touched


@dataclass(frozen=True, slots=True)
class _Week:
    """The meetings wanted in one week of a move, of the carers on shifts where the young person lives.

    Attributes
    ----------
    minutes
        What a meeting missed counts.
    """

    young_person: str
    carers: tuple[str, ...]
    wanted: int
    minutes: int
    shifts: tuple[str, ...]


class Introductions(Rule[NoNumbers]):
    """Before a decided move the carer works shifts where the young person lives, so that they meet."""

    name = "introductions"
    kind = Kind.NEED
    source = "Shropshire: gradually more time together before a placement"

    @cached_property
    def _weeks(self) -> tuple[_Week, ...]:
        """Weeks of moves of those who live in a home; everybody else is introduced by visits of their own."""
        return tuple(self._listed())

    def _listed(self) -> Iterator[_Week]:
        problem = self.problem
        waking = [shift for shift in problem.shift.values() if is_waking(shift)]
        for move in problem.moves:
            for start, end in problem.week_spans:
                shifts = tuple(
                    shift.id
                    for shift in waking
                    if start <= shift.start < end
                    and move.introduces_on(shift.day)
                    and move.young_person in problem.young_people_of(shift)
                )
                if shifts:
                    carers = problem.carers_of(move)
                    wanted = min(move.introductions, len(shifts))
                    yield _Week(move.young_person, carers, wanted, move.minutes, shifts)

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes of the meetings a week lacks."""
        for week in self._weeks:
            if not touched.young_person(week.young_person):
                continue
            met = sum(len(set(week.carers).intersection(lines.on.get(shift, ()))) for shift in week.shifts)
            missed = week.wanted - met
            if missed > 0:
                minutes = missed * week.minutes
                yield self.charge(week.young_person, week.shifts, minutes, Priority.AGREED)

    def post(self, program: Builder) -> None:
        """Meetings, or so many missed."""
        for week in self._weeks:
            missed = program.variable(
                self.name,
                week.young_person,
                week.wanted,
                priority=Priority.AGREED,
                minutes=week.minutes,
            )
            row = program.row(self.name, week.young_person, lower=week.wanted)
            program.add(row, missed)
            for shift in week.shifts:
                program.take(row, [c for c in week.carers if c in self.problem.person], takes(shift))
