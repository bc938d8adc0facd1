"""A small hub that holds together, for one week or two, and its faults once something in it is changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from uuid import UUID

import pytest

from hub_roster.domain.checks import Fault, faults
from hub_roster.domain.home import CoverBand, Home, PartKind, ShiftNeed, ShiftTemplate
from hub_roster.domain.people import PatternDay, PatternWeek, Person, Skill
from hub_roster.domain.place import DrivingTime, Hub, Place, PlaceKind, Pod
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Visit, Who
from hub_roster.domain.young_people import Family, Stay, StayKind, YoungPerson
from tests.domain.sound_rosters import MONDAY, WEEK

FaultsWith = Callable[..., list[Fault]]


@pytest.fixture(scope="session")
def sound() -> Problem:
    """Give a hub of one home, two people and two young people without a fault."""
    monday = date(2026, 1, 5)
    return Problem(
        id=UUID(int=7),
        first_day=monday,
        hubs=(Hub(code="North"),),
        pods=(Pod(code="Pod East", hub="North", supervisor="C:1"),),
        places=(
            Place(code="Cliff House", kind=PlaceKind.HOME),
            Place(code="Town Hall", kind=PlaceKind.BASE),
            Place(code="Moor"),
            Place(code="Unused"),
        ),
        driving=(
            DrivingTime(origin="Moor", destination="Cliff House", minutes=30),
            DrivingTime(origin="Town Hall", destination="Moor", minutes=25),
            DrivingTime(origin="Town Hall", destination="Cliff House", minutes=20),
        ),
        homes=(Home(code="Cliff", hub="North", place="Cliff House"),),
        shifts=(
            ShiftTemplate(
                home="Cliff",
                name="Early",
                kind=PartKind.EARLY,
                start=time(7),
                end=time(15),
                seats=2,
            ),
            ShiftTemplate(
                home="Cliff", name="Late", kind=PartKind.LATE, start=time(15), end=time(23), seats=2
            ),
            ShiftTemplate(home="Cliff", name="Sleep-in", kind=PartKind.SLEEP_IN, start=time(23), end=time(7)),
        ),
        cover=(
            CoverBand(home="Cliff", start=time(7), end=time(23), adults=2),
            CoverBand(home="Cliff", start=time(23), end=time(7), adults=1),
        ),
        shift_needs=(ShiftNeed(home="Cliff", shift="Early", skill="medication"),),
        people=(
            Person(
                key="C:1",
                hub="North",
                base="Town Hall",
                contract_hours=37,
                pattern_anchor=monday,
                household="Rowan",
            ),
            Person(key="C:2", hub="North", base="Town Hall"),
        ),
        patterns=(PatternWeek(person="C:1", week=1, sunday=PatternDay.OFF),),
        skills=(Skill(person="C:1", skill="medication"), Skill(person="C:2", skill="on call")),
        families=(Family(code="Fair View", hub="North"),),
        young_people=(
            YoungPerson(code="Heron", hub="North", place="Cliff House", key_worker="C:1"),
            YoungPerson(code="Maple", hub="North", place="Moor"),
        ),
        stays=(
            Stay(
                young_person="Heron",
                kind=StayKind.HUB_BED,
                home="Cliff",
                first_day=date(2025, 12, 1),
                last_day=date(2026, 3, 1),
            ),
        ),
        visits=(
            Visit(
                id="Maple 1",
                young_person="Maple",
                minutes=60,
                first_day=monday,
                last_day=date(2026, 1, 7),
                earliest=time(16),
                latest=time(18),
                who=Who.KNOWN,
            ),
        ),
    )


@pytest.fixture(scope="session")
def faults_with(sound: Problem) -> FaultsWith:
    """Give a function that lists the faults of the hub with some fields replaced."""

    def find(**changed: object) -> list[Fault]:
        fields = {name: getattr(sound, name) for name in Problem.model_fields}
        return faults(Problem.model_construct(**{**fields, **changed}))

    return find


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
