"""`hub-roster draft`, from the hub's file to the roster's, the tables and the one JSON object."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import Result

from hub_roster.domain.problem import Problem
from hub_roster.exchange.problem_json import write_problem_json
from hub_roster.exchange.roster_json import read_roster
from hub_roster.exchange.workbook import write_workbook

Run = Callable[..., Result]
Asked = Callable[..., Any]

WORK = "0.3"
KEYS = [
    "status",
    "shortfall",
    "shortfall_bound",
    "hard_violations",
    "cost",
    "bound",
    "gap",
    "gap_points",
    "first_complete_seconds",
    "seconds",
    "work",
    "seed",
    "at_risk",
    "rules",
    "young_people",
]
PRIORITIES = ["nobody", "cover", "safety", "agreed", "other", "meetings"]
FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "north-yorkshire.xlsx"


def parts(report: str) -> dict[str, str]:
    """Give the parts of a report by their first line; a part begins after an empty line."""
    found = (part.partition("\n") for part in report.strip().split("\n\n"))
    return {first: rest for first, _, rest in found}


def test_a_draft_is_written_and_shown(hub: Path, run: Run, tmp_path: Path) -> None:
    """It exits 0 with the roster's file in place, and says on standard error where."""
    path = tmp_path / "roster.json"
    ended = run("draft", hub, "--out", path, "--weeks", 1, "--work", WORK)
    assert ended.exit_code == 0
    assert str(path) in ended.stderr
    roster = read_roster(path)
    assert (roster.weeks, roster.seed) == (1, 1)
    assert roster.assignments
    shown = parts(ended.stdout)
    assert list(shown)[2:] == [
        "What is short",
        "Seats and visits at risk",
        "Continuity, whoever is furthest from what they are owed first",
        "How good it is",
        "Taken for granted",
    ]


def test_tables_are_readable_anywhere(hub: Path, run: Run, tmp_path: Path) -> None:
    """Without a terminal there are no colour codes and no line is wider than 80 characters."""
    ended = run("draft", hub, "--out", tmp_path / "roster.json", "--work", WORK)
    assert "\x1b" not in ended.stdout + ended.stderr
    # A command to copy, such as the one that says why something is short, is never broken.
    assert max(len(line) for line in ended.stdout.splitlines() if str(hub.parent) not in line) <= 80


def test_the_week_names_people_and_no_young_person(hub: Path, run: Run, tmp_path: Path) -> None:
    """Labels tell people apart; young people's codes stand in the continuity table only."""
    ended = run("draft", hub, "--out", tmp_path / "roster.json", "--weeks", 1, "--work", WORK)
    before, table = ended.stdout.split("Continuity")
    assert {"Heron", "Maple", "Otter"} <= set(table.split())
    assert not {"Heron", "Maple", "Otter"} & set(re.findall(r"\w+", before))
    assert "Ann S" in before
    assert "Ann J" in before
    assert re.search(r"^ Dev +.*away +away", before, re.MULTILINE)
    assert re.search(r"^ early +\S", before, re.MULTILINE)
    assert re.search(r"\b1v\b", before)


def test_empty_tables_are_pointed_out(hub: Path, run: Run, tmp_path: Path) -> None:
    """What was taken for granted is said, table by table."""
    ended = run("draft", hub, "--out", tmp_path / "roster.json", "--weeks", 1, "--work", WORK)
    granted = parts(ended.stdout)["Taken for granted"]
    assert "No one-to-one approvals are recorded" in granted
    assert "No contact ledger" in granted
    assert "No skills" not in granted


def test_skills_without_checks_are_pointed_out(tiny: Problem, run: Run, tmp_path: Path) -> None:
    """Where skills are recorded but nobody's checks, the reason for the empty roster is given."""
    hub = tmp_path / "hub.json"
    write_problem_json(tiny.edited(skills=[s for s in tiny.skills if s.skill != "checks"]), hub)
    ended = run("draft", hub, "--out", tmp_path / "roster.json", "--weeks", 1, "--work", WORK)
    assert ended.exit_code == 0
    assert "nobody may work at all" in parts(ended.stdout)["Taken for granted"]
    assert "1 of 1 seats empty" in ended.stdout


