"""A linear program that grows, row by row and column by column, solved by HiGHS from where it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hub_roster.program.features import Matrix
from hub_roster.program.statement import UNBOUNDED
from hub_roster.solver.columns import Indices
from hub_roster.solver.stop import Stop

SLICE = 1000
"""Iterations between two looks at the clock and at a stop: half a second's; more often slows it down."""

MOST_SLICES = 300
"""Thirty times what a week's takes: beyond, the simplex goes round in circles."""

Values = NDArray[np.float64]

Numbers = NDArray[np.float64] | NDArray[np.int64]


class Simplex(IntEnum):
    """The simplex to use, as HiGHS numbers them.

    DUAL goes on from where it was when rows or columns came in, PRIMAL when only costs changed.
    """

    DUAL = 1
    PRIMAL = 4


@dataclass(frozen=True)
class Solved:
    """A solution.

    Attributes
    ----------
    values, duals
        By column, and by row: a column's reduced cost is its cost less duals times its entries.
    iterations
        Of the simplex.
    """

    value: float
    values: Values
    duals: Values
    iterations: int


class LinearProgram:
    """Minimises; begins empty. Places of rows and columns are those in which they came."""

    def __init__(
        self,
        stop: Stop | None = None,
        seconds_left: Callable[[], float | None] = lambda: None,
        *,
        simplex: Simplex = Simplex.DUAL,
    ) -> None:
        self._stop = stop or Stop()
        self._seconds_left = seconds_left
        self._highs = highspy.Highs()
        self._set("output_flag", value=False)
        self._set("solver", value="simplex")
        # A first solve gains nothing from presolve here, and later ones would lose their start.
        self._set("presolve", value="off")
        self._set("simplex_strategy", value=int(simplex))
        self._set("threads", value=1)
        self._set("simplex_iteration_limit", value=SLICE)

    def _set(self, option: str, *, value: bool | float | str) -> None:
        self._highs.setOptionValue(option, value)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return int(self._highs.getNumCol())

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self._highs.getNumRow())

    def add_columns(self, costs: Numbers, uppers: Numbers, entries: Matrix) -> None:
        """Add columns of at least 0, with their entries in the rows there are (rows x new columns)."""
        by_column = sparse.csc_array(entries)
        self._highs.addCols(
            len(costs),
            costs.astype(np.float64),
            np.zeros(len(costs)),
            uppers.astype(np.float64),
            by_column.nnz,
            by_column.indptr[:-1].astype(np.int32),
            by_column.indices.astype(np.int32),
            by_column.data.astype(np.float64),
        )

    def add_rows(self, lower: Values, upper: Values, entries: Matrix) -> None:
        """Add rows, with their entries in the columns there are (new rows x columns)."""
        by_row = sparse.csr_array(entries)
        self._highs.addRows(
            len(lower),
            lower.astype(np.float64),
            upper.astype(np.float64),
            by_row.nnz,
            by_row.indptr[:-1].astype(np.int32),
            by_row.indices.astype(np.int32),
            by_row.data.astype(np.float64),
        )

    def set_costs(self, columns: Indices, costs: Numbers) -> None:
        """Minimise other costs of some columns from now on."""
        self._highs.changeColsCost(len(columns), columns.astype(np.int32), costs.astype(np.float64))

    def set_bounds(self, columns: Indices, lower: float, upper: float) -> None:
        """Give some columns other bounds."""
        count = len(columns)
        self._highs.changeColsBounds(
            count, columns.astype(np.int32), np.full(count, lower), np.full(count, upper)
        )

    def set_sides(self, row: int, lower: float, upper: float) -> None:
        """Give a row other sides."""
        self._highs.changeRowBounds(row, lower, upper)

    def solve(self) -> Solved | None:
        """Solve from the last basis; None where the clock or a stop came first, or there is no solution."""
        iterations = 0
        for _ in range(MOST_SLICES):
            left = self._seconds_left()
            if self._stop.asked or (left is not None and left <= 0):
                return None
            if left is not None:
                self._set("time_limit", value=self._highs.getRunTime() + left)
            self._highs.run()
            iterations += int(self._highs.getInfo().simplex_iteration_count)
            if self._highs.getModelStatus() != highspy.HighsModelStatus.kIterationLimit:
                return self._solved(iterations)
        return None

    def _solved(self, iterations: int) -> Solved | None:
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._highs.getSolution()
        return Solved(
            float(self._highs.getInfo().objective_function_value),
            np.array(solution.col_value),
            np.array(solution.row_dual),
            iterations,
        )


def sides_of(lower: Indices, upper: Indices) -> tuple[Values, Values]:
    """Give the sides of rows of the Program as numbers, endless where they have none."""
    return np.where(lower <= -UNBOUNDED, -np.inf, lower), np.where(upper >= UNBOUNDED, np.inf, upper)
