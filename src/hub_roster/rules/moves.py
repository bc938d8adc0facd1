"""Planned moves: carer and young person get to know each other before one, once it is decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hub_roster.continuity.demand import is_waking
from hub_roster.domain import series
from hub_roster.domain.appointments import Appointment
from hub_roster.domain.lines import Lines
from hub_roster.domain.plans import Move
from hub_roster.domain.problem import Task
from hub_roster.domain.tasks import VisitKind
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.eligibility import Eligibility
from hub_roster.rules.rule import Charge, Kind, Rule
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.told import Told
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
                    and move.code not in problem.over_fostering_limit
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


class FosteringLimit(Eligibility[NoNumbers]):
    """Nobody is introduced to a household that would have too many children, without its exemption."""

    name = "fostering limit"
    kind = Kind.HARD
    tells = Told.TASK
    source = "Children Act 1989, Sch 7: three children at once unless siblings or exempted; terms of approval"
    message = "This household would have more children than it may: an exemption has to be recorded first."

    def suits(self, person: str, task: Task, day: date) -> bool:
        """Asks for introductions: those of the move, and visits agreed as such while no other is on."""
        if not isinstance(task, Appointment) or task.visit_kind is not VisitKind.INTRODUCTION:
            return True
        if task.id in self._of_move:
            return self._of_move[task.id].code not in self.problem.over_fostering_limit
        moves = [m for m in self.problem.moves_of.get(task.young_person or "", ()) if m.introduces_on(day)]
        return not moves or any(move.code not in self.problem.over_fostering_limit for move in moves)

    @cached_property
    def _of_move(self) -> dict[str, Move]:
        """The move each introduction of a series belongs to."""
        return {
            series.introduction(move, monday, number + 1): move
            for move in self.problem.moves
            for monday in series.mondays(self.problem)
            for number in range(move.introductions)
        }
