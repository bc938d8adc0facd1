"""The master of whole lines: which mix of those known meets every row that ties people, at least cost.

Its prices are kept in a box round those with the best bound yet. Without, they swing from one extreme to the
other while few lines are known, and the bounds they give are worth nothing (the box step of Marsten, Hogan
and Blankenship, 1975; as penalties, du Merle and others, 1999).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from hub_roster.program.statement import Priority
from hub_roster.solver.best_line import Line
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.limits import SIMPLEX_ITERATION
from hub_roster.solver.linear import LinearProgram, Values, sides_of
from hub_roster.solver.stop import Stop
from hub_roster.solver.ties import SHARED, Ties

MINUTES_OF_A_UNIT = 60
"""The box of a price of minutes is so much narrower than that of a price of heads."""


@dataclass(frozen=True)
class Prices:
    """Prices of rows, of which only those that tie people count, and of minutes short by priority."""

    rows: Values
    holds: Values


@dataclass(frozen=True)
class Mixed:
    """Prices at the best mix within a box, its value, and the work of finding it."""

    prices: Prices
    value: float
    work: float


class LineMix:
    """Minimises weights over mixes of known lines, one unit of them for each person."""

    def __init__(
        self,
        columns: Columns,
        ties: Ties,
        variable_weights: Indices,
        held: tuple[int, ...],
        stop: Stop | None = None,
        seconds_left: Callable[[], float | None] = lambda: None,
    ) -> None:
        program = columns.program
        self._columns = columns
        self._weights = variable_weights
        self._rows = np.flatnonzero(ties.rows == SHARED)
        self._matrix = sparse.csc_array(columns.by_row[self._rows])
        self._minutes = np.array([columns.shortfall_minutes[p] for p in Priority])
        shared = np.flatnonzero(ties.variables == SHARED)
        amounts = sparse.csr_array(program.row_variables[self._rows])
        self._wide = np.concatenate([1 / _largest(self._matrix, amounts), self._wide_of_holds(len(held))])
        self._linear = LinearProgram(stop, seconds_left)
        nothing = sparse.csr_array((0, len(shared)), dtype=np.int64)
        self._linear.add_columns(variable_weights[shared], columns.variable_upper[shared], nothing)
        self._linear.add_rows(
            *sides_of(program.lower[self._rows], program.upper[self._rows]), amounts[:, shared]
        )
        short = np.array(held, dtype=np.float64)
        self._linear.add_rows(short, short, sparse.csr_array(self._minutes[:, shared]))
        one = np.ones(len(program.people))
        self._linear.add_rows(one, one, sparse.csr_array((len(one), len(shared)), dtype=np.int64))
        self._sides = self._add_sides()

    @staticmethod
    def _wide_of_holds(count: int) -> Values:
        return np.full(count, 1 / MINUTES_OF_A_UNIT)

    def _add_sides(self) -> Indices:
        """Let every priced row be missed on either side, at the price that is the side of its box."""
        priced = len(self._wide)
        at = np.arange(priced)
        missed = sparse.csr_array((np.ones(priced), (at, at)), shape=(self._linear.rows, priced))
        first = self._linear.columns
        self._linear.add_columns(
            np.zeros(2 * priced), np.full(2 * priced, np.inf), sparse.hstack([missed, -missed]).tocsr()
        )
        return first + np.arange(2 * priced)

    def add(self, person: int, line: Line, own: Indices) -> None:
        """Let a line in; `own` are the variables that its values are of."""
        points = self._columns.points[line.taken].sum() + self._weights[own] @ line.values
        amounts = np.asarray(self._matrix[:, line.taken].sum(axis=1)).ravel()
        minutes = self._minutes[:, own] @ line.values
        whole = np.zeros(len(self._columns.program.people))
        whole[person] = 1
        entries = sparse.csr_array(np.concatenate([amounts, minutes, whole])[:, np.newaxis])
        self._linear.add_columns(np.array([points]), np.array([np.inf]), entries)

    def solve(self, centre: Prices, box: float) -> Mixed | None:
        """Find the best mix with prices at most a box from those of the centre; None without an answer."""
        middle = np.concatenate([centre.rows[self._rows], centre.holds])
        wide = box * self._wide
        self._linear.set_costs(self._sides, np.concatenate([middle + wide, wide - middle]))
        solved = self._linear.solve()
        if solved is None:
            return None
        rows = np.zeros_like(centre.rows)
        rows[self._rows] = solved.duals[: len(self._rows)]
        holds = solved.duals[len(self._rows) : len(self._wide)]
        return Mixed(Prices(rows, holds), solved.value, SIMPLEX_ITERATION * solved.iterations)


def _largest(columns: sparse.csc_array, variables: sparse.csr_array) -> Values:
    """Give the largest amount in each row, at least one: what its price is worth goes by that."""
    largest: Values = np.ones(columns.shape[0])
    for amounts in (columns.tocoo(), variables.tocoo()):
        np.maximum.at(largest, amounts.row, abs(amounts.data).astype(np.float64))
    return largest
