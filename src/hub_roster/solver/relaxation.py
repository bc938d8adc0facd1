"""The linear relaxation by column generation: a lower bound, and the columns worth having.

All columns are listed, so pricing is one sparse product; rows marked lazy join once a solution breaks them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hub_roster.program.statement import UNBOUNDED, Priority, Program
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.linear import LinearProgram, Values, sides_of
from hub_roster.solver.stop import Stop

ESCAPE = 1e9
"""Points of one unit by which a row is not met."""

TOLERANCE = 1e-6
"""What an LP may be wrong by."""


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


def usable_prices(program: Program, duals: Values) -> Values:
    """Give row prices without those on a side that their row does not have: the LP's rounding error."""
    without = ((duals > 0) & (program.lower <= -UNBOUNDED)) | ((duals < 0) & (program.upper >= UNBOUNDED))
    return np.where(without, 0.0, duals)


class Relaxation:
    """Minimises weights over columns and variables; grows column by column and row by row.

    In the linear program the variables come first, then what was added in the order it came: columns, and
    escapes from rows. The holds are its first rows.
    """

    def __init__(
        self,
        columns: Columns,
        column_weights: Indices,
        variable_weights: Indices,
        stop: Stop | None = None,
        seconds_left: Callable[[], float | None] = lambda: None,
    ) -> None:
        self._columns = columns
        self._weights = column_weights
        self._variable_weights = variable_weights
        program = columns.program
        self._row_at = np.full(len(program.lower), -1, dtype=np.int64)
        self._column_at = np.full(len(columns), -1, dtype=np.int64)
        self._escapes_at = np.zeros(0, dtype=np.int64)
        self._held_at: dict[Priority, tuple[int, int]] = {}
        self._most = self._most_taken()
        self._linear = LinearProgram(stop, seconds_left)
        nothing = sparse.csr_array((0, len(program.variables)), dtype=np.int64)
        self._linear.add_columns(variable_weights, columns.variable_upper, nothing)
        minutes = sparse.csr_array(np.array([columns.shortfall_minutes[priority] for priority in Priority]))
        free = np.full(len(Priority), np.inf)
        self._linear.add_rows(-free, free, minutes)
        self._add_escapes(np.arange(len(Priority)), amount=1)
        self._add_escapes(np.arange(len(Priority)), amount=-1)
        self._add_rows(np.flatnonzero(~program.lazy & ~program.integer_only))

    def hold(self, priority: Priority, most: int, least: int = 0) -> None:
        """Let no more be short at a priority, and no less than is proven least."""
        self._linear.set_sides(priority - 1, float(least) if least else -np.inf, float(most))
        self._held_at[priority] = (least, most)

    def let_go(self, priority: Priority) -> None:
        """Let any amount be short at a priority again."""
        self._linear.set_sides(priority - 1, -np.inf, np.inf)
        self._held_at.pop(priority, None)

    def aim(self, column_weights: Indices, variable_weights: Indices) -> None:
        """Minimise other weights from now on."""
        self._weights, self._variable_weights = column_weights, variable_weights
        held = self.held
        at = np.concatenate([np.arange(len(variable_weights)), self._column_at[held]])
        self._linear.set_costs(at, np.concatenate([variable_weights, column_weights[held]]))

    def _most_taken(self) -> NDArray[np.int64]:
        """Give, for each person, more columns than they can take at once: pieces are hours long."""
        return np.full(len(self._columns.program.people), 40 * self._columns.program.problem.weeks)

    def _add_rows(self, rows: Indices) -> None:
        program = self._columns.program
        lower, upper = program.lower[rows], program.upper[rows]
        held = self.held
        at = np.concatenate([np.arange(len(program.variables)), self._column_at[held]])
        entries = sparse.hstack([program.row_variables[rows], self._columns.by_row[rows][:, held]]).tocoo()
        placed = (entries.data, (entries.row, at[entries.col]))
        self._row_at[rows] = self._linear.rows + np.arange(len(rows))
        self._linear.add_rows(
            *sides_of(lower, upper),
            sparse.csr_array(placed, shape=(len(rows), self._linear.columns)),
        )
        asks = lower > -UNBOUNDED
        self._add_escapes(self._row_at[rows[asks]], amount=1)
        self._add_escapes(self._row_at[rows[asks & (lower == upper)]], amount=-1)

    def _add_escapes(self, rows: Indices, amount: int) -> None:
        """Let rows that ask for something be met at an absurd price, until columns come in that meet them.

        Bounds are worked out without escapes, so they hold whatever is escaped here.
        """
        count = len(rows)
        placed = (np.full(count, amount), (rows, np.arange(count)))
        entries = sparse.csr_array(placed, shape=(self._linear.rows, count))
        new = self._linear.columns + np.arange(count)
        self._linear.add_columns(np.full(count, ESCAPE), np.full(count, np.inf), entries)
        self._escapes_at = np.concatenate([self._escapes_at, new])

    def add(self, indices: Indices) -> None:
        """Let some columns in."""
        indices = indices[self._column_at[indices] < 0]
        entries = self._columns.matrix[:, indices].tocoo()
        at = self._row_at[entries.row]
        inside = at >= 0
        self._column_at[indices] = self._linear.columns + np.arange(len(indices))
        self._linear.add_columns(
            self._weights[indices],
            np.ones(len(indices)),
            sparse.csr_array(
                (entries.data[inside], (at[inside], entries.col[inside])),
                shape=(self._linear.rows, len(indices)),
            ),
        )

    def fix(self, indices: Indices) -> None:
        """Take some of the columns that are in, whole."""
        self._linear.set_bounds(self._column_at[indices], 1.0, 1.0)

    def unfix(self, indices: Indices) -> None:
        """Let columns be taken or not again."""
        self._linear.set_bounds(self._column_at[indices], 0.0, 1.0)

    @property
    def held(self) -> Indices:
        """Indices of the columns that are in."""
        return np.flatnonzero(self._column_at >= 0)

    def solve(self) -> Relaxed | None:
        """Solve over the columns there are; None where the solver gave no answer."""
        solved = self._linear.solve()
        if solved is None:
            return None
        duals = np.where(self._row_at < 0, 0.0, solved.duals[self._row_at])
        hold_duals = solved.duals[: len(Priority)]
        indices = self.held
        values = solved.values[self._column_at[indices]]
        variable_values = solved.values[: len(self._variable_weights)]
        broken = self._broken(indices, values, variable_values)
        escaped = bool((solved.values[self._escapes_at] > TOLERANCE).any())
        self._add_rows(broken)
        return Relaxed(
            value=solved.value,
            bound=self.lagrangian(duals, hold_duals, self._weights, self._variable_weights),
            columns=indices,
            values=values,
            variable_values=variable_values,
            reduced=self._weights - self._columns.matrix.T @ duals,
            duals=duals,
            hold_duals=hold_duals,
            broken=bool(len(broken)),
            escaped=escaped,
            iterations=solved.iterations,
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

    def _broken(self, indices: Indices, values: Values, variable_values: Values) -> Indices:
        program = self._columns.program
        waiting = np.flatnonzero(program.lazy & ~program.integer_only & (self._row_at < 0))
        amounts = self._columns.by_row[waiting][:, indices] @ values
        amounts = amounts + program.row_variables[waiting] @ variable_values
        over = (amounts > program.upper[waiting] + TOLERANCE) | (amounts < program.lower[waiting] - TOLERANCE)
        broken: Indices = waiting[over]
        return broken
