"""`hub-roster rulebook`: every rule in words, and a hub's numbers as they are in force."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import Result

from hub_roster.cli import screen
from hub_roster.domain.policy import PolicyNumber, Signature
from hub_roster.domain.problem import Problem
from hub_roster.exchange.problem_json import write_problem_json
from hub_roster.rules.rulebook import RULEBOOK

Run = Callable[..., Result]


@pytest.fixture
def changed(tiny: Problem, tmp_path: Path) -> Path:
    """Give the file of a hub whose council rests its staff for 12 hours and prices driving at 15."""
    numbers = (
        PolicyNumber(
            rule="daily rest",
            number="daily_hours",
            value=12,
            why="agreed with the union",
            signed_by="J. Patel",
            signed_on=date(2026, 1, 2),
        ),
        PolicyNumber(rule="driving", number="minute", value=15),
    )
    policy = Signature(signed_by="M. Okoro", signed_on=date(2025, 12, 1))
    path = tmp_path / "hub.json"
    write_problem_json(tiny.edited(numbers=numbers, policy=policy), path)
    return path


def test_every_rule_is_listed_with_exactly_what_is_promised(run: Run) -> None:
    """Programs read one list: each rule's name, kind, sentence, source and numbers."""
    listed = json.loads(run("rulebook", "--json").stdout)
    assert [rule["name"] for rule in listed] == [rule.name for rule in RULEBOOK.rules]
    for rule in listed:
        assert set(rule) == {"name", "kind", "sentence", "source", "numbers"}
        assert rule["kind"] in {"hard", "need", "priced"}
        for number in rule["numbers"]:
            assert set(number) == {"name", "default", "description", "least", "most"}


def test_a_hubs_numbers_are_told_with_why_and_by_whom(run: Run, changed: Path) -> None:
    """A change is signed in its own row, or with the policy as a whole; what is not changed says so."""
    rules = {rule["name"]: rule for rule in json.loads(run("rulebook", changed, "--json").stdout)}
    rest, long = rules["daily rest"]["numbers"]
    assert (rest["default"], rest["value"], rest["why"]) == (11, 12, "agreed with the union")
    assert (rest["signed_by"], rest["signed_on"]) == ("J. Patel", "2026-01-02")
    assert (long["changed"], long["value"], long["signed_by"]) == (False, 13, "")
    (minute,) = rules["driving"]["numbers"]
    assert (minute["signed_by"], minute["signed_on"]) == ("M. Okoro", "2025-12-01")


@pytest.mark.parametrize("columns", ["45", "120"])
def test_the_screen_holds_it_at_any_width(
    run: Run, changed: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    """No line is longer than the screen is wide, and nothing is cut off."""
    monkeypatch.setattr(screen.out, "_width", int(columns))
    shown = run("rulebook", changed).stdout
    assert max(len(line) for line in shown.splitlines()) <= int(columns)
    words = " ".join(shown.split())
    assert "daily_hours 12 (0 to 48): Hours of rest between two duties" in words
    assert "Changed from 11: agreed with the union, signed by J. Patel on Fri 2 Jan 2026." in words
    assert "Numbers that several rules or pages share" in words


def test_a_wrong_number_is_refused_with_its_range(run: Run, tiny: Problem, tmp_path: Path) -> None:
    """The page of a file that cannot be used is not shown: the fault is."""
    wrong = PolicyNumber(rule="daily rest", number="daily_hours", value=80)
    write_problem_json(tiny.edited(numbers=(wrong,)), tmp_path / "hub.json")
    ended = run("rulebook", tmp_path / "hub.json")
    assert ended.exit_code == 2
    assert "is at least 0 and at most 48: 80 cannot be it." in ended.stderr
