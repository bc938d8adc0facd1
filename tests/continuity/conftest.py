"""A builder of tiny problems: one hub, one home, a handful of people, one week."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import instant
from hub_roster.domain.home import Home, PartKind, ShiftTemplate
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Person
from hub_roster.domain.place import DrivingTime, Hub, Place, PlaceKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster, assign
from hub_roster.domain.tasks import Shift, Visit
from hub_roster.domain.young_people import (
    Acquaintance,
    Contact,
    HowWell,
    Setting,
    Stay,
    StayKind,
    View,
    ViewKind,
    YoungPerson,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

MONDAY = date(2026, 2, 2)
PEOPLE = ("ann", "ben", "cat", "dan")
BIRDS = (
    "Heron",
    "Puffin",
    "Dunlin",
    "Rook",
    "Siskin",
    "Lapwing",
    "Ouzel",
    "Twite",
    "Gannet",
    "Knot",
    "Eider",
)
"""Codes for young people where a test needs many: none is easily taken for another."""


class TinyHub:
    """Tables of a small problem, filled a row at a time; the week starts on `MONDAY`."""

    def __init__(self) -> None:
        self.young: list[YoungPerson] = []
        self.stays: list[Stay] = []
        self.views: list[View] = []
        self.visits: list[Visit] = []
        self.contacts: list[Contact] = []
        self.words: list[Acquaintance] = []
        self.shifts: list[ShiftTemplate] = []

    def young_person(
        self,
        code: str,
        *,
        key_worker: str | None = None,
        deputy: str | None = None,
        core_team: tuple[str, ...] = (),
        resident: bool = False,
    ) -> TinyHub:
        """Add a young person, in the home all week or on their own."""
        self.young.append(
            YoungPerson(
                code=code,
                hub="Hub",
                place="Dale",
                key_worker=key_worker,
                deputy=deputy,
                core_team=core_team,
            )
        )
        kind = StayKind.HUB_BED if resident else StayKind.OWN_HOME
        home = "Oak" if resident else None
        self.stays.append(Stay(young_person=code, kind=kind, home=home, first_day=date(2025, 9, 1)))
        return self

    def contact(
        self,
        person: str,
        young_person: str,
        days_before: int,
        hours: float = 4,
        setting: Setting = Setting.VISIT,
        *,
        young_people: int = 1,
        adults: int = 1,
    ) -> TinyHub:
        """Add a row of the ledger, `days_before` the period's first day."""
        self.contacts.append(
            Contact(
                person=person,
                young_person=young_person,
                day=MONDAY - timedelta(days=days_before),
                minutes=round(60 * hours),
                setting=setting,
                young_people=young_people,
                adults=adults,
            )
        )
        return self

    def word(self, person: str, young_person: str, how_well: HowWell) -> TinyHub:
        """Add a manager's word on who knows whom."""
        self.words.append(Acquaintance(person=person, young_person=young_person, how_well=how_well))
        return self

    def view(self, young_person: str, person: str, view: ViewKind, days_before: int = 1) -> TinyHub:
        """Add a young person's view of an adult."""
        day = MONDAY - timedelta(days=days_before)
        self.views.append(View(young_person=young_person, person=person, view=view, day=day))
        return self

    def give_visit(self, code: str, young_person: str, day: int, *, adults: int = 1) -> TinyHub:
        """Add an hour's visit on a day of the week, Monday 0."""
        on = MONDAY + timedelta(days=day)
        self.visits.append(
            Visit(
                id=code,
                young_person=young_person,
                minutes=60,
                first_day=on,
                last_day=on,
                earliest=time(10),
                latest=time(18),
                adults=adults,
            )
        )
        return self

    def give_shift(
        self, name: str, kind: PartKind, start: int, end: int, *, days: tuple[int, ...], seats: int
    ) -> TinyHub:
        """Add a shift of the home, from and to full hours."""
        self.shifts.append(
            ShiftTemplate(
                home="Oak",
                name=name,
                kind=kind,
                start=time(start),
                end=time(end),
                days=days,
                seats=seats,
            )
        )
        return self

    def problem(self, weeks: int = 1) -> Problem:
        """Give the problem, checked."""
        places = (
            Place(code="Oak house", kind=PlaceKind.HOME),
            Place(code="Base", kind=PlaceKind.BASE),
            Place(code="Dale"),
        )
        driving = tuple(
            DrivingTime(origin="Dale", destination=end, minutes=30) for end in ("Base", "Oak house")
        )
        return Problem(
            id=UUID(int=1),
            first_day=MONDAY,
            weeks=weeks,
            hubs=(Hub(code="Hub"),),
            places=places,
            driving=driving,
            homes=(Home(code="Oak", hub="Hub", place="Oak house"),),
            shifts=tuple(self.shifts),
            people=tuple(Person(key=key, hub="Hub", base="Base") for key in PEOPLE),
            young_people=tuple(self.young),
            stays=tuple(self.stays),
            views=tuple(self.views),
            visits=tuple(self.visits),
            contacts=tuple(self.contacts),
            acquaintances=tuple(self.words),
        )

    def lines(self, taken: Sequence[tuple[str, str]] = ()) -> Lines:
        """Give the lines in which people take tasks; a visit starts at 10:00 on its first day."""
        problem = self.problem()
        assignments = []
        for person, task_id in taken:
            task = problem.task(task_id)
            if isinstance(task, Shift):
                start, end = task.start, task.end
            else:
                assert isinstance(task, Appointment)
                start = instant(task.days[0], time(10))
                end = start + task.minutes
            assignments.append(assign(problem.id, person, task_id, start, end))
        roster = Roster(problem_id=problem.id, first_day=MONDAY, assignments=tuple(assignments))
        return Lines(problem, roster)


@pytest.fixture
def hub() -> TinyHub:
    """Give an empty hub with four people: ann, ben, cat and dan."""
    return TinyHub()


@pytest.fixture
def birds() -> tuple[str, ...]:
    """Give codes for many young people, none easily taken for another."""
    return BIRDS
