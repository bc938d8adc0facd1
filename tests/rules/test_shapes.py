"""What one duty may look like: its shape, its length, its breaks."""

from __future__ import annotations

from datetime import time

import pytest

from hub_roster.domain.people import DutyBefore
from hub_roster.domain.policy import PolicyNumber
from hub_roster.rules.shapes import Breaks, DutyShapes
from tests.edits import told_of_edit
from tests.tiny import Rows, at, broken, hub, people, person, shift, violations, visit, young

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


def test_a_shape_it_does_not_know_is_refused_however_short() -> None:
    """A sleep-in of a minute, with nothing before it, is refused as one of a night is."""
    problem = hub(person("ann"), shift("sleep-in", end=time(23, 1)))
    assert broken(DutyShapes, problem, ann="sleep-in Mon") == ["ann"]


def test_shapes_are_told_of_whom_an_edit_touches() -> None:
    """Ann's early and late were there before ben was given his."""
    problem = hub(people("ann ben"), SHIFTS)
    both = "early Mon, late Mon"
    assert told_of_edit(DutyShapes, problem, "ben", ann=both, ben=both) == ["ben"]


@pytest.mark.parametrize(("start", "who"), [("12:00", []), ("11:59", ["ann"])])
def test_a_duty_lasts_no_longer_than_its_shape(start: str, who: list[str]) -> None:
    """Outreach and a late may last 12.5 hours: to 23:00, with half an hour's drive, it begins at 10:30."""
    late = shift("late", start=time(16), end=time(0))
    problem = hub(person("ann"), OUTREACH, late)
    assert broken(DutyShapes, problem, ann=f"v Mon {start}, late Mon") == who


def test_a_duty_from_the_periods_first_minute_is_of_the_period() -> None:
    """One that begins with Monday is judged by its own length, not as one begun before."""
    problem = hub(person("ann"), shift("early", start=time(0), end=time(23)))
    (found,) = violations(DutyShapes, problem, ann="early Mon")
    assert found.message == "This duty of early lasts too long."


def test_four_visits_in_a_run() -> None:
    """Four visits in a run are allowed, five are not; the policy may say otherwise."""
    visits: list[Rows] = [visit(f"v{k}", "Heron", minutes=30) for k in range(5)]
    line = ", ".join(f"v{k} Mon {10 + k}:00" for k in range(5))
    (found,) = violations(DutyShapes, hub(person("ann"), young("Heron"), visits), ann=line)
    assert found.message == "Too many visits in one run."
    five = PolicyNumber(rule="duty shapes", number="most_visits", value=5)
    assert broken(DutyShapes, hub(person("ann"), young("Heron"), visits, five), ann=line) == []


def test_a_shift_is_no_visit_of_a_run() -> None:
    """Four visits straight after an early are four."""
    visits: list[Rows] = [visit(f"v{k}", "Heron", minutes=30) for k in range(4)]
    line = ", ".join(("early Mon", *(f"v{k} Mon {13 + k}:00" for k in range(4))))
    problem = hub(person("ann"), shift("early", end=time(12)), young("Heron"), visits)
    assert broken(DutyShapes, problem, ann=line) == []


BEGUN = DutyBefore(
    person="ann", start=at("Sun-1 15:00"), end=at("Mon 15:00"), tasks=("Oak/2026-02-02/early/1",)
)


def test_a_duty_begun_before_the_period_is_judged_no_more() -> None:
    """Sunday's block ends on Monday with an early: its shape was last week's matter."""
    assert broken(DutyShapes, hub(person("ann"), SHIFTS, BEGUN), ann="early Mon") == []


def test_nothing_is_added_to_a_duty_begun_before_the_period() -> None:
    """After the early that ends Sunday's block there is rest, and no late or visit straight after."""
    problem = hub(person("ann"), SHIFTS, OUTREACH, BEGUN)
    (found,) = violations(DutyShapes, problem, ann="early Mon, late Mon")
    assert found.message == "A duty begun before takes nothing more."
    assert broken(DutyShapes, problem, ann="early Mon, v Mon 16:00") == ["ann"]


def test_the_duty_after_one_begun_before_is_judged() -> None:
    """Sunday's block is last week's matter, Tuesday's early and late are not."""
    line = "early Mon, early Tue, late Tue"
    (found,) = violations(DutyShapes, hub(person("ann"), SHIFTS, BEGUN), ann=line)
    assert found.message == "The policy knows no duty of early, late."


# Breaks -------------------------------------------------------------------------------------------

NO_BREAK = "No break is left in this duty."


@pytest.mark.parametrize(
    ("start", "ends", "covered", "told"),
    [
        (time(7), time(13), False, []),
        (time(7), time(13, 1), False, [NO_BREAK]),
        (time(7), time(13, 1), True, []),
        (time(0), time(6, 1), False, [NO_BREAK]),
    ],
)
def test_a_break_is_due_after_six_hours(start: time, ends: time, covered: bool, told: list[str]) -> None:
    """Regulation 12(1): over 6 hours, 20 minutes away from work, taken while another adult covers."""
    problem = hub(person("ann"), shift("early", start=start, end=ends, gives_break=covered))
    assert [found.message for found in violations(Breaks, problem, ann="early Mon")] == told


def test_breaks_are_told_of_whom_an_edit_touches() -> None:
    """Ann's early without a break was there before ben was given his."""
    problem = hub(people("ann ben"), shift("early", gives_break=False, seats=2))
    assert told_of_edit(Breaks, problem, "ben", ann="early Mon", ben="early Mon") == ["ben"]


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
