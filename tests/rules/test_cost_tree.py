"""The cost as a tree: every level sums to the judgement's cost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hub_roster.program.statement import Priority
from hub_roster.rules.cost_tree import Cost, cost_tree
from hub_roster.rules.judge import Judgement, judge
from hub_roster.rules.rule import Charge
from hub_roster.rules.rulebook import RULEBOOK
from tests.complete import complete
from tests.properties.every_roster import tiny
from tests.tiny import drafted


def leaves(cost: Cost) -> Iterator[Cost]:
    """Give what has no parts."""
    if not cost.parts:
        yield cost
    for part in cost.parts:
        yield from leaves(part)


def sums(cost: Cost) -> bool:
    """Say whether every node is the sum of its parts."""
    return all(sums(part) for part in cost.parts) and (
        not cost.parts or cost.points == sum(part.points for part in cost.parts)
    )


def check(judgement: Judgement) -> None:
    """Compare a tree with the judgement it is of."""
    tree = cost_tree(judgement.charges)
    assert tree.points == judgement.cost
    assert sums(tree)
    assert {rule.name: rule.points for rule in tree.parts} == judgement.cost_by_rule
    priced = sorted((c.tasks, c.points) for c in judgement.charges if c.priority is None)
    assert sorted((leaf.tasks, leaf.points) for leaf in leaves(tree) if tree.parts) == priced


def test_rule_then_whom_then_tasks_the_dearest_first() -> None:
    """Needs are no cost; charges of one person stand together."""
    charges = [
        Charge("driving", "ann", ("v",), 30),
        Charge("driving", "ben", ("w",), 40),
        Charge("driving", "ann", ("x",), 20),
        Charge("new faces", "Heron", ("v", "w"), 100),
        Charge("seats", "Oak", ("s",), 480, Priority.COVER),
    ]
    tree = cost_tree(charges)
    assert [(rule.name, rule.points) for rule in tree.parts] == [("new faces", 100), ("driving", 90)]
    assert [(whom.name, whom.points) for whom in tree.parts[1].parts] == [("ann", 50), ("ben", 40)]
    assert tree.parts[1].parts[0].parts == (Cost("", 30, tasks=("v",)), Cost("", 20, tasks=("x",)))


def test_nothing_costs_nothing() -> None:
    """A roster without charges is a tree of one node."""
    assert cost_tree(()) == Cost("all", 0)


@pytest.mark.parametrize("seed", range(8))
def test_the_tree_sums_to_the_cost_of_random_rosters(seed: int) -> None:
    """Of tiny hubs, at every level."""
    case = tiny(seed)
    for taken in case.all[:: max(1, len(case.all) // 20)]:
        check(judge(case.rules, case.problem, case.roster(taken)))


def test_the_tree_sums_to_the_cost_of_the_complete_hub() -> None:
    """Of a draft of the hub that leaves nothing out."""
    problem = complete()
    found = drafted(problem, work=0.5)
    check(judge(RULEBOOK.of(problem), problem, found.roster))
