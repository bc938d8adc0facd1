"""A database of each kind, and the complete hub to keep in it."""

from __future__ import annotations

from tests.databases import database, migrated, postgresql
from tests.exchange.conftest import complete

__all__ = ["complete", "database", "migrated", "postgresql"]
