"""The rulebook: which rules hold, with the numbers a council signed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from hub_roster.domain.checks import ProblemFaults
from hub_roster.domain.model import Record
from hub_roster.domain.policy import PolicyNumber, Signature
from hub_roster.rules.hours import Driving
from hub_roster.rules.page import SOURCES, entries, first_paragraph, markdown, said_of_change, signed
from hub_roster.rules.ranges import Range
from hub_roster.rules.rest import DailyRest
from hub_roster.rules.rule import Kind, Numbers, Rule
from hub_roster.rules.rulebook import RULEBOOK, SHARED, AnyRule, Rulebook, number_faults
from tests.tiny import broken, hub, on, person, points, shift, visit, young


@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.name)
def test_every_rule_can_be_read(rule: type[AnyRule]) -> None:
    """A rule is a sentence, with the law or policy behind it; its numbers have defaults."""
    sentence = (rule.__doc__ or "").strip()
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert rule.source
    rule.numbers_type()
    said_of_numbers(rule.name, rule.numbers_type)


@pytest.mark.parametrize("name", SHARED)
def test_shared_numbers_can_be_read_too(name: str) -> None:
    """Numbers of no one rule stand on the page with a sentence and a source, as a rule's do."""
    assert first_paragraph(SHARED[name]).endswith(".")
    assert SOURCES[name]
    said_of_numbers(name, SHARED[name])


def said_of_numbers(rule: str, numbers: type[Record]) -> None:
    """Hold every number to a default and to words a manager can decide it by."""
    for name, field in numbers.model_fields.items():
        assert not field.is_required(), f"'{name}' of '{rule}' has no default"
        description = field.description or ""
        assert description.endswith("."), (
            f"'{name}' of '{rule}' needs a description: a sentence with its unit"
        )


def test_the_page_is_what_the_rules_say() -> None:
    """Where this fails, run: ./hub rulebook --markdown > docs/rulebook.md ."""
    page = Path(__file__).resolve().parents[2] / "docs" / "rulebook.md"
    assert page.read_text(encoding="utf-8") == markdown(), "./hub rulebook --markdown > docs/rulebook.md"


SIGNED = Signature(signed_by="R. Manager", signed_on=on("Mon"))


@pytest.mark.parametrize(
    ("row", "policy", "told"),
    [
        ({}, Signature(), "Changed from 11: not signed."),
        ({}, SIGNED, "Changed from 11: signed by R. Manager on Mon 2 Feb 2026."),
        ({"why": "Annex X."}, Signature(), "Changed from 11: Annex X, not signed."),
        ({"signed_by": "A. Deputy"}, SIGNED, "Changed from 11: signed by A. Deputy on Mon 2 Feb 2026."),
        ({"signed_by": "A. Deputy"}, Signature(), "Changed from 11: signed by A. Deputy."),
        ({"signed_on": on("Tue")}, SIGNED, "Changed from 11: signed by R. Manager on Tue 3 Feb 2026."),
        ({"signed_on": on("Tue")}, Signature(), "Changed from 11: on Tue 3 Feb 2026."),
    ],
)
def test_who_signed_a_change_and_why(row: dict[str, Any], policy: Signature, told: str) -> None:
    """The row's own words, else the policy's; that nobody signed is said."""
    changed = PolicyNumber(rule="daily rest", number="daily_hours", value=12, **row)
    listed = entries(hub(person("ann"), changed))
    number, other = next(entry.numbers for entry in listed if entry.name == "daily rest")
    assert (number.value, said_of_change(number, policy)) == (12, told)
    assert (other.value, said_of_change(other, policy)) == (13, "")


def test_nobody_signed_what_no_policy_is_given_for() -> None:
    """A number by itself, changed or not, without the policy it is of."""
    plain, changed = (
        next(entry.numbers[0] for entry in entries(problem) if entry.name == "daily rest")
        for problem in (
            None,
            hub(person("ann"), PolicyNumber(rule="daily rest", number="daily_hours", value=12)),
        )
    )
    assert signed(plain, None) == signed(changed, None) == ("", None)
    assert signed(plain, SIGNED) == ("R. Manager", on("Mon"))


