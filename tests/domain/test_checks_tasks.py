"""Visits that cannot be made, locks that cannot be kept, ways nobody knows the driving time of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest

from hub_roster.domain.checks import Fault
from hub_roster.domain.offers import AssignmentState, Offer
from hub_roster.domain.people import Person
from hub_roster.domain.place import Hub
from hub_roster.domain.plans import Move, Plan, PlanForm
from hub_roster.domain.tasks import Escort, Lock, Meeting, PublishedAssignment, Session, Who
from hub_roster.domain.their_week import Term, WeekKind, WeekTime
from hub_roster.domain.young_people import OwnAdults, PersonalNeed

if TYPE_CHECKING:
    from hub_roster.domain.model import Record
    from hub_roster.domain.problem import Problem

FaultsWith = Callable[..., list[Fault]]

DAY = date(2026, 1, 5)
SEAT = "Cliff/2026-01-05/Early/1"


@pytest.mark.parametrize(
    ("latest", "message"),
    [
        (time(16, 45), "A visit of 60 minutes does not fit between 16:00 and 16:45."),
        (
            time(0),
            "The visit must end by 00:00, which is not after 16:00; it may not go past midnight.",
        ),
    ],
)
def test_a_visit_fits_into_its_window(
    sound: Problem, faults_with: FaultsWith, latest: time, message: str
) -> None:
    """A visit longer than the time between earliest and latest cannot be made."""
    visit = sound.visits[0].model_copy(update={"latest": latest})
    assert faults_with(visits=(visit,)) == [Fault(("visits", 0, "latest"), message)]


def test_two_adults_cannot_be_one_person(sound: Problem, faults_with: FaultsWith) -> None:
    """A visit for two that only the key worker, or one named person, may make would never be made."""
    heron = sound.visits[0].model_copy(update={"young_person": "Heron", "place": "Moor", "adults": 2})
    path = ("visits", 0, "who")
    message = "2 adults are to go, and only 1 may: let the core team or anyone known go, or name more people."
    alone = heron.model_copy(update={"who": Who.KEY_WORKER})
    assert faults_with(visits=(alone,)) == [Fault(path, message)]
    named = heron.model_copy(update={"who": Who.NAMED, "named": (sound.people[0].key,)})
    assert faults_with(visits=(named,)) == [Fault(path, message)]
    core = heron.model_copy(update={"who": Who.CORE_TEAM})
    assert faults_with(visits=(core,)) == []


def test_adults_of_ones_own_count_for_who_may_go(sound: Problem, faults_with: FaultsWith) -> None:
    """Heron has two adults for themselves: a visit of the key worker alone would leave one of them out."""
    heron = sound.visits[0].model_copy(
        update={"young_person": "Heron", "place": "Moor", "who": Who.KEY_WORKER, "adults": 1}
    )
    assert faults_with(visits=(heron,)) == []
    own = OwnAdults(young_person="Heron", adults=2)
    (fault,) = faults_with(visits=(heron,), own_adults=(own,))
    assert fault.path == ("visits", 0, "who")


def test_a_visit_that_just_fits_is_sound(sound: Problem, faults_with: FaultsWith) -> None:
    """A window exactly as long as the visit will do."""
    assert faults_with(visits=(sound.visits[0].model_copy(update={"latest": time(17)}),)) == []


def test_a_visit_of_the_key_worker_needs_one(sound: Problem, faults_with: FaultsWith) -> None:
    """A visit only a key worker may make is a fault where the young person has none."""
    visit = sound.visits[0].model_copy(update={"who": Who.KEY_WORKER})
    (fault,) = faults_with(visits=(visit,))
    assert fault.path == ("visits", 0, "who")
    assert fault.message.startswith("Maple has no key worker")
    heron = visit.model_copy(update={"young_person": "Heron", "place": "Moor"})
    assert faults_with(visits=(heron,)) == []


@pytest.mark.parametrize(
    "task",
    ["Cliff/2026-01-05/Erly/1", "Cliff/2026-01-20/Early/1", "Cliff/2026-01-05/Early/0", "Mapel 1"],
)
def test_a_lock_on_an_unknown_task_is_found(faults_with: FaultsWith, task: str) -> None:
    """A lock on a task the period does not have is a fault."""
    (fault,) = faults_with(locks=(Lock(person="C:1", task=task),))
    assert fault.path == ("locks", 0, "task")
    assert fault.message.startswith(f"The period has no task called '{task}'. ")
    # Never a seat of another date than the one that was written.
    other_day = task == "Cliff/2026-01-20/Early/1"
    assert ("A seat is called like" if other_day else "Did you mean") in fault.message


def test_published_work_that_no_week_has_is_found(faults_with: FaultsWith) -> None:
    """'Early' keeps nobody from change: told, and how a seat is called. A seat of another week is none."""
    row = PublishedAssignment(person="C:1", task=SEAT, start=datetime(2026, 1, 5, 7, 30))
    assert faults_with(published=(row,)) == []
    (fault,) = faults_with(published=(row.model_copy(update={"task": "Early"}),))
    assert fault.path == ("published", 0, "task")
    assert "A seat is called like" in fault.message
    assert faults_with(published=(row.model_copy(update={"task": "Cliff/2025-12-29/Early/1"}),)) == []


@pytest.mark.parametrize("task", [SEAT, "Cliff/2026-01-12/Early/2", "Cliff/2026-01-05/Late", "Maple 1"])
def test_a_lock_on_a_known_task_is_sound(faults_with: FaultsWith, task: str) -> None:
    """Seats, also of the day after the period, whole shifts and visits may be locked."""
    assert faults_with(locks=(Lock(person="C:1", task=task),)) == []


@pytest.mark.parametrize("task", [SEAT, "Maple 1"])
def test_a_seat_is_locked_to_one_person(faults_with: FaultsWith, task: str) -> None:
    """Two locks may not give one seat, or a visit for one, to two people."""
    locks = tuple(Lock(person=key, task=task) for key in ("C:1", "C:2"))
    (fault,) = faults_with(locks=locks)
    assert fault == Fault(
        ("locks", 1, "task"), f"'{task}' is locked to C:1 already: release one of these locks."
    )


def test_locks_that_can_be_kept_together_are_sound(sound: Problem, faults_with: FaultsWith) -> None:
    """A visit for two may be locked to two, and a seat denied to one and given to another."""
    pair = (sound.visits[0].model_copy(update={"adults": 2}),)
    locks = (
        Lock(person="C:1", task="Maple 1"),
        Lock(person="C:2", task="Maple 1"),
        Lock(person="C:1", task=SEAT),
        Lock(person="C:2", task=SEAT, must=False),
    )
    assert faults_with(visits=pair, locks=locks) == []


def test_a_person_is_not_given_and_denied_one_task(faults_with: FaultsWith) -> None:
    """A lock that gives a task and one that denies it to the same person contradict each other."""
    locks = tuple(Lock(person="C:1", task=SEAT, must=must) for must in (True, False))
    (fault,) = faults_with(locks=locks)
    assert fault.path == ("locks", 1, "task")


def test_missing_driving_times_are_found_once_a_place(sound: Problem, faults_with: FaultsWith) -> None:
    """The place whose driving times are missing is named once, with the places it lacks."""
    (fault,) = faults_with(driving=())
    assert fault.path == ("places", 2, "code")
    assert fault.message == (
        "No driving time between 'Moor' and Cliff House, Town Hall: each is used for work. "
        "Add a row for each way to Driving times."
    )


def test_only_ways_that_may_be_driven_are_asked_for(sound: Problem, faults_with: FaultsWith) -> None:
    """Places without work, and the way from base to home, need no row; a row does both ways."""
    assert faults_with(visits=(), driving=()) == []
    turned = sound.driving[0].model_copy(update={"origin": "Cliff House", "destination": "Moor"})
    assert faults_with(driving=(turned, sound.driving[1])) == []


# Plans, moves, meetings, weeks, offers ------------------------------------------------------------


@pytest.mark.parametrize(("table", "what"), [("plans", "visit"), ("moves", "visit"), ("meetings", "meeting")])
def test_plans_moves_and_meetings_fit_into_their_windows(
    faults_with: FaultsWith, table: str, what: str
) -> None:
    """Two hours do not fit between four and five, and nothing goes past midnight."""
    window: dict[str, Any] = {"minutes": 120, "earliest": time(16), "latest": time(17)}
    rows: dict[str, Record] = {
        "plans": Plan(code="P", young_person="Heron", **window),
        "moves": Move(code="M", young_person="Maple", household="Rowan", **window),
        "meetings": Meeting(
            id="T", hub="North", place="Moor", attendees=("C:1",), first_day=DAY, last_day=DAY, **window
        ),
    }
    (fault,) = faults_with(**{table: (rows[table],)})
    assert fault == Fault(
        (table, 0, "latest"), f"A {what} of 120 minutes does not fit between 16:00 and 17:00."
    )
    past_midnight = rows[table].model_copy(update={"latest": time(1)})
    (fault,) = faults_with(**{table: (past_midnight,)})
    assert fault.message.startswith(f"The {what} must end by 01:00")


PLAN: dict[str, Any] = {"code": "P", "minutes": 30, "earliest": time(9), "latest": time(12)}


def test_flexible_time_is_somebodys(faults_with: FaultsWith) -> None:
    """Without a key worker, flexible time needs a name."""
    flexible = Plan(young_person="Maple", form=PlanForm.FLEXIBLE, **PLAN)
    (fault,) = faults_with(plans=(flexible,))
    assert fault.path == ("plans", 0, "who")
    assert fault.message.startswith("Maple has no key worker")
    named = flexible.model_copy(update={"who": Who.NAMED, "named": ("C:2",)})
    assert faults_with(plans=(named,)) == []
    assert faults_with(plans=(flexible.model_copy(update={"young_person": "Heron"}),)) == []


@pytest.mark.parametrize("table", ["plans", "visits", "escorts"])
def test_people_are_named_for_named_and_only_then(
    sound: Problem, faults_with: FaultsWith, table: str
) -> None:
    """Neither 'named' without names nor names without 'named'."""
    rows: dict[str, Record] = {
        "plans": Plan(young_person="Heron", **PLAN),
        "visits": sound.visits[0],
        "escorts": Escort(
            id="E",
            young_person="Heron",
            start=datetime(2026, 1, 5, 9),
            minutes=30,
            origin="Cliff House",
            destination="Moor",
        ),
    }
    message = "Name people here for 'named', and only then."
    for fields in ({"who": Who.NAMED}, {"named": ("C:1",)}):
        (fault,) = faults_with(**{table: (rows[table].model_copy(update=fields),)})
        assert fault == Fault((table, 0, "named"), message)
    both = rows[table].model_copy(update={"who": Who.NAMED, "named": ("C:1",)})
    assert faults_with(**{table: (both,)}) == []


def test_every_other_week_is_counted_from_a_date(faults_with: FaultsWith) -> None:
    """A fortnightly plan says from when."""
    fortnightly = Plan(young_person="Heron", every_weeks=2, **PLAN)
    (fault,) = faults_with(plans=(fortnightly,))
    assert fault == Fault(("plans", 0, "first_day"), "Every 2 weeks: say from which date they are counted.")
    assert faults_with(plans=(fortnightly.model_copy(update={"first_day": DAY}),)) == []


def test_a_joint_visit_has_an_adult_for_each_role(sound: Problem, faults_with: FaultsWith) -> None:
    """Two roles are not one adult's."""
    joint = sound.visits[0].model_copy(update={"roles": ("clinician", "police")})
    (fault,) = faults_with(visits=(joint,))
    assert fault.path == ("visits", 0, "roles")
    assert fault.message == "2 roles are to be there, and only 1 of the adults."
    assert faults_with(visits=(joint.model_copy(update={"adults": 2}),)) == []


