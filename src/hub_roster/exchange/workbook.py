"""A problem as an Excel workbook: a sheet a table, a column a field."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from hub_roster.exchange.disk import put
from hub_roster.exchange.faults import UnreadableFile
from hub_roster.exchange.rows import problem_of
from hub_roster.exchange.workbook_cells import read_sheets
from hub_roster.exchange.workbook_pages import workbook_of
from hub_roster.exchange.workbook_rows import WorkbookReading

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from hub_roster.domain.problem import Problem

MADE = datetime(2026, 1, 1)
"""When every workbook says it was made, so that equal problems make equal bytes."""

CORE = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


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
    put(path, _bytes_of(workbook_of(problem)))


def _bytes_of(book: Workbook) -> bytes:
    book.properties.creator = "hub-roster"
    book.properties.created = MADE
    saved = io.BytesIO()
    book.save(saved)
    return _without_clock(saved.getvalue())


def _without_clock(content: bytes) -> bytes:
    """Give the same workbook without the moment it was saved at, which every part tells."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(fixed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == CORE:
                part = MODIFIED.sub(rb"\g<1>" + f"{MADE.isoformat()}Z".encode(), part)
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, part)
    return fixed.getvalue()
