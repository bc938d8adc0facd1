"""The relaxation: a lower bound at every moment, rows that join late, and rows that nothing meets yet."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock
from hub_roster.program.statement import Priority
from hub_roster.solver import generation
from hub_roster.solver.columns import Columns
from hub_roster.solver.generation import first_columns
from hub_roster.solver.integer import Aim
from hub_roster.solver.relaxation import Relaxation, Relaxed
from hub_roster.solver.weights import cost_alone, only
from tests.solver.convergence import converge
from tests.solver.small_hubs import (
    all_of,
    best,
    columns_of,
    first_things_first,
    held,
    weighed,
    written,
)
from tests.tiny import hub, person, resident, shift

ALMOST = 1e-4
"""What a bound may be above the best by rounding, as a share of it."""


SMALL_AIM = first_things_first(written("SMALL"))
LEAST = weighed(best(written("SMALL"), SMALL_AIM), SMALL_AIM)
COST_HELD = held(
    written("SMALL"),
    Priority.AGREED,
    60,
    Aim(written("SMALL").points, written("SMALL").variable_points),
)
LEAST_COST_HELD = weighed(best(written("SMALL"), COST_HELD), COST_HELD)


def relaxation(columns: Columns, aim: Aim) -> Relaxation:
    """Give a relaxation that has the columns to begin with."""
    made = Relaxation(columns, aim.column_weights, aim.variable_weights)
    made.add(first_columns(columns))
    return made


def rounds(made: Relaxation, columns: Columns) -> list[Relaxed]:
    """Converge, and give the solution of each round."""
    found: list[Relaxed] = []

    def go(relaxed: Relaxed) -> bool:
        found.append(relaxed)
        return True

    last = converge(made, columns, go, slack=1e-6)
    assert last is found[-1]
    return found


def complete(columns: Columns, aim: Aim) -> Relaxed:
    """Give the solution with all columns in, and every row that it breaks."""
    made = Relaxation(columns, aim.column_weights, aim.variable_weights)
    made.add(all_of(columns))
    relaxed = made.solve()
    while relaxed is not None and relaxed.broken:
        relaxed = made.solve()
    assert relaxed is not None
    return relaxed


def aims(columns: Columns) -> dict[str, Aim]:
    """Give the aims a draft has: all at once, each shortfall alone, cost with the shortfall held."""
    both = first_things_first(columns)
    short = best(columns, both).shortfall
    alone = {p.name: only(columns, p, short) for p in (Priority.NOBODY, Priority.COVER, Priority.AGREED)}
    return {"all": both, "cost": cost_alone(columns, short), **alone}


@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_generated_columns_give_the_value_of_all(name: str) -> None:
    """The LP with every column in is worth what column generation ends at, and so is its bound."""
    columns = written(name)
    aim = first_things_first(columns)
    whole, generated = complete(columns, aim), rounds(relaxation(columns, aim), columns)[-1]
    assert generated.value == pytest.approx(whole.value, rel=1e-7)
    assert generated.bound == pytest.approx(whole.value, rel=1e-7)
    assert len(generated.columns) < len(whole.columns)


@pytest.mark.parametrize("kind", ["all", "cost", "NOBODY", "COVER", "AGREED"])
@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_the_bound_holds_in_every_round(name: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the first round on, with few columns in and others paying, under holds and without."""
    monkeypatch.setattr(generation, "PER_PERSON", 3)
    columns = written(name)
    aim = aims(columns)[kind]
    least = weighed(best(columns, aim), aim)
    made = relaxation(columns, aim)
    for priority in Priority:
        for weights, most in aim.holds:
            if (weights == columns.shortfall_minutes[priority]).all() and weights.any():
                made.hold(priority, most)
    found = rounds(made, columns)
    assert all(relaxed.bound <= least + ALMOST * max(1, least) for relaxed in found)
    assert found[-1].bound >= found[-1].value - ALMOST * max(1, least)


