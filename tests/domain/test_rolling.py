"""A problem moved on: what a roster leaves behind, and what belongs to another period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import HOUR, instant, instant_of
from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import Offer
from hub_roster.domain.people import (
    Availability,
    DutyBefore,
    Induction,
    Leave,
    LeaveYear,
    PatternDay,
    Person,
    Request,
    WeekWorked,
)
from hub_roster.domain.plans import Move, Outcome, OutcomeKind, Plan
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import continued, starting
from hub_roster.domain.roster import Roster, RosterStatus, assign
from hub_roster.domain.tasks import Escort, Lock, Meeting, PublishedAssignment, Session
from hub_roster.domain.their_week import Term
from hub_roster.domain.young_people import Contact, OwnAdults, Setting
from hub_roster.solver.draft import draft
from hub_roster.solver.limits import Limits
from tests.tiny import hub, on, people, roster, visit, young

MONDAY = date(2026, 1, 5)
WEEK = timedelta(days=7)
MARCH, OCTOBER = date(2027, 3, 22), date(2026, 10, 19)
"""Mondays of the weeks in which the clocks change, on the Sunday."""


def seats(problem: Problem, person: str, *tasks: str) -> list[tuple[str, str]]:
    """Give pairs of a person and a seat, each shift named by its date and name."""
    return [(person, f"Cliff/{task}/1") for task in tasks]


def rostered(problem: Problem, pairs: Iterable[tuple[str, str]], status: str = "draft") -> Roster:
    """Give a roster of seats and visits; a visit starts as early as it may on its first day."""
    assignments = []
    for person, task_id in pairs:
        task = problem.task(task_id)
        assert task is not None
        if isinstance(task, Appointment):
            start = task.window[0]
            span = start, start + task.minutes
        else:
            span = (task.start, task.end) if not hasattr(task, "span") else task.span
        assignments.append(assign(problem.id, person, task_id, *span))
    return Roster(
        problem_id=problem.id,
        first_day=problem.first_day,
        weeks=problem.weeks,
        status=RosterStatus(status),
        assignments=tuple(assignments),
    )


def block(day: date) -> tuple[str, str, str]:
    """Name the shifts of a late, sleep-in and early that begins on a date."""
    return f"{day}/Late", f"{day}/Sleep-in", f"{day + timedelta(days=1)}/Early"


@pytest.fixture
def longer(sound: Problem) -> Problem:
    """Give the sound hub for two weeks, with a visit in each and one that may wait."""
    first = sound.visits[0]
    later = {"first_day": MONDAY + WEEK, "last_day": MONDAY + WEEK}
    return sound.edited(
        weeks=2,
        visits=(
            first,
            first.model_copy(update={"id": "Maple 2", **later}),
            first.model_copy(update={"id": "Maple 3", "last_day": MONDAY + WEEK}),
        ),
    )


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


def test_a_last_duty_counts_only_the_day_before(longer: Problem) -> None:
    """A duty that ended on the Sunday before is kept; a week later everyone has long rested."""
    before = DutyBefore(person="C:1", start=datetime(2026, 1, 4, 7), end=datetime(2026, 1, 4, 15))
    problem = longer.edited(duties_before=[before])
    assert starting(problem, MONDAY, 1).duties_before == (before,)
    assert starting(problem, MONDAY + WEEK, 1).duties_before == ()


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


def test_visits_made_are_not_asked_for_again(longer: Problem) -> None:
    """A visit that might have waited is gone once made, with its locks; one not made stays."""
    problem = longer.edited(locks=[Lock(person="C:2", task="Maple 3", must=False)])
    first = starting(problem, MONDAY, 1)
    made = continued(problem, rostered(first, [("C:1", "Maple 1"), ("C:1", "Maple 3")]))
    assert [visit.id for visit in made.visits] == ["Maple 2"]
    assert made.locks == ()
    unmade = continued(problem, rostered(first, [("C:1", "Maple 1")]))
    assert [visit.id for visit in unmade.visits] == ["Maple 2", "Maple 3"]
    assert len(unmade.locks) == 1


def test_contacts_move_familiarity_on(sound: Problem) -> None:
    """Visits and waking shifts are entered as time together, sleep-ins as time asleep."""
    pairs = [*seats(sound, "C:1", *block(MONDAY)), ("C:2", "Maple 1")]
    pairs.append(("C:2", f"Cliff/{MONDAY}/Late/2"))
    contacts = continued(sound, rostered(sound, pairs)).contacts
    together = {(c.person, c.young_person, c.day, c.setting): c for c in contacts}
    assert len(together) == len(contacts) == 5
    late = together["C:1", "Heron", MONDAY, Setting.SHIFT]
    assert (late.minutes, late.adults, late.young_people) == (8 * HOUR, 2, 1)
    assert together["C:1", "Heron", MONDAY, Setting.ASLEEP].minutes == 8 * HOUR
    assert together["C:1", "Heron", MONDAY + timedelta(days=1), Setting.SHIFT].adults == 1
    assert together["C:2", "Maple", MONDAY, Setting.VISIT].minutes == 60


def test_the_roster_speaks_for_its_own_days(sound: Problem) -> None:
    """Ledger rows of the roster's days give way to it, so that nothing counts twice."""
    row = Contact(person="C:2", young_person="Maple", day=MONDAY, minutes=45)
    older = row.model_copy(update={"day": MONDAY - timedelta(days=3)})
    problem = sound.edited(contacts=[row, older])
    contacts = continued(problem, rostered(problem, [("C:2", "Maple 1")])).contacts
    assert [(c.day, c.minutes) for c in contacts] == [(older.day, 45), (MONDAY, 60)]


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


