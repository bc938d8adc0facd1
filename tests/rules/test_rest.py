"""Daily and weekly rest, by elapsed time, with the worked examples of the law."""

from __future__ import annotations

from datetime import date, time

import pytest

from hub_roster.domain.home import PartKind
from hub_roster.domain.people import DutyBefore
from hub_roster.domain.policy import DutyShape, PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.rules.rest import DailyRest, WeeklyRest
from tests.edits import told_of_edit
from tests.tiny import (
    WEEKDAYS,
    at,
    broken,
    drafted,
    drive,
    hub,
    judged,
    on_call,
    people,
    person,
    shift,
    violations,
    visit,
    young,
)

FEBRUARY = date(2026, 2, 2)
OCTOBER = date(2026, 10, 19)
"""The Sunday of this week, 25 October 2026, has 25 hours."""
MARCH = date(2027, 3, 22)
"""The Sunday of this week, 28 March 2027, has 23 hours."""
LONG = (PartKind.WAKING_NIGHT, PartKind.LATE)
SHIFTS = ("early", "late", "sleep-in", "day")


def after_visit_on(day: str, first: date = FEBRUARY, **fields: object) -> Problem:
    """Give a hub in which ann has a home's shifts, and one visit half an hour's drive away."""
    times = visit("v", "Heron", day, between="00:30 23:30", first=first)
    return hub(
        person("ann"), young("Heron"), [shift(name) for name in SHIFTS], times, first_day=first, **fields
    )


def test_eleven_hours_between_two_duties() -> None:
    """Regulation 10(1): 11 consecutive hours of rest. 22:00 to 09:00 is enough, 22:00 to 08:59 is not."""
    late = shift("late", end=time(22))
    enough = hub(person("ann"), late, shift("day", start=time(9)))
    short = hub(person("ann"), late, shift("day", start=time(8, 59)))
    assert broken(DailyRest, enough, ann="late Mon, day Tue") == []
    assert broken(DailyRest, short, ann="late Mon, day Tue") == ["ann"]


def test_a_late_then_an_early_is_too_close() -> None:
    """From 23:00 to 07:00 are 8 hours: the usual quick return is refused, and the message says why."""
    (found,) = violations(DailyRest, after_visit_on("Wed"), ann="late Mon, early Tue")
    assert found.message == "The rest between these is shorter than the 11 hours due."
    assert found.tasks == ("Oak/2026-02-02/late", "Oak/2026-02-03/early")


def test_rest_ends_when_the_drive_to_the_next_visit_begins() -> None:
    """A duty of visits begins on leaving base: after a late until 23:00, not before 10:00."""
    problem = after_visit_on("Tue")
    assert broken(DailyRest, problem, ann="late Mon, v Tue 10:30") == []
    assert broken(DailyRest, problem, ann="late Mon, v Tue 10:15") == ["ann"]


@pytest.mark.parametrize(("start", "who"), [("13:30", []), ("13:29", ["ann"])])
def test_22_hours_after_a_late_sleep_in_and_early(start: str, who: list[str]) -> None:
    """Domain.md 4.1: 11 h daily rest + 11 h compensatory (reg 24) after a block: Tue 15:00 to Wed 13:00."""
    block = "late Mon, sleep-in Mon, early Tue"
    assert broken(DailyRest, after_visit_on("Wed"), ann=f"{block}, v Wed {start}") == who


@pytest.mark.parametrize(("start", "who"), [("05:30", []), ("05:29", ["ann"])])
def test_22_hours_after_a_late_and_sleep_in(start: str, who: list[str]) -> None:
    """Without the early the block is 16 hours, still too long for 11 in its 24: Tue 07:00 to Wed 05:00."""
    assert broken(DailyRest, after_visit_on("Wed"), ann=f"late Mon, sleep-in Mon, v Wed {start}") == who


def test_rest_inside_a_long_duty_counts() -> None:
    """A duty of 16 hours with 3 of rest inside owes 11 + (11 - 3) = 19 hours."""
    problem = hub(person("ann"), shift("early"), shift("late", start=time(18)))
    (found,) = violations(DailyRest, problem, ann="early Mon, late Mon, early Tue")
    assert found.message.endswith("shorter than the 19 hours due.")


