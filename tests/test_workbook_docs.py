"""docs/workbook.md: its list of sheets is that of the models, and its small home drafts as it says."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest

from hub_roster.exchange.cells import CellValue
from hub_roster.exchange.column_notes import purpose
from hub_roster.exchange.files import read_problem
from hub_roster.exchange.sheets import NEEDED_FIRST, sheet_of
from hub_roster.exchange.template import ordered_sheets, template_of, write_template
from tests.tiny import drafted

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "workbook.md").read_text()


def test_the_page_lists_every_sheet_as_the_models_have_it() -> None:
    """Where this fails, put the lines it shows under the table's heading."""
    lines = [
        f"| {sheet.title} | {'needed' if sheet.table in NEEDED_FIRST else ''} | {purpose(sheet)} |"
        for sheet in ordered_sheets()
    ]
    listed = PAGE.split("| Sheet | Needed | What it is for |\n|---|---|---|\n")[1].split("\n\n")[0]
    assert listed.splitlines() == lines, "\n".join(lines)


def typed(text: str) -> CellValue:
    """Give what Excel makes of words a person types."""
    if re.fullmatch(r"\d\d:\d\d", text):
        return time.fromisoformat(text)
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        return datetime.strptime(text, "%d/%m/%Y")
    return int(text) if text.isdecimal() else text


def rows_of(title: str) -> list[dict[str, CellValue]]:
    """Give the rows of the table that follows a sheet's name on the page."""
    table = re.search(rf"^{title}: [^|]*\n\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert table is not None, title
    head, _, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1].splitlines()]
    return [{name: typed(cell) for name, cell in zip(head, line, strict=True)} for line in body]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Give the template with the page's small home typed into it, below the examples."""
    path = tmp_path / "hub.xlsx"
    write_template(template_of(UUID(int=3), date(2026, 11, 30)), path)
    book = openpyxl.load_workbook(path)
    for table in NEEDED_FIRST:
        sheet = book[sheet_of(table).title]
        places = {str(cell.value): place for place, cell in enumerate(sheet[1], start=1)}
        for number, row in enumerate(rows_of(sheet.title), start=3):
            for heading, value in row.items():
                sheet.cell(number, places[heading]).value = value
    book.save(path)
    return path


def test_the_small_home_of_the_page_is_covered(workbook: Path) -> None:
    """What a manager types from the page is read without a fault, and every seat is filled."""
    problem = read_problem(workbook)
    found = drafted(problem, work=0.3)
    assert len(found.roster.assignments) >= 21
    assert {short.minutes for short in found.judgement.shortfall.values()} == {0}
