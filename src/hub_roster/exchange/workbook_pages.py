"""The sheets of a hub's workbook, written for people to read and fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from hub_roster.exchange.cells import NUMBER_FORMATS, CellValue, cell_of_value
from hub_roster.exchange.kinds import Kind, Shape
from hub_roster.exchange.sheets import SETTINGS_TITLE, WIDTHS, Column, Sheet, settings, sheets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.cell.cell import Cell

    from hub_roster.domain.problem import Problem

BOLD = Font(name="Calibri", size=11, bold=True)
HEADING_FILL = PatternFill("solid", start_color="FFDDE6F0")
WIDEST = 44
SPARE_ROWS = 500
"""Rows below the last one that have drop-downs too."""

STARTS_A_FORMULA = ("=", "+", "-", "@")


def workbook_of(problem: Problem) -> Workbook:
    """Give a problem as a workbook: a sheet of settings, then a sheet a table."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    _write_settings(first, problem)
    for sheet in sheets():
        page: Worksheet = book.create_sheet(sheet.title)
        _write_sheet(page, sheet, getattr(problem, sheet.table))
    return book


def _write_settings(page: Worksheet, problem: Problem) -> None:
    page.title = SETTINGS_TITLE
    write_headings(page, ("Setting", "Value"))
    for number, setting in enumerate(settings(), start=2):
        held = getattr(problem, setting.field)
        value = getattr(held, setting.part) if setting.part else held
        fill(page.cell(number, 1), setting.title, Shape(Kind.TEXT))
        fill(page.cell(number, 2), cell_of_value(value, setting.shape), setting.shape)
    page.column_dimensions["A"].width = 20
    page.column_dimensions["B"].width = WIDEST


def _write_sheet(page: Worksheet, sheet: Sheet, records: Iterable[object]) -> None:
    write_headings(page, [column.title for column in sheet.columns])
    longest = [max(len(column.title) + 2, WIDTHS[column.shape.kind]) for column in sheet.columns]
    last = 1
    for last, record in enumerate(records, start=2):
        for place, column in enumerate(sheet.columns):
            value = cell_of_value(getattr(record, column.field), column.shape)
            if value is not None:
                fill(page.cell(last, place + 1), value, column.shape)
                if isinstance(value, str):
                    longest[place] = max(longest[place], len(value) + 1)
    for place, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = min(WIDEST, longest[place - 1])
        # For rows a manager adds: a date column takes dates, a text column leaves 007 as it is.
        page.column_dimensions[letter].number_format = NUMBER_FORMATS[column.shape.kind]
        _offer(page, column, f"{letter}2:{letter}{last + SPARE_ROWS}")


def write_headings(page: Worksheet, titles: Iterable[str]) -> None:
    """Write the titles of columns into the first row, and keep it in sight."""
    for place, title in enumerate(titles, start=1):
        cell = page.cell(1, place, title)
        cell.font = BOLD
        cell.fill = HEADING_FILL
    page.freeze_panes = "A2"


def fill(cell: Any, value: CellValue | None, shape: Shape) -> None:
    """Fill a cell so that a text stays a text: never a formula, whatever it begins with."""
    cell.number_format = NUMBER_FORMATS[shape.kind]
    cell.value = value
    if isinstance(value, str):
        _guard(cell, value)
    elif isinstance(value, float):
        # openpyxl rounds to 16 digits, one too few to read the same number again.
        cell.value = repr(value)
        cell.data_type = "n"


def _guard(cell: Cell, text: str) -> None:
    """Keep a text a text: openpyxl would make a formula of '=1+1' and an error of '#N/A'."""
    cell.data_type = "s"
    if text.startswith(STARTS_A_FORMULA):
        # What a person does by typing ' first: Excel keeps the text a text when it is edited, too.
        cell.quotePrefix = True


def _offer(page: Worksheet, column: Column, cells: str) -> None:
    """Let Excel offer the words a column knows."""
    words = ("yes", "no") if column.shape.kind is Kind.YES_NO else column.shape.choices
    if not words or column.shape.kind is Kind.CHOICES:
        return
    offer = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    offer.error = f"One of: {', '.join(words)}"[:255]
    offer.errorTitle = column.title[:32]
    offer.showErrorMessage = True
    page.add_data_validation(offer)
    offer.add(cells)
