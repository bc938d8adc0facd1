"""Towards a first roster: fix what the relaxation is sure of, solve again, a few times over."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.generation import Go, converge
from hub_roster.solver.relaxation import Relaxation, Relaxed

SURE = 0.6
"""A column at this value or above is fixed."""

WHOLE = 1e-4

SLACK = 30.0
"""Points a column has to pay to be let in on the way."""

ROUNDS = 2
"""Rounds of pricing after each fixing."""

FIXINGS = 30
"""Times columns are fixed at most."""

MOST_SOLVES = 25
"""LP solves after which the dive ends with what it has."""

MISSES = 5
"""Fixings that may fail before the dive ends with what it has."""

EASY = 1_500
"""So few columns left beside those fixed are for CP-SAT: it sees the whole where the dive sees a step."""

AT_ONCE = 8
"""Columns fixed at once, of different people, where none is sure."""


def dive(
    relaxation: Relaxation,
    columns: Columns,
    start: Relaxed,
    go: Go,
    still_open: Callable[[], bool],
) -> Indices:
    """Fix columns, a few times over, as long as the relaxation can still be met.

    Returns
    -------
    The columns fixed.
    """
    fixed: set[int] = set()
    relaxed = start
    most: int | None = None
    misses = solves = 0

    def counted(now: Relaxed) -> bool:
        nonlocal solves
        solves += 1
        return go(now)

    for _ in range(FIXINGS):
        chosen = _choose(relaxed, fixed, columns, most)
        if not chosen or not still_open() or solves >= MOST_SOLVES:
            break
        relaxation.fix(_array(set(chosen)))
        after = converge(relaxation, columns, counted, rounds=ROUNDS, slack=SLACK)
        if after is None or after.escaped:
            # Each may be right alone and all of them wrong together: the surest half is tried next.
            relaxation.unfix(_array(set(chosen)))
            most, misses = len(chosen) // 2, misses + 1
            if not most or misses > MISSES:
                break
            continue
        fixed |= set(chosen)
        relaxed, most = after, None
        if len(fitting(columns, relaxation.held, _array(fixed))) <= EASY:
            break
    return _array(fixed)


def _array(indices: set[int]) -> Indices:
    return np.array(sorted(indices), dtype=np.int64)


def fitting(columns: Columns, held: Indices, fixed: Indices) -> Indices:
    """Give, of the columns held, those fixed and those that fit beside all of them."""
    program = columns.program
    alone = np.diff(program.row_variables.indptr) == 0
    room = program.upper - np.asarray(columns.matrix[:, fixed].sum(axis=1)).ravel()
    entries = columns.matrix[:, held].tocoo()
    clash = alone[entries.row] & (entries.data > room[entries.row])
    clashes = np.zeros(len(held), dtype=np.bool_)
    clashes[entries.col[clash]] = True
    return np.union1d(held[~clashes], fixed).astype(np.int64)


def _choose(relaxed: Relaxed, fixed: set[int], columns: Columns, most: int | None) -> list[int]:
    """Give the columns to fix next: all that are nearly whole, else the largest of a few people.

    After a fixing that failed, only so many of the surest.
    """
    open_ = [
        (value, index)
        for index, value in zip(relaxed.columns.tolist(), relaxed.values.tolist(), strict=True)
        if value > WHOLE and index not in fixed
    ]
    open_.sort(key=lambda pair: (-pair[0], pair[1]))
    sure = [index for value, index in open_ if value >= SURE]
    if sure:
        return sure[:most]
    chosen: dict[int, int] = {}
    for _, index in open_[: 4 * AT_ONCE]:
        chosen.setdefault(int(columns.person[index]), index)
    return list(chosen.values())[: min(AT_ONCE, most or AT_ONCE)]
