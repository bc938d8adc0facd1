"""A roster at once: take whatever fills most of what is short, again and again, as long as it fits.

It is there so that a search cut off early, or a problem too large for it, never ends with an empty week.
"""

from __future__ import annotations

import numpy as np

from hub_roster.program.statement import UNBOUNDED
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.weights import shortfall_first


def fill(base: Incumbent) -> Indices:
    """Give the columns of a legal roster grown from a legal one.

    Columns that a row allows only beside others are left out: visits that two adults make together.
    """
    growth = _Growth(base.columns, _room(base.columns))
    for column in base.taken.tolist():
        growth.take(column)
    growth.grow()
    return growth.columns_taken


class _Growth:
    """Columns taken, with what each other column would still bring and whether it still fits."""

    def __init__(self, columns: Columns, room: Indices) -> None:
        self._taken: set[int] = set()
        self._columns = columns
        self._unmet = columns.program.lower.copy()
        self._room = room.copy()
        self._worth_of_row = _worth_of_rows(columns)
        wanting = (self._unmet > 0) & (self._worth_of_row > 0)
        self._value = columns.matrix.T @ (self._worth_of_row * wanting) - columns.points
        entries = columns.matrix.tocoo()
        self._fits = np.ones(len(columns), dtype=np.bool_)
        self._fits[entries.col[entries.data > self._room[entries.row]]] = False

    @property
    def columns_taken(self) -> Indices:
        """Indices of what is taken, sorted."""
        return np.array(sorted(self._taken), dtype=np.int64)

    def grow(self) -> None:
        """Take what brings most until nothing that fits brings anything."""
        while self._fits.any():
            value = np.where(self._fits, self._value, -np.inf)
            column = int(np.argmax(value))
            if value[column] <= 0:
                return
            self.take(column)

    def take(self, column: int) -> None:
        """Take a column: less is short, and less fits."""
        self._taken.add(column)
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


def _room(columns: Columns) -> Indices:
    """Give the most each row may reach, those apart in which a variable can make room at a price."""
    program = columns.program
    priced = shortfall_first(columns) > 0
    entries = program.row_variables.tocoo()
    eased = np.zeros(len(program.lower), dtype=np.bool_)
    eased[entries.row[(entries.data < 0) & priced[entries.col]]] = True
    # A face is new by a variable without a price; the row that counts new faces passes it on to one with.
    passed_on = np.zeros(len(program.variables), dtype=np.bool_)
    passed_on[entries.col[(entries.data > 0) & eased[entries.row]]] = True
    eased[entries.row[(entries.data < 0) & passed_on[entries.col]]] = True
    return np.where(eased, UNBOUNDED, program.upper)


def _worth_of_rows(columns: Columns) -> Indices:
    """Give what one unit towards each row's lower side saves of shortfall."""
    program = columns.program
    weights = shortfall_first(columns) - columns.variable_points
    entries = program.row_variables.tocoo()
    worth = np.zeros(len(program.lower), dtype=np.int64)
    helps = entries.data > 0
    np.add.at(worth, entries.row[helps], weights[entries.col[helps]])
    return worth
