"""Tables as a database has them, of whatever revision and kind it is: counted, read and filled whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol, TypeVar

from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Uuid,
    bindparam,
    func,
    insert,
    inspect,
    or_,
    select,
    update,
)
from sqlalchemy import Column as TableColumn
from sqlalchemy.engine import Inspector
from sqlalchemy.types import CHAR, TypeEngine

from hub_roster.exchange.backup_file import Column, Kind, Row
from hub_roster.store.columns import Moment

AT_ONCE = 100
"""Rows in memory at a time: some hold a hub's file."""

OF_ALEMBIC = "alembic_version"
"""The table of what revision the others are at: it goes with them, and is none of them."""

KINDS: tuple[tuple[type[TypeEngine[Any]], Kind], ...] = (
    (Uuid, Kind.ID),
    (CHAR, Kind.ID),  # as SQLite keeps one
    (Boolean, Kind.BOOLEAN),
    (Integer, Kind.INTEGER),
    (DateTime, Kind.MOMENT),
    (Date, Kind.DATE),
    (LargeBinary, Kind.BYTES),
    (String, Kind.TEXT),
)
"""What a column's values are, by its type on either database; the first that fits counts."""

TYPES: dict[Kind, Callable[[], TypeEngine[Any]]] = {
    Kind.ID: Uuid,
    Kind.BOOLEAN: Boolean,
    Kind.INTEGER: Integer,
    Kind.MOMENT: Moment,
    Kind.DATE: Date,
    Kind.BYTES: LargeBinary,
    Kind.TEXT: String,
}
"""By what type values of a kind are read and written alike on both."""

Each = TypeVar("Each")


class Watcher(Protocol):
    """Whoever wants to know how far a copy is."""

    def begin(self, what: str, rows: int) -> None:
        """Hear what is done from now on, and with how many rows."""

    def copied(self, rows: int) -> None:
        """Hear of further rows that are done."""


class Nobody:
    """Nobody who wants to know."""

    def begin(self, what: str, rows: int) -> None:
        """Hear nothing."""

    def copied(self, rows: int) -> None:
        """Hear nothing."""


NOBODY = Nobody()


class UnknownKind(Exception):
    """A column of a type that no kind was made for yet: a fault of ours."""


@dataclass(frozen=True)
class WholeTable:
    """A table with what it takes to copy it.

    Attributes
    ----------
    table
        Its columns, of types that read alike on both databases.
    to_itself
        Columns that refer to another row of the same table.
    counted
        The column whose values the database counts up by itself.
    """

    table: Table
    columns: tuple[Column, ...]
    to_itself: tuple[str, ...]
    counted: str | None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.table.name

    def count(self, connection: Connection) -> int:
        """Say how many rows it has."""
        return connection.execute(select(func.count()).select_from(self.table)).scalar_one()

    def rows(self, connection: Connection) -> Iterator[Row]:
        """Give its rows in the order of their keys, a few at a time."""
        wanted = select(self.table).order_by(*self.table.primary_key)
        for row in connection.execute(wanted, execution_options={"yield_per": AT_ONCE}):
            yield tuple(row)

    def fill(self, connection: Connection, rows: Iterable[Row], watcher: Watcher) -> None:
        """Put rows into it as they are."""
        names = [column.name for column in self.columns]
        for some in in_batches(rows):
            connection.execute(insert(self.table), [dict(zip(names, row, strict=True)) for row in some])
            watcher.copied(len(some))

    def fill_from(self, source: Connection, target: Connection, watcher: Watcher) -> None:
        """Put the rows of the same table of another database into it.

        What refers to another row of it is put in once all of them are there.
        """
        later = [number for number, column in enumerate(self.columns) if column.name in self.to_itself]
        first = (
            tuple(None if number in later else value for number, value in enumerate(row))
            for row in self.rows(source)
        )
        self.fill(target, first if later else self.rows(source), watcher)
        if later:
            self._refer(source, target)

    def _refer(self, source: Connection, target: Connection) -> None:
        keys = list(self.table.primary_key)
        references = [self.table.c[name] for name in self.to_itself]
        wanted = select(*keys, *references).where(or_(*(column.is_not(None) for column in references)))
        order = update(self.table).where(*(key == bindparam(f"key_{key.name}") for key in keys))
        order = order.values({column.name: bindparam(f"to_{column.name}") for column in references})
        names = [*(f"key_{key.name}" for key in keys), *(f"to_{column.name}" for column in references)]
        found = source.execute(wanted, execution_options={"yield_per": AT_ONCE})
        for some in in_batches(found):
            target.execute(order, [dict(zip(names, row, strict=True)) for row in some])


def in_batches(each: Iterable[Each], size: int = AT_ONCE) -> Iterator[list[Each]]:
    """Give some at a time, in order."""
    left = iter(each)
    while some := list(islice(left, size)):
        yield some


def tables_in(connection: Connection) -> tuple[WholeTable, ...]:
    """Give the tables of a database, each after those it refers to."""
    seen = inspect(connection)
    ordered = [name for name, _ in seen.get_sorted_table_and_fkc_names() if name is not None]
    return tuple(_table(seen, name) for name in ordered if name != OF_ALEMBIC)


def _table(seen: Inspector, name: str) -> WholeTable:
    columns = tuple(
        Column(name=each["name"], kind=_kind(name, each["name"], each["type"]))
        for each in seen.get_columns(name)
    )
    keys: Sequence[str] = seen.get_pk_constraint(name)["constrained_columns"]
    made = [TableColumn(each.name, TYPES[each.kind](), primary_key=each.name in keys) for each in columns]
    to_itself = {
        referring
        for reference in seen.get_foreign_keys(name)
        if reference["referred_table"] == name
        for referring in reference["constrained_columns"]
    }
    counts = len(keys) == 1 and any(each.name == keys[0] and each.kind is Kind.INTEGER for each in columns)
    return WholeTable(
        Table(name, MetaData(), *made), columns, tuple(sorted(to_itself)), keys[0] if counts else None
    )


def _kind(table: str, column: str, kept: TypeEngine[Any]) -> Kind:
    for kind_of_type, kind in KINDS:
        if isinstance(kept, kind_of_type):
            return kind
    raise UnknownKind(f"{table}.{column} is {kept!r}")
