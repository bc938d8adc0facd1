"""Prices on relationships: unfamiliar hours, new faces, a key worker not seen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from hub_roster.continuity.demand import Demand, is_waking, unfamiliar_hundredths
from hub_roster.domain.lines import Lines
from hub_roster.domain.young_people import Supported
from hub_roster.program.features import takes, takes_on
from hub_roster.program.statement import Builder, Row
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched

HUNDREDTHS_PER_HOUR = 6000
"""Unfamiliar time is kept in hundredths of a minute, so that nothing is rounded before its price."""


class UnfamiliarNumbers(Numbers):
    """What an unfamiliar hour costs, rising with how much of a young person's week it is."""

    hour: int = Field(
        default=400,
        ge=0,
        le=100_000,
        description="Points for an hour of a young person with a stranger; with others less (assumption).",
    )
    hour_above_first: int = Field(
        default=800,
        ge=0,
        le=100_000,
        description="Points for such an hour beyond the first share of a young person's hours (assumption).",
    )
    hour_above_second: int = Field(
        default=1600,
        ge=0,
        le=100_000,
        description="Points for such an hour beyond the second share (assumption).",
    )
    first_percent: int = Field(
        default=25, ge=0, le=100, description="The first share, in per cent of their hours (assumption)."
    )
    second_percent: int = Field(
        default=50, ge=0, le=100, description="The second share, in per cent of their hours (assumption)."
    )

    @model_validator(mode="after")
    def _rising(self) -> Self:
        """Whoever has more time with strangers pays no less for an hour of it: rows and judge count on it."""
        if not self.hour <= self.hour_above_first <= self.hour_above_second:
            raise ValueError("'hour', 'hour_above_first' and 'hour_above_second' rise in this order.")
        if self.first_percent > self.second_percent:
            raise ValueError("'first_percent' is at most 'second_percent'.")
        return self


