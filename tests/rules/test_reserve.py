"""Hub carers kept free at night, for a child who has to be placed at once."""

from __future__ import annotations

import pytest

from hub_roster.domain.people import Leave, Placement
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.program.statement import Priority
from hub_roster.rules.reserve import EmergencyReserve
from tests.edits import told_of_edit
from tests.tiny import Rows, charges, drafted, hub, on, person, points, shift, who


def _hub(*rows: Rows, households: int | None = None, seats: int = 2) -> Problem:
    given = []
    if households is not None:
        given = [PolicyNumber(rule="emergency reserve", number="households", value=households)]
    return hub(
        person("ann"),
        person("rob", household="Rowan"),
        person("rita", household="Rowan"),
        person("bea", household="Birch"),
        shift("sleep-in", "Mon", seats=seats),
        given,
        *rows,
    )


def test_a_night_with_no_household_free() -> None:
    """Somebody of either household sleeps in: one household too few, 540 minutes; ann is no carer."""
    (charge,) = charges(EmergencyReserve, _hub(), rob="sleep-in Mon", bea="sleep-in Mon")
    assert (charge.whom, charge.points, charge.priority) == ("Hub", 540, Priority.SAFETY)
    assert points(EmergencyReserve, _hub(), rob="sleep-in Mon", ann="sleep-in Mon") == 0
    assert charges(EmergencyReserve, _hub(), rob="sleep-in Mon") == ()


def test_two_of_one_household_leave_the_other() -> None:
    """Rob and Rita are one household: with both on, Birch is free."""
    assert points(EmergencyReserve, _hub(), rob="sleep-in Mon", rita="sleep-in Mon") == 0


def test_more_households_by_policy() -> None:
    """With two asked for, one on is one too few and both are two; with none, nothing is asked."""
    two = _hub(households=2)
    assert points(EmergencyReserve, two, rob="sleep-in Mon") == 540
    assert points(EmergencyReserve, two, rob="sleep-in Mon", bea="sleep-in Mon") == 1080
    none = _hub(households=0)
    assert points(EmergencyReserve, none, rob="sleep-in Mon", bea="sleep-in Mon") == 0


def test_only_households_that_could_take_a_child_count() -> None:
    """With a child placed at Birch's, Rowan's alone could: then neither Rob nor Rita has the night."""
    placed = Placement(household="Birch", first_day=on("Mon"))
    assert points(EmergencyReserve, _hub(placed), rita="sleep-in Mon") == 540
    away = [Leave(person=key, first_day=on("Mon"), last_day=on("Mon")) for key in ("rob", "rita")]
    assert points(EmergencyReserve, _hub(placed, away)) == 0


@pytest.mark.parametrize(("started", "minutes"), [("Mon", 0), ("Tue", 540)])
def test_who_has_not_begun_could_take_no_child(started: str, minutes: int) -> None:
    """Elder is free on Monday's night if its carer has begun by then; of the others none is."""
    placed = Placement(household="Birch", first_day=on("Mon"))
    problem = _hub(placed, person("eve", household="Elder", started=on(started)))
    assert points(EmergencyReserve, problem, rita="sleep-in Mon") == minutes


def test_an_edit_of_one_line_is_told_of_nights_it_can_change() -> None:
    """No household is free on Monday, when Bea is away, nor on Tuesday, when she was put on just now."""
    away = Leave(person="bea", first_day=on("Mon"), last_day=on("Mon"))
    problem = _hub(away, shift("waking night", "Tue", seats=2))
    line = {"rob": "sleep-in Mon, waking night Tue", "bea": "waking night Tue"}
    assert told_of_edit(EmergencyReserve, problem, "bea", **line) == ["Hub"]
    assert told_of_edit(EmergencyReserve, problem, "rob", **line) == ["Hub", "Hub"]


def test_a_day_shift_leaves_the_night_free() -> None:
    """An early is no night."""
    problem = _hub(shift("early", "Mon", seats=2))
    assert points(EmergencyReserve, problem, rob="early Mon", bea="early Mon") == 0


def test_a_draft_keeps_a_household_free() -> None:
    """Of a waking night for three, nobody of one household is on; no seat stays empty for it."""
    night = shift("waking night", "Tue", seats=3)
    found = drafted(_hub(night)).roster
    on_it = who(found, "Oak/2026-02-03/waking night")
    assert len(on_it) == 3
    assert "bea" not in on_it or {"rob", "rita"}.isdisjoint(on_it)
    everyone = drafted(_hub(shift("waking night", "Tue", seats=4))).roster
    assert len(who(everyone, "Oak/2026-02-03/waking night")) == 4
