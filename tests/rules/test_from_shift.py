"""Tasks taken from a shift: by whom, one at a time, and the cover that is missing meanwhile."""

from __future__ import annotations

from datetime import time

import numpy as np
import pytest

from hub_roster.domain.clock import instant_of
from hub_roster.domain.duty import duty_of, part_of_shift
from hub_roster.domain.home import CoverBand, Home
from hub_roster.domain.people import DutyBefore
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.program.pieces import Piece, PieceKind
from hub_roster.program.statement import Priority
from hub_roster.rules.cover import SomebodyHome
from hub_roster.rules.from_shift import CoverMeanwhile, FromShift, outings
from hub_roster.rules.judge import judge
from hub_roster.rules.places import OnePlace
from hub_roster.rules.posting import state, stated_of
from hub_roster.rules.rest import DailyRest, WeeklyRest
from hub_roster.rules.rulebook import RULEBOOK, BoundRules
from hub_roster.rules.touched import touched_by
from tests.edits import told_of_edit
from tests.tiny import (
    Rows,
    at,
    broken,
    charges,
    drafted,
    hub,
    people,
    person,
    points,
    resident,
    roster,
    rule,
    shift,
    task,
    violations,
    visit,
    young,
)
from tests.tiny_life import escort, meeting, own, week_time

BOTH: list[Rows] = [people("ann ben cat"), resident("Heron"), resident("Wren")]
EARLY = [shift("early", "Mon", seats=2), shift("late", "Mon", seats=2)]
ONE, TWO = (CoverBand(home="Oak", start=time(7), end=time(23), adults=k, days=(0,)) for k in (1, 2))


def taken(problem: Problem, key: str) -> set[tuple[str, int]]:
    """Give what the Program lets a person take from a shift, with its start."""
    program = state(problem, RULEBOOK.of(problem))
    row = program.admitted[program.people.index(key)]
    return {
        (piece.tasks[0], piece.start)
        for piece, exists in zip(program.pieces, row, strict=True)
        if exists and piece.kind is PieceKind.ATTACHED
    }


def test_one_task_from_a_shift_at_a_time() -> None:
    """Two escorts of an hour, the second begun before the first is over."""
    trips = [escort("one", "Heron", "Mon 10:00"), escort("two", "Wren", "Mon 10:30")]
    later = escort("later", "Wren", "Mon 11:00")
    problem = hub(BOTH, EARLY, trips, later)
    both = "early Mon, one Mon 10:00, two Mon 10:30"
    (found,) = violations(FromShift, problem, ann=both)
    assert (found.whom, found.tasks, found.message) == ("ann", ("one", "two"), "These two overlap.")
    assert told_of_edit(FromShift, problem, "ben", ann="early Mon, one Mon 10:00", ben=both) == ["ben"]
    assert broken(FromShift, problem, ann="early Mon, one Mon 10:00, later Mon 11:00") == []
    assert broken(FromShift, problem, ann="early Mon, one Mon 10:00", ben="early Mon, two Mon 10:30") == []


def test_three_that_overlap_are_told_pair_by_pair() -> None:
    """The first overlaps both of the others, which follow on."""
    trips = [
        escort("long", "Heron", "Mon 10:00", 180),
        escort("one", "Wren", "Mon 10:30"),
        escort("two", "Wren", "Mon 11:30"),
    ]
    line = "early Mon, long Mon 10:00, one Mon 10:30, two Mon 11:30"
    assert broken(FromShift, hub(BOTH, EARLY, trips), ann=line) == ["ann", "ann"]


@pytest.mark.parametrize(
    ("start", "beside", "allowed"),
    [
        ("Mon 07:00", "early Mon", True),
        ("Mon 14:00", "early Mon", True),
        ("Mon 06:59", "early Mon", False),
        ("Mon 14:01", "early Mon", False),
        ("Mon 10:00", "late Mon", False),
        ("Mon 10:00", "day Mon", False),  # in another home
        ("Tue 01:00", "sleep-in Mon", False),
        ("Tue 01:00", "waking night Mon", True),
    ],
)
def test_the_program_lets_it_be_taken_from_a_shift_that_holds_it(
    start: str, beside: str, allowed: bool
) -> None:
    """Whoever goes with Heron for an hour is on a shift of Oak's throughout, awake."""
    elm = Home(code="Elm", hub="Hub", place="Elm house", lone_working_assessment="LW-Elm")
    nights = [shift(name, "Mon") for name in ("sleep-in", "waking night")]
    problem = hub(BOTH, EARLY, nights, elm, shift("day", "Mon", home="Elm"), escort("e", "Heron", start))
    first = instant_of(at(start))
    own_shift = task(problem, beside) if beside != "day Mon" else problem.shift["Elm/2026-02-02/day"]
    duty = duty_of(problem, "Base", [part_of_shift(own_shift)])
    pieces = [
        Piece(PieceKind.ATTACHED, first, first + 60, attached="e", home="Oak"),
        Piece(PieceKind.DUTY, duty.start, duty.end, duty=duty),
    ]
    program = stated_of(problem, BoundRules((rule(FromShift, problem),)), pieces)
    taken_together = program.coefficients(program.people.index("ann"), np.arange(2)).sum(axis=1)
    assert bool((taken_together <= program.upper).all()) is allowed


