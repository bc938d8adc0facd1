"""A hub's file that is sound for its own period and not for the one asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from typer.testing import Result

from hub_roster.domain.problem import Problem
from hub_roster.domain.young_people import Stay, StayKind
from hub_roster.exchange.problem_json import write_problem_json

Run = Callable[..., Result]


def test_a_visit_after_the_last_stay(tiny: Problem, run: Run, tmp_path: Path) -> None:
    """Maple's stay ends before the second week, which has visits to Maple: told plainly, nothing written."""
    left = Stay(
        young_person="Maple",
        kind=StayKind.LODGINGS,
        first_day=date(2025, 1, 1),
        last_day=date(2026, 1, 11),
    )
    hub, out = tmp_path / "hub.json", tmp_path / "week2.json"
    write_problem_json(tiny.edited(stays=(*tiny.stays, left)), hub)
    ended = run("draft", hub, "--out", out, "--from", "2026-01-12", "--weeks", 1, "--work", "0.1")
    assert ended.exit_code == 2
    told = " ".join(ended.output.split())
    assert "In this period the hub's file does not hold together:" in told
    assert "Maple has a visit in the period, but the last stay ended on Sun 11 Jan 2026" in told
    assert "Traceback" not in ended.output
    assert not out.exists()
