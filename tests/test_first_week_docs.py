"""docs/first-week.md: every command on it is real, and does what the page has it do, in its order."""

from __future__ import annotations

import re
import shlex
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from hub_roster.cli.app import app
from hub_roster.exchange.cells import CellValue
from tests.test_workbook_docs import workbook

__all__ = ["workbook"]  # the small home of docs/workbook.md, which this page goes on with

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "first-week.md").read_text(encoding="utf-8")

FINE = {"diff": 1}
"""Exit codes other than 0 that say what the answer is, not that there is none: something differs."""


def commands() -> list[list[str]]:
    """Give the commands of the page, in order."""
    blocks = re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert all(line.startswith("./hub ") for line in lines)
    return [shlex.split(line)[1:] for line in lines]


@pytest.mark.slow
def test_the_first_week_goes_as_the_page_says(
    workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the small home's workbook through a draft, its reasons and an illness to the week after."""
    monkeypatch.chdir(workbook.parent)
    for words in commands():
        if words[0] == "template":
            words = [*words[:-1], "blank.xlsx"]  # the page's own is filled in already
        if words[0] == "draft":
            words = [*words, "--work", "0.1"]
        if "--keep" in words:
            _fall_ill(workbook)
        ended = CliRunner().invoke(app, words)
        assert ended.exit_code in {0, FINE.get(words[0], 0)}, (words, ended.output)
        if "--keep" in words:
            assert "Mo" in ended.output
    made = ("blank.xlsx", "week1.json", "week1b.json", "week2.json", "week1.svg", "files", "calendars")
    assert [name for name in made if not (tmp_path / name).exists()] == []


def _fall_ill(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = book["Leave"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    row: dict[str, CellValue] = {"Person": 1003, "First day": datetime(2026, 12, 3)}
    row["Last day"] = datetime(2026, 12, 6)
    for title, value in row.items():
        column = columns[title]
        assert column is not None
        sheet.cell(3, column).value = value
    book.save(workbook)
