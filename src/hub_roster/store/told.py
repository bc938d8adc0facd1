"""What people were told of assignments and leave, as their calendars show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select

from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import Told, ToldKind

BETWEEN_HUBS = "|"
"""Stands in no code."""


@dataclass(frozen=True, slots=True)
class Telling:
    """All that calendars say of an assignment or of somebody's leave, at every level of privacy.

    Attributes
    ----------
    id
        The assignment's, or one given to the leave.
    week
        The Monday of the week it starts in.
    hubs
        Those it is of: several of an on-call spell that they share.
    home
        Of a seat.
    post, full
        What is said of it to its person, where the level is "post only" or "full".
    shared
        What is said of it in a calendar of several people; empty where it is in none.
    free
        Its hours stay free in a calendar's free/busy view.
    """

    id: UUID
    week: date
    person: str
    task: str
    kind: ToldKind
    hubs: tuple[str, ...]
    home: str | None
    starts: datetime
    ends: datetime
    post: str
    full: str
    shared: str
    category: str
    free: bool


@dataclass(frozen=True, slots=True)
class ToldSoFar:
    """What was told last, how often it had changed by then, and when."""

    telling: Telling
    sequence: int
    revised_at: datetime
    cancelled_at: datetime | None


class Tellings:
    """What was told, in a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def of_weeks(self, file_id: UUID, mondays: Collection[date]) -> list[ToldSoFar]:
        """Give what was told of some weeks of a hub's file, leave apart."""
        return self._found(
            select(Told).where(Told.file_id == file_id, Told.week.in_(mondays), Told.kind != ToldKind.LEAVE)
        )

    def of_ids(self, file_id: UUID, ids: Collection[UUID]) -> list[ToldSoFar]:
        """Give what was told of some assignments, in whatever week they were then."""
        return self._found(select(Told).where(Told.file_id == file_id, Told.id.in_(ids)))

    def of_leave(self, file_id: UUID, since: datetime) -> list[ToldSoFar]:
        """Give what was told of leave that ends after a moment."""
        return self._found(
            select(Told).where(Told.file_id == file_id, Told.kind == ToldKind.LEAVE, Told.ends > since)
        )

    def since(self, file_id: UUID, since: datetime) -> list[ToldSoFar]:
        """Give everything that ends after a moment."""
        return self._found(select(Told).where(Told.file_id == file_id, Told.ends > since))

    def keep(self, file_id: UUID, told: Iterable[ToldSoFar]) -> None:
        """Keep what is told now, in place of what was told of the same before."""
        for each in told:
            # nothing is told anew without its sequence rising
            put = self._session.merge if each.sequence else self._session.add
            put(_row(file_id, each))
        self._session.flush()

    def _found(self, wanted: Select[Told]) -> list[ToldSoFar]:
        return [_told(row) for row in self._session.scalars(wanted.order_by(Told.starts, Told.id))]


def _row(file_id: UUID, told: ToldSoFar) -> Told:
    telling = told.telling
    return Told(
        id=telling.id,
        file_id=file_id,
        week=telling.week,
        person=telling.person,
        task=telling.task,
        kind=telling.kind,
        hubs=BETWEEN_HUBS.join(telling.hubs),
        home=telling.home,
        starts=telling.starts,
        ends=telling.ends,
        post=telling.post,
        full=telling.full,
        shared=telling.shared,
        category=telling.category,
        free=telling.free,
        sequence=told.sequence,
        revised_at=told.revised_at,
        cancelled_at=told.cancelled_at,
    )


def _told(row: Told) -> ToldSoFar:
    telling = Telling(
        id=row.id,
        week=row.week,
        person=row.person,
        task=row.task,
        kind=row.kind,
        hubs=tuple(row.hubs.split(BETWEEN_HUBS)),
        home=row.home,
        starts=row.starts,
        ends=row.ends,
        post=row.post,
        full=row.full,
        shared=row.shared,
        category=row.category,
        free=row.free,
    )
    return ToldSoFar(telling, row.sequence, row.revised_at, row.cancelled_at)
