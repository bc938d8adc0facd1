"""Two people kept apart: never in one home at a time, nor on one appointment; nobody is told why."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from hub_roster.domain.home import Home
from hub_roster.domain.people import DutyBefore, PairApart
from hub_roster.domain.problem import Problem
from hub_roster.rules.people_apart import PeopleApart
from tests.edits import told_of_edit
from tests.tiny import (
    Rows,
    at,
    broken,
    drafted,
    hub,
    on,
    people,
    resident,
    shift,
    violations,
    visit,
    who,
    young,
)
from tests.tiny_life import escort, meeting

APART = PairApart(person="cat", other="ann")


def home(*rows: Rows) -> Problem:
    """Give Oak with two on every late, a day that overlaps it, an early, and Elm next door."""
    return hub(
        people("ann ben cat"),
        resident("Heron"),
        young("Wren"),
        shift("late", seats=2),
        shift("day"),
        shift("early", seats=2),
        Home(code="Elm", hub="Hub", place="Elm house"),
        shift("late", home="Elm"),
        rows,
    )


@pytest.mark.parametrize(
    ("ann", "cat", "told"),
    [
        ("late Mon", "late Mon", True),
        ("late Mon", "day Mon", True),
        ("late Mon", "early Mon", False),  # one ends as the other begins
        ("late Mon", "late Tue", False),
        ("late Mon", "late Mon Elm", False),
        ("late Mon", "", False),
    ],
)
def test_they_share_no_minute_of_a_home(ann: str, cat: str, told: bool) -> None:
    """On one shift, or on two that overlap; another day or another home is apart."""
    problem = home(APART)
    assert broken(PeopleApart, problem, ann=ann, cat=cat) == ["ann"] * told
    assert broken(PeopleApart, problem, ann=ann, ben=cat) == []
    assert broken(PeopleApart, home(), ann=ann, cat=cat) == []


def test_they_are_on_no_appointment_together() -> None:
    """A visit for two, and a meeting that names both."""
    rows = [visit("v", "Wren", adults=2), meeting("m", "ann cat ben", "Tue", place="Base"), APART]
    assert broken(PeopleApart, home(rows), ann="v Mon 10:00", cat="v Mon 10:00") == ["ann"]
    assert broken(PeopleApart, home(rows), ann="v Mon 10:00", ben="v Mon 10:00") == []
    assert broken(PeopleApart, home(rows), ann="m Tue 10:00", cat="m Tue 10:00") == ["ann"]


@pytest.mark.parametrize(
    ("ann", "ben", "cat", "told"),
    [
        ("m Mon 10:00", "", "m Mon 10:00", ["ann"]),
        ("m Mon 10:00", "", "m Tue 10:00", []),
        ("m Mon 10:00", "m Tue 10:00", "m Tue 10:00", []),
    ],
)
def test_on_another_day_of_an_appointment_they_are_apart(
    ann: str, ben: str, cat: str, told: list[str]
) -> None:
    """A meeting of the three on Monday or Tuesday, after a visit for one alone."""
    rows = visit("v", "Wren"), meeting("m", "ann ben cat", "Mon", place="Base", last_day=on("Tue"))
    assert broken(PeopleApart, home(rows, APART), ann=ann, ben=ben, cat=cat) == told


def test_an_escort_past_midnight_is_of_the_day_it_begins() -> None:
    """They are kept apart on Monday alone, and it begins half an hour before Tuesday."""
    monday = APART.model_copy(update={"last_day": on("Mon")})
    problem = home(escort("e", "Heron", "Mon 23:30", adults=2), monday)
    assert broken(PeopleApart, problem, ann="e Mon 23:30", cat="e Mon 23:30") == ["ann"]


@pytest.mark.parametrize("edited", ["ann", "cat"])
def test_an_edit_of_either_line_is_told(edited: str) -> None:
    """Whoever of the two was put on last; what ben does says nothing of them."""
    line = {"ann": "late Mon", "cat": "late Mon", "ben": "late Tue"}
    assert told_of_edit(PeopleApart, home(APART), edited, **line) == ["ann"]
    assert told_of_edit(PeopleApart, home(APART), "ben", **line) == []


def test_a_row_with_dates_keeps_apart_between_them() -> None:
    """Until Tuesday: Tuesday's late is closed to one of them, Wednesday's is not."""
    until = home(APART.model_copy(update={"last_day": on("Tue")}))
    assert broken(PeopleApart, until, ann="late Tue", cat="late Tue") == ["ann"]
    assert broken(PeopleApart, until, ann="late Wed", cat="late Wed") == []


def test_what_both_had_begun_is_history() -> None:
    """Both were on Monday's first shift by a duty of the Sunday; with one of them it is another matter."""
    early = "Oak/2026-02-02/early"
    before: dict[str, Any] = {"start": at("Sun-1 22:00"), "end": at("Mon 15:00"), "tasks": (f"{early}/1",)}
    ann = DutyBefore(person="ann", **before)
    cat = DutyBefore(person="cat", **{**before, "tasks": (f"{early}/2",)})
    line = {"ann": "early Mon", "cat": "early Mon"}
    assert broken(PeopleApart, home(APART, ann, cat), **line) == []
    assert broken(PeopleApart, home(APART, ann), **line) == ["ann"]
    assert broken(PeopleApart, home(APART, cat), **line) == ["ann"]


def test_neither_the_message_nor_the_tasks_say_why() -> None:
    """It names one of them and that one's own shift; the other's, which overlaps, would tell the pair."""
    overlapping = shift("early", "Mon"), shift("late", "Mon", start=time(14, 30))
    problem = hub(people("ann ben cat"), resident("Heron"), overlapping, APART)
    (told,) = violations(PeopleApart, problem, ann="early Mon", cat="late Mon")
    assert told.message == "Not available for this."
    assert (told.whom, told.tasks) == ("ann", ("Oak/2026-02-02/early",))


def test_a_draft_keeps_them_apart() -> None:
    """Two seats and three people: ben is on the shift with one of the two."""
    problem = hub(people("ann ben cat"), resident("Heron"), shift("late", "Mon", seats=2), APART)
    assert "ben" in who(drafted(problem).roster, "Oak")
    alone = hub(people("ann cat"), resident("Heron"), shift("late", "Mon", seats=2), APART)
    assert len(who(drafted(alone).roster, "Oak")) == 1
