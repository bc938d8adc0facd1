"""Tables of how long records are kept: a hub's policy, what is held beyond it, and what erases by it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hub_roster.store.tables.base import OfHub, Table


class RecordsPolicyVersion(OfHub, Table):
    """A hub's policy on its records as it stood from one change to the next: never changed, only followed.

    Attributes
    ----------
    number
        Counts from 1 in each file.
    full_calendars
        People's own calendars may hold young people's codes.
    roster_years
        After the last entry of a week: rosters planned and worked, and all that belongs to them.
    audit_years
        After an entry of the audit log was made: its detail.
    draft_weeks
        After the last day it plans: a draft that was never published, and that it was asked for.
    signed_by, signed_on
        The registered manager, as they are written in the policy.
    """

    __tablename__ = "records_policy"
    __table_args__ = (
        CheckConstraint("number >= 1", "number_from_1"),
        CheckConstraint("roster_years >= 15 and audit_years >= 1 and draft_weeks >= 1", "long_enough"),
    )

    file_id: Mapped[UUID] = mapped_column(ForeignKey("hub_file.file_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    full_calendars: Mapped[bool]
    roster_years: Mapped[int]
    audit_years: Mapped[int]
    draft_weeks: Mapped[int]
    signed_by: Mapped[str] = mapped_column(String(120))
    signed_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))


class RecordHold(OfHub, Table):
    """Records that are kept whatever the policy says, such as for an inquiry, until the hold is lifted.

    Attributes
    ----------
    first_day, last_day
        Days whose records are kept, both included; None for ever before, or for ever after.
    label
        What it is for, in a few words without a name: "Inquiry 12".
    lifted_at, lifted_by
        Written beside, once; the hold stays on record.
    """

    __tablename__ = "record_hold"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", "days_in_order"),
        CheckConstraint("(lifted_at is null) = (lifted_by is null)", "lifted_by_somebody"),
        Index(None, "file_id", "placed_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    label: Mapped[str] = mapped_column(String(60))
    placed_at: Mapped[datetime]
    placed_by: Mapped[str] = mapped_column(String(200))
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[str | None] = mapped_column(String(200))


class Erasing(OfHub, Table):
    """While a row stands here what happened to a hub's offers may be erased; no transaction can keep one.

    Attributes
    ----------
    never
        Version 0 of the hub's file, which there never is: the reference is looked at when the transaction
        ends, so that one which did not take its row away again cannot end well.
    """

    __tablename__ = "erasing"
    __table_args__ = (
        ForeignKeyConstraint(
            ["file_id", "never"],
            ["hub_file_version.file_id", "hub_file_version.number"],
            deferrable=True,
            initially="DEFERRED",
        ),
        CheckConstraint("never = 0", "never_there"),
    )

    file_id: Mapped[UUID] = mapped_column(ForeignKey("hub_file.file_id"), primary_key=True)
    never: Mapped[int]


class Sweep(Table):
    """The day's sweep of what is past its time: of several processes that run one does it.

    Attributes
    ----------
    ended_at
        None while it is under way, and for good where its process died.
    """

    __tablename__ = "sweep"

    day: Mapped[date] = mapped_column(primary_key=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