@pytest.mark.parametrize("kind", ["cost", "NOBODY", "AGREED"])
def test_the_prices_of_one_aim_bound_another(kind: str) -> None:
    """Prices found for shortfall and cost together bound the cost alone and one shortfall alone."""
    columns = written("SMALL")
    aim = Aim(aims(columns)[kind].column_weights, aims(columns)[kind].variable_weights)
    least = weighed(best(columns, aim), aim)
    made = relaxation(columns, first_things_first(columns))
    for relaxed in rounds(made, columns):
        bound = made.lagrangian(relaxed.duals, relaxed.hold_duals, aim.column_weights, aim.variable_weights)
        assert bound <= least + ALMOST


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), scale=st.sampled_from([0.1, 10.0, 1e3, 1e5, 1e7]), share=st.floats(0, 1))
def test_any_prices_whatever_are_a_bound(seed: int, scale: float, share: float) -> None:
    """Prices drawn at random, of either sign, on rows and holds: never above the best roster."""
    columns = written("SMALL")
    rng = np.random.default_rng(seed)
    rows = len(columns.program.lower)
    duals, hold_duals = rng.normal(0, scale, rows) * (rng.random(rows) < share), rng.normal(0, scale, 6)
    aim = first_things_first(columns)
    made = Relaxation(columns, aim.column_weights, aim.variable_weights)
    assert made.lagrangian(duals, hold_duals, aim.column_weights, aim.variable_weights) <= LEAST
    made.hold(Priority.AGREED, 60)
    points = columns.variable_points
    assert made.lagrangian(duals, hold_duals, columns.points, points) <= LEAST_COST_HELD + ALMOST


def test_a_hold_that_is_let_go_bounds_no_more() -> None:
    """With an hour short at most, cost is higher; let go, the bound is what it was before."""
    columns = written("SMALL")
    cost = Aim(columns.points, columns.variable_points)
    made = relaxation(columns, cost)
    before = rounds(made, columns)[-1].bound
    for priority in Priority:
        made.hold(priority, 60)
    assert rounds(made, columns)[-1].bound > before + 1
    for priority in Priority:
        made.let_go(priority)
    assert rounds(made, columns)[-1].bound == pytest.approx(before)


def test_a_row_joins_when_it_is_broken() -> None:
    """Ann takes Monday's late and Tuesday's early until the rest between them joins: then one of them."""
    columns = columns_of(hub(person("ann"), resident("Heron"), shift("late", "Mon"), shift("early", "Tue")))
    aim = only(columns, Priority.COVER, (0,) * 6)
    made = Relaxation(columns, aim.column_weights, aim.variable_weights)
    made.add(all_of(columns))
    first = made.solve()
    assert first is not None
    assert first.broken is True
    assert first.value == pytest.approx(0)
    second = made.solve()
    assert second is not None
    assert second.broken is False
    assert second.value == pytest.approx(480)


@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_no_row_is_broken_in_the_end(name: str) -> None:
    """Every row, lazy or not, is met by what column generation ends at, but those of whole numbers only."""
    columns = written(name)
    last = rounds(relaxation(columns, first_things_first(columns)), columns)[-1]
    program = columns.program
    amounts = columns.matrix[:, last.columns] @ last.values + program.row_variables @ last.variable_values
    fine = (amounts <= program.upper + 1e-5) & (amounts >= program.lower - 1e-5)
    assert (fine | program.integer_only).all()
    assert not last.escaped


def test_a_row_that_nothing_meets_yet_escapes() -> None:
    """Without columns nobody has a weekly rest: that is said, and the bound holds all the same."""
    columns = written("SMALL")
    aim = first_things_first(columns)
    bare = Relaxation(columns, aim.column_weights, aim.variable_weights).solve()
    assert bare is not None
    assert bare.escaped
    assert bare.bound <= weighed(best(columns, aim), aim)


def test_a_row_that_nothing_can_meet_stays_escaped(small: Problem) -> None:
    """Ben fixed to a day on which he is on leave: no column in, none to come."""
    columns = columns_of(small.edited(locks=(Lock(person="ben", task="Oak/2026-02-03/early/1"),)))
    assert rounds(relaxation(columns, first_things_first(columns)), columns)[-1].escaped
