"""What managers fixed by hand, kept beside the hub's file week by week until it is released."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select, tuple_

from hub_roster.domain.clock import instant_of, utc, wall
from hub_roster.domain.tasks import Lock
from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import KeptLock


@dataclass(frozen=True)
class FixedLock:
    """A lock as it is kept.

    Attributes
    ----------
    first_day
        The Monday of its week.
    roster
        The version that came of the edit that made it; None where it was fixed apart from any.
    """

    id: UUID
    file_id: UUID
    first_day: date
    lock: Lock
    roster: UUID | None
    made: Made


def in_order(locks: Iterable[FixedLock]) -> list[FixedLock]:
    """Give locks in the order they were made."""
    return sorted(locks, key=lambda each: (each.made.at, each.first_day, each.lock.person, each.lock.task))


def with_kept(locks: Iterable[FixedLock], kept: Iterable[FixedLock]) -> list[FixedLock]:
    """Give the locks there are once some are kept, each in place of the one of its person, task and week."""
    there = {_place(each): each for each in locks}
    return in_order((there | {_place(each): each for each in kept}).values())


def _place(each: FixedLock) -> tuple[date, str, str]:
    return each.first_day, each.lock.person, each.lock.task


class Locks:
    """The locks of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def of_weeks(self, file_id: UUID, mondays: Collection[date]) -> list[FixedLock]:
        """Give the locks of some weeks of a hub's file, in the order they were made."""
        rows = self._session.scalars(
            select(KeptLock).where(KeptLock.file_id == file_id, KeptLock.first_day.in_(mondays))
        )
        return in_order(_told(row) for row in rows)

    def ids_of_weeks(self, file_id: UUID, mondays: Collection[date]) -> frozenset[UUID]:
        """Give which locks some weeks have: one is never changed, only replaced."""
        wanted = KeptLock.file_id == file_id, KeptLock.first_day.in_(mondays)
        return frozenset(self._session.scalars(select(KeptLock.id).where(*wanted)))

    def keep(self, locks: Iterable[FixedLock]) -> None:
        """Keep locks, each in place of the one there was of the same person, task and week."""
        kept = list(locks)
        place = tuple_(KeptLock.file_id, KeptLock.first_day, KeptLock.person, KeptLock.task)
        places = [(each.file_id, *_place(each)) for each in kept]
        gone = delete(KeptLock).where(place.in_(places))
        self._session.execute(gone, execution_options={"synchronize_session": False})
        self._session.add_all(map(_row, kept))
        self._session.flush()

    def release(self, file_id: UUID, monday: date, lock_id: UUID) -> FixedLock:
        """Let go of a lock of a week, and give it as it was.

        Raises
        ------
        NotThere
            If there is none of that id in scope.
        """
        row = self._session.scalars(
            select(KeptLock)
            .where(KeptLock.id == lock_id, KeptLock.file_id == file_id, KeptLock.first_day == monday)
            .with_for_update()
        ).first()
        if row is None:
            raise NotThere
        told = _told(row)
        self._session.delete(row)
        self._session.flush()
        return told


def _row(kept: FixedLock) -> KeptLock:
    lock = kept.lock
    return KeptLock(
        id=kept.id,
        file_id=kept.file_id,
        first_day=kept.first_day,
        person=lock.person,
        task=lock.task,
        must=lock.must,
        starts=None if lock.start is None else utc(instant_of(lock.start)),
        roster=kept.roster,
        made_at=kept.made.at,
        made_by=kept.made.by,
    )


def _told(row: KeptLock) -> FixedLock:
    start = None if row.starts is None else wall(instant_of(row.starts)).replace(tzinfo=None)
    # Checked when it was made, and read again with every edit of its week.
    lock = Lock.model_construct(person=row.person, task=row.task, must=row.must, start=start)
    return FixedLock(row.id, row.file_id, row.first_day, lock, row.roster, Made(row.made_by, row.made_at))
