"""What an edit touches, so that a rule need answer for that part alone."""

from __future__ import annotations

from datetime import date

from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.rules.touched import EVERYTHING, touched_by
from tests.tiny import hub, people, resident, roster, shift, visit, young

PROBLEM = hub(
    people("ann ben cat"),
    resident("Heron"),
    young("Wren"),
    [shift(name) for name in ("early", "late", "sleep-in")],
    visit("w", "Wren", "Tue"),
)


def test_no_edit_touches_nothing() -> None:
    """Two equal rosters differ in nothing."""
    made = roster(PROBLEM, ann="early Mon")
    assert touched_by(PROBLEM, made, made).people == frozenset()
    assert not touched_by(PROBLEM, made, made).task("Oak/2026-02-02/early")


def test_a_swap_touches_both_people_and_the_home() -> None:
    """Ann's early given to ben: their lines, the shift, the home that day, and who lives there."""
    found = touched_by(PROBLEM, roster(PROBLEM, ann="early Mon"), roster(PROBLEM, ben="early Mon"))
    assert found.people == {"ann", "ben"}
    assert found.task("Oak/2026-02-02/early/2")
    assert not found.task("Oak/2026-02-02/late/1")
    assert found.young_people == {"Heron"}
    assert found.homes == {("Oak", date(2026, 2, 2))}
    assert not found.person("cat")


def test_a_night_touches_two_days_of_the_home() -> None:
    """A sleep-in changes who is in the home that evening and the next morning."""
    found = touched_by(PROBLEM, roster(PROBLEM), roster(PROBLEM, ann="sleep-in Mon"))
    assert found.homes == {("Oak", date(2026, 2, 2)), ("Oak", date(2026, 2, 3))}


def test_the_part_an_edit_touches_is_judged_alone() -> None:
    """After an edit the judge tells that part of what it tells of the whole, and nothing else."""
    before = roster(PROBLEM, ann="late Mon, early Tue", ben="late Wed, early Thu")
    after = roster(PROBLEM, ann="late Mon, early Tue", ben="late Wed", cat="w Tue 12:00")
    rules = RULEBOOK.of(PROBLEM)
    part = judge(rules, PROBLEM, after, touched_by(PROBLEM, before, after))
    whole = judge(rules, PROBLEM, after, EVERYTHING)
    assert part.violations == ()  # ann's short rest is not of this edit
    assert [found.whom for found in whole.violations] == ["ann"]
    assert set(part.charges) < set(whole.charges)
    assert ("driving", "cat") in {(charge.rule, charge.whom) for charge in part.charges}
