"""`hub-roster continuity`: the worst off first, groups apart, families, and each of them close up."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from hub_roster.cli.app import app
from hub_roster.cli.screen import out
from hub_roster.domain.plans import Outcome, OutcomeKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import Visit
from hub_roster.domain.young_people import (
    Contact,
    Family,
    FamilyAdult,
    Setting,
    Stay,
    StayKind,
    View,
    ViewKind,
    YoungPerson,
)
from hub_roster.exchange.problem_json import write_problem_json
from hub_roster.exchange.roster_json import read_roster, write_roster

Run = Callable[..., Result]
Asked = Callable[..., Any]
WEEK_1 = ("--weeks", 1)
MONDAY = date(2026, 1, 5)


def before(person: str, code: str, days: int, **other: Any) -> Contact:
    """Give a visit of an hour, some days before the period."""
    row = {"person": person, "young_person": code, "day": MONDAY - timedelta(days=days), "minutes": 60}
    return Contact(**{**row, **other})


@pytest.fixture
def whole(tiny: Problem) -> Problem:
    """Give the tiny hub with a past, a family, someone in hospital and someone who sends people away."""
    declined = [
        Outcome(
            young_person="Plover",
            day=MONDAY - timedelta(days=days),
            minutes=60,
            outcome=OutcomeKind.DECLINED,
        )
        for days in (3, 9)
    ]
    young = {young.code: young for young in tiny.young_people}
    maple = young["Maple"].model_copy(update={"family": "Larch", "agreed_minutes": 120})
    more = [YoungPerson(code=code, hub="North", place="Moor") for code in ("Plover", "Siskin")]
    ill = Stay(young_person="Siskin", kind=StayKind.HOSPITAL, first_day=date(2025, 12, 20))
    at_home = Visit.model_validate(
        {
            **tiny.visits[0].model_dump(),
            "id": "parent 1",
            "young_person": "Parent",
            "others": ("Maple",),
            "first_day": date(2026, 1, 9),
            "last_day": date(2026, 1, 9),
            "who": "anyone",
        }
    )
    parent = FamilyAdult(code="Parent", hub="North", place="Moor", family="Larch", key_worker="C:2")
    return tiny.edited(
        families=(Family(code="Larch", hub="North"),),
        family_adults=(parent,),
        young_people=(young["Heron"], maple, young["Otter"], *more),
        stays=(*tiny.stays, ill),
        visits=(*tiny.visits, at_home),
        outcomes=tuple(declined),
        contacts=(
            *(before("C:3", "Maple", days) for days in (3, 8, 15, 22)),
            before("C:6", "Maple", 5),
            *(before("C:4", "Otter", days) for days in (2, 6, 13)),
            before("C:6", "Heron", 4, setting=Setting.SHIFT),
            before("C:5", "Heron", 4, setting=Setting.RESTRAINT),
        ),
    )


@pytest.fixture
def files(whole: Problem, roster: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Give the hub's file and a drafted roster of it."""
    path = tmp_path / "whole.json"
    write_problem_json(whole, path)
    return path, roster


def test_the_summary_comes_first_and_never_the_mean_alone(files: tuple[Path, Path], run: Run) -> None:
    """The worst off, the worst-off tenth and all stand in one sentence, before any table."""
    shown = " ".join(run("continuity", *files, *WEEK_1).stdout.split())
    summary = shown.index("the worst off of 3 young people has")
    assert summary < shown.index("the worst-off tenth") < shown.index("all of them together")
    assert shown.index("all of them together") < shown.index("Heron")


def test_groups_and_families_stand_apart(files: tuple[Path, Path], run: Run, asked: Asked) -> None:
    """Hospital and refusals have headings of their own, then the family and its adult; none is ranked."""
    shown = run("continuity", *files, *WEEK_1).stdout
    order = ["Maple", "Shown apart", "In hospital (1)", "Siskin", "Visits mostly declined (1)", "Plover"]
    order += ["Families", "Larch", "Adults of families", "Parent"]
    assert [shown.index(words) for words in order] == sorted(shown.index(words) for words in order)
    assert max(map(len, shown.splitlines())) <= 80
    figures = asked("continuity", *files, *WEEK_1)
    apart = {row["young_person"]: row["apart"] for row in figures["young_people"]}
    assert apart == {
        "Maple": None,
        "Otter": None,
        "Heron": None,
        "Siskin": "in hospital",
        "Plover": "visits mostly declined",
    }
    assert figures["summary"]["young_people"] == 3
    assert [row["young_person"] for row in figures["family_adults"]] == ["Parent"]
    (larch,) = figures["families"]
    assert (larch["family"], larch["members"], larch["joint_visits"]) == ("Larch", ["Maple", "Parent"], 1)


