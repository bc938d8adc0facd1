"""`hub-roster explain`: tasks, people, cost and locks, for people and as JSON, wide and narrow."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from hub_roster.cli.app import app
from hub_roster.cli.explain_screen import show_short
from hub_roster.cli.screen import out
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Leave
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import Lock
from hub_roster.exchange.problem_json import write_problem_json
from hub_roster.program.statement import Priority
from hub_roster.solver.asking import Option
from hub_roster.solver.explain import WhyShort
from hub_roster.solver.trying import Change, Changed

Run = Callable[..., Result]
Asked = Callable[..., Any]
WEEK_1 = ("--weeks", 1)
EARLY = "Cliff/2026-01-05/early"


@pytest.fixture
def short(roster: Path) -> Path:
    """Give the roster with nobody on Monday's early."""
    whole = json.loads(roster.read_text())
    rows = [row for row in whole["assignments"] if not row["task"].startswith(EARLY)]
    roster.write_text(json.dumps({**whole, "assignments": rows}))
    return roster


@pytest.fixture(autouse=True)
def any_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """A width the environment had when this process began outlasts any later one."""
    monkeypatch.setattr(out, "_width", None)


def narrow(*arguments: object) -> Result:
    """Run a command on a screen of 45 columns."""
    return CliRunner(env={"COLUMNS": "45", "NO_COLOR": None}).invoke(app, [str(word) for word in arguments])


def test_a_short_task(hub: Path, short: Path, run: Run, asked: Asked) -> None:
    """Everybody counts once; who could is named; on any screen no line is too long."""
    shown = run("explain", hub, short, *WEEK_1, "--task", f"{EARLY}/1")
    assert shown.exit_code == 0
    assert "1 of 1 seats empty" in shown.stdout
    assert "6 people, each once" in shown.stdout
    figures = asked("explain", hub, short, *WEEK_1, "--task", EARLY)
    assert sum(row["count"] for row in figures["people"]) == 6
    assert figures["task"] == EARLY
    assert all(option["shortfall"]["nobody"] < 0 for option in figures["could"])
    assert all(option["off"] for option in figures["moved"])
    slim = narrow("explain", hub, short, *WEEK_1, "--task", EARLY)
    assert max(map(len, slim.stdout.splitlines())) <= 45


def test_check_leads_on_to_the_reason(hub: Path, short: Path, run: Run) -> None:
    """The line under what is short is a command that runs as it stands."""
    shown = run("check", hub, short, *WEEK_1).stdout
    words = shlex.split(shown[shown.index("Why: ") :].split("\n\n")[0].replace(" \\\n", ""))
    assert words[:3] == ["Why:", "hub-roster", "explain"]
    assert words[-2:] == ["--weeks", "1"]
    assert run(*words[2:]).exit_code == 0


