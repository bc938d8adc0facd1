"""A link opened: what its token leads to, what it gives, and when it was last fetched, written in batches."""

from __future__ import annotations

import gzip
import hmac
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from hub_roster.service.feeds.building import ended
from hub_roster.service.feeds.links import digest_of
from hub_roster.store.database import Database
from hub_roster.store.feeds import Body, Calendar, Feeds, Fetched, Standing, standing_of
from hub_roster.store.scope import Scope

GRACE = timedelta(days=60)
"""How long a leaver's link gives an empty calendar before it gives none."""

EVERY = timedelta(seconds=30)
AT_MOST = 100
"""After so long, or so many feeds, it is written when they were last fetched."""

LONGEST_NAME = 200


class Form(StrEnum):
    """The form a calendar is fetched in."""

    ICS = "ics"
    JSON = "json"


class Over(Exception):
    """The link was a leaver's, and its time of grace is over."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a token leads to, known without reading any of it.

    Attributes
    ----------
    tag
        A hash of what it gives.
    changed_at
        When that last changed.
    ended_at
        When its holder left: it gives an empty calendar.
    """

    feed: UUID
    calendar: Calendar
    form: Form
    tag: str
    changed_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Content:
    """What a link gives, compressed, with the hash of just this."""

    compressed: bytes = field(repr=False)
    tag: str
    changed_at: datetime

    @property
    def plain(self) -> bytes:
        """Give it as it was before it was compressed."""
        return gzip.decompress(self.compressed)


class NotWritten(Exception):
    """A calendar that was never written: a fault of ours, and no reason for a client to empty its copy."""


def find(database: Database, secret: bytes, token: str, form: Form, at: datetime) -> Found | None:
    """Find what a token leads to, with one look at an index; None for nothing.

    Raises
    ------
    Over
        If it is past a leaver's time of grace.
    NotWritten
        If its calendar is missing.
    """
    digest = digest_of(secret, token)
    with database.reading(Scope.of()) as session:
        standing = standing_of(session, digest)
    # The hash alone is looked for, so how long that takes tells nothing of the token.
    if standing is None or not hmac.compare_digest(standing.digest, digest) or standing.disabled_at:
        return None
    if standing.leaver_from is not None:
        return _of_leaver(standing, standing.leaver_from, form, at)
    tag = standing.ics_tag if form is Form.ICS else standing.json_tag
    if tag is None or standing.changed_at is None:
        raise NotWritten
    return Found(standing.id, standing.calendar, form, tag, standing.changed_at, None)


def _of_leaver(standing: Standing, left: datetime, form: Form, at: datetime) -> Found:
    if at >= left + GRACE:
        raise Over
    empty = _content(ended(standing.calendar, left), form)
    return Found(standing.id, standing.calendar, form, empty.tag, empty.changed_at, left)


def content(database: Database, found: Found) -> Content:
    """Read what a link gives: by now that may be newer than when it was found.

    Raises
    ------
    NotWritten
        If its calendar is missing.
    """
    if found.ended_at is not None:
        return _content(ended(found.calendar, found.ended_at), found.form)
    with database.reading(Scope.of(found.calendar.file_id)) as session:
        body = Feeds(session).body(found.calendar)
    if body is None:
        raise NotWritten
    return _content(body, found.form)


def _content(body: Body, form: Form) -> Content:
    if form is Form.ICS:
        return Content(body.ics, body.ics_tag, body.changed_at)
    return Content(body.json, body.json_tag, body.changed_at)


class LastFetched:
    """When feeds were last fetched, kept in memory until it is written: no fetch writes by itself."""

    def __init__(self, database: Database, since: datetime) -> None:
        self._database = database
        self._written = since
        self._noted: dict[UUID, tuple[UUID, Fetched]] = {}
        self._lock = threading.Lock()

    def note(self, found: Found, at: datetime, by: str) -> None:
        """Note that a feed is fetched, and by which program."""
        with self._lock:
            self._noted[found.feed] = (found.calendar.file_id, Fetched(at, program_name(by)))

    def flush(self, at: datetime, *, whatever: bool = False) -> int:
        """Write what was noted if it is time, and give of how many feeds; the server calls this now and then.

        Parameters
        ----------
        whatever
            Write it although it is not time yet, as when the server stops.
        """
        with self._lock:
            due = whatever or at - self._written >= EVERY or len(self._noted) >= AT_MOST
            if not due or not self._noted:
                return 0
            noted, self._noted, self._written = self._noted, {}, at
        try:
            self._write(noted)
        except Exception:
            # To be written next time, unless the feed was fetched again since.
            with self._lock:
                self._noted = noted | self._noted
            raise
        return len(noted)

    def _write(self, noted: Mapping[UUID, tuple[UUID, Fetched]]) -> None:
        files = frozenset(file_id for file_id, _ in noted.values())
        # Always in one order, or two servers that write of the same feeds could wait for each other.
        fetched = {feed: noted[feed][1] for feed in sorted(noted)}
        with self._database.writing(Scope(files)) as session:
            Feeds(session).note_fetched(fetched)


def program_name(by: str) -> str:
    """Give what a program calls itself, as far as it is fit to be shown."""
    return "".join(letter for letter in by if letter.isprintable())[:LONGEST_NAME]
