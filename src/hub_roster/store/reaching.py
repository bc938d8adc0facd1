"""Whether a database is there and can be reached, and if not, why: for whoever set it up.

An answer over HTTP says none of this: it may name machines.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL, exc

from hub_roster.store.database import Database
from hub_roster.store.migrating import stands_at

PORT = 5432
"""Where PostgreSQL listens unless told."""

CAUSES = (
    ("password authentication failed", "the user or the password was refused"),
    ("no password supplied", "it asks for a password, and none is given"),
    ("failed to resolve host", "no machine of that name is known"),
    ("Connection refused", "nothing listens there"),
    ("No such file or directory\n\tIs the server running", "nothing listens there"),
    ("timeout expired", "nothing answered in time"),
    ("server does not support SSL", "the server speaks no TLS, and sslmode asks for it"),
)
"""What PostgreSQL's library says, and what it means; anything else is quoted."""


class Unreachable(Exception):
    """A database that cannot be used; the message says where it would be and why not, and no password."""


class NoDatabase(Exception):
    """There is none yet, and whoever asks is not to make one."""

    def __init__(self, database: Database) -> None:
        super().__init__(f"There is no database of hub-roster at {named(database)}.")


def named(database: Database) -> str:
    """Name a database to whoever runs it: its file, or its machine and name; never a password."""
    if database.file is not None:
        return str(database.file.absolute())
    url = database.engine.url
    return f"{_host(url)}:{_port(url)}/{url.database or url.username}"


def reach(database: Database) -> None:
    """Connect to a database once.

    Raises
    ------
    Unreachable
        If it cannot be.
    """
    try:
        with database.engine.connect():
            pass
    except exc.DBAPIError as error:
        file = database.file
        why = _of_postgresql(database, str(error.orig)) if file is None else _of_sqlite(file, error.orig)
        raise Unreachable(why) from None
    if database.file is not None and not _may_write(database.file):
        raise Unreachable(f"The database {named(database)} cannot be used: this user may not write to it.")


def require(database: Database) -> None:
    """Reach a database that has hub-roster's tables.

    Raises
    ------
    NoDatabase
        If there is none, which is then not made either.
    Unreachable, Outage
        If it cannot be used.
    """
    # To look at a file of SQLite would make it.
    if database.file is not None and not (database.file.is_file() and database.file.stat().st_size):
        raise NoDatabase(database)
    reach(database)
    if stands_at(database) is None:
        raise NoDatabase(database)


def _of_sqlite(file: Path, cause: BaseException | None) -> str:
    folder = file.absolute().parent
    if getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_NOTADB:
        why = "it is no database of SQLite"
    elif not folder.is_dir():
        why = f"there is no folder {folder}"
    elif file.is_dir():
        why = "it is a folder"
    elif not _may_write(folder):
        why = f"this user may not write in the folder {folder}"
    elif file.exists() and not _may_write(file):
        why = "this user may not write to it"
    else:
        why = str(cause)
    return f"The database {file.absolute()} cannot be used: {why}."


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=True)


def _of_postgresql(database: Database, said: str) -> str:
    url = database.engine.url
    cause = next((meaning for words, meaning in CAUSES if words in said), None)
    if cause is None and f'database "{url.database}" does not exist' in said:
        cause = "there is no database of that name"
    if cause is None:
        cause = said.strip().splitlines()[-1].rpartition(" failed: ")[2].removeprefix("connection is bad: ")
        if url.password:
            cause = cause.replace(str(url.password), "...")
    return (
        f"The database {url.database or url.username} on {_host(url)}, port {_port(url)}, "
        f"cannot be reached as {url.username}: {cause.rstrip('.')}."
    )


def _host(url: URL) -> str:
    return str(url.host or url.query.get("host") or "this machine")


def _port(url: URL) -> str:
    return str(url.port or url.query.get("port") or PORT)
