"""The whole given to CP-SAT: shortfall priority by priority, then cost, with more work where that fails."""

from __future__ import annotations

import pytest

from hub_roster.program.statement import Priority
from hub_roster.solver.integer import Limit, Outcome
from hub_roster.solver.stop import Stop
from hub_roster.solver.whole import Whole
from tests.solver.small_hubs import best, first_things_first, some_roster, written

ENOUGH = Limit(20.0, 1)


@pytest.mark.parametrize("seed", range(3))
def test_the_first_unproven_priority_is_asked(seed: int) -> None:
    """The answer is the least there can be; of the priorities below it nothing is said."""
    columns = written("SMALL")
    least = best(columns, first_things_first(columns)).shortfall
    whole = Whole(columns, 1.0)
    answer = whole.ask(some_roster(columns, seed), (Priority.NOBODY, Priority.AGREED), ENOUGH, Stop())
    assert answer.outcome is Outcome.OPTIMAL
    assert whole.least == {Priority.NOBODY: least[0]}
    assert whole.bound < 0
    assert whole.work == 1.0


def test_with_all_proven_cost_is_asked() -> None:
    """Of the best roster it says that none costs less."""
    columns = written("SMALL")
    roster = best(columns, first_things_first(columns))
    whole = Whole(columns, 1.0)
    whole.ask(roster, (), ENOUGH, Stop())
    assert whole.bound == roster.cost
    assert whole.least == {}


def test_a_question_without_an_answer_is_asked_with_more_work() -> None:
    """What it has found out holds all the same: no bound is above the best."""
    columns = written("CROWDED")
    roster = some_roster(columns, 1)
    whole = Whole(columns, 1.0)
    answer = whole.ask(roster, (), Limit(1e-3, 1), Stop())
    assert answer.outcome is not Outcome.OPTIMAL
    assert whole.work == 2.0
    assert whole.bound <= roster.cost


def test_one_cut_short_says_nothing() -> None:
    """A stop asked before it begins: no bound, and the same work next time."""
    columns, stop = written("SMALL"), Stop()
    stop.ask()
    whole = Whole(columns, 1.0)
    assert whole.ask(some_roster(columns, 1), (Priority.AGREED,), ENOUGH, stop).cut
    assert (whole.least, whole.work) == ({}, 1.0)
