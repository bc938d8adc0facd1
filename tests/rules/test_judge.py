"""The judge: what a roster breaks, leaves short and costs, put together."""

from __future__ import annotations

from hub_roster.domain.people import Employment, Leave, PairApart, Skill
from hub_roster.domain.young_people import View, ViewKind
from hub_roster.program.statement import Priority
from hub_roster.rules.judge import Judgement, Short, judge
from hub_roster.rules.rule import NOT_AVAILABLE, Violation
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.rules.touched import Touched
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


def test_what_is_private_is_told_of_a_person_once() -> None:
    """Two refusals of Heron's and one matter of a pair read as one line: which they are nobody can count."""
    view = View(young_person="Heron", person="ann", view=ViewKind.NOT_WITH, day=on("Mon-4"))
    visits = [visit("v", "Heron"), visit("w", "Heron", "Tue"), visit("x", "Wren", "Wed", adults=2)]
    pair = PairApart(person="ann", other="ben", first_day=on("Mon-4"))
    problem = hub(person("ann"), person("ben"), young("Heron"), young("Wren"), visits, view, pair)
    lines = {"ann": "v Mon 10:00, w Tue 10:00, x Wed 10:00", "ben": "x Wed 10:00"}
    found = judge(RULEBOOK.of(problem), problem, roster(problem, **lines))
    private = [v for v in found.violations if v.message == NOT_AVAILABLE]
    assert len(private) == 3
    (told,) = found.told
    assert told == Violation("not available for this", "ann", ("v", "w", "x"), NOT_AVAILABLE)


def test_what_is_not_private_is_told_as_it_is() -> None:
    """Every violation by itself."""
    late = roster(PROBLEM, ann="w Tue 23:30")
    found = judge(RULEBOOK.of(PROBLEM), PROBLEM, late)
    assert found.told == found.violations


def test_what_no_edit_touched_is_not_asked_for() -> None:
    """Of a roster that breaks rules and costs much nothing is told where nothing was touched."""
    late = roster(PROBLEM, ann="early Mon, w Tue 23:30")
    assert judge(RULEBOOK.of(PROBLEM), PROBLEM, late, Touched()) == Judgement((), ())


def test_an_empty_roster_breaks_nothing() -> None:
    """Hard rules only forbid."""
    assert judge(RULEBOOK.of(PROBLEM), PROBLEM, roster(PROBLEM)).violations == ()
