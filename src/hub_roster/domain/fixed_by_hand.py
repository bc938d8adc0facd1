"""What is fixed by hand beside a hub's file, put into the problem of a period as far as it holds there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hub_roster.domain import checks_locks, checks_tasks
from hub_roster.domain.checks_fault import Fault
from hub_roster.domain.grouping import grouped
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


Pair = tuple[str, str]
"""A person, and a task, whichever seat of it."""


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
    idle
        By person and task.
    kept
        All that was to be fixed.
    """

    problem: Problem
    idle: tuple[Idle, ...]
    kept: tuple[Lock, ...] = ()


def with_fixed(problem: Problem, kept: Sequence[Lock], before: Fixed | None = None) -> Fixed:
    """Give a problem with locks kept beside its file; of one person on one task the one kept counts.

    A lock that does not hold is left out, so that no change of the file makes a week unusable. Whether it
    holds is a matter of the locks of one task.

    Parameters
    ----------
    before
        The same problem with other locks: of a task that has the same ones still, none is looked at again.
    """
    before = before or Fixed(problem, ())
    tasks = _with_others(before.kept, kept)
    own = {_pair(lock): lock for lock in problem.locks}
    idle = [each for each in before.idle if _pair(each.lock)[1] not in tasks]
    anew = [lock for lock in kept if _pair(lock)[1] in tasks]
    idle += [Idle(lock, _gone(problem, lock)) for lock in anew if not _known(problem, lock)]
    locks = _holding(problem, own, kept, idle)
    while True:
        part = tuple(lock for pair, lock in locks.items() if pair[1] in tasks)
        faults = {part[row]: fault.message for row, fault in _faults(_with(problem, part))}
        faulty = [lock for lock in faults if own.get(_pair(lock)) is not lock]
        if not faulty:
            break
        # The last of them alone: without it those before may hold.
        idle.append(Idle(faulty[-1], faults[faulty[-1]]))
        del locks[_pair(faulty[-1])]
    idle.sort(key=lambda each: _pair(each.lock))
    return Fixed(_with(problem, tuple(locks.values())), tuple(idle), tuple(kept))


def _pair(lock: Lock) -> Pair:
    return lock.person, shift_of(lock.task)


def _with_others(before: Iterable[Lock], now: Iterable[Lock]) -> frozenset[str]:
    """Give the tasks that have other locks than before, or in another order."""
    was, held = (grouped((_pair(lock)[1], lock) for lock in locks) for locks in (before, now))
    return frozenset(task for task in was.keys() | held.keys() if was.get(task) != held.get(task))


def _holding(
    problem: Problem, own: Mapping[Pair, Lock], kept: Iterable[Lock], idle: Iterable[Idle]
) -> dict[Pair, Lock]:
    """Give the locks of the file and those kept, in place of them, less those found not to hold."""
    faulty = {_pair(each.lock) for each in idle if _known(problem, each.lock)}
    unknown = {each.lock for each in idle if _pair(each.lock) not in faulty}
    locks = {**own, **{_pair(lock): lock for lock in kept if not unknown or lock not in unknown}}
    return {pair: lock for pair, lock in locks.items() if pair not in faulty}


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
