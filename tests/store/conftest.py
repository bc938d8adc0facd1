"""A database of each kind, and the complete hub to keep in it."""

from __future__ import annotations

from tests.databases import database, migrated, postgresql
from tests.exchange.conftest import complete
from tests.logged import no_secret_is_logged

__all__ = ["complete", "database", "migrated", "no_secret_is_logged", "postgresql"]
