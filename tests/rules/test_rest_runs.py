"""How days off lie: single ones, and weekends worked by half."""

from __future__ import annotations

from typing import Any

import pytest

from hub_roster.domain.people import DayWorked, DutyBefore, Employment, Leave, PatternDay, PatternWeek
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.rules.rest_runs import SingleDaysOff, WholeWeekends
from tests.edits import told_of_edit
from tests.tiny import MONDAY, Rows, at, doing, drafted, hub, on, people, person, points, resident, shift

SHIFTS = [shift(name) for name in ("early", "late", "sleep-in", "waking night")]


def home(*rows: Rows, weeks: int = 1, **terms: object) -> Problem:
    """Give a hub of ann, with every shift."""
    return hub(person("ann", **terms), SHIFTS, rows, weeks=weeks)


def worked(day: str, **fields: Any) -> DayWorked:
    """Give a day ann worked before the period."""
    return DayWorked(person="ann", day=on(day), **fields)


@pytest.mark.parametrize(
    ("line", "price"),
    [
        ("early Mon, early Tue, early Wed", 0),
        ("early Mon, early Wed", 100),
        ("early Mon, early Wed, early Fri", 200),
        ("early Mon, early Thu", 0),  # two days off
        ("early Mon, late Mon, early Wed", 100),
        ("waking night Mon, early Wed", 0),  # she works on Tuesday until eight
        ("late Mon, sleep-in Mon, late Wed", 0),
        ("late Mon, sleep-in Mon, early Thu", 100),  # at work until Tuesday morning; off on Wednesday alone
        ("early Sat", 0),  # what follows Sunday, next week decides
    ],
)
def test_a_single_day_off(line: str, price: int) -> None:
    """A day without work between two with some costs 100."""
    assert points(SingleDaysOff, home(), ann=line) == price


def test_who_else_works_that_day_changes_nothing() -> None:
    """Ann could have had Tuesday's early; that ben has it makes her day off no less single."""
    problem = hub(people("ann ben"), SHIFTS)
    assert points(SingleDaysOff, problem, ann="early Mon, early Wed", ben="early Tue") == 100


@pytest.mark.parametrize(
    ("rows", "line", "price"),
    [
        ([worked("Sun-1")], "early Tue", 100),  # Monday off alone
        ([worked("Sun-1")], "early Mon", 0),
        ([worked("Sat-1")], "early Mon", 100),  # Sunday off alone
        ([worked("Sat-1"), worked("Sun-1")], "early Mon", 0),
        ([worked("Sun-1", duty=False, on_call=True)], "early Tue", 0),  # on call is no day at work
        ([worked("Sun-1", duty=False, working_minutes=420)], "early Tue", 100),  # home in the morning
        ([DutyBefore(person="ann", start=at("Sun-1 22:00"), end=at("Mon 08:00"))], "early Wed", 100),
        ([DutyBefore(person="ann", start=at("Sun-1 22:00"), end=at("Mon 08:00"))], "early Tue", 0),
    ],
)
def test_the_days_before_the_period_count(rows: list[Rows], line: str, price: int) -> None:
    """The last days worked and the duty begun before are days at work like any other."""
    assert points(SingleDaysOff, home(rows), ann=line) == price


def test_what_others_do_on_a_day_is_no_work_of_anns() -> None:
    """Ben is on the early of ann's day off; and on the Monday on which her Sunday night ends."""
    night = DutyBefore(person="ann", start=at("Sun-1 22:00"), end=at("Mon 08:00"))
    ben = people("ben", employment=Employment.RELIEF)
    assert points(SingleDaysOff, home(ben), ann="early Mon, early Wed", ben="early Tue") == 100
    assert points(SingleDaysOff, home(ben, night), ann="early Wed", ben="early Mon") == 100


def test_an_edit_of_one_line_is_told_of_that_line() -> None:
    """Ann and ben both have a single day off; ben has it by this edit."""
    line = {"ann": "early Mon, early Wed", "ben": "late Mon, late Wed"}
    assert told_of_edit(SingleDaysOff, home(people("ben")), "ben", **line) == ["ben"]


def test_days_off_given_anyway_are_not_charged() -> None:
    """A day of leave, or one the contract never asks for, may stand alone."""
    leave = Leave(person="ann", first_day=on("Tue"), last_day=on("Tue"))
    never = PatternWeek(person="ann", week=1, tuesday=PatternDay.NEVER, sunday=PatternDay.NEVER)
    assert points(SingleDaysOff, home(leave), ann="early Mon, early Wed") == 0
    fixed = home(never, pattern_anchor=MONDAY)
    assert points(SingleDaysOff, fixed, ann="early Mon, early Wed") == 0
    assert points(WholeWeekends, fixed, ann="early Sat") == 0


@pytest.mark.parametrize("terms", [t for t in Employment if t is not Employment.CONTRACTED])
def test_others_choose_their_days(terms: Employment) -> None:
    """Who is not contracted says yes or no to each day: nothing is charged."""
    problem = home(employment=terms)
    assert points(SingleDaysOff, problem, ann="early Mon, early Wed") == 0
    assert points(WholeWeekends, problem, ann="early Sat") == 0


@pytest.mark.parametrize(
    ("line", "price"),
    [
        ("", 0),
        ("early Fri, early Mon", 0),
        ("early Sat, early Sun", 0),
        ("early Sat", 150),
        ("early Sun", 150),
        ("waking night Sat", 0),  # which ends on Sunday
        ("waking night Fri", 150),  # Saturday until eight is half a weekend gone
        ("early Sat, late Sun+1", 300),
    ],
)
def test_whole_weekends(line: str, price: int) -> None:
    """Work on exactly one day of a weekend costs 150."""
    assert points(WholeWeekends, home(weeks=2), ann=line) == price


def test_prices_are_the_policys() -> None:
    """A council sets both."""
    dear = [
        PolicyNumber(rule="single days off", number="points", value=7),
        PolicyNumber(rule="whole weekends", number="points", value=9),
    ]
    problem = home(dear)
    assert points(SingleDaysOff, problem, ann="early Mon, early Wed") == 7
    assert points(WholeWeekends, problem, ann="early Sat") == 9


def test_a_draft_gives_each_a_weekend() -> None:
    """Two earlies of one weekend, two people: one works both, the other is off for both."""
    problem = hub(people("ann ben"), resident("Heron"), shift("early", "Sat Sun"))
    found = drafted(problem).roster
    assert sorted(len(doing(found, key)) for key in ("ann", "ben")) == [0, 2]


def test_a_draft_keeps_days_off_together() -> None:
    """Ann worked on Sunday: it is ben who comes on Tuesday, though either might."""
    problem = hub(people("ann ben"), worked("Sun-1"), resident("Heron"), shift("early", "Tue"))
    assert doing(drafted(problem).roster, "ben") == ["Oak/2026-02-03/early/1"]