MOVE = Move(code="M", young_person="Maple", household="Rowan", minutes=60, earliest=time(9), latest=time(12))


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"household": ""}, "household"),
        ({"home": "Cliff", "carers": ("C:1",)}, "household"),
        ({"household": "", "home": "Cliff"}, "carers"),
        ({"decided_by": "Panel"}, "decided_on"),
        ({"decided_on": DAY}, "decided_on"),
        ({"household": "Rowen"}, "household"),
    ],
)
def test_a_move_is_to_somewhere_and_decided_whole(
    faults_with: FaultsWith, fields: dict[str, Any], path: str
) -> None:
    """One destination, adults to get to know, a household there is, and a decision with name and date."""
    (fault,) = faults_with(moves=(MOVE.model_copy(update=fields),))
    assert fault.path == ("moves", 0, path)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"household": "", "home": "Cliff", "carers": ("C:1",)},
        {"decided_by": "Panel", "decided_on": DAY},
    ],
)
def test_a_move_that_is_sound(faults_with: FaultsWith, fields: dict[str, Any]) -> None:
    """To a household, or to a home with its adults; decided or not."""
    assert faults_with(moves=(MOVE.model_copy(update=fields),)) == []


def test_a_time_of_the_week_is_somewhere_and_in_a_known_term(faults_with: FaultsWith) -> None:
    """Where visits are welcome there is a place; a calendar has term dates."""
    times: dict[str, Any] = {"kind": WeekKind.SCHOOL, "start": time(9), "end": time(15)}
    nowhere = WeekTime(young_person="Heron", visits=True, **times)
    in_term = WeekTime(young_person="Heron", calendar="School", **times)
    terms = (Term(calendar="Schools", first_day=DAY, last_day=DAY),)
    first, second = faults_with(week_times=(nowhere, in_term), terms=terms)
    assert first == Fault(("week_times", 0, "place"), "Visits are welcome then: say at which place.")
    assert second == Fault(
        ("week_times", 1, "calendar"),
        "No term dates are given for 'School'. Did you mean 'Schools'?",
    )


