"""Requests for leave and all that happened to them: days alone, never a reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select

from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import LeaveEvent, LeaveEventKind, LeaveGround, LeaveRequest, LeaveState

HOLDS = frozenset({LeaveState.APPROVED, LeaveState.CANCEL_ASKED})
"""States in which somebody is away."""

LIVE = HOLDS | {LeaveState.ASKED}
"""States in which nobody asks for the same days again."""

STANDS = {
    LeaveEventKind.ASKED: LeaveState.ASKED,
    LeaveEventKind.WITHDRAWN: LeaveState.WITHDRAWN,
    LeaveEventKind.APPROVED: LeaveState.APPROVED,
    LeaveEventKind.DECLINED: LeaveState.DECLINED,
    LeaveEventKind.CANCEL_ASKED: LeaveState.CANCEL_ASKED,
    LeaveEventKind.CANCELLED: LeaveState.CANCELLED,
    LeaveEventKind.KEPT: LeaveState.APPROVED,
}
"""How a request stands after something happened to it."""


@dataclass(frozen=True)
class LeaveAsked:
    """Leave that somebody asked for.

    Attributes
    ----------
    late
        It was asked for when its days were closed already.
    """

    id: UUID
    file_id: UUID
    person: str
    first_day: date
    last_day: date
    late: bool

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        length = (self.last_day - self.first_day).days + 1
        return tuple(self.first_day + timedelta(days=k) for k in range(length))


@dataclass(frozen=True)
class LeaveNow:
    """A request for leave, and how it stands.

    Attributes
    ----------
    number
        How much happened to it so far: another number, another state.
    asked, changed
        By whom and when it was asked for, and changed last.
    """

    leave: LeaveAsked
    state: LeaveState
    number: int
    asked: Made
    changed: Made
    ground: LeaveGround | None


@dataclass(frozen=True)
class LeaveHappened:
    """One thing that happened to a request for leave.

    Attributes
    ----------
    number
        Counts from 1 in each request.
    """

    kind: LeaveEventKind
    made: Made
    ground: LeaveGround | None = None
    number: int = 0


@dataclass(frozen=True)
class Wanted:
    """Which requests are looked for: all of a hub's file unless told.

    Attributes
    ----------
    first_day, last_day
        Those with a day from the one to the other.
    """

    states: Collection[LeaveState] = field(default=frozenset(LeaveState))
    people: Collection[str] | None = None
    first_day: date | None = None
    last_day: date | None = None


class LeaveRequests:
    """The requests for leave of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def add(self, leave: LeaveAsked, made: Made) -> LeaveNow:
        """Ask for leave."""
        row = LeaveRequest(
            id=leave.id,
            file_id=leave.file_id,
            person=leave.person,
            first_day=leave.first_day,
            last_day=leave.last_day,
            late=leave.late,
            state=LeaveState.ASKED,
            number=1,
            asked_at=made.at,
            asked_by=made.by,
            changed_at=made.at,
            changed_by=made.by,
            ground=None,
        )
        self._session.add(row)
        self._session.flush()
        self._add_event(row, LeaveHappened(LeaveEventKind.ASKED, made))
        return _told(row)

    def request(self, request_id: UUID) -> LeaveNow:
        """Give a request.

        Raises
        ------
        NotThere
            If there is none of that id in scope.
        """
        return _told(self._row(request_id))

    def listed(
        self,
        file_id: UUID,
        wanted: Wanted,
        after: tuple[date, UUID] | None = None,
        most: int | None = None,
    ) -> list[LeaveNow]:
        """Give requests of a hub's file, in order of their first days.

        Parameters
        ----------
        after
            The first day and id of the request that a page ended with: those that follow it alone.
        """
        found = select(LeaveRequest).where(
            LeaveRequest.file_id == file_id, LeaveRequest.state.in_(wanted.states)
        )
        if wanted.people is not None:
            found = found.where(LeaveRequest.person.in_(wanted.people))
        if wanted.first_day is not None:
            found = found.where(LeaveRequest.last_day >= wanted.first_day)
        if wanted.last_day is not None:
            found = found.where(LeaveRequest.first_day <= wanted.last_day)
        if after is not None:
            first_day, request_id = after
            same = and_(LeaveRequest.first_day == first_day, LeaveRequest.id > request_id)
            found = found.where(or_(LeaveRequest.first_day > first_day, same))
        rows = self._session.scalars(found.order_by(LeaveRequest.first_day, LeaveRequest.id).limit(most))
        return [_told(row) for row in rows]

    def settle(self, request_id: UUID, happened: LeaveHappened) -> LeaveNow:
        """Let a request stand as what happened to it says, and keep that."""
        row = self._row(request_id)
        row.state = STANDS[happened.kind]
        row.number += 1
        row.changed_at, row.changed_by = happened.made.at, happened.made.by
        row.ground = happened.ground
        self._add_event(row, happened)
        return _told(row)

    def happened(self, request_id: UUID) -> list[LeaveHappened]:
        """Give all that happened to a request, in order."""
        rows = self._session.scalars(
            select(LeaveEvent).where(LeaveEvent.request == request_id).order_by(LeaveEvent.number)
        )
        return [LeaveHappened(row.kind, Made(row.by, row.at), row.ground, row.number) for row in rows]

    def _add_event(self, row: LeaveRequest, happened: LeaveHappened) -> None:
        self._session.add(
            LeaveEvent(
                request=row.id,
                number=row.number,
                file_id=row.file_id,
                kind=happened.kind,
                at=happened.made.at,
                by=happened.made.by,
                ground=happened.ground,
            )
        )
        self._session.flush()

    def _row(self, request_id: UUID) -> LeaveRequest:
        row = self._session.scalars(select(LeaveRequest).where(LeaveRequest.id == request_id)).first()
        if row is None:
            raise NotThere
        return row


def _told(row: LeaveRequest) -> LeaveNow:
    leave = LeaveAsked(row.id, row.file_id, row.person, row.first_day, row.last_day, row.late)
    asked, changed = Made(row.asked_by, row.asked_at), Made(row.changed_by, row.changed_at)
    return LeaveNow(leave, row.state, row.number, asked, changed, row.ground)
