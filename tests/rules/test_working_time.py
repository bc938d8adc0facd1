"""The 48-hour average and the contract's own limits, with the worked examples of the law."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from hub_roster.domain.people import DutyBefore, Leave, WeekWorked
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.rules.working_time import AverageWeek, ContractLimits
from tests.edits import told_of_edit
from tests.tiny import Rows, at, broken, hub, on, on_call, people, person, rule, shift, violations
from tests.tiny_life import session

FEBRUARY = date(2026, 2, 2)
OCTOBER = date(2026, 10, 19)
MARCH = date(2027, 3, 22)
THIRTY_SEVEN = ", ".join(f"early {day}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri"))
"""Five earlies of 7 h 24."""


def worked(hours: list[float], excluded: list[int] | None = None) -> list[WeekWorked]:
    """Give ann's past weeks, the latest first."""
    away = excluded or [0] * len(hours)
    return [
        WeekWorked(
            person="ann",
            week=FEBRUARY - timedelta(days=7 * (k + 1)),
            working_minutes=round(60 * h),
            excluded_days=d,
        )
        for k, (h, d) in enumerate(zip(hours, away, strict=True))
    ]


def home(*rows: Rows, first: date = FEBRUARY, early_ends: time = time(13, 24), **terms: object) -> Problem:
    """Give a hub of ann, with earlies of 7 h 24 and sleep-ins of 9 h."""
    shifts = [shift("early", start=time(6), end=early_ends), shift("sleep-in", start=time(22))]
    return hub(person("ann", **terms), shifts, shift("day"), rows, first_day=first)


def hours_left(problem: Problem, week: int = 0) -> float:
    """Give the hours ann may work this week, or up to the end of a later one."""
    average = rule(AverageWeek, problem)
    assert isinstance(average, AverageWeek)
    return average.left("ann", week) / 60


def test_one_sleep_in_a_week_and_not_two() -> None:
    """37 + 9 = 46 hours are within 48; 37 + 18 = 55 are not: a sleep-in counts in full (SIMAP, Jaeger)."""
    problem = home()
    assert broken(AverageWeek, problem, ann=f"{THIRTY_SEVEN}, sleep-in Fri") == []
    (found,) = violations(AverageWeek, problem, ann=f"{THIRTY_SEVEN}, sleep-in Fri, sleep-in Sat")
    assert found.message == "The average passes 48 hours a week."


@pytest.mark.parametrize(("before", "who"), [(10, []), (11, ["ann"])])
def test_at_most_1_22_sleep_ins_a_week(before: int, who: list[str]) -> None:
    """37 + 9n <= 48 gives n <= 1.22 (domain.md 0): 11 sleep-ins in 9 weeks are just allowed, 12 not."""
    past = worked([37.0] * 7 + [37.0 + 9 * before])
    problem = home(past, reference_weeks=9)
    assert broken(AverageWeek, problem, ann=f"{THIRTY_SEVEN}, sleep-in Fri") == who


def test_leave_does_not_lower_the_average() -> None:
    """Regulation 4(6): days of leave are excluded and as many days further back are added, (A + B) / C.

    25 weeks of 48 h and, last, a week of leave. Counted as a week of nothing it would leave 96 h for this
    week; excluded, the look-back reaches one week further and leaves 48 h.
    """
    leave_last_week = worked([0.0] + [48.0] * 25, [7] + [0] * 25)
    idle_last_week = worked([0.0] + [48.0] * 25)
    assert hours_left(home(leave_last_week)) == 48
    assert hours_left(home(idle_last_week)) == 96


def test_leave_this_week_leaves_less_to_work() -> None:
    """Three days of leave this week: after 26 full weeks the other four may hold 4/7 of 48 h."""
    leave = Leave(person="ann", first_day=on("Mon"), last_day=on("Wed"))
    assert hours_left(home(worked([48.0] * 26), leave)) == pytest.approx(48 * 4 / 7, abs=0.02)


@pytest.mark.parametrize(
    ("day", "days_left"),
    [
        ("Mon", (6, 13, 20)),
        ("Sun", (6, 13, 20)),
        ("Mon+1", (7, 13, 20)),
        ("Sun+1", (7, 13, 20)),
        ("Mon+2", (7, 14, 20)),
        ("Sun+2", (7, 14, 20)),
    ],
)
def test_a_day_of_leave_is_of_its_week(day: str, days_left: tuple[int, ...]) -> None:
    """After full weeks it leaves less up to the end of its week and of those after it, and of no week before.

    With none to look back on it is made up, of its own week and of those after it.
    """
    leave = Leave(person="ann", first_day=on(day), last_day=on(day))
    problem = hub(person("ann"), worked([48.0] * 26), leave, weeks=3)
    assert [hours_left(problem, week) for week in range(3)] == [int(48 * 60 * d / 7) / 60 for d in days_left]
    new = hub(person("ann"), leave, weeks=3)
    assert [hours_left(new, week) for week in range(3)] == [48, 96, 144]


