"""One small hub with a row in every table and awkward words in it, which files are made of."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from hub_roster.domain import home, people, policy, tasks, young_people
from hub_roster.domain.problem import Problem
from tests.exchange.rows_of_life import rows_of_life

DAY = date(2026, 1, 6)
MONDAY = date(2026, 1, 5)


def complete_hub() -> Problem:
    """Give a hub with at least one row in every table."""
    ann = {"person": "NYC:101:1"}
    heron = {"young_person": "Heron"}
    return Problem.model_validate(
        {
            **rows_of_life(),
            "id": UUID(int=99),
            "first_day": MONDAY,
            "weeks": 2,
            "told_on": date(2025, 12, 12),
            "policy": policy.Signature(signed_by="R. Manager", signed_on=date(2025, 12, 1)),
            "numbers": [
                {
                    "rule": "daily rest",
                    "number": "daily_hours",
                    "value": 11.5,
                    "why": "-Longer, agreed",
                    "signed_by": "@Deputy",
                    "signed_on": date(2025, 12, 8),
                }
            ],
            "shapes": [
                *policy.DEFAULT_SHAPES,
                {"name": "long day", "parts": ["day", "outreach"], "longest_hours": 14},
            ],
            "hubs": [{"code": "North", "name": "=North & Co"}],
            "places": [
                {"code": "Cliff House", "kind": "home"},
                {"code": "Town Hall", "kind": "base"},
                {"code": "-Moor, upper"},
            ],
            "driving": [
                {"origin": "Cliff House", "destination": "-Moor, upper", "minutes": 35},
                {"origin": "-Moor, upper", "destination": "Town Hall", "minutes": 25},
                {"origin": "Town Hall", "destination": "Cliff House", "minutes": 20},
            ],
            "homes": [
                home.Home(
                    code="Cliff",
                    hub="North",
                    place="Cliff House",
                    sleep_rooms=1,
                    lone_working_assessment="@ref 12",
                )
            ],
            "shifts": [
                home.ShiftTemplate(
                    home="Cliff",
                    name="Early",
                    kind=home.PartKind.EARLY,
                    start=time(7, 30),
                    end=time(15),
                    seats=2,
                    days=(0, 1, 2, 3, 4, 6),
                ),
                home.ShiftTemplate(
                    home="Cliff",
                    name="Never, yet",
                    kind=home.PartKind.WAKING_NIGHT,
                    start=time(22),
                    end=time(0),
                    days=(),
                    most_extra=1,
                    gives_break=False,
                ),
            ],
            "cover": [home.CoverBand(home="Cliff", start=time(8), end=time(15), adults=2, days=(0, 2, 4, 6))],
            "shift_needs": [{"home": "Cliff", "shift": "Early", "skill": "medication"}],
            "people": [
                people.Person(
                    key="NYC:101:1",
                    name="+44 Ann",
                    hub="North",
                    role="#N/A",
                    base="Town Hall",
                    contract_hours=37,
                    most_hours=48.25,
                    opted_out=True,
                    started=date(2019, 9, 2),
                    household="O'Neil",
                    pattern_anchor=date(2025, 11, 3),
                ),
                people.Person(key="007", hub="North", base="Cliff House", adult_from=date(2024, 2, 29)),
            ],
            "patterns": [
                people.PatternWeek(person="NYC:101:1", week=1, saturday=people.PatternDay.OFF),
                people.PatternWeek(person="NYC:101:1", week=2, monday=people.PatternDay.NIGHT),
            ],
            "skills": [{**ann, "skill": "medication", "valid_until": date(2027, 1, 1)}],
            "approvals": [{**ann, **heron, "valid_from": date(2025, 1, 1)}],
            "leave": [{"person": "007", "first_day": DAY, "last_day": date(2026, 1, 8)}],
            "adjustments": [{**ann, "kind": "not before", "time": time(9)}],
            "placements": [
                {
                    "household": "O'Neil",
                    "first_day": DAY,
                    "first_time": time(14),
                    "last_day": date(2026, 2, 1),
                    "deployable_from": date(2026, 2, 5),
                }
            ],
            "requests": [{**ann, "day": DAY, "wish": "off"}],
            "busy": [{**ann, "start": datetime(2026, 1, 6, 0, 0), "end": datetime(2026, 1, 6, 9, 5)}],
            "young_people": [
                young_people.YoungPerson(
                    code="Heron",
                    hub="North",
                    place="Cliff House",
                    key_worker="NYC:101:1",
                    deputy="007",
                    core_team=("NYC:101:1", "007"),
                    agreed_minutes=240,
                    most_adults=9,
                ),
                young_people.YoungPerson(
                    code="Maple", hub="North", place="-Moor, upper", restraint_planned=True
                ),
            ],
            "stays": [
                {**heron, "kind": "hub bed", "home": "Cliff", "first_day": date(2025, 10, 1)},
                {"young_person": "Maple", "kind": "family home", "first_day": date(2025, 1, 1)},
            ],
            "views": [{**heron, "person": "007", "view": "asks for", "day": date(2025, 12, 24)}],
            "restrictions": [{"young_person": "Maple", "person": "007", "first_day": DAY}],
            "visits": [
                tasks.Visit(
                    id="Maple, 1",
                    young_person="Maple",
                    minutes=60,
                    first_day=DAY,
                    last_day=date(2026, 1, 8),
                    earliest=time(16),
                    latest=time(18, 15),
                    adults=2,
                    who=tasks.Who.ANYONE,
                    kind=tasks.VisitKind.STATUTORY,
                    skill="driver",
                    place="Town Hall",
                )
            ],
            "on_call": [
                tasks.OnCall(
                    id="Call 1",
                    hub="North",
                    start=datetime(2026, 1, 5, 17),
                    end=datetime(2026, 1, 6, 9),
                )
            ],
            "contacts": [{**ann, **heron, "day": date(2025, 12, 30), "minutes": 95, "setting": "shift"}],
            "acquaintances": [{"person": "007", **heron, "how_well": "a little"}],
            "weeks_worked": [
                {
                    **ann,
                    "week": date(2025, 12, 29),
                    "working_minutes": 2300,
                    "assumed": True,
                    "weekend_days": 2,
                    "nights": 1,
                    "sleep_ins": 2,
                    "bank_holidays": 1,
                }
            ],
            "duties_before": [
                people.DutyBefore(
                    person="007",
                    start=datetime(2026, 1, 4, 14, 30),
                    end=datetime(2026, 1, 5, 15),
                    tasks=("Cliff/2026-01-05/Early/2",),
                    disturbed_minutes=45,
                )
            ],
            "locks": [{**ann, "task": "Maple, 1", "start": datetime(2026, 1, 7, 16, 15)}],
            "published": [
                {
                    "person": "007",
                    "task": "Cliff/2026-01-07/Early/1",
                    "start": datetime(2026, 1, 7, 7, 30),
                }
            ],
        }
    )
