"""A backup as a file: any value comes back as it was, and one of another kind is found."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub_roster.exchange.backup_file import (
    LIST,
    MARK,
    BrokenTable,
    Column,
    Contents,
    Kind,
    Row,
    TableKept,
    reading,
    writing,
)

AT = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
COLUMNS = tuple(Column(name=kind, kind=kind) for kind in Kind)

VALUES = {
    Kind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    Kind.BOOLEAN: st.booleans(),
    Kind.TEXT: st.text(),
    Kind.DATE: st.dates(),
    Kind.MOMENT: st.datetimes(timezones=st.timezones()).filter(lambda at: 1 < at.year < 9999),
    Kind.ID: st.uuids(),
    Kind.BYTES: st.binary(max_size=200),
}
ROWS = st.lists(st.tuples(*(st.none() | VALUES[kind] for kind in Kind)), max_size=20)


def written(path: Path, rows: list[Row]) -> None:
    """Write a backup with one table."""
    with writing(path) as file:
        file.add("every kind", COLUMNS, rows)
        file.end("0.1.0", "0001", AT)


def read(path: Path) -> list[Row]:
    """Give the rows of the one table."""
    with reading(path) as file:
        (table,) = file.contents.tables
        return list(file.rows(table))


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_any_value_comes_back(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> None:
    """Instants are instants, in whatever zone they were said; texts are any there can be, bytes too."""
    path = tmp_path_factory.mktemp("backup") / "b.zip"
    written(path, rows)
    assert read(path) == rows


WRONG: dict[Kind, list[object]] = {
    Kind.INTEGER: [1.0, True, "1"],
    Kind.BOOLEAN: [0, "true"],
    Kind.TEXT: [1, [], "\ud800"],
    Kind.DATE: ["2026-02-30", 20260202, ""],
    Kind.MOMENT: ["2026-02-02T12:00:00", 0, "noon"],
    Kind.ID: ["1", 1],
    Kind.BYTES: ["é", "a", 1],
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_value_of_another_kind_is_found(tmp_path: Path, kind: Kind) -> None:
    """Whatever the list says: nothing of another kind reaches a database."""
    path = tmp_path / "b.zip"
    for value in WRONG[kind]:
        line = json.dumps([value]).encode() + b"\n"
        one = TableKept(
            name="t", columns=(Column(name="c", kind=kind),), rows=1, digest=hashlib.sha256(line).hexdigest()
        )
        contents = Contents(format=1, release="0.1.0", revision="0001", made_at=AT, tables=(one,))
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(MARK, "1")
            archive.writestr(LIST, contents.model_dump_json())
            archive.writestr("tables/t.jsonl", line)
        with pytest.raises(BrokenTable, match="row 1 is not of the kinds it should be"):
            read(path)


def test_what_raises_amid_writing_leaves_nothing(tmp_path: Path) -> None:
    """Neither under the name nor beside it."""

    def rows() -> Iterator[Row]:
        yield (None,) * len(COLUMNS)
        raise RuntimeError

    with pytest.raises(RuntimeError), writing(tmp_path / "b.zip") as file:
        file.add("every kind", COLUMNS, rows())
    assert list(tmp_path.iterdir()) == []
