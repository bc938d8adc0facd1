"""How often, and how soon again, one person sleeps in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from pydantic import Field

from hub_roster.domain.clock import HOUR, day_of, instant_of, midnight
from hub_roster.domain.duty import Duty
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import DutyBefore
from hub_roster.domain.tasks import shift_of
from hub_roster.program.features import Feature, takes
from hub_roster.program.statement import Builder
from hub_roster.rules.by_date import binding
from hub_roster.rules.rule import Kind, Numbers, Rule, Violation
from hub_roster.rules.told import Told
from hub_roster.rules.touched import EVERYTHING, Touched

SEVEN = 7
LONGEST_AWAKE = 14 * HOUR
"""A duty begun before the period that lasted longer, through a night, held a sleep-in (an assumption)."""


class SleepInNumbers(Numbers):
    """How many sleep-ins one person may have."""

    most_in_seven_days: int = Field(
        default=2,
        ge=0,
        le=7,
        description="Most sleep-ins one person begins in any 7 days running (assumption).",
    )
    most_running: int = Field(
        default=1,
        ge=0,
        le=7,
        description=(
            "Most nights running one person sleeps in (assumption); 2 with an agreed 48-hour pattern."
        ),
    )


@dataclass(frozen=True, slots=True)
class _Window:
    """Dates running that end in the period, and how many sleep-ins they may hold."""

    first: date
    last: date
    most: int
    message: str


class SleepIns(Rule[SleepInNumbers]):
    """One person begins at most 2 sleep-ins in any 7 days running, and never sleeps in two nights running."""

    name = "sleep-ins"
    kind = Kind.HARD
    tells = Told.RESTING
    source = (
        "Compensatory rest after a late, sleep-in and early (reg 24 WTR 1998); the numbers are assumptions"
    )
    numbers_type = SleepInNumbers

    @cached_property
    def _windows(self) -> tuple[_Window, ...]:
        """Those that end on a date of the period, or on the one after it, which a duty may reach into."""
        most, running = self.numbers.most_in_seven_days, self.numbers.most_running
        nights = "two nights" if running == 1 else f"more than {running} nights"
        found = []
        for last in (*self.problem.days, self.problem.last_day + timedelta(days=1)):
            seven = last - timedelta(days=SEVEN - 1)
            found.append(_Window(seven, last, most, f"More than {most} sleep-ins in 7 days running."))
            if running < SEVEN:
                first = last - timedelta(days=running)
                found.append(_Window(first, last, running, f"Sleeps in {nights} running."))
        return tuple(found)

    def violations(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Violation]:
        """Give runs of dates with too many, where this period adds to them."""
        for person, duties in lines.of.items():
            begun = self._begun_on(duties) if touched.person(person) else Counter()
            if not begun:
                continue
            told: dict[str, date] = {}
            for window in self._windows:
                count = sum(n for day, n in begun.items() if window.first <= day <= window.last)
                # The same sleep-ins stand in several windows: they are told once.
                again = told.get(window.message, date.min) >= window.first
                if count > self._left(person, window) and not again:
                    told[window.message] = window.last
                    tasks = [
                        part.task
                        for duty in duties
                        for part in duty.parts
                        if part.kind is PartKind.SLEEP_IN
                        and window.first <= day_of(part.start) <= window.last
                    ]
                    yield self.violation(person, tasks, window.message)

    def _begun_on(self, duties: tuple[Duty, ...]) -> Counter[date]:
        """Give how many sleep-ins of the period's own shifts begin on each date."""
        parts = (part for duty in duties for part in duty.parts)
        return Counter(day_of(part.start) for part in parts if part.kind is PartKind.SLEEP_IN)

    def _left(self, person: str, window: _Window) -> int:
        """Give how many may begin in what the period holds of a window; what history fixed there, always."""
        past = sum(window.first <= day <= window.last for day in self._past_of(person))
        carried = sum(window.first <= day <= window.last for day in self._carried_of(person))
        return max(window.most - past, carried)

    def _carried_of(self, person: str) -> list[date]:
        """Dates of sleep-ins in the period that a duty begun before it goes on to."""
        before = self.problem.duty_before.get(person)
        shifts = [self.problem.shift[shift_of(task)] for task in before.tasks] if before else []
        return [day_of(shift.start) for shift in shifts if shift.kind is PartKind.SLEEP_IN]

    def _past_of(self, person: str) -> frozenset[date]:
        """Dates before the period on which a person began a sleep-in."""
        rows = self.problem.days_worked_of.get(person, {})
        found = {day for day, row in rows.items() if row.sleep_in}
        before = self.problem.duty_before.get(person)
        if before is not None and before.start.date() not in rows and slept_in(before):
            found.add(before.start.date())
        return frozenset(found)

    def post(self, program: Builder) -> None:
        """Sleep-ins begun in each run of dates within what may."""
        shifts = [shift for shift in self.problem.shift.values() if shift.kind is PartKind.SLEEP_IN]
        features = _count_begun(program, {day_of(shift.start) for shift in shifts})
        for person in program.people:
            could = Counter(day_of(shift.start) for shift in shifts if program.open(person, takes(shift.id)))
            limits = [
                (frozenset(d for d in could if w.first <= d <= w.last), self._left(person, w))
                for w in self._windows
            ]
            for days, left in binding(limits):
                if sum(could[day] for day in days) > left:
                    row = program.row(self.name, person, upper=left, lazy=True)
                    for day in sorted(days):
                        program.take(row, [person], features[day])


def slept_in(before: DutyBefore) -> bool:
    """Say whether a duty begun before the period must have held a sleep-in, where nothing records it."""
    start, end = instant_of(before.start), instant_of(before.end)
    through_a_night = midnight(before.start.date() + timedelta(days=1)) < end
    return before.disturbed_minutes > 0 or (through_a_night and end - start > LONGEST_AWAKE)


def _count_begun(program: Builder, days: Iterable[date]) -> dict[date, Feature]:
    """Add, for each date, the feature that counts a piece's sleep-ins that begin on it."""
    counts = {day: np.zeros(len(program.pieces), dtype=np.int64) for day in sorted(days)}
    for index, piece in enumerate(program.pieces):
        for part in piece.duty.parts if piece.duty is not None else ():
            if part.kind is PartKind.SLEEP_IN:
                counts[day_of(part.start)][index] += 1
    features: dict[date, Feature] = {day: ("sleep-in begins", day.isoformat()) for day in counts}
    for day, feature in features.items():
        program.table.add_amounts(feature, counts[day])
    return features
