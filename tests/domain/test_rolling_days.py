"""Past days and weeks that a roster leaves behind, and what else is told day by day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hub_roster.domain.people import (
    Consent,
    DayWorked,
    DutyBefore,
    PairApart,
    PatternDay,
    PatternWeek,
    WeekWorked,
)
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import continued, starting
from hub_roster.domain.young_people import MissingEpisode, PersonalNeed
from tests.tiny import (
    MONDAY,
    Rows,
    at,
    hub,
    on,
    on_call,
    people,
    person,
    resident,
    roster,
    shift,
    visit,
    young,
)
from tests.tiny_life import escort, meeting, plan

SHIFTS = shift("early"), shift("late"), shift("sleep-in"), shift("waking night")


def week(*rows: Rows, **fields: Any) -> Problem:
    """Give a week of ann and ben with shifts on every day."""
    return hub(people("ann ben"), SHIFTS, rows, **fields)


def days_of(problem: Problem, **lines: str) -> dict[tuple[str, date], DayWorked]:
    """Give the past days after a roster, by person and date."""
    return {(d.person, d.day): d for d in continued(problem, roster(problem, **lines)).days_worked}


def week_of(problem: Problem, key: str = "ann", first: str = "Mon", **lines: str) -> WeekWorked:
    """Give the past week of a person after a roster."""
    after = continued(problem, roster(problem, **lines))
    (found,) = (w for w in after.weeks_worked if (w.person, w.week) == (key, on(first, problem.first_day)))
    return found


def day(key: str, day: str, minutes: int = 0, **told: Any) -> DayWorked:
    """Give a past day."""
    return DayWorked(person=key, day=on(day), working_minutes=minutes, **told)


# Days worked --------------------------------------------------------------------------------------


def test_a_duty_over_midnight_is_two_days_of_work() -> None:
    """A late, sleep-in and early: nine hours of one date, fifteen of the next, on which none began."""
    found = days_of(week(), ann="late Tue, sleep-in Tue, early Wed")
    assert found == {
        ("ann", on("Tue")): day("ann", "Tue", 9 * 60, sleep_in=True),
        ("ann", on("Wed")): day("ann", "Wed", 15 * 60, duty=False),
    }


def test_a_spell_of_on_call_is_a_day_without_work() -> None:
    """It counts on the date it begins; beside a duty both are told."""
    problem = week(on_call("call", "Tue 17:00", "Wed 09:00"), on_call("again", "Thu 17:00", "Fri 09:00"))
    found = days_of(problem, ben="call, again, early Thu")
    assert found == {
        ("ben", on("Tue")): day("ben", "Tue", duty=False, on_call=True),
        ("ben", on("Thu")): day("ben", "Thu", 8 * 60, on_call=True),
    }


def test_driving_is_work_and_what_is_done_on_shift_is_not_more() -> None:
    """A visit of an hour with its way there and back is two hours; a meeting on a shift is in it."""
    problem = week(
        young("Robin"), visit("v", "Robin", "Tue"), meeting("m", "ann", "Wed", between="10:00 11:00")
    )
    found = days_of(problem, ann="v Tue 11:00, early Wed, m Wed 10:00")
    assert {row.day: row.working_minutes for row in found.values()} == {on("Tue"): 120, on("Wed"): 480}


def test_a_duty_that_begins_on_a_day_kept_free_is_a_call_in() -> None:
    """Tuesday and Wednesday are free: a waking night into Wednesday began on the first alone."""
    free = PatternWeek(person="ann", week=1, tuesday=PatternDay.OFF, wednesday=PatternDay.OFF)
    problem = hub(person("ann", pattern_anchor=MONDAY), free, SHIFTS)
    found = days_of(problem, ann="late Mon, waking night Tue")
    called = {row.day: (row.duty, row.called_in) for row in found.values()}
    assert called == {on("Mon"): (True, False), on("Tue"): (True, True), on("Wed"): (False, False)}


def test_a_duty_begun_before_falls_on_the_days_it_has_left() -> None:
    """Of a duty from Sunday afternoon to Monday at three, Monday has fifteen hours, and none began on it."""
    early = f"Oak/{MONDAY}/early/1"
    before = DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Mon 15:00"), tasks=(early,))
    assert days_of(week(before), ann="early Mon") == {("ann", MONDAY): day("ann", "Mon", 15 * 60, duty=False)}


def test_the_last_night_is_told_up_to_the_end_of_the_period() -> None:
    """What of Sunday's waking night lies on Monday is not past yet."""
    assert days_of(week(), ann="waking night Sun") == {("ann", on("Sun")): day("ann", "Sun", 2 * 60)}


