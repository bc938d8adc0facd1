"""All that a database holds replaced at once: whoever reads meanwhile sees the old whole, or the new.

Rows go and others come in their places; the tables stay. A table dropped or emptied otherwise would look
empty to whoever began to read before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.exc import DBAPIError

from hub_roster.store.database import Database
from hub_roster.store.outages import outage_of
from hub_roster.store.scope import WHOLE, ScopedSession
from hub_roster.store.whole_tables import Watcher, WholeTable, tables_in


class DoesNotFit(Exception):
    """A database holds another to rules that it does not keep: of PostgreSQL, that nobody is booked twice."""

    def __init__(self) -> None:
        super().__init__(
            "This database does not take what the backup holds: somebody is booked twice at one time, or a "
            "text has a character in it that this kind of database cannot keep. Nothing was changed."
        )


@dataclass(frozen=True)
class Replacing:
    """A database that nobody else writes to until its content is replaced.

    Attributes
    ----------
    session
        Sees what it holds, to be read only.
    """

    connection: Connection
    session: ScopedSession
    tables: Sequence[WholeTable]

    def counts(self) -> dict[str, int]:
        """Say how many rows each table has."""
        return {table.name: table.count(self.connection) for table in self.tables}

    def by(self, source: Connection, watcher: Watcher) -> None:
        """Put what another database of the same revision holds in the place of everything.

        Raises
        ------
        DoesNotFit
            If this kind of database does not take it.
        """
        watcher.begin("Putting it in place", sum(table.count(source) for table in self.tables))
        try:
            with _unguarded(self.connection):
                for table in reversed(self.tables):
                    self.connection.execute(delete(table.table))
                for table in self.tables:
                    table.fill_from(source, self.connection, watcher)
                    _count_on(self.connection, table)
        except DBAPIError as error:
            if outage_of(error) is not None:
                raise
            raise DoesNotFit from None


@contextmanager
def replacing(database: Database) -> Iterator[Replacing]:
    """Let nobody else write until all that a database holds is replaced; if the block raises, nothing is."""
    with database.owning() as connection:
        tables = tables_in(connection)
        with ScopedSession(connection, expire_on_commit=False) as session:
            session.scope = WHOLE
            yield Replacing(connection, session, tables)


@contextmanager
def _unguarded(connection: Connection) -> Iterator[None]:
    """Let rows go that only ever come: the guards of the audit log and its like stand again at the end."""
    if connection.dialect.name == "postgresql":
        guarded = connection.exec_driver_sql(
            "select distinct tgrelid::regclass::text from pg_trigger where not tgisinternal"
        )
        names = sorted(guarded.scalars())
        for name in names:
            connection.exec_driver_sql(f"alter table {name} disable trigger user")
        yield
        # What is checked when a transaction ends is checked now: there is nothing left to be done.
        connection.exec_driver_sql("set constraints all immediate")
        for name in names:
            connection.exec_driver_sql(f"alter table {name} enable trigger user")
        return
    found = connection.exec_driver_sql("select name, sql from sqlite_master where type = 'trigger'")
    guards = [tuple(row) for row in found]
    for name, _ in guards:
        connection.exec_driver_sql(f"drop trigger {name}")
    yield
    for _, order in guards:
        connection.exec_driver_sql(order)


def _count_on(connection: Connection, table: WholeTable) -> None:
    """Let PostgreSQL count on from the highest number; never back, which a change given up would not undo."""
    if table.counted is None or connection.dialect.name != "postgresql":
        return
    counter = func.pg_get_serial_sequence(table.name, table.counted)
    name = connection.execute(select(counter)).scalar_one()
    if name is None:
        return
    highest = connection.execute(select(func.max(table.table.c[table.counted]))).scalar_one()
    if highest is not None:
        now = connection.execute(select(func.coalesce(func.pg_sequence_last_value(name), 0))).scalar_one()
        connection.execute(select(func.setval(name, max(highest, now))))
