"""Whose the gap between a draft and its bound is."""

from __future__ import annotations

from collections import defaultdict

from hub_roster.cli.screen import heading, item, say
from hub_roster.cli.words import Names
from hub_roster.domain.problem import Problem
from hub_roster.solver.result import Draft

MOST = 12
"""Rules told of; the rest is summed up."""

MOST_WHOM = 3
"""People, young people or homes told of in each."""


def show_gap(problem: Problem, draft: Draft) -> None:
    """Write the parts of a gap by rule, the largest first, each with whom most of it concerns."""
    heading("Whose the gap is")
    if not draft.gap_parts:
        say(_why_none(draft))
        return
    say(
        f"Between this roster and its bound are {draft.gap_points:,} points. Each part says by how much "
        "something here costs more than the bound allows for it; not all of it can be had at once."
    )
    whole: dict[str, float] = defaultdict(float)
    for part in draft.gap_parts:
        whole[part.name] += part.points
    first = sorted(whole, key=lambda name: -whole[name])[:MOST]
    for name in first:
        item(f"{name}: {whole[name]:,.0f} points{_whom(problem, draft, name)}")
    rest = sum(points for name, points in whole.items() if name not in first)
    if rest:
        item(f"everything else: {rest:,.0f} points")


def _why_none(draft: Draft) -> str:
    if draft.bound is None:
        return "There is no gap to tell of: it is not settled that no roster has less short."
    if draft.gap_points == 0:
        return "There is none: this is the best possible."
    return "It is nobody's: the bound comes from trying everything at once."


def _whom(problem: Problem, draft: Draft, name: str) -> str:
    names = Names(problem.people)
    keys = {person.key for person in problem.people}
    parts = [part for part in draft.gap_parts if part.name == name and part.whom]
    said = [
        f"{names.label(part.whom) if part.whom in keys else part.whom} {part.points:,.0f}"
        for part in parts[:MOST_WHOM]
    ]
    more = " and others" if len(parts) > MOST_WHOM else ""
    return f" ({', '.join(said)}{more})" if said else ""