def test_a_command_is_printed_as_the_program_was_called(
    hub: Path, short: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By ./hub, say; where it is too long for the screen a backslash leads on, so that it can be copied."""
    monkeypatch.setenv("HUB_ROSTER_CALLED", "./hub")
    assert "Why: ./hub explain" in run("check", hub, short, *WEEK_1).stdout.replace(" \\\n   ", "")
    lines = narrow("check", hub, short, *WEEK_1).stdout.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("Why: "))
    assert lines[first].endswith(" \\")
    assert lines[first + 1].startswith("    ")


def test_what_is_short_is_listed_with_its_codes(hub: Path, short: Path, run: Run, asked: Asked) -> None:
    """Without an option explain says which codes there are to ask for."""
    assert EARLY in "".join(run("explain", hub, short, *WEEK_1).stdout.split("\n    "))
    tasks = [task for row in asked("explain", hub, short, *WEEK_1)["short"] for task in row["tasks"]]
    assert EARLY in tasks


def test_one_person(hub: Path, short: Path, run: Run, asked: Asked) -> None:
    """Every person of the hub has an answer; who is on leave is not available, and nothing more."""
    for key in (f"C:{number}" for number in range(1, 7)):
        assert run("explain", hub, short, *WEEK_1, "--task", EARLY, "--person", key).exit_code == 0
    away = ("--task", "Cliff/2026-01-07/early", "--person", "C:5")
    shown = run("explain", hub, short, *WEEK_1, *away)
    assert shown.stdout.strip().endswith("Not available for this.")
    assert "leave" not in shown.output
    assert asked("explain", hub, short, *WEEK_1, *away)["options"] == []
    closer = run("explain", hub, short, *WEEK_1, *away, "--look-closer")
    assert "leave" in closer.stdout
    assert "to be audited" in closer.stderr


def test_the_cost_as_a_tree(hub: Path, roster: Path, run: Run, asked: Asked) -> None:
    """The whole tree sums to the cost that check tells; young people stand in it by their codes."""
    tree = asked("explain", hub, roster, *WEEK_1, "--cost")["cost"]
    assert tree["points"] == asked("check", hub, roster, *WEEK_1)["cost"]
    assert tree["points"] == sum(rule["points"] for rule in tree["parts"])
    shown = run("explain", hub, roster, *WEEK_1, "--cost").stdout
    assert f"{tree['points']:,} in all" in shown
    slim = narrow("explain", hub, roster, *WEEK_1, "--cost").stdout
    assert max(map(len, slim.splitlines())) <= 45


def test_nobody_is_on_on_call(hub: Path, roster: Path, tiny: Problem, run: Run, tmp_path: Path) -> None:
    """A spell of on-call is named once, asked of a person and told of a lock, also by a draft."""
    spell = tiny.on_call[0].id
    shown = run("explain", hub, roster, *WEEK_1, "--task", spell, "--person", "C:1").stdout
    assert "(C:1) on call, Mon 5 Jan 17:00" in shown
    write_problem_json(tiny.edited(locks=[Lock(person="C:1", task=spell)], leave=[_away(tiny)]), hub)
    assert "(C:1) on call, Mon 5 Jan 17:00" in run("explain", hub, "--locks", *WEEK_1).stdout
    refused = run("draft", hub, "--out", tmp_path / "refused.json", *WEEK_1).stderr
    assert f"(C:1) {spell}" in refused


def _away(tiny: Problem) -> Leave:
    """Give C:1's leave on the first day."""
    return Leave(person="C:1", first_day=tiny.days[0], last_day=tiny.days[0])


def test_locks(tiny: Problem, tmp_path: Path, run: Run, asked: Asked) -> None:
    """A draft that refuses them says how to ask; explain says what stands in the way of each."""
    day = tiny.days[1]
    lock = Lock(person="C:1", task=f"Cliff/{day}/early/1")
    away = tiny.edited(locks=(lock,), leave=(Leave(person="C:1", first_day=day, last_day=day),))
    path = tmp_path / "locked.json"
    write_problem_json(away, path)
    refused = run("draft", path, "--out", tmp_path / "r.json", *WEEK_1).stderr
    assert f"Ann Smith (C:1) on {lock.task}" in refused
    assert "There may be more such sets" in refused
    command = shlex.split(refused.splitlines()[-1])
    assert command == ["hub-roster", "explain", str(path), "--locks", "--weeks", "1"]
    shown = run(*command[1:])
    assert shown.exit_code == 1
    assert "This cannot stand:" in shown.stdout
    # A lock alone has no others beside it.
    assert "\n      Not available for this." in shown.stdout
    figures = asked("explain", path, "--locks", *WEEK_1)
    assert [row["proved"] for row in figures["clashes"]] == [True]
    assert figures["clashes"][0]["locks"][0]["task"] == lock.task


def test_locks_that_can_stand(hub: Path, run: Run) -> None:
    """Exit code 0."""
    shown = run("explain", hub, "--locks", *WEEK_1)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "Nothing is: no locks." in shown.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--task", "Clif/2026-01-05/early"), "There is no task"),
        (("--task", f"{EARLY}/2"), "has 1 seat: there is no 'Cliff/2026-01-05/early/2'"),
        (("--task", EARLY, "--person", "C:9"), "Nobody has the key or the name 'C:9'"),
        (("--task", EARLY, "--person", "Cora"), "Did you mean Cora Lee (C:4)?"),
        (("--task", EARLY, "--person", "ann"), "Did you mean Ann Smith (C:1) or Ann Jones (C:2)?"),
        (("--task", EARLY, "--cost"), "Give one of"),
        (("--person", "C:1"), "Say with --task"),
        (("--task", EARLY, "--look-closer"), "one --person at a time"),
        (("--locks",), "the hub's file alone"),
    ],
)
def test_what_cannot_be_asked_is_exit_code_2(
    hub: Path, roster: Path, run: Run, words: tuple[str, ...], told: str
) -> None:
    """Each with what would put it right, and nothing on standard output."""
    ended = run("explain", hub, roster, *WEEK_1, *words)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert told in " ".join(ended.stderr.replace("\u2502", " ").split())


