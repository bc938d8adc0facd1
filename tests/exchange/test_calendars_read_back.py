"""Calendars read back by three independent libraries: every duty at its exact instants.

Each reader runs in a process of its own, as vobject keeps time zones in a registry of its module.
Warnings are errors there too: at the pinned versions none of the three gives any.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import instant_of
from hub_roster.domain.home import Home, PartKind, ShiftTemplate
from hub_roster.domain.people import Person
from hub_roster.domain.place import DrivingTime, Hub, Place, PlaceKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster, RosterStatus, assign
from hub_roster.domain.tasks import OnCall, Visit
from hub_roster.domain.young_people import YoungPerson
from hub_roster.exchange.calendars import write_calendars

REVISED = datetime.fromisoformat("2026-10-12T09:30Z")
# No backslash before an n: ics 0.7.3 unescapes the n first. test_calendars_bytes.py covers that.
NAME = "Zoë; Ó Briain, 日本 x\\y of the very long and winding name that has to be folded 🙂🙂🙂🙂"
AUTUMN, SPRING = date(2026, 10, 19), date(2027, 3, 22)
WINTER, SUMMER = date(2027, 1, 11), date(2027, 7, 5)


@dataclass(frozen=True)
class Case:
    """A task of a week, and when it is in UTC by hand: change nights are those of gov.uk."""

    week: date
    task: str
    start: str
    end: str


CASES = (
    # Sunday 25 October 2026, 01:00 UTC: 02:00 BST becomes 01:00 GMT.
    Case(AUTUMN, "Ash/2026-10-24/late/1", "2026-10-24T13:30Z", "2026-10-24T21:30Z"),
    Case(AUTUMN, "Ash/2026-10-24/sleep/1", "2026-10-24T21:30Z", "2026-10-25T07:00Z"),
    Case(AUTUMN, "Ash/2026-10-24/night/1", "2026-10-24T20:45Z", "2026-10-25T07:15Z"),
    Case(AUTUMN, "Ash/2026-10-25/early/1", "2026-10-25T07:00Z", "2026-10-25T14:30Z"),
    Case(AUTUMN, "first passing", "2026-10-25T00:10Z", "2026-10-25T00:50Z"),
    Case(AUTUMN, "second passing", "2026-10-25T01:10Z", "2026-10-25T01:50Z"),
    Case(AUTUMN, "weekend", "2026-10-23T16:00Z", "2026-10-26T09:00Z"),
    # Sunday 28 March 2027, 01:00 UTC: 01:00 GMT becomes 02:00 BST.
    Case(SPRING, "Ash/2027-03-27/late/1", "2027-03-27T14:30Z", "2027-03-27T22:30Z"),
    Case(SPRING, "Ash/2027-03-27/sleep/1", "2027-03-27T22:30Z", "2027-03-28T06:00Z"),
    Case(SPRING, "Ash/2027-03-27/night/1", "2027-03-27T21:45Z", "2027-03-28T06:15Z"),
    Case(SPRING, "Ash/2027-03-28/early/1", "2027-03-28T06:00Z", "2027-03-28T13:30Z"),
    Case(SPRING, "weekend", "2027-03-26T17:00Z", "2027-03-29T08:00Z"),
    Case(WINTER, "Ash/2027-01-11/late/1", "2027-01-11T14:30Z", "2027-01-11T22:30Z"),
    Case(WINTER, "Ash/2027-01-11/night/1", "2027-01-11T21:45Z", "2027-01-12T07:15Z"),
    Case(SUMMER, "Ash/2027-07-05/late/1", "2027-07-05T13:30Z", "2027-07-05T21:30Z"),
    Case(SUMMER, "Ash/2027-07-05/night/1", "2027-07-05T20:45Z", "2027-07-06T06:15Z"),
)

READERS = {
    "ics": """
from ics import Calendar

def events(text):
    for event in Calendar(text).events:
        yield event.uid, event.begin.datetime, event.end.datetime, event.name
""",
    "ical": """
from ical.calendar_stream import IcsCalendarStream

def events(text):
    for event in IcsCalendarStream.calendar_from_ics(text).events:
        yield event.uid, event.dtstart, event.dtend, event.summary
""",
    "vobject": """
import vobject

def events(text):
    calendar = vobject.readOne(text)
    calendar.validate(raiseException=True)
    for event in getattr(calendar, "vevent_list", []):
        yield event.uid.value, event.dtstart.value, event.dtend.value, event.summary.value
""",
}

MAIN = """
import json, sys
from datetime import UTC
from pathlib import Path

def utc(moment):
    assert moment.tzinfo is not None, "a time without zone"
    return moment.astimezone(UTC).isoformat()

