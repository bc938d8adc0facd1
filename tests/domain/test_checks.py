"""The checks of a problem as one: order, what could not be read, speed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pydantic import ValidationError

from hub_roster.domain.checks import Fault, ProblemFaults, Unread, faults
from hub_roster.domain.people import Leave, Person
from hub_roster.domain.place import Place
from hub_roster.domain.problem import Problem
from hub_roster.domain.young_people import Contact, YoungPerson

FaultsWith = Callable[..., list[Fault]]


def test_a_sound_hub_has_no_fault(sound: Problem) -> None:
    """A hub that holds together has no fault."""
    assert faults(sound) == []


def test_a_problem_with_faults_cannot_be_made(sound: Problem) -> None:
    """Making a problem raises every one of its faults at once."""
    with pytest.raises(ValidationError) as raised:
        sound.edited(first_day=date(2026, 1, 6), shapes=())
    cause = raised.value.errors()[0]["ctx"]["error"]
    assert isinstance(cause, ProblemFaults)
    assert [fault.path for fault in cause.faults] == [("first_day",), ("shapes",)]


def test_faults_come_table_by_table_and_row_by_row(faults_with: FaultsWith) -> None:
    """Faults stand in the order of the tables and of their rows, whichever check found them."""
    found = faults_with(
        people=(
            Person(key="C:1", hub="South", base="Moor", contract_hours=50),
            Person(key="C:1", hub="North", base="Moor"),
        ),
        first_day=date(2026, 1, 6),
        patterns=(),
        skills=(),
    )
    assert [fault.path for fault in found] == [
        ("first_day",),
        ("people", 0, "hub"),
        ("people", 0, "contract_hours"),
        ("people", 1, "key"),
    ]


def test_nothing_is_said_of_names_in_rows_that_could_not_be_read(sound: Problem) -> None:
    """A reference to a row that could not be read is not called unknown; others are."""
    fields = {name: getattr(sound, name) for name in Problem.model_fields}
    away = tuple(
        Leave(person=key, first_day=date(2026, 1, 5), last_day=date(2026, 1, 5)) for key in ("C:9", "C:8")
    )
    part = Problem.model_construct(**{**fields, "leave": away})
    unread = Unread(frozenset({"people"}), frozenset({("people", "C:9")}))
    assert [fault.path for fault in faults(part, unread)] == [("leave", 1, "person")]
    assert faults(part, Unread(frozenset({"people"}), nameless=frozenset({"people"}))) == []


@pytest.mark.parametrize(
    ("table", "field"),
    [("shifts", "cover"), ("driving", "places"), ("first_day", "visits"), ("patterns", "patterns")],
)
def test_nothing_is_missed_in_a_table_read_in_part(sound: Problem, table: str, field: str) -> None:
    """Checks for something absent are silent where it may stand in an unreadable row."""
    fields = {name: getattr(sound, name) for name in Problem.model_fields}
    week = sound.patterns[0].model_copy(update={"week": 3})
    emptied = {"shifts": (), "driving": (), "shift_needs": (), "patterns": (week,)}
    part = Problem.model_construct(**{**fields, **emptied, "first_day": date(2026, 3, 2)})
    assert field in {fault.path[0] for fault in faults(part)}
    assert field not in {fault.path[0] for fault in faults(part, Unread(frozenset({table})))}


def test_a_part_without_its_period_is_checked(sound: Problem) -> None:
    """Checks do not trip over single values that could not be read."""
    fields = {name: getattr(sound, name) for name in Problem.model_fields}
    del fields["first_day"], fields["weeks"], fields["id"]
    part = Problem.model_construct(**fields)
    assert faults(part, Unread(frozenset({"first_day", "weeks", "id"}))) == []


def test_each_of_many_contacts_is_looked_at(faults_with: FaultsWith) -> None:
    """Of 3,000 contacts those of forty people are sound, and those of forty others are told."""
    people = tuple(Person(key=f"C:{k}", hub="North", base="Town Hall") for k in range(40))
    codes = [first + second * 3 for first in "BCDFGHJK" for second in "aeiou"]
    young = tuple(YoungPerson(code=code, hub="North", place="Moor") for code in codes)
    contacts = tuple(
        Contact(
            person=f"C:{k % 80}",
            young_person=codes[k % 40],
            day=date(2025, 6, 1),
            minutes=60,
        )
        for k in range(3000)
    )
    found = faults_with(
        people=people,
        young_people=young,
        contacts=contacts,
        places=tuple(Place(code=code) for code in ("Cliff House", "Town Hall", "Moor")),
    )
    assert sum(fault.path[0] == "contacts" for fault in found) == 1480
