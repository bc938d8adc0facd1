"""A problem as an Excel workbook: a sheet a table, a column a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub_roster.exchange.disk import put
from hub_roster.exchange.faults import UnreadableFile
from hub_roster.exchange.rows import problem_of
from hub_roster.exchange.workbook_bytes import bytes_of
from hub_roster.exchange.workbook_cells import read_sheets
from hub_roster.exchange.workbook_pages import workbook_of
from hub_roster.exchange.workbook_rows import WorkbookReading

if TYPE_CHECKING:
    from pathlib import Path

    from hub_roster.domain.problem import Problem


def read_workbook(path: Path) -> Problem:
    """Read a problem from an Excel workbook.

    Raises
    ------
    UnreadableFile
        With every fault of the workbook, each at its sheet, row and column.
    """
    reading = WorkbookReading(read_sheets(path))
    problem, flaws = problem_of(reading.taken)
    faults = reading.file_faults(flaws)
    if problem is None or faults:
        raise UnreadableFile(path, faults)
    return problem


def write_workbook(problem: Problem, path: Path) -> None:
    """Write a problem to an Excel workbook; equal problems make equal bytes.

    Raises
    ------
    UnwritableFile
        Where it cannot be written.
    """
    put(path, bytes_of(workbook_of(problem)))
