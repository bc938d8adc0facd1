"""Healthy limits: continuity must not burn out a worker, nor leave a child with one adult alone."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, TypeVar

from pydantic import Field

from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.clock import HOUR
from hub_roster.domain.lines import Lines
from hub_roster.program.features import Feature, takes, takes_on
from hub_roster.program.statement import Builder, Priority, Row
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule, Violation
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched

ONE_MORE = HOUR
"""Minutes short that one young person too many counts (an assumption)."""


class LimitNumbers(Numbers):
    """Whether a limit may be passed."""

    hard: int = Field(
        default=0,
        ge=0,
        le=1,
        description="1: the limit is never passed; 0: what is above it counts as minutes short (assumption).",
    )


L = TypeVar("L", bound=LimitNumbers)


@dataclass(frozen=True, slots=True)
class Over:
    """A limit passed, by so many minutes."""

    whom: str
    tasks: tuple[str, ...]
    minutes: int


class HealthyLimit(Rule[L]):
    """A limit of visits: above it they count as not made, or it is never passed where the policy says so."""

    kind = Kind.NEED
    tells = Told.HOURS
    message: ClassVar[str]

    @abstractmethod
    def over(self, lines: Lines, touched: Touched) -> Iterator[Over]:
        """Give what passes the limit, for the part touched."""

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give what passes the limit, where it is never passed."""
        if self.numbers.hard:
            for found in self.over(lines, touched):
                yield self.violation(found.whom, found.tasks, self.message)

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give the minutes above the limit, where it may be passed."""
        if not self.numbers.hard:
            for found in self.over(lines, touched):
                yield self.charge(found.whom, found.tasks, found.minutes, Priority.OTHER)

    def limited(self, program: Builder, person: str, limit: int, most: int, minutes: int) -> Row:
        """Give a row of a person that is at most a limit, or so many minutes above for every unit."""
        row = program.row(self.name, person, upper=limit, lazy=True)
        if not self.numbers.hard:
            above = program.variable(
                self.name, person, most - limit, priority=Priority.OTHER, minutes=minutes
            )
            program.add(row, above, -1)
        return row

    # Visits ---------------------------------------------------------------------------------------

    @cached_property
    def visits(self) -> tuple[Appointment, ...]:
        """The visits it counts; escorts are none."""
        visits = (each for each in self.problem.appointments if each.kind is AppointmentKind.VISIT)
        return tuple(visit for visit in visits if self.counts(visit))

    def counts(self, visit: Appointment) -> bool:
        """Say whether it counts a visit: where it is about time alone, those of one adult with one person."""
        return visit.adults == 1 and len(visit.young_people) == 1

    def made(self, lines: Lines, touched: Touched) -> dict[tuple[str, int], list[Appointment]]:
        """Give the visits that touched people make, by person and week."""
        found: dict[tuple[str, int], list[Appointment]] = defaultdict(list)
        for visit in self.visits:
            weeks = {(a.person, self._week(a.span[0])) for a in lines.assignments_on.get(visit.id, ())}
            for person, week in sorted(weeks):
                if touched.person(person):
                    found[person, week].append(visit)
        return dict(sorted(found.items()))

    def _week(self, start: int) -> int:
        """Give the week of the period a visit starts in; -1 for one by hand at a time outside it."""
        spans = enumerate(self.problem.week_spans)
        return next((week for week, (opens, closes) in spans if opens <= start < closes), -1)

    def open_to(self, program: Builder, person: str, week: int) -> list[tuple[Appointment, list[Feature]]]:
        """Give the visits a person could make in a week, each with the features of which it then has one."""
        days = frozenset(self.problem.days[7 * week : 7 * week + 7])
        found = []
        for visit in self.visits:
            if program.open(person, takes(visit.id)) and not days.isdisjoint(visit.days):
                whole = days.issuperset(visit.days)
                listed = [takes_on(visit.id, day) for day in visit.days if day in days]
                found.append((visit, [takes(visit.id)] if whole else listed))
        return found


class CaseloadNumbers(LimitNumbers):
    """How many young people one adult visits."""

    young_people: int = Field(
        default=10,
        ge=0,
        le=200,
        description="Different young people and adults of families one adult visits in a week (assumption).",
    )


class Caseload(HealthyLimit[CaseloadNumbers]):
    """Nobody visits more different young people in a week than one adult can keep in mind."""

    name = "caseload"
    source = "Practice: a worker who visits many knows none of them well; the number is an assumption"
    numbers_type = CaseloadNumbers
    message = "More different young people in a week than one adult is to visit."

    def counts(self, visit: Appointment) -> bool:
        """Count every visit."""
        return True

    def over(self, lines: Lines, touched: Touched) -> Iterator[Over]:
        """Give the young people above the limit, an hour for each."""
        for (person, week), visits in self.made(lines, touched).items():
            met = {code for visit in visits for code in visit.young_people}
            above = len(met) - self.numbers.young_people
            if above > 0 and week >= 0:
                yield Over(person, tuple(visit.id for visit in visits), above * ONE_MORE)

    def post(self, program: Builder) -> None:
        """Young people of each person's week within the limit, for those who could visit more."""
        for person in program.people:
            for week in range(self.problem.weeks):
                open_to = self.open_to(program, person, week)
                if len({c for visit, _ in open_to for c in visit.young_people}) > self.numbers.young_people:
                    self._post_week(program, person, open_to)

    def _post_week(
        self, program: Builder, person: str, open_to: list[tuple[Appointment, list[Feature]]]
    ) -> None:
        """Count young people only beyond so many meetings with any: few come near, and an LP may wait.

        Up to the limit `beyond` is 0 and nobody has to count as met.
        """
        limit = self.numbers.young_people
        codes = sorted({code for visit, _ in open_to for code in visit.young_people})
        most = sum(len(visit.young_people) for visit, _ in open_to)
        beyond = program.variable(self.name, person, 1)
        meetings = program.row(self.name, person, upper=limit, lazy=True)
        program.add(meetings, beyond, limit - most)
        count = self.limited(program, person, limit, len(codes), ONE_MORE)
        met = {code: program.variable(self.name, person, 1) for code in codes}
        for variable in met.values():
            program.add(count, variable)
        for visit, features in open_to:
            for feature in features:
                program.take(meetings, [person], feature, len(visit.young_people))
            for code in visit.young_people:
                meets = program.row(self.name, person, upper=1, lazy=True)
                program.add(meets, beyond)
                program.add(meets, met[code], -1)
                for feature in features:
                    program.take(meets, [person], feature)


