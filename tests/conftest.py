"""What every test has: a watch over its log lines; and a database of each kind, for those that ask for one.

Here and not in each folder, so that a process of tests starts one PostgreSQL.
"""

from __future__ import annotations

import pytest

from hub_roster.service.editing import editing
from tests.databases import database, empty, empty_postgresql, migrated, postgresql
from tests.logged import no_secret_is_logged

__all__ = ["database", "empty", "empty_postgresql", "migrated", "no_secret_is_logged", "postgresql"]


@pytest.fixture(autouse=True)
def memory_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each judged period pass without a look through all of memory.

    It changes no answer. In a process that has run a thousand tests it takes seconds, hundreds of times over;
    tests/faults and the measurements have services of their own, which look.
    """
    monkeypatch.setattr(editing, "set_apart", lambda: None)