def test_a_rest_inside_as_long_as_is_due_leaves_none_to_make_up_for() -> None:
    """Where five hours are due, five between two shifts are one such rest: the next is of five hours too."""
    five = PolicyNumber(rule="daily rest", number="daily_hours", value=5)
    early = visit("v", "Heron", "Tue", between="06:00 12:00")
    rows = [shift("early"), shift("late", start=time(20)), young("Heron"), early]
    problem = hub(person("ann"), rows, five, drive("Base", "Dale", 180))
    assert broken(DailyRest, problem, ann="early Mon, late Mon, v Tue 07:00") == []


@pytest.mark.parametrize(("ends", "due"), [(time(20), "11"), (time(20, 1), "22")])
def test_from_13_hours_on_a_duty_leaves_no_11_in_its_24(ends: time, due: str) -> None:
    """A duty of 13 hours leaves 11 in its 24; one of a minute more is made up for afterwards."""
    problem = hub(person("ann"), shift("day", start=time(7), end=ends), shift("early", start=time(6)))
    (found,) = violations(DailyRest, problem, ann="day Mon, early Tue")
    assert f"than the {due} hours due" in found.message


def test_a_duty_begun_before_the_period_is_rested_after() -> None:
    """Sunday's late and sleep-in until Monday 07:00 leave nothing before Tuesday 05:00."""
    begun = DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Mon 07:00"))
    problem = hub(person("ann"), shift("late"), shift("early"), begun)
    assert broken(DailyRest, problem, ann="late Mon") == ["ann"]
    assert broken(DailyRest, problem, ann="early Tue") == []


@pytest.mark.parametrize(
    ("first", "starts", "who"),
    [
        (FEBRUARY, 9, ["ann"]),
        (OCTOBER, 9, []),  # 23:00 BST to 09:00 GMT are 11 hours
        (OCTOBER, 8, ["ann"]),
        (MARCH, 10, ["ann"]),  # 23:00 GMT to 10:00 BST are 10 hours
        (MARCH, 11, []),
    ],
)
def test_daily_rest_over_a_clock_change(first: date, starts: int, who: list[str]) -> None:
    """Rest is elapsed time: the October night gives an hour, the March night takes one."""
    problem = hub(person("ann"), shift("late"), shift("day", start=time(starts)), first_day=first)
    assert broken(DailyRest, problem, ann="late Sat, day Sun") == who


@pytest.mark.parametrize(
    ("first", "start", "who"),
    [
        (OCTOBER, "12:30", []),  # Sat 15:00 BST + 22 h = Sun 12:00 GMT
        (OCTOBER, "12:15", ["ann"]),
        (MARCH, "14:30", []),  # Sat 15:00 GMT + 22 h = Sun 14:00 BST
        (MARCH, "14:15", ["ann"]),
    ],
)
def test_rest_after_a_block_over_a_clock_change(first: date, start: str, who: list[str]) -> None:
    """The 22 hours after a block are elapsed time too."""
    block = "late Fri, sleep-in Fri, early Sat"
    assert broken(DailyRest, after_visit_on("Sun", first), ann=f"{block}, v Sun {start}") == who


@pytest.mark.parametrize(("first", "due"), [(FEBRUARY, "11"), (OCTOBER, "22"), (MARCH, "11")])
def test_a_waking_night_over_a_clock_change(first: date, due: str) -> None:
    """A night from 20:00 to 09:00 lasts 13 hours, 14 in October: then it owes the longer rest."""
    night = shift("waking night", start=time(20), end=time(9))
    shapes = [DutyShape(name=kind, parts=(kind,), longest_hours=14) for kind in LONG]
    problem = hub(person("ann"), night, shift("late", start=time(19)), shapes, first_day=first)
    (found,) = violations(DailyRest, problem, ann="waking night Sat, late Sun")
    assert f"than the {due} hours due" in found.message


