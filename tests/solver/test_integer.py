"""Solves by CP-SAT: what is not free stands, holds are kept, limits end it and say so."""

from __future__ import annotations

import threading
from time import monotonic

import numpy as np
import pytest

from hub_roster.program.statement import Priority
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.incumbent import Incumbent, empty
from hub_roster.solver.integer import Aim, Answer, Limit, Outcome, Part, solve
from hub_roster.solver.stop import Stop
from tests.solver.small_hubs import (
    all_of,
    best,
    columns_of,
    first_things_first,
    is_legal,
    no_weights,
    some_roster,
    weighed,
    written,
)
from tests.tiny import hub, person, resident, shift

PLENTY = Limit(20.0, seed=1)


def some_columns(columns: Columns, seed: int) -> Indices:
    """Give the columns of a part drawn at random: some people's weeks, without some of their columns."""
    rng = np.random.default_rng(seed)
    people = rng.random(len(columns.program.people)) < 0.6
    return np.flatnonzero(people[columns.person] & (rng.random(len(columns)) < 0.8)).astype(np.int64)


def best_from(answer: Answer) -> Incumbent:
    """Give the roster of an answer that is proven best."""
    assert answer.outcome is Outcome.OPTIMAL
    assert answer.incumbent is not None
    assert not answer.cut
    return answer.incumbent


def hard(limit: Limit, stop: Stop | None = None) -> Answer:
    """Solve what takes longer than any test may, from the roster in which nobody does more than rest."""
    columns = written("CROWDED")
    few = Aim(np.ones(len(columns), dtype=np.int64), no_weights(columns))
    part = Part(all_of(columns), best(columns, few), whole=True)
    return solve(part, first_things_first(columns), limit, stop or Stop())


@pytest.mark.parametrize("seed", range(6))
def test_what_is_not_free_does_not_change(seed: int) -> None:
    """Outside the part every column stays as it was; the roster is legal and no worse than before."""
    columns = written("BUSY")
    base, free, aim = some_roster(columns, seed % 3), some_columns(columns, seed), first_things_first(columns)
    found = solve(Part(free, base), aim, Limit(0.4, seed), Stop()).incumbent
    assert found is not None
    assert np.setdiff1d(found.taken, free).tolist() == np.setdiff1d(base.taken, free).tolist()
    assert is_legal(found)
    assert weighed(found, aim) <= weighed(base, aim)
    assert (np.sort(found.taken) == found.taken).all()


@pytest.mark.parametrize("seed", range(8))
def test_reach_is_enough(seed: int) -> None:
    """On a neighbourhood of a settled roster, the rows it reaches give the same best as all rows."""
    columns = written("SMALL" if seed % 2 else "BUSY")
    base, free, aim = some_roster(columns, seed), some_columns(columns, seed), first_things_first(columns)
    near = best_from(solve(Part(free, base), aim, PLENTY, Stop()))
    whole = best_from(solve(Part(free, base, whole=True), aim, PLENTY, Stop()))
    assert weighed(near, aim) == weighed(whole, aim)


@pytest.mark.parametrize("seed", range(4))
def test_the_bound_of_an_optimum_is_the_optimum(seed: int) -> None:
    """Over everything, what it proves is what the roster it gives weighs."""
    columns = written("SMALL")
    weights = np.random.default_rng(seed).integers(-50, 50, len(columns))
    aim = Aim(weights, columns.variable_points)
    answer = solve(Part(all_of(columns), empty(columns), whole=True), aim, PLENTY, Stop())
    assert answer.bound == weighed(best_from(answer), aim)


@pytest.mark.parametrize("most", [0, 480, 960])
def test_a_hold_is_kept(most: int) -> None:
    """Where leaving seats empty is rewarded, no more are left than is held; what stands outside counts."""
    columns = written("SMALL")
    minutes = columns.shortfall_minutes[Priority.COVER]
    tempted = Aim(np.zeros(len(columns), dtype=np.int64), -minutes, ((minutes, most),))
    whole = solve(Part(all_of(columns), empty(columns), whole=True), tempted, PLENTY, Stop())
    assert best_from(whole).shortfall[Priority.COVER - 1] == most
    for seed in range(4):
        part = Part(some_columns(columns, seed), best_from(whole))
        assert best_from(solve(part, tempted, PLENTY, Stop())).shortfall[Priority.COVER - 1] <= most


