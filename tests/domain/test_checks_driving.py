"""Ways to work that nobody knows the driving time of, and those that need none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from hub_roster.domain.checks import Fault
from hub_roster.domain.people import Person
from hub_roster.domain.place import Hub
from hub_roster.domain.plans import Plan
from hub_roster.domain.tasks import Escort, Session
from hub_roster.domain.their_week import WeekKind, WeekTime
from tests.domain.plan_and_move import MOVE, PLAN

if TYPE_CHECKING:
    from hub_roster.domain.model import Record
    from hub_roster.domain.problem import Problem

FaultsWith = Callable[..., list[Fault]]


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
