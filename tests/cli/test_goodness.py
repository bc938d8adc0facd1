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


PAST = "Past its review date, and lapsed until it is reviewed: personal need"
SOON = "Lapses in this period unless it is reviewed: personal need"


def need(recorded: str, review_by: str) -> PersonalNeed:
    """Give Heron's personal need, to be looked at again by a day."""
    papers: dict[str, Any] = {"recorded": recorded, "approved_by": "Manager", "review_by": on(review_by)}
    return PersonalNeed(young_person="Heron", skill="woman", **papers)


@pytest.mark.parametrize(
    ("reviews", "sentences"),
    [
        (["Sun", "Sun+9"], []),
        (["Sun-1", "Sun"], [f"{PAST} Plan 1."]),
        (["Sun-1", "Mon-9"], [f"{PAST} Plan 1, Plan 2."]),
        (["Mon", "Sat"], [f"{SOON} Plan 1 after Mon 2 Feb, Plan 2 after Sat 7 Feb."]),
        (["Mon-9", "Fri"], [f"{PAST} Plan 1.", f"{SOON} Plan 2 after Fri 6 Feb."]),
    ],
)
def test_needs_past_their_review_are_told(reviews: list[str], sentences: list[str]) -> None:
    """On its review date itself a need counts; those that lapse before the period ends are told by record."""
    needs = [need(f"Plan {number}", day) for number, day in enumerate(reviews, start=1)]
    assert told(hub(people("ann"), young("Heron"), needs), "review") == sentences


def test_a_need_that_is_over_is_not_told() -> None:
    """One with a last day before the period is nobody's to review."""
    over = need("Plan 1", "Sun-2").model_copy(update={"last_day": on("Sun-1")})
    assert told(hub(people("ann"), young("Heron"), over), "review") == []


def number(name: str, **signature: Any) -> PolicyNumber:
    """Give a number of the policy."""
    return PolicyNumber(rule="daily rest", number=name, value=23, **signature)


SIGNED = PolicyNumber(rule="driving", number="minute", value=12, signed_by="Deputy")
DATED = SIGNED.model_copy(update={"signed_on": on("Sun-1")})
MANAGER = Signature(signed_by="Manager", signed_on=on("Mon"))


@pytest.mark.parametrize(
    ("numbers", "policy", "sentences"),
    [
        ([], Signature(), []),
        ([number("daily_hours")], MANAGER, []),
        ([number("daily_hours", signed_by="Deputy", signed_on=on("Mon"))], Signature(), []),
        (
            [number("daily_hours", why="Agreed")],
            Signature(),
            ["1 policy number is signed by nobody: 'daily_hours' of 'daily rest'."],
        ),
        (
            [number("daily_hours"), number("long_duty_hours"), DATED],
            Signature(),
            [
                "2 policy numbers are signed by nobody: 'daily_hours' of 'daily rest', "
                "'long_duty_hours' of 'daily rest'."
            ],
        ),
        (
            [SIGNED],
            Signature(),
            ["1 policy number is signed without a date: 'minute' of 'driving'."],
        ),
        (
            [SIGNED, number("daily_hours", signed_on=on("Tue"))],
            MANAGER,
            ["1 policy number is signed on a day after this period begins: 'daily_hours' of 'daily rest'."],
        ),
    ],
)
def test_numbers_that_nobody_signed_are_told(
    numbers: list[PolicyNumber], policy: Signature, sentences: list[str]
) -> None:
    """A number is signed by itself, or with the policy; by somebody, and on a day that has come."""
    assert told(hub(people("ann"), numbers, policy=policy), "signed") == sentences


@pytest.mark.parametrize(
    ("minute", "words"),
    [(10, "10 points are worth a minute of driving"), (1, "1 point is worth a minute of driving")],
)
def test_what_points_are_worth(minute: int, words: str) -> None:
    """The policy says what a minute of driving costs, and everything else is measured by it."""
    number = PolicyNumber(rule="driving", number="minute", value=minute)
    assert points_words(hub(people("ann"), number)) == words


def test_many_numbers_that_nobody_signed_are_counted() -> None:
    """The first three are named, and how many more there are."""
    names = (("driving", "minute"), ("requests", "points"), ("daily rest", "daily_hours"))
    others = [PolicyNumber(rule=rule, number=name, value=12) for rule, name in names]
    rows = [number("long_duty_hours"), *others]
    (said,) = told(hub(people("ann"), rows), "signed")
    assert said.startswith("4 policy numbers are signed by nobody: 'long_duty_hours' of 'daily rest', ")
    assert said.endswith("'points' of 'requests' and 1 more.")
