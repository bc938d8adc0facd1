"""Databases that cannot be used: said where and why, never with the password, and none is made."""

from __future__ import annotations

import os
import pwd
import signal
import socket
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from hub_roster.store.database import Database
from hub_roster.store.migrating import upgrade
from hub_roster.store.reaching import NoDatabase, Unreachable, named, reach, require
from tests import postgres

PASSWORD = "Secret-of-the-council"


def free_port() -> int:
    """Give a port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Server:
    """A PostgreSQL that asks for passwords, and a port where there is none."""

    port: int
    elsewhere: int

    def address(self, words: str) -> str:
        """Give an address, in which both ports may be named."""
        return f"postgresql://{words.format(port=self.port, elsewhere=self.elsewhere, password=PASSWORD)}"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Start one, with a role that has a password."""
    if not postgres.can_start():
        pytest.skip("there is no PostgreSQL to start here")
    with tempfile.TemporaryDirectory(prefix="hub-roster-") as folder:
        Path(folder).chmod(0o755)
        port = free_port()
        told = (*postgres.UNSAFE_BUT_FAST, "listen_addresses=127.0.0.1", f"port={port}")
        running = postgres.Server(postgres.binaries(Path(folder)), Path(folder) / "data", told)
        running.initialise()
        (running.data / "pg_hba.conf").write_text(
            "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        )
        running.start()
        try:
            with psycopg.connect(f"{running.address}&port={port}", autocommit=True) as connection:
                connection.execute(f"create role hub login password '{PASSWORD}'".encode())
            yield Server(port, free_port())
        finally:
            running.end(signal.SIGINT)


@pytest.mark.parametrize(
    ("words", "place", "cause"),
    [
        ("hub:not-{password}@127.0.0.1:{port}/postgres", "{port}", "the user or the password was refused"),
        ("hub@127.0.0.1:{port}/postgres", "{port}", "it asks for a password, and none is given"),
        ("hub:{password}@127.0.0.1:{port}/hubb", "{port}", "there is no database of that name"),
        ("hub:{password}@127.0.0.1:{elsewhere}/postgres", "{elsewhere}", "nothing listens there"),
        ("hub:{password}@no-such.invalid/postgres", "5432", "no machine of that name is known"),
        ("hub:{password}@127.0.0.1:{port}/postgres?sslmode=require", "{port}", "the server speaks no TLS"),
        ("hub:{password}@127.0.0.1:{port}/postgres?sslmod=require", "{port}", "sslmod"),
        ("hub:{password}@127.0.0.1:{port}/postgres?sslmode=off", "{port}", "sslmode"),
        ("hub:{password}@/postgres?host=/nowhere", "5432", "nothing listens there"),
    ],
)
def test_why_postgresql_cannot_be_reached(server: Server, words: str, place: str, cause: str) -> None:
    """The machine, the port, the database and the cause."""
    database = Database(server.address(words))
    with pytest.raises(Unreachable) as told:
        reach(database)
    said = str(told.value)
    assert cause in said
    assert f"port {server.address(place).rpartition('/')[2]}, cannot be reached as hub" in said
    assert str(database.engine.url.database) in said
    assert PASSWORD not in said


def test_one_that_answers_is_reached(server: Server) -> None:
    """And named without its password."""
    database = Database(server.address("hub:{password}@127.0.0.1:{port}/postgres"))
    reach(database)
    assert named(database) == f"127.0.0.1:{server.port}/postgres"
    with pytest.raises(NoDatabase, match="There is no database of hub-roster at "):
        require(database)
    database.close()


def test_one_with_the_tables_is_there(database: Database) -> None:
    """On SQLite and on PostgreSQL."""
    require(database)


@pytest.mark.parametrize("made", [None, b""])
def test_a_file_that_is_none_yet_is_not_made(tmp_path: Path, made: bytes | None) -> None:
    """Neither where there is none, nor where an empty one lies."""
    file = tmp_path / "hub-roster.db"
    if made is not None:
        file.write_bytes(made)
    with pytest.raises(NoDatabase, match=str(file)):
        require(Database(f"sqlite:///{file}"))
    assert (file.read_bytes() if file.exists() else None) == made


def test_a_database_of_something_else_is_none_of_ours(tmp_path: Path) -> None:
    """A file of SQLite without hub-roster's tables."""
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("create table something (number integer)")
    with pytest.raises(NoDatabase):
        require(Database(f"sqlite:///{tmp_path / 'other.db'}"))


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("none/hub-roster.db", "there is no folder"),
        ("folder", "it is a folder"),
        ("text", "it is no database of SQLite"),
    ],
)
def test_why_a_file_cannot_be_used(tmp_path: Path, name: str, cause: str) -> None:
    """Its path and the cause."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("no database " * 100)
    with pytest.raises(Unreachable, match=cause) as told:
        reach(Database(f"sqlite:///{tmp_path / name}"))
    assert str(tmp_path / name) in str(told.value)


@pytest.fixture
def not_ours() -> Iterator[Path]:
    """Give a folder with a database, neither of which this process may write to until the end."""
    with tempfile.TemporaryDirectory(prefix="hub-roster-") as folder:
        there = Path(folder)
        made = Database(f"sqlite:///{there / 'hub-roster.db'}")
        upgrade(made)
        made.close()
        (there / "hub-roster.db").chmod(0o444)
        there.chmod(0o555)
        root = os.geteuid() == 0
        if root:  # who may write anywhere
            os.seteuid(pwd.getpwnam("nobody").pw_uid)
        try:
            yield there
        finally:
            if root:
                os.seteuid(0)
            there.chmod(0o755)


@pytest.mark.parametrize(
    ("name", "cause"), [("new.db", "may not write in the folder"), ("hub-roster.db", "may not write")]
)
def test_what_one_may_not_write_to_is_said(not_ours: Path, name: str, cause: str) -> None:
    """A folder of somebody else's, and a file."""
    with pytest.raises(Unreachable, match=cause):
        reach(Database(f"sqlite:///{not_ours / name}"))
