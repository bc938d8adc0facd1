"""The row of every table: none is left out, or what is done to whole databases would not be tried with it."""

from __future__ import annotations

from hub_roster.store.database import Database
from hub_roster.store.tables import Table
from tests.store.one_of_each import EVERYTHING, NEVER_FILLED, ROWS, fill, held


def test_every_table_has_a_row() -> None:
    """Whoever adds a table adds its row to tests/store/one_of_each.py."""
    assert Table.metadata.tables.keys() - ROWS.keys() == NEVER_FILLED


def test_every_column_has_a_value() -> None:
    """And whoever adds a column its value."""
    lacking = {
        f"{name}.{column.name}"
        for name, table in Table.metadata.tables.items()
        for column in table.columns
        if name not in NEVER_FILLED and column.name not in ROWS.get(name, {})
    }
    assert lacking == set()


def test_the_rows_are_read_as_they_were_written(database: Database) -> None:
    """In tables as the database has them, whatever kind it is: instants to the microsecond, odd letters."""
    assert fill(database) == ROWS
    assert held(database) == EVERYTHING
