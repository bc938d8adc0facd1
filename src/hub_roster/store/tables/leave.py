"""Tables of leave that people ask for, of all that happened to each request, and of days closed to leave."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hub_roster.store.tables.base import OfHub, Table


class LeaveState(StrEnum):
    """How a request for leave stands.

    Attributes
    ----------
    CANCEL_ASKED
        It was approved, and its person has asked to have it cancelled: it holds until a manager says so.
    """

    ASKED = "asked"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCEL_ASKED = "cancel asked"
    CANCELLED = "cancelled"


class LeaveEventKind(StrEnum):
    """What happened to a request for leave.

    Attributes
    ----------
    KEPT
        Its person asked to have it cancelled, and it was not.
    """

    ASKED = "asked"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCEL_ASKED = "cancel asked"
    CANCELLED = "cancelled"
    KEPT = "kept"


class LeaveGround(StrEnum):
    """Why leave is declined: one of these and no words of anybody's own, in which a reason might be told."""

    COVER = "not enough cover"
    KEY_WORKERS = "key workers away"
    CLOSED = "days are closed"
    LATE = "asked for too late"
    BALANCE = "too little leave"
    TALK = "talk to your manager"


class LeaveRequest(OfHub, Table):
    """Leave that somebody asked for, as it stands now: days, and never a reason.

    Attributes
    ----------
    late
        It was asked for when its days were closed already.
    number
        Counts what happened to it, from 1.
    changed_at, changed_by
        When the last of that was, and who did it.
    ground
        Of one that was declined.
    """

    __tablename__ = "leave_request"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", "has_days"),
        CheckConstraint("number >= 1", "number_from_1"),
        Index(None, "file_id", "first_day"),
        Index(None, "file_id", "person"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(String(60))
    first_day: Mapped[date]
    last_day: Mapped[date]
    late: Mapped[bool]
    state: Mapped[LeaveState]
    number: Mapped[int]
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(200))
    ground: Mapped[LeaveGround | None]


class LeaveEvent(OfHub, Table):
    """What happened to a request for leave, and when: never changed, only followed by another.

    Attributes
    ----------
    number
        Counts from 1 in each request: of two who decide at once the database lets one.
    """

    __tablename__ = "leave_event"
    __table_args__ = (CheckConstraint("number >= 1", "number_from_1"),)

    request: Mapped[UUID] = mapped_column(ForeignKey("leave_request.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[LeaveEventKind]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    ground: Mapped[LeaveGround | None]


class LeaveClosing(OfHub, Table):
    """Days that are closed to leave, or close to it on a date; one that is over is kept beside.

    Attributes
    ----------
    label
        Why, to everybody: "Summer inspection fortnight".
    closes_on
        The last day on which these days can be asked for; None where they cannot be at all.
    ended_at, ended_by
        Of one that holds no more.
    """

    __tablename__ = "leave_closing"
    __table_args__ = (CheckConstraint("first_day <= last_day", "has_days"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    label: Mapped[str] = mapped_column(String(60))
    closes_on: Mapped[date | None]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(String(200))
