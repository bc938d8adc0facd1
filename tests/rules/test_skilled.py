"""What the people on a shift must hold between them: somebody trained to restrain, a driver."""

from __future__ import annotations

from hub_roster.domain.people import Skill
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.program.statement import Priority
from hub_roster.rules.skilled import DriverOnShift, Restraint
from tests.edits import told_of_edit
from tests.tiny import Rows, charges, drafted, hub, on, people, points, resident, shift, who
from tests.tiny_life import week_time


def _number(rule: str, number: str, value: float) -> PolicyNumber:
    return PolicyNumber(rule=rule, number=number, value=value)


def _trained(*keys: str, skill: str = "restraint") -> list[Skill]:
    checks = [Skill(person=key, skill="checks") for key in ("ann", "ben", "cat")]
    return [*checks, *(Skill(person=key, skill=skill) for key in keys)]


def _home(*rows: Rows, planned: bool = True) -> Problem:
    return hub(people("ann ben cat"), resident("Heron", restraint_planned=planned), *rows)


def test_a_shift_without_anybody_trained_to_restrain() -> None:
    """Heron's plan allows restraint: an early of 8 hours without anybody trained is 480 minutes short."""
    problem = _home(shift("early", "Mon", seats=2), _trained("ben"))
    (charge,) = charges(Restraint, problem, ann="early Mon", cat="early Mon")
    assert (charge.whom, charge.points, charge.priority) == ("Oak", 480, Priority.SAFETY)
    assert charges(Restraint, problem, ann="early Mon", ben="early Mon") == ()


def test_it_is_told_of_the_shift_an_edit_touches() -> None:
    """The early was without anybody trained before cat was given the late."""
    problem = _home(shift("early", "Mon"), shift("late", "Mon"), _trained("ben"))
    assert told_of_edit(Restraint, problem, "cat", ann="early Mon", cat="late Mon") == ["Oak"]


def test_nobody_planned_for_nobody_asked() -> None:
    """Without a plan that allows it, or with Heron away throughout, no shift is asked."""
    early = shift("early", "Mon")
    assert points(Restraint, _home(early, _trained(), planned=False), ann="early Mon") == 0
    away = week_time("Heron", "06:00 16:00", "Mon")
    assert points(Restraint, _home(early, _trained(), away), ann="early Mon") == 0


def test_two_by_policy_and_never_more_than_places() -> None:
    """With two asked for, one is one short of an early for two, and enough on a sleep-in for one."""
    two = _number("restraint", "adults", 2)
    problem = _home(shift("early", "Mon", seats=2), shift("sleep-in", "Mon"), _trained("ann"), two)
    assert points(Restraint, problem, ann="early Mon, sleep-in Mon", ben="early Mon") == 480


def test_nights_as_policy_says() -> None:
    """A sleep-in is asked too, unless the policy says days alone."""
    night = shift("sleep-in", "Mon")
    assert points(Restraint, _home(night, _trained("ann")), ben="sleep-in Mon") == 480
    days = _number("restraint", "nights", 0)
    assert points(Restraint, _home(night, _trained("ann"), days), ben="sleep-in Mon") == 0


def test_training_that_ran_out() -> None:
    """Ann's training lasts to Monday."""
    until = Skill(person="ann", skill="restraint", valid_until=on("Mon"))
    problem = _home(shift("early", "Mon Tue"), _trained(), until)
    assert points(Restraint, problem, ann="early Mon, early Tue") == 480


def test_a_draft_puts_somebody_trained_on_each_shift() -> None:
    """Of three who could be on early and late, the two trained are parted."""
    problem = _home(shift("early", "Mon"), shift("late", "Mon"), _trained("ann", "cat"))
    found = drafted(problem).roster
    assert sorted([*who(found, "Oak/2026-02-02/early"), *who(found, "Oak/2026-02-02/late")]) == ["ann", "cat"]


def test_no_driver_is_asked_for_unless_policy_says_so() -> None:
    """Off by default; with one, each shift of the day has a driver, and a sleep-in need not."""
    rows = shift("early", "Mon", seats=2), shift("sleep-in", "Mon"), _trained("ben", skill="driver")
    lines = {"ann": "early Mon", "cat": "sleep-in Mon"}
    assert points(DriverOnShift, _home(*rows), **lines) == 0
    one = _home(*rows, _number("driver on shift", "adults", 1))
    (charge,) = charges(DriverOnShift, one, **lines)
    assert (charge.points, charge.priority) == (480, Priority.SAFETY)
    assert points(DriverOnShift, one, ben="early Mon", **lines) == 0
