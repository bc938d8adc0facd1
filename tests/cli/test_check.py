"""`hub-roster check` and `hub-roster continuity` on rosters that are sound, broken, or another hub's."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from hub_roster.domain.people import PairApart, Skill
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.domain.young_people import PersonalNeed
from hub_roster.exchange.problem_json import write_problem_json

Run = Callable[..., Result]
Asked = Callable[..., Any]
WEEK_1 = ("--weeks", 1)


def changed(roster: Path, **fields: object) -> Path:
    """Change fields of a roster's file."""
    whole = json.loads(roster.read_text())
    roster.write_text(json.dumps({**whole, **fields}))
    return roster


@pytest.fixture
def broken(roster: Path) -> Path:
    """Give a roster in which whoever has the first shift is on the second one too, with no rest between."""
    rows = json.loads(roster.read_text())["assignments"]
    shifts = [row for row in rows if row["task"].startswith("Cliff/")]
    early = next(row for row in shifts if "/early/" in row["task"])
    late = next(row for row in shifts if row["task"] == early["task"].replace("early", "late"))
    late["person"] = early["person"]
    return changed(roster, assignments=rows)


def test_a_sound_roster_is_passed(hub: Path, roster: Path, run: Run) -> None:
    """Exit code 0, nothing broken, and the cost by rule adds up."""
    ended = run("check", hub, roster, *WEEK_1)
    assert ended.exit_code == 0
    assert "None is broken." in ended.stdout
    assert "What it costs" in ended.stdout
    # A command to copy, such as the one that says why something is short, is never broken.
    assert max(len(line) for line in ended.stdout.splitlines() if str(hub.parent) not in line) <= 80


def test_a_broken_rule_is_exit_code_1(hub: Path, broken: Path, run: Run, asked: Asked) -> None:
    """Each violation is written with its rule, the person by name, and the tasks."""
    ended = run("check", hub, broken, *WEEK_1)
    assert ended.exit_code == 1
    assert "one place" in ended.stdout
    assert "(C:" in ended.stdout
    assert "early, Mon 5 Jan 07:30-15:00, Cliff" in " ".join(ended.stdout.split())
    figures = asked("check", hub, broken, *WEEK_1)
    assert figures["hard_violations"] == len(figures["violations"]) > 0
    assert {"rule", "whom", "tasks", "message"} == set(figures["violations"][0])


def with_need(tiny: Problem, hub: Path, review_by: date = date(2026, 3, 1)) -> None:
    """Record a personal need of Maple's visits, by a skill nobody but C:1 holds."""
    need = PersonalNeed(
        young_person="Maple",
        skill="woman",
        recorded="PN 7",
        approved_by="Manager",
        review_by=review_by,
    )
    held = (*tiny.skills, Skill(person="C:1", skill="woman"))
    write_problem_json(tiny.edited(personal_needs=(need,), skills=held), hub)


def test_what_a_personal_need_did_is_told_in_numbers(
    tiny: Problem, hub: Path, roster: Path, run: Run, asked: Asked
) -> None:
    """Its reference, who approved it and its review; names, and never the need itself, only when asked."""
    with_need(tiny, hub)
    said = " ".join(run("check", hub, roster, *WEEK_1).stdout.split())
    assert "PN 7, approved by Manager, review by Sun 1 Mar 2026" in said
    assert "kept from it" in said
    assert "woman" not in said
    told = said[said.index("Personal needs") : said.index("What it costs")]
    assert "(C:" not in told
    (figures,) = asked("check", hub, roster, *WEEK_1)["personal_needs"]
    assert all({"task", "people_kept"} == set(task) for task in figures["tasks"])
    named = " ".join(run("check", hub, roster, *WEEK_1, "--personal-needs").stdout.split())
    assert "(C:" in named[named.index("Personal needs") : named.index("What it costs")]


@pytest.mark.parametrize(
    ("review_by", "said"),
    [
        (date(2026, 1, 4), "Sun 4 Jan 2026, which is past, so that it lapsed and has to be reviewed: it"),
        (date(2026, 1, 5), "Mon 5 Jan 2026, when it lapses unless it is reviewed: it counts for nothing"),
        (date(2026, 3, 1), "Sun 1 Mar 2026: visit "),
    ],
)
def test_a_personal_need_that_lapsed_is_said_to_have(
    tiny: Problem, hub: Path, roster: Path, run: Run, review_by: date, said: str
) -> None:
    """Before the period or within it, before its first visit: not only that it counts for nothing."""
    with_need(tiny, hub, review_by)
    shown = " ".join(run("check", hub, roster, *WEEK_1).stdout.split())
    assert f"review by {said}" in shown


