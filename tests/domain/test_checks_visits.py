"""Visits that cannot be made: too short a window, too few who may go, no key worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import TYPE_CHECKING

import pytest

from hub_roster.domain.checks import Fault
from hub_roster.domain.tasks import Who
from hub_roster.domain.young_people import OwnAdults

if TYPE_CHECKING:
    from hub_roster.domain.problem import Problem

FaultsWith = Callable[..., list[Fault]]


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


def test_a_visit_of_the_key_worker_needs_one(sound: Problem, faults_with: FaultsWith) -> None:
    """A visit only a key worker may make is a fault where the young person has none."""
    visit = sound.visits[0].model_copy(update={"who": Who.KEY_WORKER})
    (fault,) = faults_with(visits=(visit,))
    assert fault.path == ("visits", 0, "who")
    assert fault.message.startswith("Maple has no key worker")
    heron = visit.model_copy(update={"young_person": "Heron", "place": "Moor"})
    assert faults_with(visits=(heron,)) == []


def test_a_joint_visit_has_an_adult_for_each_role(sound: Problem, faults_with: FaultsWith) -> None:
    """Two roles are not one adult's."""
    joint = sound.visits[0].model_copy(update={"roles": ("clinician", "police")})
    (fault,) = faults_with(visits=(joint,))
    assert fault.path == ("visits", 0, "roles")
    assert fault.message == "2 roles are to be there, and only 1 of the adults."
    assert faults_with(visits=(joint.model_copy(update={"adults": 2}),)) == []
