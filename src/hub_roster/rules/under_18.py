"""What the law asks for people at work who are not yet 18."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time
from functools import cached_property
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.clock import HOUR, ONE_DAY, Instant, interval, midnight
from hub_roster.domain.duty import Duty, begun_duty
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Task
from hub_roster.program.features import starts_on
from hub_roster.program.statement import Builder
from hub_roster.rules.by_date import post_worked_on, worked_on
from hub_roster.rules.days_of_duty import MOST_DUTIES
from hub_roster.rules.eligibility import Eligibility
from hub_roster.rules.law import Law
from hub_roster.rules.rule import Kind, Numbers, Violation
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched

MAY_ATTEND = frozenset({AppointmentKind.SESSION, AppointmentKind.MEETING})


class Under18Numbers(Numbers):
    """The law's limits for young workers."""

    hours_a_day: Annotated[float, Law(most=8)] = Field(
        default=8, ge=0, le=24, description="Most hours of one duty, and so of a day."
    )
    hours_a_week: Annotated[float, Law(most=40)] = Field(
        default=40, ge=0, le=168, description="Most hours of work in a week, never averaged."
    )
    rest_hours: Annotated[float, Law(least=12)] = Field(
        default=12, ge=0, le=24, description="Hours of rest between two duties."
    )
    from_hour: Annotated[int, Law(least=6)] = Field(
        default=6, ge=0, le=12, description="No work before this hour of the day."
    )
    until_hour: Annotated[int, Law(most=22)] = Field(
        default=22, ge=13, le=23, description="No work from this hour of the day on."
    )
    break_after_hours: Annotated[float, Law(most=4.5)] = Field(
        default=4.5, ge=0, le=24, description="A duty of more hours than this has a break."
    )
    break_minutes: Annotated[int, Law(least=30)] = Field(
        default=30, ge=0, le=120, description="Minutes of that break."
    )