def test_json_is_one_object_and_nothing_else(hub: Path, run: Run, tmp_path: Path) -> None:
    """With `--json` standard output holds the object; progress and all else goes to standard error."""
    ended = run("draft", hub, "--out", tmp_path / "roster.json", "--weeks", 1, "--work", WORK, "--json")
    figures = json.loads(ended.stdout)
    assert list(figures) == KEYS
    assert list(figures["shortfall"]) == list(figures["shortfall_bound"]) == PRIORITIES
    assert figures["shortfall"]["cover"] == {"count": 0, "minutes": 0}
    assert figures["hard_violations"] == 0
    assert figures["cost"] == sum(figures["rules"].values())
    assert {row["young_person"] for row in figures["young_people"]} == {"Heron", "Maple", "Otter"}
    assert "whole roster" in ended.stderr


def test_the_best_possible_is_said_to_be(hub: Path, run: Run, asked: Asked, tmp_path: Path) -> None:
    """Where the bound is met, the verdict and the figures agree."""
    arguments = ("draft", hub, "--out", tmp_path / "roster.json", "--weeks", 1, "--work", 20)
    figures = asked(*arguments)
    assert (figures["status"], figures["gap"], figures["gap_points"]) == ("optimal", 0, 0)
    assert figures["bound"] == figures["cost"]
    good = parts(run(*arguments, "--replace").stdout)["How good it is"]
    assert good.startswith("This is the best possible")


def test_equal_work_gives_equal_bytes(hub: Path, asked: Asked, tmp_path: Path) -> None:
    """The same input, seed and work make the same file, and so does the work that a run names."""
    paths = [tmp_path / f"roster {number}.json" for number in range(3)]
    work = asked("draft", hub, "--out", paths[0], "--work", WORK)["work"]
    asked("draft", hub, "--out", paths[1], "--work", WORK, "--workers", 1)
    asked("draft", hub, "--out", paths[2], "--work", work)
    first, *others = [path.read_bytes() for path in paths]
    assert others == [first, first]


@pytest.mark.slow
def test_equal_work_gives_equal_bytes_on_a_whole_hub(asked: Asked, tmp_path: Path) -> None:
    """The example hub's week is the same file twice."""
    paths = [tmp_path / f"roster {number}.json" for number in range(2)]
    for path in paths:
        asked("draft", FIXTURE, "--out", path, "--work", 4)
    assert paths[0].read_bytes() == paths[1].read_bytes()


# Periods ------------------------------------------------------------------------------------------


def test_the_next_week_follows_a_roster(hub: Path, roster: Path, run: Run, tmp_path: Path) -> None:
    """With `--after` the period is the week after, and what was worked before counts."""
    path = tmp_path / "week 2.json"
    ended = run("draft", hub, "--out", path, "--after", roster, "--work", WORK)
    assert ended.exit_code == 0
    assert "week of Mon 12 Jan" in ended.stdout
    assert "are as planned, not as worked" in ended.stdout
    assert "No contact ledger" not in ended.stdout
    assert read_roster(path).first_day.isoformat() == "2026-01-12"
    assert run("check", hub, path, "--after", roster).exit_code == 0


def test_a_gap_before_the_period_is_pointed_out(hub: Path, run: Run, tmp_path: Path) -> None:
    """A later `--from` without rosters of the time before says what is not known."""
    path = tmp_path / "roster.json"
    ended = run("draft", hub, "--out", path, "--from", "12/01/2026", "--weeks", 1, "--work", WORK)
    assert ended.exit_code == 0
    assert "--after" in ended.stderr
    assert read_roster(path).first_day.isoformat() == "2026-01-12"


