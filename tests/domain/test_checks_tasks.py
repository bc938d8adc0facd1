"""Visits that cannot be made, locks that cannot be kept, ways nobody knows the driving time of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import TYPE_CHECKING

import pytest

from hub_roster.domain.checks import Fault
from hub_roster.domain.tasks import Lock, Who

if TYPE_CHECKING:
    from hub_roster.domain.problem import Problem

FaultsWith = Callable[..., list[Fault]]

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
    assert fault.message.startswith(f"The period has no task called '{task}'. Did you mean")


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
        "No driving time between 'Moor' and Cliff House, Town Hall: each is used for work."
    )


def test_only_ways_that_may_be_driven_are_asked_for(sound: Problem, faults_with: FaultsWith) -> None:
    """Places without work, and the way from base to home, need no row; a row does both ways."""
    assert faults_with(visits=(), driving=()) == []
    turned = sound.driving[0].model_copy(update={"origin": "Cliff House", "destination": "Moor"})
    assert faults_with(driving=(turned, sound.driving[1])) == []