@pytest.mark.parametrize(("monday", "minutes"), [(date(2027, 3, 22), 6 * 60), (date(2026, 10, 19), 8 * 60)])
def test_working_time_is_by_the_clock_where_it_changes(monday: date, minutes: int) -> None:
    """Of Saturday's waking night eight hours lie on Sunday: seven in March, nine in October."""
    problem = hub(people("ann"), SHIFTS, first_day=monday)
    found = days_of(problem, ann="waking night Sat")
    assert found["ann", on("Sun", monday)].working_minutes == minutes + 60


def test_what_a_hub_recorded_of_a_day_stands() -> None:
    """The file has moved on by a week, and says what ann did on Tuesday: less than planned."""
    planned = week()
    moved_on = week(day("ann", "Tue", 300), first_day=on("Mon+1"))
    after = continued(moved_on, roster(planned, ann="early Tue, early Wed"))
    assert [(d.day, d.working_minutes) for d in after.days_worked] == [(on("Tue"), 300), (on("Wed"), 480)]


def test_days_are_kept_for_four_weeks() -> None:
    """After this week, those of three weeks before it, and no older ones."""
    problem = week(day("ann", "Mon-4"), day("ann", "Sun-4"), day("ann", "Mon-3"), day("ben", "Sun-1"))
    after = continued(problem, roster(problem, ben="early Mon"))
    assert [(d.person, d.day) for d in after.days_worked] == [
        ("ann", on("Mon-3")),
        ("ben", on("Sun-1")),
        ("ben", on("Mon")),
    ]


def test_of_six_weeks_the_last_four_are_kept() -> None:
    """A long roster leaves no more behind than a short one."""
    problem = week(weeks=6)
    found = days_of(problem, ann="early Mon+1, early Mon+2, early Sun+5")
    assert [row.day for row in found.values()] == [on("Mon+2"), on("Sun+5")]


def test_a_period_begins_with_days_that_are_past() -> None:
    """Asked for the week before, those of that week are not history."""
    problem = week(day("ann", "Sun-2"), day("ann", "Mon-1"))
    assert starting(problem, on("Mon-1"), 1).days_worked == (day("ann", "Sun-2"),)
    assert starting(problem, on("Mon+1"), 1).days_worked == problem.days_worked


# Weeks worked -------------------------------------------------------------------------------------


def test_a_week_counts_what_is_shared_fairly() -> None:
    """Two waking nights, a sleep-in, and a duty on either day of the weekend."""
    found = week_of(week(), ann="waking night Mon, sleep-in Wed, waking night Thu, early Sat, late Sun")
    assert (found.weekend_days, found.nights, found.sleep_ins, found.bank_holidays) == (2, 2, 1, 0)


def test_each_week_has_its_own_counts() -> None:
    """A sleep-in of Sunday that ends on Monday belongs to the week it began in."""
    problem = week(weeks=2)
    line = "sleep-in Sun, waking night Wed+1"
    first, second = (week_of(problem, "ann", monday, ann=line) for monday in ("Mon", "Mon+1"))
    assert (first.weekend_days, first.nights, first.sleep_ins) == (1, 0, 1)
    assert (second.weekend_days, second.nights, second.sleep_ins) == (0, 1, 0)


EASTER = date(2026, 3, 30)
"""The Monday of the week of Good Friday, 3 April 2026."""


