"""Backups: everything a database holds as it stands at one moment, and a database made of that again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from hub_roster.exchange.backup_file import (
    BackupFile,
    BrokenTable,
    Contents,
    Row,
    TableKept,
    reading,
    writing,
)
from hub_roster.exchange.faults import FileFault, UnreadableFile, unreadable
from hub_roster.store.database import Database, TemporaryDatabase
from hub_roster.store.migrating import known, refuse_newer, revision_of, upgrade
from hub_roster.store.outages import outage_of
from hub_roster.store.reaching import require
from hub_roster.store.whole_tables import Watcher, WholeTable, tables_in

LATER = "This backup was made by a later release of hub-roster ({}): restore it with that one."


def write_backup(database: Database, path: Path, at: datetime, watcher: Watcher) -> Contents:
    """Write everything a database holds at one moment into a file, while others go on reading and writing.

    Parameters
    ----------
    at
        That moment, as the file is to say it.

    Raises
    ------
    NoDatabase, Unreachable
        If there is none, or it cannot be used.
    NewerDatabase
        If a later release has been at them.
    UnwritableFile
        If the file cannot be written.
    """
    require(database)
    with database.copying() as connection:
        revision = revision_of(connection)
        assert revision is not None
        refuse_newer(connection)
        tables = tables_in(connection)
        watcher.begin("Writing the backup", sum(table.count(connection) for table in tables))
        with writing(path) as file:
            for table in tables:
                file.add(table.name, table.columns, _told(table, connection, watcher))
            return file.end(version("hub-roster"), revision, at)


def _told(table: WholeTable, connection: Connection, watcher: Watcher) -> Iterator[Row]:
    for row in table.rows(connection):
        yield row
        watcher.copied(1)


# Read again ---------------------------------------------------------------------------------------


@contextmanager
def rebuilt(path: Path, watcher: Watcher) -> Iterator[tuple[Contents, Database]]:
    """Make a database of a backup, at the revision this release needs: one of its own, to look at or copy.

    Raises
    ------
    UnreadableFile
        With everything that is wrong with the backup.
    """
    staging = TemporaryDatabase()
    try:
        with reading(path) as file:
            contents = file.contents
            if contents.revision not in known():
                raise unreadable(path, LATER.format(contents.release))
            watcher.begin("Reading the backup", sum(table.rows for table in contents.tables))
            upgrade(staging, contents.revision)
            faults = _fill(staging, file, watcher)
        if faults:
            raise UnreadableFile(path, [FileFault(None, fault) for fault in faults])
        upgrade(staging)
        yield contents, staging
    finally:
        staging.close()


def _fill(staging: Database, file: BackupFile, watcher: Watcher) -> Sequence[str]:
    """Put all rows of a backup into empty tables, and say everything that is wrong with it."""
    with staging.owning() as connection:
        tables = tables_in(connection)
        faults = list(_misshapen(tables, file.contents.tables))
        if faults:
            return faults
        # Rows refer to rows that come later.
        connection.exec_driver_sql("pragma defer_foreign_keys = on")
        listed = {table.name: table for table in file.contents.tables}
        for table in tables:
            faults += _put(connection, table, file, listed[table.name], watcher)
        # Of what could not be read, others are missing what they refer to.
        faults = faults or list(_apart(connection))
        if faults:
            connection.rollback()
        return faults


def _put(
    connection: Connection, table: WholeTable, file: BackupFile, listed: TableKept, watcher: Watcher
) -> Iterator[str]:
    try:
        table.fill(connection, file.rows(listed), watcher)
    except BrokenTable as broken:
        yield f"Table '{table.name}': {broken}."
    except DBAPIError as error:
        if outage_of(error) is not None:
            raise
        yield f"Table '{table.name}': it holds rows that hub-roster never keeps."


def _misshapen(tables: Sequence[WholeTable], listed: Sequence[TableKept]) -> Iterator[str]:
    """Say in what a backup's tables are not those of the revision it says it is of."""
    wanted = {table.name: set(table.columns) for table in tables}
    there = {table.name: set(table.columns) for table in listed}
    if len(there) < len(listed):
        yield "A table is listed twice."
    for name in sorted(wanted.keys() | there.keys()):
        if name not in there:
            yield f"Table '{name}' is missing."
        elif name not in wanted:
            yield f"Table '{name}' is none of hub-roster's."
        elif wanted[name] != there[name]:
            yield f"Table '{name}' has other columns than it should have."


def _apart(connection: Connection) -> Iterator[str]:
    """Say which tables refer to rows that are not there."""
    found = connection.exec_driver_sql('select distinct "table" from pragma_foreign_key_check')
    for name in sorted(found.scalars()):
        yield f"Table '{name}': it refers to rows that are missing."
