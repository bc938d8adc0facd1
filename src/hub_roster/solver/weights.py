"""What a solve makes least: shortfall by priority far above cost, or cost with the shortfall held."""

from __future__ import annotations

from math import gcd

import numpy as np

from hub_roster.program.statement import Priority
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.integer import Aim

MINUTE_SHORT = {
    Priority.NOBODY: 200_000,
    Priority.COVER: 100_000,
    Priority.SAFETY: 50_000,
    Priority.AGREED: 20_000,
    Priority.OTHER: 1_000,
    Priority.MEETINGS: 500,
}
"""Points a minute short stands for while searching. Far above any price, near enough not to blind an LP; the
order of priorities itself is kept by holds, not by these."""


def shortfall_first(columns: Columns) -> Indices:
    """Give variable weights for shortfall and cost together."""
    weights = columns.variable_points.copy()
    for priority, points in MINUTE_SHORT.items():
        weights += points * columns.shortfall_minutes[priority]
    return weights


def everything_less(columns: Columns) -> Aim:
    """Give the aim of less shortfall and less cost, with nothing held: what is short may change places."""
    return Aim(columns.points, shortfall_first(columns))


def holding(columns: Columns, shortfall: tuple[int, ...]) -> Aim:
    """Give the aim of less shortfall or less cost, with no priority worse than it is."""
    return Aim(
        columns.points,
        shortfall_first(columns),
        tuple(
            (columns.shortfall_minutes[priority], short)
            for priority, short in zip(Priority, shortfall, strict=True)
        ),
    )


def lessening(columns: Columns, shortfall: tuple[int, ...], priority: Priority) -> Aim:
    """Give the aim of less short at a priority, with none above worse; those below may rise for it."""
    held = [(p, s) for p, s in zip(Priority, shortfall, strict=True) if p <= priority]
    return Aim(
        columns.points,
        shortfall_first(columns),
        tuple((columns.shortfall_minutes[p], short - (p is priority)) for p, short in held),
    )


def only(columns: Columns, priority: Priority, shortfall: tuple[int, ...]) -> Aim:
    """Give the aim of one priority's shortfall alone, with those above it held."""
    held = [(p, s) for p, s in zip(Priority, shortfall, strict=True) if p < priority]
    return Aim(
        np.zeros(len(columns), dtype=np.int64),
        columns.shortfall_minutes[priority],
        tuple((columns.shortfall_minutes[p], short) for p, short in held),
    )


def cost_alone(columns: Columns, shortfall: tuple[int, ...]) -> Aim:
    """Give the aim of least cost with all shortfall held."""
    return Aim(
        columns.points,
        columns.variable_points,
        tuple(
            (columns.shortfall_minutes[priority], short)
            for priority, short in zip(Priority, shortfall, strict=True)
        ),
    )


def rounded_up(columns: Columns, priority: Priority, minutes: float) -> int:
    """Give the least shortfall not below a bound: it comes in multiples of what its units share."""
    unit = gcd(*(int(m) for m in columns.shortfall_minutes[priority] if m)) or 1
    return max(0, -int(-(minutes - 1e-4) // unit)) * unit
