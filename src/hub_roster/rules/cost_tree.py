"""What a roster costs, as a tree: rule, then whom, then what each charge is for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from hub_roster.rules.rule import Charge


@dataclass(frozen=True, slots=True)
class Cost:
    """One node: points, what they are for, and the nodes they are the sum of.

    Attributes
    ----------
    name
        Of the root "all", of a branch a rule, of a twig a person, a young person's code, a home or a hub.
    tasks
        Of a leaf: the tasks it is charged for; none elsewhere.
    """

    name: str
    points: int
    parts: tuple[Cost, ...] = ()
    tasks: tuple[str, ...] = ()


def cost_tree(charges: Iterable[Charge]) -> Cost:
    """Give the tree of a judgement's priced charges, the dearest first: a node is the sum of its parts."""
    by_rule: dict[str, dict[str, list[Charge]]] = defaultdict(lambda: defaultdict(list))
    for charge in charges:
        if charge.priority is None:
            by_rule[charge.rule][charge.whom].append(charge)
    rules = [
        _sum(rule, [_sum(whom, [_leaf(each) for each in listed]) for whom, listed in by_whom.items()])
        for rule, by_whom in by_rule.items()
    ]
    return _sum("all", rules)


def _leaf(charge: Charge) -> Cost:
    return Cost("", charge.points, tasks=charge.tasks)


def _sum(name: str, parts: Iterable[Cost]) -> Cost:
    dearest_first = tuple(sorted(parts, key=lambda part: (-part.points, part.name, part.tasks)))
    return Cost(name, sum(part.points for part in dearest_first), dearest_first)
