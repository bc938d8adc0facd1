"""Whose the gap is: what lies between a roster and the bound, over rules and people, summing exactly.

Row prices that prove a bound also say by how much each thing a roster does costs more than they pay for: a
duty whose reduced cost is above nothing, a row with a price that is not used up, a variable above its worth.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from hub_roster.program.statement import Priority
from hub_roster.rules.rule import Kind
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.solver.columns import Indices
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.line_bound import LineBound
from hub_roster.solver.linear import Values
from hub_roster.solver.relaxation import Relaxed, usable_prices

DUTIES = "what they do"
"""The part of a person's duties, on-call and rests themselves; above whole lines, of all their week holds."""

HARD = "rules of law and safety"
"""The part of all hard rules together: one by one they would tell whom a restriction concerns."""

OF_HARD_RULES = frozenset(rule.name for rule in RULEBOOK.rules if rule.kind is Kind.HARD)
OF_OTHERS = frozenset(rule.name for rule in RULEBOOK.rules) - OF_HARD_RULES

NOTHING = 0.5
"""Points below which a part is not told."""


@dataclass(frozen=True, slots=True)
class GapPart:
    """A part of what lies between a roster and its bound.

    Attributes
    ----------
    name
        A rule's name, `HARD` or `DUTIES`.
    whom
        A person's key, a young person's code, a home or a hub; empty for `HARD`.
    """

    name: str
    whom: str
    points: float


def gap_parts(best: Incumbent, weights: tuple[Indices, Indices], relaxed: Relaxed) -> tuple[GapPart, ...]:
    """Split what a roster weighs above a relaxation's bound, the largest part first.

    Parameters
    ----------
    weights
        Of columns and of variables, as the relaxation had them.

    Returns
    -------
    Parts of at least half a point; that of `HARD` is what they leave of the sum.
    """
    columns = best.columns
    duals = usable_prices(columns.program, relaxed.duals)
    minutes = np.array([columns.shortfall_minutes[p] for p in Priority])
    own = weights[1] - columns.program.row_variables.T @ duals - relaxed.hold_duals @ minutes
    parts: dict[tuple[str, str], float] = defaultdict(float)
    _of_columns(parts, best, weights[0] - columns.matrix.T @ duals)
    _of_variables(parts, best, own, np.arange(len(own)))
    _of_rows(parts, best, duals)
    weighed = float(weights[0][best.taken].sum() + weights[1] @ best.values)
    return _told(parts, weighed - relaxed.bound)


def gap_parts_of_lines(best: Incumbent, lines: LineBound) -> tuple[GapPart, ...]:
    """Split what a roster costs above the bound from whole lines: a person's week is one part of it.

    Returns
    -------
    As `gap_parts`.
    """
    proven = lines.proven
    if proven is None:
        return ()
    columns = best.columns
    parts: dict[tuple[str, str], float] = defaultdict(float)
    for person, key in enumerate(columns.program.people):
        line = lines.line_of(best, person)
        points = lines.weeks[person].cost(line, proven.column_prices, proven.variable_prices)
        parts[DUTIES, key] += points - float(proven.least[person])
    _of_variables(parts, best, proven.variable_prices, lines.shared)
    _of_rows(parts, best, proven.prices.rows)
    return _told(parts, best.cost - lines.bound)


def _told(parts: dict[tuple[str, str], float], whole: float) -> tuple[GapPart, ...]:
    named = {whose: points for whose, points in parts.items() if points >= NOTHING and whose[0] != HARD}
    named[HARD, ""] = whole - sum(named.values())
    told = [GapPart(name, whom, points) for (name, whom), points in named.items()]
    return tuple(sorted(told, key=lambda part: (-part.points, part.name, part.whom)))


def _of_columns(parts: dict[tuple[str, str], float], best: Incumbent, reduced: Values) -> None:
    people = best.columns.program.people
    for index in best.taken.tolist():
        parts[DUTIES, people[best.columns.person[index]]] += float(reduced[index])


def _of_variables(
    parts: dict[tuple[str, str], float], best: Incumbent, reduced: Values, which: Indices
) -> None:
    least = np.minimum(reduced, 0.0) * best.columns.variable_upper
    points = reduced * best.values - least
    for index in which[np.flatnonzero(points[which])].tolist():
        variable = best.columns.program.variables[index]
        parts[_whose(variable.rule, variable.subject)] += float(points[index])


def _of_rows(parts: dict[tuple[str, str], float], best: Incumbent, duals: Values) -> None:
    program = best.columns.program
    amounts = np.asarray(best.columns.matrix[:, best.taken].sum(axis=1)).ravel()
    amounts = amounts + program.row_variables @ best.values
    sides = np.where(duals > 0, program.lower, program.upper)
    points = np.where(duals == 0, 0.0, duals * (amounts - sides))
    for index in np.flatnonzero(points).tolist():
        parts[_whose(*program.names[index])] += float(points[index])


def _whose(rule: str, whom: str) -> tuple[str, str]:
    return (rule, whom) if rule in OF_OTHERS else (HARD, "")
