"""Locks that cannot all stand together: a smallest set, each proved needed by solving without it."""

from __future__ import annotations

import numpy as np

from hub_roster.domain.tasks import Lock
from hub_roster.rules.locks import Locks
from hub_roster.solver.columns import Columns
from hub_roster.solver.incumbent import empty
from hub_roster.solver.integer import Aim, Limit, Outcome, Part, solve
from hub_roster.solver.stop import Stop

FEASIBILITY_WORK = 60.0
"""Deterministic seconds to tell whether locks can stand; it takes a fraction of one."""


class ContradictoryLocks(Exception):
    """What was fixed by hand cannot all stand.

    Attributes
    ----------
    locks
        A smallest set: leave any one of them out and the others can stand.
    """

    def __init__(self, locks: tuple[Lock, ...]) -> None:
        self.locks = locks
        listed = "; ".join(_told(lock) for lock in locks)
        super().__init__(
            f"These cannot all stand together: {listed}."
            if locks
            else "What was begun before the period cannot all stand together."
        )


def _told(lock: Lock) -> str:
    return f"{lock.person} {'on' if lock.must else 'not on'} {lock.task}"


def contradiction(columns: Columns) -> ContradictoryLocks:
    """Find a smallest contradictory set among the locks of a problem that has no roster.

    Each lock is left out in turn; where the rest still contradict each other it was not needed.
    """
    names = columns.program.names
    needed = [row for row, (rule, _) in enumerate(names) if rule == Locks.name]
    locks = dict(zip(needed, columns.program.problem.locks, strict=True))
    for row in list(needed):
        others = [other for other in needed if other != row]
        if not _can_stand(columns, frozenset(locks) - frozenset(others)):
            needed = others
    return ContradictoryLocks(tuple(locks[row] for row in needed))


def _can_stand(columns: Columns, without: frozenset[int]) -> bool:
    everything = np.arange(len(columns), dtype=np.int64)
    part = Part(everything, empty(columns), whole=True, without=without)
    nothing = np.zeros(len(columns), dtype=np.int64)
    aim = Aim(nothing, np.zeros(len(columns.program.variables), dtype=np.int64))
    return solve(part, aim, Limit(FEASIBILITY_WORK, seed=1), Stop()).outcome is not Outcome.INFEASIBLE
