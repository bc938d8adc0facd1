"""Bedtime and morning: somebody a resident knows well, above all after a change or before a move."""

from __future__ import annotations

from datetime import time

import pytest

from hub_roster.continuity.familiarity import FamiliarityNumbers
from hub_roster.domain.home import Home
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.young_people import Acquaintance, HowWell, MissingEpisode, Stay, StayKind
from hub_roster.rules.moments import MomentsThatMatter
from tests.edits import told_of_edit
from tests.tiny import (
    Rows,
    at,
    charges,
    drafted,
    hub,
    on,
    people,
    points,
    resident,
    shift,
    who,
    young,
)
from tests.tiny_life import move, week_time

KNOWS = Acquaintance(person="ann", young_person="Heron", how_well=HowWell.WELL)
WELL = FamiliarityNumbers().well
MONDAY = [shift("early", "Mon"), shift("late", "Mon")]


def moments(*rows: Rows) -> dict[str, int]:
    """Give the points of a Monday with ben, whom Heron does not know, by shift."""
    problem = hub(people("ann ben"), KNOWS, MONDAY, rows)
    found = charges(MomentsThatMatter, problem, ben="early Mon, late Mon")
    return {task.rsplit("/", 1)[1]: charge.points for charge in found for task in charge.tasks}


def test_bedtime_and_morning_with_somebody_known_well() -> None:
    """Ben at bedtime and in the morning costs 60 points each, ann nothing."""
    problem = hub(people("ann ben"), KNOWS, MONDAY, resident("Heron"))
    assert points(MomentsThatMatter, problem, ann="early Mon", ben="late Mon") == 60
    assert points(MomentsThatMatter, problem, ann="early Mon, late Mon") == 0
    assert moments(resident("Heron")) == {"early": 60, "late": 60}


def test_a_moment_is_covered_by_who_is_up_for_half_of_it() -> None:
    """A waking night until 8 sees most of the morning, a sleep-in none, an early from 8 on too little."""
    night = [shift("waking night", "Mon"), shift("sleep-in", "Mon")]
    night.append(shift("early", "Tue", start=at("Tue 08:00").time()))
    problem = hub(people("ann ben"), KNOWS, night, resident("Heron"))
    assert points(MomentsThatMatter, problem, ann="sleep-in Mon, early Tue") == 60
    assert points(MomentsThatMatter, problem, ann="waking night Mon") == 0


@pytest.mark.parametrize(("since", "price"), [(time(21), 60), (time(21, 1), 0)])
def test_half_of_bedtime_is_enough(since: time, price: int) -> None:
    """Bedtime is from 20:00 to 22:00: who comes on at 21:00 is to be known well, later nobody is."""
    problem = hub(people("ann ben"), KNOWS, shift("late", "Mon", start=since), resident("Heron"))
    assert points(MomentsThatMatter, problem, ben="late Mon") == price


def test_every_home_has_its_moments() -> None:
    """Heron lives in Oak, which has no shifts, and Wren in Elm."""
    knows = KNOWS.model_copy(update={"young_person": "Wren"})
    elm = Home(code="Elm", hub="Hub", place="Elm house", lone_working_assessment="LW-Elm")
    late = shift("late", "Mon", home="Elm")
    problem = hub(
        people("ann ben"), [KNOWS, knows], elm, late, resident("Heron"), resident("Wren", home="Elm")
    )
    assert [charge.whom for charge in charges(MomentsThatMatter, problem)] == ["Wren"]


def test_an_edit_of_tuesday_tells_of_tuesday() -> None:
    """Monday's bedtime is without ann too, and is not told again."""
    problem = hub(people("ann ben"), KNOWS, shift("late", "Mon Tue"), resident("Heron"))
    assert told_of_edit(MomentsThatMatter, problem, "ben", ben="late Tue") == ["Heron"]


def test_who_is_away_has_no_bedtime_here() -> None:
    """Heron's night away takes in bedtime and the morning after it."""
    away = week_time("Heron", "19:00 09:00", "Mon Sun")
    assert moments(resident("Heron"), away) == {}


