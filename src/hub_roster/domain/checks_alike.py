"""Check of names that nobody can tell apart on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import Fault, as_seen
from hub_roster.domain.checks_names import KEYS, THINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub_roster.domain.tables import Tables

NAMED = tuple(table for table in KEYS if table not in {"young_people", "family_adults"})
"""Codes of young people and their families' adults are compared more strictly, and elsewhere."""


def look_alike(problem: Tables) -> Iterator[Fault]:
    """Find names of two rows that differ only by a kind of blank, quote or dash."""
    for table in NAMED:
        seen: dict[str, str] = {}
        for row, record in enumerate(getattr(problem, table)):
            name = getattr(record, KEYS[table], None)
            if name is None:
                continue
            other = seen.setdefault(as_seen(name), name)
            if other != name:
                message = (
                    f"This name looks like another {THINGS[table]}'s and has another kind of blank, quote or "
                    "dash: if they are one, keep one row; if not, choose another name."
                )
                yield Fault((table, row, KEYS[table]), message)