def test_a_hubs_page_says_what_its_policy_changes() -> None:
    """The number in force stands beside the default, in the tables that hold a change and in no other."""
    change = PolicyNumber(rule="daily rest", number="daily_hours", value=12.5, why="Far | away")
    problem = hub(person("ann"), change, policy=SIGNED)
    page = markdown(problem).splitlines()
    assert page[page.index("### daily rest") :][6:10] == [
        "| Number | In force | Default | Range | What it is |",
        "|---|---|---|---|---|",
        "| `daily_hours` | 12.5 | 11 | 0 to 48 | Hours of rest between two duties, by elapsed time. Changed "
        "from 11: Far / away, signed by R. Manager on Mon 2 Feb 2026. |",
        "| `long_duty_hours` | 13 | 13 | 0 to 48 | A duty of more hours than this leaves no 11 h in its 24 h:"
        " more rest is due after it. |",
    ]
    assert sum("In force" in line for line in page) == 1
    assert "not to be edited" not in "".join(page)


def test_a_rule_is_told_by_its_first_paragraph() -> None:
    """On one line; a class that says nothing is told by nothing."""
    words = "Sentences of a rule\n    in two lines.\n\n    And more for whoever reads the source.\n    "
    assert first_paragraph(type("Said", (), {"__doc__": words})) == "Sentences of a rule in two lines."
    assert first_paragraph(type("Unsaid", (), {})) == ""


