"""Values as a spreadsheet's cells hold them, taken for what their column holds, and back."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from hub_roster.exchange.faults import Unclear
from hub_roster.exchange.kinds import Kind, Shape
from hub_roster.exchange.typed import date_as_typed, moment_as_typed, time_as_typed
from hub_roster.exchange.written import (
    read_choice,
    read_identity,
    read_list,
    read_weekdays,
    shown,
    write_list,
    write_weekdays,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CellValue = str | int | float | bool | date | datetime | time | timedelta
YES = ("yes", "y", "true")
NO = ("no", "n", "false")

NUMBER_FORMATS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.TEXT: "@",
        Kind.TEXTS: "@",
        Kind.WHOLE: "0",
        Kind.NUMBER: "General",
        Kind.YES_NO: "@",
        Kind.DATE: "dd/mm/yyyy",
        Kind.TIME: "hh:mm",
        Kind.MOMENT: "dd/mm/yyyy hh:mm",
        Kind.CHOICE: "@",
        Kind.CHOICES: "@",
        Kind.WEEKDAYS: "@",
        Kind.IDENTITY: "@",
    }
)
"""How a column's cells are shown; text columns are text, so that 007 stays 007."""


def value_of_cell(cell: CellValue, shape: Shape) -> object:
    """Take what a cell holds for what its column holds.

    Raises
    ------
    Unclear
        Where it cannot be taken so.
    """
    if shape.kind is Kind.CHOICE:
        return read_choice(_text(cell), shape.choices)
    if shape.kind is Kind.CHOICES:
        return tuple(read_choice(text, shape.choices) for text in read_list(_text(cell)))
    return READERS[shape.kind](cell)


def cell_of_value(value: object, shape: Shape) -> CellValue | None:
    """Give what a cell holds for a value; None for an empty cell."""
    if value is None or value == "":
        return None
    if shape.kind is Kind.WEEKDAYS:
        return write_weekdays(cast("tuple[int, ...]", value))
    if shape.kind in (Kind.TEXTS, Kind.CHOICES):
        return write_list([str(text) for text in cast("tuple[object, ...]", value)]) or None
    if shape.kind is Kind.YES_NO:
        return "yes" if value else "no"
    if shape.kind in (Kind.TEXT, Kind.CHOICE, Kind.IDENTITY):
        return str(value)
    return cast("CellValue", value)


def _text(cell: CellValue) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, int | float):
        # A code of digits alone, which Excel takes for a number.
        return str(cell)
    raise Unclear(f"The cell holds {_said(cell)}, and text belongs here.")


def _said(cell: CellValue) -> str:
    if isinstance(cell, datetime):
        return f"the date {cell:%d/%m/%Y}" + ("" if cell.time() == time() else f" {cell:%H:%M}")
    if isinstance(cell, time):
        return f"the time {cell:%H:%M}"
    if isinstance(cell, timedelta):
        return "a length of time"
    return f"the text {shown(cell)}" if isinstance(cell, str) else shown(cell)


FIGURES = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?", re.ASCII)
WITH_UNIT = re.compile(r"([+-]?\d{1,15}(?:\.\d{1,15})?)\s*[^\d\s.,]\D{0,20}", re.ASCII)


def _finite(cell: CellValue) -> int | float:
    if isinstance(cell, str):
        return _number_as_typed(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise Unclear(f"The cell holds {_said(cell)}, and a number belongs here.")
    if isinstance(cell, float) and not math.isfinite(cell):
        raise Unclear("The cell holds no number that can be used.")
    return cell


def _number_as_typed(text: str) -> int | float:
    """Read a number that Excel took for text: figures, and nothing else."""
    plain = text.strip()
    if FIGURES.fullmatch(plain):
        return float(plain) if "." in plain else int(plain)
    if found := WITH_UNIT.fullmatch(plain):
        raise Unclear(f"{shown(text)} holds more than a number; write the number alone: {found[1]}.")
    raise Unclear(f"The cell holds the text {shown(text)}, and a number belongs here.")


def _whole(cell: CellValue) -> int:
    number = _finite(cell)
    if number != int(number):
        raise Unclear(f"{shown(number)} is not a whole number.")
    return int(number)


def _number(cell: CellValue) -> float:
    try:
        return float(_finite(cell))
    except OverflowError:
        raise Unclear("The number is too large.") from None


def _yes_no(cell: CellValue) -> bool:
    word = _text(cell).strip().casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Unclear(f"{shown(cell)} must be yes or no.")


def _date(cell: CellValue) -> date:
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise Unclear(f"The cell holds {_said(cell)}; a date without a time belongs here.")
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        return date_as_typed(cell.strip())
    raise Unclear(f"The cell holds {_said(cell)}, and a date belongs here, such as 05/01/2026.")


def _time(cell: CellValue) -> time:
    if isinstance(cell, time):
        return cell
    if isinstance(cell, str):
        return time_as_typed(cell.strip())
    if isinstance(cell, datetime | timedelta):
        raise Unclear(
            "The cell holds more than a time of day: they run from 00:00 to 23:59. "
            "Midnight is written 00:00, and a time after it as the clock shows it, such as 01:00."
        )
    raise Unclear(f"The cell holds {_said(cell)}, and a time of day belongs here, such as 07:30.")


def _moment(cell: CellValue) -> datetime:
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    if isinstance(cell, str):
        return moment_as_typed(cell.strip())
    raise Unclear(f"The cell holds {_said(cell)}, and a date and time belong here, such as 05/01/2026 07:30.")


READERS: Mapping[Kind, Callable[[CellValue], object]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.TEXTS: lambda cell: read_list(_text(cell)),
        Kind.WHOLE: _whole,
        Kind.NUMBER: _number,
        Kind.YES_NO: _yes_no,
        Kind.DATE: _date,
        Kind.TIME: _time,
        Kind.MOMENT: _moment,
        Kind.WEEKDAYS: lambda cell: read_weekdays(_text(cell)),
        Kind.IDENTITY: lambda cell: read_identity(_text(cell).strip()),
    }
)
