"""What a draft says it took for granted."""

from __future__ import annotations

from typing import Any

import pytest

from hub_roster.cli.goodness import assumptions
from hub_roster.cli.words import points_words
from hub_roster.domain.policy import PolicyNumber, Signature
from hub_roster.domain.problem import Problem
from hub_roster.domain.young_people import PersonalNeed
from tests.tiny import hub, on, people, young


def told(problem: Problem, about: str) -> list[str]:
    """Give the sentences about something."""
    return [sentence for sentence in assumptions(problem) if about in sentence]


def need(review_by: str) -> PersonalNeed:
    """Give Heron's personal need, to be looked at again by a day."""
    papers: dict[str, Any] = {"recorded": "Plan 7", "approved_by": "Manager", "review_by": on(review_by)}
    return PersonalNeed(young_person="Heron", skill="woman", **papers)


@pytest.mark.parametrize(
    ("reviews", "sentences"),
    [
        (["Mon", "Sun+9"], []),
        (["Sun-1", "Mon"], ["1 personal need is past its review date and does not count."]),
        (["Sun-1", "Mon-9"], ["2 personal needs are past their review date and do not count."]),
    ],
)
def test_needs_past_their_review_are_told(reviews: list[str], sentences: list[str]) -> None:
    """On its review date itself a need counts; nobody is told of one that has run out but the manager."""
    problem = hub(people("ann"), young("Heron"), [need(day) for day in reviews])
    assert told(problem, "review") == sentences


def number(name: str, **signature: Any) -> PolicyNumber:
    """Give a number of the policy."""
    return PolicyNumber(rule="daily rest", number=name, value=23, **signature)


SIGNED = PolicyNumber(rule="driving", number="minute", value=12, signed_by="Deputy")


@pytest.mark.parametrize(
    ("numbers", "policy", "sentences"),
    [
        ([], Signature(), []),
        ([number("daily_hours")], Signature(signed_by="Manager"), []),
        ([number("daily_hours", signed_by="Deputy")], Signature(), []),
        ([number("daily_hours", why="Agreed")], Signature(), ["1 policy number is signed by nobody."]),
        (
            [number("daily_hours"), number("long_duty_hours"), SIGNED],
            Signature(),
            ["2 policy numbers are signed by nobody."],
        ),
    ],
)
def test_numbers_that_nobody_signed_are_told(
    numbers: list[PolicyNumber], policy: Signature, sentences: list[str]
) -> None:
    """A number is signed by itself, or with the policy."""
    assert told(hub(people("ann"), numbers, policy=policy), "signed") == sentences


@pytest.mark.parametrize(
    ("minute", "words"),
    [(10, "10 points are worth a minute of driving"), (1, "1 point is worth a minute of driving")],
)
def test_what_points_are_worth(minute: int, words: str) -> None:
    """The policy says what a minute of driving costs, and everything else is measured by it."""
    number = PolicyNumber(rule="driving", number="minute", value=minute)
    assert points_words(hub(people("ann"), number)) == words
