"""Backups and restores killed amid their work, and a restore under a service that runs."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx2
import psycopg
import pytest
from sqlalchemy import insert

from hub_roster.service.access.caller import Caller
from hub_roster.service.access.entrance import Entrance
from hub_roster.service.access.system_keys import make_key
from hub_roster.service.audit_chain import verify
from hub_roster.service.backing_up import back_up, check
from hub_roster.store.accounts import Grant
from hub_roster.store.database import ADDRESS, Database
from hub_roster.store.migrating import upgrade
from hub_roster.store.tables import Role
from hub_roster.store.whole_tables import in_batches, tables_in
from tests import postgres
from tests.faults.running_service import MOST_SECONDS, Kept, Kind, kept, prepare, serving
from tests.faults.service_life import hub
from tests.store.one_of_each import ROSTER, ROWS, fill, held

pytestmark = pytest.mark.slow

VERSIONS = 700
"""Of a roster, of 20 kB each: they take a while to write."""

KINDS = [
    Kind.SQLITE,
    pytest.param(
        Kind.POSTGRESQL,
        marks=pytest.mark.skipif(not postgres.can_start(), reason="it takes a PostgreSQL of one's own"),
    ),
]


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest) -> Iterator[Kept]:
    """Give an empty database of each kind."""
    with kept(request.param) as made:
        yield made


def filled(url: str) -> Database:
    """Give a database with a row in every table, and many rosters."""
    database, drawn = Database(url), random.Random(1)
    upgrade(database)
    fill(database)
    with database.owning() as connection:
        (rosters,) = (each for each in tables_in(connection) if each.name == "roster_version")
        for some in in_batches(range(2, VERSIONS + 2)):
            rows = [
                ROWS[rosters.name]
                | {"id": UUID(int=drawn.getrandbits(128)), "number": number, "follows": ROSTER}
                | {"content": drawn.randbytes(20_000)}
                for number in some
            ]
            connection.execute(insert(rosters.table), rows)
    return database


def started(url: str, *words: object) -> subprocess.Popen[bytes]:
    """Start a command of hub-roster."""
    command = [sys.executable, "-m", "hub_roster.cli", *map(str, words)]
    environment = {name: v for name, v in os.environ.items() if not name.startswith("HUB_ROSTER")}
    return subprocess.Popen(
        command, env={**environment, ADDRESS: url}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def killed_once(process: subprocess.Popen[bytes], amid: Callable[[], bool]) -> None:
    """Kill a command in the midst of what it does."""
    try:
        for _ in range(int(MOST_SECONDS * 100)):
            if amid():
                break
            assert process.poll() is None, "it had ended before it could be killed"
            time.sleep(0.01)
        else:
            raise AssertionError("it was never in the midst of it")
    finally:
        process.kill()
        process.wait()
    assert process.returncode < 0


def parts(folder: Path) -> list[Path]:
    """Give what was written of a backup that was not finished."""
    return [each for each in folder.iterdir() if each.suffix == ".part" and each.stat().st_size > 1_000_000]


def test_a_backup_killed_amid_its_work_is_none(place: Kept, tmp_path: Path) -> None:
    """Nothing stands under its name, or what stood there before; the next one is whole."""
    filled(place.url).close()
    path = tmp_path / "backup.zip"
    killed_once(started(place.url, "backup", path), lambda: bool(parts(tmp_path)))
    assert not path.exists()
    assert started(place.url, "backup", path).wait(MOST_SECONDS) == 0
    before = path.read_bytes()
    for each in parts(tmp_path):
        each.unlink()
    killed_once(started(place.url, "backup", path, "--replace"), lambda: bool(parts(tmp_path)))
    assert path.read_bytes() == before
    assert check(path).held.rows["roster_version"] == VERSIONS + 1


def test_a_restore_killed_amid_its_work_changes_nothing(place: Kept, tmp_path: Path) -> None:
    """What was there is there whole; the next restore puts everything in its place."""
    database, path = filled(place.url), tmp_path / "backup.zip"
    back_up(database, path, datetime.now(UTC))
    with database.owning() as connection:
        connection.exec_driver_sql("update hub_file set name = 'newer'")
    before = held(database)
    process = started(place.url, "restore", path, "--replace")
    killed_once(process, lambda: is_writing(place))
    assert held(database) == before
    assert verify(database) == []
    assert started(place.url, "restore", path, "--replace").wait(MOST_SECONDS) == 0
    assert held(database)["hub_file"] == [ROWS["hub_file"]]
    assert verify(database) == []
    database.close()


def is_writing(place: Kept) -> bool:
    """Say whether somebody has changed much of a database that is not kept yet."""
    if place.server is None:
        newest = place.disk / "hub-roster.db-wal"
        return newest.exists() and newest.stat().st_size > 4_000_000
    asked = "select count(*) from pg_stat_activity where query ilike 'insert into roster_version%'"
    with psycopg.connect(place.url) as connection:
        row = connection.execute(asked).fetchone()
    return row is not None and row[0] > 0


def test_a_service_that_runs_goes_on_with_what_was_restored(place: Kept, tmp_path: Path) -> None:
    """By itself, though it began with another hub and another secret: keys of the backup open it alone.

    What it had in memory is of the life before.
    """
    ours, theirs = (hub().model_copy(update={"id": UUID(int=n)}) for n in (71, 72))
    path, source = tmp_path / "backup.zip", f"sqlite:///{tmp_path / 'source.db'}"
    prepare(source, ours)
    prepare(place.url, theirs)
    database, there = Database(source), Database(place.url)
    key, old_key = key_of(database, ours.id), key_of(there, theirs.id)
    back_up(database, path, datetime.now(UTC))
    with serving(place.url) as service:
        hubs = f"{service.origin}/api/v1/hubs"
        assert asked(hubs, key) is None
        assert asked(hubs, old_key) == [str(theirs.id)]
        assert started(place.url, "restore", path, "--replace").wait(MOST_SECONDS) == 0
        for _ in range(int(MOST_SECONDS * 10)):
            if asked(hubs, key) is not None:
                break
            time.sleep(0.1)
        assert asked(hubs, key) == [str(ours.id)]
        assert asked(hubs, old_key) is None
        assert service.process.poll() is None
    assert verify(there) == []
    for each in (database, there):
        each.close()


def key_of(database: Database, file_id: UUID) -> str:
    """Make a key for another system of a hub, by the secret in its database."""
    at = datetime.now(UTC)
    entrance = Entrance.of(database, at, environment={})
    manager = Caller(UUID(int=1), "manager", (Grant(Role.HUB_MANAGER, file_id),))
    made = make_key(
        entrance, manager, file_id, "payroll", Role.HUB_MANAGER, expires_at=at + timedelta(days=1), at=at
    )
    return made.token


def asked(address: str, key: str) -> list[str] | None:
    """Give the hubs that a key opens; None where it opens nothing, or nobody answers just now."""
    try:
        answer = httpx2.get(address, headers={"Authorization": f"Bearer {key}"}, timeout=20)
    except httpx2.TransportError:
        return None
    return [each["hub"] for each in answer.json()["items"]] if answer.status_code == 200 else None
