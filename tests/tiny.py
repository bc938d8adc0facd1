"""Tiny hubs: rows with defaults, and rosters written as people say them ("late Mon, early Tue").

The hub is called Hub, its base Base, its home Oak; young people live in Dale unless told otherwise. Every
drive without a row takes 30 minutes. The week begins on Monday 2 February 2026 unless told otherwise.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import Any, get_args
from uuid import UUID

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import instant
from hub_roster.domain.home import EVERY_DAY, Home, PartKind, ShiftNeed, ShiftTemplate
from hub_roster.domain.model import Record
from hub_roster.domain.people import Person
from hub_roster.domain.place import DrivingTime, Hub, Place, PlaceKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster, assign
from hub_roster.domain.tasks import Escort, OnCall, Shift, Visit, Who
from hub_roster.domain.young_people import Stay, StayKind, YoungPerson
from hub_roster.rules.judge import Judgement, judge
from hub_roster.rules.rule import Charge, Violation
from hub_roster.rules.rulebook import RULEBOOK, AnyRule
from hub_roster.solver.draft import draft
from hub_roster.solver.limits import Limits
from hub_roster.solver.result import Draft
from tests.stated import assert_stated_alike

MONDAY = date(2026, 2, 2)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
A_DAY = re.compile(rf"({'|'.join(WEEKDAYS)})([+-][0-9]+)?")
DRIVE = 30
"""Minutes between any two places without a row."""

Rows = Record | Iterable["Rows"]


def on(day: str, first: date = MONDAY) -> date:
    """Give the date of "Wed", "Sun-1" (of the week before) or "Mon+1" (of the week after)."""
    weeks = int(day[3:] or 0)
    return first + timedelta(days=7 * weeks + WEEKDAYS.index(day[:3]))


def at(moment: str, first: date = MONDAY) -> datetime:
    """Give the wall time of "Wed 15:00"."""
    day, clock = moment.split()
    return datetime.combine(on(day, first), time.fromisoformat(clock))


def person(key: str, **terms: Any) -> Person:
    """Give a person of Hub, with no contract hours unless told."""
    return Person(**{"key": key, "hub": "Hub", "base": "Base", **terms})


def people(keys: str, **terms: Any) -> list[Person]:
    """Give several people on the same terms: people("ann ben")."""
    return [person(key, **terms) for key in keys.split()]


def young(code: str, **agreed: Any) -> YoungPerson:
    """Give a young person who lives in Dale."""
    return YoungPerson(**{"code": code, "hub": "Hub", "place": "Dale", **agreed})


def resident(
    code: str, *, home: str = "Oak", since: str = "Mon-9", until: str | None = None, **agreed: Any
) -> Rows:
    """Give a young person who lives in a home, and their stay there."""
    last = None if until is None else on(until)
    stay = Stay(young_person=code, kind=StayKind.HUB_BED, home=home, first_day=on(since), last_day=last)
    return young(code, **agreed), stay


SHIFTS = {
    "early": (PartKind.EARLY, "07:00", "15:00"),
    "late": (PartKind.LATE, "15:00", "23:00"),
    "sleep-in": (PartKind.SLEEP_IN, "23:00", "07:00"),
    "waking night": (PartKind.WAKING_NIGHT, "22:00", "08:00"),
    "day": (PartKind.DAY, "09:00", "21:00"),
}
"""Kinds and times of shifts by their usual names."""


def shift(name: str, days: str = "", *, seats: int = 1, home: str = "Oak", **other: Any) -> ShiftTemplate:
    """Give a shift by its usual name, on some days ("Mon Tue") or every day."""
    kind, start, end = SHIFTS[name]
    times = {"start": time.fromisoformat(start), "end": time.fromisoformat(end)}
    on_days = tuple(WEEKDAYS.index(day) for day in days.split()) or EVERY_DAY
    return ShiftTemplate(
        **{"home": home, "name": name, "kind": kind, **times, "days": on_days, "seats": seats, **other}
    )


def visit(
    code: str,
    to: str,
    day: str = "Mon",
    until: str | None = None,
    *,
    between: str = "10:00 18:00",
    minutes: int = 60,
    first: date = MONDAY,
    **other: Any,
) -> Visit:
    """Give a visit on one day, or on any day up to `until`; anyone may make it unless told."""
    earliest, latest = (time.fromisoformat(clock) for clock in between.split())
    days = {"first_day": on(day, first), "last_day": on(until or day, first)}
    times = {"earliest": earliest, "latest": latest, "minutes": minutes}
    return Visit(**{"id": code, "young_person": to, "who": Who.ANYONE, **days, **times, **other})


def on_call(code: str, start: str, end: str, **other: Any) -> OnCall:
    """Give a spell of on-call from "Mon 17:00" to "Tue 09:00"."""
    return OnCall(id=code, hub="Hub", start=at(start), end=at(end), **other)


def need(skill: str, shift_name: str = "early", adults: int = 1) -> ShiftNeed:
    """Give what a shift of Oak must hold."""
    return ShiftNeed(home="Oak", shift=shift_name, skill=skill, adults=adults)


def drive(origin: str, destination: str, minutes: int) -> DrivingTime:
    """Give a drive there and back."""
    return DrivingTime(origin=origin, destination=destination, minutes=minutes)


TABLES = {
    get_args(field.annotation)[0]: name
    for name, field in Problem.model_fields.items()
    if get_args(field.annotation)
}
"""Which table of a problem holds a kind of row."""


def hub(*rows: Rows, **fields: Any) -> Problem:
    """Give a problem of the rows, with places and drives filled in; `fields` are fields of Problem."""
    tables: dict[str, list[Record]] = defaultdict(list)
    for row in _flat(rows):
        tables[TABLES[type(row)]].append(row)
    tables["hubs"] = tables["hubs"] or [Hub(code="Hub")]
    if not any(home.code == "Oak" for home in tables["homes"] if isinstance(home, Home)):
        # One adult may be alone in it, so that a test of something else need not fill two seats.
        oak = Home(code="Oak", hub="Hub", place="Oak house", lone_working_assessment="LW-Oak")
        tables["homes"].append(oak)
    for place in _places(tables):
        tables["places"].append(place)
    given = {frozenset((d.origin, d.destination)) for d in tables["driving"] if isinstance(d, DrivingTime)}
    codes = [place.code for place in tables["places"] if isinstance(place, Place)]
    tables["driving"] += [
        drive(*pair, DRIVE) for pair in combinations(codes, 2) if frozenset(pair) not in given
    ]
    held = {name: tuple(listed) for name, listed in tables.items()}
    return Problem(**{"id": UUID(int=1), "first_day": MONDAY, **held, **fields})


def _flat(rows: Rows) -> Iterable[Record]:
    if isinstance(rows, Record):
        yield rows
        return
    for row in rows:
        yield from _flat(row)


def _places(tables: dict[str, list[Record]]) -> list[Place]:
    """Give the places that rows name and nobody has listed."""
    named = {"Base": PlaceKind.BASE}
    named |= {row.place: PlaceKind.HOME for row in tables["homes"] if isinstance(row, Home)}
    named |= {row.base: PlaceKind.BASE for row in tables["people"] if isinstance(row, Person)}
    fields = {"young_people": "place", "family_adults": "place", "visits": "place", "week_times": "place"}
    areas = [getattr(row, field) for table, field in fields.items() for row in tables[table]]
    areas += [row.place for row in (*tables["sessions"], *tables["meetings"]) if hasattr(row, "place")]
    areas += [
        place
        for row in tables["escorts"]
        if isinstance(row, Escort)
        for place in (row.origin, row.destination)
    ]
    areas = [place for place in areas if place]
    named = dict.fromkeys(areas, PlaceKind.AREA) | named
    listed = {row.code for row in tables["places"] if isinstance(row, Place)}
    return [Place(code=code, kind=kind) for code, kind in named.items() if code not in listed]


# Rosters ------------------------------------------------------------------------------------------


def roster(problem: Problem, **lines: str) -> Roster:
    """Give the roster in which people take what is said: ann="late Mon, sleep-in Mon, v1 Wed 10:00".

    A shift is given by its name and day (and home, if not Oak: "early Mon Elm"), an appointment by its code,
    day and time, a spell of on-call by its code. Seats are numbered in the order they are taken.
    """
    seats: Counter[str] = Counter()
    taken = [
        _assignment(problem, key, words.split(), seats)
        for key, said in lines.items()
        for words in said.split(",")
        if words.strip()
    ]
    return Roster(
        problem_id=problem.id, first_day=problem.first_day, weeks=problem.weeks, assignments=tuple(taken)
    )


def _assignment(problem: Problem, key: str, words: list[str], seats: Counter[str]) -> Assignment:
    first = problem.first_day
    where = next((k for k, word in enumerate(words) if A_DAY.fullmatch(word)), len(words))
    task = problem.task(" ".join(words[:where]))
    if isinstance(task, OnCall):
        return assign(problem.id, key, task.id, *task.span)
    if isinstance(task, Appointment):
        start = instant(on(words[where], first), time.fromisoformat(words[where + 1]))
        return assign(problem.id, key, task.id, start, start + task.minutes)
    home = words[where + 1] if len(words) > where + 1 else "Oak"
    found = problem.shift[f"{home}/{on(words[where], first)}/{' '.join(words[:where])}"]
    seats[found.id] += 1
    return assign(problem.id, key, found.seat(seats[found.id]), found.start, found.end)


def task(problem: Problem, said: str) -> Shift:
    """Give a shift by its name and day."""
    *name, day = said.split()
    return problem.shift[f"Oak/{on(day, problem.first_day)}/{' '.join(name)}"]


def rule(kind: type[AnyRule], problem: Problem) -> AnyRule:
    """Give one rule with a problem's numbers."""
    return next(bound for bound in RULEBOOK.of(problem) if isinstance(bound, kind))


