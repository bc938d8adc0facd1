"""What the proof of the solver asks, and the plain model it is held against."""

from __future__ import annotations

import sys
from pathlib import Path

from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.solver.draft import draft
from hub_roster.solver.limits import Limits
from tests.solver.small_hubs import SMALL

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from plain_cp_sat import plainly_drafted
from solver import ASKED


def test_one_plain_model_finds_the_best_of_a_small_hub() -> None:
    """It states the same rules: nothing is broken, and it is no better than a draft proven best."""
    roster = plainly_drafted(SMALL, 60.0, 1)
    assert roster is not None
    plain = judge(RULEBOOK.of(SMALL), SMALL, roster)
    ours = draft(SMALL, limits=Limits(seconds=None, work=20.0)).judgement
    assert plain.violations == ()
    assert (plain.shortfall, plain.cost) == (ours.shortfall, ours.cost)


def test_every_limit_of_time_has_its_gap() -> None:
    """Aims are narrower than what has to hold, and hubs of one kind are asked the same."""
    for asked in ASKED.values():
        assert asked.aim is None or (asked.gap is not None and asked.aim < asked.gap)
    by_kind = {(a.like, a.weeks, a.seconds): a.gap for a in ASKED.values()}
    assert all(by_kind[a.like, a.weeks, a.seconds] == a.gap for a in ASKED.values())
