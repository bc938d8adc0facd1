"""The mix of whole lines: at most as dear as the roster it was given, with prices inside their box."""

from __future__ import annotations

import numpy as np
import pytest

from hub_roster.program.statement import Priority
from hub_roster.solver.best_line import Line, OneWeek
from hub_roster.solver.columns import Columns
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.line_mix import LineMix, Prices
from hub_roster.solver.ties import ties
from hub_roster.solver.weights import shortfall_first
from tests.solver.small_hubs import best, first_things_first, weighed, written


def mix(columns: Columns, roster: Incumbent) -> LineMix:
    """Give a mix that knows the lines of one roster."""
    whose = ties(columns)
    made = LineMix(columns, whose, shortfall_first(columns), roster.shortfall)
    for person in range(len(columns.program.people)):
        own = OneWeek(columns, whose, person).variables
        made.add(person, Line(roster.taken[columns.person[roster.taken] == person], roster.values[own]), own)
    return made


def nothing(columns: Columns) -> Prices:
    """Give prices of nothing for every row."""
    return Prices(np.zeros(len(columns.program.lower)), np.zeros(len(Priority)))


def test_with_one_roster_known_and_a_wide_box_it_is_that_roster() -> None:
    """Nothing else can be mixed: its value is what the roster weighs."""
    columns = written("BUSY")
    aim = first_things_first(columns)
    roster = best(columns, aim)
    mixed = mix(columns, roster).solve(nothing(columns), 1e9)
    assert mixed is not None
    assert mixed.value == pytest.approx(weighed(roster, aim), rel=1e-6)


@pytest.mark.parametrize("box", [0.0, 3.0, 50.0])
def test_no_price_is_further_from_the_centre_than_its_box(box: float) -> None:
    """Of heads as wide as the box, of minutes narrower; a narrower box promises no more."""
    columns = written("BUSY")
    made = mix(columns, best(columns, first_things_first(columns)))
    mixed, wider = made.solve(nothing(columns), box), made.solve(nothing(columns), 2 * box + 1)
    assert mixed is not None
    assert wider is not None
    assert np.abs(mixed.prices.rows).max() <= box + 1e-6
    assert np.abs(mixed.prices.holds).max() <= box / 60 + 1e-6
    assert mixed.value <= wider.value + 1e-6
