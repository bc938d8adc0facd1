"""The database: one file of SQLite unless an address of PostgreSQL is given."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError
from sqlalchemy.pool import StaticPool

from hub_roster.store.outages import told_apart
from hub_roster.store.scope import Scope, ScopedSession

ADDRESS = "HUB_ROSTER_DATABASE_URL"
"""The environment variable that names another database than the file."""

DEFAULT = "sqlite:///hub-roster.db"

LOCK_WAIT = 15.0
"""Seconds a writer on SQLite waits for the one before: only one writes at a time."""

REACH_WAIT = 10
"""Seconds to wait for a PostgreSQL that does not answer at all."""

WRITES = "hub_roster_writes"
"""The option of a connection that writes: beside others, or while nobody else does."""

BESIDE, ALONE = "beside others", "alone"

TURN = 0x68756272
"""Number of PostgreSQL's lock that whoever writes shares, and whoever changes the tables has alone."""


class UnusableAddress(Exception):
    """The address names no database that can be used; the message says what to put right, without secrets."""


def address(environment: Mapping[str, str] | None = None) -> str:
    """Give the database's address: from the environment, or the file in the folder one stands in."""
    return (os.environ if environment is None else environment).get(ADDRESS) or DEFAULT


class Database:
    """A database, and transactions in it. Where it is out of order they raise an `Outage`.

    Parameters
    ----------
    url
        ``sqlite:///FILE`` or ``postgresql://USER:PASSWORD@HOST/NAME``.

    Raises
    ------
    UnusableAddress
        For anything else.
    """

    def __init__(self, url: str) -> None:
        self._work_with(_engine(url))

    def _work_with(self, engine: Engine) -> None:
        self.engine = engine
        self.errors = 0
        event.listen(self.engine, "handle_error", self._count)
        self._writing = self.engine.execution_options(**{WRITES: BESIDE})
        self._owning = self.engine.execution_options(**{WRITES: ALONE})
        # SQLite's readers see one moment anyway.
        seen = {"isolation_level": "REPEATABLE READ"} if self.is_postgresql else {}
        self._reading = self.engine.execution_options(**seen)

    @property
    def is_postgresql(self) -> bool:
        """Say whether it is PostgreSQL, which keeps a double booking out by itself."""
        return self.engine.dialect.name == "postgresql"

    @property
    def file(self) -> Path | None:
        """The file it is kept in; None for PostgreSQL."""
        return None if self.is_postgresql else Path(str(self.engine.url.database))

    @contextmanager
    def reading(self, scope: Scope) -> Iterator[ScopedSession]:
        """Look at what lies in a scope, all of it as it stands at one moment."""
        with told_apart(), self._session(self._reading, scope) as session, session.begin():
            yield session

    @contextmanager
    def writing(self, scope: Scope) -> Iterator[ScopedSession]:
        """Change what lies in a scope: all of it when the block ends, nothing when it raises."""
        with told_apart(), self._session(self._writing, scope) as session, session.begin():
            yield session

    @contextmanager
    def owning(self) -> Iterator[Connection]:
        """Change the tables themselves, past every scope, and while nobody else writes: for nothing else.

        Who would write meanwhile waits, and has read nothing yet that may not be so any more.
        """
        with told_apart(), self._owning.begin() as connection:
            yield connection

    @contextmanager
    def copying(self) -> Iterator[Connection]:
        """Look at the tables themselves as they stand at one moment: past every scope, to copy them whole."""
        # On SQLite nothing but the statements themselves says that a transaction only reads.
        only = {"postgresql_readonly": True} if self.is_postgresql else {}
        with told_apart(), self._reading.execution_options(**only).begin() as connection:
            yield connection

    def _count(self, context: ExceptionContext) -> None:
        """Count what is amiss with the database; what it refuses by its rules is asked for now and then."""
        if not isinstance(context.sqlalchemy_exception, IntegrityError):
            self.errors += 1

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    def _session(self, engine: Engine, scope: Scope) -> ScopedSession:
        session = ScopedSession(engine, expire_on_commit=False)
        session.scope = scope
        return session


class TemporaryDatabase(Database):
    """A database of one thread's own, to work something out in.

    It lies in a file that has no name, as large as it may get: it is gone when this is closed, and when the
    process is killed as well.
    """

    def __init__(self) -> None:
        # Without a name SQLite keeps it in a file that it has taken out of its folder already.
        engine = create_engine(
            "sqlite://", hide_parameters=True, poolclass=StaticPool, creator=lambda: sqlite3.connect("")
        )
        event.listen(engine, "connect", _set_up_to_forget)
        event.listen(engine, "begin", _begin)
        self._work_with(engine)


def _engine(url: str) -> Engine:
    # A second @ is one of the password's, and the rest of it would be taken for the host, and shown.
    if url.startswith("postgresql") and url.count("@") > 1:
        raise UnusableAddress(_wanted(f"holds more than one @ ({ENCODED})"))
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise UnusableAddress(_wanted(f"is none that can be read ({ENCODED})")) from None
    if parsed.get_backend_name() == "postgresql":
        engine = create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={} if "connect_timeout" in parsed.query else {"connect_timeout": REACH_WAIT},
        )
        event.listen(engine, "begin", _begin_on_postgresql)
        return engine
    if parsed.get_backend_name() != "sqlite":
        raise UnusableAddress(_wanted(f"begins with {parsed.drivername}"))
    if not parsed.database or parsed.database == ":memory:":
        raise UnusableAddress(_wanted("names no file"))
    # Without the values of a statement that went wrong, which would stand in the log.
    engine = create_engine(parsed, hide_parameters=True, connect_args={"timeout": LOCK_WAIT})
    event.listen(engine, "do_connect", _make_private)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


ENCODED = "special characters of a password are percent-encoded in it, such as %40 for @"


def _wanted(fault: str) -> str:
    return (
        f"The database's address in {ADDRESS} {fault}: "
        "it is sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."
    )


def _make_private(dialect: Dialect, record: object, words: Sequence[Any], options: Any) -> None:
    """Make the file before SQLite does, for its owner alone; SQLite makes those beside it like it.

    One that is there is never opened: to close it again would take every lock of this process off it, and
    another process, finding none, would clear away what this one has still to read and write.
    """
    del dialect, record, options
    with suppress(OSError):  # it is there; or it cannot be made, which SQLite says itself
        os.close(os.open(words[0], os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600))


def _set_up(connection: Any, record: object) -> None:
    """Let readers go on beside a writer, keep what is committed through a power cut, and hold references.

    What is erased is written over: SQLite would leave it in the file until its place is used again.
    """
    del record
    # Ours to begin transactions, so that a writer may take its turn before it reads.
    connection.isolation_level = None
    for pragma in ("journal_mode = wal", "synchronous = full", "foreign_keys = on", "secure_delete = on"):
        connection.execute(f"pragma {pragma}")


def _set_up_to_forget(connection: Any, record: object) -> None:
    """Hold references; what is forgotten anyway need not outlast a power cut."""
    del record
    connection.isolation_level = None
    for pragma in ("synchronous = off", "foreign_keys = on"):
        connection.execute(f"pragma {pragma}")


def _begin_on_postgresql(connection: Connection) -> None:
    """Let whoever changes the tables wait for those who write, and these for them; readers never wait."""
    writes = connection.get_execution_options().get(WRITES)
    if writes is not None:
        shared = "_shared" if writes == BESIDE else ""
        connection.exec_driver_sql(f"select pg_advisory_xact_lock{shared}({TURN})")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("begin immediate" if writes else "begin")
