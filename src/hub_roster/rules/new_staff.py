"""A price on new staff who meet nobody: during induction they are on shifts and visits beside colleagues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pydantic import Field

from hub_roster.continuity.demand import is_waking
from hub_roster.domain.appointments import AppointmentKind
from hub_roster.domain.clock import day_of
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Employment
from hub_roster.program.features import Feature, takes, takes_on
from hub_roster.program.statement import Builder
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched


class NewStaffNumbers(Numbers):
    """How often new staff meet young people in a week, and what once too few costs."""

    times: int = Field(
        default=2,
        ge=0,
        le=14,
        description="Waking shifts and visits for two in a week, for somebody in induction (assumption).",
    )
    points: int = Field(default=150, ge=0, description="Points for each one missing (assumption).")


@dataclass(frozen=True, slots=True)
class _Week:
    """What somebody in induction could do in a week to get to know young people.

    Attributes
    ----------
    chances
        By task, the days it counts on: those of the week that are of the induction and not of their leave.
    """

    person: str
    wanted: int
    chances: dict[str, frozenset[date]]


class NewStaffIntroduced(Rule[NewStaffNumbers]):
    """Every week of an induction holds waking shifts or visits for two: new staff get to know people."""

    name = "introductions of new staff"
    kind = Kind.PRICED
    source = "Children's Homes Regulations 2015, reg 33(1); number and price are assumptions"
    numbers_type = NewStaffNumbers

    @cached_property
    def _weeks(self) -> tuple[_Week, ...]:
        return tuple(self._listed())

    def _listed(self) -> Iterator[_Week]:
        """Give the weeks of those under contract; others come when they are asked."""
        for person in self.problem.people:
            if person.employment is not Employment.CONTRACTED or not self.numbers.points:
                continue
            for week in range(self.problem.weeks):
                days = self._days(person.key, week)
                chances = self._chances(person.hub, days) if days else {}
                wanted = min(self.numbers.times, len(chances))
                if wanted:
                    yield _Week(person.key, wanted, chances)

    def _days(self, person: str, week: int) -> frozenset[date]:
        away = self.problem.leave_days.get(person, frozenset())
        days = self.problem.days[7 * week : 7 * week + 7]
        return frozenset(d for d in days if self.problem.in_induction(person, d) and d not in away)

    def _chances(self, hub: str, days: frozenset[date]) -> dict[str, frozenset[date]]:
        found = {
            shift.id: frozenset((shift.day,))
            for shift in self.problem.shift.values()
            if shift.hub == hub and shift.day in days and is_waking(shift)
        }
        for visit in self.problem.appointments:
            on = days.intersection(visit.days)
            if visit.kind is AppointmentKind.VISIT and visit.adults > 1 and visit.hub == hub and on:
                found[visit.id] = on
        return found

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for what each week of somebody in induction lacks."""
        for week in self._weeks:
            if not touched.person(week.person):
                continue
            had = {
                task
                for task, days in week.chances.items()
                for assignment in lines.assignments_on.get(task, ())
                if assignment.person == week.person and day_of(assignment.span[0]) in days
            }
            missing = week.wanted - len(had)
            if missing > 0:
                yield self.charge(week.person, week.chances, missing * self.numbers.points)

    def post(self, program: Builder) -> None:
        """So many of them, or points for each one missing."""
        for week in self._weeks:
            missing = program.variable(self.name, week.person, week.wanted, points=self.numbers.points)
            row = program.row(self.name, week.person, lower=week.wanted)
            program.add(row, missing)
            for task, days in week.chances.items():
                for feature in self._features(task, days):
                    program.take(row, [week.person], feature)

    def _features(self, task: str, days: frozenset[date]) -> list[Feature]:
        visit = self.problem.appointment.get(task)
        if visit is None or days.issuperset(visit.days):
            return [takes(task)]
        return [takes_on(task, day) for day in sorted(days)]