def test_seven_days_running_leave_no_weekly_rest() -> None:
    """Regulation 11: on every early of a week nobody has 24 hours off; with Wednesday free they have."""
    problem = hub(person("ann"), shift("early"))
    worked = [f"early {day}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")]
    assert broken(WeeklyRest, problem, ann=", ".join(worked)) == ["ann"]
    del worked[2]
    assert broken(WeeklyRest, problem, ann=", ".join(worked)) == []


@pytest.mark.parametrize(("back", "who"), [("early", ["ann"]), ("late", [])])
def test_weekly_rest_is_on_top_of_daily_rest(back: str, who: list[str]) -> None:
    """Off from Tue 23:00 to Thu 07:00 are 32 hours, less than 11 + 24; to 15:00 they are 40."""
    problem = hub(person("ann"), shift("early"), shift("late"))
    others = "early Mon, late Tue, early Fri, early Sat, early Sun"
    assert broken(WeeklyRest, problem, ann=f"{others}, {back} Thu") == who


@pytest.mark.parametrize(
    ("first", "ends", "who"),
    [
        (FEBRUARY, 13, []),  # free from Sun 00:00, a Sunday of 24 hours
        (FEBRUARY, 14, ["ann"]),
        (OCTOBER, 14, []),  # free from Sun 01:00, and the hour comes twice
        (OCTOBER, 15, ["ann"]),
        (MARCH, 13, ["ann"]),  # a Sunday of 23 hours holds no 24
        (MARCH, 12, []),
    ],
)
def test_weekly_rest_over_a_clock_change(first: date, ends: int, who: list[str]) -> None:
    """A free Sunday after an early on Saturday is as long as the clock change makes it."""
    hourly = PolicyNumber(rule="weekly rest", number="starts_every_hours", value=1)
    problem = hub(person("ann"), shift("early", end=time(ends)), hourly, first_day=first)
    six = ", ".join(f"early {day}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat"))
    assert broken(WeeklyRest, problem, ann=six) == who


MIDNIGHTS = shift("early", start=time(0), end=time(8))


def test_a_weekly_rest_may_fill_its_week_from_the_first_minute_on() -> None:
    """Monday is free from midnight to midnight, and every other day begins with a shift."""
    others = ", ".join(f"early {day}" for day in WEEKDAYS[1:])
    assert broken(WeeklyRest, hub(person("ann"), MIDNIGHTS), ann=others) == []


def test_what_is_told_of_a_week_without_rest() -> None:
    """Its own duties, the one that begins as it does with them, and not the one that begins as it ends."""
    line = ", ".join(f"early {day}" for day in (*WEEKDAYS, "Mon+1"))
    (found,) = violations(WeeklyRest, hub(person("ann"), MIDNIGHTS), ann=line)
    assert found.tasks == tuple(f"Oak/2026-02-0{day}/early" for day in range(2, 9))
    assert found.message == "No 24 hours of rest are left in this week."


def test_a_weekly_rest_begins_at_every_third_hour() -> None:
    """From Wed 10:00, eleven hours after a late, to Thu 10:30 are 24 hours; from noon on they are not."""
    problem = hub(person("ann"), shift("late"), shift("day", start=time(10, 30)))
    line = "day Mon, late Tue, day Thu, day Fri, day Sat, day Sun"
    assert broken(WeeklyRest, problem, ann=line) == ["ann"]
    hourly = PolicyNumber(rule="weekly rest", number="starts_every_hours", value=1)
    assert broken(WeeklyRest, problem.edited(numbers=(hourly,)), ann=line) == []


def test_an_edit_of_one_line_is_told_of_that_line() -> None:
    """Ann and ben lack both rests; ben's line is the one that was edited."""
    problem = hub(people("ann ben"), shift("early", seats=2), shift("late", seats=2))
    line = ", ".join([*(f"early {day}" for day in WEEKDAYS), "late Wed"])
    for kind in (DailyRest, WeeklyRest):
        assert told_of_edit(kind, problem, "ben", ann=line, ben=line) == ["ben"]


