"""The law's own arithmetic, worked by hand: each example names its source and the figures it comes to.

WTR is the Working Time Regulations 1998; domain.md section 4.1 tells where each number is from.
"""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from hub_roster.domain.people import CHECKS, NIGHT_ASSESSMENT, DutyBefore, Leave, Skill, WeekWorked
from hub_roster.domain.problem import Problem
from hub_roster.rules.nights import NightHealth
from hub_roster.rules.rest import DailyRest
from hub_roster.rules.shapes import Breaks
from hub_roster.rules.working_time import AverageWeek
from tests.tiny import MONDAY, WEEKDAYS, Rows, at, broken, hub, on, person, rule, shift, visit, young

THIRTY_SEVEN = ", ".join(f"early {day}" for day in WEEKDAYS[:5])
"""Five earlies of 7 h 24: 37 hours."""


def post(*rows: Rows, **terms: object) -> Problem:
    """Give ann's post: earlies of 7 h 24 and sleep-ins of 9 h."""
    shifts = shift("early", start=time(6), end=time(13, 24)), shift("sleep-in", start=time(22))
    return hub(person("ann", **terms), shifts, rows)


def weeks(*hours: float, excluded: dict[int, int] | None = None) -> list[WeekWorked]:
    """Give ann's past weeks, latest first; excluded days by how many weeks ago, 1 the last."""
    away = excluded or {}
    return [
        WeekWorked(
            person="ann",
            week=MONDAY - timedelta(days=7 * ago),
            working_minutes=round(60 * worked),
            excluded_days=away.get(ago, 0),
        )
        for ago, worked in enumerate(hours, start=1)
    ]


def left(problem: Problem) -> float:
    """Give the hours ann may work this week."""
    average = rule(AverageWeek, problem)
    assert isinstance(average, AverageWeek)
    return average.left("ann", 0) / 60


# The 48-hour average ------------------------------------------------------------------------------


def test_the_average_is_a_plus_b_over_c() -> None:
    """WTR reg 4(6): hours of the period, and of as many days as were excluded, over the weeks.

    Four days of leave last week, on whose other three she worked 20 hours; 48 in each week before. The days
    missing are taken from the 26th week back: A + B = 24 x 48 + 20 + 48 = 1220 in 25 weeks and 3 days, which
    with this week may hold 48 x 185/7 = 1268.57. So 48 h 34 are left: 46 are allowed and 55 are not.
    """
    past = weeks(20, *[48.0] * 25, excluded={1: 4})
    assert left(post(past)) == pytest.approx(48.57, abs=0.02)
    assert broken(AverageWeek, post(past), ann=f"{THIRTY_SEVEN}, sleep-in Fri") == []
    assert broken(AverageWeek, post(past), ann=f"{THIRTY_SEVEN}, sleep-in Fri, sleep-in Sat") == ["ann"]


def test_leave_lowers_nothing() -> None:
    """WTR reg 4(6): a week wholly of leave is not a week of no hours; 25 weeks of 48 leave 48, not 96."""
    assert left(post(weeks(0, *[48.0] * 25, excluded={1: 7}))) == 48
    assert left(post(weeks(0, *[48.0] * 25))) == 96


def test_days_of_leave_this_week_are_excluded_too() -> None:
    """WTR reg 4(6): with Thursday and Friday on leave, five days of the week may hold 5/7 of 48 h."""
    leave = Leave(person="ann", first_day=on("Thu"), last_day=on("Fri"))
    assert left(post(weeks(*[48.0] * 26), leave)) == pytest.approx(48 * 5 / 7, abs=0.02)


def test_whoever_started_lately_averages_the_weeks_since() -> None:
    """WTR reg 4(4): two weeks of 50 and 46 hours since starting leave 3 x 48 - 96 = 48 for the third."""
    problem = post(weeks(46, 50))
    assert left(problem) == 48
    assert broken(AverageWeek, problem, ann=f"{THIRTY_SEVEN}, sleep-in Fri") == []
    assert broken(AverageWeek, problem, ann=f"{THIRTY_SEVEN}, sleep-in Fri, sleep-in Sat") == ["ann"]


@pytest.mark.parametrize(("reference", "hours"), [(17, 48), (26, 0)])
def test_17_weeks_and_26_under_regulation_21(reference: int, hours: float) -> None:
    """WTR regs 4(3), 4(5): nine weeks of 60 hours, half a year ago, count over 26 weeks and not over 17."""
    assert left(post(weeks(*[48.0] * 16, *[60.0] * 9), reference_weeks=reference)) == hours


