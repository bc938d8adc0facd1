"""A roster at once: take whatever fills most of what is short, again and again, as long as it fits.

It is there so that a search cut off early, or a problem too large for it, never ends with an empty week.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hub_roster.program.statement import UNBOUNDED
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.weights import shortfall_first


def fill(base: Incumbent) -> Indices:
    """Give the columns of a legal roster grown from a legal one.

    Only columns that no row holds back are taken, so visits that two adults make together are left out.
    """
    columns = base.columns
    growth = _Growth(columns)
    for column in base.taken.tolist():
        growth.take(column)
    while (column := growth.best()) is not None:
        growth.take(column)
    return np.array(sorted(growth.taken), dtype=np.int64)


class _Growth:
    """Columns taken, with what each other column would still bring and whether it still fits."""

    def __init__(self, columns: Columns) -> None:
        self.taken: set[int] = set()
        self._columns = columns
        program = columns.program
        self._unmet = program.lower.copy()
        self._room = _hard_upper(columns)
        self._worth_of_row = _worth_of_rows(columns)
        open_rows = (self._unmet > 0) & (self._worth_of_row > 0)
        self._value = columns.matrix.T @ (self._worth_of_row * open_rows) - columns.points
        entries = columns.matrix.tocoo()
        self._fits = np.ones(len(columns), dtype=np.bool_)
        self._fits[entries.col[entries.data > self._room[entries.row]]] = False

    def best(self) -> int | None:
        """Give the column that brings most, None where none brings anything."""
        if not self._fits.any():
            return None
        value = np.where(self._fits, self._value, -np.inf)
        column = int(np.argmax(value))
        return column if value[column] > 0 else None

    def take(self, column: int) -> None:
        """Take a column: less is short, and less fits."""
        self.taken.add(column)
        self._fits[column] = False
        matrix = self._columns.matrix
        at = slice(matrix.indptr[column], matrix.indptr[column + 1])
        for row, amount in zip(matrix.indices[at].tolist(), matrix.data[at].tolist(), strict=True):
            self._unmet[row] -= amount
            if self._worth_of_row[row] > 0 and self._unmet[row] + amount > 0 >= self._unmet[row]:
                self._revalue(row)
            if self._room[row] < UNBOUNDED:
                self._room[row] -= amount
                self._refit(row)

    def _revalue(self, row: int) -> None:
        """Take off what a row that is met now was worth."""
        columns, amounts = self._entries(row)
        self._value[columns] -= self._worth_of_row[row] * amounts

    def _refit(self, row: int) -> None:
        columns, amounts = self._entries(row)
        self._fits[columns[amounts > self._room[row]]] = False

    def _entries(self, row: int) -> tuple[Indices, Indices]:
        by_row = self._columns.by_row
        at = slice(by_row.indptr[row], by_row.indptr[row + 1])
        return by_row.indices[at].astype(np.int64), by_row.data[at]


def _hard_upper(columns: Columns) -> Indices:
    """Give the most each row may reach; none where a variable of points or shortfall can make room."""
    program = columns.program
    giving = program.row_variables.tocoo()
    soft = shortfall_first(columns) > 0
    free = np.zeros(len(program.lower), dtype=np.bool_)
    eases = (giving.data < 0) & soft[giving.col]
    free[giving.row[eases]] = True
    counts = _counts_new_faces(columns)
    return np.where(free | counts, UNBOUNDED, program.upper)


def _counts_new_faces(columns: Columns) -> NDArray[np.bool_]:
    """Say of each row whether its variables only pass something on to priced ones: it never holds back."""
    program = columns.program
    soft = shortfall_first(columns) > 0
    entries = program.row_variables.tocoo()
    priced_row = np.zeros(len(program.lower), dtype=np.bool_)
    priced_row[entries.row[(entries.data < 0) & soft[entries.col]]] = True
    passed_on = np.zeros(len(program.variables), dtype=np.bool_)
    passed_on[entries.col[(entries.data > 0) & priced_row[entries.row]]] = True
    passing = np.zeros(len(program.lower), dtype=np.bool_)
    passing[entries.row[(entries.data < 0) & passed_on[entries.col]]] = True
    return passing


def _worth_of_rows(columns: Columns) -> Indices:
    """Give what one unit towards each row's lower side saves of shortfall."""
    program = columns.program
    weights = np.zeros(len(program.variables), dtype=np.int64)
    total = shortfall_first(columns) - columns.variable_points
    weights[:] = total
    entries = program.row_variables.tocoo()
    worth = np.zeros(len(program.lower), dtype=np.int64)
    helps = entries.data > 0
    np.add.at(worth, entries.row[helps], weights[entries.col[helps]])
    return worth