def test_an_offer_is_offered_accepted_or_declined(faults_with: FaultsWith) -> None:
    """Contracted work is no offer."""
    states = [AssignmentState.OFFERED, AssignmentState.ACCEPTED, AssignmentState.DECLINED]
    seats = [f"Cliff/2026-01-0{day}/Early/1" for day in (5, 6, 7, 8)]
    sound_offers = [Offer(person="C:1", task=seat, state=s) for seat, s in zip(seats, states, strict=False)]
    assert faults_with(offers=sound_offers) == []
    (fault,) = faults_with(offers=(Offer(person="C:1", task=seats[3], state=AssignmentState.CONTRACTED),))
    assert fault.path == ("offers", 0, "state")
    assert "'contracted' is none of these" in fault.message


def test_an_offer_is_of_a_task_the_period_has(faults_with: FaultsWith) -> None:
    """As a lock is."""
    (fault,) = faults_with(offers=(Offer(person="C:1", task="Mapel 1"),))
    assert fault == Fault(
        ("offers", 0, "task"), "The period has no task called 'Mapel 1'. Did you mean 'Maple 1'?"
    )


def test_locks_name_what_a_series_is_called(faults_with: FaultsWith) -> None:
    """A session by its date, a plan's visit by its week; a Tuesday it is not on is unknown."""
    desk = Session(code="Desk", hub="North", place="Moor", days=(0,), start=time(9), end=time(12))
    plan = Plan(young_person="Heron", **PLAN)
    names = ("Desk 2026-01-05", "P 2026-01-05 1")
    locks = tuple(Lock(person="C:1", task=name) for name in names)
    assert faults_with(sessions=(desk,), plans=(plan,), locks=locks) == []
    wrong = (Lock(person="C:1", task="Desk 2026-01-06"), Lock(person="C:1", task="P 2026-01-05 2"))
    paths = [fault.path for fault in faults_with(sessions=(desk,), plans=(plan,), locks=wrong)]
    assert paths == [("locks", 0, "task"), ("locks", 1, "task")]


