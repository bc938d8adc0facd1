"""The master of whole lines: which mix of those known meets every row that ties people, at least cost.

Its prices are kept in a box round those with the best bound yet. Without, they swing from one extreme to the
other while few lines are known, and the bounds they give are worth nothing (the box step of Marsten, Hogan
and Blankenship, 1975; as penalties, du Merle and others, 1999).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.math_opt.python import mathopt
from scipy import sparse

from hub_roster.program.statement import UNBOUNDED, Priority
from hub_roster.solver.best_line import Line
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.limits import SIMPLEX_ITERATION
from hub_roster.solver.relaxation import USABLE, Values
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
        self, columns: Columns, ties: Ties, variable_weights: Indices, held: tuple[int, ...]
    ) -> None:
        program = columns.program
        self._columns = columns
        self._weights = variable_weights
        self._rows = np.flatnonzero(ties.rows == SHARED)
        self._matrix = sparse.csc_array(columns.by_row[self._rows])
        self._minutes = np.array([columns.shortfall_minutes[p] for p in Priority])
        self._model = mathopt.Model()
        self._model.objective.is_maximize = False
        shared = np.flatnonzero(ties.variables == SHARED)
        variables = {int(v): self._variable(float(columns.variable_upper[v])) for v in shared}
        self._set_weights(list(variables.values()), variable_weights[shared].astype(np.float64))
        amounts = program.row_variables[self._rows]
        self._constraints = [
            self._row(int(program.lower[row]), int(program.upper[row])) for row in self._rows
        ]
        entries = sparse.csr_array(amounts).tocoo()
        for row, variable, amount in zip(entries.row, entries.col, entries.data, strict=True):
            self._constraints[row].set_coefficient(variables[int(variable)], float(amount))
        self._holds = [self._row(short, short) for short in held]
        for hold, minutes in zip(self._holds, self._minutes, strict=True):
            for index in shared[minutes[shared] > 0].tolist():
                hold.set_coefficient(variables[index], float(minutes[index]))
        self._whole = [self._row(1, 1) for _ in program.people]
        self._sides = [(self._side(row, 1.0), self._side(row, -1.0)) for row in self._priced]
        self._wide = np.concatenate([1 / _largest(self._matrix, amounts), self._wide_of_holds()])
        self._solver = mathopt.IncrementalSolver(self._model, mathopt.SolverType.GLOP)

    @property
    def _priced(self) -> list[mathopt.LinearConstraint]:
        return [*self._constraints, *self._holds]

    def _wide_of_holds(self) -> Values:
        return np.full(len(self._holds), 1 / MINUTES_OF_A_UNIT)

    def _variable(self, upper: float) -> mathopt.Variable:
        return self._model.add_variable(lb=0.0, ub=upper)

    def _row(self, lower: int, upper: int) -> mathopt.LinearConstraint:
        return self._model.add_linear_constraint(
            lb=-np.inf if lower <= -UNBOUNDED else float(lower),
            ub=np.inf if upper >= UNBOUNDED else float(upper),
        )

    def _side(self, row: mathopt.LinearConstraint, amount: float) -> mathopt.Variable:
        """Let a row be missed on one side, at the price that is the side of its box."""
        variable = self._model.add_variable(lb=0.0)
        row.set_coefficient(variable, amount)
        return variable

    def _set_weights(self, variables: list[mathopt.Variable], weights: Values) -> None:
        for variable, weight in zip(variables, weights.tolist(), strict=True):
            self._model.objective.set_linear_coefficient(variable, weight)

    def add(self, person: int, line: Line, own: Indices) -> None:
        """Let a line in; `own` are the variables that its values are of."""
        variable = self._model.add_variable(lb=0.0)
        points = self._columns.points[line.taken].sum() + self._weights[own] @ line.values
        self._model.objective.set_linear_coefficient(variable, float(points))
        amounts = np.asarray(self._matrix[:, line.taken].sum(axis=1)).ravel()
        for row in np.flatnonzero(amounts).tolist():
            self._constraints[row].set_coefficient(variable, float(amounts[row]))
        minutes = self._minutes[:, own] @ line.values
        for hold in np.flatnonzero(minutes).tolist():
            self._holds[hold].set_coefficient(variable, float(minutes[hold]))
        self._whole[person].set_coefficient(variable, 1.0)

    def solve(self, centre: Prices, box: float) -> Mixed | None:
        """Find the best mix with prices at most a box from those of the centre; None without an answer."""
        middle = np.concatenate([centre.rows[self._rows], centre.holds])
        wide = box * self._wide
        self._set_weights([over for over, _ in self._sides], middle + wide)
        self._set_weights([under for _, under in self._sides], wide - middle)
        result = self._solver.solve(params=mathopt.SolveParameters(presolve=mathopt.Emphasis.OFF))
        if result.termination.reason not in USABLE or not result.has_dual_feasible_solution():
            return None
        rows = np.zeros_like(centre.rows)
        rows[self._rows] = result.dual_values(self._constraints)
        holds = np.array(result.dual_values(self._holds))
        work = SIMPLEX_ITERATION * int(result.solve_stats.simplex_iterations)
        return Mixed(Prices(rows, holds), float(result.objective_value()), work)


def _largest(columns: sparse.csc_array, variables: sparse.csr_array) -> Values:
    """Give the largest amount in each row, at least one: what its price is worth goes by that."""
    of_columns = np.asarray(abs(columns).max(axis=1).todense()).ravel()
    of_variables = np.asarray(abs(variables).max(axis=1).todense()).ravel()
    largest: Values = np.maximum(1.0, np.maximum(of_columns, of_variables)).astype(np.float64)
    return largest