def test_each_week_has_its_own_rest() -> None:
    """Two weeks' period: a free week does not make up for a full one."""
    problem = hub(person("ann"), shift("early"), weeks=2)
    full = ", ".join(f"early {day}+1" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    (found,) = violations(WeeklyRest, problem, ann=full)
    assert (found.whom, len(found.tasks)) == ("ann", 7)


def test_on_call_is_no_work_that_needs_rest() -> None:
    """Nobody works in an empty roster, so nobody lacks rest; nor does a spell lie apart from duties."""
    problem = hub(person("ann"), shift("early"))
    assert broken(DailyRest, problem) == broken(WeeklyRest, problem) == []
    spell = on_call("call", "Mon 09:00", "Tue 09:00")
    assert (
        broken(DailyRest, hub(person("ann"), shift("early"), spell), ann="early Mon, call, early Tue") == []
    )


@pytest.mark.parametrize(
    ("disturbed", "line", "who"),
    [
        (0, "early Tue", []),  # Mon 07:00 + 22 h = Tue 05:00
        (120, "early Tue", []),  # Tue 07:00
        (121, "early Tue", ["ann"]),
        (121, "day Tue", []),
    ],
)
def test_a_disturbed_night_is_made_up_for_one_for_one(disturbed: int, line: str, who: list[str]) -> None:
    """Two hours awake for work in Sunday's sleep-in make the 22 hours after it 24."""
    begun = DutyBefore(
        person="ann", start=at("Sun-1 15:00"), end=at("Mon 07:00"), disturbed_minutes=disturbed
    )
    problem = hub(person("ann"), shift("early"), shift("day"), begun)
    assert broken(DailyRest, problem, ann=line) == who
    assert not judged(problem, drafted(problem).roster).violations


def test_disturbed_hours_count_though_the_block_goes_on_into_the_period() -> None:
    """An hour awake in Sunday's sleep-in, worked on until Monday 15:00: rest until Tuesday 14:00."""
    begun = DutyBefore(
        person="ann",
        start=at("Sun-1 15:00"),
        end=at("Mon 15:00"),
        tasks=("Oak/2026-02-02/early/1",),
        disturbed_minutes=60,
    )
    problem = hub(person("ann"), shift("early"), shift("late", start=time(13, 59)), begun)
    assert broken(DailyRest, problem, ann="early Mon, late Tue") == ["ann"]
    later = hub(person("ann"), shift("early"), shift("late", start=time(14)), begun)
    assert broken(DailyRest, later, ann="early Mon, late Tue") == []


FORTNIGHTLY = PolicyNumber(rule="weekly rest", number="fortnightly", value=1)


@pytest.mark.parametrize(
    ("free", "who"),
    [
        ("Tue Fri", []),  # two of 24 hours in the first week
        ("Sat Sun", []),  # one of 48
        ("Thu", ["ann"]),
    ],
)
def test_two_weeks_may_share_their_rests(free: str, who: list[str]) -> None:
    """Regulation 11(2): two of 24 hours or one of 48 in 14 days stand for one in each week."""
    problem = hub(person("ann"), shift("early"), FORTNIGHTLY, weeks=2)
    days = [
        f"{day}{week}" for week in ("", "+1") for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    ]
    line = ", ".join(f"early {day}" for day in days if day not in free.split())
    assert broken(WeeklyRest, problem, ann=line) == who
    said = [found.message for found in violations(WeeklyRest, problem, ann=line)]
    assert said == ["No 48 hours of rest are left in these two weeks."] * len(who)
    weekly = hub(person("ann"), shift("early"), weeks=2)
    assert broken(WeeklyRest, weekly, ann=line) == ["ann"]


def test_a_week_alone_has_its_own_rest() -> None:
    """Of three weeks the third has none to share with, and in one week alone all is as ever."""
    days = [f"early {day}+2" for day in WEEKDAYS]
    three = hub(person("ann"), shift("early"), FORTNIGHTLY, weeks=3)
    assert broken(WeeklyRest, three, ann=", ".join(days)) == ["ann"]
    assert broken(WeeklyRest, three, ann=", ".join(days[:2] + days[3:])) == []
