"""Which rows another period takes over, and which belong to the one before."""

from __future__ import annotations

from datetime import datetime, time

from hub_roster.domain.people import (
    Availability,
    DutyBefore,
    Induction,
    LeaveYear,
    PatternDay,
    Request,
    WeekWorked,
)
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import continued, starting
from hub_roster.domain.tasks import Lock, PublishedAssignment
from hub_roster.domain.their_week import Term
from hub_roster.domain.young_people import OwnAdults
from tests.domain.sound_rosters import MONDAY, WEEK, rostered


def test_the_same_period_is_the_same_problem(sound: Problem) -> None:
    """Asking for the period a file has changes nothing."""
    assert starting(sound, sound.first_day, sound.weeks) is sound


def test_another_period_leaves_out_what_lies_outside(longer: Problem) -> None:
    """Visits, requests, locks and what is published go where no day of theirs is left."""
    problem = longer.edited(
        requests=[
            Request(person="C:1", day=MONDAY, wish=PatternDay.OFF),
            Request(person="C:1", day=MONDAY + WEEK, wish=PatternDay.OFF),
        ],
        locks=[
            Lock(person="C:1", task=f"Cliff/{MONDAY}/Early/1"),
            Lock(person="C:1", task=f"Cliff/{MONDAY + WEEK}/Early/1"),
            Lock(person="C:2", task="Maple 1"),
        ],
        published=[
            PublishedAssignment(person="C:2", task="Maple 3", start=datetime(2026, 1, 5, 16)),
            PublishedAssignment(person="C:1", task="Maple 2", start=datetime(2026, 1, 12, 16)),
        ],
    )
    second = starting(problem, MONDAY + WEEK, 1)
    assert (second.first_day, second.weeks) == (MONDAY + WEEK, 1)
    assert [visit.id for visit in second.visits] == ["Maple 2", "Maple 3"]
    assert [request.day for request in second.requests] == [MONDAY + WEEK]
    assert [lock.task for lock in second.locks] == [f"Cliff/{MONDAY + WEEK}/Early/1"]
    assert [each.task for each in second.published] == ["Maple 2"]


def test_what_only_a_long_duty_may_take_is_not_locked_yet(longer: Problem) -> None:
    """A lock on the Monday after belongs to the next period, though a block may reach into it."""
    task = f"Cliff/{MONDAY + WEEK}/Early/1"
    problem = longer.edited(locks=[Lock(person="C:1", task=task), Lock(person="C:2", task=task, must=False)])
    assert [lock.person for lock in starting(problem, MONDAY, 1).locks] == ["C:2"]


def test_an_earlier_period_knows_nothing_of_weeks_to_come(longer: Problem) -> None:
    """Past weeks that are not past yet, and last duties not yet begun, are left out."""
    problem = longer.edited(
        weeks_worked=[
            WeekWorked(person="C:1", week=MONDAY - WEEK, working_minutes=60),
            WeekWorked(person="C:1", week=MONDAY - 2 * WEEK, working_minutes=90),
        ],
        duties_before=[DutyBefore(person="C:1", start=datetime(2026, 1, 4, 7), end=datetime(2026, 1, 4, 15))],
    )
    earlier = starting(problem, MONDAY - WEEK, 2)
    assert [week.working_minutes for week in earlier.weeks_worked] == [90]
    assert earlier.duties_before == ()


def test_weeks_to_come_are_as_many_as_asked_for(longer: Problem) -> None:
    """The new period begins where the roster ends, whatever period the file has."""
    first = starting(longer, MONDAY, 1)
    after = continued(longer, rostered(first, []), weeks=3)
    assert (after.first_day, after.weeks) == (MONDAY + WEEK, 3)
    assert after.id == longer.id


def test_availability_plans_and_people_are_taken_over_as_they_are(sound: Problem) -> None:
    """What does not belong to one period stays in the file."""
    kept = {
        "availability": (Availability(person="C:1", start=time(8), end=time(18)),),
        "inductions": (Induction(person="C:2", first_day=MONDAY - WEEK),),
        "leave_years": (LeaveYear(person="C:1", first_day=MONDAY, last_day=MONDAY + 52 * WEEK, hours=200),),
        "terms": (Term(calendar="Schools", first_day=MONDAY, last_day=MONDAY + WEEK),),
        "own_adults": (OwnAdults(young_person="Heron"),),
    }
    after = continued(sound.edited(**kept), rostered(sound.edited(**kept), []))
    for table, rows in kept.items():
        assert getattr(after, table) == rows
