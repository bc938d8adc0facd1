"""The linear program: right whatever the order in which it grew, silent, and soon ended by a stop."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from hub_roster.program.features import Matrix
from hub_roster.program.statement import UNBOUNDED
from hub_roster.solver.linear import LinearProgram, Simplex, Values, sides_of
from hub_roster.solver.stop import Stop

ENDLESS = np.inf


def entries(rows: list[list[int]], columns: int) -> Matrix:
    """Give entries row by row; none at all for no rows."""
    return sparse.csr_array(np.array(rows, dtype=np.int64).reshape(len(rows), columns))


def numbers(*values: float) -> Values:
    """Give some numbers."""
    return np.array(values, dtype=np.float64)


def dear_and_cheap(simplex: Simplex = Simplex.DUAL, stop: Stop | None = None) -> LinearProgram:
    """Ten of two columns are needed; a unit costs 3 and 2, and there are 4 of the cheaper."""
    made = LinearProgram(stop, simplex=simplex)
    made.add_columns(numbers(3, 2), numbers(ENDLESS, 4), entries([], 2))
    made.add_rows(numbers(10), numbers(ENDLESS), entries([[1, 1]], 2))
    return made


@pytest.mark.parametrize("simplex", Simplex)
def test_it_takes_the_cheapest_and_prices_the_need(simplex: Simplex) -> None:
    """All four of the cheaper, six of the other; one more would cost what the dearer costs."""
    solved = dear_and_cheap(simplex).solve()
    assert solved is not None
    assert solved.value == pytest.approx(26)
    assert solved.values == pytest.approx([6, 4])
    assert solved.duals == pytest.approx([3])


def test_it_grows_by_rows_and_columns() -> None:
    """A third column comes in and takes over; a row that allows little of it sends it back."""
    made = dear_and_cheap()
    assert made.solve() is not None
    made.add_columns(numbers(1), numbers(ENDLESS), entries([[1]], 1))
    solved = made.solve()
    assert solved is not None
    assert solved.values == pytest.approx([0, 0, 10])
    made.add_rows(numbers(-ENDLESS), numbers(5), entries([[0, 0, 1]], 3))
    solved = made.solve()
    assert solved is not None
    assert solved.values == pytest.approx([1, 4, 5])
    assert (made.rows, made.columns) == (2, 3)


def test_costs_bounds_and_sides_can_change() -> None:
    """The cheaper made dear, the dearer fixed, the need less: each is followed."""
    made = dear_and_cheap()
    made.set_costs(np.array([1]), numbers(5))
    solved = made.solve()
    assert solved is not None
    assert solved.value == pytest.approx(30)
    made.set_bounds(np.array([0]), 1.0, 7.0)
    solved = made.solve()
    assert solved is not None
    assert solved.values == pytest.approx([7, 3])
    made.set_sides(0, 8.0, ENDLESS)
    solved = made.solve()
    assert solved is not None
    assert solved.values == pytest.approx([7, 1])


def test_what_cannot_be_met_has_no_solution() -> None:
    """Ten are needed and five is the most there can be."""
    made = dear_and_cheap()
    made.set_bounds(np.array([0, 1]), 0.0, 2.5)
    assert made.solve() is None


def test_a_stop_or_no_time_left_ends_it() -> None:
    """Told to stop, or out of time, there is no solution."""
    stop = Stop()
    stop.ask()
    assert dear_and_cheap(stop=stop).solve() is None
    late = LinearProgram(seconds_left=lambda: 0.0)
    late.add_columns(numbers(1), numbers(1), entries([], 1))
    assert late.solve() is None


def test_it_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """What is printed may be JSON: a greeting of the solver's would spoil it."""
    assert dear_and_cheap().solve() is not None
    assert capfd.readouterr() == ("", "")


def test_sides_without_an_end_are_endless() -> None:
    """The Program's very large numbers stand for none."""
    lower, upper = sides_of(np.array([-UNBOUNDED, 1]), np.array([2, UNBOUNDED]))
    assert lower.tolist() == [-ENDLESS, 1]
    assert upper.tolist() == [2, ENDLESS]
