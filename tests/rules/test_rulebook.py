"""The rulebook: which rules hold, with the numbers a council signed."""

from __future__ import annotations

from collections import Counter

import pytest

from hub_roster.domain.checks import ProblemFaults
from hub_roster.domain.policy import PolicyNumber
from hub_roster.rules.hours import Driving
from hub_roster.rules.rest import DailyRest
from hub_roster.rules.rule import Kind
from hub_roster.rules.rulebook import RULEBOOK, AnyRule
from tests.tiny import broken, hub, person, points, shift, visit, young


@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.name)
def test_every_rule_can_be_read(rule: type[AnyRule]) -> None:
    """A rule is a sentence, with the law or policy behind it; its numbers have defaults."""
    sentence = (rule.__doc__ or "").strip()
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert rule.source
    rule.numbers_type()


def test_no_two_rules_share_a_name() -> None:
    """A policy's numbers find their rule by its name."""
    assert set(Counter(rule.name for rule in RULEBOOK.rules).values()) == {1}


def test_hard_rules_forbid_and_others_charge() -> None:
    """A hard rule gives violations and no charges, others the other way round: save limits of either kind."""
    for rule in RULEBOOK.rules:
        forbids, charges = "violations" in _own(rule), "charges" in _own(rule)
        either = "hard" in rule.numbers_type.model_fields
        assert (forbids, charges) == (rule.kind is Kind.HARD or either, rule.kind is not Kind.HARD), rule.name


def _own(rule: type[AnyRule]) -> set[str]:
    classes = [base for base in rule.__mro__ if base.__module__ != "hub_roster.rules.rule"]
    return {name for base in classes for name in vars(base)}


def test_a_policys_numbers_are_used() -> None:
    """A council that asks for 12 hours of rest and prices driving at 20 gets both."""
    rest = PolicyNumber(rule="daily rest", number="daily_hours", value=12)
    dear = PolicyNumber(rule="driving", number="minute", value=20)
    problem = hub(person("ann"), young("Heron"), shift("late"), visit("v", "Heron", "Tue"), rest, dear)
    assert broken(DailyRest, problem, ann="late Mon, v Tue 11:00") == ["ann"]
    assert points(Driving, problem, ann="v Tue 12:00") == 60 * 20


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (("dayly rest", "daily_hours", 12.0), "There is no rule 'dayly rest'. Did you mean 'daily rest'?"),
        (
            ("daily rest", "daily_hour", 12.0),
            "The rule 'daily rest' has no number 'daily_hour'. Did you mean 'daily_hours'?",
        ),
        (
            ("daily rest", "daily_hours", -1.0),
            "-1 is not a value that 'daily_hours' of 'daily rest' can have.",
        ),
    ],
)
def test_a_number_nobody_knows(number: tuple[str, str, float], message: str) -> None:
    """A policy that names no rule, no number or no possible value is told so, with its row."""
    rule, name, value = number
    problem = hub(person("ann"), PolicyNumber(rule=rule, number=name, value=value))
    with pytest.raises(ProblemFaults) as raised:
        RULEBOOK.of(problem)
    (fault,) = raised.value.faults
    assert (fault.message, fault.path[:2]) == (message, ("numbers", 0))


def test_numbers_of_familiarity_are_the_policys_too() -> None:
    """Familiarity is no rule, and has its numbers in the policy all the same."""
    known = PolicyNumber(rule="familiarity", number="known_from", value=60)
    assert RULEBOOK.of(hub(person("ann"), known)).case.familiarity.known_from == 60


def test_a_rule_may_be_left_out() -> None:
    """Even rest is an ordinary rule: a rulebook without it has all the others."""
    shorter = RULEBOOK.without("daily rest")
    assert len(shorter.rules) == len(RULEBOOK.rules) - 1
    assert DailyRest not in shorter.rules
