"""`hub-roster diff` on hubs' files and rosters: what is shown, what is given as JSON, and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from typer.testing import Result

from hub_roster.domain.problem import Problem
from hub_roster.exchange.problem_json import write_problem_json
from hub_roster.exchange.workbook import write_workbook

Run = Callable[..., Result]
Asked = Callable[..., Any]


def test_equal_hubs_are_exit_code_0(tiny: Problem, hub: Path, run: Run, tmp_path: Path) -> None:
    """A workbook and a JSON file of one hub do not differ."""
    write_workbook(tiny, tmp_path / "hub.xlsx")
    ended = run("diff", hub, tmp_path / "hub.xlsx")
    assert (ended.exit_code, ended.stdout) == (0, "Nothing differs.\n")


def test_changed_hubs_are_exit_code_1(
    tiny: Problem, hub: Path, run: Run, asked: Asked, tmp_path: Path
) -> None:
    """Each change is a line under its sheet, and a row of the object."""
    other = tmp_path / "other.json"
    first, *rest = tiny.people
    people = (first.model_copy(update={"contract_hours": 30.0}), *rest)
    write_problem_json(tiny.edited(people=people, leave=()), other)
    ended = run("diff", hub, other)
    assert ended.exit_code == 1
    assert "People: 1 change" in ended.stdout
    assert f"~  {first.name}: contract hours a week 24 -> 30" in ended.stdout
    assert max(map(len, ended.stdout.splitlines())) <= 80
    figures = asked("diff", hub, other)
    assert (figures["same"], figures["what"]) == (False, "hub")
    assert [(row["table"], row["kind"]) for row in figures["changes"]] == [
        ("people", "changed"),
        ("leave", "removed"),
    ]


def test_rosters_are_told_with_names_from_the_hub(
    tiny: Problem, hub: Path, roster: Path, run: Run, asked: Asked, tmp_path: Path
) -> None:
    """What changed is told shift by shift; equal rosters are exit code 0."""
    assert run("diff", roster, roster).exit_code == 0
    whole = json.loads(roster.read_text())
    row = next(row for row in whole["assignments"] if "/early/" in row["task"])
    before = row["person"]
    row["person"] = next(person.key for person in tiny.people if person.key != before)
    (tmp_path / "new.json").write_text(json.dumps(whole))
    ended = run("diff", roster, tmp_path / "new.json", "--hub", hub)
    names = {person.key: person.name for person in tiny.people}
    assert ended.exit_code == 1
    assert f"{names[row['person']]} instead of {names[before]}" in " ".join(ended.stdout.split())
    (change,) = asked("diff", roster, tmp_path / "new.json")["changes"]
    assert change["words"].endswith(f"{row['person']} instead of {before}")


def test_what_cannot_be_compared_is_exit_code_2(
    tiny: Problem, hub: Path, roster: Path, run: Run, tmp_path: Path
) -> None:
    """A roster and a hub, rosters of two hubs, and a file that cannot be read."""
    whole = json.loads(roster.read_text())
    foreign = tmp_path / "foreign.json"
    foreign.write_text(json.dumps({**whole, "problem_id": "00000000-0000-0000-0000-0000000000ff"}))
    (tmp_path / "broken.json").write_text("{")
    other = tmp_path / "other.json"
    write_problem_json(tiny.edited(id="00000000-0000-0000-0000-0000000000fe"), other)
    cases: tuple[tuple[tuple[object, ...], str], ...] = (
        ((hub, roster), "one is a roster, the other a hub's file"),
        ((roster, foreign), "rosters of two hubs' files"),
        ((roster, tmp_path / "broken.json"), "This is not JSON"),
        ((hub, tmp_path / "none.xlsx"), "There is no such file."),
        ((roster, roster, "--hub", other), "made from another hub's file"),
    )
    for arguments, message in cases:
        ended = run("diff", *arguments)
        assert (ended.exit_code, ended.stdout) == (2, "")
        assert message in " ".join(ended.stderr.split())
