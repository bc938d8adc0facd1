"""What is fixed by hand for the next draft of a week: looked at, added and released."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from hub_roster.domain.tasks import Lock, shift_of
from hub_roster.service.audit import Detail, Did, record
from hub_roster.service.weeks import Period, period
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.locks import FixedLock, Locks
from hub_roster.store.scope import Scope, ScopedSession


class NotFixed(Exception):
    """Something that cannot be fixed so in that week; the message says why."""


@dataclass(frozen=True)
class Held:
    """A lock, and whether the next draft keeps it.

    Attributes
    ----------
    idle
        Why it does not hold in its week; empty where it does.
    """

    fixed: FixedLock
    idle: str


@dataclass(frozen=True)
class FixedWeek:
    """A week, and what is fixed by hand in it, by person and task."""

    period: Period
    held: tuple[Held, ...]


def fixed_week(database: Database, scope: Scope, file_id: UUID, monday: date) -> FixedWeek:
    """Give what is fixed by hand in a week.

    Raises
    ------
    NotThere
        If there is no such file in scope.
    """
    with database.reading(scope) as session:
        now = period(session, file_id, monday, 1)
        kept = Locks(session).of_weeks(file_id, [monday])
    idle = {each.lock: each.why for each in now.idle}
    kept.sort(key=lambda each: (each.lock.person, each.lock.task))
    return FixedWeek(now, tuple(Held(each, idle.get(each.lock, "")) for each in kept))


def fix(
    database: Database, scope: Scope, file_id: UUID, monday: date, lock: Lock, made: Made, *, actor: str
) -> FixedLock:
    """Fix something by hand, in place of what was fixed of the same person and task.

    Raises
    ------
    NotThere
        If there is no such file in scope.
    NotFixed
        If it would not hold in that week.
    """
    lock = lock.model_copy(update={"task": shift_of(lock.task)})
    with database.writing(scope) as session:
        HubFiles(session).take_turn(file_id)
        fixed = FixedLock(uuid4(), file_id, monday, lock, None, made)
        Locks(session).keep([fixed])
        idle = {each.lock: each.why for each in period(session, file_id, monday, 1).idle}
        if lock in idle:
            raise NotFixed(idle[lock])
        _write_down(session, actor, Did.FIXED, fixed, made)
        return fixed


def release(
    database: Database, scope: Scope, file_id: UUID, monday: date, lock_id: UUID, made: Made, *, actor: str
) -> None:
    """Let the next draft decide again.

    Raises
    ------
    NotThere
        If there is no such lock of that week.
    """
    with database.writing(scope) as session:
        released = Locks(session).release(file_id, monday, lock_id)
        _write_down(session, actor, Did.RELEASED, released, made)


def _write_down(session: ScopedSession, actor: str, did: Did, fixed: FixedLock, made: Made) -> None:
    day = fixed.first_day
    record(
        session,
        actor,
        did,
        made.at,
        file_id=fixed.file_id,
        subject=f"week of {day.day} {day:%b %Y}",
        detail=Detail(people=(fixed.lock.person,)),
    )
