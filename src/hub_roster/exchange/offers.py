"""What Excel offers and asks for in the cells of a blank workbook; it warns, and never stops anyone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from hub_roster.domain.checks_names import KEYS
from hub_roster.domain.model import FIRST_YEAR, LAST_YEAR
from hub_roster.exchange.column_notes import example, how, targets
from hub_roster.exchange.kinds import Kind
from hub_roster.exchange.sheets import sheet_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from hub_roster.exchange.sheets import Column, Sheet

LAST_ROW = 1000
"""Rows that have drop-downs and prompts."""

LONGEST_LIST = 255
"""Characters Excel takes for a list that stands in the cell's own rule."""

PROMPTED = (Kind.DATE, Kind.TIME, Kind.MOMENT, Kind.WHOLE, Kind.NUMBER, Kind.WEEKDAYS, Kind.CHOICES)


def offer(sheet: Sheet, column: Column, present: Collection[str]) -> DataValidation | None:
    """Give what is offered in a column's cells, or asked of them; None for plain text.

    Parameters
    ----------
    present
        Tables that have a sheet in the workbook: only their rows can be offered.
    """
    found = _list(sheet, column, present) or _range(sheet, column)
    if found is None:
        return None
    found.errorStyle = "warning"
    found.errorTitle = found.promptTitle = column.title[:32]
    shown = example(sheet, column)
    found.error = (f"{how(sheet, column)} For example: {shown}" if shown else how(sheet, column))[:255]
    found.showErrorMessage = found.type is not None
    if column.shape.kind in PROMPTED:
        found.prompt = found.error
        found.showInputMessage = True
    return found


def _list(sheet: Sheet, column: Column, present: Collection[str]) -> DataValidation | None:
    if column.shape.kind in (Kind.TEXTS, Kind.CHOICES):
        return None  # several in one cell: Excel's lists give one
    choices = ("yes", "no") if column.shape.kind is Kind.YES_NO else column.shape.choices
    written = f'"{",".join(choices)}"'
    if choices and len(written) <= LONGEST_LIST:
        return DataValidation(type="list", formula1=written, allow_blank=True)
    # A list of Excel's is of one sheet's rows: of two sheets, the one that is named most is offered.
    for other in targets(sheet, column)[:1]:
        if other in present:
            return DataValidation(type="list", formula1=_rows_of(other), allow_blank=True)
    return None


def _rows_of(table: str) -> str:
    """Give the filled cells of a table's key column, as many as there are."""
    sheet = sheet_of(table)
    place = next(k for k, column in enumerate(sheet.columns, start=1) if column.field == KEYS[table])
    letter, title = get_column_letter(place), quote_sheetname(sheet.title)
    cells = f"{title}!${letter}$2:${letter}${LAST_ROW}"
    return f"OFFSET({title}!${letter}$2,0,0,MAX(1,COUNTA({cells})),1)"


def _range(sheet: Sheet, column: Column) -> DataValidation | None:
    match column.shape.kind:
        case Kind.DATE | Kind.MOMENT:
            return _between("date", _serial(date(FIRST_YEAR, 1, 1)), _serial(date(LAST_YEAR, 12, 31)))
        case Kind.TIME:
            return _between("time", 0, 0.99999)
        case Kind.WHOLE:
            return _between("whole", *_limits(sheet, column))
        case Kind.NUMBER:
            return _between("decimal", *_limits(sheet, column))
        case Kind.WEEKDAYS | Kind.CHOICES:
            return DataValidation(allow_blank=True)
    return None


def _serial(day: date) -> int:
    """Give a day as Excel counts days."""
    return (day - date(1899, 12, 30)).days


def _between(kind: Literal["date", "time", "whole", "decimal"], least: float, most: float) -> DataValidation:
    return DataValidation(
        type=kind, operator="between", formula1=f"{least:g}", formula2=f"{most:g}", allow_blank=True
    )


def _limits(sheet: Sheet, column: Column) -> tuple[float, float]:
    """Give the least and most a number may be, as its record says."""
    least, most = 0.0, 1e6
    for limit in sheet.record.model_fields[column.field].metadata:
        least = getattr(limit, "ge", least)
        most = getattr(limit, "le", most)
    return least, most