def violations(kind: type[AnyRule], problem: Problem, **lines: str) -> tuple[Violation, ...]:
    """Give how a roster breaks one rule."""
    return _judged_alone(kind, problem, lines).violations


def broken(kind: type[AnyRule], problem: Problem, **lines: str) -> list[str]:
    """Give whose lines (or which visits) break one rule, each as often as they do."""
    return [violation.whom for violation in violations(kind, problem, **lines)]


def charges(kind: type[AnyRule], problem: Problem, **lines: str) -> tuple[Charge, ...]:
    """Give what one rule charges a roster."""
    return _judged_alone(kind, problem, lines).charges


def _judged_alone(kind: type[AnyRule], problem: Problem, lines: dict[str, str]) -> Judgement:
    """Judge a roster by one rule, and ask what the rule states of it: they have to say the same."""
    bound, found = rule(kind, problem), roster(problem, **lines)
    judgement = judge([bound], problem, found)
    assert_stated_alike(bound, problem, found, judgement)
    return judgement


def points(kind: type[AnyRule], problem: Problem, **lines: str) -> int:
    """Give the points (or minutes short) that one rule charges a roster."""
    return sum(charge.points for charge in charges(kind, problem, **lines))


# Drafts -------------------------------------------------------------------------------------------

WORK = 4.0
"""Deterministic seconds a tiny draft may take; most are proven best long before."""


def drafted(problem: Problem, work: float = WORK) -> Draft:
    """Draft a problem, bounded by work and never by the clock."""
    return draft(problem, limits=Limits(seconds=None, work=work))


def judged(problem: Problem, found: Roster) -> Judgement:
    """Judge a roster by the whole rulebook."""
    return judge(RULEBOOK.of(problem), problem, found)


def who(found: Roster, start_of_task: str) -> list[str]:
    """Give the people on tasks whose id starts so, in order."""
    return sorted(a.person for a in found.assignments if a.task.startswith(start_of_task))


def doing(found: Roster, key: str) -> list[str]:
    """Give the tasks of a person, in order of time."""
    own = sorted((a.start, a.task) for a in found.assignments if a.person == key)
    return [task_id for _, task_id in own]
