"""The usual fostering limit: planned moves that would pass it, with no exemption."""

from __future__ import annotations

from typing import Any

import pytest

from hub_roster.domain.people import Household, Placement
from hub_roster.domain.problem import Problem
from tests.tiny import hub, on, person, young
from tests.tiny_life import move


def rowan(*placed: Placement, most: int = 1, decided: str | None = "Mon-1", **terms: Any) -> Problem:
    """Give Wren's move to Rowan, where cora fosters, in a fortnight."""
    days = {"planned_day": on("Mon+2"), **terms}
    moving = move("m", "Wren", "", decided, home=None, household="Rowan", **days)
    household = Household(code="Rowan", hub="Hub", most_children=most)
    carers = person("cora", household="Rowan"), person("ed", household="Elm")
    return hub(carers, young("Wren"), household, placed, moving)


def placed(since: str = "Mon-9", until: str | None = None, **other: Any) -> Placement:
    """Give a child of Rowan."""
    last = None if until is None else on(until)
    return Placement(household="Rowan", first_day=on(since), last_day=last, **other)


@pytest.mark.parametrize(
    ("child", "over"),
    [
        (placed(), True),
        (placed(until="Mon+2"), True),
        (placed(until="Sun+1"), False),
        (placed(since="Mon+1"), True),
        (placed(since="Mon+2"), False),
        (placed(person="cora"), False),
    ],
)
def test_the_children_there_on_the_day_count(child: Placement, over: bool) -> None:
    """Who came before it and is still there; who comes that day is the one who moves."""
    assert rowan(child).over_fostering_limit == ({"m"} if over else set())


def test_as_many_as_the_household_may_have() -> None:
    """Two where two may be; with nothing said, three."""
    assert rowan(placed(), most=2).over_fostering_limit == set()
    unsaid = rowan(placed(), placed(), most=3).edited(households=())
    assert unsaid.over_fostering_limit == set()
    assert unsaid.edited(placements=[placed()] * 3).over_fostering_limit == {"m"}


@pytest.mark.parametrize(
    "terms",
    [
        {"exemption": "FP 3"},
        {"decided": None},
        {"planned_day": None},
        {"planned_day": on("Sun-1")},
        {"ended_on": on("Fri")},
    ],
)
def test_an_exemption_or_no_move_to_come(terms: dict[str, Any]) -> None:
    """Nothing waits for an exemption then."""
    assert rowan(placed(), **terms).over_fostering_limit == set()


@pytest.mark.parametrize(
    ("first", "row", "over"),
    [
        ({"planned_day": on("Mon+1")}, None, {"m"}),
        ({"planned_day": on("Mon+1"), "exemption": "FP 3"}, None, {"m"}),
        ({"planned_day": on("Mon+1")}, placed(since="Mon+1"), {"m"}),
        ({"planned_day": on("Mon+3")}, None, {"first"}),
        ({"planned_day": on("Mon+1"), "ended_on": on("Fri")}, None, set()),
        ({"planned_day": on("Mon+1"), "household": "Elm"}, None, set()),
    ],
)
def test_those_who_move_there_sooner_count(
    first: dict[str, Any], row: Placement | None, over: set[str]
) -> None:
    """Two moves to a household that may have one child: the later one waits, unless the other ends."""
    other = move("first", "Heron", "", **{"home": None, "household": "Rowan", **first})
    problem = rowan(*([row] if row else []))
    both = problem.edited(young_people=(*problem.young_people, young("Heron")), moves=(*problem.moves, other))
    assert both.over_fostering_limit == over


def test_one_who_waits_for_an_exemption_takes_no_place() -> None:
    """Heron's move comes first and would be one too many; Wren's, exempted, is not held up by it."""
    other = move("first", "Heron", "", home=None, household="Rowan", planned_day=on("Mon+1"))
    problem = rowan(placed(), exemption="FP 3")
    both = problem.edited(young_people=(*problem.young_people, young("Heron")), moves=(*problem.moves, other))
    assert both.over_fostering_limit == {"first"}
