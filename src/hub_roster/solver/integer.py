"""The Program, or a neighbourhood of it, given to CP-SAT."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model
from scipy import sparse

from hub_roster.program.features import Matrix
from hub_roster.program.statement import UNBOUNDED
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.stop import Stop

LINEARIZATION = 2
"""Every row in CP-SAT's own LP: with less a week's part took many times as long, or found nothing."""


class Outcome(StrEnum):
    """How an integer solve ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Rows:
    """Rows over some columns and variables: lower <= columns and variables, weighted <= upper."""

    columns: Matrix
    variables: Matrix
    lower: Indices
    upper: Indices

    def over(self, columns: Indices) -> Rows:
        """Give the same rows over some of the columns, with nothing taken of the others."""
        kept = sparse.csr_array(self.columns[:, columns])
        return Rows(kept, self.variables, self.lower, self.upper)


@dataclass(frozen=True)
class Part:
    """What of the Program a solve is about.

    Attributes
    ----------
    free
        Columns that may change; every other column stays as in `base`.
    base
        The roster to start from.
    whole
        Every row and variable takes part, also those that no free column touches: needed where `base` may
        not be legal, or not have the least variable values.
    without
        Rows left out.
    """

    free: Indices
    base: Incumbent
    whole: bool = False
    without: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Aim:
    """What is made least, and what is held.

    Attributes
    ----------
    column_weights, variable_weights
        The objective.
    holds
        Pairs of weights over variables and the most they may sum to.
    """

    column_weights: Indices
    variable_weights: Indices
    holds: tuple[tuple[Indices, int], ...] = ()


@dataclass(frozen=True)
class Limit:
    """How much a solve may do.

    Attributes
    ----------
    work
        CP-SAT's deterministic time.
    seconds
        Wall time at which it is cut off; None for never.
    """

    work: float
    seed: int
    seconds: float | None = None


@dataclass(frozen=True)
class Answer:
    """What came of a solve.

    Attributes
    ----------
    bound
        No roster of the part has a lower objective.
    cut
        It was stopped from outside, or by the wall clock.
    """

    outcome: Outcome
    incumbent: Incumbent | None
    bound: float
    work: float
    cut: bool


@dataclass
class _Model:
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    columns: list[cp_model.IntVar] = field(default_factory=list)
    variables: dict[int, cp_model.IntVar] = field(default_factory=dict)


def solve(part: Part, aim: Aim, limit: Limit, stop: Stop) -> Answer:
    """Find the best roster of a part within a limit, starting from the base where that is legal."""
    model = _build(part, aim)
    _hint(model, part)
    solver = one_worker(limit)
    if stop.asked:
        return Answer(Outcome.UNKNOWN, None, -np.inf, 0.0, cut=True)
    status = run(solver, model.model, stop)
    return _answer(part, limit, model, solver, status)


def one_worker(limit: Limit) -> cp_model.CpSolver:
    """Give a solver that keeps a limit and, but for the clock, always answers alike."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = LINEARIZATION
    solver.parameters.random_seed = limit.seed % 2**31
    solver.parameters.max_deterministic_time = limit.work
    solver.parameters.catch_sigint_signal = False
    if limit.seconds is not None:
        solver.parameters.max_time_in_seconds = max(0.01, limit.seconds)
    return solver


def work_of(solver: cp_model.CpSolver) -> float:
    """Give the deterministic seconds of a solve.

    CP-SAT adds them up in an order that may differ in the last digit from run to run.
    """
    return round(float(solver.response_proto.deterministic_time), 6)


def run(solver: cp_model.CpSolver, model: cp_model.CpModel, stop: Stop) -> cp_model.CpSolverStatus:
    """Solve while watching for a stop: asked again and again, for one asked too early is lost."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            if stop.asked:
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return solver.solve(model)
    finally:
        done.set()
        watcher.join()


def _answer(
    part: Part, limit: Limit, model: _Model, solver: cp_model.CpSolver, status: cp_model.CpSolverStatus
) -> Answer:
    work = work_of(solver)
    outcome = {
        cp_model.OPTIMAL: Outcome.OPTIMAL,
        cp_model.FEASIBLE: Outcome.FEASIBLE,
        cp_model.INFEASIBLE: Outcome.INFEASIBLE,
    }.get(status, Outcome.UNKNOWN)
    solved = outcome in {Outcome.OPTIMAL, Outcome.INFEASIBLE}
    # Neither solved nor through with its work: the clock or a stop ended it. Wall time does not tell, for
    # CP-SAT gives up as soon as its next check would come too late.
    cut = not solved and work < limit.work
    if outcome not in {Outcome.OPTIMAL, Outcome.FEASIBLE}:
        return Answer(outcome, None, -np.inf, work, cut)
    incumbent = _read(part, model, solver)
    return Answer(outcome, incumbent, solver.best_objective_bound, work, cut)


