"""Plans, moves, meetings and times of the week that cannot be kept as they are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest

from hub_roster.domain.checks import Fault
from hub_roster.domain.plans import Move, Plan, PlanForm
from hub_roster.domain.tasks import Escort, Meeting, Who
from hub_roster.domain.their_week import Term, WeekKind, WeekTime
from tests.domain.plan_and_move import MOVE, PLAN

if TYPE_CHECKING:
    from hub_roster.domain.model import Record
    from hub_roster.domain.problem import Problem

FaultsWith = Callable[..., list[Fault]]

DAY = date(2026, 1, 5)


@pytest.mark.parametrize(("table", "what"), [("plans", "visit"), ("moves", "visit"), ("meetings", "meeting")])
def test_plans_moves_and_meetings_fit_into_their_windows(
    faults_with: FaultsWith, table: str, what: str
) -> None:
    """Two hours do not fit between four and five, and nothing goes past midnight."""
    window: dict[str, Any] = {"minutes": 120, "earliest": time(16), "latest": time(17)}
    rows: dict[str, Record] = {
        "plans": Plan(code="P", young_person="Heron", **window),
        "moves": Move(code="M", young_person="Maple", household="Rowan", **window),
        "meetings": Meeting(
            id="T", hub="North", place="Moor", attendees=("C:1",), first_day=DAY, last_day=DAY, **window
        ),
    }
    (fault,) = faults_with(**{table: (rows[table],)})
    assert fault == Fault(
        (table, 0, "latest"), f"A {what} of 120 minutes does not fit between 16:00 and 17:00."
    )
    past_midnight = rows[table].model_copy(update={"latest": time(1)})
    (fault,) = faults_with(**{table: (past_midnight,)})
    assert fault.message.startswith(f"The {what} must end by 01:00")


def test_flexible_time_is_somebodys(faults_with: FaultsWith) -> None:
    """Without a key worker, flexible time needs a name."""
    flexible = Plan(young_person="Maple", form=PlanForm.FLEXIBLE, **PLAN)
    (fault,) = faults_with(plans=(flexible,))
    assert fault.path == ("plans", 0, "who")
    assert fault.message.startswith("Maple has no key worker")
    named = flexible.model_copy(update={"who": Who.NAMED, "named": ("C:2",)})
    assert faults_with(plans=(named,)) == []
    assert faults_with(plans=(flexible.model_copy(update={"young_person": "Heron"}),)) == []


@pytest.mark.parametrize("table", ["plans", "visits", "escorts"])
def test_people_are_named_for_named_and_only_then(
    sound: Problem, faults_with: FaultsWith, table: str
) -> None:
    """Neither 'named' without names nor names without 'named'."""
    rows: dict[str, Record] = {
        "plans": Plan(young_person="Heron", **PLAN),
        "visits": sound.visits[0],
        "escorts": Escort(
            id="E",
            young_person="Heron",
            start=datetime(2026, 1, 5, 9),
            minutes=30,
            origin="Cliff House",
            destination="Moor",
        ),
    }
    message = "Name people here for 'named', and only then."
    for fields in ({"who": Who.NAMED}, {"named": ("C:1",)}):
        (fault,) = faults_with(**{table: (rows[table].model_copy(update=fields),)})
        assert fault == Fault((table, 0, "named"), message)
    both = rows[table].model_copy(update={"who": Who.NAMED, "named": ("C:1",)})
    assert faults_with(**{table: (both,)}) == []


def test_every_other_week_is_counted_from_a_date(faults_with: FaultsWith) -> None:
    """A fortnightly plan says from when."""
    fortnightly = Plan(young_person="Heron", every_weeks=2, **PLAN)
    (fault,) = faults_with(plans=(fortnightly,))
    assert fault == Fault(("plans", 0, "first_day"), "Every 2 weeks: say from which date they are counted.")
    assert faults_with(plans=(fortnightly.model_copy(update={"first_day": DAY}),)) == []


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"household": ""}, "household"),
        ({"home": "Cliff", "carers": ("C:1",)}, "household"),
        ({"household": "", "home": "Cliff"}, "carers"),
        ({"decided_by": "Panel"}, "decided_on"),
        ({"decided_on": DAY}, "decided_on"),
        ({"household": "Rowen"}, "household"),
    ],
)
def test_a_move_is_to_somewhere_and_decided_whole(
    faults_with: FaultsWith, fields: dict[str, Any], path: str
) -> None:
    """One destination, adults to get to know, a household there is, and a decision with name and date."""
    (fault,) = faults_with(moves=(MOVE.model_copy(update=fields),))
    assert fault.path == ("moves", 0, path)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"household": "", "home": "Cliff", "carers": ("C:1",)},
        {"decided_by": "Panel", "decided_on": DAY},
    ],
)
def test_a_move_that_is_sound(faults_with: FaultsWith, fields: dict[str, Any]) -> None:
    """To a household, or to a home with its adults; decided or not."""
    assert faults_with(moves=(MOVE.model_copy(update=fields),)) == []


def test_a_time_of_the_week_is_somewhere_and_in_a_known_term(faults_with: FaultsWith) -> None:
    """Where visits are welcome there is a place; a calendar has term dates."""
    times: dict[str, Any] = {"kind": WeekKind.SCHOOL, "start": time(9), "end": time(15)}
    nowhere = WeekTime(young_person="Heron", visits=True, **times)
    in_term = WeekTime(young_person="Heron", calendar="School", **times)
    terms = (Term(calendar="Schools", first_day=DAY, last_day=DAY),)
    first, second = faults_with(week_times=(nowhere, in_term), terms=terms)
    assert first == Fault(("week_times", 0, "place"), "Visits are welcome then: say at which place.")
    assert second == Fault(
        ("week_times", 1, "calendar"),
        "No term dates are given for 'School'. Did you mean 'Schools'?",
    )
