"""Columns written out: the sums the Program says they are, where its masks let them be."""

from __future__ import annotations

import numpy as np
import pytest

from hub_roster.program.statement import Priority
from tests.solver.small_hubs import all_of, columns_of, written
from tests.tiny import hub, people, shift


@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_a_coefficient_is_the_sum_over_features(name: str) -> None:
    """Amount of each feature x the row's coefficient for that person and feature, added up."""
    columns = written(name)
    program = columns.program
    for index in np.random.default_rng(1).choice(all_of(columns), 60, replace=False):
        person, piece = columns.person[index], columns.piece[index]
        amounts = program.features[[piece]].toarray()[0]
        assert (columns.matrix[:, [index]].toarray()[:, 0] == program.terms[person].toarray() @ amounts).all()
        assert columns.points[index] == program.prices.toarray()[person] @ amounts


@pytest.mark.parametrize("name", ["SMALL", "BUSY"])
def test_masks_are_respected(name: str) -> None:
    """There is a column for every pair that is admitted, and for no other."""
    columns = written(name)
    pairs = set(zip(columns.person.tolist(), columns.piece.tolist(), strict=True))
    assert len(pairs) == len(columns) == columns.program.column_count
    assert pairs == {(int(k), int(j)) for k, j in np.argwhere(columns.program.admitted)}


def test_rows_and_columns_are_the_same_numbers() -> None:
    """The matrix by rows is the matrix by columns."""
    columns = written("SMALL")
    assert (columns.by_row.toarray() == columns.matrix.toarray()).all()


def test_minutes_short_stand_at_their_priority() -> None:
    """Each variable counts its minutes at its own priority and nothing at another."""
    columns = written("SMALL")
    for index, variable in enumerate(columns.program.variables):
        counted = {p: int(columns.shortfall_minutes[p][index]) for p in Priority}
        assert counted == {p: variable.minutes if p is variable.priority else 0 for p in Priority}


def test_nobody_has_no_columns() -> None:
    """A hub without people has rows to leave short, and no columns."""
    columns = columns_of(hub(shift("early")))
    assert (len(columns), columns.matrix.shape[1]) == (0, 0)
    assert columns.matrix.shape[0] == len(columns.program.lower) > 0


def test_nothing_to_do_leaves_weekly_rests() -> None:
    """People without tasks have only their weekly rests to take."""
    columns = columns_of(hub(people("ann ben")))
    assert len(columns) > 0
    assert not any(columns.program.pieces[piece].tasks for piece in columns.piece)
