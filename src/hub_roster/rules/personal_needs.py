"""Personal characteristics: asked for by no rule but these, each time by a recorded and approved need."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Task
from hub_roster.domain.tasks import Shift, shift_of
from hub_roster.domain.young_people import PersonalNeed
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder, Priority
from hub_roster.rules.eligibility import Eligibility
from hub_roster.rules.rule import NOT_AVAILABLE, Charge, Kind, Rule
from hub_roster.rules.rule import Numbers as NoNumbers
from hub_roster.rules.terms import WITH_YOUNG_PEOPLE
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched

SOURCE = (
    "Equality Act 2010, Sch 9 (occupational requirements): for one task or young person, never by default"
)


def counts(need: PersonalNeed, day: date) -> bool:
    """Say whether a need counts on a date: within its dates, and not past its review."""
    return need.holds_on(day) and day <= need.review_by


def is_about(need: PersonalNeed, task: Task) -> bool:
    """Say whether a need is about a task: by its code, or as a visit or escort of its young person."""
    if need.task is not None:
        return shift_of(need.task) == task.id
    if not isinstance(task, Appointment) or task.kind not in WITH_YOUNG_PEOPLE:
        return False
    return need.young_person in task.young_people


class PersonalNeeds(Eligibility[NoNumbers]):
    """Where a recorded personal need says so, everybody on a visit or escort holds what it names."""

    name = "personal needs"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = SOURCE
    message = NOT_AVAILABLE

    def suits(self, person: str, task: Task, day: date) -> bool:
        """Shifts are another rule's: of those on one, one is enough."""
        return isinstance(task, Shift) or all(
            self.problem.has_skill(person, need.skill, day)
            for need in self.problem.personal_needs
            if counts(need, day) and is_about(need, task)
        )


class PersonalNeedsOnShift(Rule[NoNumbers]):
    """Where a recorded personal need says so, somebody on the shift holds what it names."""

    name = "personal needs on a shift"
    kind = Kind.NEED
    source = SOURCE

    @cached_property
    def _needs(self) -> tuple[tuple[Shift, PersonalNeed], ...]:
        return tuple(
            (shift, need)
            for need in self.problem.personal_needs
            for shift in self.problem.shift.values()
            if is_about(need, shift) and counts(need, shift.day) and not shift.optional
        )

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes of a shift without anybody who does."""
        for shift, need in self._needs:
            if not touched.task(shift.id):
                continue
            people = lines.on.get(shift.id, ())
            if not any(self.problem.has_skill(person, need.skill, shift.day) for person in people):
                yield self.charge(shift.home, [shift.id], shift.end - shift.start, Priority.SAFETY)

    def post(self, program: Builder) -> None:
        """Somebody who does, or nobody; a seat is never left empty for it."""
        for shift, need in self._needs:
            nobody = program.variable(
                self.name, shift.id, 1, priority=Priority.SAFETY, minutes=shift.end - shift.start
            )
            row = program.row(self.name, shift.id, lower=1)
            program.add(row, nobody)
            holding = [p for p in program.people if self.problem.has_skill(p, need.skill, shift.day)]
            program.take(row, holding, takes(shift.id))
