"""Names: known where they are referred to, given once, never near-alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest

from hub_roster.domain import offers, plans, policy, tasks
from hub_roster.domain import people as staff
from hub_roster.domain import their_week as week
from hub_roster.domain import young_people as young
from hub_roster.domain.checks import Fault
from hub_roster.domain.checks_names import KEYS, ONCE, REFERENCES, SUPPORTED, TASK_CODES
from hub_roster.domain.home import CoverBand, Home, PartKind, ShiftNeed, ShiftTemplate
from hub_roster.domain.place import DrivingTime, Hub, Place, Pod

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
    "who": tasks.Who.NAMED,
    "named": ("C:1", "C:X"),
}
TIMES: dict[str, Any] = {"start": time(9), "end": time(12)}
WINDOW: dict[str, Any] = {"minutes": 30, "earliest": time(9), "latest": time(12)}
THEIRS: dict[str, Any] = {
    "hub": "Nort",
    "place": "Mor",
    "key_worker": "C:X",
    "deputy": "C:X",
    "core_team": ("C:1", "C:X"),
    "pod": "Pod Estt",
    "family": "Fairview",
}

STRANGERS: dict[str, Record] = {
    "pods": Pod(code="Pod West", hub="Nort", supervisor="C:X", deputy="C:X"),
    "driving": DrivingTime(origin="Mor", destination="Towne Hall", minutes=5),
    "homes": Home(code="Dale", hub="Nort", place="Mor"),
    "shifts": ShiftTemplate(home="Clif", name="Early", **EARLY),
    "cover": CoverBand(home="Clif", start=time(7), end=time(8), adults=1),
    "shift_needs": ShiftNeed(home="Clif", shift="Early", skill="medication"),
    "people": staff.Person(key="C:3", hub="Nort", base="Mor", floats_to=("North", "Nort"), pod="Pod Estt"),
    "patterns": staff.PatternWeek(person="C:X", week=1),
    "skills": staff.Skill(person="C:X", skill="medication"),
    "approvals": staff.Approval(**BOTH),
    "inductions": staff.Induction(**PERSON, first_day=DAY),
    "leave": staff.Leave(**PERSON, **DAYS),
    "leave_years": staff.LeaveYear(**PERSON, **DAYS, hours=200),
    "adjustments": staff.Adjustment(**PERSON, kind=staff.AdjustmentKind.NO_DRIVING),
    "availability": staff.Availability(**PERSON, **TIMES),
    "households": staff.Household(code="Rowan", hub="Nort"),
    "placements": staff.Placement(household="Rowan", **PERSON, first_day=DAY),
    "consents": staff.Consent(**PERSON, day=DAY),
    "pairs_apart": staff.PairApart(**PERSON, other="C:XX"),
    "requests": staff.Request(**PERSON, day=DAY, wish=staff.PatternDay.OFF),
    "busy": staff.BusyPeriod(**PERSON, **MOMENTS),
    "families": young.Family(code="Fairview", hub="Nort"),
    "young_people": young.YoungPerson(code="Sparrow", **THEIRS),
    "family_adults": young.FamilyAdult(code="Sparrow's aunt", **THEIRS),
    "stays": young.Stay(young_person="Hero", kind=young.StayKind.HUB_BED, home="Clif", first_day=DAY),
    "week_times": week.WeekTime(young_person="Hero", kind=week.WeekKind.CLUB, **TIMES, place="Mor"),
    "own_adults": young.OwnAdults(young_person="Hero"),
    "views": young.View(**BOTH, view=young.ViewKind.FINE, day=DAY),
    "restrictions": young.Restriction(**BOTH),
    "personal_needs": young.PersonalNeed(
        young_person="Hero", skill="medication", recorded="Plan 7", approved_by="Panel", review_by=DAY
    ),
    "missing_episodes": young.MissingEpisode(young_person="Hero", gone=MOMENTS["start"]),
    "plans": plans.Plan(
        code="Plan", young_person="Hero", who=tasks.Who.NAMED, named=("C:1", "C:X"), **WINDOW
    ),
    "moves": plans.Move(code="Move", young_person="Hero", home="Clif", carers=("C:1", "C:X"), **WINDOW),
    "visits": tasks.Visit(young_person="Hero", others=("Maple", "Hero"), place="Mor", **VISIT),
    "escorts": tasks.Escort(
        id="Escort",
        young_person="Hero",
        start=datetime(2026, 1, 5, 9),
        minutes=30,
        origin="Mor",
        destination="Towne Hall",
        who=tasks.Who.NAMED,
        named=("C:1", "C:X"),
    ),
    "sessions": tasks.Session(code="Desk", hub="Nort", place="Mor", days=(0,), **TIMES),
    "meetings": tasks.Meeting(
        id="Meeting", hub="Nort", place="Mor", attendees=("C:1", "C:X"), **DAYS, **WINDOW
    ),
    "on_call": tasks.OnCall(id="O", hub="Nort", shared_with=("North", "Nort"), **MOMENTS),
    "outcomes": plans.Outcome(**BOTH, day=DAY, minutes=5, outcome=plans.OutcomeKind.MADE),
    "contacts": young.Contact(**BOTH, day=DAY, minutes=5),
    "acquaintances": young.Acquaintance(**BOTH, how_well=young.HowWell.WELL),
    "weeks_worked": staff.WeekWorked(**PERSON, week=date(2025, 12, 29), working_minutes=5),
    "days_worked": staff.DayWorked(**PERSON, day=date(2026, 1, 4)),
    "duties_before": staff.DutyBefore(**PERSON, **MOMENTS),
    "offers": offers.Offer(**PERSON, task="Maple 1"),
    "locks": tasks.Lock(**PERSON, task="Maple 1"),
    "published": tasks.PublishedAssignment(**PERSON, task="Maple 1", start=MOMENTS["start"]),
}
"""For each table that refers to others, a row whose every reference is slightly wrong."""

MEANT = {
    "places": "No place is called",
    "homes": "No home is called 'Clif'. Did you mean 'Cliff'?",
    "hubs": "No hub is called 'Nort'. Did you mean 'North'?",
    "people": "No person is called 'C:X",
    "pods": "No pod is called 'Pod Estt'. Did you mean 'Pod East'?",
    "families": "No family is called 'Fairview'. Did you mean 'Fair View'?",
    "young_people": "No young person is called 'Hero'. Did you mean 'Heron'?",
    SUPPORTED: "No young person or adult of a family is called 'Hero'. Did you mean 'Heron'?",
}
"""What is said of a name no row has, by the table (or tables) it should stand in."""


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
    named |= {"key_worker", "deputy", "core_team", "supervisor", "pod", "family", "others", "named", "carers"}
    named |= {"attendees", "floats_to", "shared_with", "other"}
    for table, row in STRANGERS.items():
        fields = {field for field, _ in REFERENCES[table]}
        assert named.intersection(type(row).model_fields) <= fields
    assert set(STRANGERS) == set(REFERENCES)
    asked = {target for references in REFERENCES.values() for _, target in references}
    assert set(MEANT) == asked
    assert asked >= {*KEYS, SUPPORTED} - {"family_adults"}  # an adult is never asked for alone


def test_what_names_an_adult_of_a_family_may_name_a_young_person(
    sound: Problem, faults_with: FaultsWith
) -> None:
    """A visit may be to an adult of a family; a stay, a move, an escort is always a young person's."""
    mum = young.FamilyAdult(code="Maple's mum", hub="North", place="Moor", family="Fair View")
    to_mum = sound.visits[0].model_copy(update={"id": "to mum", "young_person": mum.code})
    assert faults_with(family_adults=(mum,), visits=(to_mum,)) == []
    stay = young.Stay(young_person=mum.code, kind=young.StayKind.OWN_HOME, first_day=DAY)
    (fault,) = faults_with(family_adults=(mum,), stays=(*sound.stays, stay))
    assert fault.message.startswith("No young person is called 'Maple's mum'.")


