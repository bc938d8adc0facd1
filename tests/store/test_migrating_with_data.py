"""Migrations of databases with data in them: from whatever revision, every row is there and as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from hub_roster.store.database import Database
from hub_roster.store.migrating import FOLDER, newest, stands_at, upgrade
from hub_roster.store.tables import Table
from hub_roster.store.whole_tables import tables_in
from tests.store.one_of_each import NEVER_FILLED, Values, fill, held

REVISIONS = [script.revision for script in reversed(list(ScriptDirectory(str(FOLDER)).walk_revisions()))]
"""From the first on."""


def assert_kept(database: Database, filled: Mapping[str, Values]) -> None:
    """Show that rows are there still, with the values they had in every column that is."""
    there = held(database)
    for name, values in filled.items():
        assert len(there[name]) == 1, name
        kept = {column: value for column, value in values.items() if column in there[name][0]}
        assert {column: there[name][0][column] for column in kept} == kept


def assert_as_the_classes_say(database: Database) -> None:
    """Show that the tables are those of this release, and hold what they refer to."""
    assert stands_at(database) == newest()
    with database.owning() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
        if not database.is_postgresql:
            assert connection.execute(text("pragma foreign_key_check")).all() == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_from_each_revision_all_at_once(empty: Database, revision: str) -> None:
    """A database filled at any revision is brought up to this release's, as where some were left out."""
    upgrade(empty, revision)
    filled = fill(empty)
    assert filled
    upgrade(empty)
    assert_kept(empty, filled)
    assert_as_the_classes_say(empty)


def test_one_revision_after_the_other(empty: Database) -> None:
    """What each revision adds is filled before the next is made: at the end there is a row in every table."""
    filled: dict[str, Values] = {}
    for revision in REVISIONS:
        upgrade(empty, revision)
        assert_kept(empty, filled)
        filled |= fill(empty)
    assert filled.keys() == Table.metadata.tables.keys() - NEVER_FILLED
    assert_kept(empty, filled)
    assert_as_the_classes_say(empty)


def test_both_databases_have_the_same_tables(
    tmp_path: Path, empty_postgresql: Callable[[], Database]
) -> None:
    """Names and kinds of columns are alike at every revision: a backup of one is restored into the other."""
    both = Database(f"sqlite:///{tmp_path / 'a.db'}"), empty_postgresql()
    for revision in REVISIONS:
        found = []
        for database in both:
            upgrade(database, revision)
            with database.copying() as connection:
                found.append({table.name: set(table.columns) for table in tables_in(connection)})
        assert found[0] == found[1]
    both[0].close()
