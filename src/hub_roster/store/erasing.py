"""Records erased when their time is over: the one way by which any of them goes.

It says nothing of whether their time is over: `service.retention` decides that, in the same transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update

from hub_roster.domain.clock import midnight, utc
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import (
    Booking,
    Erasing,
    Feed,
    HubFileVersion,
    Job,
    KeptLock,
    KeptOffer,
    LeaveClosing,
    LeaveEvent,
    LeaveRequest,
    OfferEvent,
    OfHub,
    Recording,
    RosterVersion,
    Told,
    ToldChange,
    ToldKind,
    Week,
)

AT_ONCE = 500
"""Rows named in one statement."""


class Kind(StrEnum):
    """Kinds of record, as they are counted."""

    ROSTER = "versions of rosters"
    RECORDING = "recordings of time worked"
    WEEK = "weeks in force"
    BOOKING = "bookings"
    OFFER = "offers"
    OFFER_EVENT = "answers and changes of offers"
    TOLD = "calendar events"
    TOLD_CHANGE = "changes with their notice"
    LOCK = "things fixed by hand"
    JOB = "drafts asked for"
    LEAVE = "requests for leave"
    LEAVE_EVENT = "decisions on leave"
    CLOSING = "days closed to leave"
    FILE = "versions of the hub's file"
    LINK = "closed calendar links"
    DETAIL = "details of the audit log"


@dataclass(frozen=True)
class _Rows:
    """Rows of one table, to be counted or erased."""

    kind: Kind
    table: type[OfHub]
    where: tuple[ColumnElement[bool], ...]


@contextmanager
def erasing(session: ScopedSession, file_id: UUID) -> Iterator[None]:
    """Let what happened to offers be erased until the block ends; the database itself lets nobody otherwise.

    Should the block not come to its end, neither does the transaction.
    """
    session.add(Erasing(file_id=file_id, never=0))
    session.flush()
    yield
    session.execute(delete(Erasing).where(Erasing.file_id == file_id))


class Eraser:
    """Counts and erases records of one hub's file, in a session's scope."""

    def __init__(self, session: ScopedSession, file_id: UUID) -> None:
        self._session = session
        self._file_id = file_id

    def count_week(self, monday: date) -> Counter[Kind]:
        """Count what is kept of a week beside rosters."""
        return self._count(self._of_week(monday))

    def count_rosters(self, rosters: Collection[UUID]) -> Counter[Kind]:
        """Count versions of rosters, and what was recorded with them."""
        return sum((self._count(rows) for rows in self._of_rosters(rosters)), Counter())

    def erase_week(self, monday: date, rosters: Collection[UUID]) -> Counter[Kind]:
        """Erase all that is kept of a week beside rosters, and versions that nothing else refers to then."""
        counts = self.count_week(monday)
        with erasing(self._session, self._file_id):
            self._erase(self._of_week(monday))
        return counts + self.erase_rosters(rosters)

    def erase_rosters(self, rosters: Collection[UUID]) -> Counter[Kind]:
        """Erase versions of rosters; what was made from one is not known any more to have been."""
        counts = self.count_rosters(rosters)
        for some in _parts(rosters):
            self._session.execute(
                update(RosterVersion)
                .where(RosterVersion.follows.in_(some))
                .values(follows=None)
                .execution_options(synchronize_session=False)
            )
        for rows in self._of_rosters(rosters):
            self._erase(rows)
        return counts

    def erase_jobs(self, jobs: Collection[UUID]) -> Counter[Kind]:
        """Erase drafts that were asked for; what came of them stays."""
        for some in _parts(jobs):
            self._erase([_Rows(Kind.JOB, Job, (Job.id.in_(some),))])
        return Counter({Kind.JOB: len(jobs)})

    def erase_files(self, numbers: Collection[int]) -> Counter[Kind]:
        """Erase versions of the hub's file."""
        mine = HubFileVersion.file_id == self._file_id
        for some in _parts(numbers):
            self._erase([_Rows(Kind.FILE, HubFileVersion, (mine, HubFileVersion.number.in_(some)))])
        return Counter({Kind.FILE: len(numbers)})

    def count_leave(self, leave: Collection[UUID]) -> Counter[Kind]:
        """Count requests for leave with what was decided, and days closed to leave."""
        return sum((self._count(rows) for rows in self._of_leave(leave)), Counter())

    def erase_leave(self, leave: Collection[UUID]) -> Counter[Kind]:
        """Erase them."""
        counts = self.count_leave(leave)
        for rows in self._of_leave(leave):
            self._erase(rows)
        return counts

    def count_links(self, before: datetime) -> Counter[Kind]:
        """Count calendar links that were switched off, or whose holder left, before a moment."""
        return self._count([self._links(before)])

    def erase_links(self, before: datetime) -> Counter[Kind]:
        """Erase them."""
        counts = self.count_links(before)
        self._erase([self._links(before)])
        return counts

    # Which rows -----------------------------------------------------------------------------------

    def _of_week(self, monday: date) -> list[_Rows]:
        """Give the rows of a week, those that refer to others before them."""
        offers = select(KeptOffer.id).where(KeptOffer.file_id == self._file_id, KeptOffer.first_day == monday)
        since, until = (utc(midnight(day)) for day in (monday, monday + timedelta(days=7)))
        ends_then = Told.ends > since, Told.ends <= until
        return [
            self._rows(Kind.OFFER_EVENT, OfferEvent, OfferEvent.offer.in_(offers)),
            self._rows(Kind.OFFER, KeptOffer, KeptOffer.first_day == monday),
            self._rows(Kind.WEEK, Week, Week.first_day == monday),
            self._rows(Kind.BOOKING, Booking, Booking.first_day == monday),
            self._rows(Kind.TOLD_CHANGE, ToldChange, ToldChange.first_day == monday),
            self._rows(Kind.LOCK, KeptLock, KeptLock.first_day == monday),
            self._rows(Kind.TOLD, Told, Told.week == monday, Told.kind != ToldKind.LEAVE),
            self._rows(Kind.TOLD, Told, Told.kind == ToldKind.LEAVE, *ends_then),
        ]

    def _of_rosters(self, rosters: Collection[UUID]) -> Iterator[list[_Rows]]:
        for some in _parts(rosters):
            yield [
                self._rows(Kind.RECORDING, Recording, Recording.roster.in_(some)),
                self._rows(Kind.ROSTER, RosterVersion, RosterVersion.id.in_(some)),
            ]

    def _of_leave(self, leave: Collection[UUID]) -> Iterator[list[_Rows]]:
        for some in _parts(leave):
            yield [
                self._rows(Kind.LEAVE_EVENT, LeaveEvent, LeaveEvent.request.in_(some)),
                self._rows(Kind.LEAVE, LeaveRequest, LeaveRequest.id.in_(some)),
                self._rows(Kind.CLOSING, LeaveClosing, LeaveClosing.id.in_(some)),
            ]

    def _links(self, before: datetime) -> _Rows:
        return self._rows(Kind.LINK, Feed, (Feed.disabled_at < before) | (Feed.leaver_from < before))

    def _rows(self, kind: Kind, table: type[OfHub], *where: ColumnElement[bool]) -> _Rows:
        return _Rows(kind, table, (table.file_id == self._file_id, *where))

    def _count(self, rows: Collection[_Rows]) -> Counter[Kind]:
        counts: Counter[Kind] = Counter()
        for each in rows:
            wanted = select(func.count()).select_from(each.table).where(*each.where)
            counts[each.kind] += self._session.scalar(wanted) or 0
        return +counts

    def _erase(self, rows: Collection[_Rows]) -> None:
        for each in rows:
            self._session.execute(
                delete(each.table).where(*each.where).execution_options(synchronize_session=False)
            )


def _parts(rows: Collection[Any]) -> Iterator[list[Any]]:
    named = sorted(rows)
    for start in range(0, len(named), AT_ONCE):
        yield named[start : start + AT_ONCE]
