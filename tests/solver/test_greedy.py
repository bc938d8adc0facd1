"""A roster at once: grown from a legal one, legal itself, and as full as taking one after another gets."""

from __future__ import annotations

import numpy as np
import pytest

from hub_roster.solver.columns import Columns
from hub_roster.solver.greedy import fill
from hub_roster.solver.incumbent import Incumbent, empty
from hub_roster.solver.integer import Aim, Limit, Part, solve
from hub_roster.solver.stop import Stop
from tests.solver.small_hubs import (
    best,
    columns_of,
    first_things_first,
    is_legal,
    no_weights,
    some_roster,
    written,
)
from tests.tiny import hub, people, resident, shift


def settled(grown: Incumbent) -> Incumbent:
    """Give a roster with its variables at their least."""
    part = Part(np.zeros(0, dtype=np.int64), grown, whole=True)
    answer = solve(part, first_things_first(grown.columns), Limit(5.0, seed=1), Stop())
    assert answer.incumbent is not None
    return answer.incumbent


def resting(columns: Columns) -> Incumbent:
    """Give the legal roster that does no more than it must."""
    return best(columns, Aim(np.ones(len(columns), dtype=np.int64), no_weights(columns)))


@pytest.mark.parametrize("name", ["SMALL", "BUSY", "CROWDED"])
def test_what_it_grows_is_legal_and_fuller(name: str) -> None:
    """From weekly rests alone: every row is met, and less is short than before."""
    base = resting(written(name))
    grown = settled(Incumbent(base.columns, fill(base), base.values))
    assert is_legal(grown)
    assert grown.rank < settled(base).rank


@pytest.mark.parametrize("seed", range(6))
def test_it_keeps_what_there_is(seed: int) -> None:
    """Grown from any legal roster, all of that is still there."""
    base = some_roster(written("SMALL"), seed)
    taken = fill(base)
    assert set(base.taken.tolist()) <= set(taken.tolist())
    assert is_legal(settled(Incumbent(base.columns, taken, base.values)))


def test_a_shift_for_each_of_two_people() -> None:
    """Where taking what fills most is best, nothing stays short."""
    columns = columns_of(
        hub(people("ann ben"), resident("Heron"), shift("early", "Mon"), shift("late", "Mon"))
    )
    base = resting(columns)
    assert not any(settled(Incumbent(columns, fill(base), base.values)).shortfall)


def test_without_columns_there_is_nothing_to_take() -> None:
    """A hub without people grows nothing."""
    assert not len(fill(empty(columns_of(hub(shift("early"))))))