def test_without_the_shift_it_is_a_task_like_any_other() -> None:
    """Ben, who is not on, drives there and back; ann, on the late, is not on the early it lies in."""
    problem = hub(BOTH, EARLY, escort("e", "Heron", "Mon 10:00"))
    assert broken(OnePlace, problem, ann="early Mon, e Mon 10:00") == []
    assert broken(OnePlace, problem, ben="e Mon 10:00") == []
    over = hub(BOTH, EARLY, escort("e", "Heron", "Mon 14:30"))
    assert broken(OnePlace, over, ann="early Mon, e Mon 14:30") == ["ann"]


def test_what_is_taken_from_a_shift_is_no_duty() -> None:
    """Rests count from the shift alone, and its hours are not counted twice."""
    problem = hub(BOTH, EARLY, escort("e", "Heron", "Mon 10:00"))
    for kind in (DailyRest, WeeklyRest):
        assert broken(kind, problem, ann="early Mon, e Mon 10:00") == []


def test_the_program_lists_it_where_a_shift_holds_it() -> None:
    """Of key work between nine and eight, each half hour that one of the shifts holds whole."""
    key_work = visit("key work", "Heron", between="13:30 16:30", in_shift=True)
    starts = sorted(start for _, start in taken(hub(BOTH, EARLY, key_work), "ann"))
    first = starts[0]
    assert [start - first for start in starts] == [0, 30, 90, 120]  # at 14:30 the early ends in it


def test_the_program_lists_none_for_who_may_not() -> None:
    """A visit of the key worker's is nobody else's, from a shift as from anywhere."""
    key_work = visit("key work", "Robin", who="key worker", in_shift=True)
    problem = hub(people("ann ben"), resident("Robin", key_worker="ben"), EARLY, key_work)
    assert taken(problem, "ann") == set()
    assert len(taken(problem, "ben")) > 0


@pytest.mark.parametrize("name", ["sleep-in", "waking night"])
def test_who_is_asleep_is_not_taken_from_it(name: str) -> None:
    """In the night a waking adult may drive to hospital; the one asleep is on a duty of their own."""
    problem = hub(BOTH, shift(name, "Mon"), escort("hospital", "Heron", "Tue 01:00"))
    line = f"{name} Mon, hospital Tue 01:00"
    assert (broken(OnePlace, problem, ann=line) == []) is (name == "waking night")
    assert (taken(problem, "ann") != set()) is (name == "waking night")


def test_a_shift_of_a_duty_begun_before_holds_it_too() -> None:
    """Ann's block began on Sunday; from its early she goes with Heron."""
    early = "Oak/2026-02-02/early"
    block = DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Mon 15:00"), tasks=(f"{early}/1",))
    problem = hub(BOTH, EARLY, escort("e", "Heron", "Mon 10:00"), block)
    assert broken(OnePlace, problem, ann="early Mon, e Mon 10:00") == []
    assert taken(problem, "ann") != set()


# Cover meanwhile ----------------------------------------------------------------------------------


def test_an_escort_lowers_cover_by_who_goes() -> None:
    """Two are asked for and on shift: with one out for an hour, an hour is short; with two, two."""
    one = hub(BOTH, EARLY, TWO, escort("e", "Heron", "Mon 10:00"))
    (charge,) = charges(CoverMeanwhile, one, ann="early Mon, e Mon 10:00", ben="early Mon")
    assert (charge.whom, charge.points, charge.priority) == ("Oak", 60, Priority.COVER)
    assert points(CoverMeanwhile, one, cat="e Mon 10:00", ann="early Mon", ben="early Mon") == 0
    two = hub(BOTH, EARLY, TWO, escort("e", "Heron", "Mon 10:00", adults=2))
    both = "early Mon, e Mon 10:00"
    assert points(CoverMeanwhile, two, ann=both, ben=both) == 120