@pytest.mark.parametrize(
    ("numbers", "count"),
    [({}, 1), ({"extra_day_1": 20260402}, 2), ({"extra_day_1": 20260402, "extra_day_2": 20260401}, 3)],
)
def test_bank_holidays_are_the_policys(numbers: dict[str, int], count: int) -> None:
    """Good Friday, and the days a policy adds: of three duties each counts that began on one of them."""
    rows = [PolicyNumber(rule="pay", number=name, value=value) for name, value in numbers.items()]
    problem = hub(people("ann"), SHIFTS, rows, first_day=EASTER)
    found = week_of(problem, ann="early Wed, early Thu, early Fri")
    assert found.bank_holidays == count


@pytest.mark.parametrize(("itself", "count"), [(0, 1), (1, 2)])
def test_a_holiday_on_a_saturday_counts_as_the_policy_says(itself: int, count: int) -> None:
    """Boxing Day 2026 is kept on Monday the 28th; Christmas Day is a Friday."""
    number = PolicyNumber(rule="pay", number="holiday_itself", value=itself)
    problem = hub(people("ann"), SHIFTS, number, first_day=date(2026, 12, 21))
    assert week_of(problem, ann="early Fri, early Sat").bank_holidays == count


def test_a_week_that_was_recorded_keeps_its_counts() -> None:
    """What the hub says of a week stands with all of it."""
    recorded = WeekWorked(person="ann", week=MONDAY, working_minutes=900, weekend_days=2, nights=1)
    problem = week(recorded, first_day=on("Mon+1"))
    after = continued(problem, roster(week(), ann="early Tue"))
    assert recorded in after.weeks_worked


# What is kept, and what is not --------------------------------------------------------------------


def test_what_is_agreed_or_on_record_stays() -> None:
    """Consents, pairs apart, needs of young people and episodes are the next period's too."""
    problem = week(
        resident("Heron"),
        Consent(person="ann", day=on("Tue+1")),
        PairApart(person="ann", other="ben"),
        need(young_person="Heron"),
        MissingEpisode(young_person="Heron", gone=at("Sun-1 20:00")),
    )
    after = continued(problem, roster(problem))
    for table in ("consents", "pairs_apart", "personal_needs", "missing_episodes"):
        assert getattr(after, table) == getattr(problem, table) != ()


def need(**about: Any) -> PersonalNeed:
    """Give a personal need with its papers."""
    return PersonalNeed(
        skill="woman", recorded="Plan 7", approved_by="Manager", review_by=on("Sun+8"), **about
    )


def test_a_need_of_a_task_goes_with_it() -> None:
    """The second week of a fortnight keeps the needs of its own tasks; visits of a plan have their dates."""
    escorts = escort("dentist", "Heron", "Tue 10:00"), escort("court", "Heron", "Tue+1 10:00")
    tasks = ("dentist", "court", f"Oak/{on('Wed+1')}/early", f"Weekly {MONDAY} 1", f"Weekly {on('Mon+1')} 1")
    needs = [need(task=task) for task in tasks]
    problem = week(resident("Heron"), escorts, plan("Weekly", "Heron"), needs, weeks=2)
    kept = [need.task for need in starting(problem, on("Mon+1"), 1).personal_needs]
    assert kept == ["court", f"Oak/{on('Wed+1')}/early", f"Weekly {on('Mon+1')} 1"]


def test_a_need_of_a_visit_that_is_made_is_met() -> None:
    """The visit is not asked for again, nor is who may make it; one left to be made keeps its need."""
    visits = visit("v", "Heron", "Mon", "Mon+1"), visit("w", "Heron", "Mon", "Mon+1")
    problem = week(young("Heron"), visits, need(task="v"), need(task="w"), weeks=2)
    first = starting(problem, MONDAY, 1)
    after = continued(problem, roster(first, ann="v Tue 11:00"))
    assert [need.task for need in after.personal_needs] == ["w"]


def test_people_are_told_of_each_roster_on_a_day_of_its_own() -> None:
    """The day stands for the file's own period, however long, and for no other."""
    problem = week(weeks=2, told_on=on("Mon-3"))
    assert starting(problem, MONDAY, 1).told_on == on("Mon-3")
    assert starting(problem, on("Mon+1"), 1).told_on is None
    assert continued(problem, roster(problem)).told_on is None
