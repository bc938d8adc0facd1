"""A database of each kind."""

from __future__ import annotations

from tests.databases import database, migrated, postgresql
from tests.logged import no_secret_is_logged

__all__ = ["database", "migrated", "no_secret_is_logged", "postgresql"]
