"""The judge: what a roster breaks, leaves short and costs, put together."""

from __future__ import annotations

from hub_roster.domain.people import Employment, Leave, Skill
from hub_roster.program.statement import Priority
from hub_roster.rules.judge import Short, judge
from hub_roster.rules.rulebook import RULEBOOK
from tests.tiny import hub, need, on, person, resident, roster, shift, visit, young

RELIEF = Employment.RELIEF
PROBLEM = hub(
    person("ann", employment=RELIEF),
    resident("Heron"),
    young("Wren"),
    shift("early", "Mon", seats=2),
    need("medication"),
    visit("w", "Wren", "Tue"),
    [Skill(person="ann", skill=skill) for skill in ("checks", "driver")],
    Leave(person="ann", first_day=on("Tue"), last_day=on("Tue")),
)


def test_shortfall_by_priority() -> None:
    """One of two seats, no medicines, no visit: 480, 480 and 60 minutes at their priorities."""
    found = judge(RULEBOOK.of(PROBLEM), PROBLEM, roster(PROBLEM, ann="early Mon"))
    assert found.violations == ()
    assert found.shortfall[Priority.NOBODY] == Short(0, 0)
    assert found.shortfall[Priority.COVER] == Short(1, 480)
    assert found.shortfall[Priority.SAFETY] == Short(1, 480)
    assert found.shortfall[Priority.AGREED] == Short(1, 60)
    assert [charge.rule for charge in found.needs] == ["seats", "skills on a shift", "visits made"]


def test_cost_is_what_priced_rules_charge() -> None:
    """Needs cost nothing: the cost is the sum of what each priced rule charges."""
    found = judge(RULEBOOK.of(PROBLEM), PROBLEM, roster(PROBLEM, ann="early Mon"))
    # a stranger on 480 and nobody on 480 of Heron's 960 minutes: 16 h, 1,600 + 3,200 + 12,800; Wren 400
    unfamiliar = 4 * 400 + 4 * 800 + 8 * 1600 + (100 + 200 + 800)
    assert found.cost_by_rule == {"unfamiliar hours": unfamiliar, "ladder": 480 * 2}
    assert found.cost == unfamiliar + 960


def test_violations_of_every_hard_rule_are_there() -> None:
    """A visit at midnight on a day of leave breaks two rules at once."""
    late = roster(PROBLEM, ann="w Tue 23:30")
    broken = {violation.rule for violation in judge(RULEBOOK.of(PROBLEM), PROBLEM, late).violations}
    assert broken == {"leave", "visit times"}


def test_an_empty_roster_breaks_nothing() -> None:
    """Hard rules only forbid."""
    assert judge(RULEBOOK.of(PROBLEM), PROBLEM, roster(PROBLEM)).violations == ()
