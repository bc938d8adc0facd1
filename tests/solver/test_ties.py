"""What ties people's weeks together: seats and visits do, hours and days off do not."""

from __future__ import annotations

import numpy as np

from hub_roster.solver.ties import SHARED, ties
from tests.solver.small_hubs import written


def test_a_row_is_of_one_person_only_if_no_other_touches_it() -> None:
    """Every row that two people's columns are in is shared, and none of one person's is another's."""
    columns = written("BUSY")
    found = ties(columns)
    entries = columns.matrix.tocoo()
    whose, touches = found.rows[entries.row], columns.person[entries.col]
    assert ((whose == SHARED) | (whose == touches)).all()
    owners = [set(touches[entries.row == row].tolist()) for row in range(len(found.rows))]
    assert all(found.rows[row] == SHARED for row, people in enumerate(owners) if len(people) > 1)
    assert (found.rows != SHARED).any()


def test_a_row_and_its_variables_are_of_the_same_person() -> None:
    """A variable never stands in rows of two people, nor in a shared row while it counts as somebody's."""
    columns = written("BUSY")
    found = ties(columns)
    entries = columns.program.row_variables.tocoo()
    assert np.array_equal(found.rows[entries.row], found.variables[entries.col])


def test_seats_are_shared_and_hours_are_not() -> None:
    """What a manager would say: a shift's seats concern everybody, contract hours one person."""
    columns = written("BUSY")
    found = ties(columns)
    rules = np.array([rule for rule, _ in columns.program.names])
    assert (found.rows[rules == "seats"] == SHARED).all()
    assert (found.rows[rules == "contract hours"] != SHARED).all()
    assert {"seats", "contract hours"} <= set(rules.tolist())
