"""Tables of work that people are offered, and of all that happened to each offer, which only grow."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, column
from sqlalchemy.orm import Mapped, mapped_column

from hub_roster.store.tables.base import OfHub, Table


class OfferState(StrEnum):
    """How an offer stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TAKEN = "taken"
    LAPSED = "lapsed"


class OfferEventKind(StrEnum):
    """What happened to an offer.

    Attributes
    ----------
    MOVED
        What was offered is at another time now.
    TAKEN
        Somebody else said yes first.
    LAPSED
        It was not answered in time, and the work was offered anew.
    REFUSED
        Its person said yes, and what had changed meanwhile stood against it.
    CORRECTED
        An earlier event came at another time than it says.
    """

    OFFERED = "offered"
    MOVED = "moved"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TAKEN = "taken"
    LAPSED = "lapsed"
    REFUSED = "refused"
    CORRECTED = "corrected"


UNANSWERED = column("state") == "offered"


class KeptOffer(OfHub, Table):
    """Work offered to one person, as it stands now.

    Attributes
    ----------
    first_day
        The Monday of its week.
    roster
        The version it was offered from.
    task
        A shift, not a seat of it; an appointment or a spell.
    post, home
        What the work is called to whoever may see no young person, and in which home it is.
    until
        By when it is to be answered.
    race
        Shared by offers of one task that nobody has: who says yes first gets it. None where it was theirs.
    places
        How many of a race get it.
    """

    __tablename__ = "kept_offer"
    __table_args__ = (
        CheckConstraint("starts < ends", "has_length"),
        CheckConstraint("places >= 1", "has_places"),
        Index(None, "file_id", "first_day"),
        Index(
            "uq_kept_offer_one_unanswered",
            "file_id",
            "person",
            "task",
            unique=True,
            sqlite_where=UNANSWERED,
            postgresql_where=UNANSWERED,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    first_day: Mapped[date]
    roster: Mapped[UUID] = mapped_column(ForeignKey("roster_version.id"))
    person: Mapped[str] = mapped_column(String(60))
    task: Mapped[str] = mapped_column(String(200))
    post: Mapped[str] = mapped_column(String(200))
    home: Mapped[str | None] = mapped_column(String(60))
    starts: Mapped[datetime]
    ends: Mapped[datetime]
    until: Mapped[datetime]
    race: Mapped[UUID | None]
    places: Mapped[int]
    state: Mapped[OfferState]
    offered_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class OfferEvent(OfHub, Table):
    """What happened to an offer, and when: never changed or taken back, only followed by another.

    Attributes
    ----------
    at
        When it was written down.
    said_at
        When it was, where that was before: an answer by telephone.
    by_phone
        A manager wrote down what the person had told them.
    starts, ends
        The times of the work, where it was offered or moved.
    corrects
        The number of the event whose time this one puts right.
    """

    __tablename__ = "offer_event"
    __table_args__ = (CheckConstraint("number >= 1", "number_from_1"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    offer: Mapped[UUID] = mapped_column(ForeignKey("kept_offer.id"), index=True)
    kind: Mapped[OfferEventKind]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    by_phone: Mapped[bool]
    said_at: Mapped[datetime | None]
    starts: Mapped[datetime | None]
    ends: Mapped[datetime | None]
    corrects: Mapped[int | None] = mapped_column(ForeignKey("offer_event.number"))