class Under18(Eligibility[Under18Numbers]):
    """Before 18 people are at sessions and meetings alone, by day, at most 8 hours, with the law's rests."""

    name = "under 18"
    kind = Kind.HARD
    tells = Told.PRIVATE
    source = "Working Time Regulations 1998, regs 5A, 6A, 10(2), 11(3), 12(4); no care before 18 is policy"
    numbers_type = Under18Numbers
    message = "Not before 18."

    # Who and when ---------------------------------------------------------------------------------

    @cached_property
    def _until(self) -> dict[str, date]:
        """The day each person turns 18, for those who are not yet when the period begins."""
        first = self.problem.first_day
        turns = {person.key: person.adult_from for person in self.problem.people}
        return {key: day for key, day in turns.items() if day is not None and day > first}

    def _days(self, person: str, week: int) -> tuple[date, ...]:
        """Give the dates of a week of the period on which a person is not yet 18."""
        days = self.problem.days[7 * week : 7 * week + 7]
        return tuple(day for day in days if day < self._until[person])

    def _is_young(self, person: str, duty: Duty) -> bool:
        """Say whether a duty begins before its person is 18."""
        return duty.day < self._until[person]

    # One task, one duty ---------------------------------------------------------------------------

    def suits(self, person: str, task: Task, day: date) -> bool:
        """Sessions and meetings; no seat, visit, escort nor on-call."""
        if person not in self._until or day >= self._until[person]:
            return True
        return isinstance(task, Appointment) and task.kind in MAY_ATTEND

    def closed(self, person: str) -> Iterable[tuple[Instant, Instant]]:
        """The nights before the day of the 18th birthday; so a duty lies within one date."""
        if person not in self._until:
            return ()
        opens, closes = time(self.numbers.until_hour), time(self.numbers.from_hour)
        birthday = midnight(self._until[person])
        evenings = (self.problem.first_day - ONE_DAY, *self.problem.days)
        nights = (interval(day, opens, closes) for day in evenings if day < self._until[person])
        return [(start, min(end, birthday)) for start, end in nights]

    def concerns(self, person: str) -> bool:
        """Only people under 18."""
        return person in self._until

    def admits(self, person: str, duty: Duty) -> bool:
        """Short enough, with the break due."""
        if not self._is_young(person, duty):
            return True
        paused = duty.longest_gap >= self.numbers.break_minutes or any(p.gives_break for p in duty.parts)
        due = duty.span > self.numbers.break_after_hours * HOUR
        most = min(self.numbers.hours_a_day, self.numbers.hours_a_week)
        return duty.span <= most * HOUR and (paused or not due)

    # To the judge ---------------------------------------------------------------------------------

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give tasks, duties, rests and weeks that are not for somebody under 18."""
        if not self._until:
            return
        yield from super().violations(lines, touched)
        for person in self._until:
            if touched.person(person):
                duties = lines.of[person]
                yield from self._of_duties(person, duties)
                yield from self._of_rests(person, duties)
                for week in range(self.problem.weeks):
                    yield from self._of_week(person, week, duties)

    def _of_duties(self, person: str, duties: tuple[Duty, ...]) -> Iterator[Violation]:
        closed = list(self.closed(person))
        for duty in duties:
            if duty.start < self.problem.start:
                continue
            if not self.admits(person, duty):
                yield self.violation(person, duty.tasks, "Too long before 18, or without the break due.")
            if any(duty.start < closes and opens < duty.end for opens, closes in closed):
                yield self.violation(person, duty.tasks, "Too early or too late in the day before 18.")

    def _of_rests(self, person: str, duties: tuple[Duty, ...]) -> Iterator[Violation]:
        young = [duty for duty in duties if self._is_young(person, duty)]
        for before, after in pairwise(young):
            if after.start - before.end < self._rest:
                tasks = (*before.tasks, *after.tasks)
                message = f"Before 18, {self.numbers.rest_hours:g} hours of rest lie between two duties."
                yield self.violation(person, tasks, message)

    @property
    def _rest(self) -> int:
        return round(self.numbers.rest_hours * HOUR)

    def _of_week(self, person: str, week: int, duties: tuple[Duty, ...]) -> Iterator[Violation]:
        days = self._days(person, week)
        if not days:
            return
        tasks = [task for duty in duties if duty.day in days for task in duty.tasks]
        if worked_on(duties, days[0], days[-1]) > self._most_minutes(person, days):
            yield self.violation(person, tasks, "Too many hours in a week before 18.")
        busy = {duty.day for duty in duties if duty.parts}
        if not any(busy.isdisjoint(pair) for pair in self._pairs(person, week)):
            yield self.violation(person, tasks, "No two days running are free in this week.")

    def _most_minutes(self, person: str, days: tuple[date, ...]) -> int:
        """Give what may be worked on dates of a week; what a duty begun before fixed there may stand."""
        begun = begun_duty(self.problem, person)
        fixed = worked_on([begun], days[0], days[-1]) if begun else 0
        return max(int(self.numbers.hours_a_week * HOUR), fixed)

    def _pairs(self, person: str, week: int) -> list[tuple[date, ...]]:
        """Give the two days running of a week, without those from 18 on: these count as free."""
        young = self._days(person, week)
        days = self.problem.days[7 * week : 7 * week + 7]
        return [tuple(day for day in pair if day in young) for pair in pairwise(days)]

    # To the solver --------------------------------------------------------------------------------

    def post(self, program: Builder) -> None:
        """Rest between two duties, minutes of each week, and two free days running in it."""
        for person in self._until:
            self._post_rest(program, person)
            for week in range(self.problem.weeks):
                self._post_week(program, person, week)

    def _post_rest(self, program: Builder, person: str) -> None:
        family = f"{self.name} {person}"
        starts, ends = program.starts, program.starts
        for index, piece in enumerate(program.pieces):
            if piece.duty is not None and self._is_young(person, piece.duty):
                ends[index] = piece.end + self._rest
        for feature in program.table.add_spans(family, starts, ends):
            row = program.row(self.name, person, upper=1, lazy=True)
            program.take(row, [person], feature)

    def _post_week(self, program: Builder, person: str, week: int) -> None:
        days = self._days(person, week)
        if not days:
            return
        hours = program.row(self.name, person, upper=self._most_minutes(person, days))
        for day in days:
            program.take(hours, [person], post_worked_on(program, day))
        pairs = self._pairs(person, week)
        if not all(pairs):
            return
        some = program.row(self.name, person, lower=1)
        for pair in pairs:
            free = program.variable(self.name, person, 1)
            program.add(some, free)
            begins = program.row(self.name, person, upper=MANY)
            program.add(begins, free, MANY)
            for day in pair:
                program.take(begins, [person], starts_on(day))


MANY = 2 * MOST_DUTIES
"""More duties than can begin on two dates."""
