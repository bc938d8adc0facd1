"""A backup as a file: a zip with one member for each table, a row a line, and a list of what it holds.

A row is a JSON array of its values in the order of the columns; the list says each column's kind, each
table's number of rows and the SHA-256 of its lines, so that a file cut off, changed or put together by
somebody else is known for one. Nothing in it depends on the database it was made from.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from hub_roster.exchange.disk import putting
from hub_roster.exchange.faults import unreadable

FORMAT: Literal[1] = 1
"""Of what is written; another number is another format."""

MARK, LIST = "hub-roster-backup", "contents.json"
"""Members: the first one, by which even a file that was cut off is known, and the list."""

MOST_LINE = 512 * 1024 * 1024
"""Bytes of the longest row: beyond it memory would be at risk."""

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, KeyError)
"""What reading a member raises where the file was changed, or is none of ours."""

NOT_OURS = "This is no backup of hub-roster."
LATER = "This backup was made by a later release of hub-roster: restore it with that one."
CUT_OFF = "This backup is cut off: its end is missing."

Value = int | bool | str | date | datetime | UUID | bytes | None
Row = tuple[Value, ...]


class Kind(StrEnum):
    """What the values of a column are."""

    INTEGER = "integer"
    BOOLEAN = "boolean"
    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    ID = "id"
    BYTES = "bytes"


class _Listed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Listed):
    """A column of a table."""

    name: str
    kind: Kind


class TableKept(_Listed):
    """A table as a backup holds it; `digest` is the SHA-256 of its lines, in hexadecimal."""

    name: str
    columns: tuple[Column, ...]
    rows: int = Field(ge=0)
    digest: str


class Contents(_Listed):
    """What a backup holds.

    Attributes
    ----------
    release
        Of hub-roster that made it.
    revision
        That the tables stand at.
    made_at
        The moment that all of it is of.
    """

    format: Literal[1]
    release: str
    revision: str
    made_at: AwareDatetime
    tables: tuple[TableKept, ...]


class BrokenTable(Exception):
    """A table of a backup that is not as it was written; the message says how."""


# Writing ------------------------------------------------------------------------------------------


class BackupWriter:
    """A backup being written, one table after the other."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._tables: list[TableKept] = []
        archive.writestr(zipfile.ZipInfo(MARK), f"{FORMAT}\n")

    def add(self, name: str, columns: tuple[Column, ...], rows: Iterable[Row]) -> None:
        """Write a table."""
        digest, count = hashlib.sha256(), 0
        written = [WRITTEN[column.kind] for column in columns]
        with self._archive.open(_member(name), "w", force_zip64=True) as file:
            for row in rows:
                values = [
                    None if value is None else write(value) for write, value in zip(written, row, strict=True)
                ]
                line = (json.dumps(values, separators=(",", ":"), ensure_ascii=False) + "\n").encode()
                digest.update(line)
                file.write(line)
                count += 1
        self._tables.append(TableKept(name=name, columns=columns, rows=count, digest=digest.hexdigest()))

    def end(self, release: str, revision: str, made_at: datetime) -> Contents:
        """Write the list, without which the file is none."""
        contents = Contents(
            format=FORMAT, release=release, revision=revision, made_at=made_at, tables=tuple(self._tables)
        )
        self._archive.writestr(LIST, contents.model_dump_json(indent=1))
        return contents


