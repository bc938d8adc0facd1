"""Locks that cannot all stand together: a smallest set, each proved needed by solving without it."""

from __future__ import annotations

import numpy as np

from hub_roster.domain.tasks import Lock
from hub_roster.rules.locks import Locks
from hub_roster.solver.columns import Columns
from hub_roster.solver.incumbent import Incumbent, empty
from hub_roster.solver.integer import Aim, Answer, Limit, Outcome, Part, solve
from hub_roster.solver.stop import Stop

FEASIBILITY_WORK = 60.0
"""Deterministic seconds to tell whether locks can stand; it takes a fraction of one."""


class ContradictoryLocks(Exception):
    """What was fixed by hand cannot all stand.

    Attributes
    ----------
    locks
        A smallest set: leave any one of them out and the others can stand.
    proved
        Whether both were shown by solving again: that they cannot stand, and that without any one they can.
        It is False only where a solve ran out of its work.
    """

    def __init__(self, locks: tuple[Lock, ...], *, proved: bool = True) -> None:
        self.locks = locks
        self.proved = proved
        listed = "; ".join(_told(lock) for lock in locks)
        super().__init__(
            f"These cannot all stand together: {listed}."
            if locks
            else "What was begun before the period cannot all stand together."
        )


def _told(lock: Lock) -> str:
    return f"{lock.person} {'on' if lock.must else 'not on'} {lock.task}"


def contradiction(columns: Columns) -> ContradictoryLocks:
    """Find a smallest contradictory set among the locks of a problem that has no roster."""
    return _Locked(columns).smallest(frozenset())


def contradictions(columns: Columns) -> tuple[ContradictoryLocks, ...]:
    """Find contradictory sets that share no lock, until the locks left over can stand; none where all can."""
    locked = _Locked(columns)
    found: list[ContradictoryLocks] = []
    released: frozenset[int] = frozenset()
    while locked.outcome(locked.rows - released) is Outcome.INFEASIBLE:
        found.append(locked.smallest(released))
        if not found[-1].locks:
            break
        released |= locked.rows_of(found[-1].locks)
    return tuple(found)


def standing_alone(columns: Columns, locks: tuple[Lock, ...]) -> Incumbent | None:
    """Give a roster that keeps some locks and does no more than it must; None where they cannot stand."""
    locked = _Locked(columns)
    return locked.solved(locked.rows_of(locks)).incumbent


class _Locked:
    """The locks of a problem by their rows."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        names = columns.program.names
        rows = [row for row, (rule, _) in enumerate(names) if rule == Locks.name]
        self._lock = dict(zip(rows, columns.program.problem.locks, strict=True))

    @property
    def rows(self) -> frozenset[int]:
        """The rows of all locks."""
        return frozenset(self._lock)

    def rows_of(self, locks: tuple[Lock, ...]) -> frozenset[int]:
        """Give the rows of some locks."""
        return frozenset(row for row, lock in self._lock.items() if any(lock is each for each in locks))

    def smallest(self, released: frozenset[int]) -> ContradictoryLocks:
        """Find a smallest set among the locks not released, which cannot all stand.

        Each is left out in turn; where the rest still contradict each other it was not needed. What is left
        is shown to be such a set by solving again.
        """
        needed = sorted(self.rows - released)
        for row in list(needed):
            others = [other for other in needed if other != row]
            if self.outcome(frozenset(others)) is Outcome.INFEASIBLE:
                needed = others
        return ContradictoryLocks(
            tuple(self._lock[row] for row in needed), proved=self._is_smallest(frozenset(needed))
        )

    def _is_smallest(self, rows: frozenset[int]) -> bool:
        return self.outcome(rows) is Outcome.INFEASIBLE and all(
            self.outcome(rows - {row}) in {Outcome.OPTIMAL, Outcome.FEASIBLE} for row in rows
        )

    def outcome(self, rows: frozenset[int]) -> Outcome:
        """Say whether some locks can stand together."""
        return self.solved(rows).outcome

    def solved(self, rows: frozenset[int]) -> Answer:
        """Keep some locks and take as little as may be besides."""
        columns = self._columns
        everything = np.arange(len(columns), dtype=np.int64)
        part = Part(everything, empty(columns), whole=True, without=self.rows - rows)
        aim = Aim(np.ones_like(everything), np.zeros(len(columns.program.variables), dtype=np.int64))
        return solve(part, aim, Limit(FEASIBILITY_WORK, seed=1), Stop())
