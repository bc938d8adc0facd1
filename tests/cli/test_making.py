"""`hub-roster calendar`, `picture`, `make-hub` and `demo`: what they write."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import Result

from hub_roster.domain.problem import Problem
from hub_roster.examples import LIKE
from hub_roster.exchange.files import read_problem
from hub_roster.exchange.problem_json import write_problem_json
from hub_roster.exchange.roster_json import read_roster

Run = Callable[..., Result]
WEEK_1 = ("--weeks", 1)
TEXT = "{http://www.w3.org/2000/svg}text"


def words_of(picture: Path) -> list[str]:
    """Give the words of an SVG picture, in the order they are drawn."""
    return [element.text or "" for element in ElementTree.parse(picture).iter(TEXT)]


def test_a_calendar_for_each_person_and_home(hub: Path, roster: Path, run: Run, tmp_path: Path) -> None:
    """One file each, for the people on duty."""
    folder = tmp_path / "calendars"
    ended = run("calendar", hub, roster, *WEEK_1, "--out", folder)
    people = {assignment.person for assignment in read_roster(roster).assignments}
    names = {path.name for path in folder.iterdir()}
    assert ended.exit_code == 0
    assert len(names) == len(people) + 1
    assert "home-Cliff.ics" in names
    assert f"{len(names)} calendars" in ended.stdout


@pytest.mark.parametrize(("privacy", "says"), [("busy", False), ("post", False), ("full", True)])
def test_privacy_decides_what_a_calendar_says(
    hub: Path, roster: Path, run: Run, tmp_path: Path, privacy: str, says: bool
) -> None:
    """Only the fullest calendars name a young person's code."""
    folder = tmp_path / "calendars"
    assert run("calendar", hub, roster, *WEEK_1, "--out", folder, "--privacy", privacy).exit_code == 0
    whole = "".join(path.read_text() for path in folder.iterdir())
    assert ("Maple" in whole) is says


def test_calendars_where_a_file_stands_are_refused(hub: Path, roster: Path, run: Run) -> None:
    """A folder that cannot be made is exit code 2, in words."""
    ended = run("calendar", hub, roster, *WEEK_1, "--out", hub)
    assert ended.exit_code == 2
    assert "could not be written" in ended.stderr


def test_a_picture_shows_shifts_people_and_no_young_person(
    hub: Path, roster: Path, run: Run, tmp_path: Path
) -> None:
    """It is well-formed, names who is on each shift, and says nothing of young people."""
    path = tmp_path / "week.svg"
    assert run("picture", hub, roster, *WEEK_1, "--out", path).exit_code == 0
    words = words_of(path)
    assert words[0] == "North hub, week of Mon 5 Jan 2026"
    assert {"early", "late", "sleep-in", "on call", "away", "Ann S"} <= set(words)
    assert not {"Heron", "Maple", "Otter"} & set(words)


def test_a_picture_shows_what_is_empty(
    tiny: Problem, hub: Path, roster: Path, run: Run, tmp_path: Path
) -> None:
    """Seats nobody has stand out, and names that are markup are drawn as they are."""
    path = tmp_path / "week.svg"
    named = [p.model_copy(update={"name": f"<{p.key}> & Co"}) for p in tiny.people]
    write_problem_json(tiny.edited(people=named), hub)
    whole = json.loads(roster.read_text())
    kept = [row for row in whole["assignments"] if "/late/" not in row["task"]]
    roster.write_text(json.dumps({**whole, "assignments": kept}))
    assert run("picture", hub, roster, *WEEK_1, "--out", path).exit_code == 0
    words = words_of(path)
    assert words.count("empty") == 7
    assert "<C:1>" in words


@pytest.mark.parametrize("wrong", [("--week", 2), ("--hub", "South"), ("--out", "week.png")])
def test_a_picture_of_nothing_is_refused(
    hub: Path, roster: Path, run: Run, tmp_path: Path, wrong: tuple[str, object]
) -> None:
    """A week or hub that is not there, or another kind of file, is exit code 2."""
    out = () if wrong[0] == "--out" else ("--out", tmp_path / "week.svg")
    assert run("picture", hub, roster, *WEEK_1, *out, *wrong).exit_code == 2
    assert not (tmp_path / "week.svg").exists()


@pytest.mark.slow
@pytest.mark.parametrize("like", LIKE)
def test_an_example_hub_is_made(like: str, run: Run, tmp_path: Path) -> None:
    """It can be read again, as a workbook or as JSON, and is the same for the same seed."""
    paths = [tmp_path / name for name in ("hub.xlsx", "first.json", "second.json")]
    for path in paths:
        ended = run("make-hub", "--like", like, "--seed", 5, "--out", path)
        assert ended.exit_code == 0
        assert str(path) in ended.stdout
    assert paths[1].read_bytes() == paths[2].read_bytes()
    assert read_problem(paths[0]) == read_problem(paths[1])


@pytest.mark.parametrize(
    "wrong", [("--like", "atlantis"), ("--weeks", 27), ("--hubs", 0), ("--out", "hub.csv")]
)
def test_an_example_that_cannot_be_made_is_refused(
    run: Run, tmp_path: Path, wrong: tuple[str, object]
) -> None:
    """Unknown kinds, numbers out of range and other kinds of file are exit code 2."""
    out = () if wrong[0] == "--out" else ("--out", tmp_path / "hub.json")
    ended = run("make-hub", *out, *wrong)
    assert ended.exit_code == 2
    assert not list(tmp_path.iterdir())


def test_an_example_is_not_written_over_a_hubs_file(run: Run, tmp_path: Path) -> None:
    """A workbook of that name, which may be a hub's own, stands as it was."""
    path = tmp_path / "hub.xlsx"
    path.write_text("an evening's work")
    ended = run("make-hub", "--out", path)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert path.read_text() == "an evening's work"


@pytest.mark.slow
def test_the_demonstration_writes_everything(run: Run, tmp_path: Path) -> None:
    """Roster, workbook, picture and at least ten calendars, each path said; the report comes first."""
    folder = tmp_path / "demo"
    ended = run("demo", "--no-serve", "--work", 5, "--out", folder)
    assert ended.exit_code == 0
    written = ended.stdout.split("\nWritten\n")[1]
    for name in ("roster.json", "north-yorkshire.xlsx", "week.svg"):
        assert (folder / name).is_file()
        assert str(folder / name) in written
    assert len(list((folder / "calendars").glob("*.ics"))) >= 10
    for title in ("What is short", "Continuity", "How good it is"):
        assert title in ended.stdout
    problem = read_problem(folder / "north-yorkshire.xlsx")
    assert read_roster(folder / "roster.json").problem_id == problem.id
