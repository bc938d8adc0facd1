"""A database of each kind."""

from __future__ import annotations

from tests.databases import database, migrated, postgresql

__all__ = ["database", "migrated", "postgresql"]