def test_what_cannot_stand_is_infeasible() -> None:
    """More is held than can be kept: said, with no roster and no cut."""
    columns = written("SMALL")
    minutes = columns.shortfall_minutes[Priority.COVER]
    aim = Aim(columns.points, columns.variable_points, ((minutes, -1),))
    answer = solve(Part(all_of(columns), empty(columns), whole=True), aim, PLENTY, Stop())
    assert (answer.outcome, answer.incumbent, answer.cut) == (Outcome.INFEASIBLE, None, False)


def test_rows_may_be_left_out() -> None:
    """Without the rows of the daily rest ann takes both the late and the next early."""
    columns = columns_of(hub(person("ann"), resident("Heron"), shift("late", "Mon"), shift("early", "Tue")))
    aim, nothing = first_things_first(columns), empty(columns)
    kept = best_from(solve(Part(all_of(columns), nothing, whole=True), aim, PLENTY, Stop()))
    rest = frozenset(k for k, (rule, _) in enumerate(columns.program.names) if rule == "daily rest")
    part = Part(all_of(columns), nothing, whole=True, without=rest)
    freed = best_from(solve(part, aim, PLENTY, Stop()))
    assert (kept.shortfall[1], freed.shortfall[1]) == (480, 0)


def test_with_nothing_free_it_settles() -> None:
    """Nothing may be taken or left: every variable comes down to its least."""
    columns = written("SMALL")
    settled = some_roster(columns, 1)
    loose = Incumbent(columns, settled.taken, columns.variable_upper)
    part = Part(np.zeros(0, dtype=np.int64), loose, whole=True)
    found = best_from(solve(part, first_things_first(columns), PLENTY, Stop()))
    assert (found.taken.tolist(), found.rank) == (settled.taken.tolist(), settled.rank)


def test_a_stop_asked_before_ends_it_at_once() -> None:
    """Nothing is solved, no work is done, and it says it was cut."""
    stop = Stop()
    stop.ask()
    answer = hard(Limit(1000.0, seed=1), stop)
    assert (answer.outcome, answer.incumbent, answer.work, answer.cut) == (Outcome.UNKNOWN, None, 0.0, True)


def test_a_stop_asked_during_a_solve_ends_it_soon() -> None:
    """Asked from another thread after a third of a second, it ends within seconds, and says so."""
    stop = Stop()
    asker = threading.Timer(0.3, stop.ask)
    asker.start()
    began = monotonic()
    answer = hard(Limit(1000.0, seed=1), stop)
    asker.join()
    assert answer.cut
    assert monotonic() - began < 10
    assert answer.outcome in {Outcome.FEASIBLE, Outcome.UNKNOWN}


@pytest.mark.parametrize("seconds", [-1.0, 0.05, 0.1, 0.2])
def test_a_solve_cut_by_the_clock_says_so(seconds: float) -> None:
    """CP-SAT ends before its time where its next look at the clock would be too late: a cut too."""
    for seed in range(3):
        assert hard(Limit(1000.0, seed, seconds)).cut


def test_a_solve_that_ends_by_its_work_is_not_cut() -> None:
    """It stops at its deterministic time, near enough, with what it has."""
    answer = hard(Limit(0.1, seed=1))
    assert not answer.cut
    assert answer.outcome in {Outcome.FEASIBLE, Outcome.UNKNOWN}
    assert answer.work == pytest.approx(0.1, abs=0.1)


def test_a_solve_that_is_done_is_not_cut_by_a_later_stop() -> None:
    """A best roster proven stays one, whatever is asked while it is read out."""
    columns = written("SMALL")
    part = Part(all_of(columns), empty(columns), whole=True)
    answer = solve(part, first_things_first(columns), Limit(20.0, seed=1, seconds=60.0), Stop())
    assert best_from(answer).shortfall == (0, 0, 0, 60, 0, 0)


def test_the_same_seed_gives_the_same_answer() -> None:
    """Two solves of equal seed and work: the same columns, values, bound and work."""
    one, other = hard(Limit(0.3, seed=7)), hard(Limit(0.3, seed=7))
    assert (one.outcome, one.bound, one.work) == (other.outcome, other.bound, other.work)
    assert one.incumbent is not None
    assert other.incumbent is not None
    assert one.incumbent.taken.tolist() == other.incumbent.taken.tolist()
    assert one.incumbent.values.tolist() == other.incumbent.values.tolist()
