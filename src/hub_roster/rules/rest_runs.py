"""Prices on how days off lie: one by one, and weekends worked by half."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field

from hub_roster.domain.clock import days_touched, instant_of
from hub_roster.domain.people import Employment, PatternDay
from hub_roster.program.features import touches
from hub_roster.rules.days_of_duty import post_days_of_duty
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched

if TYPE_CHECKING:
    from hub_roster.domain.lines import Lines
    from hub_roster.program.statement import Builder

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Run:
    """Dates at work and a date off between or beside them, that together lie badly."""

    at_work: tuple[date, ...]
    off: date


class DaysOffNumbers(Numbers):
    """What days off that lie badly cost."""

    points: int = Field(default=100, ge=0, description="Points for each single day off (assumption).")


class DaysOff(Rule[DaysOffNumbers]):
    """Days off lie well. A day is off where no duty begins on it or reaches into it."""

    kind = Kind.PRICED
    source = "HSE, Managing shift work, HSG256 (regular free weekends); what it costs is an assumption"

    @abstractmethod
    def _runs(self) -> Iterator[Run]:
        """Give what could lie badly, and is settled within the period."""

    def _runs_of(self, person: str) -> Iterator[Run]:
        """Give those whose day off is not a person's in any case: by leave, or fixed by their contract."""
        away = self.problem.leave_days.get(person, frozenset[date]())
        for run in self._runs():
            if run.off not in away and self.problem.pattern_on(person, run.off) is not PatternDay.NEVER:
                yield run

    @cached_property
    def _contracted(self) -> tuple[str, ...]:
        people = self.problem.people
        return tuple(sorted(p.key for p in people if p.employment is Employment.CONTRACTED))

    def _before(self, person: str) -> frozenset[date]:
        """Give the dates a person was at work on before the period, or is on a duty begun before it."""
        rows = self.problem.days_worked_of.get(person, {}).values()
        days = {row.day for row in rows if row.duty or row.working_minutes}
        begun = self.problem.duty_before.get(person)
        if begun:
            days.update(days_touched(instant_of(begun.start), instant_of(begun.end)))
        return frozenset(days)

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for each person's that lie badly."""
        for person in self._contracted:
            if not touched.person(person):
                continue
            worked = {day for duty in lines.of[person] if duty.parts for day in duty.touches}
            worked |= self._before(person)
            bad = sum(
                worked.issuperset(run.at_work) and run.off not in worked for run in self._runs_of(person)
            )
            if bad:
                yield self.charge(person, [], bad * self.numbers.points)

    def post(self, program: Builder) -> None:
        """All days at work and the day off: one run that lies badly."""
        for person in self._contracted:
            before = self._before(person)
            runs = [run for run in self._runs_of(person) if run.off not in before]
            free = {
                day for day in self.problem.days if day not in before and program.open(person, touches(day))
            }
            runs = [run for run in runs if free.union(before).issuperset(run.at_work)]
            asked = sorted(free.intersection(day for run in runs for day in (*run.at_work, run.off)))
            at_work = post_days_of_duty(program, self.name, person, asked, exact=True, on=touches)
            for run in runs:
                bad = program.variable(self.name, person, 1, points=self.numbers.points)
                open_days = [day for day in run.at_work if day in at_work]
                row = program.row(self.name, person, upper=len(open_days) - 1, integer_only=True)
                for day in open_days:
                    program.add(row, at_work[day])
                if run.off in at_work:
                    program.add(row, at_work[run.off], -1)
                program.add(row, bad, -1)


class SingleDaysOff(DaysOff):
    """Contracted staff have their days off two or more together, not a single one between two duties."""

    name = "single days off"
    numbers_type = DaysOffNumbers

    def _runs(self) -> Iterator[Run]:
        """From the day before the period to its last day but one: what the last one is, next week decides."""
        day = timedelta(days=1)
        for last in self.problem.days:
            yield Run((last - 2 * day, last), last - day)


class WeekendNumbers(DaysOffNumbers):
    """What a weekend worked by half costs."""

    points: int = Field(default=150, ge=0, description="Points for each weekend worked by half (assumption).")


class WholeWeekends(DaysOff):
    """Contracted staff have a weekend off as a whole, or work on both its days."""

    name = "whole weekends"
    numbers_type = WeekendNumbers

    def _runs(self) -> Iterator[Run]:
        """One of the two days at work, the other off."""
        for saturday in self.problem.days:
            if saturday.weekday() == SATURDAY:
                sunday = saturday + timedelta(days=1)
                yield Run((saturday,), sunday)
                yield Run((sunday,), saturday)
