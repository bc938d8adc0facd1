"""Transactions: whole or not at all, and readers who see one moment."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from hub_roster.store.database import Database, TemporaryDatabase, UnusableAddress
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.migrating import upgrade
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import HubFileVersion, Secret
from tests import tiny

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
MADE = Made("ann", NOON, "to see")


class Broken(Exception):
    """What goes wrong in a transaction."""


def test_what_raises_leaves_nothing_behind(database: Database) -> None:
    """A change that does not come to its end is not there."""

    def half() -> None:
        with database.writing(WHOLE) as session:
            HubFiles(session).add(tiny.hub(), MADE, after=0)
            raise Broken

    with pytest.raises(Broken):
        half()
    with database.reading(WHOLE) as session:
        assert HubFiles(session).listed() == []


def test_a_reader_sees_one_moment(database: Database) -> None:
    """What is written while somebody reads appears to them only when they read anew."""
    problem = tiny.hub()
    with database.writing(WHOLE) as session:
        HubFiles(session).add(problem, MADE, after=0)
    with database.reading(WHOLE) as session:
        files = HubFiles(session)
        assert files.newest(problem.id).number == 1
        with database.writing(WHOLE) as other:
            HubFiles(other).add(problem, MADE, after=1)
        assert files.newest(problem.id).number == 1
    with database.reading(WHOLE) as session:
        assert HubFiles(session).newest(problem.id).number == 2


def test_writers_take_turns(database: Database) -> None:
    """Of many who count on from what they read each gets a number of their own: none is lost."""
    problem = tiny.hub()
    with database.writing(WHOLE) as session:
        HubFiles(session).add(problem, MADE, after=0)

    def add_some() -> None:
        for _ in range(5):
            with database.writing(WHOLE) as session:
                files = HubFiles(session)
                files.take_turn(problem.id)
                files.add(problem, MADE, after=files.newest(problem.id).number)

    threads = [threading.Thread(target=add_some) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading(WHOLE) as session:
        assert session.scalar(select(func.max(HubFileVersion.number))) == 21


def test_whoever_changes_the_tables_does_it_while_nobody_else_writes(database: Database) -> None:
    """A writer begins to read once that is over: what it read before might not be so any more."""
    begun, seen = threading.Event(), []

    def write() -> None:
        begun.set()
        with database.writing(WHOLE) as session:
            seen.append(session.get(Secret, "new") is not None)

    writer = threading.Thread(target=write)
    with database.owning() as connection:
        writer.start()
        begun.wait()
        writer.join(0.2)
        assert writer.is_alive()
        connection.execute(insert(Secret).values(name="new", value=b"", made_at=NOON))
    writer.join()
    assert seen == [True]


def test_a_temporary_database_has_no_name() -> None:
    """However large it gets: a process that is killed leaves nothing of it."""
    database = TemporaryDatabase()
    upgrade(database)
    with database.writing(WHOLE) as session:
        session.add_all([Secret(name=str(n), value=bytes(100_000), made_at=NOON) for n in range(100)])
    with database.reading(WHOLE) as session:
        assert session.scalar(select(func.count()).select_from(Secret)) == 100
    # So the system calls a file that is in no folder any more; SQLite's begin like this.
    assert [name for name in open_files() if "/etilqs_" in name and not name.endswith("(deleted)")] == []
    assert any("/etilqs_" in name for name in open_files())
    database.close()


def open_files() -> Iterator[str]:
    """Give the names of the files that this process has open."""
    for each in list(Path("/proc/self/fd").iterdir()):
        with suppress(FileNotFoundError):  # what looks here is itself gone by now
            yield os.readlink(each)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("mysql://council/rosters", "begins with mysql"),
        ("rosters.db", "is none that can be read"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("postgresql://hub:Secret@1@host/hub", "percent-encoded"),
        ("postgresql://hub:Secret@1?2@host/hub", "percent-encoded"),
        ("postgresql://hub:Secret@1:2@host/hub", "percent-encoded"),
        ("postgresql://hub:Secret@host:nonesuch/hub", "percent-encoded"),
    ],
)
def test_other_databases_are_refused_in_words(url: str, fault: str) -> None:
    """An address that cannot be used is said to be so, with what can."""
    with pytest.raises(UnusableAddress, match=fault) as refused:
        Database(url)
    assert "sqlite:///FILE or postgresql://" in str(refused.value)
    assert "Secret" not in str(refused.value)


def test_a_file_is_its_owner_s_alone(tmp_path: Path) -> None:
    """And what SQLite keeps beside it, whatever new files are otherwise like."""
    before = os.umask(0)
    try:
        database = Database(f"sqlite:///{tmp_path / 'hub-roster.db'}")
        upgrade(database)
        modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
        database.close()
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("hub-roster.db", "hub-roster.db-wal", "hub-roster.db-shm"), 0o600)


def test_another_process_does_not_clear_away_what_this_one_has_open(tmp_path: Path) -> None:
    """A new connection took the locks of the others off the file: it opened it itself, and closed it."""
    file = tmp_path / "hub-roster.db"
    made = Database(f"sqlite:///{file}")
    upgrade(made)
    with made.reading(WHOLE) as one, made.reading(WHOLE) as other:
        for session in (one, other):
            session.connection().exec_driver_sql("select count(*) from hub_file")
        log = file.with_name("hub-roster.db-wal")
        before = log.stat().st_ino
        # Whoever closes the last connection of all clears the log away.
        last = (
            "import sqlite3, sys; one = sqlite3.connect(sys.argv[1]); one.execute('select 1 from hub_file')"
        )
        subprocess.run([sys.executable, "-c", f"{last}; one.close()", file], check=True)
        assert log.exists()
        assert log.stat().st_ino == before
    made.close()


def test_a_refused_address_keeps_its_password() -> None:
    """A message goes to logs: the address may hold a password."""
    with pytest.raises(UnusableAddress) as refused:
        Database("mysql://council:Secret1@host/rosters")
    assert "Secret1" not in str(refused.value)


def test_errors_hide_what_was_to_be_written_and_are_counted(database: Database) -> None:
    """What the database refuses by its rules is no fault of it; a table that is gone is one."""
    row = {"name": "a secret", "value": b"Heron", "made_at": datetime(2026, 2, 2, tzinfo=UTC)}
    with pytest.raises(IntegrityError, match="parameters hidden"), database.writing(WHOLE) as session:
        session.add_all([Secret(**row), Secret(**row)])
    assert database.errors == 0
    with database.owning() as connection:
        connection.exec_driver_sql("drop table secret")
    with pytest.raises(DBAPIError), database.reading(WHOLE) as session:
        session.get(Secret, "a secret")
    assert database.errors == 1