def test_files_in_the_wrong_places_are_named(hub: Path, roster: Path, run: Run) -> None:
    """The hub's file comes first, then the roster; every command that takes both says which is which."""
    for words in (
        ("explain",),
        ("check",),
        ("continuity",),
        ("calendar", "--out", "x"),
        ("export", "--out", "x"),
    ):
        command, *more = words
        swapped = run(command, roster, hub, *more)
        assert (swapped.exit_code, swapped.stdout) == (2, "")
        assert f"{roster}: this is a roster. The hub's file comes first" in swapped.stderr
        twice = run(command, hub, hub, *more)
        assert (twice.exit_code, twice.stdout) == (2, "")
        assert f"{hub}: this is a hub's file. The hub's file comes first" in twice.stderr
    assert "Say which roster." in run("explain", hub).stderr


def test_a_person_is_known_by_name_too(hub: Path, short: Path, run: Run, asked: Asked) -> None:
    """In any case; a name two people share needs the key."""
    found = asked("explain", hub, short, *WEEK_1, "--task", EARLY, "--person", "cora lee")
    assert found["person"] == "C:4"


def test_what_is_wrong_with_a_roster_is_told_before_any_answer(hub: Path, roster: Path, run: Run) -> None:
    """Somebody unknown, a task unknown, and one assignment twice: on standard error, as check tells them."""
    assert run("explain", hub, roster, *WEEK_1, "--cost").stderr == ""
    whole = json.loads(roster.read_text())
    first, second, third, *_ = whole["assignments"]
    faulty = [{**first, "person": "C:9"}, {**second, "task": "Cliff/2026-01-05/nap/1"}, third]
    roster.write_text(json.dumps({**whole, "assignments": [*whole["assignments"], *faulty]}))
    for words in ((), ("--cost",), ("--task", EARLY)):
        told = run("explain", hub, roster, *WEEK_1, *words).stderr
        assert "This roster does not hold together" in told
        assert "C:9: There is no such person or task." in told
        assert "[Cliff/2026-01-05/nap/1]" in told
        assert "More people are on this than there are places." in told


def test_a_filled_task_says_who_stands_how(hub: Path, roster: Path, run: Run) -> None:
    """Who is on it is named, and everybody counts."""
    shown = run("explain", hub, roster, *WEEK_1, "--task", EARLY).stdout
    assert "Nothing is short on this." in shown
    assert "1 on it already: " in shown
    assert "6 people, each once" in shown


def option(person: str, *needs: Changed, still: tuple[str, ...] = ()) -> Option:
    """Give a way that leaves needs short."""
    return Option(person, 0, (), (), still, Change(needs))


def test_how_bad_a_move_is_is_told_whole(tiny: Problem, capsys: pytest.CaptureFixture[str]) -> None:
    """How much more is short than is listed, by which rule, the verdict, and that one is not enough."""
    needs = [
        Changed(rule, "Cliff", 540, Priority.COVER, (EARLY,))
        for rule in ("an adult in the home", "seats", "alone in the home", "skills on a shift", "restraint")
    ]
    hand = Changed("handover", "Cliff", 30, Priority.SAFETY, (EARLY, "Cliff/2026-01-05/late"))
    moved = (option("C:1", *needs, still=("One adult alone.",)), *(option(f"C:{n}", hand) for n in (2, 3, 4)))
    roster = Roster(problem_id=tiny.id, first_day=tiny.first_day, weeks=tiny.weeks, assignments=())
    show_short(Lines(tiny, roster), WhyShort(EARLY, (), {}, (), moved))
    shown = " ".join(capsys.readouterr().out.split())
    assert "9 h (an adult in the home); " in shown
    assert "9 h (seats); " in shown
    assert "; and 2 more. In all no less is short than now." in shown
    assert "handover, Cliff, 30 min (early Mon 5 Jan, late Mon 5 Jan)" in shown
    assert "and 1 more: --json gives all." in shown
    assert "One of them is not enough: One adult alone." in shown
