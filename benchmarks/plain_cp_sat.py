"""A hub as one CP-SAT model, as somebody who knows OR-Tools would write it, to hold our search against.

A Boolean for each duty of each person, the rows as they are, one weighted objective, CP-SAT's defaults. It is
given our listing of duties with windows, driving and rest built in, and its time counts from the finished
model on: a model by hand has neither.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.program.statement import UNBOUNDED
from hub_roster.rules.posting import state
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.rules.states import with_states
from hub_roster.solver.columns import Columns, write_out
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.weights import shortfall_first

WORKERS = 2


@dataclass(frozen=True)
class _Model:
    model: cp_model.CpModel
    takes: list[cp_model.IntVar]
    variables: list[cp_model.IntVar]


def plainly_drafted(problem: Problem, seconds: float, seed: int) -> Roster | None:
    """Draft with one model; None where it finds no roster in time."""
    rules = RULEBOOK.of(problem)
    columns = write_out(state(problem, rules))
    built = _built(columns)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = seconds
    if solver.solve(built.model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    taken = np.flatnonzero([solver.boolean_value(take) for take in built.takes]).astype(np.int64)
    values = np.array([solver.value(variable) for variable in built.variables], dtype=np.int64)
    roster = Incumbent(columns, taken, values).roster(seed)
    return with_states(rules, Lines(problem, roster))


def _built(columns: Columns) -> _Model:
    program = columns.program
    model = cp_model.CpModel()
    takes = [model.new_bool_var("") for _ in range(len(columns))]
    variables = [model.new_int_var(0, upper, "") for upper in columns.variable_upper.tolist()]
    by_row, row_variables = columns.by_row, program.row_variables
    for row, (lower, upper) in enumerate(zip(program.lower.tolist(), program.upper.tolist(), strict=True)):
        at = slice(by_row.indptr[row], by_row.indptr[row + 1])
        also = slice(row_variables.indptr[row], row_variables.indptr[row + 1])
        terms = [takes[k] for k in by_row.indices[at].tolist()]
        terms += [variables[k] for k in row_variables.indices[also].tolist()]
        amounts = [*by_row.data[at].tolist(), *row_variables.data[also].tolist()]
        least = -sys.maxsize if lower <= -UNBOUNDED else lower
        most = sys.maxsize if upper >= UNBOUNDED else upper
        model.add_linear_constraint(cp_model.LinearExpr.weighted_sum(terms, amounts), least, most)
    weights = [*columns.points.tolist(), *shortfall_first(columns).tolist()]
    model.minimize(cp_model.LinearExpr.weighted_sum([*takes, *variables], weights))
    return _Model(model, takes, variables)
