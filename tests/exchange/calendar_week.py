"""A week of one hub to make calendars of, and what their lines and events say, read without any library."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from hub_roster.domain.clock import instant_of
from hub_roster.domain.home import Home, PartKind, ShiftTemplate
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Person
from hub_roster.domain.place import DrivingTime, Hub, Place, PlaceKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster, RosterStatus, assign
from hub_roster.domain.tasks import OnCall, Visit
from hub_roster.domain.young_people import YoungPerson

MONDAY = date(2026, 11, 2)
REVISED = datetime(2026, 10, 12, 9, 30, tzinfo=UTC)
HUB_FILE = UUID("5f3c7a52-6d0e-4a53-9d0a-0c6f0a1b2c3d")


def _shift(name: str, kind: PartKind, start: str, end: str) -> ShiftTemplate:
    return ShiftTemplate(
        home="Ash",
        name=name,
        kind=kind,
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        seats=2,
    )


PROBLEM = Problem(
    id=HUB_FILE,
    first_day=MONDAY,
    hubs=(Hub(code="Moor"),),
    places=(
        Place(code="Ash house", kind=PlaceKind.HOME),
        Place(code="Office", kind=PlaceKind.BASE),
        Place(code="Wharram"),
    ),
    driving=(
        DrivingTime(origin="Ash house", destination="Office", minutes=15),
        DrivingTime(origin="Ash house", destination="Wharram", minutes=25),
        DrivingTime(origin="Office", destination="Wharram", minutes=20),
    ),
    homes=(Home(code="Ash", hub="Moor", place="Ash house"),),
    shifts=(
        _shift("late", PartKind.LATE, "14:30", "22:30"),
        _shift("sleep", PartKind.SLEEP_IN, "22:30", "07:00"),
        _shift("night", PartKind.WAKING_NIGHT, "21:45", "07:15"),
    ),
    people=(
        Person(key="A:1:1", name="Brannoch", hub="Moor", base="Office"),
        Person(key="A:2:1", name="Tamsel", hub="Moor", base="Office"),
        Person(key="A:3:1", hub="Moor", base="Office"),
    ),
    young_people=(YoungPerson(code="Curlew", hub="Moor", place="Wharram"),),
    visits=(
        Visit(
            id="Curlew-1",
            young_person="Curlew",
            minutes=90,
            first_day=MONDAY,
            last_day=MONDAY + timedelta(days=6),
            earliest=time(9),
            latest=time(20),
        ),
    ),
    on_call=(
        OnCall(
            id="duty manager 1",
            hub="Moor",
            start=datetime(2026, 11, 6, 17),
            end=datetime(2026, 11, 9, 9),
        ),
    ),
)


def assigned(person: str, task: str, start: str, end: str) -> Assignment:
    """Give a task of the week to a person, from and to a time on the wall."""
    moments = (instant_of(datetime.fromisoformat(moment)) for moment in (start, end))
    return assign(HUB_FILE, person, task, *moments)


LATE = assigned("A:1:1", "Ash/2026-11-02/late/1", "2026-11-02T14:30", "2026-11-02T22:30")
SLEEP = assigned("A:1:1", "Ash/2026-11-02/sleep/1", "2026-11-02T22:30", "2026-11-03T07:00")
VISIT = assigned("A:1:1", "Curlew-1", "2026-11-05T10:00", "2026-11-05T11:30")
SPELL = assigned("A:1:1", "duty manager 1", "2026-11-06T17:00", "2026-11-09T09:00")
NIGHT = assigned("A:2:1", "Ash/2026-11-02/night/1", "2026-11-02T21:45", "2026-11-03T07:15")
SECOND = assigned("A:3:1", "Ash/2026-11-02/late/2", "2026-11-02T14:30", "2026-11-02T22:30")
ALL = (LATE, SLEEP, VISIT, SPELL, NIGHT, SECOND)


def roster_of(*assignments: Assignment, status: RosterStatus = RosterStatus.PUBLISHED) -> Roster:
    """Give a roster of the week, published unless told."""
    return Roster(problem_id=HUB_FILE, first_day=MONDAY, status=status, assignments=assignments)


def lines_of(*assignments: Assignment, status: RosterStatus = RosterStatus.PUBLISHED) -> Lines:
    """Give the lines of such a roster, of which calendars are made."""
    return Lines(PROBLEM, roster_of(*assignments, status=status))


def unfolded(body: bytes) -> list[str]:
    """Give the content lines of a file, put together again by the words of RFC 5545 3.1."""
    return body.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def events_of(body: bytes) -> list[dict[str, str]]:
    """Read events without any library: the property's name, with parameters, and its raw value."""
    events: list[dict[str, str]] = []
    for line in unfolded(body):
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and not line.startswith("END:"):
            name, _, value = line.partition(":")
            events[-1][name] = value
    return events