def test_before_a_leave_with_no_weeks_to_look_back_on() -> None:
    """Regulation 4(7): days of leave are made up by as many that follow: a day's work is no week's average.

    With 25 weeks kept seven days are missing, and the three of leave are made up.
    """
    leave = Leave(person="ann", first_day=on("Thu"), last_day=on("Sat"))
    assert hours_left(home(leave)) == 48
    assert hours_left(home(worked([48.0] * 25), leave)) == 48


def test_days_before_the_post_began_are_not_made_up() -> None:
    """From Wednesday on, five days of the week: and one of leave among them takes nothing off."""
    leave = Leave(person="ann", first_day=on("Mon"), last_day=on("Wed"))
    began = home(leave, started=on("Wed"))
    assert hours_left(began) == pytest.approx(48 * 5 / 7, abs=0.02)


def test_26_weeks_or_17() -> None:
    """A worker under regulation 21 looks back 26 weeks, others 17: older weeks fall out of the average."""
    past = worked([40.0] * 16 + [56.0] * 9)
    assert hours_left(home(past)) == 26 * 48 - 16 * 40 - 9 * 56
    assert hours_left(home(past, reference_weeks=17)) == 17 * 48 - 16 * 40


def test_fewer_weeks_since_starting() -> None:
    """Regulation 4(4): the average of somebody new is taken over the time since they started."""
    assert hours_left(home(worked([50.0, 40.0]))) == 3 * 48 - 90
    assert hours_left(home(started=on("Thu"))) == pytest.approx(48 * 4 / 7, abs=0.02)


def test_who_has_opted_out() -> None:
    """Regulation 5: who has agreed in writing may pass 48 hours."""
    line = f"{THIRTY_SEVEN}, sleep-in Fri, sleep-in Sat"
    assert broken(AverageWeek, home(opted_out=True), ann=line) == []
    assert broken(AverageWeek, home(person("ben"), opted_out=True), ann=line, ben=line) == ["ben"]


def test_an_average_broken_by_history() -> None:
    """After 25 weeks of 60 hours nothing more may be worked; nobody is blamed for working nothing."""
    problem = home(worked([60.0] * 25))
    assert broken(AverageWeek, problem) == []
    assert broken(AverageWeek, problem, ann="early Mon") == ["ann"]


def test_nothing_left_is_not_a_minute() -> None:
    """After 25 weeks of 60 hours a minute at the desk is too much."""
    problem = home(worked([60.0] * 25), session("desk", "Mon", "09:00 09:01"))
    assert broken(AverageWeek, problem, ann="desk 2026-02-02 Mon 09:00") == ["ann"]


def test_hours_of_a_duty_begun_before_are_not_this_drafts_doing() -> None:
    """Sunday's night reaches 7 hours into a week with nothing left: only what is added is refused."""
    begun = DutyBefore(person="ann", start=at("Sun-1 22:00"), end=at("Mon 07:00"))
    problem = home(worked([60.0] * 25), begun)
    assert broken(AverageWeek, problem) == []
    assert broken(AverageWeek, problem, ann="early Wed") == ["ann"]


def test_each_weeks_end_is_looked_at() -> None:
    """55 hours in the first of two weeks break it at the first week's end, whatever follows."""
    problem = hub(person("ann"), shift("day", start=time(9), end=time(20)), weeks=2)
    five = ", ".join(f"day {day}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri"))
    assert broken(AverageWeek, problem, ann=five) == ["ann"]
    assert broken(AverageWeek, problem, ann=five.replace(",", "+1,") + "+1") == []


def test_weeks_are_added_up() -> None:
    """Four days of 12 hours in one week and as many in the next are 96 hours: no day more."""
    problem = hub(person("ann"), shift("day"), weeks=2)
    eight = ", ".join(f"day {day}{week}" for week in ("", "+1") for day in ("Mon", "Tue", "Wed", "Thu"))
    assert broken(AverageWeek, problem, ann=eight) == []
    assert broken(AverageWeek, problem, ann=f"{eight}, day Sat+1") == ["ann"]


