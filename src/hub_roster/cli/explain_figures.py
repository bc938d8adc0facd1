"""What `explain --json` gives: whole, and no more than the screen may tell."""

from __future__ import annotations

from collections.abc import Iterable

from hub_roster.cli.figures import Figures
from hub_roster.domain.clock import utc
from hub_roster.program.statement import Priority
from hub_roster.rules.cost_tree import Cost
from hub_roster.rules.rule import Charge
from hub_roster.solver.asking import Option
from hub_roster.solver.explain import Broken, WhyNot, WhyShort
from hub_roster.solver.explain_locks import Clash
from hub_roster.solver.standing import Standing
from hub_roster.solver.trying import Changed


def figures_of_short(found: WhyShort) -> Figures:
    """Give why a task is short; who is not available is counted and not named."""
    return {
        "task": found.task,
        "short": [_need(charge) for charge in found.short],
        "people": [
            {
                "standing": standing.value,
                "count": len(people),
                "people": None if standing is Standing.PRIVATE else list(people),
            }
            for standing, people in found.people.items()
        ],
        "could": [_option(option) for option in found.could],
        "moved": [_option(option) for option in found.moved],
    }


def figures_of_not(found: WhyNot) -> Figures:
    """Give why a person is not on a task."""
    return {
        "person": found.person,
        "task": found.task,
        "standing": found.standing.value,
        "broken": _broken(found.broken),
        "options": [_option(option) for option in found.options],
    }


def figures_of_cost(cost: Cost) -> Figures:
    """Give the whole tree of a cost."""
    if not cost.parts:
        return {"points": cost.points, "tasks": list(cost.tasks)}
    return {"name": cost.name, "points": cost.points, "parts": [figures_of_cost(part) for part in cost.parts]}


def figures_of_clashes(found: Iterable[Clash]) -> Figures:
    """Give the locks that cannot all stand."""
    return {
        "clashes": [
            {
                "proved": clash.proved,
                "locks": [
                    {
                        "person": each.lock.person,
                        "task": each.lock.task,
                        "must": each.lock.must,
                        "broken": _broken(each.broken),
                    }
                    for each in clash.locks
                ],
            }
            for clash in found
        ]
    }


def _broken(broken: Iterable[Broken]) -> list[Figures]:
    return [{"rule": b.rule or None, "sentence": b.sentence, "message": b.message} for b in broken]


def _option(option: Option) -> Figures:
    change = option.change
    return {
        "person": option.person,
        "start": utc(option.start).isoformat(),
        "beside": list(option.beside),
        "off": [{"person": person, "task": task} for person, task in option.off],
        "still": list(option.still),
        "shortfall": {
            p.name.lower(): minutes for p, minutes in zip(Priority, change.shortfall, strict=True) if minutes
        },
        "needs": [_changed(c) for c in change.charges if c.priority is not None],
        "cost": change.cost,
        "charges": [_changed(c) for c in change.charges if c.priority is None],
    }


def _changed(changed: Changed) -> Figures:
    figures: Figures = {"rule": changed.rule, "whom": changed.whom}
    if changed.priority is None:
        return {**figures, "points": changed.points}
    return {**figures, "tasks": list(changed.tasks), "minutes": changed.points}


def _need(charge: Charge) -> Figures:
    priority = charge.priority.name.lower() if charge.priority else ""
    return {"rule": charge.rule, "whom": charge.whom, "priority": priority, "minutes": charge.points}
