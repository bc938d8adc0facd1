"""The linear relaxation by column generation: a lower bound, and the columns worth having.

All columns are listed, so pricing is one sparse product; rows marked lazy join once a solution breaks them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt

from hub_roster.program.statement import UNBOUNDED, Priority, Program
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.stop import Stop

ESCAPE = 1e9
"""Points of one unit by which a row is not met."""

TOLERANCE = 1e-6
"""What an LP may be wrong by."""

MOST_ITERATIONS = 300_000
"""Thirty times what a week's LP takes: beyond, the simplex goes round in circles."""

USABLE = {mathopt.TerminationReason.OPTIMAL, mathopt.TerminationReason.IMPRECISE}
"""How a solve may end for its answer to be used: bounds hold for any row prices, exact or not."""

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Relaxed:
    """One solution of the relaxation over the columns it has.

    Attributes
    ----------
    bound
        No roster costs less: the LP value plus the sum of least reduced costs (a Lagrangian bound).
    columns, values
        Indices of the columns it has, and their values.
    reduced
        Reduced cost of every column there is.
    duals, hold_duals
        Prices of the rows, and of the holds by priority.
    broken
        Lazy rows were broken, and have joined since.
    escaped
        Some row is not met by any column there is.
    """

    value: float
    bound: float
    columns: Indices
    values: Values
    variable_values: Values
    reduced: Values
    duals: Values
    hold_duals: Values
    broken: bool
    escaped: bool
    iterations: int


def _has_values(result: mathopt.SolveResult) -> bool:
    """Say whether an answer, exact or not, comes with values and prices."""
    return bool(result.has_primal_feasible_solution() and result.has_dual_feasible_solution())


def usable_prices(program: Program, duals: Values) -> Values:
    """Give row prices without those on a side that their row does not have: the LP's rounding error."""
    without = ((duals > 0) & (program.lower <= -UNBOUNDED)) | ((duals < 0) & (program.upper >= UNBOUNDED))
    return np.where(without, 0.0, duals)


