"""A roster at once: take whatever fills most of what is short, again and again, as long as it fits.

It is there so that a search cut off early, or a problem too large for it, never ends with an empty week; and
to make a whole roster of the columns a dive is sure of.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.home import PartKind
from hub_roster.program.statement import UNBOUNDED
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.weights import shortfall_first

Pair = tuple[str, int]
"""An appointment of several adults with its start."""


def fill(base: Incumbent) -> Indices:
    """Give the columns of a legal roster grown from a legal one.

    Columns that a row allows only beside others are left out: visits that two adults make together.
    """
    growth = _Growth(base.columns, _room(base.columns))
    for column in base.taken.tolist():
        growth.take(column)
    growth.grow()
    return growth.columns_taken


def complete(legal: Incumbent, wanted: Indices) -> Indices:
    """Give the columns of a roster: those wanted, as far as they can stand together, and what fits beside.

    Parameters
    ----------
    legal
        A legal roster: someone for whom the wanted columns leave no weekly rest keeps what it gives them.
    """
    columns = legal.columns
    growth = _Growth(columns, _room_without_pairs(columns))
    for column in wanted.tolist():
        if growth.fits(column):
            growth.take(column)
    kept = _with_whole_pairs(columns, growth.columns_taken)
    again = _Growth(columns, _room(columns))
    for column in kept.tolist():
        again.take(column)
    needy = np.isin(columns.person, again.people_in_need())
    given = np.union1d(kept[~needy[kept]], legal.taken[needy[legal.taken]])
    last = _Growth(columns, _room(columns))
    for column in _with_whole_pairs(columns, given).tolist():
        last.take(column)
    last.grow()
    return last.columns_taken


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

    def fits(self, column: int) -> bool:
        """Say whether a column has room beside those taken."""
        return bool(self._fits[column])

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

    def people_in_need(self) -> list[int]:
        """Give the people for whom a row that nothing can ease still asks for something."""
        rows = np.flatnonzero((self._unmet > 0) & _alone(self._columns))
        return [int(p) for p in np.unique(self._columns.person[self._columns.by_row[rows].indices])]

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


def _with_whole_pairs(columns: Columns, taken: Indices) -> Indices:
    """Give columns without those that hold a visit for two which only one of them makes.

    Of a meeting, which may lack somebody, those stay who come when most do.
    """
    visits = columns.program.problem.appointment
    pairs = {column: _pairs(columns, column) for column in taken.tolist()}
    while True:
        adults = Counter(pair for held in pairs.values() for pair in held)
        half = {c for c, held in pairs.items() if any(not _stands(visits[p[0]], p, adults) for p in held)}
        if not half:
            return np.array(sorted(pairs), dtype=np.int64)
        pairs = {column: held for column, held in pairs.items() if column not in half}


def _stands(visit: Appointment, pair: Pair, adults: Counter[Pair]) -> bool:
    if visit.together:
        return adults[pair] >= visit.adults
    starts = [(-count, start) for (task, start), count in adults.items() if task == visit.id]
    return min(starts)[1] == pair[1]


def _pairs(columns: Columns, column: int) -> list[Pair]:
    """Give the visits for two of a column, with their starts."""
    duty = columns.program.pieces[columns.piece[column]].duty
    visits = columns.program.problem.appointment
    return [
        (part.task, part.start)
        for part in (duty.parts if duty else ())
        if part.kind is PartKind.OUTREACH and visits[part.task].adults > 1
    ]


def _alone(columns: Columns) -> NDArray[np.bool_]:
    """Say of each row whether it has no variables: nothing but columns can meet or break it."""
    return np.asarray(np.diff(columns.program.row_variables.indptr) == 0)


def _room_without_pairs(columns: Columns) -> Indices:
    """Give the most each row may reach, those apart in which variables make room."""
    return np.where(_alone(columns), columns.program.upper, UNBOUNDED)


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