@pytest.mark.parametrize("monday", [MARCH, OCTOBER])
def test_after_a_clock_change_the_block_ends_by_the_wall(sound: Problem, monday: date) -> None:
    """A block from the changed Sunday to Monday is carried with the wall times people know."""
    problem = sound.edited(first_day=monday, visits=())
    sunday = monday + timedelta(days=6)
    (before,) = continued(problem, rostered(problem, seats(problem, "C:1", *block(sunday)))).duties_before
    assert before.start == datetime.combine(sunday, datetime.min.time()) + timedelta(hours=15)
    assert before.end == datetime.combine(sunday, datetime.min.time()) + timedelta(days=1, hours=15)
    assert instant_of(before.end) - instant_of(before.start) == 24 * HOUR


def test_sundays_block_holds_mondays_seat(sound: Problem) -> None:
    """A late, sleep-in and early over the period's end is the last duty, its early a seat of the new week."""
    sunday = MONDAY + timedelta(days=6)
    pairs = seats(sound, "C:1", f"{MONDAY}/Early", *block(sunday))
    pairs += seats(sound, "C:2", f"{MONDAY}/Late")
    before = {duty.person: duty for duty in continued(sound, rostered(sound, pairs)).duties_before}
    assert before["C:1"].tasks == (f"Cliff/{MONDAY + WEEK}/Early/1",)
    assert before["C:1"].start == datetime(2026, 1, 11, 15)
    assert before["C:2"].tasks == ()
    assert before["C:2"].end == datetime(2026, 1, 5, 23)


def test_sundays_sleep_in_block_locks_monday_morning(sound: Problem) -> None:
    """The next draft keeps that person on Monday's early seat, and gives nothing until the rest is over."""
    sunday, following = MONDAY + timedelta(days=6), MONDAY + WEEK
    roster = rostered(sound, seats(sound, "C:1", *block(sunday)))
    ben = sound.people[1].model_copy(update={"contract_hours": 30})
    others = [ben.model_copy(update={"key": f"C:{number}"}) for number in range(2, 7)]
    enough = sound.edited(skills=(), people=[sound.people[0], *others])
    problem = continued(enough, roster)
    drafted = draft(problem, limits=Limits(seconds=None, work=0.3))
    assert not drafted.judgement.violations
    lines = Lines(problem, drafted.roster)
    assert "C:1" in lines.on[f"Cliff/{following}/Early"]
    begun, *later = lines.of["C:1"]
    assert begun.start == instant_of(datetime(2026, 1, 11, 15))
    assert later, "the person works again later in the week, so that the rest is put to the test"
    assert all(a.end <= b.start for a, b in pairwise((begun, *later)))
    # 15:00 on Monday and 22 hours
    assert later[0].start >= instant(following + timedelta(days=1), datetime.min.time()) + 13 * HOUR


def test_weeks_to_come_are_as_many_as_asked_for(longer: Problem) -> None:
    """The new period begins where the roster ends, whatever period the file has."""
    first = starting(longer, MONDAY, 1)
    after = continued(longer, rostered(first, []), weeks=3)
    assert (after.first_day, after.weeks) == (MONDAY + WEEK, 3)
    assert after.id == longer.id


# Series, moves and offers -------------------------------------------------------------------------


