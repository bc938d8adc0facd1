"""The table of drafts asked for."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    column,
)
from sqlalchemy.orm import Mapped, mapped_column

from hub_roster.store.columns import Compressed
from hub_roster.store.tables.base import OfHub, Table


class JobState(StrEnum):
    """How far a draft asked for has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


OPEN = (JobState.WAITING, JobState.RUNNING)
"""States from which a job goes on by itself."""

IS_OPEN = column("state").in_([str(state) for state in OPEN])


class Wish(StrEnum):
    """What somebody wants of a draft under way: to keep the best so far, or to give it up."""

    NOTHING = "nothing"
    STOP = "stop"
    CANCEL = "cancel"


class Planned(StrEnum):
    """What a draft plans: whole weeks, shifts weeks ahead, or the visits of weeks whose shifts stand."""

    EVERYTHING = "everything"
    SHIFTS = "shifts"
    VISITS = "visits"


class Job(OfHub, Table):
    """A draft asked for: the row is the truth, and outlives every process that works on it.

    Attributes
    ----------
    key
        What the one who asked calls it, so that asking again makes no second.
    file_number
        The version of the hub's file it is drafted from.
    work
        Instead of seconds, where a draft is to be repeatable.
    attempt
        Counts the times a worker took it; only the one of the latest may write.
    lease_until
        When another may take it, unless the worker renews that.
    progress
        A `Progress` in JSON.
    best
        The best Roster so far in JSON: a worker that begins anew begins with it.
    made
        The version that came of it.
    reason
        Why it failed, in a manager's words.
    """

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("file_id", "key"),
        ForeignKeyConstraint(
            ["file_id", "file_number"], ["hub_file_version.file_id", "hub_file_version.number"]
        ),
        CheckConstraint("weeks between 1 and 26", "weeks_in_range"),
        Index(
            "uq_job_one_open",
            "file_id",
            "first_day",
            unique=True,
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200))
    first_day: Mapped[date]
    weeks: Mapped[int]
    file_number: Mapped[int]
    seconds: Mapped[int]
    work: Mapped[int | None]
    seed: Mapped[int]
    planned: Mapped[Planned] = mapped_column(server_default=Planned.EVERYTHING)
    state: Mapped[JobState]
    wish: Mapped[Wish]
    attempt: Mapped[int]
    lease_until: Mapped[datetime | None]
    progress: Mapped[str | None] = mapped_column(String(2000))
    best: Mapped[str | None] = mapped_column(Compressed)
    made: Mapped[UUID | None] = mapped_column(ForeignKey("roster_version.id"))
    reason: Mapped[str] = mapped_column(String(500))
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(String(200))
    ended_at: Mapped[datetime | None]