found = {
    path: [[uid, utc(start), utc(end), summary] for uid, start, end, summary in
           events(Path(path).read_bytes().decode())]
    for path in sys.argv[1:]
}
print(json.dumps(found))
"""


def _shift(name: str, kind: PartKind, start: str, end: str) -> ShiftTemplate:
    return ShiftTemplate(
        home="Ash",
        name=name,
        kind=kind,
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
    )


def _visit(code: str, sunday: date) -> Visit:
    return Visit(
        id=code,
        young_person="Curlew",
        minutes=40,
        first_day=sunday,
        last_day=sunday,
        earliest=time(1),
        latest=time(3),
    )


def _problem(monday: date) -> Problem:
    sunday = monday + timedelta(days=6)
    return Problem(
        id=UUID(int=monday.toordinal()),
        first_day=monday,
        hubs=(Hub(code="Moor"),),
        places=(Place(code="Ash house", kind=PlaceKind.HOME), Place(code="Wharram")),
        driving=(DrivingTime(origin="Ash house", destination="Wharram", minutes=25),),
        homes=(Home(code="Ash", hub="Moor", place="Ash house"),),
        shifts=(
            _shift("early", PartKind.EARLY, "07:00", "14:30"),
            _shift("late", PartKind.LATE, "14:30", "22:30"),
            _shift("sleep", PartKind.SLEEP_IN, "22:30", "07:00"),
            _shift("night", PartKind.WAKING_NIGHT, "21:45", "07:15"),
        ),
        people=(Person(key="A:1:1", name=NAME, hub="Moor", base="Ash house"),),
        young_people=(YoungPerson(code="Curlew", hub="Moor", place="Wharram"),),
        visits=(_visit("first passing", sunday), _visit("second passing", sunday)),
        on_call=(
            OnCall(
                id="weekend",
                hub="Moor",
                start=datetime.combine(sunday - timedelta(days=2), time(17)),
                end=datetime.combine(sunday + timedelta(days=1), time(9)),
            ),
        ),
    )


def _assigned(problem: Problem, case: Case) -> Assignment:
    """Assign shifts and spells at the times the domain gives them; visits at the case's own."""
    task = problem.task(case.task)
    assert task is not None
    if isinstance(task, Appointment):
        start, end = (instant_of(datetime.fromisoformat(moment)) for moment in (case.start, case.end))
    elif isinstance(task, OnCall):
        start, end = task.span
    else:
        start, end = task.start, task.end
    return assign(problem.id, "A:1:1", case.task, start, end)


Expected = dict[str, list[tuple[str, datetime, datetime, str]]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Expected:
    """Files of four weeks, each with the UID, times and summary of every event in order."""
    expected: Expected = {}
    for monday in (AUTUMN, SPRING, WINTER, SUMMER):
        problem = _problem(monday)
        cases = [case for case in CASES if case.week == monday]
        made = [_assigned(problem, case) for case in cases]
        roster = Roster(
            problem_id=problem.id,
            first_day=monday,
            status=RosterStatus.PUBLISHED,
            assignments=tuple(made),
        )
        folder = tmp_path_factory.mktemp(f"{monday:%Y-%m-%d}")
        person, home = write_calendars(problem, roster, folder, revised=REVISED)
        rows = [
            (
                str(assignment.id),
                datetime.fromisoformat(case.start),
                datetime.fromisoformat(case.end),
                case.task,
            )
            for case, assignment in zip(cases, made, strict=True)
        ]
        expected[str(person)] = [(*row[:3], _post(row[3])) for row in rows]
        expected[str(home)] = [(*row[:3], _seat(row[3])) for row in rows if "/" in row[3]]
    return expected


def _kind(task: str) -> str:
    return {"early": "Early", "late": "Late", "sleep": "Sleep-in", "night": "Night"}[task.split("/")[2]]


def _post(task: str) -> str:
    if "/" in task:
        return f"{_kind(task)}, Ash"
    return "On call" if task == "weekend" else "Outreach"


def _seat(task: str) -> str:
    return f"{_kind(task)}: {NAME}"


@pytest.mark.parametrize("reader", READERS)
def test_every_duty_is_read_at_its_exact_instants(reader: str, files: Expected) -> None:
    """Both clock changes, both passings of the hour, winter and summer: exact in every reader."""
    program = READERS[reader] + MAIN
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *files],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = {
        path: sorted(
            (uid, datetime.fromisoformat(start), datetime.fromisoformat(end), summary)
            for uid, start, end, summary in rows
        )
        for path, rows in json.loads(done.stdout).items()
    }
    assert found == {path: sorted(rows) for path, rows in files.items()}
    assert sum(len(rows) for rows in found.values()) == 16 + 12
