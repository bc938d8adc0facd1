"""Tables of rosters, of what is in force, and of bookings."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub_roster.domain.roster import RosterStatus
from hub_roster.store.columns import Compressed
from hub_roster.store.tables.base import OfHub, Table


class RosterVersion(OfHub, Table):
    """A roster as it stood once: never changed, only followed by another.

    Attributes
    ----------
    number
        Counts from 1 for each first day of a file.
    file_number
        The version of the hub's file it was made for.
    follows
        The version it was made from; None for a draft from nothing.
    content
        The Roster in JSON.
    signed_by, contingency
        Who let it go out with a safety need unmet, and what is done about that.
    """

    __tablename__ = "roster_version"
    __table_args__ = (
        UniqueConstraint("file_id", "first_day", "number"),
        ForeignKeyConstraint(
            ["file_id", "file_number"], ["hub_file_version.file_id", "hub_file_version.number"]
        ),
        CheckConstraint("number >= 1", "number_from_1"),
        CheckConstraint("weeks between 1 and 26", "weeks_in_range"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    first_day: Mapped[date]
    weeks: Mapped[int]
    number: Mapped[int]
    status: Mapped[RosterStatus]
    file_number: Mapped[int]
    follows: Mapped[UUID | None] = mapped_column(ForeignKey("roster_version.id"))
    content: Mapped[str] = mapped_column(Compressed)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))
    signed_by: Mapped[str | None] = mapped_column(String(200))
    contingency: Mapped[str | None] = mapped_column(String(500))


class Week(OfHub, Table):
    """What is in force in one week of a hub's file, and what was worked: planned and worked stand beside.

    Attributes
    ----------
    published, worked
        The versions that hold the week; None while there is none.
    """

    __tablename__ = "week"

    file_id: Mapped[UUID] = mapped_column(ForeignKey("hub_file.file_id"), primary_key=True)
    first_day: Mapped[date] = mapped_column(primary_key=True)
    published: Mapped[UUID | None] = mapped_column(ForeignKey("roster_version.id"))
    worked: Mapped[UUID | None] = mapped_column(ForeignKey("roster_version.id"))


class KeptLock(OfHub, Table):
    """What a manager fixed by hand in one week, kept beside the hub's file until it is released.

    Attributes
    ----------
    first_day
        The Monday of its week.
    task
        A shift, not a seat of it; an appointment or a spell.
    must
        Somebody does it; otherwise they never do.
    starts
        For a visit that was put at a time.
    roster
        The version that came of the edit; None where it was fixed apart from any.
    """

    __tablename__ = "kept_lock"
    __table_args__ = (UniqueConstraint("file_id", "first_day", "person", "task"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    first_day: Mapped[date]
    person: Mapped[str] = mapped_column(String(60))
    task: Mapped[str] = mapped_column(String(200))
    must: Mapped[bool]
    starts: Mapped[datetime | None]
    roster: Mapped[UUID | None] = mapped_column(ForeignKey("roster_version.id"))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))


class ToldChange(OfHub, Table):
    """A change of what somebody had been told by a roster in force, and the notice they were given of it.

    Attributes
    ----------
    roster
        The version that changed it.
    first_day
        The Monday of the week of the earlier of both.
    was_starts, was_ends
        None for work they had not been told of.
    starts, ends
        None for work they no longer have.
    notice
        Minutes from the change to the start of the earlier of both; below 0 where it had begun.
    """

    __tablename__ = "told_change"
    __table_args__ = (
        CheckConstraint("was_starts is not null or starts is not null", "of_something"),
        Index(None, "file_id", "first_day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    roster: Mapped[UUID] = mapped_column(ForeignKey("roster_version.id"))
    first_day: Mapped[date]
    person: Mapped[str] = mapped_column(String(60))
    task: Mapped[str] = mapped_column(String(200))
    was_starts: Mapped[datetime | None]
    was_ends: Mapped[datetime | None]
    starts: Mapped[datetime | None]
    ends: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    notice: Mapped[int]


class Recording(OfHub, Table):
    """What was recorded with a roster of time worked; like it, it is never changed.

    Attributes
    ----------
    roster
        The version it stands beside, and goes with.
    content
        Outcomes, work nobody planned, and who did not come, in JSON.
    breaches
        What the week broke, by the rules as they were when it was recorded, in JSON.
    """

    __tablename__ = "recording"

    roster: Mapped[UUID] = mapped_column(
        ForeignKey("roster_version.id", ondelete="CASCADE"), primary_key=True
    )
    content: Mapped[str] = mapped_column(Compressed)
    breaches: Mapped[str] = mapped_column(Compressed)


class Booking(OfHub, Table):
    """A span in which somebody is taken by a roster in force, whichever hub's it is.

    On PostgreSQL an exclusion constraint, made by the first migration, refuses two of one person that
    overlap; on SQLite the transaction that writes them looks first, and no other writes meanwhile.

    Attributes
    ----------
    who
        One human being, in whichever post: employer and person number, or in a hub that writes keys without
        them its file and the key.
    """

    __tablename__ = "booking"
    __table_args__ = (
        Index(None, "who", "starts"),
        CheckConstraint("starts < ends", "has_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    roster: Mapped[UUID] = mapped_column(ForeignKey("roster_version.id"), index=True)
    first_day: Mapped[date]
    who: Mapped[str] = mapped_column(String(120))
    starts: Mapped[datetime]
    ends: Mapped[datetime]