class UnfamiliarHours(Rule[UnfamiliarNumbers]):
    """Time with adults a young person hardly knows is dear, and dearest for whoever has most of it."""

    name = "unfamiliar hours"
    kind = Kind.PRICED
    source = "Children's Homes Regulations 2015, reg 13(2)(e); steps are assumptions"
    numbers_type = UnfamiliarNumbers

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give each young person's points, rounded up once."""
        for code, demands in self.case.demands.items():
            if not demands or not touched.young_person(code):
                continue
            unfamiliar = sum(
                unfamiliar_hundredths(d, lines.on.get(d.task_id, ()), self.case.familiarity) for d in demands
            )
            points = self._points(unfamiliar, sum(d.minutes for d in demands))
            if points:
                yield self.charge(code, [d.task_id for d in demands], points)

    def _points(self, unfamiliar: int, demanded: int) -> int:
        return max(
            -(-(slope * unfamiliar - less) // HUNDREDTHS_PER_HOUR) for slope, less in self._lines(demanded)
        )

    def _lines(self, demanded: int) -> tuple[tuple[int, int], ...]:
        """Give the straight lines whose highest is the price: points x 6000 >= slope x unfamiliar - less."""
        n = self.numbers
        first = demanded * n.first_percent
        second = demanded * n.second_percent
        less = (n.hour_above_first - n.hour) * first
        return (
            (n.hour, 0),
            (n.hour_above_first, less),
            (n.hour_above_second, less + (n.hour_above_second - n.hour_above_first) * second),
        )

    def post(self, program: Builder) -> None:
        """Unfamiliar time of each young person, and points above each of its lines."""
        for code, demands in self.case.demands.items():
            if demands:
                self._post_for(program, code, demands)

    def _post_for(self, program: Builder, code: str, demands: tuple[Demand, ...]) -> None:
        demanded = sum(d.minutes for d in demands)
        most = 100 * demanded
        unfamiliar = program.variable(self.name, code, most)
        points = program.variable(self.name, code, self._points(most, demanded), points=1)
        total = program.row(self.name, code, lower=most)
        program.add(total, unfamiliar)
        for demand in demands:
            for person in program.people:
                known = self.case.familiarity.of(person, code)
                program.take(total, [person], takes(demand.task_id), demand.weight_minutes * known)
            self._leave_out_the_least_known(program, total, demand)
        for slope, less in self._lines(demanded):
            line = program.row(self.name, code, lower=-less)
            program.add(line, points, HUNDREDTHS_PER_HOUR)
            program.add(line, unfamiliar, -slope)

    def _leave_out_the_least_known(self, program: Builder, total: Row, demand: Demand) -> None:
        """Of more people on a shift than its seats count those best known.

        Step by step of how well people are known: those known so well count up to as many as there are seats.
        """
        shift = self.problem.shift.get(demand.task_id)
        if shift is None or not shift.extra:
            return
        known = {p: self.case.familiarity.of(p, demand.young_person) for p in program.people}
        able = [p for p in program.people if known[p] > 0 and program.open(p, takes(shift.id))]
        steps = sorted({known[person] for person in able})
        for below, step in pairwise([0, *steps]):
            so_well = [person for person in able if known[person] >= step]
            if len(so_well) > demand.places:
                beyond = program.variable(self.name, demand.young_person, shift.extra)
                counted = program.row(self.name, demand.young_person, upper=demand.places, lazy=True)
                program.take(counted, so_well, takes(shift.id))
                program.add(counted, beyond, -1)
                program.add(total, beyond, -demand.weight_minutes * (step - below))


class NewFaceNumbers(Numbers):
    """How many adults a young person can do with, and what one more costs."""

    points: int = Field(
        default=300,
        ge=0,
        le=100_000,
        description="Points for each adult beyond those a young person can do with (assumption).",
    )
    most_adults: int = Field(
        default=6,
        ge=1,
        description="Adults not met in the 14 days before, where the plan names none (assumption).",
    )
    most_adults_resident: int = Field(
        default=8, ge=1, description="The same for a young person who lives in a hub's home (assumption)."
    )


class NewFaces(Rule[NewFaceNumbers]):
    """Nobody new comes to a young person who has met as many adults in 14 days as their plan allows."""

    name = "new faces"
    kind = Kind.PRICED
    source = "Distinct staff in 14 days, the Swedish home-care indicator; the band is an assumption"
    numbers_type = NewFaceNumbers

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for each new face beyond the band."""
        for code, tasks in self._meetings.items():
            if not touched.young_person(code):
                continue
            met = {person for task in tasks for person in lines.on.get(task, ())}
            new = met - self.case.seen.get(code, frozenset())
            beyond = max(0, len(new) - self._allowance(code))
            if beyond:
                yield self.charge(code, tasks, beyond * self.numbers.points)

    @cached_property
    def _meetings(self) -> dict[str, tuple[str, ...]]:
        """The tasks at which each young person meets adults."""
        met: dict[str, list[str]] = {code: [] for code in self.problem.supported}
        for visit in self.problem.appointments:
            for code in visit.young_people:
                met[code].append(visit.id)
        for shift in self.problem.shift.values():
            if is_waking(shift):
                for code in self.problem.young_people_of(shift):
                    met[code].append(shift.id)
        return {code: tuple(tasks) for code, tasks in met.items() if tasks}

    def _allowance(self, code: str) -> int:
        return max(0, self._band(code) - len(self.case.seen.get(code, frozenset())))

    def _band(self, code: str) -> int:
        own = self.problem.supported[code].most_adults
        if own is not None:
            return own
        resident = any(code in codes for codes in self.problem.residents.values())
        return self.numbers.most_adults_resident if resident else self.numbers.most_adults

    def post(self, program: Builder) -> None:
        """A face is new once its person takes any task there; those beyond the band are priced."""
        for code, tasks in self._meetings.items():
            seen = self.case.seen.get(code, frozenset())
            may_meet = {p: [t for t in tasks if program.open(p, takes(t))] for p in program.people}
            strangers = [p for p in program.people if p not in seen and may_meet[p]]
            beyond = program.variable(self.name, code, len(strangers), points=self.numbers.points)
            count = program.row(self.name, code, upper=self._allowance(code))
            program.add(count, beyond, -1)
            for person in strangers:
                new = program.variable(self.name, f"{code} {person}", 1)
                program.add(count, new)
                for task in may_meet[person]:
                    meets = program.row(self.name, code, upper=0, lazy=True)
                    program.take(meets, [person], takes(task))
                    program.add(meets, new, -1)


class KeyWorkerNumbers(Numbers):
    """What a week without the key worker costs."""

    points: int = Field(
        default=1200, ge=0, le=100_000, description="Points for a week without the key worker (assumption)."
    )


class KeyWorkerSeen(Rule[KeyWorkerNumbers]):
    """Every young person sees their key worker each week."""

    name = "key worker seen"
    kind = Kind.PRICED
    source = "No Wrong Door: one key worker sticks with the young person"
    numbers_type = KeyWorkerNumbers

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for each week in which the key worker could have been seen and was not."""
        for young, week in self._owed():
            if not touched.young_person(young.code):
                continue
            met = [a for t in self._tasks(young.code, week) for a in lines.assignments_on.get(t, ())]
            start, end = self.problem.week_spans[week]
            if not any(a.person == young.key_worker and start <= a.span[0] < end for a in met):
                yield self.charge(young.code, self._tasks(young.code, week), self.numbers.points)

    def _owed(self) -> Iterator[tuple[Supported, int]]:
        """Weeks in which they are due to meet anyone, and the key worker is not away throughout."""
        for young in self.problem.supported.values():
            if young.key_worker not in self.problem.person:
                continue
            for week in range(self.problem.weeks):
                days = self.problem.days[7 * week : 7 * week + 7]
                away = self.problem.leave_days.get(young.key_worker or "", frozenset())
                if self._tasks(young.code, week) and not away.issuperset(days):
                    yield young, week

    def _tasks(self, code: str, week: int) -> tuple[str, ...]:
        return self._by_week.get((code, week), ())

    @cached_property
    def _by_week(self) -> dict[tuple[str, int], tuple[str, ...]]:
        found: dict[tuple[str, int], list[str]] = {}
        for week in range(self.problem.weeks):
            days = self.problem.days[7 * week : 7 * week + 7]
            for visit in self.problem.appointments:
                if not visit.openings.keys().isdisjoint(days):
                    for code in visit.young_people:
                        found.setdefault((code, week), []).append(visit.id)
            for shift in self.problem.shift.values():
                if shift.day in days and is_waking(shift):
                    for code in self.problem.young_people_of(shift):
                        found.setdefault((code, week), []).append(shift.id)
        return {key: tuple(tasks) for key, tasks in found.items()}

    def post(self, program: Builder) -> None:
        """The key worker takes one of the week's tasks, or the week is charged."""
        for young, week in self._owed():
            missed = program.variable(self.name, young.code, 1, points=self.numbers.points)
            row = program.row(self.name, young.code, lower=1)
            program.add(row, missed)
            days = self.problem.days[7 * week : 7 * week + 7]
            for task_id in self._tasks(young.code, week):
                visit = self.problem.appointment.get(task_id)
                if visit is None or visit.one_day:
                    program.take(row, [young.key_worker or ""], takes(task_id))
                else:
                    for day in set(visit.days) & set(days):
                        program.take(row, [young.key_worker or ""], takes_on(task_id, day))
