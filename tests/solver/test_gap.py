"""Whose the gap is: parts that sum exactly, and nothing that tells one hard rule from another."""

from __future__ import annotations

import numpy as np
import pytest

from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.solver.gap import DUTIES, HARD, gap_parts, gap_parts_of_lines
from hub_roster.solver.generation import first_columns
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.relaxation import Relaxation, Relaxed
from hub_roster.solver.weights import shortfall_first
from tests.solver.convergence import converge
from tests.solver.small_hubs import best, first_things_first, some_roster, weighed, written
from tests.solver.test_line_bound import cheapest
from tests.solver.test_line_bound import lines as lines_of


def root(name: str) -> Relaxed:
    """Give the relaxation of a small hub, converged."""
    columns = written(name)
    relaxation = Relaxation(columns, columns.points, shortfall_first(columns))
    relaxation.add(first_columns(columns))
    relaxed = converge(relaxation, columns, lambda _: True)
    assert relaxed is not None
    return relaxed


@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
@pytest.mark.parametrize("seed", range(3))
def test_parts_sum_to_the_gap_and_none_is_below_nothing(name: str, seed: int) -> None:
    """Of any roster, good or bad: each thing costs at least what the prices of its rows pay for."""
    relaxed, roster = root(name), some_roster(written(name), seed)
    parts = gap_parts(roster, (roster.columns.points, shortfall_first(roster.columns)), relaxed)
    whole = weighed(roster, first_things_first(roster.columns)) - relaxed.bound
    assert sum(part.points for part in parts) == pytest.approx(whole)
    assert min(part.points for part in parts) > -1.0


def test_the_best_roster_has_the_least_parts() -> None:
    """What it takes beyond the bound is told by rule and person, larger parts first."""
    relaxed, roster = root("SMALL"), best(written("SMALL"), first_things_first(written("SMALL")))
    weights = (roster.columns.points, shortfall_first(roster.columns))
    points = [part.points for part in gap_parts(roster, weights, relaxed)]
    assert points == sorted(points, reverse=True)
    worse = gap_parts(some_roster(written("SMALL"), 1), weights, relaxed)
    assert sum(points) < sum(part.points for part in worse)


def test_hard_rules_are_told_as_one_and_of_nobody() -> None:
    """Which of them holds somebody back would tell of restrictions and of what was said in confidence."""
    roster = some_roster(written("BUSY"), 4)
    parts = gap_parts(roster, (roster.columns.points, shortfall_first(roster.columns)), root("BUSY"))
    hard = [part for part in parts if part.name == HARD]
    assert [part.whom for part in hard] == [""]
    open_rules = {rule.name for rule in RULEBOOK.rules if rule.kind != "hard"}
    assert {part.name for part in parts} <= open_rules | {HARD, DUTIES}


def test_where_nobody_does_anything_no_part_is_of_what_they_do() -> None:
    """The gap is then of what stays short and unmet."""
    columns = written("SMALL")
    nothing = Incumbent(
        columns, np.zeros(0, dtype=np.int64), np.zeros(len(columns.program.variables), np.int64)
    )
    parts = gap_parts(nothing, (columns.points, shortfall_first(columns)), root("SMALL"))
    assert all(part.name != DUTIES for part in parts)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_parts_of_the_gap_above_whole_lines_sum_to_it_too(name: str) -> None:
    """Of the cheapest roster, once whole lines have raised the bound: by person, and what ties people."""
    lines, _ = lines_of(name)
    for _ in lines.steps():
        pass
    parts = gap_parts_of_lines(cheapest(name), lines)
    assert sum(part.points for part in parts) == pytest.approx(cheapest(name).cost - lines.bound)
    assert min(part.points for part in parts) > -1.0
    assert {part.name for part in parts} <= {rule.name for rule in RULEBOOK.rules} | {HARD, DUTIES}
