"""What an edit touches, so that a rule need answer for that part alone."""

from __future__ import annotations

from datetime import date

from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.rules.touched import EVERYTHING, Touched, touched_by
from tests.tiny import hub, people, resident, roster, shift, visit, young
from tests.tiny_life import escort

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
    assert (found.young_person("Heron"), found.young_person("Wren")) == (True, False)
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


def test_an_escort_touches_the_home_it_leaves_short() -> None:
    """Ann goes with Heron: her line, the escort, whom she is with, and Oak on that day."""
    problem = hub(
        people("ann ben"),
        resident("Heron"),
        resident("Wren"),
        shift("early"),
        escort("e", "Heron", "Tue 10:00"),
    )
    before, after = roster(problem, ann="early Tue"), roster(problem, ann="early Tue, e Tue 10:00")
    found = touched_by(problem, before, after)
    assert found.people == {"ann"}
    assert found.tasks == {"e"}
    assert found.young_people == {"Heron"}
    assert found.homes == {("Oak", date(2026, 2, 3))}
    rules = RULEBOOK.of(problem)
    (alone,) = [c for c in judge(rules, problem, after, found).charges if c.rule == "an adult in the home"]
    assert alone.points == 60


def test_an_escort_past_midnight_touches_two_days() -> None:
    """It begins at half past eleven and takes an hour: Oak may be short on both days."""
    problem = hub(
        people("ann ben"),
        [resident("Heron"), resident("Wren")],
        shift("waking night"),
        escort("e", "Heron", "Tue 23:30"),
    )
    before = roster(problem, ann="waking night Tue")
    found = touched_by(problem, before, roster(problem, ann="waking night Tue, e Tue 23:30"))
    assert found.homes == {("Oak", date(2026, 2, 3)), ("Oak", date(2026, 2, 4))}


def test_a_task_that_is_no_more_touches_its_line_alone() -> None:
    """A late that Oak has dropped, still on ann's line: her line and the late are touched, and no more."""
    dropped = "Oak/2026-02-01/late/1"
    made = roster(PROBLEM, ann="late Mon").assignments[0].model_copy(update={"task": dropped})
    after = roster(PROBLEM).model_copy(update={"assignments": (made,)})
    found = touched_by(PROBLEM, roster(PROBLEM), after)
    assert found == Touched(people=frozenset({"ann"}), tasks=frozenset({dropped}))


def test_whoever_asks_for_everything_is_asked_for_all() -> None:
    """Whatever there is is touched."""
    assert EVERYTHING.young_person("Heron")


def test_a_visit_from_no_shift_touches_no_home() -> None:
    """Wren lives in Dale."""
    found = touched_by(PROBLEM, roster(PROBLEM), roster(PROBLEM, ann="w Tue 12:00"))
    assert found.homes == frozenset()
