"""Days running: on how many a person begins a duty, and how long they work in any seven."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from pydantic import Field

from hub_roster.domain.clock import HOUR, ONE_DAY, Instant
from hub_roster.domain.duty import ENDS_DUTY, Duty, begun_duty
from hub_roster.domain.lines import Lines
from hub_roster.program.features import starts_on
from hub_roster.program.pieces import PieceKind
from hub_roster.program.statement import Builder
from hub_roster.rules.by_date import binding, post_worked_on, worked_on
from hub_roster.rules.rule import Kind, Numbers, Rule, Violation
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched

SEVEN = 7


def running(last: date, count: int) -> tuple[date, ...]:
    """Give so many dates running, the last of them given."""
    return tuple(last - timedelta(days=count - 1 - k) for k in range(count))


class ConsecutiveNumbers(Numbers):
    """How many days running one person may work."""

    most_days: int = Field(
        default=6,
        ge=1,
        le=28,
        description="Most days running on which one person begins a duty (assumption).",
    )


class ConsecutiveDays(Rule[ConsecutiveNumbers]):
    """Nobody begins a duty on more than 6 days running, those before the period counted."""

    name = "consecutive days"
    kind = Kind.HARD
    tells = Told.RESTING
    source = "Working Time Regulations 1998, reg 11 (weekly rest); the number is an assumption"
    numbers_type = ConsecutiveNumbers

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give the last day of each run that is too long, where this period adds to it."""
        runs = [running(last, self.numbers.most_days + 1) for last in self.problem.days]
        for person, duties in lines.of.items():
            if not touched.person(person):
                continue
            worked = {duty.day for duty in duties if duty.parts}
            for days in runs:
                if all(self._worked(person, day, worked) for day in days):
                    tasks = [task for duty in duties if duty.day in days for task in duty.tasks]
                    message = f"Works on more than {self.numbers.most_days} days running."
                    yield self.violation(person, tasks, message)

    def _worked(self, person: str, day: date, worked: set[date]) -> bool:
        return day in worked if day >= self.problem.first_day else day in self._before(person)

    def _before(self, person: str) -> frozenset[date]:
        """Dates before the period on which a person began a duty."""
        rows = self.problem.days_worked_of.get(person, {})
        before = self.problem.duty_before.get(person)
        last = {before.start.date()} if before else set()
        return frozenset(last | {day for day, row in rows.items() if row.duty})

    def post(self, program: Builder) -> None:
        """In each run of days one too long, fewer duties than days, those beside another on a day apart."""
        at_once = _most_begun(program)
        for person in program.people:
            before = self._before(person)
            could = {day for day in self.problem.days if program.open(person, starts_on(day))}
            beside: dict[date, list[int]] = {}
            for last in self.problem.days:
                days = running(last, self.numbers.most_days + 1)
                if not all(day in could or day in before for day in days):
                    continue
                own = [day for day in days if day in could]
                row = program.row(self.name, person, upper=len(own) - 1, lazy=True)
                for day in own:
                    program.take(row, [person], starts_on(day))
                    if day not in beside:
                        beside[day] = list(self._beside(program, person, day, at_once[day]))
                    for another in beside[day]:
                        program.add(row, another, -1)

    def _beside(self, program: Builder, person: str, day: date, most: int) -> Iterator[int]:
        """Post, for the second duty that may begin on a day, and each after it, whether there is one."""
        for number in range(2, most + 1):
            another = program.variable(self.name, person, 1)
            row = program.row(self.name, person, upper=0, lazy=True)
            program.take(row, [person], starts_on(day), -1)
            program.add(row, another, number)
            yield another


def _most_begun(program: Builder) -> dict[date, int]:
    """Give how many duties one person could begin on a day: seldom more than two, for they lie apart."""
    spans: dict[date, list[tuple[Instant, Instant]]] = defaultdict(list)
    for piece in program.pieces:
        if piece.kind is PieceKind.DUTY and piece.duty is not None:
            parts = piece.duty.parts
            spans[piece.duty.day].append((parts[-1].end + ENDS_DUTY, parts[0].start))
    return {day: _most_apart(sorted(listed)) for day, listed in spans.items()}


def _most_apart(spans: list[tuple[Instant, Instant]]) -> int:
    """Give how many spans, each its end before its start and all in order of end, lie apart at most."""
    found, reached = 0, 0
    for end, start in spans:
        if start >= reached:
            found, reached = found + 1, end
    return found


class SevenDayNumbers(Numbers):
    """How long one person may work in seven days."""

    most_hours: float = Field(
        default=60,
        ge=0,
        le=168,
        description="Most hours of working time in any 7 days running, sleep-ins in full (assumption).",
    )


@dataclass(frozen=True, slots=True)
class _Left:
    """What of seven days running lies in the period or on the date after it, and minutes left for it."""

    first: date
    last: date
    minutes: int


class SixtyHours(Rule[SevenDayNumbers]):
    """Nobody works more than 60 hours in any 7 days running, sleep-ins counted in full."""

    name = "60 hours"
    kind = Kind.HARD
    tells = Told.HOURS
    source = "An assumption beside the 48-hour average, which alone would let one week grow without end"
    numbers_type = SevenDayNumbers

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give seven days running with too much work, where this period adds to it."""
        for person, duties in lines.of.items():
            if not touched.person(person):
                continue
            told = date.min
            for left in self._left[person]:
                # The same work stands in several runs of seven days: it is told once.
                if left.first > told and worked_on(duties, left.first, left.last) > left.minutes:
                    told = left.last
                    within = [d for d in duties if d.touches[-1] >= left.first and d.day <= left.last]
                    message = f"More than {self.numbers.most_hours:g} hours of work in 7 days running."
                    yield self.violation(person, [t for d in within for t in d.tasks], message)

    @cached_property
    def _ends(self) -> tuple[date, ...]:
        """Dates that seven days end on: each of the period, and the one after it, which duties reach into."""
        return (*self.problem.days, self.problem.last_day + ONE_DAY)

    @cached_property
    def _left(self) -> Mapping[str, tuple[_Left, ...]]:
        """What history leaves each person to work; what it fixed in the period itself may always stand."""
        return {person: tuple(self._left_to(person)) for person in self.case.people}

    def _left_to(self, person: str) -> Iterator[_Left]:
        duty = begun_duty(self.problem, person)
        begun = [] if duty is None else [duty]
        for last in self._ends:
            days = running(last, SEVEN)
            first = max(days[0], self.problem.first_day)
            past = sum(self._worked_before(person, day, begun) for day in days if day < first)
            left = int(self.numbers.most_hours * HOUR) - past
            yield _Left(first, last, max(left, worked_on(begun, first, last)))

    def _worked_before(self, person: str, day: date, begun: list[Duty]) -> int:
        """Give the minutes worked on a date before the period: as recorded, else of the last duty alone."""
        row = self.problem.days_worked_of.get(person, {}).get(day)
        return worked_on(begun, day, day) if row is None else row.working_minutes

    def post(self, program: Builder) -> None:
        """Working minutes of each seven days running within what is left."""
        features = {day: post_worked_on(program, day) for day in self._ends}
        held = [day for day, feature in features.items() if program.table.has(feature).any()]
        for person in program.people:
            limits = [
                (frozenset(day for day in held if left.first <= day <= left.last), left.minutes)
                for left in self._left[person]
            ]
            for days, most in binding(limits):
                row = program.row(self.name, person, upper=most, lazy=True)
                for day in sorted(days):
                    program.take(row, [person], features[day])