def test_one_young_person_close_up(files: tuple[Path, Path], run: Run, asked: Asked) -> None:
    """Who they saw on which day, as letters; what was agreed and met; every index with its n."""
    hub, roster = files
    ended = run("continuity", hub, roster, *WEEK_1, "--young-person", "Maple")
    assert ended.exit_code == 0
    lines = ended.stdout.splitlines()
    top = next(k for k, line in enumerate(lines) if "22 Dec" in line)
    assert lines[top].split() == ["22", "Dec", "29", "Dec", "5", "Jan"]
    key_worker = next(line for line in lines if line.startswith("* Ben"))
    days = key_worker.removeprefix("*").replace("[relief]", "").replace("Ben", "").split()
    # Seen on Sunday 28 December and Friday 2 January, by the ledger.
    assert [k for k, letter in enumerate(days[:14]) if letter == "V"] == [6, 11]
    figures = asked("continuity", hub, roster, *WEEK_1, "--young-person", "Maple")
    row = figures["young_person"]
    agreed = row["plan_before"]["minutes"]
    assert (agreed["agreed"], agreed["met"], agreed["not_made"]) == (480, 300, 180)
    assert " agreed " in ended.stdout
    assert f"(n = {row['visits_bice_boxerman']['n']})" in ended.stdout
    assert {"person": "C:3", "day": "2026-01-02", "how": "visit"} in figures["seen"]


def test_a_restraint_is_not_told_from_a_night(files: tuple[Path, Path], run: Run, asked: Asked) -> None:
    """The picture and the figures say no more than that no time was spent together."""
    seen = asked("continuity", *files, *WEEK_1, "--young-person", "Heron")["seen"]
    assert {"person": "C:5", "day": "2026-01-01", "how": "not_together"} in seen
    shown = run("continuity", *files, *WEEK_1, "--young-person", "Heron").stdout
    assert "restraint" not in shown.lower()


def test_one_family_close_up(files: tuple[Path, Path], run: Run, asked: Asked) -> None:
    """The family's members, days and workers; the joint visit once."""
    ended = run("continuity", *files, *WEEK_1, "--family", "Larch")
    assert "Family Larch: Maple, Parent" in ended.stdout
    assert "1 visit of this period with several of them" in " ".join(ended.stdout.split())
    figures = asked("continuity", *files, *WEEK_1, "--family", "Larch")
    assert set(figures) == {"family", "seen"}
    assert set(figures["seen"]) == {"Maple", "Parent"}


def test_reasons_are_given(files: tuple[Path, Path], run: Run) -> None:
    """Nothing is a blank: why a share or an index is not defined stands there in words."""
    shown = " ".join(run("continuity", *files, *WEEK_1, "--young-person", "Plover").stdout.split())
    assert "Shown apart, visits mostly declined" in shown
    assert "every visit was tried and declined" in shown
    assert "not defined, fewer than two contacts (n = 0)" in shown
    assert "Nobody." in shown


@pytest.mark.parametrize("width", [45, 60, 80, 120])
def test_any_screen_will_do(files: tuple[Path, Path], width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However narrow, no line is longer than the screen, and every code and day is there."""
    # A width the environment had when this process began outlasts any later one.
    monkeypatch.setattr(out, "_width", None)
    runner = CliRunner(env={"COLUMNS": str(width), "NO_COLOR": "1"})
    for chosen in ([], ["--young-person", "Maple"], ["--family", "Larch"]):
        ended = runner.invoke(app, ["continuity", *map(str, files), "--weeks", "1", *chosen])
        assert ended.exit_code == 0
        assert max(map(len, ended.stdout.splitlines())) <= width
        assert "Maple" in ended.stdout or "Larch" in ended.stdout
        assert "\u2026" not in ended.stdout
        assert "\x1b" not in ended.stdout


@pytest.mark.parametrize("code", ["Treecreeper", "Greater spotted woodpecker"])
def test_a_code_is_never_split(files: tuple[Path, Path], run: Run, code: str) -> None:
    """The table has less room between its columns, and where that is too little it is a list."""
    hub, roster = files
    hub.write_text(hub.read_text().replace('"Otter"', f'"{code}"'))
    shown = run("continuity", hub, roster, *WEEK_1)
    assert shown.exit_code == 0
    assert any(code in line for line in shown.stdout.splitlines())
    assert max(map(len, shown.stdout.splitlines())) <= 80


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--young-person", "Mapel"), "is called 'Mapel'. Did you mean 'Maple'?"),
        (("--family", "Rowan"), "No family with members is called 'Rowan'."),
        (("--family", "Larch", "--young-person", "Maple"), "not both"),
    ],
)
def test_codes_nobody_has(files: tuple[Path, Path], run: Run, options: tuple[str, ...], words: str) -> None:
    """One message, exit code 2, and nothing on standard output."""
    ended = run("continuity", *files, *WEEK_1, *options)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert words in " ".join(ended.stderr.replace("\u2502", " ").split())


def test_not_with_cannot_be_read_off(whole: Problem, files: tuple[Path, Path], run: Run) -> None:
    """Whether a young person says "not with" of someone not down for them, every page is the same."""
    _, roster = files
    found = read_roster(roster)
    without = found.model_copy(
        update={"assignments": tuple(a for a in found.assignments if not a.task.startswith("visit"))}
    )
    write_roster(Roster.model_validate(without), roster)
    view = View(young_person="Maple", person="C:6", view=ViewKind.NOT_WITH, day=MONDAY - timedelta(days=1))
    pages = []
    for name, problem in (("said.json", whole.edited(views=(view,))), ("unsaid.json", whole)):
        path = roster.parent / name
        write_problem_json(problem, path)
        for options in ((), ("--young-person", "Maple"), ("--family", "Larch"), ("--json",)):
            ended = run("continuity", path, roster, *WEEK_1, *options)
            assert ended.exit_code == 0
            pages.append(ended.stdout)
    assert pages[:4] == pages[4:]
    assert json.loads(pages[3])["summary"]
