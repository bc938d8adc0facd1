"""The sweep of every day: one of several processes does it, and goes on after an outage."""

from __future__ import annotations

import logging
import threading
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from hub_roster.service.retention import daily
from hub_roster.service.retention.daily import Sweeper
from hub_roster.store.database import Database
from hub_roster.store.outages import DatabaseAway
from hub_roster.store.scope import WHOLE
from tests.databases import database, migrated, postgresql
from tests.logged import no_secret_is_logged
from tests.service.retention.lives import FIRST, WEEK, Life, at, rows

__all__ = ["database", "migrated", "no_secret_is_logged", "postgresql"]

HUB = UUID(int=1)
DUE = at(date(2041, 2, 10))
"""The day after the fifteen years of the first week."""


@pytest.fixture
def lived(database: Database) -> Database:
    """Keep three weeks, of which one is due each week from then on."""
    with database.writing(WHOLE) as session:
        life = Life(session, HUB)
        life.file(FIRST - WEEK)
        for k in range(3):
            life.published(FIRST + k * WEEK)
    return database


def weeks(database: Database) -> int:
    """Count the weeks that are kept."""
    return len(rows(database, HUB)["Week"])


def test_one_of_several_sweeps_each_day(lived: Database, caplog: pytest.LogCaptureFixture) -> None:
    """The first that looks; what went is logged in counts."""
    clock = [DUE]
    sweepers = [Sweeper(lived, lambda: clock[0]) for _ in range(2)]
    with caplog.at_level(logging.INFO):
        assert [each.sweep_today() for each in (*sweepers, *sweepers)] == [True, False, False, False]
    assert weeks(lived) == 2
    said = [line for line in caplog.messages if line.startswith("retention")]
    assert len(said) == 1
    assert f"hub file {HUB}: erased versions of rosters 6, weeks in force 1, bookings 1" in said[0]
    clock[0] += timedelta(days=7)
    assert [each.sweep_today() for each in reversed(sweepers)] == [True, False]
    assert weeks(lived) == 1


def test_a_sweep_that_died_is_done_by_another(lived: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an hour of silence, on the same day."""
    clock = [DUE]
    one, other = (Sweeper(lived, lambda: clock[0]) for _ in range(2))

    def away(*given: object) -> None:
        raise DatabaseAway

    with monkeypatch.context() as patch:
        patch.setattr(daily, "sweep", away)
        with pytest.raises(DatabaseAway):
            one.sweep_today()
    assert not other.sweep_today()
    clock[0] += timedelta(minutes=61)
    assert other.sweep_today()
    assert weeks(lived) == 2


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_it_goes_on_by_itself(
    lived: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """In its thread, whatever went wrong before: an outage or a fault of ours is said, and it tries again."""
    monkeypatch.setattr(daily, "LOOK_EVERY", 0.01)
    swept = threading.Event()
    faults: list[Exception] = [DatabaseAway(), ValueError("a fault")]

    def clock() -> datetime:
        if faults:
            raise faults.pop(0)
        if weeks(lived) == 2:
            swept.set()
        return DUE

    sweeper = Sweeper(lived, clock)
    sweeper.start()
    assert swept.wait(60)
    sweeper.end(60)
    said = [record for record in caplog.records if record.name == daily.__name__]
    assert [(line.levelname, "could not be erased" in line.getMessage()) for line in said] == [
        ("WARNING", True),
        ("ERROR", True),
    ]
