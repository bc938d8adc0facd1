"""Databases for tests: every test that asks for one runs on SQLite and on PostgreSQL.

The tests' conftest imports `database` and what that needs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from hub_roster.store.database import Database
from hub_roster.store.migrating import upgrade
from tests import postgres

__all__ = ["database", "empty", "empty_postgresql", "migrated", "postgresql"]

TEMPLATE = "hub_roster_template"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Give the address of a PostgreSQL."""
    # Not pytest's own folder: a server that is not root must be let in, and a socket's path be short.
    with tempfile.TemporaryDirectory(prefix="hub-roster-") as folder:
        Path(folder).chmod(0o755)
        with postgres.running(Path(folder)) as address:
            yield address


@pytest.fixture(scope="session")
def migrated(postgresql: str) -> str:
    """Give the name of a database that has every table, to be copied."""
    name = f"{TEMPLATE}_{uuid4().hex}"
    made = Database(_named(postgresql, name))
    _order(postgresql, f"create database {name}")
    upgrade(made)
    made.close()
    return name


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Give an empty database with every table."""
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'hub-roster.db'}")
        upgrade(made)
        yield made
        made.close()
        return
    address, template = (request.getfixturevalue(name) for name in ("postgresql", "migrated"))
    name = f"t{uuid4().hex}"
    _order(address, f"create database {name} template {template}")
    made = Database(_named(address, name))
    yield made
    made.close()
    _order(address, f"drop database {name}")


@pytest.fixture
def empty_postgresql(postgresql: str) -> Iterator[Callable[[], Database]]:
    """Give a function that makes a database of PostgreSQL without any table."""
    made: dict[str, Database] = {}

    def make() -> Database:
        name = f"t{uuid4().hex}"
        _order(postgresql, f"create database {name}")
        made[name] = Database(_named(postgresql, name))
        return made[name]

    yield make
    for name, database in made.items():
        database.close()
        _order(postgresql, f"drop database {name}")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Give a database without any table."""
    if request.param == "postgresql":
        make: Callable[[], Database] = request.getfixturevalue("empty_postgresql")
        yield make()
        return
    made = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    yield made
    made.close()


def _named(address: str, name: str) -> str:
    return make_url(address).set(database=name).render_as_string(hide_password=False)


def _order(address: str, order: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(order.encode())
