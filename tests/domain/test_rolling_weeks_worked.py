"""Weeks worked that a roster leaves behind: cut on Sunday night, assumed until worked, by the true hours."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hub_roster.domain.clock import HOUR
from hub_roster.domain.people import Leave, Person, WeekWorked
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import continued, starting
from tests.domain.sound_rosters import MARCH, MONDAY, OCTOBER, WEEK, block, rostered, seats


def test_working_time_is_cut_at_midnight_on_sunday(sound: Problem) -> None:
    """Of a block over the period's end, the week gets the part before midnight and the next the rest."""
    sunday = MONDAY + timedelta(days=6)
    roster = rostered(sound, seats(sound, "C:1", *block(sunday)))
    after = continued(sound, roster)
    worked = {week.person: week for week in after.weeks_worked}
    assert (worked["C:1"].week, worked["C:1"].working_minutes) == (MONDAY, 9 * HOUR)
    assert worked["C:1"].assumed
    assert worked["C:2"].working_minutes == 0


def test_what_was_worked_is_not_assumed(sound: Problem) -> None:
    """A roster recorded as worked gives weeks that are facts."""
    after = continued(sound, rostered(sound, seats(sound, "C:1", f"{MONDAY}/Early"), "worked"))
    assert not any(week.assumed for week in after.weeks_worked)


def test_a_week_recorded_outranks_the_roster(sound: Problem) -> None:
    """Where a hub's file for the new week holds what was worked, the roster does not replace it."""
    recorded = WeekWorked(person="C:1", week=MONDAY, working_minutes=1000)
    assumed = WeekWorked(person="C:2", week=MONDAY, working_minutes=1000, assumed=True)
    problem = sound.edited(first_day=MONDAY + WEEK, visits=(), weeks_worked=[recorded, assumed])
    roster = rostered(starting(problem, MONDAY, 1), seats(sound, "C:1", f"{MONDAY}/Early"))
    worked = {week.person: week.working_minutes for week in continued(problem, roster).weeks_worked}
    assert worked == {"C:1": 1000, "C:2": 0}


def test_leave_and_days_before_someone_started_are_excluded(sound: Problem) -> None:
    """Days of leave do not lower the 48-hour average, and a week before the start counts for nobody."""
    ann, ben = sound.people
    people: list[Person] = [ann, ben.model_copy(update={"started": MONDAY + timedelta(days=4)})]
    people.append(ben.model_copy(update={"key": "C:3", "started": MONDAY + WEEK}))
    leave = Leave(person="C:1", first_day=MONDAY - timedelta(days=1), last_day=MONDAY + timedelta(days=1))
    problem = sound.edited(people=people, leave=[leave])
    after = continued(problem, rostered(problem, []))
    assert {week.person: week.excluded_days for week in after.weeks_worked} == {"C:1": 2, "C:2": 4}


@pytest.mark.parametrize(("monday", "hours"), [(MARCH, 7), (OCTOBER, 9)])
def test_the_nights_the_clocks_change_have_their_true_length(
    sound: Problem, monday: date, hours: int
) -> None:
    """A sleep-in of 8 hours on the wall is 7 in March and 9 in October, in hours worked and time asleep."""
    stay = sound.stays[0].model_copy(update={"last_day": None})
    problem = sound.edited(first_day=monday, visits=(), stays=[stay])
    saturday = monday + timedelta(days=5)
    after = continued(problem, rostered(problem, seats(problem, "C:1", f"{saturday}/Sleep-in")))
    worked = {week.person: week.working_minutes for week in after.weeks_worked}
    assert worked["C:1"] == hours * HOUR
    assert [contact.minutes for contact in after.contacts] == [hours * HOUR]
