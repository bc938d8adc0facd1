"""Prices on people's time: hours against contract, the ladder of who is asked, driving."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from hub_roster.domain.people import Employment, Leave
from hub_roster.rules.hours import ContractHours, Driving, Ladder
from tests.edits import told_of_edit
from tests.tiny import charges, drive, hub, on, people, person, points, shift, visit, young

SHIFTS = [shift(name) for name in ("early", "late", "sleep-in")]


def days(*names: str) -> str:
    """Give earlies of 8 hours on some days."""
    return ", ".join(f"early {name}" for name in names)


@pytest.mark.parametrize(
    ("line", "price"),
    [
        (days("Mon", "Tue", "Wed", "Thu", "Fri"), 3 * 60 * 10),  # 40 h against 37: 3 h over
        (days("Mon", "Tue", "Wed", "Thu"), 5 * 60 * 2),  # 32 h: 5 h under
        ("late Mon, sleep-in Mon, early Tue", 21 * 60 * 2),  # 16 h: asleep counts nothing
        ("", 37 * 60 * 2),
    ],
)
def test_hours_against_contract(line: str, price: int) -> None:
    """A minute of overtime is 10 points, a minute under contract 2 (domain.md 5.5)."""
    assert points(ContractHours, hub(person("ann", contract_hours=37), SHIFTS), ann=line) == price


def test_leave_lowers_what_is_due() -> None:
    """Two weekdays of leave take two fifths of 37 hours, 22.2 are due; a Sunday of leave takes nothing."""
    leave = [
        Leave(person="ann", first_day=on(a), last_day=on(b)) for a, b in (("Thu", "Fri"), ("Sun", "Sun"))
    ]
    problem = hub(person("ann", contract_hours=37), SHIFTS, leave)
    assert points(ContractHours, problem) == 1332 * 2
    assert points(ContractHours, problem, ann=days("Mon", "Tue", "Wed")) == (1440 - 1332) * 10


def test_each_week_owes_its_own_hours() -> None:
    """Leave on the second Monday takes a fifth of that week's 37 hours, and nothing of the first's."""
    ann = person("ann", contract_hours=37)
    monday = Leave(person="ann", first_day=on("Mon+1"), last_day=on("Mon+1"))
    for leave, second in (([], 2220), (monday, 1776)):
        two_weeks = hub(ann, SHIFTS, leave, weeks=2)
        assert [charge.points for charge in charges(ContractHours, two_weeks)] == [2 * 2220, 2 * second]


def test_a_week_is_charged_for_its_own_duties() -> None:
    """One that begins with the week's first minute is its own; one that begins as the next does is not."""
    rows = person("ann"), shift("early", start=time(0), end=time(8))
    found = charges(ContractHours, hub(rows, weeks=2), ann="early Mon, early Mon+1")
    assert [charge.tasks for charge in found] == [("Oak/2026-02-02/early",), ("Oak/2026-02-09/early",)]


@pytest.mark.parametrize("kind", [ContractHours, Ladder, Driving])
def test_an_edit_of_one_line_is_told_of_that_line(kind: Any) -> None:
    """Two are on Monday's early and out beside it; the second was sent just now."""
    relief = {"employment": Employment.RELIEF} if kind is Ladder else {}
    visits = [visit(code, "Heron") for code in ("v", "w")]
    problem = hub(people("ann ben", **relief), young("Heron"), shift("early", seats=2), visits)
    line = {"ann": "early Mon, v Mon 16:00", "ben": "early Mon, w Mon 16:00"}
    assert told_of_edit(kind, problem, "ben", **line) == ["ben"]


def test_only_contracted_staff_have_hours_to_keep() -> None:
    """Relief, bank and agency staff are offered work: nothing is over or under."""
    for employment in (Employment.RELIEF, Employment.BANK, Employment.AGENCY):
        problem = hub(person("ann", employment=employment), SHIFTS)
        assert points(ContractHours, problem, ann=days("Mon")) == points(ContractHours, problem) == 0


@pytest.mark.parametrize(
    ("employment", "minute"),
    [(Employment.CONTRACTED, 0), (Employment.RELIEF, 2), (Employment.BANK, 5), (Employment.AGENCY, 20)],
)
def test_the_ladder_of_who_is_asked(employment: Employment, minute: int) -> None:
    """A paid minute costs 2 points for relief, 5 for the bank, 20 for an agency; asleep is not paid."""
    problem = hub(person("ann", employment=employment), SHIFTS)
    assert points(Ladder, problem, ann="late Mon, sleep-in Mon, early Tue") == 16 * 60 * minute


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("v Mon 10:00", 2 * 25),  # from base and back
        ("v Mon 10:00, w Mon 12:00", 25 + 40 + 15),
        ("early Mon, v Mon 16:00", 2 * 35),  # beside a shift: from the home and back
        ("early Mon", 0),  # going to work is no driving on duty
    ],
)
def test_ten_points_for_a_minute_of_driving(line: str, minutes: int) -> None:
    """Base to Dale 25 minutes, Dale to Fell 40, Fell to base 15, the home to Dale 35."""
    ways = [
        drive("Base", "Dale", 25),
        drive("Dale", "Fell", 40),
        drive("Fell", "Base", 15),
        drive("Oak house", "Dale", 35),
    ]
    visits = [visit("v", "Heron"), visit("w", "Wren")]
    problem = hub(person("ann"), young("Heron"), young("Wren", place="Fell"), visits, shift("early"), ways)
    assert points(Driving, problem, ann=line) == 10 * minutes


def test_each_person_starts_from_their_own_base() -> None:
    """Ben's base stands in Dale, where the visit is: he drives nowhere."""
    problem = hub(person("ann"), person("ben", base="Dale"), young("Heron"), visit("v", "Heron"))
    assert points(Driving, problem, ann="v Mon 10:00") == 600
    assert points(Driving, problem, ben="v Mon 10:00") == 0
