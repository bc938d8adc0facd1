"""The prover: the same proof in small steps as in one, never above the best, anew for another shortfall."""

from __future__ import annotations

import numpy as np
import pytest

from hub_roster.program.statement import Priority
from hub_roster.solver.generation import first_columns
from hub_roster.solver.prover import Prover
from hub_roster.solver.relaxation import Relaxation
from hub_roster.solver.weights import shortfall_first
from tests.solver.small_hubs import best, first_things_first, weighed, written

MUCH = 1e9


def prover(name: str) -> Prover:
    """Give the prover of a small hub, nothing proven."""
    columns = written(name)
    relaxation = Relaxation(columns, columns.points, shortfall_first(columns))
    relaxation.add(first_columns(columns))
    return Prover(relaxation, columns)


def proven(name: str, work: float) -> tuple[Prover, int]:
    """Prove the shortfall of the best roster in steps of so much work; give how many it took."""
    made, columns = prover(name), written(name)
    shortfall = best(columns, first_things_first(columns)).shortfall
    steps = 0
    while not made.converged or made.may_prove(shortfall):
        assert made.step(shortfall, work) >= 0
        steps += 1
        assert steps < 1000
    return made, steps


@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_the_bound_is_at_most_the_best(name: str) -> None:
    """Of shortfall and cost together, and of each priority's shortfall."""
    columns = written(name)
    aim = first_things_first(columns)
    roster = best(columns, aim)
    made, _ = proven(name, MUCH)
    assert made.root is not None
    assert made.root.bound <= weighed(roster, aim) + 1e-3
    for priority, short in zip(Priority, roster.shortfall, strict=True):
        assert made.least.get(priority, 0) <= short


@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_small_steps_prove_what_one_does(name: str) -> None:
    """However its work is cut up, it goes the same way: columns, bound, and what must stay short."""
    (one, few), (other, many) = proven(name, MUCH), proven(name, 1e-6)
    assert few < many
    assert one.root is not None
    assert other.root is not None
    assert one.root.bound == other.root.bound
    assert np.array_equal(one.root.columns, other.root.columns)
    assert one.least == other.least
    assert one.columns == other.columns


def test_what_must_stay_short_is_proven() -> None:
    """Nobody can make the visit for two with ben on leave: its hour is proven to stay short."""
    columns = written("SMALL")
    shortfall = best(columns, first_things_first(columns)).shortfall
    made, _ = proven("SMALL", MUCH)
    assert shortfall[Priority.AGREED - 1] > 0
    assert made.least[Priority.AGREED] == shortfall[Priority.AGREED - 1]
    assert not made.may_prove(shortfall)


def test_of_another_shortfall_it_begins_anew() -> None:
    """More short than the best: what is proven of it is no more than the best needs."""
    columns = written("SMALL")
    shortfall = best(columns, first_things_first(columns)).shortfall
    worse = tuple(short + 60 for short in shortfall)
    made = prover("SMALL")
    while not made.converged or made.may_prove(worse):
        made.step(worse, MUCH)
        if not made.may_prove(shortfall):
            break
    assert all(made.least.get(p, 0) <= s for p, s in zip(Priority, shortfall, strict=True))
    assert not made.may_prove((0,) * len(Priority))
