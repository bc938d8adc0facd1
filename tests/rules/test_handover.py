"""Somebody who was there hands a home over to those who come."""

from __future__ import annotations

from datetime import time

import pytest

from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.program.statement import Priority
from hub_roster.rules.handover import Handover
from hub_roster.rules.judge import judge
from hub_roster.rules.touched import touched_by
from tests.edits import told_of_edit
from tests.tiny import (
    Rows,
    charges,
    drafted,
    hub,
    people,
    points,
    resident,
    roster,
    rule,
    shift,
    visit,
    who,
)
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
    more = _home(NIGHT, shift("early", "Wed"))
    assert points(Handover, more, ann="late Mon", ben="sleep-in Mon, early Wed") == 30


def test_who_comes_from_a_visit() -> None:
    """Ann visits Heron in Dale, and is on the late half an hour before the early ends."""
    problem = _home(OVERLAPPING, visit("v", "Heron", place="Dale"))
    assert points(Handover, problem, ann="v Mon 10:00, late Mon") == 0


def test_who_is_put_on_both_of_two_that_overlap_does_not_stay() -> None:
    """By hand: ann is on the sleep-in half an hour before her late ends, and three quarters are asked."""
    longer = PolicyNumber(rule="handover", number="minutes", value=45)
    night = shift("sleep-in", "Mon", start=time(22, 30)), shift("waking night", "Mon", end=time(6))
    problem = _home(shift("late", "Mon"), night, longer)
    assert points(Handover, problem, ann="late Mon, sleep-in Mon") == 45


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


def test_two_shifts_a_duty_may_hold_have_to_join() -> None:
    """A late and a sleep-in may be one duty, and here overlap: of half an hour 45 minutes are not asked."""
    longer = PolicyNumber(rule="handover", number="minutes", value=45)
    problem = _home(shift("late", "Mon"), shift("sleep-in", "Mon", start=time(22, 30)), longer)
    assert points(Handover, problem) == 0


def test_nobody_at_home_needs_no_handover() -> None:
    """Heron is at school as the early ends; and a shift that nothing follows hands over to nobody."""
    for until in ("16:00", "15:01"):
        away = week_time("Heron", f"09:00 {until}", "Mon")
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
    for ends in (time(8), time(7, 30)):
        problem = _home(shift("waking night", "Sun", end=ends), shift("early", "Mon"))
        assert points(Handover, problem, ann="waking night Sun") == 0


def test_a_later_end_is_asked_after_one_the_next_week_fills() -> None:
    """The waking night ends in Monday's early; the sleep-in ends as another begins, which it may go on to."""
    mornings = (
        shift("early", "Mon", start=time(6), end=time(8)),
        shift("early", "Mon", start=time(9)).model_copy(update={"name": "morning"}),
    )
    nights = shift("waking night", "Sun", end=time(7)), shift("sleep-in", "Sun", end=time(9))
    assert points(Handover, _home(nights, mornings), ann="sleep-in Sun") == 30


# After an edit ------------------------------------------------------------------------------------


def test_an_edit_of_tuesday_tells_of_tuesday() -> None:
    """Monday's handover is short too, and is not told again."""
    problem = _home(shift("late", "Mon Tue"), shift("sleep-in", "Mon Tue"))
    assert told_of_edit(Handover, problem, "ben", ben="late Tue") == ["Oak"]


@pytest.mark.parametrize(
    ("ends", "night", "until"),
    [(time(0), "Tue", time(7)), (time(23, 30), "Mon", time(23, 55))],
)
def test_who_is_taken_off_the_shift_after_is_missed(ends: time, night: str, until: time) -> None:
    """Ann had the late and the night, one day each or both before midnight, and now has the late alone."""
    problem = _home(shift("late", "Mon", end=ends), shift("sleep-in", night, start=ends, end=until))
    before = roster(problem, ann=f"late Mon, sleep-in {night}")
    after = roster(problem, ann="late Mon")
    part = judge([rule(Handover, problem)], problem, after, touched_by(problem, before, after))
    assert [charge.whom for charge in part.charges] == ["Oak"]
