"""One person's cheapest line: as CP-SAT finds it over all they could take, and never above a known one."""

from __future__ import annotations

from functools import cache
from random import Random

import numpy as np
import pytest

from hub_roster.solver.best_line import CLOSE, PARTS_OF_A_POINT, Line, OneWeek
from hub_roster.solver.columns import Columns
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.integer import Limit
from hub_roster.solver.linear import Values
from hub_roster.solver.stop import Stop
from hub_roster.solver.ties import ties
from tests.solver.small_hubs import best, first_things_first, some_roster, written

ROUNDED = 60 / PARTS_OF_A_POINT
"""Points by which a bound may be below the cheapest: prices are rounded down, and there are few a line."""

LIMIT = Limit(10.0, 1)


@cache
def rosters() -> list[Incumbent]:
    """Give the best roster of the hub, which is legal, and others drawn at random."""
    columns = written("BUSY")
    return [best(columns, first_things_first(columns)), *(some_roster(columns, seed) for seed in range(20))]


def line(roster: Incumbent, week: OneWeek, person: int) -> Line:
    """Give one person's week of a roster."""
    return Line(roster.taken[roster.columns.person[roster.taken] == person], roster.values[week.variables])


def drawn(columns: Columns, seed: int) -> tuple[Values, Values]:
    """Draw prices of columns, of either sign, and of variables, whole as they are of minutes and days."""
    rng = np.random.default_rng(seed)
    prices = columns.points + rng.normal(0, 2000, len(columns))
    return prices, np.rint(np.abs(rng.normal(0, 500, len(columns.program.variables))))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_no_line_is_cheaper_than_the_bound_and_the_one_found_is_at_it(seed: int) -> None:
    """At prices drawn at random, whatever line was known before: it, or one found, is as cheap as can be."""
    columns = written("BUSY")
    whose, person = ties(columns), Random(seed).randrange(len(columns.program.people))
    week, prices = OneWeek(columns, whose, person), drawn(columns, seed)
    legal = line(rosters()[0], week, person)
    priced = week.cheapest(*prices, [legal], LIMIT, Stop())
    cheapest = priced.line or legal
    assert priced.bound <= week.cost(cheapest, *prices) + 1e-6
    assert priced.bound >= week.cost(cheapest, *prices) - ROUNDED - CLOSE
    for roster in rosters():
        assert week.cost(line(roster, week, person), *prices) >= priced.bound - 1e-6


def test_a_line_known_to_be_cheapest_is_not_looked_for_again() -> None:
    """Priced a second time with the first answer known, nothing new is found and the bound is the same."""
    columns = written("BUSY")
    week, prices = OneWeek(columns, ties(columns), 1), drawn(columns, 3)
    legal = line(rosters()[0], week, 1)
    first = week.cheapest(*prices, [legal], LIMIT, Stop())
    assert first.line is not None
    again = week.cheapest(*prices, [legal, first.line], LIMIT, Stop())
    assert again.line is None or week.cost(again.line, *prices) <= week.cost(first.line, *prices) + CLOSE
    assert again.bound == pytest.approx(first.bound, abs=ROUNDED + CLOSE)


def test_a_stop_leaves_a_bound() -> None:
    """Stopped before it looks at all, what the relaxation shows still holds."""
    columns = written("BUSY")
    week, prices = OneWeek(columns, ties(columns), 1), drawn(columns, 3)
    legal = line(rosters()[0], week, 1)
    found = week.cheapest(*prices, [legal], LIMIT, Stop()).bound
    stop = Stop()
    stop.ask()
    bound = week.cheapest(*prices, [legal], Limit(10.0, 1, 0.0), stop).bound
    assert -np.inf < bound <= found + ROUNDED
