"""The sheets of an Excel file as rows of filled cells, and nothing yet of what they mean."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from hub_roster.exchange.cells import CellValue
from hub_roster.exchange.disk import MOST_BYTES, take
from hub_roster.exchange.faults import unreadable
from hub_roster.exchange.protected import CONTAINER, no_passwords, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from hub_roster.exchange.protected import Passwords

MOST_COLUMNS = 64
"""Columns looked at; a stray cell further right holds nothing of ours."""

OTHERS: tuple[tuple[str, str], ...] = (
    ("META-INF/manifest.xml", "an OpenDocument spreadsheet (.ods)"),
    ("xl/workbook.bin", "a binary workbook (.xlsb)"),
    ("Index/Document.iwa", "a spreadsheet of Apple Numbers"),
)
"""Parts that tell what a file under the name of a workbook really is."""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """One cell that holds something.

    Attributes
    ----------
    column
        Counted from 1.
    trouble
        Why its value cannot be used, whatever belongs there; else empty.
    """

    row: int
    column: int
    value: CellValue
    trouble: str = ""

    @property
    def name(self) -> str:
        """The name Excel shows for it, such as C4."""
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet: its rows that hold something, in order."""

    title: str
    rows: tuple[tuple[FilledCell, ...], ...]

    @property
    def bare(self) -> bool:
        """Whether nothing stands below its headings but examples."""
        return all(is_example(row) for row in self.rows[1:])


EXAMPLE = "e.g. "
"""How every cell begins of a row that only shows how to fill a sheet in; such a row is not read."""


def shows_example(cell: FilledCell) -> bool:
    """Say whether a cell still holds the example it had in a blank workbook."""
    return isinstance(cell.value, str) and cell.value.startswith(EXAMPLE)


def is_example(row: Sequence[FilledCell]) -> bool:
    """Say whether a row is an example as a whole, which nobody has begun to type over."""
    return all(shows_example(cell) for cell in row)


def read_sheets(path: Path, passwords: Passwords = no_passwords) -> list[FilledSheet]:
    """Give the sheets of an Excel file.

    Parameters
    ----------
    passwords
        Asked where the file is protected.

    Raises
    ------
    UnreadableFile
        Where the file is no workbook, a damaged one, or a protected one that no password opens.
    """
    content = take(path)
    if content.startswith(CONTAINER):
        content = opened(path, content, passwords)
    _check_container(path, content)
    with warnings.catch_warnings():
        # openpyxl warns of what it leaves out (drawings, extensions): nothing of ours.
        warnings.simplefilter("ignore")
        try:
            return _sheets(content)
        except Exception as error:
            # Over a damaged workbook openpyxl raises anything: KeyError, ParseError, TypeError.
            raise unreadable(path, "The workbook is damaged: Excel may be able to repair it.") from error


def _check_container(path: Path, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            unpacked = sum(part.file_size for part in container.infolist())
            names = set(container.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise unreadable(path, "This is not an Excel workbook, or it is damaged.") from error
    for part, kind in OTHERS:
        if part in names:
            message = f"This is {kind}, whatever its name says: open it and save it as .xlsx."
            raise unreadable(path, message)
    if "[Content_Types].xml" not in names:
        raise unreadable(path, "This is not an Excel workbook.")
    if unpacked > MOST_BYTES:
        raise unreadable(path, "The workbook is far too large to be a hub's.")


def _sheets(content: bytes) -> list[FilledSheet]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    found = []
    for sheet in book.worksheets:
        # What a file says of its own extent is not always so.
        sheet.reset_dimensions()
        rows = _rows(sheet.iter_rows(max_col=MOST_COLUMNS))
        found.append(FilledSheet(sheet.title, tuple(rows)))
    return found


def _rows(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[FilledCell, ...]]:
    blank: object = None
    for number, row in enumerate(rows, start=1):
        # openpyxl gives the same tuple for every row a sheet skips, and a sheet may skip a million.
        if row is blank:
            continue
        filled = tuple(
            _cell(number, column, cell)
            for column, cell in enumerate(row, start=1)
            if cell.value is not None and not _is_blank(cell.value)
        )
        if filled:
            yield filled
        else:
            blank = row


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _cell(row: int, column: int, cell: Any) -> FilledCell:
    trouble = ""
    if cell.data_type == "f":
        trouble = "holds a formula; replace it by its value (copy, then paste as values)."
    elif cell.data_type == "e":
        trouble = f"holds an error ({cell.value})."
    elif not isinstance(cell.value, CellValue):
        trouble = "holds something that cannot be read; type its value again."
    return FilledCell(row, column, cell.value, trouble)