def test_no_more_people_are_locked_than_it_takes(faults_with: FaultsWith) -> None:
    """A desk for one, a meeting of two, and visits by two where the young person has two for themselves."""
    desk = Session(code="Desk", hub="North", place="Moor", days=(0,), start=time(9), end=time(12))
    both = ("C:1", "C:2")
    meeting = Meeting(
        id="T",
        hub="North",
        place="Moor",
        attendees=both,
        minutes=60,
        first_day=DAY,
        last_day=DAY,
        earliest=time(9),
        latest=time(12),
    )
    plan, move = Plan(young_person="Maple", **PLAN), MOVE.model_copy(update={"ended_on": DAY})
    two = OwnAdults(young_person="Maple", adults=2)
    rows = {"sessions": (desk,), "meetings": (meeting,), "plans": (plan,), "moves": (move,)}

    def crowded(task: str, **more: object) -> bool:
        locks = tuple(Lock(person=key, task=task) for key in both)
        return any("is locked to" in f.message for f in faults_with(**rows, **more, locks=locks))

    assert crowded("Desk 2026-01-05")
    assert not crowded("T")
    for name in ("P 2026-01-05 1", "M goodbye", "M introduction 2026-01-05 1", "Maple 1"):
        assert crowded(name)
        assert not crowded(name, own_adults=(two,))