def test_a_period_starts_on_a_monday(hub: Path, run: Run, tmp_path: Path) -> None:
    """Another day is refused, with the Monday of its week."""
    ended = run("draft", hub, "--out", tmp_path / "roster.json", "--from", "2026-01-13")
    assert ended.exit_code == 2
    assert "is not a Monday" in ended.stderr


def test_more_than_four_weeks_bring_a_warning(tiny: Problem, run: Run, tmp_path: Path) -> None:
    """Over 28 days the draft goes on, but says that it will be slow; a screen shows the first weeks."""
    hub = tmp_path / "hub.json"
    write_problem_json(tiny.edited(skills=[tiny.skills[0]], visits=(), on_call=()), hub)
    ended = run("draft", hub, "--out", tmp_path / "roster.json", "--weeks", 5, "--work", "0.01")
    assert ended.exit_code == 0
    assert "These are 35 days." in ended.stderr
    assert "The first 4 weeks are shown" in ended.stdout


# What cannot be used ------------------------------------------------------------------------------


def test_a_roster_is_written_over_only_where_asked(hub: Path, run: Run, tmp_path: Path) -> None:
    """A file that may hold changes by hand stands, and no search is begun; --replace is how to go on."""
    path = tmp_path / "roster.json"
    path.write_text("changed by hand")
    arguments = ("draft", hub, "--out", path, "--weeks", 1, "--work", WORK)
    ended = run(*arguments)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "already; choose another name, or add --replace" in ended.stderr
    assert path.read_text() == "changed by hand"
    assert run(*arguments, "--replace").exit_code == 0
    assert read_roster(path).assignments


def test_how_the_search_went_is_written_where_asked(hub: Path, run: Run, tmp_path: Path) -> None:
    """A line for each report, headings first; a name that is no .csv is refused before any work."""
    path, log = tmp_path / "roster.json", tmp_path / "log.csv"
    asked = ("draft", hub, "--out", path, "--weeks", 1, "--work", WORK, "--log")
    assert run(*asked, log).exit_code == 0
    headings, *lines = log.read_text().splitlines()
    assert headings.startswith("seconds,work,phase,")
    assert len(lines) > 2
    refused = run(*asked, tmp_path / "log.txt", "--replace")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "its name has to end in .csv" in refused.stderr


def test_whose_the_gap_is_is_told_where_asked(hub: Path, run: Run, tmp_path: Path) -> None:
    """By rule for people, part by part for programs, and then the parts sum to it; else nothing is said."""
    asked = ("draft", hub, "--weeks", 1, "--work", WORK, "--out")
    shown = run(*asked, tmp_path / "a.json", "--explain-gap")
    assert "Whose the gap is" in shown.stdout
    assert "Whose the gap is" not in run(*asked, tmp_path / "b.json").stdout
    figures = json.loads(run(*asked, tmp_path / "c.json", "--explain-gap", "--json").stdout)
    if figures["gap_parts"]:
        points = sum(part["points"] for part in figures["gap_parts"])
        assert points == pytest.approx(figures["gap_points"], abs=5)
    assert "gap_parts" not in json.loads(run(*asked, tmp_path / "d.json", "--json").stdout)


def test_contradictory_locks_are_named(tiny: Problem, run: Run, tmp_path: Path) -> None:
    """Locks that cannot all stand end with exit code 2, the locks in words, and nothing written."""
    path, hub = tmp_path / "roster.json", tmp_path / "hub.json"
    locks = [
        {"person": "C:1", "task": "Cliff/2026-01-06/late/1"},
        {"person": "C:1", "task": "Cliff/2026-01-06/early/1"},
    ]
    write_problem_json(tiny.edited(locks=locks), hub)
    ended = run("draft", hub, "--out", path, "--weeks", 1, "--work", WORK)
    assert ended.exit_code == 2
    assert "Ann Smith (C:1) on Cliff/2026-01-06/late/1" in ended.stderr
    assert "Ann Smith (C:1) on Cliff/2026-01-06/early/1" in ended.stderr
    assert not path.exists()


