"""What one kind of fault is: how a sound file comes to have it, and what a manager is then told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook

from hub_roster.exchange.sheets import SETTINGS_TITLE, Sheet, sheets

NOTHING = object()
"""In place of a value in JSON: the name is left out; in place of a message: JSON cannot have this fault."""


@dataclass(frozen=True)
class Cell:
    """One cell given another value, in a row that is there or the next one; the same value in JSON.

    Attributes
    ----------
    in_json
        What JSON holds instead, where it writes such a value in another way.
    """

    sheet: str
    row: int
    column: str
    value: Any
    in_json: Any = ...
    number_format: str = ""

    @property
    def place(self) -> str:
        """The place as a fault of a workbook names it."""
        return f"sheet '{self.sheet}', row {self.row}, column '{self.column}'"

    @property
    def path(self) -> str:
        """The place as a fault of JSON names it."""
        return f"$.{self._sheet.table}[{self.row - 2}].{self._field}"

    @property
    def _sheet(self) -> Sheet:
        return next(sheet for sheet in sheets() if sheet.title == self.sheet)

    @property
    def _field(self) -> str:
        return next(column.field for column in self._sheet.columns if column.title == self.column)

    def put(self, book: Workbook) -> None:
        """Put the value into a workbook."""
        page = book[self.sheet]
        column = next(cell.column for cell in page[1] if cell.value == self.column)
        cell: Any = page.cell(self.row, column)
        cell.value = self.value
        if self.number_format or isinstance(self.value, int | float):
            cell.number_format = self.number_format or "General"

    def write(self, whole: Any) -> None:
        """Write the value into a hub as JSON has it."""
        rows = whole[self._sheet.table]
        if self.row - 2 == len(rows):
            rows.append({})
        value = self.value if self.in_json is ... else self.in_json
        if value is NOTHING:
            rows[self.row - 2].pop(self._field, None)
        else:
            rows[self.row - 2][self._field] = _as_json(self._field, value)


def _as_json(field: str, value: Any) -> Any:
    if isinstance(value, datetime) and (field in ("start", "end") or value.time() != time()):
        return value.isoformat(timespec="minutes")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value


def at(sheet: str, number: int, column: str) -> Cell:
    """Give a cell whose place alone counts."""
    return Cell(sheet, number, column, "")


@dataclass(frozen=True)
class FaultKind:
    """A kind of fault that one or more cells make.

    Attributes
    ----------
    name, remedy
        What it is called in docs/faults.md, and what to do about it.
    cells
        What is changed in the complete hub's file; the last is where the fault is.
    says
        The message; also of JSON, unless that has its own, or cannot have the fault.
    at
        Where the fault is, if not at the last cell: only its place counts.
    """

    name: str
    remedy: str
    cells: tuple[Cell, ...]
    says: str
    in_json: Any = ...
    at: Cell | None = None

    @property
    def spot(self) -> Cell:
        """The cell the fault is at."""
        return self.at or self.cells[-1]

    @property
    def says_in_json(self) -> str | None:
        """The message of JSON; None where it cannot have the fault."""
        if self.in_json is NOTHING:
            return None
        return self.says if self.in_json is ... else str(self.in_json)


@dataclass(frozen=True)
class SheetKind:
    """A kind of fault of a workbook's sheets, headings or settings; JSON has nothing like it."""

    name: str
    remedy: str
    change: Callable[[Workbook], object]
    place: str
    says: str


@dataclass(frozen=True)
class FileKind:
    """A kind of fault of a file as a whole.

    Attributes
    ----------
    file
        Its name; it ends as the file pretends to be.
    made
        Makes the file's content out of that of the complete hub's file of that ending.
    place
        Empty where it is the file itself.
    """

    name: str
    remedy: str
    file: str
    made: Callable[[bytes], bytes]
    says: str
    place: str = ""


def in_settings(row: int, column: str) -> str:
    """Give a place in the sheet of settings."""
    return f"sheet '{SETTINGS_TITLE}', row {row}, column '{column}'"
