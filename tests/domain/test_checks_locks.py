"""Locks that cannot be kept: on work there is not, against each other, at wrong times, past a certificate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from hub_roster.domain.checks import Fault
from hub_roster.domain.people import DutyBefore, Person, Skill
from hub_roster.domain.plans import Plan
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock, Meeting, OnCall, Session
from hub_roster.domain.young_people import OwnAdults
from tests.domain.plan_and_move import MOVE, PLAN

FaultsWith = Callable[..., list[Fault]]

SHIFT = "Cliff/2026-01-05/Early"
SEAT = f"{SHIFT}/1"
SUNDAY, MONDAY, TUESDAY = date(2026, 1, 4), date(2026, 1, 5), date(2026, 1, 6)


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


@pytest.mark.parametrize("task", [SEAT, "Cliff/2026-01-12/Early/2", "Cliff/2026-01-05/Late", "Maple 1"])
def test_a_lock_on_a_known_task_is_sound(faults_with: FaultsWith, task: str) -> None:
    """Seats, also of the day after the period, whole shifts and visits may be locked."""
    assert faults_with(locks=(Lock(person="C:1", task=task),)) == []


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
        first_day=MONDAY,
        last_day=MONDAY,
        earliest=time(9),
        latest=time(12),
    )
    plan, move = Plan(young_person="Maple", **PLAN), MOVE.model_copy(update={"ended_on": MONDAY})
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


def test_a_seat_beyond_those_of_the_shift(faults_with: FaultsWith) -> None:
    """A shift of two seats has no third, however many people are locked; never on it is no matter."""
    (fault,) = faults_with(locks=(Lock(person="C:1", task=f"{SHIFT}/3"),))
    assert fault == Fault(("locks", 0, "task"), "The shift has 2 seats: there is no seat 3.")
    assert faults_with(locks=(Lock(person="C:1", task=f"{SHIFT}/3", must=False),)) == []


def test_more_people_than_seats(sound: Problem, faults_with: FaultsWith) -> None:
    """Three people cannot be locked to a shift of two seats, be it by seat or by shift."""
    three = (*sound.people, Person(key="C:3", hub="North", base="Town Hall"))
    locks = [Lock(person=f"C:{k + 1}", task=task) for k, task in enumerate((SHIFT, f"{SHIFT}/2", SHIFT))]
    (fault,) = faults_with(people=three, locks=tuple(locks))
    assert fault.path == ("locks", 2, "task")
    assert fault.message == f"3 people are locked to '{SHIFT}', which has 2 seats: release a lock."
    assert faults_with(people=three, locks=tuple(locks[:2])) == []


@pytest.mark.parametrize(
    ("start", "message"),
    [
        (datetime(2026, 1, 8, 16), "Thu 8 Jan 2026 is none of the days of visit 'Maple 1'"),
        (datetime(2026, 1, 6, 15, 59), "it cannot start at 15:59."),
        (datetime(2026, 1, 6, 17, 1), "lasts 60 minutes and is made between 16:00 and 18:00"),
        (datetime(2026, 1, 5, 16), None),
        (datetime(2026, 1, 7, 17), None),
    ],
)
def test_a_visit_starts_when_it_may(faults_with: FaultsWith, start: datetime, message: str | None) -> None:
    """A start outside a visit's days and times cannot be kept; the first and the last can."""
    found = faults_with(locks=(Lock(person="C:1", task="Maple 1", start=start),))
    assert [fault.path for fault in found] == ([] if message is None else [("locks", 0, "start")])
    assert message is None or message in found[0].message


def test_a_visit_that_cannot_be_made_is_told_once(sound: Problem, faults_with: FaultsWith) -> None:
    """Where the visit does not fit its own window, nothing more is said of its lock."""
    visit = sound.visits[0].model_copy(update={"latest": time(16, 30)})
    lock = Lock(person="C:1", task="Maple 1", start=datetime(2026, 1, 6, 16))
    assert [fault.path[0] for fault in faults_with(visits=(visit,), locks=(lock,))] == ["visits"]


def checks(since: date | None = None, until: date | None = None) -> Skill:
    """Give the checks of C:1."""
    return Skill(person="C:1", skill="checks", valid_from=since, valid_until=until)


@pytest.mark.parametrize("task", [SHIFT, f"{SHIFT}/1", "Call"])
def test_a_certificate_that_has_run_out(sound: Problem, faults_with: FaultsWith, task: str) -> None:
    """Checks valid until Sunday do not do for a shift or a spell on Monday; until Monday they do."""
    call = OnCall(id="Call", hub="North", start=datetime(2026, 1, 5, 17), end=datetime(2026, 1, 6, 9))
    on_call = Skill(person="C:1", skill="on call")

    def found(*skills: Skill) -> list[Fault]:
        held = (*sound.skills, on_call, *skills)
        return faults_with(skills=held, on_call=(call,), locks=(Lock(person="C:1", task=task),))

    assert found(checks(until=SUNDAY)) == [
        Fault(
            ("locks", 0, "task"),
            "C:1's 'checks' ran out on Sun 4 Jan 2026, and this task on Mon 5 Jan 2026 needs it: "
            "renew it in Skills, or release this lock.",
        )
    ]
    assert "begins on Tue 6 Jan 2026" in found(checks(since=TUESDAY))[0].message
    assert found(checks(until=MONDAY)) == []
    assert found(checks(until=SUNDAY), checks(since=MONDAY)) == []
    assert found() == []


def test_a_driver_is_asked_for_on_visits(sound: Problem, faults_with: FaultsWith) -> None:
    """A visit may be made on any of its days: only where the licence has run out before all is it a fault."""
    lock = (Lock(person="C:1", task="Maple 1"),)

    def found(until: date) -> list[Fault]:
        licence = Skill(person="C:1", skill="driver", valid_until=until)
        return faults_with(skills=(*sound.skills, licence), locks=lock)

    assert [fault.path for fault in found(SUNDAY)] == [("locks", 0, "task")]
    assert found(MONDAY) == []


def test_what_is_not_fixed_or_was_begun_before_is_no_fault(sound: Problem, faults_with: FaultsWith) -> None:
    """A lock never to do a task, and one on a duty begun before the period, ask for no certificate."""
    skills = (*sound.skills, checks(until=SUNDAY))
    never = Lock(person="C:1", task=SHIFT, must=False)
    assert faults_with(skills=skills, locks=(never,)) == []
    begun = DutyBefore(
        person="C:1", start=datetime(2026, 1, 4, 23), end=datetime(2026, 1, 5, 15), tasks=(f"{SHIFT}/1",)
    )
    lock = Lock(person="C:1", task=f"{SHIFT}/1")
    assert faults_with(skills=skills, locks=(lock,), duties_before=(begun,)) == []
