"""`hub-roster export`: a workbook, a wall roster and a payroll file of rosters."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from typer.testing import Result

from hub_roster.domain.problem import Problem
from hub_roster.exchange.problem_json import write_problem_json
from hub_roster.exchange.roster_json import read_roster

Run = Callable[..., Result]
FILES = {"roster-2026-01-05.xlsx", "wall-2026-01-05.pdf", "payroll.csv"}


def names_in(folder: Path) -> set[str]:
    """Give the names of the files in a folder."""
    return {path.name for path in folder.iterdir()}


def payroll_of(folder: Path) -> list[dict[str, str]]:
    """Give the rows of the payroll file in a folder."""
    text = (folder / "payroll.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def second(hub: Path, roster: Path, run: Run, tmp_path: Path) -> Path:
    """Give the file of the roster after the first week's."""
    path = tmp_path / "week 2.json"
    ended = run("draft", hub, "--out", path, "--after", roster, "--weeks", 1, "--work", "0.3")
    assert ended.exit_code == 0, ended.output
    return path


def test_everything_is_written_where_nothing_is_named(
    hub: Path, roster: Path, run: Run, tmp_path: Path
) -> None:
    """Workbook, wall roster and payroll, each named on standard output."""
    folder = tmp_path / "new" / "files"
    ended = run("export", hub, roster, "--out", folder)
    assert ended.exit_code == 0, ended.output
    assert names_in(folder) == FILES
    assert all(str(folder / name) in ended.stdout for name in FILES)
    assert "Week 05-01-2026" in openpyxl.load_workbook(folder / "roster-2026-01-05.xlsx").sheetnames
    assert len(PdfReader(folder / "wall-2026-01-05.pdf").pages) == 2
    people = {assignment.person for assignment in read_roster(roster).assignments}
    assert {f"{row['Employer']}:{row['Person number']}" for row in payroll_of(folder)} == people


@pytest.mark.parametrize(
    ("choice", "suffix"), [("--workbook", ".xlsx"), ("--wall", ".pdf"), ("--payroll", ".csv")]
)
def test_only_what_is_named_is_written(
    hub: Path, roster: Path, run: Run, tmp_path: Path, choice: str, suffix: str
) -> None:
    """Each can be had alone."""
    folder = tmp_path / "files"
    assert run("export", hub, roster, "--out", folder, choice).exit_code == 0
    assert [path.suffix for path in folder.iterdir()] == [suffix]


def test_the_same_roster_gives_the_same_files(hub: Path, roster: Path, run: Run, tmp_path: Path) -> None:
    """Byte for byte, whenever it is exported."""
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        assert run("export", hub, roster, "--out", folder).exit_code == 0
    for name in FILES:
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_several_rosters_are_paid_as_one(
    hub: Path, roster: Path, second: Path, run: Run, tmp_path: Path
) -> None:
    """A workbook and a wall roster each, and one payroll file of the days asked for."""
    folder = tmp_path / "files"
    ended = run("export", hub, second, roster, "--out", folder, "--from", "07/01/2026", "--to", "2026-01-13")
    assert ended.exit_code == 0, ended.output
    assert names_in(folder) == FILES | {"roster-2026-01-12.xlsx", "wall-2026-01-12.pdf"}
    days = {row["Date"] for row in payroll_of(folder)}
    assert days == {f"{day:02}/01/2026" for day in range(7, 14)}


def test_a_roster_of_the_time_before_is_not_exported(
    hub: Path, roster: Path, second: Path, run: Run, tmp_path: Path
) -> None:
    """With --after it says what ran on into the first Monday, and is itself neither printed nor paid."""
    folder = tmp_path / "files"
    ended = run("export", hub, second, "--after", roster, "--out", folder)
    assert ended.exit_code == 0, ended.output
    assert names_in(folder) == {"roster-2026-01-12.xlsx", "wall-2026-01-12.pdf", "payroll.csv"}
    assert {row["Week beginning"] for row in payroll_of(folder)} == {"12/01/2026"}
    assert "--after" not in ended.stderr
    assert "--after" in run("export", hub, second, "--out", folder).stderr


def test_a_first_week_has_no_night_before(
    tiny: Problem, hub: Path, roster: Path, run: Run, tmp_path: Path
) -> None:
    """Nothing came before it, and nothing is asked for; with days worked before and no last duty it is."""
    tiny_first = tiny.edited(weeks_worked=(), days_worked=(), duties_before=())
    write_problem_json(tiny_first, hub)
    ended = run("export", hub, roster, "--out", tmp_path / "files", "--payroll")
    assert (ended.exit_code, "--after" in ended.stderr) == (0, False)
    write_problem_json(tiny, hub)
    assert "--after" in run("export", hub, roster, "--out", tmp_path / "files", "--payroll").stderr


def test_miles_not_given_are_said(hub: Path, roster: Path, run: Run, tmp_path: Path) -> None:
    """The tiny hub gives no miles: the notes on standard error say where they would stand."""
    ended = run("export", hub, roster, "--out", tmp_path / "files", "--payroll")
    assert "column Miles" in ended.stderr
    assert "as planned" in ended.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--from", "2026-01-01"), "No roster is given for the week of 29/12/2025"),
        (("--to", "2026-01-20"), "weeks of 12/01/2026, 19/01/2026"),
        (("--from", "2026-01-09", "--to", "2026-01-08"), "no day to pay"),
    ],
)
def test_days_that_cannot_be_paid_are_refused(
    hub: Path, roster: Path, run: Run, tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    """Exit code 2, one sentence, and nothing written."""
    folder = tmp_path / "files"
    ended = run("export", hub, roster, "--out", folder, *options)
    assert ended.exit_code == 2
    assert words in ended.stderr
    assert not folder.exists()


def test_two_rosters_for_one_week_are_refused(hub: Path, roster: Path, run: Run, tmp_path: Path) -> None:
    """Nobody is paid twice, and no file overwrites another."""
    ended = run("export", hub, roster, roster, "--out", tmp_path / "files", "--workbook")
    assert ended.exit_code == 2
    assert "Two rosters begin on 05/01/2026" in ended.stderr


def test_a_roster_of_tasks_unknown_to_the_hub_is_refused(
    hub: Path, roster: Path, run: Run, tmp_path: Path
) -> None:
    """What would be left out in silence is said, and nothing is written."""
    whole = json.loads(roster.read_text())
    whole["assignments"][0]["task"] = "visit nobody knows"
    roster.write_text(json.dumps(whole))
    ended = run("export", hub, roster, "--out", tmp_path / "files")
    assert ended.exit_code == 2
    assert "1 assignment cannot be read" in ended.stderr
    assert not (tmp_path / "files").exists()


def test_a_folder_that_cannot_be_made_is_refused(hub: Path, roster: Path, run: Run) -> None:
    """Where a file stands there is no folder to write to."""
    ended = run("export", hub, roster, "--out", hub)
    assert ended.exit_code == 2
    assert "could not be written" in ended.stderr
