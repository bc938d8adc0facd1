"""Every answer there is about one roster, as text: to set two hubs side by side."""

from __future__ import annotations

import json

from hub_roster.cli.explain_figures import figures_of_cost, figures_of_not, figures_of_short
from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.roster import Roster
from hub_roster.rules.cost_tree import cost_tree
from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import RULEBOOK, Rulebook
from hub_roster.solver.explain import Explainer


def tasks_of(problem: Problem) -> list[Task]:
    """Give every task of a problem that somebody may ask about."""
    return [*problem.shift.values(), *problem.appointments, *problem.on_call]


def everything_told(problem: Problem, roster: Roster, rulebook: Rulebook = RULEBOOK) -> dict[str, str]:
    """Give the answer to every question that no further right is needed for, by the question."""
    rules = rulebook.of(problem)
    explainer = Explainer(rules, problem, roster)
    judgement = judge(rules, problem, roster)
    told: dict[str, object] = {
        "check": [[v.rule, v.whom, v.tasks, v.message] for v in judgement.violations],
        "short": [[c.rule, c.whom, c.tasks, c.points] for c in judgement.needs],
        "cost": figures_of_cost(cost_tree(judgement.charges)),
    }
    for task in tasks_of(problem):
        told[task.id] = figures_of_short(explainer.why_short(task))
        for person in rules.case.people:
            told[f"{person} {task.id}"] = figures_of_not(explainer.why_not(person, task))
    return {question: json.dumps(answer, sort_keys=True) for question, answer in told.items()}
