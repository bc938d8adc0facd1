"""What one duty may look like: its shape, its length, its breaks."""

from __future__ import annotations

from datetime import time

import pytest

from hub_roster.domain.people import DutyBefore
from hub_roster.domain.policy import PolicyNumber
from hub_roster.rules.shapes import Breaks, DutyShapes
from tests.tiny import Rows, at, broken, hub, person, shift, violations, visit, young

SHIFTS = [shift(name) for name in ("early", "late", "sleep-in", "waking night", "day")]
OUTREACH = [
    young("Heron"),
    visit("v", "Heron", between="07:00 22:00"),
    visit("w", "Heron", between="07:00 22:00"),
]


@pytest.mark.parametrize(
    "line",
    [
        "early Mon",
        "late Mon",
        "day Mon",
        "late Mon, sleep-in Mon",
        "late Mon, sleep-in Mon, early Tue",
        "waking night Mon",
        "v Mon 10:00, w Mon 12:00",
        "early Mon, v Mon 16:00",
        "v Mon 13:00, late Mon",
    ],
)
def test_shapes_the_policy_knows(line: str) -> None:
    """Every usual duty is allowed."""
    assert broken(DutyShapes, hub(person("ann"), SHIFTS, OUTREACH), ann=line) == []


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("early Mon, late Mon", "early, late"),
        ("sleep-in Mon", "sleep-in"),
        ("sleep-in Mon, early Tue", "sleep-in, early"),
        ("late Mon, v Mon 23:30", "late, outreach"),
        ("v Mon 09:00, late Mon, sleep-in Mon", "outreach, late, sleep-in"),
    ],
)
def test_shapes_it_does_not_know(line: str, shape: str) -> None:
    """A duty of another shape is refused, and its shape is told."""
    (found,) = violations(DutyShapes, hub(person("ann"), SHIFTS, OUTREACH), ann=line)
    assert found.message == f"The policy knows no duty of {shape}."


@pytest.mark.parametrize(("start", "who"), [("12:00", []), ("11:59", ["ann"])])
def test_a_duty_lasts_no_longer_than_its_shape(start: str, who: list[str]) -> None:
    """Outreach and a late may last 12.5 hours: to 23:00, with half an hour's drive, it begins at 10:30."""
    late = shift("late", start=time(16), end=time(0))
    problem = hub(person("ann"), OUTREACH, late)
    assert broken(DutyShapes, problem, ann=f"v Mon {start}, late Mon") == who


def test_four_visits_in_a_run() -> None:
    """Four visits in a run are allowed, five are not; the policy may say otherwise."""
    visits: list[Rows] = [visit(f"v{k}", "Heron", minutes=30) for k in range(5)]
    line = ", ".join(f"v{k} Mon {10 + k}:00" for k in range(5))
    (found,) = violations(DutyShapes, hub(person("ann"), young("Heron"), visits), ann=line)
    assert found.message == "Too many visits in one run."
    five = PolicyNumber(rule="duty shapes", number="most_visits", value=5)
    assert broken(DutyShapes, hub(person("ann"), young("Heron"), visits, five), ann=line) == []


BEGUN = DutyBefore(
    person="ann", start=at("Sun-1 15:00"), end=at("Mon 15:00"), tasks=("Oak/2026-02-02/early/1",)
)


def test_a_duty_begun_before_the_period_is_judged_no_more() -> None:
    """Sunday's block ends on Monday with an early: its shape was last week's matter."""
    assert broken(DutyShapes, hub(person("ann"), SHIFTS, BEGUN), ann="early Mon") == []


def test_nothing_is_added_to_a_duty_begun_before_the_period() -> None:
    """After the early that ends Sunday's block there is rest, and no late or visit straight after."""
    problem = hub(person("ann"), SHIFTS, OUTREACH, BEGUN)
    assert broken(DutyShapes, problem, ann="early Mon, late Mon") == ["ann"]
    assert broken(DutyShapes, problem, ann="early Mon, v Mon 16:00") == ["ann"]


# Breaks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "covered", "who"),
    [(time(13), False, []), (time(13, 1), False, ["ann"]), (time(13, 1), True, [])],
)
def test_a_break_is_due_after_six_hours(ends: time, covered: bool, who: list[str]) -> None:
    """Regulation 12(1): over 6 hours, 20 minutes away from work, taken while another adult covers."""
    problem = hub(person("ann"), shift("early", end=ends, gives_break=covered))
    assert broken(Breaks, problem, ann="early Mon") == who


@pytest.mark.parametrize(("second", "who"), [("13:20", []), ("13:19", ["ann"])])
def test_a_gap_of_20_minutes_between_visits_is_a_break(second: str, who: list[str]) -> None:
    """Three hours in Dale from 10:00, then three more: 20 minutes between them are the break due."""
    visits = [visit(code, "Heron", minutes=180, between="10:00 20:00") for code in ("v", "w")]
    problem = hub(person("ann"), young("Heron"), visits)
    assert broken(Breaks, problem, ann=f"v Mon 10:00, w Mon {second}") == who


def test_driving_is_no_break() -> None:
    """Half an hour at the wheel between two visits is work; half an hour more is a break."""
    visits = [
        visit(code, to, minutes=180, between="10:00 20:00") for code, to in (("v", "Heron"), ("w", "Wren"))
    ]
    problem = hub(person("ann"), young("Heron"), young("Wren", place="Fell"), visits)
    assert broken(Breaks, problem, ann="v Mon 10:00, w Mon 13:30") == ["ann"]
    assert broken(Breaks, problem, ann="v Mon 10:00, w Mon 13:50") == []


def test_sleep_is_no_work_to_break_from() -> None:
    """A short late of 6 hours and a sleep-in need no break on shift."""
    late = shift("late", start=time(17), gives_break=False)
    problem = hub(person("ann"), late, shift("sleep-in", gives_break=False))
    assert broken(Breaks, problem, ann="late Mon, sleep-in Mon") == []