@pytest.mark.parametrize(("before", "told"), [(30, []), (31, ["ann"])])
def test_1_22_sleep_ins_a_week_over_26_weeks(before: int, told: list[str]) -> None:
    """Domain.md 0, point 3: 37 + 9n <= 48 gives n <= 1.22, so 31 sleep-ins in 26 weeks and not 32.

    A sleep-in of 9 hours is working time in full (SIMAP, C-303/98; Jaeger, C-151/02): 26 x 37 + 31 x 9 =
    1241 hours are within 26 x 48 = 1248, and 32 sleep-ins make 1250.
    """
    held = [before // 25 + (k < before % 25) for k in range(25)]
    past = weeks(*(37 + 9 * n for n in held))
    assert broken(AverageWeek, post(past), ann=f"{THIRTY_SEVEN}, sleep-in Fri") == told


# Rest ---------------------------------------------------------------------------------------------


def outreach(day: str, *rows: Rows, first: date = MONDAY) -> Problem:
    """Give ann's shifts, and a visit to Dale, half an hour away, at any time of a day."""
    shifts = [shift(name) for name in ("early", "late", "sleep-in")]
    times = visit("v", "Heron", day, between="00:30 23:30", first=first)
    return hub(person("ann"), young("Heron"), shifts, times, rows, first_day=first)


@pytest.mark.parametrize(("start", "told"), [("10:30", []), ("10:15", ["ann"])])
def test_11_hours_by_elapsed_time(start: str, told: list[str]) -> None:
    """WTR reg 10(1): 11 consecutive hours. A late ends at 23:00; at 10:00 she may leave for the visit."""
    assert broken(DailyRest, outreach("Tue"), ann=f"late Mon, v Tue {start}") == told


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("10:00", []),  # 23:00 BST to 09:30 GMT are 11 h 30
        ("09:30", []),  # 11 h, though the clock shows 10
        ("09:15", ["ann"]),
    ],
)
def test_11_hours_in_the_night_the_clocks_go_back(start: str, told: list[str]) -> None:
    """Domain.md 0, point 20: rest is what passes; on 25 October 2026 the hour from 01:00 comes twice."""
    problem = outreach("Sun", first=date(2026, 10, 19))
    assert broken(DailyRest, problem, ann=f"late Sat, v Sun {start}") == told


@pytest.mark.parametrize(("start", "told"), [("13:30", []), ("13:15", ["ann"])])
def test_22_hours_after_a_late_sleep_in_and_early(start: str, told: list[str]) -> None:
    """WTR reg 24, as domain.md 4.1 reads it: 11 h and 11 h compensatory rest, Tue 15:00 to Wed 13:00."""
    block = "late Mon, sleep-in Mon, early Tue"
    assert broken(DailyRest, outreach("Wed"), ann=f"{block}, v Wed {start}") == told


@pytest.mark.parametrize(("start", "told"), [("15:30", []), ("15:15", ["ann"])])
def test_disturbed_hours_are_made_up_one_for_one(start: str, told: list[str]) -> None:
    """WTR reg 24, equivalent rest: two hours awake in Sunday's sleep-in make 24 of the 22 hours."""
    begun = DutyBefore(
        person="ann",
        start=at("Sun-1 15:00"),
        end=at("Mon 15:00"),
        tasks=("Oak/2026-02-02/early/1",),
        disturbed_minutes=120,
    )
    assert broken(DailyRest, outreach("Tue", begun), ann=f"early Mon, v Tue {start}") == told


# Breaks and nights --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "covered", "told"),
    [(time(13), False, []), (time(13, 1), False, ["ann"]), (time(13, 1), True, [])],
)
def test_a_break_in_more_than_six_hours(ends: time, covered: bool, told: list[str]) -> None:
    """WTR reg 12(1): 20 minutes where the day is longer than six hours; another adult has to cover them."""
    problem = hub(person("ann"), shift("early", end=ends, gives_break=covered))
    assert broken(Breaks, problem, ann="early Mon") == told


@pytest.mark.parametrize(("until", "told"), [("Sun", ["ann"]), ("Mon", [])])
def test_a_night_worker_was_assessed(until: str, told: list[str]) -> None:
    """WTR reg 7, which reg 21 leaves standing: the assessment holds on the date the night begins."""
    last = on(f"{until}-1") if until == "Sun" else on(until)
    assessed = Skill(person="ann", skill=NIGHT_ASSESSMENT, valid_until=last)
    checks = Skill(person="ann", skill=CHECKS)
    problem = hub(person("ann"), shift("waking night"), assessed, checks)
    assert broken(NightHealth, problem, ann="waking night Mon") == told
