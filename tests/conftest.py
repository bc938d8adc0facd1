"""What every test has: a watch over its log lines; and a database of each kind, for those that ask for one.

Here and not in each folder, so that a process of tests starts one PostgreSQL.
"""

from __future__ import annotations

from tests.databases import database, empty, empty_postgresql, migrated, postgresql
from tests.logged import no_secret_is_logged

__all__ = ["database", "empty", "empty_postgresql", "migrated", "no_secret_is_logged", "postgresql"]