def _read(part: Part, model: _Model, solver: cp_model.CpSolver) -> Incumbent:
    chosen = [solver.boolean_value(x) for x in model.columns]
    kept = part.base.taken[~np.isin(part.base.taken, part.free)]
    taken = np.sort(np.concatenate([kept, part.free[np.array(chosen, dtype=np.bool_)]]))
    values = part.base.values.copy()
    for index, variable in model.variables.items():
        values[index] = solver.value(variable)
    return Incumbent(part.base.columns, taken.astype(np.int64), values)


def _hint(model: _Model, part: Part) -> None:
    taken = np.isin(part.free, part.base.taken)
    for variable, value in zip(model.columns, taken, strict=True):
        model.model.add_hint(variable, bool(value))
    for index, variable in model.variables.items():
        model.model.add_hint(variable, int(part.base.values[index]))


def _build(part: Part, aim: Aim) -> _Model:
    columns = part.base.columns
    rows, variables = _everything(columns) if part.whole else _reach(columns, part.free)
    built = _Model()
    built.columns = [built.model.new_bool_var("") for _ in part.free]
    uppers = columns.variable_upper
    built.variables = {int(v): built.model.new_int_var(0, int(uppers[v]), "") for v in variables}
    _add_rows(built, part, rows)
    _add_holds(built, part, aim)
    terms = [*built.columns, *built.variables.values()]
    weights = [
        *aim.column_weights[part.free].tolist(),
        *(int(aim.variable_weights[v]) for v in built.variables),
    ]
    built.model.minimize(cp_model.LinearExpr.weighted_sum(terms, weights))
    return built


def _everything(columns: Columns) -> tuple[Indices, Indices]:
    program = columns.program
    return np.arange(len(program.lower)), np.arange(len(program.variables))


def _reach(columns: Columns, free: Indices) -> tuple[Indices, Indices]:
    """Give the rows and variables that free columns touch, directly or through variables."""
    program = columns.program
    rows = np.zeros(len(program.lower), dtype=np.bool_)
    rows[columns.matrix[:, free].indices] = True
    by_row = program.row_variables
    by_variable = by_row.T.tocsr()
    variables = np.zeros(by_row.shape[1], dtype=np.bool_)
    while True:
        fresh = np.zeros_like(variables)
        fresh[by_row[np.flatnonzero(rows)].indices] = True
        fresh &= ~variables
        if not fresh.any():
            return np.flatnonzero(rows), np.flatnonzero(variables)
        variables |= fresh
        rows[by_variable[np.flatnonzero(fresh)].indices] = True


def _add_rows(built: _Model, part: Part, rows: Indices) -> None:
    columns, program = part.base.columns, part.base.columns.program
    kept = part.base.taken[~np.isin(part.base.taken, part.free)]
    activity = np.asarray(columns.matrix[:, kept].sum(axis=1)).ravel()
    if part.without:
        rows = rows[~np.isin(rows, list(part.without))]
    indices = np.array(list(built.variables), dtype=np.int64)
    of_rows = Rows(
        sparse.csr_array(columns.matrix[:, part.free].tocsr()[rows]),
        sparse.csr_array(program.row_variables[rows][:, indices]),
        program.lower[rows] - activity[rows],
        program.upper[rows] - activity[rows],
    )
    add_rows(built.model, built.columns, list(built.variables.values()), of_rows)


def add_rows(
    model: cp_model.CpModel, columns: list[cp_model.IntVar], variables: list[cp_model.IntVar], rows: Rows
) -> None:
    """Add rows to a model, leaving out those that always hold."""
    for row in range(len(rows.lower)):
        at = slice(rows.columns.indptr[row], rows.columns.indptr[row + 1])
        of_columns, amounts = rows.columns.indices[at], rows.columns.data[at]
        at = slice(rows.variables.indptr[row], rows.variables.indptr[row + 1])
        of_variables, own_amounts = rows.variables.indices[at], rows.variables.data[at]
        lower, upper = int(rows.lower[row]), int(rows.upper[row])
        if not len(of_variables):
            if _always(amounts, lower, upper):
                continue
            if upper == 1 and lower <= 0 and (amounts == 1).all():
                model.add_at_most_one([columns[c] for c in of_columns])
                continue
        terms = [columns[c] for c in of_columns]
        terms += [variables[v] for v in of_variables]
        model.add_linear_constraint(
            cp_model.LinearExpr.weighted_sum(terms, [*amounts.tolist(), *own_amounts.tolist()]),
            max(lower, -UNBOUNDED),
            min(upper, UNBOUNDED),
        )


def _always(amounts: NDArray[np.int64], lower: int, upper: int) -> bool:
    return bool(amounts[amounts > 0].sum() <= upper and amounts[amounts < 0].sum() >= lower)


def _add_holds(built: _Model, part: Part, aim: Aim) -> None:
    for weights, most in aim.holds:
        inside = [v for v in built.variables if weights[v]]
        outside = int(weights @ part.base.values) - sum(int(weights[v] * part.base.values[v]) for v in inside)
        if inside:
            built.model.add(
                cp_model.LinearExpr.weighted_sum(
                    [built.variables[v] for v in inside], [int(weights[v]) for v in inside]
                )
                <= most - outside
            )
