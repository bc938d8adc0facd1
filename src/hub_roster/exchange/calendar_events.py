"""Calendars and events as RFC 5545 and RFC 7986 want them, and as clients read them right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from icalendar import Calendar, Event, vText
from icalendar.enums import CLASS, STATUS, TRANSP

from hub_roster.domain.clock import Instant, day_of, utc, wall

if TYPE_CHECKING:
    from collections.abc import Sequence

PRODID = "-//hub-roster//Calendar//EN"
"""Without a version: a new release alone must not change anybody's file."""
REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as its calendar is to show it.

    Attributes
    ----------
    uid
        An assignment's id: the same whatever becomes of its times.
    category
        None where not even the kind of work is to be told.
    free
        Its hours stay free in the client's free/busy view.
    sequence, revised
        How often it was changed since it was first told, and when that was last.
    tentative
        Of a draft.
    all_day
        From one local midnight to another, and shown as dates.
    """

    uid: UUID
    start: Instant
    end: Instant
    summary: str
    category: str | None
    free: bool
    cancelled: bool
    sequence: int
    revised: datetime
    tentative: bool = False
    all_day: bool = False

    @property
    def order(self) -> tuple[Instant, str]:
        """What events are sorted by, so that equal rosters are equal bytes."""
        return self.start, str(self.uid)

    @property
    def words(self) -> str:
        """What it is called: cancelling in words too, for clients that show it like any other."""
        return f"Cancelled: {self.summary}" if self.cancelled else self.summary


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose calendar it is.

    Attributes
    ----------
    hub_file, kind, key
        In which hub's file, ``person`` or ``home`` or the like, and which: the calendar's own UID is derived
        from these.
    name, colour
        As clients show it; the colour is one of CSS3's names.
    about
        What it holds, in a sentence.
    """

    hub_file: UUID
    kind: str
    key: str
    name: str
    colour: str
    about: str = "The roster."


def _passes_twice(at: Instant) -> bool:
    local = wall(at)
    return local.replace(fold=1 - local.fold).utcoffset() != local.utcoffset()


def _time(at: Instant) -> str:
    """Give a wall time; with BST or GMT in the hour that passes twice."""
    return f"{wall(at):%H:%M %Z}" if _passes_twice(at) else f"{wall(at):%H:%M}"


def _length(minutes: int) -> str:
    counts = ((minutes // 60, "hour"), (minutes % 60, "minute"))
    return " ".join(f"{n} {unit}" if n == 1 else f"{n} {unit}s" for n, unit in counts if n)


def local_words(start: Instant, end: Instant) -> str:
    """Say when a duty starts and ends by the wall clock; and its length where the clocks change."""
    first, last = wall(start), wall(end)
    days = (last.date() - first.date()).days
    later = {0: "", 1: " the next day,"}.get(days, f" {days} days later,")
    words = f"Starts {_time(start)}, ends {_time(end)}{later} local time."
    shift = (last.utcoffset() or timedelta()) - (first.utcoffset() or timedelta())
    if not shift and not _passes_twice(start) and not _passes_twice(end):
        return words
    way = "forward" if shift > timedelta() else "back"
    return f"{words} The clocks go {way} that night: it lasts {_length(end - start)}."


def to_the_second(moment: datetime) -> datetime:
    """Give a moment in UTC, as exact as a calendar writes it."""
    if moment.tzinfo is None:
        raise ValueError("The time of revision needs a time zone.")
    return moment.astimezone(UTC).replace(microsecond=0)


def _event(entry: Entry) -> Event:
    standing = STATUS.TENTATIVE if entry.tentative else STATUS.CONFIRMED
    start, end = entry.start, entry.end
    return Event.new(
        uid=entry.uid,
        sequence=entry.sequence,
        stamp=entry.revised,
        last_modified=entry.revised,
        start=day_of(start) if entry.all_day else utc(start),
        end=day_of(end) if entry.all_day else utc(end),
        summary=entry.words,
        description=None if entry.all_day else local_words(start, end),
        categories=[entry.category] if entry.category else [],
        classification=CLASS.PRIVATE,
        status=STATUS.CANCELLED if entry.cancelled else standing,
        transparency=TRANSP.TRANSPARENT if entry.free or entry.cancelled else TRANSP.OPAQUE,
    )


def written(whose: Whose, entries: Sequence[Entry], revised: datetime) -> bytes:
    """Write a calendar. No METHOD, SOURCE or URL: a file that is forwarded must lead nowhere.

    Parameters
    ----------
    revised
        When what it says was last changed, as `to_the_second` gives it: never the time of asking.
    """
    calendar = Calendar.new(
        prodid=PRODID,
        uid=uuid5(whose.hub_file, f"calendar|{whose.kind}|{whose.key}"),
        last_modified=revised,
        color=whose.colour,
        refresh_interval=REFRESH,
    )
    # Not given to `new`, which writes three of these four without escaping them (icalendar 7.3.0).
    calendar["NAME"] = calendar["X-WR-CALNAME"] = vText(whose.name)
    calendar["DESCRIPTION"] = calendar["X-WR-CALDESC"] = vText(whose.about)
    calendar["X-WR-TIMEZONE"] = vText("Europe/London")
    calendar["X-PUBLISHED-TTL"] = vText("PT1H")
    # RFC 7986 5.7 requires it; not every version of icalendar writes it.
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    for entry in sorted(entries, key=lambda entry: entry.order):
        calendar.add_component(_event(entry))
    body: bytes = calendar.to_ical()
    return body
