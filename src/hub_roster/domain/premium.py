"""Minutes paid above plain time: at night, at weekends, on bank holidays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from hub_roster.domain.clock import Instant, day_of, days_touched, interval, midnight
from hub_roster.domain.duty import Duty
from hub_roster.domain.home import PartKind

Span = tuple[Instant, Instant]

SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Premiums:
    """What is paid on top of plain time, in percent; where several apply the highest counts.

    Attributes
    ----------
    hours
        When the night starts and ends.
    """

    hours: tuple[time, time]
    holidays: frozenset[date]
    night: int
    saturday: int
    sunday: int
    holiday: int

    def on(self, day: date) -> int:
        """Give the percent of every minute of a date."""
        weekend = {SATURDAY: self.saturday, SUNDAY: self.sunday}.get(day.weekday(), 0)
        return max(weekend, self.holiday) if day in self.holidays else weekend


def outside_shifts(duty: Duty) -> Iterator[Span]:
    """Give the spans of a duty that are on no shift: visits, other appointments, driving, time between."""
    reached = duty.start
    for part in duty.parts:
        if part.kind is not PartKind.OUTREACH:
            if reached < part.start:
                yield reached, part.start
            reached = max(reached, part.end)
    if reached < duty.end:
        yield reached, duty.end


def percent_minutes(spans: Iterable[Span], premiums: Premiums) -> int:
    """Give the minutes of spans, each times the percent it is paid above plain time."""
    return sum(_of_span(start, end, premiums) for start, end in spans)


def _of_span(start: Instant, end: Instant, premiums: Premiums) -> int:
    days = days_touched(start, end)
    # The night a span begins in may itself have begun the evening before.
    nights = [interval(day, *premiums.hours) for day in (days[0] - timedelta(days=1), *days)]
    edges = {start, end, *(midnight(day) for day in days), *(edge for night in nights for edge in night)}
    within = sorted(edge for edge in edges if start <= edge <= end)
    total = 0
    for first, last in pairwise(within):
        by_night = any(opens <= first < closes for opens, closes in nights)
        percent = max(premiums.on(day_of(first)), premiums.night if by_night else 0)
        total += percent * (last - first)
    return total
