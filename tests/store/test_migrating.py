"""The tables: made alike on both databases, and as the classes say."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from hub_roster.store.database import Database
from hub_roster.store.migrating import NewerDatabase, newest, stands_at, upgrade
from hub_roster.store.tables import Table


def test_the_migrations_make_what_the_classes_say(database: Database) -> None:
    """After every migration nothing is left to change."""
    with database.owning() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
    assert stands_at(database) == newest()


def test_to_upgrade_again_changes_nothing(database: Database) -> None:
    """A service that starts again finds its tables as they are."""
    upgrade(database)
    assert stands_at(database) == newest()


def test_a_later_release_s_database_is_refused(database: Database) -> None:
    """An older release does not touch tables it does not know."""
    with database.owning() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="later release"):
        upgrade(database)
