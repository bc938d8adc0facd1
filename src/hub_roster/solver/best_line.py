"""The cheapest line of one person at given prices: a week of theirs by itself, whole or as a relaxation.

The relaxation is solved first. What it says of each column leaves few for CP-SAT to choose from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model
from scipy import sparse

from hub_roster.program.features import Matrix
from hub_roster.program.statement import UNBOUNDED
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.integer import Limit, Rows, add_rows, one_worker, run, work_of
from hub_roster.solver.limits import SIMPLEX_ITERATION
from hub_roster.solver.linear import LinearProgram, Simplex, Values, sides_of
from hub_roster.solver.stop import Stop
from hub_roster.solver.ties import Ties

PARTS_OF_A_POINT = 1024
"""CP-SAT counts in whole numbers: prices are rounded down to such parts, so that its bound stays one."""

CLOSE = 0.5
"""Points between a line and the bound at which it counts as the cheapest."""

SET_UP = 0.01
"""Deterministic seconds that a small solve takes besides those it counts."""

MOST_WORK = 2.0
"""Deterministic seconds for one line: its bound so far is a bound, too."""


@dataclass(frozen=True)
class Line:
    """One person's week: what they take, and what of their own it makes.

    Attributes
    ----------
    taken
        Indices of columns, sorted.
    values
        Values of the variables that are theirs alone.
    """

    taken: Indices
    values: Indices


@dataclass(frozen=True)
class Priced:
    """What a week alone comes to at some prices.

    Attributes
    ----------
    bound
        No line of theirs costs less.
    line
        The cheapest that was found; None where a known one was as cheap.
    work
        Deterministic seconds.
    """

    bound: float
    line: Line | None
    work: float


class OneWeek:
    """One person's columns, with the rows and variables that are theirs alone."""

    def __init__(self, columns: Columns, ties: Ties, person: int) -> None:
        program = columns.program
        rows = np.flatnonzero(ties.rows == person)
        self.columns = np.flatnonzero(columns.person == person).astype(np.int64)
        self.variables = np.flatnonzero(ties.variables == person).astype(np.int64)
        self._rows = Rows(
            sparse.csr_array(columns.by_row[rows][:, self.columns]),
            sparse.csr_array(program.row_variables[rows][:, self.variables]),
            program.lower[rows],
            program.upper[rows],
        )
        self._uppers = columns.variable_upper[self.variables]
        self._integer_only = program.integer_only[rows]
        self._relaxation = _Relaxation(self._rows, self._integer_only, self._uppers)

    def cost(self, line: Line, column_prices: Values, variable_prices: Values) -> float:
        """Give what a line comes to; prices are of all columns and variables there are."""
        return float(column_prices[line.taken].sum() + variable_prices[self.variables] @ line.values)

    def cheapest(
        self, column_prices: Values, variable_prices: Values, known: list[Line], limit: Limit, stop: Stop
    ) -> Priced:
        """Find a line cheaper than those known, or show how little cheaper one can be.

        Prices are of all columns and variables there are.
        """
        least = min(self.cost(line, column_prices, variable_prices) for line in known)
        prices, own_prices = column_prices[self.columns], variable_prices[self.variables]
        relaxed = self._relaxation.solve(prices, own_prices)
        if least - relaxed.bound < CLOSE:
            return Priced(relaxed.bound, None, relaxed.work)
        # A line with a column beyond that costs more than the one that is known.
        worth = np.flatnonzero(relaxed.reduced <= least - relaxed.bound + CLOSE)
        chosen = self._choose(worth, prices, own_prices, limit, stop)
        bound = min(least, max(relaxed.bound, chosen.bound))
        return Priced(bound, chosen.line, relaxed.work + chosen.work)

    def _choose(self, worth: Indices, prices: Values, own_prices: Values, limit: Limit, stop: Stop) -> Priced:
        model = cp_model.CpModel()
        xs = [model.new_bool_var("") for _ in worth]
        ys = [model.new_int_var(0, int(upper), "") for upper in self._uppers]
        add_rows(model, xs, ys, self._rows.over(worth))
        weights = np.floor(np.concatenate([prices[worth], own_prices]) * PARTS_OF_A_POINT)
        model.minimize(cp_model.LinearExpr.weighted_sum([*xs, *ys], weights.astype(np.int64).tolist()))
        solver = one_worker(limit)
        status = run(solver, model, stop)
        work = SET_UP + work_of(solver)
        if status is cp_model.INFEASIBLE:
            return Priced(np.inf, None, work)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Priced(-np.inf, None, work)
        taken = self.columns[worth[np.array([solver.boolean_value(x) for x in xs], dtype=np.bool_)]]
        values = np.array([solver.value(y) for y in ys], dtype=np.int64)
        return Priced(solver.best_objective_bound / PARTS_OF_A_POINT, Line(taken, values), work)


@dataclass(frozen=True)
class _Relaxed:
    bound: float
    reduced: Values
    work: float


class _Relaxation:
    """The relaxation of one week, kept from one set of prices to the next."""

    def __init__(self, rows: Rows, integer_only: NDArray[np.bool_], uppers: Indices) -> None:
        at = np.flatnonzero(~integer_only)
        self._rows = Rows(rows.columns[at], rows.variables[at], rows.lower[at], rows.upper[at])
        self._most = np.concatenate([np.ones(rows.columns.shape[1]), uppers.astype(np.float64)])
        self._matrix = sparse.csr_array(sparse.hstack([self._rows.columns, self._rows.variables]))
        self._transposed: Matrix = sparse.csr_array(self._matrix.T)
        # The last basis stays feasible when only prices change: what the primal simplex begins with.
        self._linear = LinearProgram(simplex=Simplex.PRIMAL)
        nothing = sparse.csr_array((0, len(self._most)), dtype=np.int64)
        self._linear.add_columns(np.zeros(len(self._most)), self._most, nothing)
        self._linear.add_rows(*sides_of(self._rows.lower, self._rows.upper), self._matrix)

    def solve(self, prices: Values, own_prices: Values) -> _Relaxed:
        """Give a bound at some prices, true for whatever the LP answers, and reduced costs."""
        weights = np.concatenate([prices, own_prices])
        self._linear.set_costs(np.arange(len(weights)), weights)
        solved = self._linear.solve()
        duals = np.zeros(len(self._rows.lower)) if solved is None else solved.duals
        lower, upper = self._rows.lower, self._rows.upper
        without = ((duals > 0) & (lower <= -UNBOUNDED)) | ((duals < 0) & (upper >= UNBOUNDED))
        duals = np.where(without, 0.0, duals)
        reduced = weights - self._transposed @ duals
        sides = np.where(duals == 0, 0.0, duals * np.where(duals > 0, lower, upper))
        bound = float(sides.sum() + np.minimum(reduced, 0.0) @ self._most)
        work = SET_UP + SIMPLEX_ITERATION * (0 if solved is None else solved.iterations)
        return _Relaxed(bound, reduced[: len(prices)], work)
