"""Locks on seats there are not, on visits at wrong times, and on work a certificate has run out for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from hub_roster.domain.checks import Fault
from hub_roster.domain.people import DutyBefore, Person, Skill
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock, OnCall

FaultsWith = Callable[..., list[Fault]]

SHIFT = "Cliff/2026-01-05/Early"
SUNDAY, MONDAY, TUESDAY = date(2026, 1, 4), date(2026, 1, 5), date(2026, 1, 6)


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
