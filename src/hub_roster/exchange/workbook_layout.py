"""What an Excel file says of its sheets beside their cells: merged cells, hidden rows, how large they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

    from openpyxl.reader.excel import ExcelReader

MOST_MARKUP = 24 * 1024 * 1024
"""Bytes of sheets, unpacked: about 100,000 filled rows, which are read in some five seconds."""

MOST_SHEETS = 200

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^<>]*?hidden="(?:1|true)"[^<>]*>')
NUMBERED_ROW = re.compile(rb'<row\s(?:[^<>]*?\s)?r="(\d{1,7})"')
ROW_NUMBER = re.compile(rb'\sr="(\d{1,7})"')
MOST_MERGED = 500
"""Merged areas of a sheet that are looked at: any one of them keeps the file from being read."""


class UnreadableSheets(Exception):
    """Sheets that cannot be read as they stand; carries the sheet's title where one is to blame."""

    def __init__(self, message: str, title: str | None = None) -> None:
        self.message = message
        self.title = title
        super().__init__(message, title)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a sheet says beside its cells.

    Attributes
    ----------
    merged
        Areas of merged cells, such as A2:A4.
    hidden_rows
        Rows that are not shown on the screen, which are data all the same.
    last_row
        The last row before those at the end that hold no cell; None where it is not known. LibreOffice
        ends every sheet with an empty row 1,048,576, and counting up to it takes time.
    """

    merged: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    last_row: int | None = None


PLAIN = Layout()


def layouts(reader: ExcelReader) -> dict[str, Layout]:
    """Give the layout of every sheet of a workbook by title, before any of them is read.

    Raises
    ------
    UnreadableSheets
        Where a sheet's part is not there, or sheets are too many or too large to be a hub's.
    """
    sheets = list(reader.parser.find_sheets())
    if len(sheets) > MOST_SHEETS:
        raise UnreadableSheets(f"The workbook has {len(sheets)} sheets: far too many to be a hub's.")
    parts = [(sheet.name, rel.target) for sheet, rel in sheets if "chartsheet" not in rel.Type]
    there = set(reader.archive.namelist())
    for title, part in parts:
        if part not in there:
            message = (
                "The workbook is damaged: what this sheet held is not in the file. Take an earlier copy."
            )
            raise UnreadableSheets(message, title)
    sizes = [(reader.archive.getinfo(part).file_size, title) for title, part in parts]
    if sum(size for size, _ in sizes) > MOST_MARKUP:
        raise UnreadableSheets(
            "This sheet is far too large to be a hub's. Delete the empty rows and columns beyond the last "
            "filled ones (choose them, then Delete), save, and try again.",
            max(sizes)[1],
        )
    return {title: _layout(reader.archive, part) for title, part in parts}


def _layout(archive: ZipFile, part: str) -> Layout:
    markup = archive.read(part)
    # Most sheets have neither, and are not looked through for them.
    merged = MERGED.findall(markup)[:MOST_MERGED] if b"mergeCell" in markup else []
    hidden = frozenset(_hidden(markup)) if b"hidden=" in markup else frozenset()
    return Layout(tuple(area.decode() for area in merged), hidden, _last_row(markup))


def _last_row(markup: bytes) -> int | None:
    end = markup.rfind(b"</sheetData>")
    if end < 0:
        return None
    start = markup.rfind(b"<", 0, end)
    dropped = 0
    while start >= 0 and markup.startswith(b"<row ", start) and markup[start:end].rstrip().endswith(b"/>"):
        end, start, dropped = start, markup.rfind(b"<", 0, start), dropped + 1
    rows = [int(number) for number in NUMBERED_ROW.findall(markup, 0, end)] if dropped else []
    return max(rows) if rows and len(rows) == markup.count(b"<row", 0, end) else None


def _hidden(markup: bytes) -> Iterator[int]:
    for row in HIDDEN_ROW.findall(markup):
        number = ROW_NUMBER.search(row)
        if number:
            yield int(number[1])
