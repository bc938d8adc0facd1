"""Column generation: what pays is let in, a few of each person, in the same order every time."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from hub_roster.solver import generation
from hub_roster.solver.generation import first_columns, paying
from hub_roster.solver.relaxation import Relaxation, Relaxed
from tests.solver.convergence import Go, converge
from tests.solver.small_hubs import all_of, first_things_first, written


def started() -> Relaxation:
    """Give the relaxation of BUSY with the columns to begin with."""
    columns = written("BUSY")
    aim = first_things_first(columns)
    made = Relaxation(columns, aim.column_weights, aim.variable_weights)
    made.add(first_columns(columns))
    return made


def counting(told: list[Relaxed], on: bool = True) -> Go:
    """Give what keeps every round told, and says whether to go on."""

    def go(relaxed: Relaxed) -> bool:
        told.append(relaxed)
        return on

    return go


def test_it_begins_with_what_is_simple() -> None:
    """Weekly rests, spells and single tasks: all of those, and nothing else."""
    columns = written("SMALL")
    first = set(first_columns(columns).tolist())
    for index in all_of(columns).tolist():
        assert (index in first) == (len(columns.program.pieces[columns.piece[index]].tasks) <= 1)


def test_only_what_pays_is_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """In every round: each pays, is new, is among its person's least, and nobody has more than a few."""
    monkeypatch.setattr(generation, "PER_PERSON", 4)
    columns, seen = written("BUSY"), []

    def look(relaxed: Relaxed) -> bool:
        found = paying(relaxed, columns)
        assert (relaxed.reduced[found] < -generation.SLACK).all()
        assert not np.isin(found, relaxed.columns).any()
        assert max(Counter(columns.person[found].tolist()).values(), default=0) <= 4
        out = np.setdiff1d(all_of(columns), np.union1d(found, relaxed.columns))
        for person in np.unique(columns.person[found]):
            own = found[columns.person[found] == person]
            others = out[columns.person[out] == person]
            paid = others[relaxed.reduced[others] < -generation.SLACK]
            assert len(own) == 4 or not len(paid)
            assert not len(paid) or relaxed.reduced[own].max() <= relaxed.reduced[paid].min()
        seen.append(found)
        return True

    converge(started(), columns, look)
    assert len(seen) > 1
    assert len(seen[0])
    assert not len(seen[-1])


def test_the_order_is_always_the_same() -> None:
    """Person by person, the least reduced cost first; two runs let in the same columns, round by round."""
    columns, runs = written("BUSY"), []
    for _ in range(2):
        found: list[list[int]] = []

        def look(relaxed: Relaxed, found: list[list[int]] = found) -> bool:
            let_in = paying(relaxed, columns)
            keys = list(zip(columns.person[let_in], relaxed.reduced[let_in], let_in, strict=True))
            assert keys == sorted(keys)
            found.append(let_in.tolist())
            return True

        converge(started(), columns, look)
        runs.append(found)
    assert runs[0] == runs[1]


def test_it_goes_on_as_long_as_it_is_told() -> None:
    """Told no at the first round, it gives that round's solution."""
    told: list[Relaxed] = []
    last = converge(started(), written("BUSY"), counting(told, on=False))
    assert [last] == told


def test_rounds_are_counted() -> None:
    """With its rounds up it ends, other columns paying or not, once no row is broken."""
    columns = written("BUSY")
    few: list[Relaxed] = []
    last = converge(started(), columns, counting(few), most=1)
    assert last is not None
    assert not last.broken
    assert not last.escaped
    many: list[Relaxed] = []
    converge(started(), columns, counting(many))
    assert len(few) <= len(many)
