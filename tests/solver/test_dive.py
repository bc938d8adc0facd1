"""The dive: most of a roster is fixed at little cost, and the relaxation is left as it was."""

from __future__ import annotations

import numpy as np
import pytest

from hub_roster.solver import dive as diving
from hub_roster.solver.dive import Dived, dive
from hub_roster.solver.generation import first_columns
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.integer import Outcome
from hub_roster.solver.proof import Proof
from hub_roster.solver.relaxation import Relaxation, Relaxed
from hub_roster.solver.stop import Stop
from hub_roster.solver.weights import shortfall_first
from tests.solver.convergence import converge
from tests.solver.small_hubs import is_legal, some_roster, written

WORK = 5.0


def dived(name: str) -> tuple[Relaxation, Relaxed, Dived]:
    """Dive from the root of a small hub."""
    columns = written(name)
    relaxation = Relaxation(columns, columns.points, shortfall_first(columns))
    relaxation.add(first_columns(columns))
    root = converge(relaxation, columns, lambda _: True)
    assert root is not None
    return relaxation, root, dive(relaxation, columns, root, WORK)


@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_what_is_fixed_costs_little(name: str) -> None:
    """Something is fixed, all of it stands in the relaxation together, and there is room to spare."""
    _, root, found = dived(name)
    assert len(found.fixed)
    held = found.relaxed.values[np.isin(found.relaxed.columns, found.fixed)]
    assert held == pytest.approx(np.ones(len(found.fixed)))
    assert root.value - 1e-6 <= found.relaxed.value <= root.value + diving.ROOM


@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_it_leaves_the_relaxation_as_it_was(name: str) -> None:
    """Solved once more, it is worth what it was at the root, and bounds as well."""
    relaxation, root, _ = dived(name)
    again = converge(relaxation, written(name), lambda _: True)
    assert again is not None
    assert again.value == pytest.approx(root.value, rel=1e-7)
    assert again.bound == pytest.approx(root.bound, rel=1e-7)


def test_with_no_room_nothing_is_fixed_that_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no point may be lost, the relaxation is worth the same with what is fixed."""
    monkeypatch.setattr(diving, "ROOM", 0)
    _, root, found = dived("BUSY")
    assert found.relaxed.value == pytest.approx(root.value, rel=1e-7)


def test_without_work_nothing_is_fixed() -> None:
    """A dive of no work ends at the root."""
    columns = written("SMALL")
    relaxation, root, _ = dived("SMALL")
    found = dive(relaxation, columns, root, 0.0)
    assert not len(found.fixed)
    assert found.relaxed is root


def at_its_root(name: str, stop: Stop) -> tuple[Proof, Incumbent]:
    """Give a proof whose relaxation is at its end, and a roster that leaves much short."""
    columns, base = written(name), some_roster(written(name), 1)
    proof = Proof(columns, first_columns(columns), 1.0, stop, lambda: None)
    while not proof.has_prices or proof.known(base).reduced is None:
        proof.step(base, 1.0)
    return proof, base


@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_a_roster_comes_of_it(name: str) -> None:
    """It is legal, better than a poor one, and the same every time."""
    found = []
    for _ in range(2):
        proof, base = at_its_root(name, Stop())
        [answer] = proof.dive(base, 1, WORK)
        assert answer.incumbent is not None
        assert is_legal(answer.incumbent)
        assert answer.incumbent.rank < base.rank
        assert proof.dived
        found.append(answer.incumbent.taken.tolist())
    assert found[0] == found[1]


def test_one_that_is_stopped_counts_for_nothing() -> None:
    """Told to stop, its answer is cut: equal work then repeats the run."""
    stop = Stop()
    proof, base = at_its_root("SMALL", stop)
    stop.ask()
    [answer] = proof.dive(base, 1, WORK)
    assert answer.cut
    assert answer.outcome is Outcome.UNKNOWN
