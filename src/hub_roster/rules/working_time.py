"""The 48-hour average and the contract's own limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from hub_roster.domain.clock import HOUR
from hub_roster.domain.duty import Length, begun_duty
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import WeekWorked
from hub_roster.program.features import minutes, takes
from hub_roster.program.statement import Builder
from hub_roster.rules.law import Law
from hub_roster.rules.rule import Kind, Numbers, Rule, Violation
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched


class AverageNumbers(Numbers):
    """The limit averaged."""

    weekly_hours: Annotated[float, Law(most=48)] = Field(
        default=48, ge=0, le=168, description="Hours of working time a week, on average (regulation 4)."
    )


class AverageWeek(Rule[AverageNumbers]):
    """Working time, sleep-ins in full, averages at most 48 hours a week for all who have not opted out."""

    name = "48-hour average"
    kind = Kind.HARD
    tells = Told.HOURS
    source = "Working Time Regulations 1998, reg 4; 26 weeks under reg 21, else 17"
    numbers_type = AverageNumbers

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give weeks at whose end the average is too high, where this period adds to it."""
        for person in self.case.people:
            if not touched.person(person) or self.problem.person[person].opted_out:
                continue
            worked = 0
            for week, (start, end) in enumerate(self.problem.week_spans):
                week_minutes = sum(d.minutes(Length.WORKING, start, end) for d in lines.of[person])
                worked += week_minutes
                if worked > self.left(person, week) and worked > self._begun(person):
                    yield self.violation(
                        person,
                        [t for d in lines.of[person] for t in d.tasks],
                        f"The average passes {self.numbers.weekly_hours:g} hours a week.",
                    )

    def left(self, person: str, week: int) -> int:
        """Give the minutes a person may work in the period up to the end of a week of it.

        From that end it looks back until the reference weeks times seven days that are not excluded are
        collected, or all there are; a past week is taken whole. Where there are too few, days of leave in the
        period are made up by as many that follow (regulation 4(7)): two days' work before a leave are no
        average of a week.
        """
        wanted = 7 * self.problem.person[person].reference_weeks
        days = self._days(person, week)
        worked = 0
        for past in self.past_weeks(person, week):
            days += 7 - past.excluded_days
            worked += past.working_minutes
        days += min(self._away(person, week), max(0, wanted - days))
        return max(0, int(self.numbers.weekly_hours * HOUR * days / 7) - worked)

    def past_weeks(self, person: str, week: int = 0) -> Iterator[WeekWorked]:
        """Give the past weeks that count with the period up to the end of a week of it, the latest first."""
        wanted = 7 * self.problem.person[person].reference_weeks
        days = self._days(person, week)
        for past in self.problem.weeks_worked_of.get(person, ()):
            if days >= wanted:
                break
            days += 7 - past.excluded_days
            yield past

    def _days(self, person: str, week: int) -> int:
        return sum(7 - self._excluded(person, k) for k in range(week + 1))

    def _away(self, person: str, week: int) -> int:
        """Days of leave in the period up to the end of a week of it, since the post began."""
        away = self.problem.leave_days.get(person, frozenset())
        started = self.problem.person[person].started or self.problem.first_day
        return sum(day in away and day >= started for day in self.problem.days[: 7 * week + 7])

    def _excluded(self, person: str, week: int) -> int:
        """Days of leave, and days before the post began: the average is taken over the time employed."""
        away = self.problem.leave_days.get(person, frozenset())
        started = self.problem.person[person].started or self.problem.first_day
        return sum(day in away or day < started for day in self.problem.days[7 * week : 7 * week + 7])

    def _begun(self, person: str) -> int:
        """Minutes inside the period of a duty begun before it: history, not for this draft to judge."""
        begun = begun_duty(self.problem, person)
        return begun.minutes(Length.WORKING, self.problem.start, self.problem.end) if begun else 0

    def post(self, program: Builder) -> None:
        """Working minutes up to each week's end within what is left."""
        for person in program.people:
            if self.problem.person[person].opted_out:
                continue
            for week in range(self.problem.weeks):
                limit = max(self.left(person, week), self._begun(person))
                row = program.row(self.name, person, upper=limit)
                for k in range(week + 1):
                    program.take(row, [person], minutes(Length.WORKING, k))


class ContractNumbers(Numbers):
    """Limits that hold for everyone."""

    most_spells: int = Field(
        default=3, ge=0, le=14, description="On-call spells of one person in a week (assumption)."
    )


class ContractLimits(Rule[ContractNumbers]):
    """Nobody works more in a week than their contract lets them, nor more than 3 spells of on-call."""

    name = "contract limits"
    kind = Kind.HARD
    tells = Told.HOURS
    source = "Contract of employment; NJC Green Book, Part 2"
    numbers_type = ContractNumbers

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give weeks with too many hours or spells."""
        for person in self.case.people:
            if not touched.person(person):
                continue
            for start, end in self.problem.week_spans:
                duties = [d for d in lines.of[person] if start <= d.start < end]
                if sum(d.awake for d in duties) > self.problem.person[person].most_minutes:
                    tasks = [task for duty in duties for task in duty.tasks]
                    yield self.violation(person, tasks, "More hours than the contract allows in a week.")
                spells = [s.id for s in lines.spells[person] if start <= s.span[0] < end]
                if len(spells) > self.numbers.most_spells:
                    yield self.violation(person, spells, "Too many spells of on-call in a week.")

    def post(self, program: Builder) -> None:
        """Contract minutes and spells of each week within their limits."""
        for person in program.people:
            for week, (start, end) in enumerate(self.problem.week_spans):
                limit = self.problem.person[person].most_minutes
                hours = program.row(self.name, person, upper=limit)
                program.take(hours, [person], minutes(Length.CONTRACT, week))
                spells = program.row(self.name, person, upper=self.numbers.most_spells)
                for spell in self.problem.on_call:
                    if start <= spell.span[0] < end:
                        program.take(spells, [person], takes(spell.id))
