"""The lanes: prices first, then a dive beside a growing search, then proof, and whole lines last."""

from __future__ import annotations

import numpy as np
import pytest

from hub_roster.solver import lanes
from hub_roster.solver.draft import draft
from hub_roster.solver.generation import first_columns
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.integer import Answer
from hub_roster.solver.lanes import Lanes
from hub_roster.solver.limits import Limits
from hub_roster.solver.proof import Proof
from hub_roster.solver.result import Status
from hub_roster.solver.stop import Stop
from hub_roster.solver.weights import cost_alone
from tests.solver.small_hubs import BUSY, best, first_things_first, some_roster, written

ALMOST = 1e-3
ROUNDS = 60


@pytest.fixture(autouse=True)
def as_if_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a small hub be drafted as a large one is, never given whole to CP-SAT."""
    monkeypatch.setattr(lanes, "TINY_COLUMNS", 0)
    monkeypatch.setattr(lanes, "WHOLE_COLUMNS", 0)


class Told(Proof):
    """A proof that tells what was asked of it."""

    asked: list[str]

    def step(self, best: Incumbent, work: float) -> list[Answer]:
        """Tell, and go on."""
        self.asked.append("step")
        return super().step(best, work)

    def dive(self, best: Incumbent, seed: int, work: float) -> list[Answer]:
        """Tell, and dive."""
        self.asked.append("dive")
        return super().dive(best, seed, work)

    def raise_bound(self, best: Incumbent, work: float) -> list[Answer]:
        """Tell, and raise the bound."""
        self.asked.append("raise_bound")
        return super().raise_bound(best, work)


def in_lanes(name: str) -> tuple[Told, Incumbent]:
    """Go through rounds as a draft does, until the bound is met or for long enough."""
    columns, roster = written(name), some_roster(written(name), 1)
    stop = Stop()
    proof = Told(columns, first_columns(columns), 1.0, stop, lambda: None)
    proof.asked = []
    made = Lanes(columns, proof, 1, stop, lambda: None)
    for _ in range(ROUNDS):
        answers = [answer for job in made.jobs(roster, idle=2) for answer in job()]
        found = [answer.incumbent for answer in answers if answer.incumbent is not None]
        roster = min([roster, *found], key=lambda each: each.rank)
        bound = proof.bound(roster)
        assert bound is None or bound <= best(columns, cost_alone(columns, roster.shortfall)).cost + ALMOST
        if bound == roster.cost:
            break
    return proof, roster


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_each_comes_in_its_turn(name: str) -> None:
    """Prices, one dive, the shortfall, then whole lines: in that order and no other."""
    proof, roster = in_lanes(name)
    columns = written(name)
    assert roster.shortfall == best(columns, first_things_first(columns)).shortfall
    assert proof.asked[0] == "step"
    assert proof.asked.count("dive") == 1
    order = {"step": 0, "dive": 1, "raise_bound": 2}
    after_the_dive = proof.asked[proof.asked.index("dive") + 1 :]
    assert [order[each] for each in after_the_dive] == sorted(order[each] for each in after_the_dive)
    if proof.bound(roster) != roster.cost:
        assert "raise_bound" in proof.asked


@pytest.mark.slow
def test_a_draft_without_cp_sat_over_everything_ends_proven() -> None:
    """Once everything was solved the search stops growing, and whole lines close the gap."""
    found = draft(BUSY, limits=Limits(seconds=None, work=60.0))
    assert (found.status, found.bound) == (Status.OPTIMAL, found.cost)


def test_the_relaxation_is_whole_lines_once_nothing_may_be_less_short() -> None:
    """With its shortfall proven a roster sends the prover nowhere else, however idle the search."""
    columns = written("BUSY")
    roster = best(columns, cost_alone(columns, best(columns, first_things_first(columns)).shortfall))
    proof = Proof(columns, np.union1d(first_columns(columns), roster.taken), 1.0, Stop(), lambda: None)
    while proof.is_worth(roster, idle=True):
        proof.step(roster, 1.0)
    assert not proof.unproven(roster.shortfall)
    assert proof.may_raise(roster)
    for _ in range(20):
        proof.raise_bound(roster, 1e-9)
        assert not proof.is_worth(roster, idle=True)
        bound = proof.bound(roster)
        assert bound is not None
        assert bound <= roster.cost


def test_a_stop_ends_raising_the_bound() -> None:
    """Told to stop, whole lines do no more work and take no bound."""
    columns = written("BUSY")
    roster = best(columns, cost_alone(columns, best(columns, first_things_first(columns)).shortfall))
    stop = Stop()
    proof = Proof(columns, np.union1d(first_columns(columns), roster.taken), 1.0, stop, lambda: None)
    while proof.is_worth(roster, idle=True):
        proof.step(roster, 1.0)
    stop.ask()
    before = proof.bound(roster)
    [answer] = proof.raise_bound(roster, 100.0)
    assert answer.work == 0
    assert proof.bound(roster) == before