def test_ways_of_every_kind_of_work_are_asked_for(sound: Problem, faults_with: FaultsWith) -> None:
    """Where a plan, a move, an escort, a desk or a club leads, somebody drives."""
    lonely = sound.young_people[1].model_copy(update={"place": "Unused"})
    young = {"young_people": (sound.young_people[0], lonely), "visits": ()}
    assert faults_with(**young) == []
    times: dict[str, Any] = {"start": time(9), "end": time(12)}
    escort = Escort(
        id="E",
        young_person="Heron",
        start=datetime(2026, 1, 5, 9),
        minutes=30,
        origin="Cliff House",
        destination="Unused",
    )
    club = WeekTime(young_person="Heron", kind=WeekKind.CLUB, place="Unused", visits=True, **times)
    work: dict[str, Record] = {
        "plans": Plan(young_person="Maple", **PLAN),
        "moves": MOVE,
        "escorts": escort,
        "sessions": Session(code="S", hub="North", place="Unused", days=(0,), **times),
        "week_times": club,
    }
    for table, row in work.items():
        found = faults_with(**young, **{table: (row,)})
        assert [fault.path for fault in found] == [("places", 3, "code")], table


def test_who_floats_to_a_hub_drives_from_their_base(sound: Problem, faults_with: FaultsWith) -> None:
    """A base of Coast's counts as one of North's for those who work there too."""
    hubs = (*sound.hubs, Hub(code="Coast"))
    dan = Person(key="C:3", hub="Coast", base="Unused")
    assert faults_with(hubs=hubs, people=(*sound.people, dan)) == []
    floats = dan.model_copy(update={"floats_to": ("North",)})
    (fault,) = faults_with(hubs=hubs, people=(*sound.people, floats))
    assert fault.message.startswith("No driving time between 'Moor' and Unused: each is used for work.")


@pytest.mark.parametrize(
    ("task", "message"),
    [
        ("Maple 1", None),
        ("Cliff/2026-01-05/Early", None),
        (SEAT, "A need is about the whole shift: leave out the seat, 'Cliff/2026-01-05/Early'."),
        (
            "Cliff/2026-01-05/Erly",
            "The period has no visit, escort or shift called 'Cliff/2026-01-05/Erly'. "
            "Did you mean 'Cliff/2026-01-05/Early'?",
        ),
        (
            "Monday",
            "The period has no visit, escort or shift called 'Monday'. "
            "A shift is called like 'Ash/2026-11-28/late': home, date, shift.",
        ),
    ],
)
def test_a_personal_need_is_about_a_task_there_is(
    faults_with: FaultsWith, task: str, message: str | None
) -> None:
    """A visit, an escort or a whole shift of the period; a seat is one person's."""
    papers: dict[str, Any] = {"recorded": "Plan 7", "approved_by": "Panel", "review_by": DAY}
    found = faults_with(personal_needs=(PersonalNeed(task=task, skill="medication", **papers),))
    assert found == ([] if message is None else [Fault(("personal_needs", 0, "task"), message)])


def test_a_personal_need_may_be_about_one_of_a_series(sound: Problem, faults_with: FaultsWith) -> None:
    """A visit of a plan by its week; one of a week the period does not have is unknown."""
    plan = Plan(
        code="Weekly", young_person="Maple", minutes=60, earliest=time(16), latest=time(18), who=Who.ANYONE
    )
    papers: dict[str, Any] = {"recorded": "Plan 7", "approved_by": "Panel", "review_by": DAY}
    needs = [
        PersonalNeed(task=f"Weekly {monday} 1", skill="medication", **papers)
        for monday in (DAY, date(2026, 1, 12))
    ]
    (fault,) = faults_with(plans=(plan,), personal_needs=needs)
    assert fault.path == ("personal_needs", 1, "task")
