"""Introductions before a move: wanted once it is decided, until it is made, paused or ended."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from hub_roster.domain.people import Household, Person, Placement
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import VisitKind
from hub_roster.program.statement import Priority
from hub_roster.rules.moves import FosteringLimit, Introductions
from tests.edits import told_of_edit
from tests.tiny import (
    Rows,
    broken,
    charges,
    drafted,
    hub,
    on,
    people,
    person,
    points,
    resident,
    shift,
    visit,
    who,
    young,
)
from tests.tiny_life import move, week_time

CARERS: list[Person] = [person("cora", household="Rowan"), person("dan", household="Rowan")]


def oak(decided: str | None = "Mon-1", **other: Any) -> Problem:
    """Give Heron's move from Oak to the household of cora and dan, with three lates there."""
    days = {key: on(other.pop(key)) for key in list(other) if key.endswith(("_day", "_from", "_on"))}
    days |= {"minutes": other.pop("minutes")} if "minutes" in other else {}
    rows = move("m", "Heron", "", decided, home=None, household="Rowan", **days)
    return hub(CARERS, people("ann"), resident("Heron"), shift("late", "Mon Wed Fri"), rows, **other)


@pytest.mark.parametrize(
    ("line", "missed"),
    [("", 2), ("late Mon", 1), ("late Mon, late Wed", 0), ("late Mon, late Wed, late Fri", 0)],
)
def test_two_meetings_a_week_are_wanted(line: str, missed: int) -> None:
    """Each one missed is an hour and a half of the young person's."""
    assert points(Introductions, oak(), cora=line) == 90 * missed
    assert [c.whom for c in charges(Introductions, oak(), cora=line)] == ["Heron"] * bool(missed)


def test_either_carer_is_met_and_both_at_once_are_two_meetings() -> None:
    """Cora on Monday and dan on Wednesday; somebody else's shift is none."""
    assert points(Introductions, oak(), cora="late Mon", dan="late Wed") == 0
    assert points(Introductions, oak(), ann="late Mon, late Wed") == 180


@pytest.mark.parametrize(
    ("dates", "wanted"),
    [
        ({}, 2),
        ({"decided": None}, 0),
        ({"decided": "Thu"}, 1),
        ({"decided": "Sat"}, 0),
        ({"planned_day": "Wed"}, 1),
        ({"planned_day": "Mon"}, 0),
        ({"paused_from": "Wed"}, 1),
        ({"ended_on": "Mon"}, 0),
        ({"ended_on": "Fri"}, 2),
    ],
)
def test_meetings_are_wanted_while_the_move_is_on(dates: dict[str, Any], wanted: int) -> None:
    """From the decision until the move, a pause or the end; never more than there are shifts."""
    assert points(Introductions, oak(**dates)) == 90 * wanted


def test_no_meeting_on_a_shift_at_which_they_are_away() -> None:
    """Heron is with his family on Mondays: two lates are left of three."""
    away = week_time("Heron", "08:00 23:30", "Mon")
    rows = move("m", "Heron", "cora", introductions=3)
    problem = hub(CARERS, resident("Heron"), shift("late", "Mon Wed Fri"), rows, away)
    assert points(Introductions, problem) == 180
    assert points(Introductions, problem, cora="late Mon") == 180


def test_nobody_meets_in_the_night() -> None:
    """A sleep-in is no introduction."""
    problem = hub(CARERS, resident("Heron"), shift("sleep-in"), move("m", "Heron", "cora"))
    assert points(Introductions, problem) == 0


def test_each_week_has_its_meetings() -> None:
    """Two weeks of two, all in the first: the second lacks both."""
    problem = oak(weeks=2)
    assert points(Introductions, problem, cora="late Mon, late Wed, late Fri") == 180


