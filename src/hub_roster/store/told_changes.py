"""Changes of what people had been told by a roster in force, and the notice given of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, or_, select

from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import ToldChange

Times = tuple[datetime, datetime]


@dataclass(frozen=True)
class ChangeTold:
    """A change of one person's work on one task.

    Attributes
    ----------
    roster
        The version that changed it.
    first_day
        The Monday of the week of the earlier of both.
    was, now
        When it was to be and is to be; None for work not told of before, and for work taken away.
    notice
        Minutes from the change to the start of the earlier of both; below 0 where it had begun.
    """

    id: UUID
    roster: UUID
    first_day: date
    person: str
    task: str
    was: Times | None
    now: Times | None
    changed_at: datetime
    notice: int


class ToldChanges:
    """The changes of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def add(self, file_id: UUID, changes: Iterable[ChangeTold]) -> None:
        """Add changes."""
        self._session.add_all(_row(file_id, each) for each in changes)
        self._session.flush()

    def of_weeks(
        self,
        file_id: UUID,
        mondays: Collection[date],
        after: tuple[datetime, UUID] | None = None,
        most: int | None = None,
    ) -> list[ChangeTold]:
        """Give the changes of some weeks of a hub's file, the latest first.

        Parameters
        ----------
        after
            When the change was made that a page ended with, and its id: those that follow it alone.
        """
        wanted = select(ToldChange).where(ToldChange.file_id == file_id, ToldChange.first_day.in_(mondays))
        if after is not None:
            changed_at, change_id = after
            same = and_(ToldChange.changed_at == changed_at, ToldChange.id > change_id)
            wanted = wanted.where(or_(ToldChange.changed_at < changed_at, same))
        rows = self._session.scalars(wanted.order_by(ToldChange.changed_at.desc(), ToldChange.id).limit(most))
        return [_told(row) for row in rows]


def _row(file_id: UUID, change: ChangeTold) -> ToldChange:
    was, now = change.was or (None, None), change.now or (None, None)
    return ToldChange(
        id=change.id,
        file_id=file_id,
        roster=change.roster,
        first_day=change.first_day,
        person=change.person,
        task=change.task,
        was_starts=was[0],
        was_ends=was[1],
        starts=now[0],
        ends=now[1],
        changed_at=change.changed_at,
        notice=change.notice,
    )


def _told(row: ToldChange) -> ChangeTold:
    return ChangeTold(
        row.id,
        row.roster,
        row.first_day,
        row.person,
        row.task,
        _times(row.was_starts, row.was_ends),
        _times(row.starts, row.ends),
        row.changed_at,
        row.notice,
    )


def _times(starts: datetime | None, ends: datetime | None) -> Times | None:
    return None if starts is None or ends is None else (starts, ends)
