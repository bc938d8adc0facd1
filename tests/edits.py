"""What rules are asked after an edit: for the part it touches alone."""

from __future__ import annotations

from hub_roster.domain.problem import Problem
from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import AnyRule
from hub_roster.rules.touched import touched_by
from tests.tiny import roster, rule


def told_of_edit(kind: type[AnyRule], problem: Problem, edited: str, **lines: str) -> list[str]:
    """Give whom one rule names when a roster is judged for what one person's line touches, and no more."""
    after = roster(problem, **lines)
    others = tuple(a for a in after.assignments if a.person != edited)
    before = after.model_copy(update={"assignments": others})
    part = judge([rule(kind, problem)], problem, after, touched_by(problem, before, after))
    return [broken.whom for broken in part.violations] + [charge.whom for charge in part.charges]
