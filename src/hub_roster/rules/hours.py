"""Prices on people's time: hours against contract, the ladder of who is asked, driving."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from hub_roster.domain.duty import Length
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Employment
from hub_roster.program.features import driving, minutes
from hub_roster.program.statement import Builder
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched

WORKING_DAYS = 5
"""Days a week over which contract hours are spread when leave takes some of them."""


class ContractHourNumbers(Numbers):
    """Points for a minute over or under contract."""

    minute_over: int = Field(
        default=10, ge=0, le=100_000, description="Points for a minute above contract (assumption)."
    )
    minute_under: int = Field(
        default=2, ge=0, le=100_000, description="Points for a minute below contract (assumption)."
    )
    flexible_minutes: int = Field(
        default=120,
        ge=0,
        le=24 * 60,
        description="Minutes by which a week may pass its hours before its later duties are offers "
        "(assumption).",
    )


class ContractHours(Rule[ContractHourNumbers]):
    """Contracted staff work their hours, less for leave: overtime is dear, unused hours cost a little."""

    name = "contract hours"
    kind = Kind.PRICED
    source = "NJC Green Book, Part 2; prices are assumptions"
    numbers_type = ContractHourNumbers

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for each person's week over or under."""
        for person, week in self.weeks():
            if not touched.person(person):
                continue
            start, end = self.problem.week_spans[week]
            worked = sum(d.minutes(Length.CONTRACT, start, end) for d in lines.of[person])
            over = worked - self.due(person, week)
            points = max(over * self.numbers.minute_over, -over * self.numbers.minute_under)
            if points:
                tasks = [t for d in lines.of[person] if start <= d.start < end for t in d.tasks]
                yield self.charge(person, tasks, points)

    def weeks(self) -> Iterator[tuple[str, int]]:
        """Give each contracted person with each week."""
        for person in self.problem.people:
            if person.employment is Employment.CONTRACTED:
                for week in range(self.problem.weeks):
                    yield person.key, week

    def due(self, person: str, week: int) -> int:
        """Give the contract minutes of a week, a fifth less for each weekday on leave or with a child."""
        days = self.problem.days[7 * week : 7 * week + WORKING_DAYS]
        away = self.problem.leave_days.get(person, frozenset[date]())
        worked = sum(day not in away and not self.problem.placed_on(person, day) for day in days)
        return self.problem.person[person].contract_minutes * worked // WORKING_DAYS

    def post(self, program: Builder) -> None:
        """Contract minutes = due + over - under."""
        for person, week in self.weeks():
            due = self.due(person, week)
            most = self.problem.person[person].most_minutes + 7 * 24 * 60
            over = program.variable(self.name, person, most, points=self.numbers.minute_over)
            under = program.variable(self.name, person, due, points=self.numbers.minute_under)
            row = program.row(self.name, person, lower=due, upper=due)
            program.take(row, [person], minutes(Length.CONTRACT, week))
            program.add(row, over, -1)
            program.add(row, under)


class LadderNumbers(Numbers):
    """Points for a minute of each rung above contracted staff."""

    relief: int = Field(
        default=2, ge=0, le=100_000, description="Points for a minute worked by relief staff (assumption)."
    )
    bank: int = Field(
        default=5, ge=0, le=100_000, description="Points for a minute worked by bank staff (assumption)."
    )
    agency: int = Field(
        default=20, ge=0, le=100_000, description="Points for a minute worked by agency staff (assumption)."
    )


class Ladder(Rule[LadderNumbers]):
    """Relief staff are asked before the bank, and the bank before an agency."""

    name = "ladder"
    kind = Kind.PRICED
    source = "Derby City and Gateshead children's homes procedures; prices are assumptions"
    numbers_type = LadderNumbers

    def _price(self, person: str) -> int:
        return {
            Employment.RELIEF: self.numbers.relief,
            Employment.BANK: self.numbers.bank,
            Employment.AGENCY: self.numbers.agency,
        }.get(self.problem.person[person].employment, 0)

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for the paid minutes of relief, bank and agency staff."""
        for person, duties in lines.of.items():
            if not touched.person(person):
                continue
            for duty in duties:
                points = self._price(person) * duty.minutes(Length.PAID, self.problem.start, self.problem.end)
                if points:
                    yield self.charge(person, duty.tasks, points)

    def post(self, program: Builder) -> None:
        """A price on paid minutes."""
        for person in program.people:
            for week in range(self.problem.weeks):
                program.price(person, minutes(Length.PAID, week), self._price(person))


class DrivingNumbers(Numbers):
    """Points for driving."""

    minute: int = Field(
        default=10,
        ge=0,
        le=100_000,
        description="Points for a minute of driving: what all other points are measured by (assumption).",
    )


class Driving(Rule[DrivingNumbers]):
    """Time on the road is time with nobody."""

    name = "driving"
    kind = Kind.PRICED
    source = "The unit of cost: ten points are one minute of driving"
    numbers_type = DrivingNumbers

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for the driving of each duty."""
        for person, duties in lines.of.items():
            if not touched.person(person):
                continue
            for duty in duties:
                if duty.driving:
                    yield self.charge(person, duty.tasks, duty.driving * self.numbers.minute)

    def post(self, program: Builder) -> None:
        """A price on minutes of driving."""
        for person in program.people:
            program.price(person, driving(), self.numbers.minute)
