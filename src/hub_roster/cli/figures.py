"""What `--json` gives: figures for programs to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from hub_roster.continuity.report import YoungPersonContinuity
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.rules.judge import Judgement
from hub_roster.rules.rule import Kind
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.rules.states import at_risk
from hub_roster.solver.result import Draft

Figures = dict[str, object]


def figures_of_draft(draft: Draft, problem: Problem, rows: Iterable[YoungPersonContinuity]) -> Figures:
    """Give the object of `draft --json`."""
    judged = figures_of_judgement(draft.judgement, problem, rows)
    return {
        "status": draft.status,
        "shortfall": judged.pop("shortfall"),
        "shortfall_bound": {p.name.lower(): bound for p, bound in draft.shortfall_bound.items()},
        "hard_violations": judged.pop("hard_violations"),
        "cost": judged.pop("cost"),
        "bound": draft.bound,
        "gap": draft.gap,
        "gap_points": draft.gap_points,
        "first_complete_seconds": round(draft.first_complete_seconds, 3),
        "seconds": round(draft.seconds, 3),
        # Not rounded: it is what repeats the run.
        "work": draft.work,
        "seed": draft.seed,
        "at_risk": figures_of_risk(draft.roster),
        **judged,
    }


def figures_of_gap(draft: Draft) -> list[Figures]:
    """Give whose the gap is, the largest part first; the hard rules together are nobody's."""
    return [
        {"rule": part.name, "whom": part.whom or None, "points": round(part.points, 1)}
        for part in draft.gap_parts
    ]


def figures_of_risk(roster: Roster) -> list[Figures]:
    """Give what nobody can count on yet: to be offered, offered, or booked without a name."""
    return [
        {
            "person": each.person,
            "task": each.task,
            "state": each.state,
            "until": None if each.until is None else each.until.isoformat(),
        }
        for each in at_risk(roster)
    ]


def figures_of_judgement(
    judgement: Judgement, problem: Problem, rows: Iterable[YoungPersonContinuity]
) -> Figures:
    """Give what is short, broken and charged, by rule and by young person."""
    return {
        "shortfall": {
            p.name.lower(): {"count": short.count, "minutes": short.minutes}
            for p, short in judgement.shortfall.items()
        },
        "hard_violations": len(judgement.told),
        "cost": judgement.cost,
        "rules": {
            rule.name: judgement.cost_by_rule.get(rule.name, 0)
            for rule in RULEBOOK.rules
            if rule.kind is Kind.PRICED
        },
        "young_people": figures_of_young_people(judgement, problem, rows),
    }


def figures_of_young_people(
    judgement: Judgement, problem: Problem, rows: Iterable[YoungPersonContinuity]
) -> list[Figures]:
    """Give each young person's points by rule and continuity, whoever is worst off first."""
    points: dict[str, dict[str, int]] = defaultdict(dict)
    for charge in judgement.charges:
        if charge.priority is None and charge.whom in problem.supported:
            mine = points[charge.whom]
            mine[charge.rule] = mine.get(charge.rule, 0) + charge.points
    return [
        {
            **row.model_dump(mode="json"),
            "familiar_share": row.owed.familiar_share,
            "points": points.get(row.young_person, {}),
        }
        for row in rows
    ]
