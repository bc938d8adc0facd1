"""What managers fixed by hand: kept week by week, one of a person and task, until it is released."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from hub_roster.domain.tasks import Lock
from hub_roster.store.database import Database
from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.locks import FixedLock, Locks, with_kept
from hub_roster.store.scope import WHOLE, Scope
from tests import tiny
from tests.service.kept import NOON, keep_file

HUB = tiny.hub(tiny.people("ann"), tiny.shift("early"))


def fixed(week: date = tiny.MONDAY, minutes: int = 0, **lock: Any) -> FixedLock:
    """Give a lock made some minutes after noon."""
    made = Made("manager", NOON + timedelta(minutes=minutes))
    return FixedLock(uuid4(), HUB.id, week, Lock(**{"person": "ann", "task": "V1", **lock}), None, made)


def kept(database: Database, week: date = tiny.MONDAY) -> list[FixedLock]:
    """Give the locks of a week."""
    with database.reading(WHOLE) as session:
        return Locks(session).of_weeks(HUB.id, [week])


def test_a_lock_is_kept_for_its_week(database: Database) -> None:
    """With its start as the clock on the wall has it, in whichever zone the database thinks."""
    keep_file(database, HUB)
    start = datetime(2026, 2, 2, 10)
    one, other = fixed(start=start), fixed(tiny.MONDAY + timedelta(days=7), must=False)
    with database.writing(WHOLE) as session:
        Locks(session).keep([one, other])
    assert kept(database) == [one]
    assert kept(database)[0].lock.start == start


def test_of_one_person_and_task_the_last_counts(database: Database) -> None:
    """A manager who decides again has decided; what will be kept is known before it is."""
    keep_file(database, HUB)
    first, second, other = fixed(), fixed(minutes=1, must=False), fixed(task="V2")
    with database.writing(WHOLE) as session:
        Locks(session).keep([first, other])
    with database.writing(WHOLE) as session:
        Locks(session).keep([second])
    assert kept(database) == with_kept([first, other], [second]) == [other, second]


def test_a_lock_released_is_gone(database: Database) -> None:
    """Another hub's cannot be released, nor one twice."""
    keep_file(database, HUB)
    lock = fixed()
    with database.writing(WHOLE) as session:
        Locks(session).keep([lock])
    with database.writing(Scope.of(UUID(int=9))) as session, pytest.raises(NotThere):
        Locks(session).release(HUB.id, tiny.MONDAY, lock.id)
    with database.writing(WHOLE) as session:
        assert Locks(session).release(HUB.id, tiny.MONDAY, lock.id) == lock
    assert kept(database) == []
    with database.writing(WHOLE) as session, pytest.raises(NotThere):
        Locks(session).release(HUB.id, tiny.MONDAY, lock.id)