TWICE: dict[str, Record] = {
    **STRANGERS,
    "pods": Pod(code="Pod West", hub="North", supervisor="C:1"),
    "families": young.Family(code="Hill Top", hub="North"),
    "households": staff.Household(code="Alder", hub="North"),
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


@pytest.mark.parametrize(("table", "field"), TASK_CODES)
def test_each_task_has_a_code_of_its_own(
    sound: Problem, faults_with: FaultsWith, table: str, field: str
) -> None:
    """Nothing that locks and rosters refer to may have the code of a visit, or its own twice."""
    row = STRANGERS[table].model_copy(update={field: "Maple 1"})
    rows = (*getattr(sound, table), row)
    found = {fault.path: fault.message for fault in faults_with(**{table: rows})}
    # Tables are read in their order: of two alike the later one is told.
    told = ("visits", 0, "id") if table in ("plans", "moves") else (table, len(rows) - 1, field)
    assert "each task has its own" in found[told]


def test_a_session_may_not_be_called_as_a_meeting(faults_with: FaultsWith) -> None:
    """Not only visits: any two tasks are told apart by their codes."""
    session = tasks.Session(code="Monday desk", hub="North", place="Moor", days=(0,), **TIMES)
    meeting = tasks.Meeting(id="Monday desk", hub="North", place="Moor", attendees=("C:1",), **DAYS, **WINDOW)
    (fault,) = faults_with(sessions=(session,), meetings=(meeting,))
    assert fault == Fault(("meetings", 0, "id"), "Another session has this code: each task has its own.")


def test_a_shift_name_is_given_once_a_weekday(sound: Problem, faults_with: FaultsWith) -> None:
    """Two shifts of a home may share a name on different weekdays, not on the same one."""
    weekend = ShiftTemplate(home="Cliff", name="Long", days=(5, 6), **EARLY)
    weekday = ShiftTemplate(home="Cliff", name="Long", days=(0, 1), **EARLY)
    friday_on = ShiftTemplate(home="Cliff", name="Long", days=(4, 5), **EARLY)
    assert faults_with(shifts=(*sound.shifts, weekend, weekday)) == []
    (fault,) = faults_with(shifts=(*sound.shifts, weekend, weekday, friday_on))
    assert fault.path == ("shifts", 5, "name")
    assert "another shift called 'Long'" in fault.message


def test_a_change_of_a_shift_has_its_name(sound: Problem, faults_with: FaultsWith) -> None:
    """For a while a shift may be another; two changes of it at one time may not."""
    usual: dict[str, Any] = {"home": "Cliff", "name": "Early", **EARLY, "seats": 2}
    first = ShiftTemplate(**usual, first_day=date(2026, 1, 6), last_day=date(2026, 1, 8))
    second = ShiftTemplate(**usual, first_day=date(2026, 1, 9))
    assert faults_with(shifts=(*sound.shifts, second, first)) == []
    until = ShiftTemplate(**usual, last_day=date(2026, 1, 6))
    (fault,) = faults_with(shifts=(*sound.shifts, first, until))
    assert fault.path == ("shifts", 4, "name")
    (fault,) = faults_with(shifts=(*sound.shifts, second, until, first))
    assert fault.path == ("shifts", 5, "name")


def test_an_adult_of_a_family_has_a_code_of_their_own(faults_with: FaultsWith) -> None:
    """Neither a young person's nor one nearly alike."""
    fields: dict[str, Any] = {"hub": "North", "place": "Moor", "family": "Fair View"}
    same = young.FamilyAdult(code="Heron", **fields)
    near = young.FamilyAdult(code="Mapel", **fields)
    first, second = faults_with(family_adults=(same, near))
    assert first == Fault(("family_adults", 0, "code"), "A young person or another adult has this code.")
    assert second.message.startswith("'Mapel' is easily taken for Maple")


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
