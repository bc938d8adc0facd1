"""Search streams: neighbourhoods drawn by seed, never a worse roster, and a memory of what size paid."""

from __future__ import annotations

import numpy as np
import pytest

from hub_roster.program.statement import Priority
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.integer import Limit, Outcome
from hub_roster.solver.search import Known, Stream
from hub_roster.solver.stop import Stop
from tests.solver.small_hubs import is_legal, some_roster, written

LIMIT = Limit(1.0, 1)
ANY = Known(unproven=tuple(Priority))


def steps(name: str, seed: int, count: int) -> list[Incumbent]:
    """Give the roster after each of some steps, taking every better one."""
    columns = written(name)
    stream, found = Stream(columns, seed), [some_roster(columns, 1)]
    for _ in range(count):
        answer = stream.step(found[-1], ANY, LIMIT, Stop())
        better = answer.incumbent is not None and answer.incumbent.rank < found[-1].rank
        found.append(answer.incumbent if better and answer.incumbent else found[-1])
    return found


@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_steps_lead_to_better_rosters(name: str) -> None:
    """Every one is legal, and a few steps leave less short than there was."""
    found = steps(name, 1, 6)
    assert all(is_legal(roster) for roster in found)
    assert found[-1].rank < found[0].rank


def test_equal_seeds_take_equal_steps() -> None:
    """Two streams of one seed go the same way; what they draw depends on nothing else."""
    one, other = (steps("BUSY", 4, 2) for _ in range(2))
    assert [roster.taken.tolist() for roster in one] == [roster.taken.tolist() for roster in other]


def test_a_step_gives_up_no_priority() -> None:
    """Whatever a step finds, no priority is shorter than before it."""
    columns = written("SMALL")
    base, stream = some_roster(columns, 2), Stream(columns, 9)
    for _ in range(8):
        answer = stream.step(base, Known(), LIMIT, Stop())
        assert answer.incumbent is not None
        assert all(new <= old for new, old in zip(answer.incumbent.shortfall, base.shortfall, strict=True))


def test_a_column_beyond_the_gap_stays_out() -> None:
    """With every reduced cost above the gap only what is taken now is free: nothing new is taken."""
    columns = written("SMALL")
    base, stream = some_roster(columns, 3), Stream(columns, 1)
    for _ in range(5):
        answer = stream.step(base, Known(np.full(len(columns), 10.0), gap=5.0), LIMIT, Stop())
        assert answer.incumbent is not None
        assert set(answer.incumbent.taken.tolist()) <= set(base.taken.tolist())


def test_sizes_grow_where_steps_are_solved() -> None:
    """Solved to the end, the next neighbourhood is larger; told to stop, it is not."""
    columns = written("SMALL")
    stream, base = Stream(columns, 2), some_roster(columns, 1)
    before = (stream.people, stream.days, stream.columns_of_all)
    assert stream.step(base, Known(), LIMIT, Stop()).outcome is Outcome.OPTIMAL
    assert sum((stream.people, stream.days, stream.columns_of_all)) > sum(before)
    stop = Stop()
    stop.ask()
    grown = (stream.people, stream.days, stream.columns_of_all)
    assert stream.step(base, Known(), LIMIT, stop).cut
    assert sum((stream.people, stream.days, stream.columns_of_all)) <= sum(grown)


def test_a_round_takes_steps_until_its_work_is_done() -> None:
    """More work, more steps, each from the best roster yet; one cut short is the last."""
    columns = written("BUSY")
    base = some_roster(columns, 1)
    short, long = (Stream(columns, 3) for _ in range(2))
    few = short.round(base, ANY, 0.1, lambda: None, Stop())
    many = long.round(base, ANY, 1.0, lambda: None, Stop())
    assert len(few) < len(many)
    ranks = [answer.incumbent.rank for answer in many if answer.incumbent is not None]
    assert min(ranks) < base.rank
    stop = Stop()
    stop.ask()
    assert [answer.cut for answer in long.round(base, ANY, 1.0, lambda: None, stop)] == [True]
