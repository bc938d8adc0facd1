"""Calendars and events as RFC 5545 and RFC 7986 want them, and as clients read them right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from icalendar import Calendar, Event, vText
from icalendar.enums import CLASS, STATUS, TRANSP

from hub_roster.domain.clock import Instant, utc, wall
from hub_roster.domain.roster import Assignment, RosterStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hub_roster.domain.lines import Lines

PRODID = "-//hub-roster//Calendar//EN"
"""Without a version: a new release alone must not change anybody's file."""
REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One assignment as its calendar is to show it.

    Attributes
    ----------
    category
        None where not even the kind of work is to be told.
    free
        Its hours stay free in the client's free/busy view.
    """

    assignment: Assignment
    summary: str
    category: str | None
    free: bool
    cancelled: bool

    @property
    def order(self) -> tuple[Instant, str]:
        """What events are sorted by, so that equal rosters are equal bytes."""
        return self.assignment.span[0], str(self.assignment.id)


@dataclass(frozen=True, slots=True)
class Revision:
    """What all events of one calendar share."""

    at: datetime
    draft: bool
    sequence: Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose calendar it is.

    Attributes
    ----------
    kind, key
        ``person`` or ``home``, and which: the calendar's own UID is derived from these.
    name, colour
        As clients show it; the colour is one of CSS3's names.
    """

    kind: str
    key: str
    name: str
    colour: str


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


def revision_of(lines: Lines, revised: datetime, sequence: Mapping[UUID, int]) -> Revision:
    """Give what all events of a calendar of a roster share, its times of revision in UTC."""
    if revised.tzinfo is None:
        raise ValueError("The time of revision needs a time zone.")
    at = revised.astimezone(UTC).replace(microsecond=0)
    return Revision(at, lines.roster.status is RosterStatus.DRAFT, sequence)


def _event(entry: Entry, revision: Revision) -> Event:
    assignment = entry.assignment
    start, end = assignment.span
    standing = STATUS.TENTATIVE if revision.draft else STATUS.CONFIRMED
    return Event.new(
        uid=assignment.id,
        sequence=revision.sequence.get(assignment.id, int(entry.cancelled)),
        stamp=revision.at,
        last_modified=revision.at,
        start=utc(start),
        end=utc(end),
        # In words too, for clients that show a cancelled event like any other.
        summary=f"Cancelled: {entry.summary}" if entry.cancelled else entry.summary,
        description=local_words(start, end),
        categories=[entry.category] if entry.category else [],
        classification=CLASS.PRIVATE,
        status=STATUS.CANCELLED if entry.cancelled else standing,
        transparency=TRANSP.TRANSPARENT if entry.free or entry.cancelled else TRANSP.OPAQUE,
    )


def written(hub_file: UUID, whose: Whose, entries: Sequence[Entry], revision: Revision) -> bytes:
    """Write a calendar. No METHOD, SOURCE or URL: a file that is forwarded must lead nowhere."""
    calendar = Calendar.new(
        prodid=PRODID,
        uid=uuid5(hub_file, f"calendar|{whose.kind}|{whose.key}"),
        last_modified=revision.at,
        color=whose.colour,
        refresh_interval=REFRESH,
    )
    about = "A draft, to look at only: nothing in it is agreed." if revision.draft else "The roster."
    # Not given to `new`, which writes three of these four without escaping them (icalendar 7.3.0).
    calendar["NAME"] = calendar["X-WR-CALNAME"] = vText(whose.name)
    calendar["DESCRIPTION"] = calendar["X-WR-CALDESC"] = vText(about)
    calendar["X-WR-TIMEZONE"] = vText("Europe/London")
    calendar["X-PUBLISHED-TTL"] = vText("PT1H")
    # RFC 7986 5.7 requires it; not every version of icalendar writes it.
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    for entry in sorted(entries, key=lambda entry: entry.order):
        calendar.add_component(_event(entry, revision))
    body: bytes = calendar.to_ical()
    return body