class OneToOneNumbers(LimitNumbers):
    """How long one adult is alone with young people."""

    hours: float = Field(
        default=20, ge=0, le=168, description="Hours a week of visits by one adult alone (assumption)."
    )


class OneToOne(HealthyLimit[OneToOneNumbers]):
    """Nobody spends more of a week alone with one young person after another than an adult can give."""

    name = "intensive one-to-one"
    source = "Practice: intensive work wears people out; the number is an assumption"
    numbers_type = OneToOneNumbers
    message = "More hours of visits alone in a week than one adult is to make."

    def over(self, lines: Lines, touched: Touched) -> Iterator[Over]:
        """Give the minutes above the limit."""
        for (person, week), visits in self.made(lines, touched).items():
            above = sum(visit.minutes for visit in visits) - self._limit
            if above > 0 and week >= 0:
                yield Over(person, tuple(visit.id for visit in visits), above)

    @property
    def _limit(self) -> int:
        return round(self.numbers.hours * HOUR)

    def post(self, program: Builder) -> None:
        """Minutes of each person's week within the limit, for those who could have more."""
        for person in program.people:
            for week in range(self.problem.weeks):
                open_to = self.open_to(program, person, week)
                most = sum(visit.minutes for visit, _ in open_to)
                if most > self._limit:
                    row = self.limited(program, person, self._limit, most, 1)
                    for visit, features in open_to:
                        for feature in features:
                            program.take(row, [person], feature, visit.minutes)


class LoneTimeNumbers(LimitNumbers):
    """How much of a young person's time alone with an adult is with the same one."""

    percent: int = Field(
        default=75,
        ge=0,
        le=100,
        description="Percent of a young person's time alone with adults that one of them has (assumption).",
    )
    free_hours: float = Field(
        default=8,
        ge=0,
        le=168,
        description="Hours a week that one adult may have alone with them in any case (assumption).",
    )


class LoneTime(HealthyLimit[LoneTimeNumbers]):
    """No young person is alone with the same adult for nearly all of the many hours agreed with them."""

    name = "lone time"
    source = "Practice: no child hangs on one adult alone; the share is an assumption"
    numbers_type = LoneTimeNumbers
    message = "More of this young person's time alone than one adult is to have."

    @cached_property
    def _limits(self) -> dict[str, int]:
        """The minutes one adult may be alone with each young person in the period."""
        agreed: dict[str, int] = defaultdict(int)
        for visit in self.visits:
            agreed[visit.young_people[0]] += visit.minutes
        free = round(self.numbers.free_hours * HOUR * self.problem.weeks)
        return {code: max(free, minutes * self.numbers.percent // 100) for code, minutes in agreed.items()}

    def over(self, lines: Lines, touched: Touched) -> Iterator[Over]:
        """Give the minutes above the limit of each adult with each young person."""
        alone: dict[tuple[str, str], list[Appointment]] = defaultdict(list)
        for visit in self.visits:
            for person in lines.on.get(visit.id, ()):
                if touched.person(person):
                    alone[person, visit.young_people[0]].append(visit)
        for (person, code), visits in sorted(alone.items()):
            above = sum(visit.minutes for visit in visits) - self._limits[code]
            if above > 0:
                yield Over(person, tuple(visit.id for visit in visits), above)

    def post(self, program: Builder) -> None:
        """Minutes of each adult with each young person within the limit, for those who could have more."""
        by_code: dict[str, list[Appointment]] = defaultdict(list)
        for visit in self.visits:
            by_code[visit.young_people[0]].append(visit)
        for code, visits in by_code.items():
            for person in program.people:
                open_to = [visit for visit in visits if program.open(person, takes(visit.id))]
                most = sum(visit.minutes for visit in open_to)
                if most > self._limits[code]:
                    row = self.limited(program, person, self._limits[code], most, 1)
                    for visit in open_to:
                        program.take(row, [person], takes(visit.id), visit.minutes)
