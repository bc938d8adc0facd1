"""A calendar in JSON, for programs that would rather not read iCalendar: it says the same, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from hub_roster.domain.clock import day_of, utc
from hub_roster.domain.model import Record
from hub_roster.exchange.calendar_events import Entry, Whose


class CalendarEvent(Record):
    """One event of a calendar.

    Attributes
    ----------
    id
        Lasts whatever becomes of its times.
    sequence
        Rises by one with each change.
    starts, ends
        In UTC; dates where it is of whole days. The end is the first moment, or day, that it is not.
    category
        None where the calendar tells no kind of work.
    free
        Its hours stay free.
    """

    id: str
    sequence: int
    revised_at: datetime
    starts: datetime | date
    ends: datetime | date
    summary: str
    category: str | None
    free: bool
    cancelled: bool


class CalendarContent(Record):
    """A calendar and its events, in order of time."""

    name: str
    revised_at: datetime
    events: tuple[CalendarEvent, ...]


def written_as_json(whose: Whose, entries: Sequence[Entry], revised: datetime) -> bytes:
    """Write a calendar in JSON."""
    events = tuple(_event(entry) for entry in sorted(entries, key=lambda entry: entry.order))
    content = CalendarContent(name=whose.name, revised_at=revised, events=events)
    return content.model_dump_json().encode()


def _event(entry: Entry) -> CalendarEvent:
    moment = day_of if entry.all_day else utc
    return CalendarEvent(
        id=str(entry.uid),
        sequence=entry.sequence,
        revised_at=entry.revised,
        starts=moment(entry.start),
        ends=moment(entry.end),
        summary=entry.words,
        category=entry.category,
        free=entry.free or entry.cancelled,
        cancelled=entry.cancelled,
    )
