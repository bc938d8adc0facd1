"""What is kept of a hub's file and from when, without what is in it: what retention decides by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from hub_roster.domain.clock import ONE_DAY, day_of, instant_of, monday_of
from hub_roster.domain.roster import RosterStatus
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import (
    OPEN,
    Booking,
    HubFileVersion,
    Job,
    KeptLock,
    KeptOffer,
    LeaveClosing,
    LeaveRequest,
    OfferEvent,
    RosterVersion,
    Told,
    ToldChange,
    ToldKind,
    Week,
)


@dataclass(frozen=True)
class KeptRoster:
    """A version of a roster.

    Attributes
    ----------
    follows
        The version it was made from.
    file_number
        The version of the hub's file it was made for.
    """

    id: UUID
    first_day: date
    weeks: int
    is_draft: bool
    made_at: datetime
    follows: UUID | None
    file_number: int

    @property
    def mondays(self) -> tuple[date, ...]:
        """The first day of each of its weeks."""
        return mondays_of(self.first_day, self.weeks)


@dataclass(frozen=True)
class KeptJob:
    """A draft that was asked for.

    Attributes
    ----------
    last_at
        When it ended, or was asked for.
    made
        The version that came of it.
    """

    id: UUID
    first_day: date
    weeks: int
    is_open: bool
    last_at: datetime
    made: UUID | None
    file_number: int

    @property
    def mondays(self) -> tuple[date, ...]:
        """The first day of each of its weeks."""
        return mondays_of(self.first_day, self.weeks)


@dataclass(frozen=True)
class KeptLeave:
    """Leave that was asked for, or days that were closed to it.

    Attributes
    ----------
    last_at
        When that was last changed.
    """

    id: UUID
    first_day: date
    last_day: date
    last_at: datetime


@dataclass(frozen=True)
class KeptFile:
    """A version of the hub's file."""

    number: int
    made_at: datetime


@dataclass(frozen=True)
class KeptRecords:
    """What is kept of a hub's file.

    Attributes
    ----------
    files
        The first first.
    weeks
        By the Monday of each week that anything is kept of beside rosters (bookings, offers, what people were
        told, locks): the versions of rosters that this refers to.
    said
        By Monday, when something last happened to an offer of that week.
    """

    rosters: tuple[KeptRoster, ...]
    jobs: tuple[KeptJob, ...]
    files: tuple[KeptFile, ...]
    weeks: Mapping[date, frozenset[UUID]]
    said: Mapping[date, datetime]
    leave: tuple[KeptLeave, ...] = ()


def kept_records(session: ScopedSession, file_id: UUID) -> KeptRecords:
    """Say what is kept of a hub's file."""
    said = session.execute(
        select(KeptOffer.first_day, func.max(OfferEvent.at))
        .join(OfferEvent, OfferEvent.offer == KeptOffer.id)
        .where(KeptOffer.file_id == file_id)
        .group_by(KeptOffer.first_day)
    )
    files = session.execute(
        select(HubFileVersion.number, HubFileVersion.made_at)
        .where(HubFileVersion.file_id == file_id)
        .order_by(HubFileVersion.number)
    )
    return KeptRecords(
        tuple(_rosters(session, file_id)),
        tuple(_jobs(session, file_id)),
        tuple(KeptFile(*row) for row in files),
        _weeks(session, file_id),
        dict(said.all()),
        tuple(_leave(session, file_id)),
    )


def mondays_of(first_day: date, weeks: int) -> tuple[date, ...]:
    """Give the first day of each week of a period."""
    return tuple(first_day + timedelta(days=7 * k) for k in range(weeks))


def _rosters(session: ScopedSession, file_id: UUID) -> Iterator[KeptRoster]:
    rows = session.execute(
        select(
            RosterVersion.id,
            RosterVersion.first_day,
            RosterVersion.weeks,
            RosterVersion.status,
            RosterVersion.made_at,
            RosterVersion.follows,
            RosterVersion.file_number,
        ).where(RosterVersion.file_id == file_id)
    )
    for version, first_day, weeks, status, made_at, follows, number in rows:
        yield KeptRoster(version, first_day, weeks, status is RosterStatus.DRAFT, made_at, follows, number)


def _jobs(session: ScopedSession, file_id: UUID) -> Iterator[KeptJob]:
    rows = session.execute(
        select(
            Job.id,
            Job.first_day,
            Job.weeks,
            Job.state,
            Job.asked_at,
            Job.ended_at,
            Job.made,
            Job.file_number,
        ).where(Job.file_id == file_id)
    )
    for job, first_day, weeks, state, asked_at, ended_at, made, number in rows:
        yield KeptJob(job, first_day, weeks, state in OPEN, ended_at or asked_at, made, number)


def _leave(session: ScopedSession, file_id: UUID) -> Iterator[KeptLeave]:
    asked = select(
        LeaveRequest.id, LeaveRequest.first_day, LeaveRequest.last_day, LeaveRequest.changed_at
    ).where(LeaveRequest.file_id == file_id)
    last = func.coalesce(LeaveClosing.ended_at, LeaveClosing.made_at)
    closed = select(LeaveClosing.id, LeaveClosing.first_day, LeaveClosing.last_day, last).where(
        LeaveClosing.file_id == file_id
    )
    for rows in (asked, closed):
        yield from (KeptLeave(*row) for row in session.execute(rows))


def _weeks(session: ScopedSession, file_id: UUID) -> dict[date, frozenset[UUID]]:
    found: defaultdict[date, set[UUID]] = defaultdict(set)
    for model, monday, roster in (
        (Week, Week.first_day, Week.published),
        (Week, Week.first_day, Week.worked),
        (Booking, Booking.first_day, Booking.roster),
        (KeptOffer, KeptOffer.first_day, KeptOffer.roster),
        (ToldChange, ToldChange.first_day, ToldChange.roster),
        (KeptLock, KeptLock.first_day, KeptLock.roster),
    ):
        wanted = select(monday, roster).where(model.file_id == file_id).distinct()
        for week, version in session.execute(wanted):
            found[week] |= set() if version is None else {version}
    told = select(Told.week).where(Told.file_id == file_id, Told.kind != ToldKind.LEAVE).distinct()
    leave = select(Told.ends).where(Told.file_id == file_id, Told.kind == ToldKind.LEAVE).distinct()
    for week in (*session.scalars(told), *map(last_week_of_leave, session.scalars(leave))):
        found[week] |= set()
    return {week: frozenset(versions) for week, versions in found.items()}


def last_week_of_leave(ends: datetime) -> date:
    """Give the Monday of the last week of a leave, which is kept as long as that is."""
    return monday_of(day_of(instant_of(ends)) - ONE_DAY)
