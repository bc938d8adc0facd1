"""`hub-roster template`: a blank workbook, a new one each time, and never over a filled-in one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import Result

from hub_roster.domain.clock import monday_of

Run = Callable[..., Result]


def settings_of(path: Path) -> dict[str, object]:
    """Give the settings of a workbook."""
    rows = openpyxl.load_workbook(path)["Hub file"].iter_rows(min_row=2, values_only=True)
    return {str(row[0]): row[1] for row in rows}


def test_each_template_has_an_id_of_its_own(run: Run, tmp_path: Path) -> None:
    """Nobody has to type anything on the sheet of settings: the Monday is one to come."""
    found = []
    for name in ("one.xlsx", "two.xlsx"):
        assert run("template", "--out", tmp_path / name).exit_code == 0
        found.append(settings_of(tmp_path / name))
    assert found[0]["File id"] != found[1]["File id"]
    first = found[0]["First day"].date()  # type: ignore[attr-defined]
    assert first == monday_of(first) > date.today()


def test_the_week_may_be_given(run: Run, tmp_path: Path) -> None:
    """A Monday as people write it; any other day is refused with the Monday before it."""
    assert run("template", "--out", tmp_path / "a.xlsx", "--week", "04/01/2027").exit_code == 0
    assert settings_of(tmp_path / "a.xlsx")["First day"].date() == date(2027, 1, 4)  # type: ignore[attr-defined]
    ended = run("template", "--out", tmp_path / "b.xlsx", "--week", "06/01/2027")
    assert ended.exit_code == 2
    assert "Wed 6 Jan 2027 is not a Monday" in " ".join(ended.stderr.replace("\u2502", " ").split())


@pytest.mark.parametrize("name", ["hub.json", "filled.xlsx"])
def test_nothing_is_written_over_or_under_another_ending(run: Run, tmp_path: Path, name: str) -> None:
    """A workbook somebody has filled in stands where the command is run twice."""
    filled = tmp_path / "filled.xlsx"
    filled.write_text("an evening's work")
    ended = run("template", "--out", tmp_path / name)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert filled.read_text() == "an evening's work"


def test_a_blank_workbook_is_refused_with_where_to_begin(run: Run, tmp_path: Path) -> None:
    """Drafting it says which sheets come first, and writes nothing."""
    blank, out = tmp_path / "blank.xlsx", tmp_path / "week.json"
    assert run("template", "--out", blank).exit_code == 0
    ended = run("draft", blank, "--out", out)
    assert ended.exit_code == 2
    assert "Begin with Homes, Shifts, Cover, People" in ended.stderr
    assert not out.exists()


def test_the_second_workbook_has_its_own_template(run: Run, tmp_path: Path) -> None:
    """It holds what few may know alone."""
    path = tmp_path / "second.xlsx"
    assert run("template", "--out", path, "--only-restrictions").exit_code == 0
    assert openpyxl.load_workbook(path).sheetnames == [
        *("Start here", "Views", "Restrictions"),
        *("Kept apart", "Personal needs", "Missing episodes"),
    ]
