"""The roster a draft begins with: what is begun and locked is kept, and no more done than must be."""

from __future__ import annotations

import numpy as np

from hub_roster.program.pieces import PieceKind
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.incumbent import Incumbent, empty
from hub_roster.solver.integer import Aim, Limit, Part, solve
from hub_roster.solver.locks import contradiction
from hub_roster.solver.stop import Stop

SPREAD = 11
"""Places by which one person's weekly rest is wished later than the person's before."""

WORK, WORK_OVER_ALL = 20.0, 200.0
"""Deterministic seconds to find it over the columns worth starting with, and over all there are."""


def legal_start(columns: Columns, seed: int) -> tuple[Incumbent, float]:
    """Give a legal roster that does little, its variables not yet at their least, and the work it took.

    Raises
    ------
    ContradictoryLocks
        If what was fixed by hand cannot all stand together.
    """
    nothing = empty(columns)
    aim = Aim(_rests_spread(columns), np.zeros(len(columns.program.variables), dtype=np.int64))
    part = Part(_worth_starting_with(columns), nothing, whole=True)
    answer = solve(part, aim, Limit(WORK, seed), Stop())
    if answer.incumbent is None:
        everything = np.arange(len(columns), dtype=np.int64)
        answer = solve(Part(everything, nothing, whole=True), aim, Limit(WORK_OVER_ALL, seed), Stop())
    if answer.incumbent is None:
        raise contradiction(columns)
    return answer.incumbent, answer.work


def _rests_spread(columns: Columns) -> Indices:
    """Give weights by which people's weekly rests fall on different days, so that some are there."""
    pieces = columns.program.pieces
    rests = [k for k, piece in enumerate(pieces) if piece.kind is PieceKind.REST]
    place = np.zeros(len(pieces), dtype=np.int64)
    place[rests] = np.arange(len(rests))
    turn = columns.person * SPREAD
    is_rest = np.isin(columns.piece, rests)
    return np.where(is_rest, (place[columns.piece] - turn) % max(1, len(rests)), 1) + 1


def _worth_starting_with(columns: Columns) -> Indices:
    """Give the columns of people with locks or begun duties, and everyone's weekly rests."""
    program = columns.program
    locks = [lock for lock in program.problem.locks if lock.must]
    tasks = {name for lock in locks for name in (lock.task, lock.task.rsplit("/", 1)[0])}
    wanted = np.array(
        [
            piece.kind is PieceKind.REST or piece.person is not None or not tasks.isdisjoint(piece.tasks)
            for piece in program.pieces
        ],
        dtype=np.bool_,
    )
    locked = {lock.person for lock in locks}
    has_lock = np.array([key in locked for key in program.people], dtype=np.bool_)
    rest = np.array([not piece.tasks or piece.person is not None for piece in program.pieces])
    keep = wanted[columns.piece] & (has_lock[columns.person] | rest[columns.piece])
    return np.flatnonzero(keep).astype(np.int64)