def test_seats_above_the_fewest_may_go() -> None:
    """One adult is asked for: the second is to spare, and a second escort at the same time is not."""
    trips = [escort("one", "Heron", "Mon 10:00"), escort("two", "Wren", "Mon 10:30")]
    problem = hub(BOTH, EARLY, ONE, trips)
    assert points(CoverMeanwhile, problem, ann="early Mon, one Mon 10:00", ben="early Mon") == 0
    lines = {"ann": "early Mon, one Mon 10:00", "ben": "early Mon, two Mon 10:30"}
    assert points(CoverMeanwhile, problem, **lines) == 30


def test_where_no_band_says_how_many_none_is_to_spare() -> None:
    """The seats are what the home has decided on."""
    problem = hub(BOTH, EARLY, escort("e", "Heron", "Mon 10:00"))
    assert points(CoverMeanwhile, problem, ann="early Mon, e Mon 10:00", ben="early Mon") == 60


@pytest.mark.parametrize("start", ["Mon 07:00", "Mon 14:00"])
def test_an_escort_to_the_minute_of_shift_and_band(start: str) -> None:
    """On the early one is asked for, and on the late two; one of the early's two seats is to spare."""
    bands = [
        CoverBand(home="Oak", start=time(since), end=time(since + 8), adults=adults, days=(0,))
        for since, adults in ((7, 1), (15, 2))
    ]
    problem = hub(BOTH, EARLY, bands, escort("e", "Heron", start))
    assert points(CoverMeanwhile, problem, ann=f"early Mon, e {start}", ben="early Mon") == 0


@pytest.mark.parametrize(
    ("start", "bands"),
    [("Tue 01:00", [(0, 22, 8)]), ("Mon 23:30", [(0, 22, 0), (1, 0, 8)])],
)
def test_bands_of_a_night(start: str, bands: list[tuple[int, int, int]]) -> None:
    """One is asked for by the band of the evening before, or by one until midnight and one after it."""
    fewest = [
        CoverBand(home="Oak", start=time(since), end=time(until), adults=1, days=(day,))
        for day, since, until in bands
    ]
    problem = hub(BOTH, shift("waking night", "Mon", seats=2), fewest, escort("e", "Heron", start))
    night = "waking night Mon"
    assert points(CoverMeanwhile, problem, ann=f"{night}, e {start}", ben=night) == 0


def test_seats_of_another_home_are_not_to_spare() -> None:
    """Elm has two on its early too."""
    elm = Home(code="Elm", hub="Hub", place="Elm house", lone_working_assessment="LW-Elm")
    early = shift("early", "Mon", seats=2, home="Elm")
    problem = hub(BOTH, EARLY, elm, early, TWO, escort("e", "Heron", "Mon 10:00"))
    assert points(CoverMeanwhile, problem, ann="early Mon, e Mon 10:00", ben="early Mon") == 60


FOUR = ("ann", "ben", "cat", "dan")


@pytest.mark.parametrize("start", ["Mon 07:00", "Mon 10:00", "Mon 14:00"])
@pytest.mark.parametrize(
    ("out", "on", "short"),
    [(1, 1, 1), (1, 2, 0), (2, 2, 1), (2, 3, 0), (3, 3, 1), (3, 4, 0), (4, 4, 1)],
)
def test_adults_above_the_seats_are_to_spare(start: str, out: int, on: int, short: int) -> None:
    """The early has one seat and takes three more: all of those on it but one may go."""
    early = shift("early", "Mon", most_extra=3)
    trips = [escort("e", "Heron", start, adults=2), escort("f", "Wren", start, adults=2)]
    problem = hub(BOTH, person("dan"), early, trips)
    goes = [f", e {start}"] * min(out, 2) + [f", f {start}"] * max(0, out - 2) + [""] * (on - out)
    lines = {key: f"early Mon{trip}" for key, trip in zip(FOUR, goes, strict=False)}
    assert [c.points for c in charges(CoverMeanwhile, problem, **lines)] == [60] * short


def test_adults_above_the_seats_of_the_next_shift_are_not() -> None:
    """Two are on the late, which has one seat, while ann is out from the early."""
    shifts = [shift("early", "Mon"), shift("late", "Mon", most_extra=1)]
    problem = hub(BOTH, shifts, escort("e", "Heron", "Mon 10:00"))
    lines = {"ann": "early Mon, e Mon 10:00", "ben": "late Mon", "cat": "late Mon"}
    assert points(CoverMeanwhile, problem, **lines) == 60


@pytest.mark.parametrize("other", ["Tue 00:00", "Mon 23:40"])
def test_an_edit_on_one_side_of_midnight_tells_of_both(other: str) -> None:
    """Ann is out over midnight; ben's twenty minutes, up to it or from it on, cut her hour in two."""
    trips = [escort("long", "Heron", "Mon 23:30"), escort("short", "Wren", other, 20)]
    problem = hub(BOTH, shift("waking night", "Mon", seats=2), trips)
    lines = {"ann": "waking night Mon, long Mon 23:30", "ben": "waking night Mon"}
    before = roster(problem, **lines)
    lines["ben"] += f", short {other}"
    touched = touched_by(problem, before, roster(problem, **lines))
    part = judge([rule(CoverMeanwhile, problem)], problem, roster(problem, **lines), touched)
    assert part.charges == charges(CoverMeanwhile, problem, **lines)
    assert sum(charge.points for charge in part.charges) == 80


