"""The sheets of an Excel file as rows of filled cells, and nothing yet of what they mean."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter

from hub_roster.exchange.cells import CellValue
from hub_roster.exchange.disk import MOST_BYTES, take
from hub_roster.exchange.faults import FileFault, SheetPlace, UnreadableFile, unreadable
from hub_roster.exchange.protected import CONTAINER, no_passwords, opened
from hub_roster.exchange.workbook_layout import MOST_MARKUP, PLAIN, Layout, UnreadableSheets, layouts

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

MACROS = "xl/vbaProject.bin"

DAMAGED = "The workbook is damaged: Excel may be able to repair it. Open it there and save it again."


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
    layout: Layout = PLAIN
    hidden: bool = False

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
        except UnreadableSheets as error:
            place = SheetPlace(error.title) if error.title else None
            raise UnreadableFile(path, [FileFault(place, error.message)]) from error
        except Exception as error:
            # Over a damaged workbook openpyxl raises anything: KeyError, ParseError, TypeError.
            raise unreadable(path, DAMAGED) from error


def _check_container(path: Path, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            unpacked = sum(part.file_size for part in container.infolist())
            beside = sum(part.file_size for part in container.infolist() if _is_beside(part.filename))
            names = set(container.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise unreadable(path, _what_it_is(content)) from error
    for part, kind in OTHERS:
        if part in names:
            message = f"This is {kind}, whatever its name says: open it and save it as .xlsx."
            raise unreadable(path, message)
    if MACROS in names:
        message = (
            "The workbook holds macros, which are programs: save it in Excel as .xlsx, which leaves them out."
        )
        raise unreadable(path, message)
    if "[Content_Types].xml" not in names:
        raise unreadable(path, "This is not an Excel workbook.")
    if unpacked > MOST_BYTES or beside > MOST_MARKUP:
        raise unreadable(path, "The workbook is far too large to be a hub's.")


def _is_beside(part: str) -> bool:
    """Say whether a part is read in whole, before any sheet: texts, styles, the list of sheets."""
    return part.endswith((".xml", ".rels")) and not part.startswith("xl/worksheets/")


def _what_it_is(content: bytes) -> str:
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"pk"):
        return "The workbook is cut short or damaged: copy or download it again."
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return "This is a web page with the name of a workbook: open it in Excel and save it as .xlsx."
    if b"\0" not in start:
        return "This is plain text with the name of a workbook: open it in Excel and save it as .xlsx."
    return "This is not an Excel workbook, or it is damaged."


def _sheets(content: bytes) -> list[FilledSheet]:
    reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    reader.read()
    layout = layouts(reader)
    found = []
    for sheet in reader.wb.worksheets:
        # What a file says of its own extent is not always so.
        sheet.reset_dimensions()
        rows = _rows(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=layout[sheet.title].last_row))
        hidden = sheet.sheet_state != "visible"
        found.append(FilledSheet(sheet.title, tuple(rows), layout[sheet.title], hidden))
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
    elif not isinstance(cell.value, str) and "%" in cell.number_format:
        trouble = "holds a percentage; format the cell as General and type the plain number."
    # A formula over several cells is an object of openpyxl's, which nobody is to read.
    value = cell.value if isinstance(cell.value, CellValue) else f"={getattr(cell.value, 'text', '')}"
    return FilledCell(row, column, value, trouble)
