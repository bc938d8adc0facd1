"""Why locks cannot all stand: sets that contradict each other, and what stands in the way of each."""

from __future__ import annotations

from dataclasses import dataclass

from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock
from hub_roster.rules.posting import state
from hub_roster.rules.rulebook import RULEBOOK, Rulebook
from hub_roster.solver.columns import Columns, write_out
from hub_roster.solver.explain import KNOWS_NOTHING, Broken, Explainer, Knows
from hub_roster.solver.locks import contradictions, standing_alone


@dataclass(frozen=True, slots=True)
class InTheWay:
    """One lock of a contradictory set.

    Attributes
    ----------
    broken
        What keeping it beside the others would break; nothing for a lock that keeps somebody off a task.
    """

    lock: Lock
    broken: tuple[Broken, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Locks that cannot all stand, though without any one of them the others can.

    Attributes
    ----------
    proved
        Whether both were shown by solving again.
    """

    locks: tuple[InTheWay, ...]
    proved: bool


def clashes(
    problem: Problem, rulebook: Rulebook = RULEBOOK, knows: Knows = KNOWS_NOTHING
) -> tuple[Clash, ...]:
    """Give the contradictory sets among the locks of a problem, no lock in two; none where all can stand."""
    rules = rulebook.of(problem)
    columns = write_out(state(problem, rules))
    found = []
    for contradiction in contradictions(columns):
        locks = contradiction.locks
        listed = tuple(InTheWay(lock, _broken(columns, rulebook, knows, lock, locks)) for lock in locks)
        found.append(Clash(listed, contradiction.proved))
    return tuple(found)


def _broken(
    columns: Columns, rulebook: Rulebook, knows: Knows, lock: Lock, locks: tuple[Lock, ...]
) -> tuple[Broken, ...]:
    """Give what a lock would break in a roster that keeps the others and does no more than it must."""
    problem = columns.program.problem
    others = tuple(other for other in locks if other is not lock)
    beside = standing_alone(columns, others)
    task = problem.task(lock.task)
    if beside is None or task is None or not lock.must:
        return ()
    # Judged without those that keep people off tasks: what one of them forbids is no rule of the hub's.
    rules = rulebook.of(problem.edited(locks=tuple(each for each in problem.locks if each.must)))
    explainer = Explainer(rules, rules.case.problem, beside.roster(seed=None), knows)
    return explainer.why_not(lock.person, task).broken
