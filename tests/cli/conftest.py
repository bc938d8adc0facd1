"""A tiny hub and its files, and `hub-roster` run as a person runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from typer.testing import CliRunner, Result

from hub_roster.cli.app import app
from hub_roster.domain.home import CoverBand, Home, PartKind, ShiftNeed, ShiftTemplate
from hub_roster.domain.people import Leave, Person, Skill, WeekWorked
from hub_roster.domain.place import DrivingTime, Hub, Place, PlaceKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import OnCall, Visit, Who
from hub_roster.domain.young_people import Acquaintance, HowWell, Stay, StayKind, YoungPerson
from hub_roster.exchange.problem_json import write_problem_json

MONDAY = date(2026, 1, 5)
WORK = "0.3"
"""Enough for the tiny hub; solver work is bounded by this and never by the clock."""

Run = Callable[..., Result]
Asked = Callable[..., Any]


def shift(name: str, kind: PartKind, start: time, end: time) -> ShiftTemplate:
    """Give a shift of the tiny hub's home, one adult each."""
    return ShiftTemplate(home="Cliff", name=name, kind=kind, start=start, end=end)


def visit(number: int, young_person: str, day: date) -> Visit:
    """Give a visit on one afternoon, which someone the young person knows makes."""
    return Visit(
        id=f"visit {number}",
        young_person=young_person,
        minutes=60,
        first_day=day,
        last_day=day,
        earliest=time(10),
        latest=time(13),
        who=Who.KNOWN,
    )


@pytest.fixture(scope="session")
def tiny() -> Problem:
    """Give two weeks of a hub with one home, six people and three young people."""
    keys = [f"C:{number}" for number in range(1, 7)]
    names = ("Ann Smith", "Ann Jones", "Ben [relief]", "Cora Lee", "Dev Patel", "")
    days = [date(2026, 1, day) for day in (6, 8, 13, 15)]
    return Problem(
        id=UUID(int=11),
        first_day=MONDAY,
        weeks=2,
        hubs=(Hub(code="North", name="North hub"),),
        places=(Place(code="Cliff House", kind=PlaceKind.HOME), Place(code="Town Hall"), Place(code="Moor")),
        driving=(
            DrivingTime(origin="Cliff House", destination="Town Hall", minutes=15),
            DrivingTime(origin="Moor", destination="Cliff House", minutes=30),
            DrivingTime(origin="Town Hall", destination="Moor", minutes=25),
        ),
        homes=(Home(code="Cliff", hub="North", place="Cliff House", lone_working_assessment="ref 1"),),
        shifts=(
            shift("early", PartKind.EARLY, time(7, 30), time(15)),
            shift("late", PartKind.LATE, time(14, 30), time(22, 30)),
            shift("sleep-in", PartKind.SLEEP_IN, time(22, 30), time(7, 30)),
        ),
        cover=(CoverBand(home="Cliff", start=time(7, 30), end=time(7, 30), adults=1),),
        shift_needs=(ShiftNeed(home="Cliff", shift="late", skill="first aid"),),
        people=tuple(
            Person(key=key, name=name, hub="North", base="Town Hall", contract_hours=24, most_hours=37)
            for key, name in zip(keys, names, strict=True)
        ),
        skills=(
            *(Skill(person=key, skill=skill) for key in keys for skill in ("checks", "driver")),
            *(Skill(person=key, skill=skill) for key in keys[:4] for skill in ("first aid", "on call")),
        ),
        leave=(Leave(person="C:5", first_day=date(2026, 1, 7), last_day=date(2026, 1, 8)),),
        young_people=(
            YoungPerson(code="Heron", hub="North", place="Cliff House", key_worker="C:1", deputy="C:2"),
            YoungPerson(code="Maple", hub="North", place="Moor", key_worker="C:3"),
            YoungPerson(code="Otter", hub="North", place="Moor", key_worker="C:4"),
        ),
        stays=(Stay(young_person="Heron", kind=StayKind.HUB_BED, home="Cliff", first_day=date(2025, 12, 1)),),
        visits=tuple(
            visit(number, code, day)
            for number, (code, day) in enumerate(
                ((code, day) for day in days for code in ("Maple", "Otter")), start=1
            )
        ),
        on_call=tuple(
            OnCall(
                id=f"on call {day}",
                hub="North",
                start=datetime(2026, 1, day, 17),
                end=datetime(2026, 1, day + 1, 9),
            )
            for day in (5, 6, 12)
        ),
        acquaintances=(Acquaintance(person="C:5", young_person="Maple", how_well=HowWell.WELL),),
        weeks_worked=(WeekWorked(person="C:1", week=date(2025, 12, 29), working_minutes=1500),),
    )


@pytest.fixture
def hub(tiny: Problem, tmp_path: Path) -> Path:
    """Give the tiny hub's file."""
    path = tmp_path / "hub.json"
    write_problem_json(tiny, path)
    return path


@pytest.fixture
def run() -> Run:
    """Give a function that runs the command line in this process, at 80 columns and without a terminal."""

    def run(*arguments: object) -> Result:
        words = [str(argument) for argument in arguments]
        return CliRunner(env={"COLUMNS": "80", "NO_COLOR": None}).invoke(app, words)

    return run


@pytest.fixture
def asked(run: Run) -> Asked:
    """Give a function that runs a command with `--json` and gives the one object on standard output."""

    def asked(*arguments: object) -> Any:
        ended = run(*arguments, "--json")
        assert ended.exit_code in {0, 1}, ended.output
        return json.loads(ended.stdout)

    return asked


@pytest.fixture
def roster(hub: Path, run: Run, tmp_path: Path) -> Path:
    """Give the file of a roster drafted for the tiny hub's first week."""
    path = tmp_path / "week 1.json"
    ended = run("draft", hub, "--out", path, "--weeks", 1, "--work", WORK)
    assert ended.exit_code == 0, ended.output
    return path
