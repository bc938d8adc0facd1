"""Somebody who was there hands a home over to those who come."""

from __future__ import annotations

from datetime import time

import pytest

from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.program.statement import Priority
from hub_roster.rules.handover import Handover
from tests.tiny import Rows, charges, drafted, hub, people, points, resident, shift, who
from tests.tiny_life import week_time

OVERLAPPING = shift("early", "Mon"), shift("late", "Mon", start=time(14, 30))
NIGHT = shift("late", "Mon"), shift("sleep-in", "Mon")


def _home(*rows: Rows) -> Problem:
    return hub(people("ann ben"), resident("Heron"), *rows)


def test_who_comes_half_an_hour_before() -> None:
    """The late begins half an hour before the early ends: whoever is on it takes over."""
    problem = _home(OVERLAPPING)
    assert points(Handover, problem, ann="early Mon", ben="late Mon") == 0
    (charge,) = charges(Handover, problem, ann="early Mon")
    assert (charge.whom, charge.points, charge.priority) == ("Oak", 30, Priority.SAFETY)
    assert charge.tasks == ("Oak/2026-02-02/early", "Oak/2026-02-02/late")


def test_who_stays_on() -> None:
    """The sleep-in begins as the late ends: somebody on both hands over, two strangers cannot."""
    problem = _home(NIGHT)
    assert points(Handover, problem, ann="late Mon, sleep-in Mon") == 0
    assert points(Handover, problem, ann="late Mon", ben="sleep-in Mon") == 30


def test_one_of_two_is_enough() -> None:
    """Of two on each it is enough that one stays."""
    seats = shift("late", "Mon", seats=2), shift("sleep-in", "Mon", seats=2)
    problem = hub(people("ann ben cat"), resident("Heron"), seats)
    lines = {"ann": "late Mon, sleep-in Mon", "ben": "late Mon", "cat": "sleep-in Mon"}
    assert points(Handover, problem, **lines) == 0


@pytest.mark.parametrize(("minutes", "short"), [(30, 0), (45, 45), (0, 0)])
def test_another_length(minutes: int, short: int) -> None:
    """Of an overlap of half an hour 45 minutes cannot be had, unless the late's one place is not alone."""
    longer = PolicyNumber(rule="handover", number="minutes", value=minutes)
    problem = _home(OVERLAPPING, shift("day", "Mon"), longer)
    assert points(Handover, problem, ann="early Mon", ben="late Mon") == short


def test_what_no_roster_could_meet_is_not_asked() -> None:
    """Where the pattern overlaps by half an hour and no duty holds both shifts, 45 minutes are not asked."""
    longer = PolicyNumber(rule="handover", number="minutes", value=45)
    problem = _home(OVERLAPPING, longer)
    assert points(Handover, problem) == 0


def test_nobody_at_home_needs_no_handover() -> None:
    """Heron is at school as the early ends; and a shift that nothing follows hands over to nobody."""
    away = week_time("Heron", "09:00 16:00", "Mon")
    assert points(Handover, _home(OVERLAPPING, away), ann="early Mon") == 0
    assert points(Handover, _home(shift("early", "Mon"))) == 0


def test_a_draft_lets_somebody_stay() -> None:
    """Ann and ben could have one shift each; the draft has one of them do both."""
    problem = _home(NIGHT)
    found = drafted(problem).roster
    assert who(found, "Oak/2026-02-02/late") == who(found, "Oak/2026-02-02/sleep-in") != []


def test_over_sunday_night() -> None:
    """The night's adult stays for Monday's early, which the next week then holds them to; or 30 min."""
    problem = _home(shift("late", "Sun"), shift("sleep-in", "Sun"), shift("early", "Mon"))
    assert points(Handover, problem, ann="late Sun, sleep-in Sun") == 30
    assert points(Handover, problem, ann="late Sun, sleep-in Sun, early Mon+1") == 0
    found = drafted(problem).roster
    assert who(found, "Oak/2026-02-09/early") == who(found, "Oak/2026-02-08/sleep-in") != []


def test_mondays_early_that_overlaps_is_the_next_weeks() -> None:
    """Where the early begins an hour before the night ends, filling it hands over: nothing is asked here."""
    problem = _home(shift("waking night", "Sun"), shift("early", "Mon"))
    assert points(Handover, problem, ann="waking night Sun") == 0
