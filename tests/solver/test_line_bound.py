"""The bound from whole lines: above the relaxation's, below every roster's cost, and the same every time."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from hub_roster.program.statement import Priority
from hub_roster.solver.generation import first_columns
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.integer import Aim
from hub_roster.solver.line_bound import LineBound
from hub_roster.solver.line_mix import Prices
from hub_roster.solver.relaxation import Relaxation
from hub_roster.solver.stop import Stop
from hub_roster.solver.weights import cost_alone, shortfall_first
from tests.solver.convergence import converge
from tests.solver.small_hubs import best, first_things_first, written

NAMES = ("SMALL", "BUSY")
ALMOST = 1e-3


@cache
def cheapest(name: str) -> Incumbent:
    """Give the cheapest roster of the least shortfall."""
    columns = written(name)
    return best(columns, cost_alone(columns, best(columns, first_things_first(columns)).shortfall))


def lines(name: str) -> tuple[LineBound, float]:
    """Give whole lines of a small hub, begun from its relaxation's prices, and the relaxation's bound."""
    columns, roster = written(name), cheapest(name)
    relaxation = Relaxation(columns, columns.points, shortfall_first(columns))
    relaxation.add(first_columns(columns))
    for priority, short in zip(Priority, roster.shortfall, strict=True):
        relaxation.hold(priority, short, short)
    root = converge(relaxation, columns, lambda _: True)
    assert root is not None
    weighed = (shortfall_first(columns) - columns.variable_points) @ roster.values
    made = LineBound(columns, roster, Prices(root.duals, root.hold_duals), Stop(), lambda: None)
    return made, root.bound - float(weighed)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_bound_rises_and_never_passes_the_best(name: str) -> None:
    """From no less than the relaxation's, step by step, to at most what the cheapest roster costs."""
    made, root = lines(name)
    bounds = [made.bound for _ in made.steps()]
    assert bounds == sorted(bounds)
    assert root - ALMOST * max(1.0, abs(root)) <= made.bound <= cheapest(name).cost + ALMOST


def test_whole_lines_show_more_than_parts_of_duties() -> None:
    """Where weeks do not come out even, whole lines leave less of the gap than the relaxation does."""
    made, root = lines("BUSY")
    assert all(work >= 0 for work in made.steps())
    assert root + 1 < made.bound <= cheapest("BUSY").cost + ALMOST


@pytest.mark.slow
def test_it_goes_the_same_way_every_time() -> None:
    """The same work in the same steps, and the same bound after each."""
    told = []
    for _ in range(2):
        made, _ = lines("BUSY")
        told.append([(round(work, 6), made.bound) for work in made.steps()])
    assert told[0] == told[1]


@pytest.mark.slow
def test_another_roster_of_the_same_shortfall_changes_no_more_than_the_way() -> None:
    """With the lines of a dearer roster among those known, the bound still holds."""
    made, _ = lines("BUSY")
    columns = written("BUSY")
    nothing = np.zeros(len(columns), dtype=np.int64)
    holds = cost_alone(columns, cheapest("BUSY").shortfall).holds
    other = best(columns, Aim(nothing, np.zeros_like(columns.variable_points), holds))
    assert other.shortfall == cheapest("BUSY").shortfall
    assert other.taken.tolist() != cheapest("BUSY").taken.tolist()
    made.learn(other)
    for _ in made.steps():
        made.learn(other)
    assert made.bound <= cheapest("BUSY").cost + ALMOST