@contextmanager
def writing(path: Path) -> Iterator[BackupWriter]:
    """Write a backup that stands under its name once it is whole, and is for its owner's eyes alone.

    Raises
    ------
    UnwritableFile
        Where it cannot be written; what stood there before is untouched.
    """
    # Lightly: most of it is compressed already, and only written out longer.
    with (
        putting(path, private=True) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        yield BackupWriter(archive)


# Reading ------------------------------------------------------------------------------------------


class BackupFile:
    """A backup that is open; of its tables nothing is known to be sound until they have been read."""

    def __init__(self, archive: zipfile.ZipFile, contents: Contents) -> None:
        self._archive = archive
        self.contents = contents

    def rows(self, table: TableKept) -> Iterator[Row]:
        """Give the rows of a table, and find out whether they are as they were written.

        Raises
        ------
        BrokenTable
            At the first line that is not, or at the end.
        """
        try:
            with self._archive.open(_member(table.name)) as file:
                yield from _rows(file, table)
        except BROKEN:
            raise BrokenTable("it cannot be read whole") from None


def _rows(file: IO[bytes], table: TableKept) -> Iterator[Row]:
    digest, count = hashlib.sha256(), 0
    read = [READ[column.kind] for column in table.columns]
    while line := file.readline(MOST_LINE):
        count += 1
        digest.update(line)
        try:
            yield _values(line, read)
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise BrokenTable(f"row {count} is not of the kinds it should be") from None
    if count != table.rows:
        raise BrokenTable(f"it has {count} rows, and had {table.rows} when it was written")
    if digest.hexdigest() != table.digest:
        raise BrokenTable("it was changed since it was written")


def _values(line: bytes, read: list[Callable[[object], Value]]) -> Row:
    return tuple(
        None if value is None else take(value) for take, value in zip(read, json.loads(line), strict=True)
    )


@contextmanager
def reading(path: Path) -> Iterator[BackupFile]:
    """Open a backup.

    Raises
    ------
    UnreadableFile
        If it is none, or cut off, or of a later format.
    """
    with _archive(path) as archive:
        yield BackupFile(archive, _contents(path, archive))


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError:
        raise unreadable(path, "There is no such file.") from None
    except IsADirectoryError:
        raise unreadable(path, "This is a folder, not a file.") from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise unreadable(path, CUT_OFF if _begins_as_ours(path) else NOT_OURS) from None
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise unreadable(path, f"The file could not be opened: {why}.") from None


def _contents(path: Path, archive: zipfile.ZipFile) -> Contents:
    if MARK not in archive.namelist():
        raise unreadable(path, NOT_OURS)
    try:
        listed = json.loads(archive.read(LIST))
    except (*BROKEN, ValueError, RecursionError):
        raise unreadable(path, "The list of what this backup holds cannot be read.") from None
    written = listed.get("format") if isinstance(listed, dict) else None
    if isinstance(written, int) and written > FORMAT:
        raise unreadable(path, LATER)
    try:
        return Contents.model_validate_json(json.dumps(listed))
    except ValidationError:
        raise unreadable(path, "The list of what this backup holds was changed.") from None


def _begins_as_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return MARK.encode() in file.read(64)
    except OSError:
        return False


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


# Values -------------------------------------------------------------------------------------------


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()  # half of a character is none
    return value


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)


READ: dict[Kind, Callable[[object], Value]] = {
    Kind.INTEGER: _whole,
    Kind.BOOLEAN: _truth,
    Kind.TEXT: _text,
    Kind.DATE: lambda value: date.fromisoformat(_text(value)),
    Kind.MOMENT: _moment,
    Kind.ID: lambda value: UUID(_text(value)),
    Kind.BYTES: lambda value: base64.b64decode(_text(value), validate=True),
}
"""How a value is read of what JSON holds in its place; what is of another kind raises."""


def _in_base64(value: object) -> str:
    assert isinstance(value, bytes)
    return base64.b64encode(value).decode()


def _in_iso(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()


def _as_it_is(value: object) -> object:
    return value


WRITTEN: dict[Kind, Callable[[object], object]] = {
    Kind.INTEGER: _as_it_is,
    Kind.BOOLEAN: _as_it_is,
    Kind.TEXT: _as_it_is,
    Kind.DATE: _in_iso,
    Kind.MOMENT: _in_iso,
    Kind.ID: str,
    Kind.BYTES: _in_base64,
}
"""What stands in JSON for a value."""
