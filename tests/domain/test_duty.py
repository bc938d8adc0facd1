"""Duties: the tasks between two rests, their driving, and the three lengths of working time."""

from __future__ import annotations

from datetime import date

import pytest

from hub_roster.domain.clock import HOUR, instant_of
from hub_roster.domain.duty import Duty, Length
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from tests.tiny import at, drive, hub, person, roster, shift, visit, young

FEBRUARY = date(2026, 2, 2)
OCTOBER = date(2026, 10, 19)
MARCH = date(2027, 3, 22)
SHIFTS = [shift(name) for name in ("early", "late", "sleep-in", "waking night")]
WAYS = [
    drive("Base", "Dale", 25),
    drive("Dale", "Fell", 40),
    drive("Fell", "Base", 15),
    drive("Oak house", "Dale", 35),
    drive("Oak house", "Fell", 45),
]
PROBLEM = hub(
    person("ann"),
    young("Heron"),
    young("Wren", place="Fell"),
    SHIFTS,
    WAYS,
    visit("v", "Heron", between="06:00 23:00"),
    visit("w", "Wren", between="06:00 23:00"),
)
BLOCK = "late {0}, sleep-in {0}, early {1}"


def duties(line: str, problem: Problem = PROBLEM) -> tuple[Duty, ...]:
    """Give the duties of ann's line."""
    return Lines(problem, roster(problem, ann=line)).of["ann"]


def duty(line: str, problem: Problem = PROBLEM) -> Duty:
    """Give ann's one duty."""
    (found,) = duties(line, problem)
    return found


def test_late_sleep_in_and_early_are_one_duty() -> None:
    """The block is one duty of 24 hours from Monday 15:00, of three kinds, over two days."""
    block = duty(BLOCK.format("Mon", "Tue"))
    assert block.kinds == (PartKind.LATE, PartKind.SLEEP_IN, PartKind.EARLY)
    assert block.span == 24 * HOUR
    assert (block.day, len(block.touches)) == (FEBRUARY, 2)
    assert block.driving == block.longest_gap == 0


def test_three_lengths_of_one_block() -> None:
    """24 hours of working time (SIMAP, Jaeger); 16 paid by the hour and towards the contract (Mencap)."""
    block = duty(BLOCK.format("Mon", "Tue"))
    week = PROBLEM.start, PROBLEM.end
    assert block.minutes(Length.WORKING, *week) == 24 * HOUR
    assert block.minutes(Length.PAID, *week) == block.minutes(Length.CONTRACT, *week) == 16 * HOUR


def test_sundays_block_falls_to_two_weeks_by_the_clock() -> None:
    """Working time counts in the week it lies in, 9 hours and 15; pay where the duty starts."""
    block = duty(BLOCK.format("Sun", "Mon+1"))
    assert block.minutes(Length.WORKING, PROBLEM.start, PROBLEM.end) == 9 * HOUR
    assert block.minutes(Length.WORKING, PROBLEM.end, PROBLEM.end + 7 * 24 * HOUR) == 15 * HOUR
    assert block.minutes(Length.PAID, PROBLEM.start, PROBLEM.end) == 16 * HOUR
    assert block.minutes(Length.PAID, PROBLEM.end, PROBLEM.end + 7 * 24 * HOUR) == 0


@pytest.mark.parametrize(("first", "working"), [(FEBRUARY, 24), (OCTOBER, 25), (MARCH, 23)])
def test_a_block_over_a_clock_change(first: date, working: int) -> None:
    """Saturday's block lasts 25 hours in October and 23 in March; what is paid by the hour stays 16."""
    problem = hub(person("ann"), SHIFTS, first_day=first)
    block = duty(BLOCK.format("Sat", "Sun"), problem)
    assert (block.span, block.awake) == (working * HOUR, 16 * HOUR)


@pytest.mark.parametrize(("first", "paid"), [(FEBRUARY, 10), (OCTOBER, 11), (MARCH, 9)])
def test_a_waking_night_over_a_clock_change(first: date, paid: int) -> None:
    """A waking night is work all through: it is paid for the hour it has more or less."""
    problem = hub(person("ann"), SHIFTS, first_day=first)
    night = duty("waking night Sat", problem)
    assert night.minutes(Length.PAID, problem.start, problem.end) == paid * HOUR


def test_a_duty_of_visits_begins_and_ends_at_base() -> None:
    """Base to Dale 25 minutes, an hour there, 40 to Fell, an hour, 15 back: two hours' gap between."""
    outreach = duty("v Mon 10:00, w Mon 13:40")
    assert outreach.start == instant_of(at("Mon 09:35"))
    assert outreach.end == instant_of(at("Mon 14:55"))
    assert outreach.driving == 25 + 40 + 15
    assert outreach.longest_gap == 2 * HOUR
    assert outreach.kinds == (PartKind.OUTREACH,)


def test_visits_beside_a_shift_begin_and_end_at_the_home() -> None:
    """After an early: 35 minutes to Dale, 40 to Fell, 45 back to the home; not to base."""
    beside = duty("early Mon, v Mon 15:35, w Mon 17:15")
    assert beside.driving == 35 + 40 + 45
    assert beside.end == instant_of(at("Mon 19:00"))
    assert beside.longest_gap == 0
    before = duty("v Mon 12:00, late Mon")
    assert before.start == instant_of(at("Mon 11:25"))
    assert (before.driving, before.longest_gap) == (70, 85)


@pytest.mark.parametrize(("start", "found"), [("22:59", 1), ("23:00", 2)])
def test_a_gap_of_8_hours_ends_a_duty(start: str, found: int) -> None:
    """From 15:00 a gap of 8 hours makes two duties, a minute less makes one."""
    problem = hub(
        person("ann"), shift("early"), young("Heron"), visit("v", "Heron", between="20:00 23:59", minutes=30)
    )
    assert len(duties(f"early Mon, v Mon {start}", problem)) == found


def test_duties_are_in_order_of_time() -> None:
    """However the roster lists them."""
    assert [d.day.day for d in duties("early Thu, late Mon, early Wed")] == [2, 4, 5]
