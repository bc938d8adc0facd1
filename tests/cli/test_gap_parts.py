"""Whose the gap is, as people read it."""

from __future__ import annotations

import dataclasses

import pytest

from hub_roster.cli.gap_parts import show_gap
from hub_roster.solver.gap import DUTIES, HARD, GapPart
from hub_roster.solver.result import Draft
from tests.solver.small_hubs import SMALL
from tests.tiny import drafted

FOUND = drafted(SMALL)
PARTS = (
    GapPart("contract hours", "ann", 1200.4),
    GapPart("new faces", "Wren", 300.0),
    GapPart(DUTIES, "ben", 90.0),
    GapPart("contract hours", "ben", 10.0),
    GapPart(HARD, "", -0.4),
)


def shown(draft: Draft, capsys: pytest.CaptureFixture[str]) -> str:
    """Give what is written of the gap of a draft."""
    show_gap(SMALL, draft)
    return " ".join(capsys.readouterr().out.split())


def test_parts_are_told_by_rule_with_whom_they_concern(capsys: pytest.CaptureFixture[str]) -> None:
    """The largest rule comes first, in it whoever has most of it."""
    draft = dataclasses.replace(FOUND, bound=FOUND.cost - 1600, gap_parts=PARTS)
    said = shown(draft, capsys)
    assert "are 1,600 points" in said
    assert said.index("contract hours: 1,210 points") < said.index("new faces: 300 points (Wren 300)")
    assert "1,200" in said


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        (None, "it is not settled that no roster has less short"),
        (FOUND.cost, "this is the best possible"),
        (FOUND.cost - 5, "trying everything at once"),
    ],
)
def test_without_parts_it_says_why(bound: int | None, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No bound, no gap, or a bound that is nobody's."""
    assert words in shown(dataclasses.replace(FOUND, bound=bound, gap_parts=()), capsys)
