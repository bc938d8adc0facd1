"""An entrance to a database of each kind, whose passwords are quick to hash."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hub_roster.service.access.entrance import Entrance
from hub_roster.service.access.passwords import Passwords
from hub_roster.store.database import Database
from tests.service.access.callers import NOON, QUICK


@pytest.fixture
def entrance(database: Database) -> Iterator[Entrance]:
    """Give an entrance to an empty database."""
    made = Entrance.of(database, NOON, Passwords(QUICK), environment={})
    yield made
    made.passwords.close()
