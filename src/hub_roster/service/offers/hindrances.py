"""What stands against one more assignment on a roster: the rules it would break that hold without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hub_roster.domain.roster import Assignment, Roster
from hub_roster.rules.judge import Judgement, judge
from hub_roster.rules.rule import Violation
from hub_roster.rules.touched import touched_by
from hub_roster.service.weeks import Period


def hindrances(now: Period, roster: Roster, assignment: Assignment) -> tuple[Violation, ...]:
    """Give the hard rules that an assignment breaks on a roster, whether or not it stands there already."""
    others = tuple(each for each in roster.assignments if each.id != assignment.id)
    without = roster.model_copy(update={"assignments": others})
    with_it = roster.model_copy(update={"assignments": (*others, assignment)})
    touched = touched_by(now.problem, without, with_it)
    before, after = (judge(now.rules, now.problem, each, touched).violations for each in (without, with_it))
    return tuple((Counter(after) - Counter(before)).elements())


def told(found: Sequence[Violation]) -> tuple[Violation, ...]:
    """Give what anybody may be told of that: private rules folded into one."""
    return Judgement(tuple(found), ()).told
