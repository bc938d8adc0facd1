"""Restrictions, views and the like in a second, protected file."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from hub_roster.domain.problem import Problem
from hub_roster.exchange.confidential import CONFIDENTIAL
from hub_roster.exchange.faults import UnreadableFile
from hub_roster.exchange.files import read_problem, write_problem
from hub_roster.exchange.sheets import sheet_of

TITLES = [sheet_of(table).title for table in CONFIDENTIAL]


@pytest.fixture(params=[".xlsx", ".json"])
def hub(complete: Problem, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Give the complete hub's file without what is confidential."""
    path = tmp_path / f"hub{request.param}"
    write_problem(complete.edited(**dict.fromkeys(CONFIDENTIAL, ())), path)
    return path


@pytest.fixture
def second(complete: Problem, tmp_path: Path) -> Path:
    """Give the file of what is confidential alone."""
    path = tmp_path / "second.xlsx"
    write_problem(complete, path)
    book = openpyxl.load_workbook(path)
    for title in set(book.sheetnames) - set(TITLES):
        del book[title]
    book.save(path)
    return path


def test_two_files_are_one_hub(complete: Problem, hub: Path, second: Path) -> None:
    """Rows of the second file are the hub's, as if they stood in its own."""
    assert read_problem(hub, restrictions=second) == complete
    assert read_problem(hub) != complete


def faults(hub: Path, second: Path) -> list[str]:
    """List what is wrong with two files."""
    with pytest.raises(UnreadableFile) as raised:
        read_problem(hub, restrictions=second)
    return [str(fault) for fault in raised.value.faults]


@pytest.mark.parametrize("table", CONFIDENTIAL)
def test_each_table_may_stand_in_either_file(
    complete: Problem, tmp_path: Path, second: Path, table: str
) -> None:
    """Kept in the hub's own file, its sheet is left empty in the second; nothing is lost."""
    hub = tmp_path / "hub.xlsx"
    write_problem(complete.edited(**{other: () for other in CONFIDENTIAL if other != table}), hub)
    book = openpyxl.load_workbook(second)
    del book[sheet_of(table).title]
    book.save(second)
    assert read_problem(hub, restrictions=second) == complete


def test_faults_name_the_file_they_are_in(hub: Path, second: Path) -> None:
    """A cell that cannot be read and a name the hub's file does not know are told with the second file."""
    book = openpyxl.load_workbook(second)
    book["Views"]["C2"] = "adores"
    book["Restrictions"]["B2"] = "070"
    book["Kept apart"]["B2"] = "071"
    book["Missing episodes"]["A2"] = "Robin"
    book.save(second)
    view, restriction, pair, episode = faults(hub, second)
    there = "file 'second.xlsx', sheet"
    assert pair == f"{there} 'Kept apart', row 2, column 'Not with': No person is called '071'."
    assert episode.startswith(f"{there} 'Missing episodes', row 2, column 'Young person': No young")
    assert view.startswith("file 'second.xlsx', sheet 'Views', row 2, column 'View': 'adores' is not one of")
    assert restriction == (
        "file 'second.xlsx', sheet 'Restrictions', row 2, column 'Person': No person is called '070'."
    )


def test_only_what_is_confidential_may_stand_in_it(hub: Path, second: Path) -> None:
    """A sheet that belongs in the hub's own file is refused, and so is one nobody knows."""
    book = openpyxl.load_workbook(second)
    book.create_sheet("Leave")["A1"] = "Person"
    book.create_sheet("Notes of mine")["A1"] = "anything"
    book.create_sheet("Restricitons")["A1"] = "Person"
    book.save(second)
    stranger, foreign = sorted(faults(hub, second), key=len)
    assert foreign == (
        "file 'second.xlsx', sheet 'Leave': Only Views, Restrictions, Kept apart, Personal needs and Missing "
        "episodes may stand in this file: keep this sheet in the hub's own file."
    )
    assert "sheet 'Restricitons': This sheet is not read" in stranger


def test_a_table_in_both_files_is_told(complete: Problem, tmp_path: Path, second: Path) -> None:
    """Which rows would count is never guessed."""
    hub = tmp_path / "hub.xlsx"
    left = {table: () for table in CONFIDENTIAL if table != "restrictions"}
    write_problem(complete.edited(**left), hub)
    assert faults(hub, second) == [
        "file 'second.xlsx', sheet 'Restrictions': "
        "This sheet is filled in in the hub's own file too: keep it in one of the two."
    ]


def test_a_second_file_of_another_kind_is_told(hub: Path, tmp_path: Path) -> None:
    """It is named as the file at fault."""
    with pytest.raises(UnreadableFile, match=r"second\.csv"):
        read_problem(hub, restrictions=tmp_path / "second.csv")
