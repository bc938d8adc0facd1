"""Tables of calendar feeds: what people were told, the links they subscribe by, and what a link gives."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub_roster.exchange.calendars import Privacy
from hub_roster.store.tables.base import OfHub, Table


class ToldKind(StrEnum):
    """What somebody was told of."""

    SEAT = "seat"
    VISIT = "visit"
    ESCORT = "escort"
    SESSION = "session"
    MEETING = "meeting"
    SPELL = "spell"
    LEAVE = "leave"


class FeedKind(StrEnum):
    """What a feed shows: a person's own duties, who is on in a home, a hub's on-call, a hub's leave."""

    PERSON = "person"
    HOME = "home"
    ON_CALL = "on call"
    LEAVE = "leave"


class Told(OfHub, Table):
    """What was last told of an assignment ever published, or of somebody's leave.

    Attributes
    ----------
    id
        The assignment's; leave has no id in a hub's file and gets one here. Calendars know an event by it.
    week
        The Monday of the week it starts in.
    hubs
        Codes joined by ``|``: an on-call spell may be shared.
    post, full
        What is said of it to its person, at each level of privacy that says anything.
    shared
        What is said of it in a calendar of several people, with the person's name as it was then; empty where
        it is in none.
    free
        Its hours stay free in a calendar's free/busy view.
    sequence
        How often it was changed, cancelled or told again since it was first told.
    revised_at
        When that was last.
    """

    __tablename__ = "told"
    __table_args__ = (
        Index(None, "file_id", "week"),
        Index(None, "file_id", "ends"),
        CheckConstraint("starts < ends", "has_length"),
        CheckConstraint("sequence >= 0", "sequence_from_0"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    week: Mapped[date]
    person: Mapped[str] = mapped_column(String(60))
    task: Mapped[str] = mapped_column(String(200))
    kind: Mapped[ToldKind]
    hubs: Mapped[str] = mapped_column(String(1000))
    home: Mapped[str | None] = mapped_column(String(60))
    starts: Mapped[datetime]
    ends: Mapped[datetime]
    post: Mapped[str] = mapped_column(String(200))
    full: Mapped[str] = mapped_column(String(200))
    shared: Mapped[str] = mapped_column(String(250))
    category: Mapped[str] = mapped_column(String(60))
    free: Mapped[bool]
    sequence: Mapped[int]
    revised_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]


class Feed(OfHub, Table):
    """A secret link that somebody subscribes by. The link itself is kept nowhere, only its keyed hash.

    Attributes
    ----------
    key
        The person's key, or the code of the home or of the hub.
    name
        What its owner calls it, such as "my phone".
    holder
        The person whose link it is, and whose leaving ends it; None for a screen in an office.
    digest
        HMAC-SHA256 of the token, in hexadecimal.
    last_fetched_by
        The program that fetched it, as that calls itself.
    leaver_from
        When its holder left: from then on it gives an empty calendar, and later none.
    """

    __tablename__ = "feed"
    __table_args__ = (UniqueConstraint("digest"), Index(None, "file_id", "kind", "key"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[FeedKind]
    key: Mapped[str] = mapped_column(String(60))
    level: Mapped[Privacy]
    name: Mapped[str] = mapped_column(String(120))
    holder: Mapped[str | None] = mapped_column(String(60))
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))
    last_fetched_at: Mapped[datetime | None]
    last_fetched_by: Mapped[str | None] = mapped_column(String(200))
    disabled_at: Mapped[datetime | None]
    leaver_from: Mapped[datetime | None]


class FeedBody(OfHub, Table):
    """What every link to one calendar at one level of privacy gives, made when a roster is published.

    Attributes
    ----------
    name
        What the calendar is called.
    ics, json
        Compressed as they are sent.
    ics_tag, json_tag
        A hash of each before it is compressed.
    made_of
        A hash of all they were written from.
    revised_at
        When what it says was last revised.
    changed_at
        When its bytes last changed, in whole seconds that never repeat.
    """

    __tablename__ = "feed_body"

    file_id: Mapped[UUID] = mapped_column(ForeignKey("hub_file.file_id"), primary_key=True)
    kind: Mapped[FeedKind] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    level: Mapped[Privacy] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    ics: Mapped[bytes] = mapped_column(LargeBinary)
    json: Mapped[bytes] = mapped_column(LargeBinary)
    ics_tag: Mapped[str] = mapped_column(String(64))
    json_tag: Mapped[str] = mapped_column(String(64))
    made_of: Mapped[str] = mapped_column(String(64))
    revised_at: Mapped[datetime]
    changed_at: Mapped[datetime]
