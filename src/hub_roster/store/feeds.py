"""Calendar feeds: the links people subscribe by, and what each gives."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update

from hub_roster.exchange.calendars import Privacy
from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import Feed, FeedBody, FeedKind


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar that can be subscribed to.

    Attributes
    ----------
    key
        A person's key, or the code of a home or of a hub.
    """

    file_id: UUID
    kind: FeedKind
    key: str
    level: Privacy


@dataclass(frozen=True, slots=True)
class Fetched:
    """When a feed was last fetched, and by which program, as that calls itself."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Link:
    """A named link to a calendar, without its secret.

    Attributes
    ----------
    name
        What its owner calls it, such as "my phone".
    holder
        The person whose leaving ends it; None for a screen in an office.
    leaver_from
        When that was.
    """

    id: UUID
    calendar: Calendar
    name: str
    holder: str | None
    made: Made
    fetched: Fetched | None = None
    disabled_at: datetime | None = None
    leaver_from: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Say whether it gives its calendar."""
        return self.disabled_at is None and self.leaver_from is None


@dataclass(frozen=True, slots=True)
class Body:
    """What a calendar's links give, in both forms, compressed as it is sent.

    Attributes
    ----------
    name
        What the calendar is called.
    ics_tag, json_tag
        A hash of each before it is compressed.
    made_of
        A hash of all they were written from: where it is the same, they need not be written again.
    revised_at
        When what it says was last revised.
    changed_at
        When its bytes last changed.
    """

    name: str
    ics: bytes = field(repr=False)
    json: bytes = field(repr=False)
    ics_tag: str
    json_tag: str
    made_of: str
    revised_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a link before anything of its body is read.

    Attributes
    ----------
    ics_tag, json_tag, changed_at
        Those of its body; None where there is none.
    """

    id: UUID
    calendar: Calendar
    digest: str = field(repr=False)
    disabled_at: datetime | None
    leaver_from: datetime | None
    ics_tag: str | None
    json_tag: str | None
    changed_at: datetime | None


class Feeds:
    """The links of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def add(self, link: Link, digest: str) -> None:
        """Keep a new link by the keyed hash of its token."""
        calendar = link.calendar
        self._session.add(
            Feed(
                id=link.id,
                file_id=calendar.file_id,
                kind=calendar.kind,
                key=calendar.key,
                level=calendar.level,
                name=link.name,
                holder=link.holder,
                digest=digest,
                made_at=link.made.at,
                made_by=link.made.by,
            )
        )
        self._session.flush()

    def link(self, feed_id: UUID) -> Link:
        """Give a link.

        Raises
        ------
        NotThere
            If there is none of that id in scope.
        """
        return _told(self._row(feed_id))

    def listed(self, file_id: UUID, kind: FeedKind | None = None, key: str | None = None) -> list[Link]:
        """Give the links of a hub's file, or those of one kind or owner alone; the oldest first."""
        wanted = select(Feed).where(Feed.file_id == file_id)
        if kind is not None:
            wanted = wanted.where(Feed.kind == kind)
        if key is not None:
            wanted = wanted.where(Feed.key == key)
        return [_told(row) for row in self._session.scalars(wanted.order_by(Feed.made_at, Feed.id))]

    def held_by(self, file_id: UUID, person: str) -> list[Link]:
        """Give the links that end when a person leaves."""
        rows = self._session.scalars(select(Feed).where(Feed.file_id == file_id, Feed.holder == person))
        return [_told(row) for row in rows]

    def replace_digest(self, feed_id: UUID, digest: str) -> None:
        """Let a link open by another token alone; nobody has fetched it by that yet."""
        row = self._row(feed_id)
        row.digest, row.last_fetched_at, row.last_fetched_by = digest, None, None
        self._session.flush()

    def close(self, feed_id: UUID, *, disabled_at: datetime | None, leaver_from: datetime | None) -> None:
        """Let a link give its calendar no more."""
        row = self._row(feed_id)
        row.disabled_at, row.leaver_from = disabled_at, leaver_from
        self._session.flush()

    def subscribed(self, file_id: UUID) -> list[Calendar]:
        """Give the calendars of a hub's file that some open link leads to."""
        rows = self._session.execute(
            select(Feed.kind, Feed.key, Feed.level)
            .where(Feed.file_id == file_id, Feed.disabled_at.is_(None), Feed.leaver_from.is_(None))
            .distinct()
            .order_by(Feed.kind, Feed.key, Feed.level)
        )
        return [Calendar(file_id, *row) for row in rows]

    def note_fetched(self, fetched: Mapping[UUID, Fetched]) -> None:
        """Keep when feeds were last fetched; what another server noted of a later fetch stays."""
        for feed_id, last in fetched.items():
            earlier = Feed.last_fetched_at.is_(None) | (Feed.last_fetched_at < last.at)
            self._session.execute(
                update(Feed)
                .where(Feed.id == feed_id, earlier)
                .values(last_fetched_at=last.at, last_fetched_by=last.by)
            )

    def _row(self, feed_id: UUID) -> Feed:
        row = self._session.scalars(select(Feed).where(Feed.id == feed_id)).first()
        if row is None:
            raise NotThere
        return row

    # What links give ------------------------------------------------------------------------------

    def body(self, calendar: Calendar) -> Body | None:
        """Give what the links to a calendar give; None where nobody subscribed yet."""
        row = self._session.get(FeedBody, (calendar.file_id, calendar.kind, calendar.key, calendar.level))
        if row is None:
            return None
        return Body(
            row.name,
            row.ics,
            row.json,
            row.ics_tag,
            row.json_tag,
            row.made_of,
            row.revised_at,
            row.changed_at,
        )

    def put_body(self, calendar: Calendar, body: Body) -> None:
        """Let the links to a calendar give this from now on."""
        self._session.merge(
            FeedBody(
                file_id=calendar.file_id,
                kind=calendar.kind,
                key=calendar.key,
                level=calendar.level,
                name=body.name,
                ics=body.ics,
                json=body.json,
                ics_tag=body.ics_tag,
                json_tag=body.json_tag,
                made_of=body.made_of,
                revised_at=body.revised_at,
                changed_at=body.changed_at,
            )
        )
        self._session.flush()

    def drop_bodies(self, file_id: UUID, keep: Collection[Calendar]) -> None:
        """Erase what no open link leads to any more."""
        rows = self._session.execute(
            select(FeedBody.kind, FeedBody.key, FeedBody.level).where(FeedBody.file_id == file_id)
        )
        for calendar in {Calendar(file_id, *row) for row in rows} - set(keep):
            self._session.execute(
                delete(FeedBody).where(
                    FeedBody.file_id == file_id,
                    FeedBody.kind == calendar.kind,
                    FeedBody.key == calendar.key,
                    FeedBody.level == calendar.level,
                )
            )


