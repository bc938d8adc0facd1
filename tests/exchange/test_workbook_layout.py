"""What Excel and LibreOffice leave beside the cells: rows without end, hidden rows, merged cells."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import openpyxl
import pytest

from hub_roster.exchange.files import read_problem, write_problem
from tests.faults.kinds import Cell
from tests.faults.mutations import packed, unpacked

if TYPE_CHECKING:
    from pathlib import Path

    from hub_roster.domain.problem import Problem

LAST = b'<row r="1048576" customFormat="false" ht="12.8" hidden="false" outlineLevel="0"/></sheetData>'


@pytest.fixture
def written(complete: Problem, tmp_path: Path) -> Path:
    """Give the complete hub's workbook."""
    path = tmp_path / "hub.xlsx"
    write_problem(complete, path)
    return path


def test_rows_that_end_every_sheet_cost_nothing(written: Path, complete: Problem) -> None:
    """LibreOffice ends every sheet with an empty row 1,048,576: reading takes no longer for it."""
    parts = unpacked(written.read_bytes())
    for name, part in parts.items():
        parts[name] = part.replace(b"</sheetData>", LAST)
    written.write_bytes(packed(parts))
    begun = time.process_time()
    assert read_problem(written) == complete
    assert time.process_time() - begun < 3


def test_hidden_rows_and_sheets_are_read(written: Path, complete: Problem) -> None:
    """What the screen does not show is data like any other."""
    book = openpyxl.load_workbook(written)
    for page in book.worksheets[1:]:
        page.sheet_state = "hidden"
        page.row_dimensions[2].hidden = True
        page.column_dimensions["B"].hidden = True
    book.save(written)
    assert read_problem(written) == complete


def test_merged_cells_beyond_the_rows_are_no_matter(written: Path, complete: Problem) -> None:
    """Cells merged where nothing stands keep nothing from being read."""
    book = openpyxl.load_workbook(written)
    book["Leave"].merge_cells("A20:C25")
    book.save(written)
    assert read_problem(written) == complete


def test_text_numbers_and_dates_are_read_as_if_typed(written: Path, complete: Problem) -> None:
    """A pasted table, all of it text, gives the same hub."""
    book = openpyxl.load_workbook(written)
    for sheet, column, typed in (
        ("Leave", "First day", "06/01/2026"),
        ("Leave", "Last day", "Thu 8 Jan 2026"),
        ("People", "Contract hours a week", "37"),
        ("People", "Most hours a week", " 48.25 "),
        ("Visits", "Earliest", "4pm"),
        ("Visits", "Latest", "18.15"),
        ("Busy elsewhere", "End", "6 Jan 2026 9:05"),
        ("Offers", "Answered", "30.12.2025 10.05"),
    ):
        Cell(sheet, 2, column, typed).put(book)
    book["Hub file"]["B3"].value = "5 January 2026"
    book.save(written)
    assert read_problem(written) == complete


def test_an_extent_far_too_large_costs_nothing(written: Path, complete: Problem) -> None:
    """What a sheet says of its own extent is not believed: a million rows of 16,384 columns are a few."""
    parts = unpacked(written.read_bytes())
    for name, part in parts.items():
        parts[name] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', part)
    written.write_bytes(packed(parts))
    begun = time.process_time()
    assert read_problem(written) == complete
    assert time.process_time() - begun < 3


def test_columns_may_be_moved_and_rows_left_blank(written: Path, complete: Problem) -> None:
    """Columns in another order, a gap of blank rows and formatted rows below the last change nothing."""
    book = openpyxl.load_workbook(written)
    book["Leave"].move_range("A1:A2", cols=7)
    book["Stays"].move_range("A3:E3", rows=40)
    for row in range(50, 400):
        book["Stays"].cell(row, 2).number_format = "dd/mm/yyyy"
    book.save(written)
    assert read_problem(written) == complete