def test_nothing_is_asked_where_nobody_knows_them_well() -> None:
    """Heron's own arrival is with strangers alone: no roster could do better."""
    little = KNOWS.model_copy(update={"how_well": HowWell.A_LITTLE})
    problem = hub(people("ann ben"), little, MONDAY, resident("Heron"))
    assert points(MomentsThatMatter, problem) == 0


@pytest.mark.parametrize(("since", "times"), [("Mon", 3), ("Sat-1", 3), ("Fri-1", 1)])
def test_the_first_72_hours_count_three_times(since: str, times: int) -> None:
    """Heron came on Monday, or on the Saturday before: three days are not over; since Friday they are."""
    assert moments(resident("Heron", since=since)) == {"early": 60 * times, "late": 60 * times}


def test_a_new_row_for_the_same_bed_is_no_arrival() -> None:
    """Heron has lived here all along; from another home it is an arrival."""
    now = Stay(young_person="Heron", kind=StayKind.HUB_BED, home="Oak", first_day=on("Mon"))
    here = now.model_copy(update={"first_day": on("Mon-9"), "last_day": on("Sun-1")})
    gap = here.model_copy(update={"last_day": on("Sat-1")})
    assert moments(young("Heron"), now, gap)["late"] == 180
    lodgings = here.model_copy(update={"kind": StayKind.LODGINGS, "home": None})
    assert moments(young("Heron"), now, here)["late"] == 60
    assert moments(young("Heron"), now, lodgings)["late"] == 180


def test_the_hours_after_a_return_count_three_times() -> None:
    """Heron came back on Friday at 8: the Monday morning lies within 72 hours, bedtime does not."""
    back = MissingEpisode(young_person="Heron", gone=at("Thu-1 20:00"), back=at("Fri-1 08:00"))
    assert moments(resident("Heron"), back) == {"early": 180, "late": 60}
    evening = back.model_copy(update={"back": at("Fri-1 20:00")})
    assert moments(resident("Heron"), evening) == {"early": 180, "late": 60}
    just_now = back.model_copy(update={"back": at("Mon 20:00")})
    assert moments(resident("Heron"), just_now) == {"early": 60, "late": 180}
    away = back.model_copy(update={"back": None})
    assert moments(resident("Heron"), away) == {"early": 60, "late": 60}


@pytest.mark.parametrize(("day", "times"), [("Mon", 1), ("Tue", 3), ("Mon+1", 3), ("Tue+1", 1)])
def test_the_week_before_a_planned_move_counts_three_times(day: str, times: int) -> None:
    """A move tomorrow or in seven days, not one today or in eight."""
    planned = move("M", "Heron", "ann", planned_day=on(day))
    assert moments(resident("Heron"), planned)["late"] == 60 * times
    ended = planned.model_copy(update={"ended_on": on("Mon")})
    assert moments(resident("Heron"), ended)["late"] == 60


def test_the_policys_moments() -> None:
    """A council sets when bedtime is, how well is well, and what counts how often."""
    numbers = {"bedtime_from_hour": 22.5, "bedtime_to_hour": 24, "points": 50, "times": 2}
    policy = [PolicyNumber(rule="moments that matter", number=n, value=v) for n, v in numbers.items()]
    assert moments(resident("Heron", since="Mon"), policy) == {"early": 100}
    stricter = [
        PolicyNumber(rule="moments that matter", number="known_well_from", value=value)
        for value in (WELL, WELL + 1)
    ]
    assert moments(resident("Heron"), stricter[0]) == {"early": 60, "late": 60}
    assert moments(resident("Heron"), stricter[1]) == {}
    until_bedtime = PolicyNumber(rule="moments that matter", number="after_arrival_hours", value=20)
    assert moments(resident("Heron", since="Mon"), until_bedtime) == {"early": 180, "late": 60}


def test_a_draft_has_somebody_known_well_at_bedtime() -> None:
    """Ann and ben have one shift each: ann's is the one bedtime lies in, after Heron came back."""
    back = MissingEpisode(young_person="Heron", gone=at("Sun-1 20:00"), back=at("Mon 12:00"))
    problem = hub(people("ann ben", contract_hours=8), KNOWS, MONDAY, resident("Heron"), back)
    assert who(drafted(problem).roster, "Oak/2026-02-02/late") == ["ann"]