@pytest.mark.parametrize(
    ("least", "most", "strict", "whole", "told", "bounds"),
    [
        (0, 48, False, False, "at least 0 and at most 48", "0 to 48"),
        (0, 24.5, True, False, "more than 0 and less than 24.5", "over 0 to under 24.5"),
        (0, None, False, True, "a whole number, at least 0", "0 or more"),
        (0, None, True, False, "more than 0", "over 0"),
        (None, 9, False, False, "at most 9", "up to 9"),
        (None, None, False, True, "a whole number", "any"),
        (None, None, False, False, "any number", "any"),
    ],
)
def test_a_range_in_words(
    least: float | None, most: float | None, strict: bool, whole: bool, told: str, bounds: str
) -> None:
    """As the end of a sentence, and as briefly as a table has room for."""
    found = Range(least, most, beyond_least=strict, below_most=strict, whole=whole)
    assert (str(found), found.bounds) == (told, bounds)


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
            "'daily_hours' of 'daily rest' is at least 0 and at most 48: -1 cannot be it.",
        ),
        (
            ("visit times", "grid_minutes", 7.5),
            "'grid_minutes' of 'visit times' is a whole number, at least 5 and at most 60: 7.5 cannot be it.",
        ),
        (
            ("pay", "night_starts", 20.1),
            "'night_starts' of 'pay' is not a whole quarter of an hour: 20.1 cannot be it.",
        ),
        (("Daily Rest", "daily_hours", 12.0), "There is no rule 'Daily Rest'. Did you mean 'daily rest'?"),
        (
            ("unfamiliar hours", "hour", 900.0),
            "'hour', 'hour_above_first' and 'hour_above_second' rise in this order; here 'hour' is 900, "
            "'hour_above_first' is 800, as usual, 'hour_above_second' is 1600, as usual.",
        ),
        (
            ("familiarity", "a_little", 90.0),
            "'not_known', 'a_little' and 'well' rise in this order; here 'not_known' is 0, as usual, "
            "'a_little' is 90, 'well' is 80, as usual.",
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


def test_every_wrong_number_is_told_at_once() -> None:
    """A council's file is mended in one go: each wrong number is told with its own row."""
    numbers = [
        PolicyNumber(rule="daily rest", number="daily_hours", value=90),
        PolicyNumber(rule="daily rest", number="long_duty_hours", value=-1),
        PolicyNumber(rule="daily rest", number="nightly_hours", value=1),
        PolicyNumber(rule="no such rule", number="points", value=1),
    ]
    with pytest.raises(ProblemFaults) as raised:
        RULEBOOK.of(hub(person("ann"), *numbers))
    assert {fault.path for fault in raised.value.faults} == {
        ("numbers", 0, "value"),
        ("numbers", 1, "value"),
        ("numbers", 2, "number"),
        ("numbers", 3, "rule"),
    }


def test_numbers_that_belong_together_are_checked_together() -> None:
    """Two shares raised at once are sound, though either alone would pass the other's default."""
    shares = [
        PolicyNumber(rule="unfamiliar hours", number="first_percent", value=60),
        PolicyNumber(rule="unfamiliar hours", number="second_percent", value=80),
    ]
    RULEBOOK.of(hub(person("ann"), *shares))
    with pytest.raises(ProblemFaults, match="at most"):
        RULEBOOK.of(hub(person("ann"), shares[0]))


SHARE = "unfamiliar hours"


def test_numbers_at_odds_are_told_at_each_of_their_rows() -> None:
    """With the values of both: nobody can say which of the two is wrong."""
    shares = [
        PolicyNumber(rule=SHARE, number="first_percent", value=60),
        PolicyNumber(rule=SHARE, number="second_percent", value=40),
    ]
    says = "'first_percent' is at most 'second_percent'; here 'first_percent' is 60, 'second_percent' is 40."
    told = [(fault.path, fault.message) for fault in number_faults(shares)]
    assert told == [(("numbers", row, "value"), says) for row in (0, 1)]


def _part(**cells: Any) -> PolicyNumber:
    """Give a row of which these cells alone could be read."""
    return PolicyNumber.model_construct(**cells)


def test_numbers_are_not_compared_before_all_are_known() -> None:
    """A row of the rule that is wrong, or could not be read, may hold the other number; another's cannot."""
    first = PolicyNumber(rule=SHARE, number="first_percent", value=60)
    beside = _part(rule=SHARE, number="second_percent"), _part(number="second_percent")
    elsewhere = _part(rule="daily rest", number="daily_hours")
    assert [len(list(number_faults([first, other]))) for other in (*beside, elsewhere)] == [0, 0, 1]
    assert list(number_faults([first], all_read=False)) == []


def test_of_a_row_the_rule_alone_may_be_known() -> None:
    """A rule that is none is told though the number beside it could not be read; one that is, is not."""
    told = [fault.path for fault in number_faults([_part(rule="daily rets"), _part(rule="daily rest")])]
    assert told == [("numbers", 0, "rule")]


class _Fewer(Numbers):
    most: int = 1


class _FewerVisits(Rule[_Fewer]):
    """Somebody visits no more than so often."""

    name = "fewer visits"
    kind = Kind.PRICED
    source = "A council's own"
    numbers_type = _Fewer


def test_a_rulebook_with_a_rule_of_its_own_knows_its_numbers() -> None:
    """A council may add a rule: the policy names its numbers as any other's."""
    problem = hub(person("ann"), PolicyNumber(rule="fewer visits", number="most", value=3))
    (rule,) = Rulebook((_FewerVisits,)).of(problem)
    assert rule.numbers == _Fewer(most=3)


def test_numbers_of_familiarity_are_the_policys_too() -> None:
    """Familiarity is no rule, and has its numbers in the policy all the same."""
    known = PolicyNumber(rule="familiarity", number="known_from", value=60)
    assert RULEBOOK.of(hub(person("ann"), known)).case.familiarity.known_from == 60


def test_hard_rules_that_hold_whatever_else_a_roster_holds() -> None:
    """Leave keeps somebody from a task for good; rest only beside others, and needs and prices never."""
    names = {rule.name for rule in RULEBOOK.of(hub(person("ann"))).case.keeping}
    assert {"skills and checks", "leave", "adjustments", "not available for this", "own hubs"} <= names
    assert names.isdisjoint({"daily rest", "60 hours", "duty shapes", "visit times", "seats", "driving"})


def test_a_rule_may_be_left_out() -> None:
    """Even rest is an ordinary rule: a rulebook without it has all the others."""
    shorter = RULEBOOK.without("daily rest")
    assert len(shorter.rules) == len(RULEBOOK.rules) - 1
    assert DailyRest not in shorter.rules
