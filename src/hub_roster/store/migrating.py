"""The tables brought up to what this release needs, from whatever released revision they stand at."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from hub_roster.store.database import Database

FOLDER = Path(__file__).with_name("migrations")


class NewerDatabase(Exception):
    """The database was brought up by a later release than this: its tables may mean something else."""


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the tables up to a revision, whole or not at all; one process at a time.

    Raises
    ------
    NewerDatabase
        If a later release has been here.
    """
    with database.owning() as connection:
        refuse_newer(connection)
        command.upgrade(configuration(connection), revision)


def stands_at(database: Database) -> str | None:
    """Give the revision the tables are at; None for a database without any."""
    with database.copying() as connection:
        return revision_of(connection)


def revision_of(connection: Connection) -> str | None:
    """Give the revision that the tables a connection sees are at; None where there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def known() -> frozenset[str]:
    """Give every revision that this release knows."""
    return frozenset(script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions())


def newest() -> str:
    """Give the revision that this release needs."""
    head = ScriptDirectory(str(FOLDER)).get_current_head()
    assert head is not None
    return head


def configuration(connection: Connection) -> Config:
    """Give Alembic its folder and the connection to work on."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def refuse_newer(connection: Connection) -> None:
    """Refuse a database that a later release has been at.

    Raises
    ------
    NewerDatabase
        If it has.
    """
    at = revision_of(connection)
    if at is not None and at not in known():
        raise NewerDatabase(
            "This database was last used by a later release of hub-roster. "
            "Start that release, or restore a backup made before it into an empty database."
        )