class Relaxation:
    """Minimises weights over columns and variables; grows column by column and row by row."""

    def __init__(
        self,
        columns: Columns,
        column_weights: Indices,
        variable_weights: Indices,
        stop: Stop | None = None,
        seconds_left: Callable[[], float | None] = lambda: None,
    ) -> None:
        self._stop = stop or Stop()
        self._seconds_left = seconds_left
        self._columns = columns
        self._weights = column_weights
        self._variable_weights = variable_weights
        self._model = mathopt.Model()
        self._rows: dict[int, mathopt.LinearConstraint] = {}
        self._has: dict[int, mathopt.Variable] = {}
        self._escapes: list[mathopt.Variable] = []
        self._held_at: dict[Priority, tuple[int, int]] = {}
        uppers = columns.variable_upper
        self._variables = [self._model.add_variable(lb=0.0, ub=float(upper)) for upper in uppers]
        self._model.objective.is_maximize = False
        for variable, weight in zip(self._variables, variable_weights, strict=True):
            self._model.objective.set_linear_coefficient(variable, float(weight))
        for row in np.flatnonzero(~columns.program.lazy & ~columns.program.integer_only):
            self._add_row(int(row))
        self._holds = {priority: self._add_hold(priority) for priority in Priority}
        self._solver = mathopt.IncrementalSolver(self._model, mathopt.SolverType.GLOP)
        self._most = self._most_taken()

    def _add_hold(self, priority: Priority) -> mathopt.LinearConstraint:
        hold = self._model.add_linear_constraint(lb=-np.inf, ub=np.inf)
        minutes = self._columns.shortfall_minutes[priority]
        for index in np.flatnonzero(minutes):
            hold.set_coefficient(self._variables[index], float(minutes[index]))
        return hold

    def hold(self, priority: Priority, most: int, least: int = 0) -> None:
        """Let no more be short at a priority, and no less than is proven least."""
        hold = self._holds[priority]
        hold.lower_bound, hold.upper_bound = float(least) if least else -np.inf, float(most)
        self._held_at[priority] = (least, most)

    def let_go(self, priority: Priority) -> None:
        """Let any amount be short at a priority again."""
        self._holds[priority].lower_bound, self._holds[priority].upper_bound = -np.inf, np.inf
        self._held_at.pop(priority, None)

    def aim(self, column_weights: Indices, variable_weights: Indices) -> None:
        """Minimise other weights from now on."""
        self._weights, self._variable_weights = column_weights, variable_weights
        for variable, weight in zip(self._variables, variable_weights.tolist(), strict=True):
            self._model.objective.set_linear_coefficient(variable, float(weight))
        for index, variable in self._has.items():
            self._model.objective.set_linear_coefficient(variable, float(column_weights[index]))

    def _most_taken(self) -> NDArray[np.int64]:
        """Give, for each person, more columns than they can take at once: pieces are hours long."""
        return np.full(len(self._columns.program.people), 40 * self._columns.program.problem.weeks)

    def _add_row(self, row: int) -> None:
        program = self._columns.program
        lower, upper = int(program.lower[row]), int(program.upper[row])
        constraint = self._model.add_linear_constraint(
            lb=-np.inf if lower <= -UNBOUNDED else float(lower),
            ub=np.inf if upper >= UNBOUNDED else float(upper),
        )
        self._rows[row] = constraint
        if lower > -UNBOUNDED:
            self._add_escape(constraint, 1.0)
            if lower == upper:
                self._add_escape(constraint, -1.0)
        variables = program.row_variables
        at = slice(variables.indptr[row], variables.indptr[row + 1])
        for index, amount in zip(variables.indices[at], variables.data[at], strict=True):
            constraint.set_coefficient(self._variables[index], float(amount))
        by_row = self._columns.by_row
        at = slice(by_row.indptr[row], by_row.indptr[row + 1])
        for index, amount in zip(by_row.indices[at], by_row.data[at], strict=True):
            if int(index) in self._has:
                constraint.set_coefficient(self._has[int(index)], float(amount))

    def _add_escape(self, constraint: mathopt.LinearConstraint, amount: float) -> None:
        """Let a row that asks for something be met at an absurd price, until columns come in that meet it.

        Bounds are worked out without escapes, so they hold whatever is escaped here.
        """
        escape = self._model.add_variable(lb=0.0)
        constraint.set_coefficient(escape, amount)
        self._model.objective.set_linear_coefficient(escape, ESCAPE)
        self._escapes.append(escape)

    def add(self, indices: Indices) -> None:
        """Let some columns in."""
        matrix = self._columns.matrix
        for index in indices.tolist():
            if index in self._has:
                continue
            variable = self._model.add_variable(lb=0.0, ub=1.0)
            self._has[index] = variable
            self._model.objective.set_linear_coefficient(variable, float(self._weights[index]))
            at = slice(matrix.indptr[index], matrix.indptr[index + 1])
            for row, amount in zip(matrix.indices[at].tolist(), matrix.data[at].tolist(), strict=True):
                constraint = self._rows.get(row)
                if constraint is not None:
                    constraint.set_coefficient(variable, float(amount))

    def _parameters(self) -> mathopt.SolveParameters:
        seconds = self._seconds_left()
        return mathopt.SolveParameters(
            # From the last basis: five times faster here than the default after columns come in.
            lp_algorithm=mathopt.LPAlgorithm.DUAL_SIMPLEX,
            presolve=mathopt.Emphasis.OFF,
            iteration_limit=MOST_ITERATIONS,
            time_limit=None if seconds is None else timedelta(seconds=max(0.01, seconds)),
        )

    @property
    def held(self) -> Indices:
        """Indices of the columns that are in."""
        return np.array(sorted(self._has), dtype=np.int64)

    def solve(self) -> Relaxed | None:
        """Solve over the columns there are; None where the solver gave no answer."""
        result = self._solver.solve(params=self._parameters(), interrupter=self._stop.interrupter)
        if result.termination.reason not in USABLE or not _has_values(result):
            return None
        duals = np.zeros(len(self._columns.program.lower))
        rows = list(self._rows)
        duals[rows] = result.dual_values([self._rows[row] for row in rows])
        hold_duals = np.array(result.dual_values([self._holds[p] for p in Priority]))
        reduced = self._weights - self._columns.matrix.T @ duals
        indices = self.held
        values = np.array(result.variable_values([self._has[i] for i in indices.tolist()]))
        variable_values = np.array(result.variable_values(self._variables))
        value = float(result.objective_value())
        broken = self._broken(indices, values, variable_values)
        for row in broken:
            self._add_row(row)
        return Relaxed(
            value=value,
            bound=self.lagrangian(duals, hold_duals, self._weights, self._variable_weights),
            columns=indices,
            values=values,
            variable_values=variable_values,
            reduced=reduced,
            duals=duals,
            hold_duals=hold_duals,
            broken=bool(broken),
            escaped=any(v > TOLERANCE for v in result.variable_values(self._escapes)),
            iterations=int(result.solve_stats.simplex_iterations),
        )

    def lagrangian(
        self, duals: Values, hold_duals: Values, column_weights: Indices, variable_weights: Indices
    ) -> float:
        """Give a bound on the least sum of weights: every column and variable at its best under row prices.

        It holds for any prices whatever, of this objective or another's.
        """
        program = self._columns.program
        duals = usable_prices(program, duals)
        sides = np.where(duals > 0, program.lower, program.upper)
        variable_reduced = variable_weights - program.row_variables.T @ duals
        held = 0.0
        for priority, dual in zip(Priority, hold_duals.tolist(), strict=True):
            if priority in self._held_at:
                variable_reduced = variable_reduced - dual * self._columns.shortfall_minutes[priority]
                least, most = self._held_at[priority]
                held += dual * (least if dual > 0 else most)
        at_best = np.minimum(variable_reduced, 0.0) @ self._columns.variable_upper
        reduced = column_weights - self._columns.matrix.T @ duals
        with_price = np.where(duals == 0, 0.0, duals * sides)
        return float(with_price.sum() + held + at_best + self._least(reduced))

    def _least(self, reduced: Values) -> float:
        """Give the least sum of reduced costs: each person takes at most so many columns, each once."""
        total = 0.0
        people = self._columns.person
        negative = np.flatnonzero(reduced < 0)
        for person in np.unique(people[negative]):
            own = np.sort(reduced[negative[people[negative] == person]])
            total += float(own[: self._most[person]].sum())
        return total

    def _broken(self, indices: Indices, values: Values, variable_values: Values) -> list[int]:
        program = self._columns.program
        waiting = np.array(
            [
                row
                for row in np.flatnonzero(program.lazy & ~program.integer_only)
                if int(row) not in self._rows
            ],
            dtype=np.int64,
        )
        if not len(waiting):
            return []
        amounts = self._columns.by_row[waiting][:, indices] @ values
        amounts = amounts + program.row_variables[waiting] @ variable_values
        over = (amounts > program.upper[waiting] + TOLERANCE) | (amounts < program.lower[waiting] - TOLERANCE)
        return [int(row) for row in waiting[over]]
