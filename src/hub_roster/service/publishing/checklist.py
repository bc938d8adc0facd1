"""What stands before a roster is published: what refuses it, what needs a signature, what is only told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.program.statement import Priority
from hub_roster.rules.judge import judge
from hub_roster.rules.locks import Locks
from hub_roster.rules.rule import Violation
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.rules.states import at_risk, with_states
from hub_roster.rules.wishes import Accepted

NEEDS_SIGNATURE = frozenset({Priority.NOBODY, Priority.COVER, Priority.SAFETY})
"""A roster short of these goes out with a named contingency and the registered manager's signature alone."""


class Weight(StrEnum):
    """What an item means for publishing."""

    REFUSES = "refuses"
    NEEDS_SIGNATURE = "needs signature"
    TOLD = "told"


@dataclass(frozen=True)
class Item:
    """One thing a manager is to know before publishing.

    Attributes
    ----------
    title
        The rule's name, or what kind of thing it is.
    whom, tasks
        A person's key, a home or a young person's code; the tasks it concerns.
    words
        In a sentence.
    """

    weight: Weight
    title: str
    whom: str
    tasks: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Checked:
    """A roster with how its assignments stand, and all there is to know of it before it is published."""

    problem: Problem
    roster: Roster
    items: tuple[Item, ...]

    def of(self, weight: Weight) -> tuple[Item, ...]:
        """Give the items of one weight."""
        return tuple(item for item in self.items if item.weight is weight)


def check(problem: Problem, roster: Roster) -> Checked:
    """Check a roster of a problem before it is published."""
    rules = RULEBOOK.of(problem)
    lines = Lines(problem, roster)
    standing = with_states(rules, lines)
    judgement = judge(rules, problem, roster)
    broken = [Item(Weight.REFUSES, v.rule, v.whom, v.tasks, _words(v)) for v in judgement.told]
    short = [
        Item(
            Weight.NEEDS_SIGNATURE if need.priority in NEEDS_SIGNATURE else Weight.TOLD,
            need.rule,
            need.whom,
            need.tasks,
            f"{need.points} minutes short.",
        )
        for need in judgement.needs
    ]
    risky = [
        Item(Weight.TOLD, "at risk", each.person, (each.task,), RISKS[each.state])
        for each in at_risk(standing)
    ]
    taken_back = [
        Item(Weight.TOLD, charge.rule, charge.whom, charge.tasks, TAKEN_BACK)
        for charge in judgement.charges
        if charge.rule == Accepted.name
    ]
    return Checked(problem, standing, (*broken, *short, *risky, *taken_back))


def _words(violation: Violation) -> str:
    """Say what is broken; of what was fixed by hand, what to do about it."""
    if violation.rule == Locks.name:
        return f"{violation.message} Release the lock, or publish a roster that keeps it."
    return violation.message


TAKEN_BACK = "Was accepted, and is taken back by this."

RISKS = {
    AssignmentState.TO_OFFER: "Is to be offered, and may be declined.",
    AssignmentState.OFFERED: "Was offered, and not answered yet.",
    AssignmentState.DECLINED: "Was declined.",
    AssignmentState.BOOKED: "An agency is to send somebody: who comes is to be named and checked.",
}
"""Why nobody can count on an assignment yet."""
