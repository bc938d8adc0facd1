"""A database that cannot be used just now, told from a fault of ours: it comes back, and so do we."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc


class Outage(Exception):
    """The database does not do its work just now; nothing of the transaction may be relied on."""


class DatabaseAway(Outage):
    """It cannot be reached, went away amid the work, or is too busy."""

    def __init__(self) -> None:
        super().__init__("The database cannot be reached just now.")


class NoRoomLeft(Outage):
    """There is no room left where it is kept: it can be read, and nothing can be added."""

    def __init__(self) -> None:
        super().__init__("There is no room left where the database is kept.")


FULL_ON_SQLITE = frozenset({sqlite3.SQLITE_FULL})
AWAY_ON_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PROTOCOL,
    }
)
"""Primary codes of SQLite's errors."""

FULL_ON_POSTGRESQL = ("53100",)
AWAY_ON_POSTGRESQL = ("08", "25006", "40001", "40P01", "53", "55P03", "57P", "58")
"""How codes of PostgreSQL's errors begin: of connections, servers that end or only read, waits in vain."""


@contextmanager
def told_apart() -> Iterator[None]:
    """Raise an outage as what it is; whatever else is wrong goes on as it is."""
    try:
        yield
    except exc.TimeoutError:  # every connection is taken
        raise DatabaseAway from None
    except exc.DBAPIError as error:
        outage = outage_of(error)
        if outage is None:
            raise
        # Not `from error`: that one names the statement, and is of no use to whoever reads the log.
        raise outage from None


def outage_of(error: exc.DBAPIError) -> Outage | None:
    """Give the outage that an error of the database tells of; None if it is a fault of another kind."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        # Errors without a code are raised by Python itself, which knows of no outage.
        return _of_sqlite(getattr(cause, "sqlite_errorcode", None))
    code = getattr(cause, "sqlstate", None)
    if code is None:
        # No answer at all: refused, or broken off.
        lost = error.connection_invalidated or type(cause).__name__ == "OperationalError"
        return DatabaseAway() if lost else None
    if code.startswith(FULL_ON_POSTGRESQL):
        return NoRoomLeft()
    return DatabaseAway() if code.startswith(AWAY_ON_POSTGRESQL) else None


def _of_sqlite(code: int | None) -> Outage | None:
    if code is None:
        return None
    primary = code & 0xFF
    if primary in FULL_ON_SQLITE:
        return NoRoomLeft()
    return DatabaseAway() if primary in AWAY_ON_SQLITE else None