def test_a_young_persons_own_adults_are_not_to_spare() -> None:
    """Wren's own adult stays Wren's: with Heron's escort the home is one short."""
    early = CoverBand(home="Oak", start=time(7), end=time(15), adults=1, days=(0,))
    problem = hub(BOTH, shift("early", "Mon"), early, own("Wren"), escort("e", "Heron", "Mon 10:00"))
    assert points(CoverMeanwhile, problem, ann="early Mon, e Mon 10:00", ben="early Mon") == 60


def test_spare_seats_are_counted_stretch_by_stretch() -> None:
    """Two are asked for. Ann, on the day shift, is out from half past two: until three one is to spare."""
    shifts = [shift("early", "Mon", seats=2), shift("late", "Mon", seats=1), shift("day", "Mon")]
    until_nine = CoverBand(home="Oak", start=time(9), end=time(21), adults=2, days=(0,))
    problem = hub(BOTH, shifts, until_nine, escort("e", "Heron", "Mon 14:30"))
    assert points(CoverMeanwhile, problem, ann="day Mon, e Mon 14:30") == 30


def test_a_meeting_and_key_work_lower_no_cover() -> None:
    """They are held in the home."""
    held = [meeting("team", "ann ben", "Mon"), visit("talk", "Heron", in_shift=True)]
    problem = hub(BOTH, EARLY, TWO, held)
    assert list(outings(problem)) == []
    assert points(CoverMeanwhile, problem, ann="early Mon, team Mon 10:00", ben="early Mon") == 0


def test_a_meeting_and_key_work_lower_it_where_policy_says_so() -> None:
    """They count as escorts do, at whatever time they are; together at most as many as are away at once."""
    held = [meeting("team", "ann ben", "Mon"), visit("talk", "Heron", in_shift=True)]
    drawing = PolicyNumber(rule="cover meanwhile", number="meetings_draw", value=1)
    problem = hub(BOTH, EARLY, TWO, held, drawing)
    assert points(CoverMeanwhile, problem, ann="early Mon, team Mon 10:00", ben="early Mon") == 60
    apart = {"ann": "early Mon, team Mon 10:00", "ben": "early Mon, talk Mon 10:40"}
    assert points(CoverMeanwhile, problem, **apart) == 120
    assert points(CoverMeanwhile, hub(BOTH, EARLY, ONE, held, drawing), **apart) == 20
    early = [EARLY[0], TWO.model_copy(update={"end": time(15)})]
    found = drafted(hub(BOTH, early, held[1], meeting("team", "ann", "Mon"), drawing))
    assert [need.rule for need in found.judgement.needs] == []


# An adult in the home -----------------------------------------------------------------------------


def test_a_home_is_empty_while_its_only_adult_is_out() -> None:
    """For the hour, and not for the shift: Wren is at home."""
    problem = hub(BOTH, EARLY, escort("e", "Heron", "Mon 10:00"))
    assert points(SomebodyHome, problem, ann="early Mon", ben="late Mon") == 0
    assert points(SomebodyHome, problem, ann="early Mon, e Mon 10:00", ben="late Mon") == 60
    assert points(SomebodyHome, problem, ann="early Mon, e Mon 10:00", ben="early Mon", cat="late Mon") == 0


def test_a_home_all_have_left_is_not_empty() -> None:
    """Heron is out with ann, and Wren at school until noon: nobody is left alone."""
    school = week_time("Wren", "08:00 12:00", "Mon")
    problem = hub(BOTH, EARLY, school, escort("e", "Heron", "Mon 10:00"))
    assert points(SomebodyHome, problem, ann="early Mon, e Mon 10:00", ben="late Mon") == 0
    back = hub(BOTH, EARLY, school, escort("e", "Heron", "Mon 11:30"))
    assert points(SomebodyHome, back, ann="early Mon, e Mon 11:30", ben="late Mon") == 30


def test_escorts_of_who_lives_elsewhere_leave_the_home_alone() -> None:
    """Robin lives in Dale: who takes him is not on shift."""
    problem = hub(BOTH, EARLY, young("Robin"), escort("e", "Robin", "Mon 10:00"))
    assert broken(OnePlace, problem, ann="early Mon, e Mon 10:00") == ["ann"]
    assert list(outings(problem)) == []
