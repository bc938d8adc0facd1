"""Column generation: solve, price, let in what pays, until nothing does."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.relaxation import Relaxation, Relaxed

PER_PERSON = 60
"""Columns let in for each person in one round."""

SLACK = 0.1
"""Points a column has to pay to be let in; the bound takes off what the others might."""

PATIENCE = 3
"""Rounds more than asked for, while some row is met by no column yet."""


def first_columns(columns: Columns) -> Indices:
    """Give the columns to begin with: weekly rests, spells, begun duties, and duties of a single task."""
    tasks = np.array([len(piece.tasks) for piece in columns.program.pieces], dtype=np.int64)
    return np.flatnonzero(tasks[columns.piece] <= 1)


def rounds(
    relaxation: Relaxation, columns: Columns, most: int = 1000, slack: float = SLACK
) -> Iterator[Relaxed | None]:
    """Give the solution of each round of pricing; None, and no more, where the relaxation has none."""
    while True:
        relaxed = relaxation.solve()
        yield relaxed
        if relaxed is None:
            return
        most -= 1
        missing = paying(relaxed, columns, slack)
        whole = not len(missing) or (most <= 0 and not relaxed.escaped) or most < -PATIENCE
        if whole and not relaxed.broken:
            return
        relaxation.add(missing)


def paying(relaxed: Relaxed, columns: Columns, slack: float = SLACK) -> Indices:
    """Give the columns of least reduced cost for each person, of those that pay and are not in."""
    pays = relaxed.reduced < -slack
    pays[relaxed.columns] = False
    candidates = np.flatnonzero(pays)
    order = candidates[np.lexsort((relaxed.reduced[candidates], columns.person[candidates]))]
    people = columns.person[order]
    first = np.searchsorted(people, people, side="left")
    return order[np.arange(len(order)) - first < PER_PERSON]