def family_work(sound: Problem, **more: object) -> Problem:
    """Give the sound hub with a plan, a desk, a team meeting, a supervision and a move."""
    window: dict[str, Any] = {"minutes": 60, "earliest": time(16), "latest": time(18)}
    team: dict[str, Any] = {"hub": "North", "place": "Moor", "attendees": ("C:1",), **window}
    return sound.edited(
        plans=(Plan(code="Plan", young_person="Maple", **window),),
        sessions=(Session(code="Desk", hub="North", place="Moor", days=(1,), start=time(9), end=time(12)),),
        meetings=(
            Meeting(id="Team", first_day=MONDAY, last_day=MONDAY + WEEK, **team),
            Meeting(id="Weekly", first_day=MONDAY, last_day=MONDAY, every_weeks=1, **team),
        ),
        moves=(
            Move(
                code="Move",
                young_person="Maple",
                household="Rowan",
                decided_by="Panel",
                decided_on=MONDAY - WEEK,
                ended_on=MONDAY + timedelta(days=4),
                **window,
            ),
        ),
        **more,
    )


def test_series_go_on(sound: Problem) -> None:
    """What comes every week is there in the next one, by that week's dates."""
    second = starting(family_work(sound), MONDAY + WEEK, 1)
    assert set(second.appointment) == {
        "Plan 2026-01-12 1",
        "Desk 2026-01-13",
        "Team",
        "Weekly 2026-01-12",
        "Move goodbye",
    }


def test_what_was_done_once_is_not_asked_for_again(sound: Problem) -> None:
    """The team has met and the goodbye is said; the weekly meeting comes again."""
    first = family_work(sound)
    made = [("C:1", name) for name in ("Team", "Weekly 2026-01-05", "Move goodbye", "Plan 2026-01-05 1")]
    after = continued(first, rostered(first, made))
    assert set(after.appointment) == {"Plan 2026-01-12 1", "Desk 2026-01-13", "Weekly 2026-01-12"}
    nothing = continued(first, rostered(first, []))
    assert {"Team", "Move goodbye"} <= set(nothing.appointment)


def test_locks_offers_and_what_is_published_of_a_series_stay_in_their_week(sound: Problem) -> None:
    """By the names that the tasks of that week have."""
    tasks = ("Plan 2026-01-05 1", "Plan 2026-01-12 1")
    problem = family_work(
        sound,
        weeks=2,
        locks=tuple(Lock(person="C:1", task=task) for task in tasks),
        offers=tuple(Offer(person="C:2", task=task) for task in tasks),
        published=tuple(
            PublishedAssignment(person="C:1", task=task, start=datetime(2026, 1, day, 16))
            for task, day in zip(tasks, (5, 12), strict=True)
        ),
    )
    second = starting(problem, MONDAY + WEEK, 1)
    for table in (second.locks, second.offers, second.published):
        assert [row.task for row in table] == [tasks[1]]


def test_an_escort_leaves_a_contact_for_each_who_goes(sound: Problem) -> None:
    """Both adults have been with Heron for its length; so has a visitor of a whole family, with each."""
    escort = Escort(
        id="Escort",
        young_person="Heron",
        start=datetime(2026, 1, 6, 9),
        minutes=45,
        origin="Cliff House",
        destination="Moor",
        adults=2,
    )
    together = sound.visits[0].model_copy(update={"others": ("Heron",)})
    problem = sound.edited(escorts=(escort,), visits=(together,))
    pairs = [("C:1", "Escort"), ("C:2", "Escort"), ("C:1", "Maple 1")]
    after = continued(problem, rostered(problem, pairs))
    assert [(c.person, c.young_person, c.minutes, c.adults) for c in after.contacts] == [
        ("C:1", "Heron", 60, 1),
        ("C:1", "Maple", 60, 1),
        ("C:1", "Heron", 45, 2),
        ("C:2", "Heron", 45, 2),
    ]


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


def test_a_visit_nobody_could_make_any_more_is_on_record() -> None:
    """Nobody was down for v, whose last day is gone: it is not made. w may still be made next week."""
    problem = hub(
        people("ann"),
        young("Heron"),
        visit("v", "Heron", "Mon", "Tue"),
        visit("w", "Heron", "Fri", "Tue+1"),
        weeks=2,
    )
    (outcome,) = continued(problem, roster(starting(problem, problem.first_day, 1))).outcomes
    assert (outcome.visit, outcome.outcome, outcome.day) == ("v", OutcomeKind.NOT_MADE, on("Tue"))


def test_a_visit_that_was_declined_makes_nobody_known() -> None:
    """Tried and declined: no time together stands in the ledger, be the visit named or not."""
    for named in ("v", None):
        outcome = Outcome(
            young_person="Heron",
            person="ann",
            day=on("Mon"),
            minutes=0,
            outcome=OutcomeKind.DECLINED,
            visit=named,
        )
        problem = hub(people("ann"), young("Heron"), visit("v", "Heron", "Mon"), outcome)
        assert not continued(problem, roster(problem, ann="v Mon 10:00")).contacts
