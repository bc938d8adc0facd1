"""Every kind of fault, one at a time and many at once: its place, its words, and nothing written."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from hub_roster.cli.app import app
from hub_roster.domain.problem import Problem
from hub_roster.exchange.files import write_problem
from hub_roster.exchange.sheets import sheets
from tests.faults.kinds import Cell, FaultKind, FileKind, SheetKind
from tests.faults.page import CHAPTERS, PAGE, page
from tests.faults.promise import read_or_told

Found = list[tuple[str, str]]

KINDS = [kind for _, kinds in CHAPTERS for kind in kinds]
VALUES = [kind for kind in KINDS if isinstance(kind, FaultKind)]
SHEETS = [kind for kind in KINDS if isinstance(kind, SheetKind)]
FILES = [kind for kind in KINDS if isinstance(kind, FileKind)]


@pytest.fixture(scope="session")
def sound(complete: Problem, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Give the complete hub's files by their endings."""
    folder = tmp_path_factory.mktemp("sound")
    for suffix in (".xlsx", ".json"):
        write_problem(complete, folder / f"hub{suffix}")
    return {path.suffix: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def book(sound: dict[str, bytes], tmp_path: Path) -> Callable[[Callable[[openpyxl.Workbook], object]], Path]:
    """Give a function that changes the complete hub's workbook."""

    def changed(change: Callable[[openpyxl.Workbook], object]) -> Path:
        path = tmp_path / "hub.xlsx"
        opened = openpyxl.load_workbook(io.BytesIO(sound[".xlsx"]))
        change(opened)
        opened.save(path)
        return path

    return changed


@pytest.fixture
def text(sound: dict[str, bytes], tmp_path: Path) -> Callable[[Callable[[Any], object]], Path]:
    """Give a function that changes the complete hub's JSON."""

    def changed(change: Callable[[Any], object]) -> Path:
        path = tmp_path / "hub.json"
        whole = json.loads(sound[".json"])
        change(whole)
        path.write_text(json.dumps(whole), encoding="utf-8")
        return path

    return changed


def found(path: Path) -> Found:
    """Give the faults of a file, each held to what every fault promises."""
    faults = read_or_told(path)
    assert not isinstance(faults, Problem)
    return [("" if fault.place is None else str(fault.place), fault.message) for fault in faults]


def put_all(cells: tuple[Cell, ...]) -> Callable[[openpyxl.Workbook], None]:
    """Give a change that puts cells into a workbook."""

    def change(opened: openpyxl.Workbook) -> None:
        for cell in cells:
            cell.put(opened)

    return change


def write_all(cells: tuple[Cell, ...]) -> Callable[[Any], None]:
    """Give a change that writes cells into JSON."""

    def change(whole: Any) -> None:
        for cell in cells:
            cell.write(whole)

    return change


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.name)
def test_a_workbook_tells_each_kind(book: Callable[..., Path], kind: FaultKind) -> None:
    """One fault in a workbook makes one message, at its sheet, row and column."""
    assert found(book(put_all(kind.cells))) == [(kind.spot.place, kind.says)]


@pytest.mark.parametrize(
    "kind", [kind for kind in VALUES if kind.says_in_json is not None], ids=lambda kind: kind.name
)
def test_json_tells_each_kind(text: Callable[..., Path], kind: FaultKind) -> None:
    """One fault in JSON makes one message, at its path."""
    assert found(text(write_all(kind.cells))) == [(kind.spot.path, kind.says_in_json)]


@pytest.mark.parametrize("kind", SHEETS, ids=lambda kind: kind.name)
def test_a_workbook_tells_each_kind_of_its_sheets(book: Callable[..., Path], kind: SheetKind) -> None:
    """A fault of a sheet, heading or setting makes one message, at its place."""
    assert found(book(kind.change)) == [(kind.place, kind.says)]


@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.name)
def test_each_kind_of_broken_file_is_told(sound: dict[str, bytes], tmp_path: Path, kind: FileKind) -> None:
    """A file that is broken as a whole makes one message."""
    path = tmp_path / kind.file
    path.write_bytes(kind.made(sound.get(path.suffix, b"")))
    assert found(path) == [(kind.place, kind.says)]


def test_there_are_many_kinds_each_its_own() -> None:
    """More than a hundred kinds, on both readers, no two of one name or with nothing to do about them."""
    assert len(VALUES) >= 120
    assert sum(kind.says_in_json is not None for kind in VALUES) >= 120
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert all(kind.remedy.endswith(".") and len(kind.remedy) > 8 for kind in KINDS)


MANY: tuple[Cell, ...] = (
    Cell("Locks", 2, "Task", "Nothing"),
    Cell("Visits", 2, "Latest", time(16, 30)),
    Cell("Leave", 2, "Last day", datetime(2026, 1, 1)),
    Cell("Stays", 2, "Home", "Clif"),
    Cell("People", 3, "Reference weeks", 99),
    Cell("People", 2, "Employment", "boss"),
    Cell("People", 2, "Name", "two\nlines"),
    Cell("Cover", 2, "Adults", 9),
    Cell("Homes", 2, "Sleep rooms", 99),
)


def test_all_faults_of_a_workbook_come_at_once_in_its_order(book: Callable[..., Path]) -> None:
    """Nine faults of eight sheets are told in one report, by sheet, row and column."""
    places = [place for place, _ in found(book(put_all(MANY)))]
    order = [sheet.title for sheet in sheets()]
    columns = {(sheet.title, c.title): k for sheet in sheets() for k, c in enumerate(sheet.columns)}
    expected = sorted(MANY, key=lambda c: (order.index(c.sheet), c.row, columns[c.sheet, c.column]))
    assert places == [cell.place for cell in expected]


def test_all_faults_of_json_come_at_once_in_its_order(text: Callable[..., Path]) -> None:
    """The same nine are told in one report, in the order of tables, rows and fields."""
    paths = [place for place, _ in found(text(write_all(MANY)))]
    order = list(Problem.model_fields)
    tables = [re.findall(r"\w+", path) for path in paths]
    assert sorted(paths) == sorted(cell.path for cell in MANY)
    assert tables == sorted(tables, key=lambda t: (order.index(t[0]), int(t[1])))
    assert paths.index("$.people[0].name") < paths.index("$.people[0].employment")


COMMANDS = (
    ["draft", "{hub}", "--out", "{folder}/roster.json", "--seconds", "1"],
    ["calendar", "{hub}", "{folder}/roster.json", "--out", "{folder}/calendars"],
    ["picture", "{hub}", "{folder}/roster.json", "--out", "{folder}/week.svg"],
    ["check", "{hub}", "{folder}/roster.json"],
    ["continuity", "{hub}", "{folder}/roster.json"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command[0]))
def test_no_command_writes_anything(book: Callable[..., Path], tmp_path: Path, command: list[str]) -> None:
    """Each command ends with exit code 2 and the report, and leaves no file behind."""
    hub = book(put_all(MANY))
    words = [word.format(hub=hub, folder=tmp_path) for word in command]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 2
    assert "9 faults" in result.output
    assert all(cell.place in " ".join(result.output.split()) for cell in MANY)
    assert sorted(tmp_path.iterdir()) == [hub]


def test_the_page_is_what_the_catalogue_says() -> None:
    """docs/faults.md is up to date; if not: .venv/bin/python -m tests.faults.page."""
    assert PAGE.read_text(encoding="utf-8") == page()