def test_a_shift_from_sundays_midnight_is_the_new_weeks() -> None:
    """One such shift in each of two weeks: one meeting is wanted in each."""
    at_midnight = shift("day", "Mon", start=time(0), end=time(8))
    problem = hub(CARERS, resident("Heron"), at_midnight, move("m", "Heron", "cora"), weeks=2)
    assert points(Introductions, problem) == 180
    assert points(Introductions, problem, cora="day Mon") == 90


def test_an_edit_tells_of_who_is_met_on_it() -> None:
    """On Mondays Wren alone is at home: Heron's meetings are missed too, and not told again."""
    away = week_time("Heron", "08:00 23:30", "Mon")
    moving = [move("m", "Heron", "cora"), move("n", "Wren", "dan")]
    problem = hub(CARERS, resident("Heron"), resident("Wren"), shift("late", "Mon Tue"), moving, away)
    assert told_of_edit(Introductions, problem, "dan", dan="late Mon") == ["Wren"]


def test_who_lives_in_no_home_is_met_on_visits_of_their_own() -> None:
    """Those are visits made or not made, and charged as such."""
    problem = hub(CARERS, young("Wren"), shift("late"), move("m", "Wren", "cora"))
    assert points(Introductions, problem) == 0


def test_a_meeting_counts_its_minutes() -> None:
    """Two meetings of 50 minutes are missed, and rank with agreed visits."""
    (charge,) = charges(Introductions, oak(minutes=50))
    assert (charge.points, charge.priority) == (100, Priority.AGREED)


# The usual fostering limit ------------------------------------------------------------------------

FULL = [
    Household(code="Rowan", hub="Hub", most_children=1),
    Placement(household="Rowan", first_day=on("Mon+1")),
]
"""Next week Rowan has as many children as it may; until then its carers are on the rota."""


def to_rowan(of: str, *rows: Rows, **terms: Any) -> Problem:
    """Give a move to Rowan of somebody, on the last day of the child there."""
    moving = move("m", of, "", home=None, household="Rowan", **{"planned_day": on("Sun+1"), **terms})
    return hub(CARERS, resident("Heron"), young("Wren"), shift("late", "Mon Wed"), FULL, moving, rows)


def test_nobody_is_introduced_to_a_household_that_is_full() -> None:
    """Wren's visits are not made, and Heron's carers are not wanted on shifts, before an exemption."""
    line = {"cora": "m introduction 2026-02-02 1 Mon 15:00"}
    assert broken(FosteringLimit, to_rowan("Wren"), **line) == ["cora"]
    assert broken(FosteringLimit, to_rowan("Wren", exemption="FP 3"), **line) == []
    assert points(Introductions, to_rowan("Heron")) == 0
    assert points(Introductions, to_rowan("Heron", exemption="FP 3")) == 180


def test_an_introduction_by_hand_waits_too() -> None:
    """A visit agreed as one; any other visit of the carer does not, nor one to somebody else."""
    rows = [visit("i", "Wren", kind=VisitKind.INTRODUCTION), visit("v", "Wren", "Tue")]
    problem = to_rowan("Wren", rows, visit("h", "Heron", "Wed", kind=VisitKind.INTRODUCTION))
    assert broken(FosteringLimit, problem, cora="i Mon 10:00") == ["cora"]
    assert broken(FosteringLimit, problem, cora="v Tue 10:00, h Wed 10:00") == []


def test_another_move_of_theirs_goes_on() -> None:
    """Wren may also move to Oak: visits by hand may be for that."""
    rows = [visit("i", "Wren", kind=VisitKind.INTRODUCTION), move("n", "Wren", "cora")]
    assert broken(FosteringLimit, to_rowan("Wren", rows), cora="i Mon 10:00") == []


def test_a_draft_makes_no_such_introduction() -> None:
    """Until the exemption is recorded."""
    assert who(drafted(to_rowan("Wren")).roster, "m introduction") == []
    assert who(drafted(to_rowan("Wren", exemption="FP 3")).roster, "m introduction") != []