def test_a_rule_that_would_tell_too_much_is_not_named(
    tiny: Problem, hub: Path, roster: Path, run: Run, asked: Asked
) -> None:
    """Two who are kept apart are not available for this: the roster is broken, and nobody is told why."""
    rows = json.loads(roster.read_text())["assignments"]
    people = sorted({row["person"] for row in rows})
    pairs = [PairApart(person=a, other=b) for k, a in enumerate(people) for b in people[k + 1 :]]
    write_problem_json(tiny.edited(pairs_apart=pairs), hub)
    said = run("check", hub, roster, *WEEK_1).stdout
    assert "pairs kept apart" not in said
    assert "not available for this" in said
    rules = {violation["rule"] for violation in asked("check", hub, roster, *WEEK_1)["violations"]}
    assert rules == {"not available for this"}


def test_check_and_draft_agree(hub: Path, asked: Asked, tmp_path: Path) -> None:
    """What a draft says of its roster is what the judge says of the file."""
    path = tmp_path / "roster.json"
    drafted = asked("draft", hub, "--out", path, *WEEK_1, "--work", "0.3")
    checked = asked("check", hub, path, *WEEK_1)
    for name in ("shortfall", "hard_violations", "cost", "rules", "young_people"):
        assert checked[name] == drafted[name]


def test_a_roster_of_another_period_is_refused(hub: Path, roster: Path, run: Run) -> None:
    """The message says which options make it fit."""
    ended = run("check", hub, roster)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "--from 05/01/2026 --weeks 1" in ended.stderr


def test_a_roster_of_another_hub_is_refused(tiny: Problem, roster: Path, run: Run, tmp_path: Path) -> None:
    """A roster belongs to the hub's file it was made from."""
    other = tmp_path / "other.json"
    write_problem_json(tiny.edited(id="00000000-0000-0000-0000-0000000000ff"), other)
    ended = run("check", other, roster, *WEEK_1)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "another hub's file" in ended.stderr


@pytest.mark.parametrize("command", ["check", "continuity", "calendar", "picture"])
@pytest.mark.parametrize("which", ["hub", "roster"])
def test_files_that_cannot_be_read_are_exit_code_2(
    hub: Path, roster: Path, run: Run, tmp_path: Path, command: str, which: str
) -> None:
    """Whatever the command, a file that is not what it should be is one report and nothing written."""
    (hub if which == "hub" else roster).write_text("{")
    place = tmp_path / "out.svg"
    out = ("--out", place) if command in {"calendar", "picture"} else ()
    ended = run(command, hub, roster, *WEEK_1, *out)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "This is not JSON" in ended.stderr
    assert not place.exists()


def test_a_file_that_is_not_there_is_exit_code_2(hub: Path, run: Run, tmp_path: Path) -> None:
    """It is named."""
    ended = run("check", hub, tmp_path / "none.json")
    assert ended.exit_code == 2
    assert "none.json" in ended.stderr


def test_continuity_ranks_whoever_is_worst_off_first(hub: Path, roster: Path, run: Run, asked: Asked) -> None:
    """The table and the figures have the same order, and everyone is in them."""
    shown = run("continuity", hub, roster, *WEEK_1).stdout
    figures = asked("continuity", hub, roster, *WEEK_1)
    codes = [row["young_person"] for row in figures["young_people"]]
    assert sorted(codes) == ["Heron", "Maple", "Otter"]
    assert sorted(codes, key=shown.index) == codes
    shares = [row["familiar_share"] for row in figures["young_people"]]
    assert shares == sorted(shares)
    assert figures["summary"]["minimum"] == shares[0]


def test_a_policy_weaker_than_the_law_is_said_with_the_verdict(
    tiny: Problem, hub: Path, roster: Path, run: Run
) -> None:
    """Nothing is broken of rules that ask less than the law: whoever reads so is told."""
    weak = PolicyNumber(rule="daily rest", number="daily_hours", value=5)
    write_problem_json(tiny.edited(numbers=(weak,)), hub)
    told = " ".join(run("check", hub, roster, *WEEK_1).stdout.split())
    assert "WEAKER THAN THE LAW: 'daily_hours' of 'daily rest' is 5: the law says at least 11." in told
