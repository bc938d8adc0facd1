"""Local wall time and elapsed time.

Every length in hub-roster is a difference of *instants*: whole minutes since 1970-01-01 00:00 UTC. Wall
times (Europe/London) are for people; subtracting them goes wrong on the two clock-change nights.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAY = 24 * 60
HOUR = 60
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

Instant = int


ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=65536)
def instant(day: date, at: time) -> Instant:
    """Give the instant of a local date and wall time.

    A time inside the repeated hour of October is read as its first passing; a time inside the hour that
    March skips is read by the clock before the change.
    """
    local = datetime.combine(day, at.replace(tzinfo=None), tzinfo=LONDON)
    return int(local.timestamp()) // 60


def instant_of(moment: datetime) -> Instant:
    """Give the instant of a naive local moment, or of an aware one."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=LONDON)
    return int(moment.timestamp()) // 60


@lru_cache(maxsize=65536)
def wall(at: Instant) -> datetime:
    """Give the local time, zone attached, of an instant."""
    return datetime.fromtimestamp(at * 60, tz=LONDON)


def utc(at: Instant) -> datetime:
    """Give the UTC time of an instant."""
    return datetime.fromtimestamp(at * 60, tz=UTC)


def day_of(at: Instant) -> date:
    """Give the local date an instant falls on."""
    return wall(at).date()


def midnight(day: date) -> Instant:
    """Give the instant at which a local date begins."""
    return instant(day, time())


def interval(day: date, start: time, end: time) -> tuple[Instant, Instant]:
    """Give start and end of a span that begins on `day`; an end not after the start is next day's."""
    end_day = day if end > start else day + timedelta(days=1)
    return instant(day, start), instant(end_day, end)


def days_touched(start: Instant, end: Instant) -> tuple[date, ...]:
    """Give every local date that the half-open span [start, end) has a minute on."""
    first, last = day_of(start), day_of(max(start, end - 1))
    return tuple(first + timedelta(days=k) for k in range((last - first).days + 1))


def monday_of(day: date) -> date:
    """Give the Monday of the week a date lies in."""
    return day - timedelta(days=day.weekday())


def overlap(start: Instant, end: Instant, other_start: Instant, other_end: Instant) -> int:
    """Give the minutes that two half-open spans share."""
    return max(0, min(end, other_end) - max(start, other_start))
