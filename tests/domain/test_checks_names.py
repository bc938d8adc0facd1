"""Names: known where they are referred to, given once, never near-alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest

from hub_roster.domain import people as staff
from hub_roster.domain import policy, tasks
from hub_roster.domain import young_people as young
from hub_roster.domain.checks import Fault
from hub_roster.domain.checks_names import KEYS, ONCE, REFERENCES
from hub_roster.domain.home import CoverBand, Home, PartKind, ShiftNeed, ShiftTemplate
from hub_roster.domain.place import DrivingTime, Hub, Place

if TYPE_CHECKING:
    from hub_roster.domain.model import Record
    from hub_roster.domain.problem import Problem

FaultsWith = Callable[..., list[Fault]]

DAY = date(2026, 1, 5)
DAYS: dict[str, Any] = {"first_day": DAY, "last_day": DAY}
MOMENTS: dict[str, Any] = {"start": datetime(2026, 1, 4, 8), "end": datetime(2026, 1, 4, 9)}
PERSON: dict[str, Any] = {"person": "C:X"}
BOTH: dict[str, Any] = {"person": "C:X", "young_person": "Hero"}
EARLY: dict[str, Any] = {"kind": PartKind.EARLY, "start": time(7), "end": time(15)}
VISIT: dict[str, Any] = {
    "id": "V",
    "minutes": 30,
    **DAYS,
    "earliest": time(9),
    "latest": time(12),
    "who": tasks.Who.ANYONE,
}

STRANGERS: dict[str, Record] = {
    "driving": DrivingTime(origin="Mor", destination="Towne Hall", minutes=5),
    "homes": Home(code="Dale", hub="Nort", place="Mor"),
    "shifts": ShiftTemplate(home="Clif", name="Early", **EARLY),
    "cover": CoverBand(home="Clif", start=time(7), end=time(8), adults=1),
    "shift_needs": ShiftNeed(home="Clif", shift="Early", skill="medication"),
    "people": staff.Person(key="C:3", hub="Nort", base="Mor"),
    "patterns": staff.PatternWeek(person="C:X", week=1),
    "skills": staff.Skill(person="C:X", skill="medication"),
    "approvals": staff.Approval(**BOTH),
    "leave": staff.Leave(**PERSON, **DAYS),
    "adjustments": staff.Adjustment(**PERSON, kind=staff.AdjustmentKind.NO_DRIVING),
    "requests": staff.Request(**PERSON, day=DAY, wish=staff.PatternDay.OFF),
    "busy": staff.BusyPeriod(**PERSON, **MOMENTS),
    "young_people": young.YoungPerson(
        code="Sparrow",
        hub="Nort",
        place="Mor",
        key_worker="C:X",
        deputy="C:X",
        core_team=("C:1", "C:X"),
    ),
    "stays": young.Stay(young_person="Hero", kind=young.StayKind.HUB_BED, home="Clif", first_day=DAY),
    "views": young.View(**BOTH, view=young.ViewKind.FINE, day=DAY),
    "restrictions": young.Restriction(**BOTH),
    "visits": tasks.Visit(young_person="Hero", place="Mor", **VISIT),
    "on_call": tasks.OnCall(id="O", hub="Nort", **MOMENTS),
    "contacts": young.Contact(**BOTH, day=DAY, minutes=5),
    "acquaintances": young.Acquaintance(**BOTH, how_well=young.HowWell.WELL),
    "weeks_worked": staff.WeekWorked(**PERSON, week=date(2025, 12, 29), working_minutes=5),
    "duties_before": staff.DutyBefore(**PERSON, **MOMENTS),
    "locks": tasks.Lock(**PERSON, task="Maple 1"),
    "published": tasks.PublishedAssignment(**PERSON, task="Maple 1", start=MOMENTS["start"]),
}
"""For each table that refers to others, a row whose every reference is slightly wrong."""

MEANT = {
    "places": "No place is called",
    "homes": "No home is called 'Clif'. Did you mean 'Cliff'?",
    "hubs": "No hub is called 'Nort'. Did you mean 'North'?",
    "people": "No person is called 'C:X'.",
    "young_people": "No young person is called 'Hero'. Did you mean 'Heron'?",
}


@pytest.mark.parametrize("table", REFERENCES)
def test_every_unknown_reference_is_found(sound: Problem, faults_with: FaultsWith, table: str) -> None:
    """Every field that names something says so where nothing has that name, and what was meant."""
    rows = (*getattr(sound, table), STRANGERS[table])
    found = {fault.path: fault.message for fault in faults_with(**{table: rows})}
    for field, target in REFERENCES[table]:
        assert MEANT[target] in found[table, len(rows) - 1, field]


def test_every_reference_of_every_record_is_checked() -> None:
    """Each field called person, home, hub, place and the like is among the references."""
    named = {"person", "home", "hub", "place", "young_person", "base", "origin", "destination"}
    for table, row in STRANGERS.items():
        fields = {field for field, _ in REFERENCES[table]}
        assert named.intersection(type(row).model_fields) <= fields
    assert set(STRANGERS) == set(REFERENCES)
    assert set(MEANT) == set(KEYS)


TWICE: dict[str, Record] = {
    **STRANGERS,
    "hubs": Hub(code="South"),
    "places": Place(code="Sea"),
    "young_people": young.YoungPerson(code="Sparrow", hub="North", place="Moor"),
    "shapes": policy.DutyShape(name="odd", parts=(PartKind.DAY, PartKind.LATE), longest_hours=9),
    "numbers": policy.PolicyNumber(rule="rest", number="hours", value=11),
}


@pytest.mark.parametrize(("table", "fields", "message"), ONCE)
def test_what_stands_once_is_not_repeated(
    sound: Problem, faults_with: FaultsWith, table: str, fields: tuple[str, ...], message: str
) -> None:
    """A row that repeats a key, or a pair that may stand once, is found at its second standing."""
    rows = (*getattr(sound, table), TWICE[table], TWICE[table])
    found = faults_with(**{table: rows})
    assert Fault((table, len(rows) - 1, fields[-1]), message) in found
    assert Fault((table, len(rows) - 2, fields[-1]), message) not in found


def test_a_visit_and_a_spell_have_codes_of_their_own(faults_with: FaultsWith) -> None:
    """A spell of on-call may not have the code of a visit."""
    spell = tasks.OnCall(id="Maple 1", hub="North", **MOMENTS)
    (fault,) = faults_with(on_call=(spell,))
    assert fault.path == ("on_call", 0, "id")
    assert "each task has its own" in fault.message


def test_a_shift_name_is_given_once_a_weekday(sound: Problem, faults_with: FaultsWith) -> None:
    """Two shifts of a home may share a name on different weekdays, not on the same one."""
    weekend = ShiftTemplate(home="Cliff", name="Long", days=(5, 6), **EARLY)
    weekday = ShiftTemplate(home="Cliff", name="Long", days=(0, 1), **EARLY)
    friday_on = ShiftTemplate(home="Cliff", name="Long", days=(4, 5), **EARLY)
    assert faults_with(shifts=(*sound.shifts, weekend, weekday)) == []
    (fault,) = faults_with(shifts=(*sound.shifts, weekend, weekday, friday_on))
    assert fault.path == ("shifts", 5, "name")
    assert "another shift called 'Long'" in fault.message


@pytest.mark.parametrize(
    "code",
    ["heron", "Heron2", "Herons", "Heorn", "Hern", "Hereon", "Hero n", "Haron"],
)
def test_near_alike_codes_are_found(sound: Problem, faults_with: FaultsWith, code: str) -> None:
    """Codes that differ by a letter, two swapped, capitals or a blank are near-alike."""
    other = young.YoungPerson(code=code, hub="North", place="Moor")
    (fault,) = faults_with(young_people=(*sound.young_people, other))
    assert fault.path == ("young_people", 2, "code")
    assert fault.message.startswith(f"'{code}' is easily taken for Heron:")


@pytest.mark.parametrize("code", ["Robin", "Herring", "Marple2", "He"])
def test_codes_that_differ_more_may_stand(sound: Problem, faults_with: FaultsWith, code: str) -> None:
    """Codes two letters apart are no fault."""
    other = young.YoungPerson(code=code, hub="North", place="Moor")
    assert faults_with(young_people=(*sound.young_people, other)) == []


def test_codes_of_a_letter_or_two_are_never_near_alike(faults_with: FaultsWith) -> None:
    """Very short codes differ by one letter as they must."""
    two = tuple(young.YoungPerson(code=code, hub="North", place="Moor") for code in ("A", "B"))
    assert faults_with(young_people=two, stays=(), visits=()) == []


def test_a_misspelt_skill_is_found(faults_with: FaultsWith) -> None:
    """A skill nobody holds is a fault only where someone holds one of nearly that name."""
    near = ShiftNeed(home="Cliff", shift="Early", skill="Medication")
    rare = ShiftNeed(home="Cliff", shift="Early", skill="first aid")
    (fault,) = faults_with(shift_needs=(rare, near))
    assert fault.path == ("shift_needs", 1, "skill")
    assert "Did you mean 'medication'?" in fault.message