def test_an_average_is_told_of_whom_an_edit_touches() -> None:
    """Both work 60 hours: who gives ben his is told of ben alone."""
    problem = hub(people("ann ben"), shift("day"))
    five = ", ".join(f"day {day}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri"))
    assert told_of_edit(AverageWeek, problem, "ben", ann=five, ben=five) == ["ben"]


@pytest.mark.parametrize(
    ("first", "early_ends", "who"),
    [
        (FEBRUARY, time(13, 48), []),  # 5 x 7 h 48 + 9 = 48
        (FEBRUARY, time(13, 49), ["ann"]),
        (OCTOBER, time(13, 36), []),  # 5 x 7 h 36 + 10 = 48
        (OCTOBER, time(13, 37), ["ann"]),
        (MARCH, time(14, 0), []),  # 5 x 8 h + 8 = 48
        (MARCH, time(14, 1), ["ann"]),
    ],
)
def test_the_average_over_a_clock_change(first: date, early_ends: time, who: list[str]) -> None:
    """Saturday's sleep-in from 22:00 to 07:00 counts 10 hours in October and 8 in March."""
    problem = home(first=first, early_ends=early_ends)
    assert broken(AverageWeek, problem, ann=f"{THIRTY_SEVEN}, sleep-in Sat") == who


# The contract's own limits ------------------------------------------------------------------------


def said(problem: Problem, line: str) -> list[str]:
    """Give what is said of ann's line."""
    return [found.message for found in violations(ContractLimits, problem, ann=line)]


TOO_MANY_HOURS = "More hours than the contract allows in a week."
TOO_MANY_SPELLS = "Too many spells of on-call in a week."


@pytest.mark.parametrize(("most", "told"), [(37, []), (36.9, [TOO_MANY_HOURS])])
def test_no_more_hours_than_the_contract_allows(most: float, told: list[str]) -> None:
    """37 hours are allowed who may work 37; sleep-ins do not count towards them."""
    assert said(home(most_hours=most), f"{THIRTY_SEVEN}, sleep-in Sat") == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("day Mon, day Wed", [TOO_MANY_HOURS]),
        ("day Sun, day Mon+1", []),
        ("day Mon+1, day Sun+1", [TOO_MANY_HOURS]),
    ],
)
def test_a_duty_counts_for_the_week_it_begins_in(line: str, told: list[str]) -> None:
    """Who may work 10 hours a week works one day of ten a week, those that begin as Monday does too."""
    day = shift("day", start=time(0), end=time(10))
    assert said(hub(person("ann", most_hours=10), day, weeks=2), line) == told


def test_no_more_than_three_spells_of_on_call() -> None:
    """Three spells in a week are allowed, four are not."""
    days = ("Mon", "Tue", "Wed", "Thu", "Fri")
    spells = [on_call(f"c{a}", f"{a} 17:00", f"{b} 09:00") for a, b in zip(days, days[1:], strict=False)]
    problem = hub(person("ann"), spells)
    assert said(problem, "cMon, cTue, cWed") == []
    assert said(problem, "cMon, cTue, cWed, cThu") == [TOO_MANY_SPELLS]


@pytest.mark.parametrize(
    ("line", "told"),
    [("first, last", [TOO_MANY_SPELLS]), ("last, next", []), ("next, after", [TOO_MANY_SPELLS])],
)
def test_a_spell_counts_for_the_week_it_begins_in(line: str, told: list[str]) -> None:
    """Of one spell a week: Sunday evening's is this week's, one from midnight on Monday the next week's."""
    spells = [
        on_call("first", "Mon 00:00", "Mon 08:00"),
        on_call("last", "Sun 17:00", "Mon+1 09:00"),
        on_call("next", "Mon+1 00:00", "Mon+1 08:00"),
        on_call("after", "Sun+1 17:00", "Mon+2 09:00"),
    ]
    one = PolicyNumber(rule="contract limits", number="most_spells", value=1)
    assert said(hub(person("ann"), spells, one, weeks=2), line) == told


def test_a_contract_is_told_of_whom_an_edit_touches() -> None:
    """Both work more than they may: who gives ben his early is told of ben alone."""
    problem = hub(people("ann ben", most_hours=5), shift("early", seats=2))
    assert told_of_edit(ContractLimits, problem, "ben", ann="early Mon", ben="early Mon") == ["ben"]
