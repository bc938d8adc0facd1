"""Which row of one table is which row of another version of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub_roster.domain.checks_names import KEYS, ONCE, REFERENCES, TASK_CODES
from hub_roster.exchange.kinds import Kind, shapes

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from hub_roster.domain.model import Record

NAMING = (Kind.TEXT, Kind.CHOICE)
"""Kinds of value that say which row is meant, where a table has no key."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The rows of two versions of a table that are not the same in both, each in its table's order."""

    added: tuple[Record, ...]
    removed: tuple[Record, ...]
    changed: tuple[tuple[Record, Record], ...]

    @property
    def count(self) -> int:
        """How many rows differ."""
        return len(self.added) + len(self.removed) + len(self.changed)


def key_fields(table: str) -> tuple[str, ...]:
    """Give the fields no two rows of a table have alike; none where rows have no key."""
    coded = {**KEYS, **dict(TASK_CODES)}
    if table in coded:
        return (coded[table],)
    return next((fields for name, fields, _ in ONCE if name == table), ())


def match(table: str, old: Sequence[Record], new: Sequence[Record]) -> Matched:
    """Match the rows of two versions of a table.

    By the table's key where it has one. Else rows that are alike are the same row; of the others, two
    are one row changed where they name the same things and nothing else could be meant.
    """
    gone, come = _without(old, new), _without(new, old)
    fields = key_fields(table) or _naming_fields(table, [*gone, *come])
    before, after = _by(fields, gone), _by(fields, come)
    pairs = [
        (rows[0], after[key][0])
        for key, rows in before.items()
        if len(rows) == 1 and len(after.get(key, ())) == 1
    ]
    paired = {id(row) for pair in pairs for row in pair}
    return Matched(
        added=tuple(row for row in come if id(row) not in paired),
        removed=tuple(row for row in gone if id(row) not in paired),
        changed=tuple(pairs),
    )


def _without(rows: Iterable[Record], others: Iterable[Record]) -> list[Record]:
    """Give the rows that are not among others, counting rows that stand there more than once."""
    left = Counter(others)
    found = []
    for row in rows:
        if left[row]:
            left[row] -= 1
        else:
            found.append(row)
    return found


def _by(fields: tuple[str, ...], rows: Iterable[Record]) -> dict[tuple[Hashable, ...], list[Record]]:
    found: dict[tuple[Hashable, ...], list[Record]] = defaultdict(list)
    for row in rows:
        found[tuple(getattr(row, field) for field in fields)].append(row)
    return found


def _naming_fields(table: str, rows: Sequence[Record]) -> tuple[str, ...]:
    if not rows:
        return ()
    record = type(rows[0])
    refers = [field for field, _ in REFERENCES.get(table, ())]
    needed = [
        field
        for field, shape in shapes(record).items()
        if record.model_fields[field].is_required() and shape.kind in NAMING
    ]
    return tuple(dict.fromkeys([*(f for f in refers if record.model_fields[f].is_required()), *needed]))