def test_every_fault_of_a_file_is_reported_at_once(tiny: Problem, run: Run, tmp_path: Path) -> None:
    """A faulty hub's file ends with exit code 2, all faults on standard error, and nothing written."""
    path, hub = tmp_path / "roster.json", tmp_path / "hub.json"
    write_problem_json(tiny, hub)
    whole = json.loads(hub.read_text())
    whole["people"][1]["hub"] = "Nowhere"
    whole["visits"][0]["minutes"] = "long"
    hub.write_text(json.dumps(whole))
    ended = run("draft", hub, "--out", path)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "$.people[1].hub" in ended.stderr
    assert "$.visits[0].minutes" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not path.exists()


def test_a_policy_number_is_found_at_its_place_in_json(tiny: Problem, run: Run, tmp_path: Path) -> None:
    """A number no rule has is reported where it stands in the file, with what was meant."""
    hub = tmp_path / "hub.json"
    write_problem_json(tiny.edited(numbers=[{"rule": "daily rets", "number": "hours", "value": 1}]), hub)
    ended = run("draft", hub, "--out", tmp_path / "roster.json")
    assert ended.exit_code == 2
    assert "$.numbers[0].rule: There is no rule 'daily rets'" in ended.stderr
    assert "'daily rest'" in ended.stderr


def test_a_policy_number_is_found_at_its_place_in_a_workbook(tiny: Problem, run: Run, tmp_path: Path) -> None:
    """In a workbook it is reported by sheet, row and column, blank rows counted."""
    hub = tmp_path / "hub.xlsx"
    numbers = [
        {"rule": "daily rest", "number": "daily_hours", "value": 11},
        {"rule": "requests", "number": "points", "value": -1},
    ]
    write_workbook(tiny.edited(numbers=numbers), hub)
    book = openpyxl.load_workbook(hub)
    book["Policy numbers"].insert_rows(3)
    book.save(hub)
    ended = run("draft", hub, "--out", tmp_path / "roster.json")
    assert ended.exit_code == 2
    assert "sheet 'Policy numbers', row 4, column 'Value': 'points' of 'requests' is a whole" in ended.stderr


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("roster.xlsx", "its name has to end in .json"),
        ("missing/roster.json", "its folder does not exist"),
        ("hub.json", "it is one of the files to be read"),
        ("folder.json", "this is a folder"),
    ],
)
def test_a_place_that_cannot_be_written_is_found_before_work_is_done(
    hub: Path, run: Run, tmp_path: Path, name: str, reason: str
) -> None:
    """An unusable `--out` ends with exit code 2 before a draft that would be lost."""
    (tmp_path / "folder.json").mkdir()
    ended = run("draft", hub, "--out", tmp_path / name)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert reason in ended.stderr


def test_a_week_drafted_again_keeps_what_people_were_told(hub: Path, run: Run, tmp_path: Path) -> None:
    """Drafted with another seed, and kept to the first: not one assignment moves."""
    first, again = tmp_path / "first.json", tmp_path / "again.json"
    run("draft", hub, "--out", first, "--weeks", 1, "--work", WORK)
    ended = run("draft", hub, "--out", again, "--weeks", 1, "--work", WORK, "--seed", 7, "--keep", first)
    assert ended.exit_code == 0, ended.output
    told = {(a.person, a.task) for a in read_roster(first).assignments}
    assert {(a.person, a.task) for a in read_roster(again).assignments} == told


def test_only_a_roster_of_the_same_weeks_is_kept(hub: Path, run: Run, tmp_path: Path) -> None:
    """A roster of one week is none of two: nothing is drafted."""
    first, again = tmp_path / "first.json", tmp_path / "again.json"
    run("draft", hub, "--out", first, "--weeks", 1, "--work", WORK)
    ended = run("draft", hub, "--out", again, "--weeks", 2, "--work", WORK, "--keep", first)
    assert ended.exit_code == 2
    assert "this roster is for 1 week" in ended.stderr
    assert not again.exists()
