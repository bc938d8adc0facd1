"""The dive: what it fixes can stand together, and what it keeps fits beside that."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub_roster.solver import dive as diving
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.dive import dive, fitting
from hub_roster.solver.generation import converge, first_columns
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.integer import Limit, Outcome, Part, solve
from hub_roster.solver.relaxation import Relaxation
from hub_roster.solver.stop import Stop
from tests.solver.small_hubs import all_of, first_things_first, no_weights, some_roster, written


def dived(columns: Columns, steps: int = 10**6) -> tuple[Relaxation, Indices]:
    """Dive in a relaxation, for so many steps at most."""
    aim = first_things_first(columns)
    relaxation = Relaxation(columns, aim.column_weights, aim.variable_weights)
    relaxation.add(first_columns(columns))
    start = converge(relaxation, columns, lambda _: True)
    assert start is not None
    left = iter(range(steps))
    fixed = dive(relaxation, columns, start, lambda _: True, lambda: next(left, None) is not None)
    return relaxation, fixed


def room_beside(columns: Columns, fixed: Indices) -> Indices:
    """Give what is left in each row beside some columns; rows with variables always have room."""
    program = columns.program
    left = program.upper - np.asarray(columns.matrix[:, fixed].sum(axis=1)).ravel()
    return np.where(np.diff(program.row_variables.indptr) > 0, 2**53, left)


@pytest.mark.parametrize("name", ["SMALL", "BUSY", "CROWDED"])
def test_what_is_fixed_stands_together(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However far it dives, there is a roster that holds all it has fixed."""
    monkeypatch.setattr(diving, "EASY", 0)
    columns = written(name)
    _, fixed = dived(columns)
    assert len(fixed) > 0
    free = np.setdiff1d(all_of(columns), fixed)
    part = Part(free, Incumbent(columns, fixed, no_weights(columns)), whole=True)
    answer = solve(part, first_things_first(columns), Limit(1.0, seed=1), Stop())
    assert answer.outcome in {Outcome.OPTIMAL, Outcome.FEASIBLE}


def test_it_ends_where_the_rest_is_easy() -> None:
    """Few columns are left beside those fixed: CP-SAT sees them whole, so not every week is fixed."""
    columns = written("SMALL")
    relaxation, fixed = dived(columns)
    assert len(fitting(columns, relaxation.held, fixed)) <= diving.EASY


def test_it_fixes_nothing_once_told_to_end() -> None:
    """Told to end before the first fixing, it fixes nothing; after one, no more than that one's."""
    columns = written("BUSY")
    assert not len(dived(columns, steps=0)[1])
    assert set(dived(columns, steps=1)[1]) <= set(dived(columns)[1])


def test_it_dives_the_same_way_twice() -> None:
    """Two dives fix the same columns."""
    columns = written("CROWDED")
    assert dived(columns)[1].tolist() == dived(columns)[1].tolist()


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_what_clashes_is_not_kept(seed: int) -> None:
    """Beside part of a legal roster: all kept fit in every row, all left out overfill one."""
    columns = written("SMALL")
    rng = np.random.default_rng(seed)
    whole = some_roster(columns, seed % 20).taken
    fixed = whole[rng.random(len(whole)) < 0.5]
    offered = np.flatnonzero(rng.random(len(columns)) < 0.7)
    kept = fitting(columns, offered, fixed)
    room = room_beside(columns, fixed)
    assert set(fixed.tolist()) <= set(kept.tolist()) <= set(offered.tolist()) | set(fixed.tolist())
    for index in np.setdiff1d(np.union1d(offered, whole), fixed):
        fits = bool((columns.matrix[:, [index]].toarray()[:, 0] <= room).all())
        if index in offered:
            assert fits == (index in kept)
        if index in whole:
            assert fits