OF_TOKEN = (
    select(
        Feed.id,
        Feed.file_id,
        Feed.kind,
        Feed.key,
        Feed.level,
        Feed.digest,
        Feed.disabled_at,
        Feed.leaver_from,
        FeedBody.ics_tag,
        FeedBody.json_tag,
        FeedBody.changed_at,
    )
    .outerjoin(
        FeedBody,
        (FeedBody.file_id == Feed.file_id)
        & (FeedBody.kind == Feed.kind)
        & (FeedBody.key == Feed.key)
        & (FeedBody.level == Feed.level),
    )
    .where(Feed.digest == bindparam("digest"))
)
"""Put together once: every poll of every calendar asks it."""


def standing_of(session: ScopedSession, digest: str) -> Standing | None:
    """Find the link a token's keyed hash belongs to, in whichever hub: nothing else is known of it yet."""
    with session.across_hubs():
        row = session.execute(OF_TOKEN, {"digest": digest}).first()
    if row is None:
        return None
    feed_id, file_id, kind, key, level, *rest = row
    return Standing(feed_id, Calendar(file_id, kind, key, level), *rest)


def _told(row: Feed) -> Link:
    fetched = None
    if row.last_fetched_at is not None:
        fetched = Fetched(row.last_fetched_at, row.last_fetched_by or "")
    return Link(
        row.id,
        Calendar(row.file_id, row.kind, row.key, row.level),
        row.name,
        row.holder,
        Made(row.made_by, row.made_at),
        fetched,
        row.disabled_at,
        row.leaver_from,
    )
