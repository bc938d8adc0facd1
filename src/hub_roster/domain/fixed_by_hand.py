"""What is fixed by hand beside a hub's file, put into the problem of a period as far as it holds there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub_roster.domain import checks_locks, checks_tasks
from hub_roster.domain.checks_fault import Fault
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import holds_in
from hub_roster.domain.tasks import Lock, shift_of

CHECKS = (
    checks_tasks.unknown_locks,
    checks_tasks.crowded_locks,
    checks_locks.seats_there_are,
    checks_locks.visit_times,
    checks_locks.certificates,
)
"""The checks of a problem that look at its locks: what the others find does not hang on them."""


@dataclass(frozen=True)
class Idle:
    """A lock that does not hold in a period: the hub's file has changed since, or it never could.

    Attributes
    ----------
    why
        In a sentence.
    """

    lock: Lock
    why: str


@dataclass(frozen=True)
class Fixed:
    """A problem with what is fixed by hand.

    Attributes
    ----------
    problem
        It shares with the one it was made of whatever does not hang on locks.
    """

    problem: Problem
    idle: tuple[Idle, ...]


def with_fixed(problem: Problem, kept: Sequence[Lock]) -> Fixed:
    """Give a problem with locks kept beside its file; of one person on one task the one kept counts.

    A lock that does not hold is left out, so that no change of the file makes a week unusable.
    """
    own = {(lock.person, shift_of(lock.task)): lock for lock in problem.locks}
    locks = {**own, **{(lock.person, shift_of(lock.task)): lock for lock in kept if _known(problem, lock)}}
    idle = [Idle(lock, _gone(problem, lock)) for lock in kept if not _known(problem, lock)]
    while True:
        fixed = _with(problem, tuple(locks.values()))
        faults = {fixed.locks[row]: fault.message for row, fault in _faults(fixed)}
        faulty = [lock for lock in faults if own.get((lock.person, shift_of(lock.task))) is not lock]
        if not faulty:
            return Fixed(fixed, tuple(idle))
        # The last of them alone: without it those before may hold.
        lock = faulty[-1]
        idle.append(Idle(lock, faults[lock]))
        del locks[lock.person, shift_of(lock.task)]


def _with(problem: Problem, locks: tuple[Lock, ...]) -> Problem:
    """Give a problem with other locks: what has been worked out of it never hangs on them, and is kept."""
    return problem if locks == problem.locks else problem.model_copy(update={"locks": locks})


def _faults(problem: Problem) -> Iterator[tuple[int, Fault]]:
    for check in CHECKS:
        for fault in check(problem):
            if fault.path[0] == "locks" and isinstance(fault.path[1], int):
                yield fault.path[1], fault


def _known(problem: Problem, lock: Lock) -> bool:
    return lock.person in problem.person and holds_in(problem, lock)


def _gone(problem: Problem, lock: Lock) -> str:
    if lock.person not in problem.person:
        return f"The hub's file has nobody called '{lock.person}'."
    return f"The period has no task called '{lock.task}' that starts then."
