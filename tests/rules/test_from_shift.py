"""Tasks taken from a shift: by whom, one at a time, and the cover that is missing meanwhile."""

from __future__ import annotations

from datetime import time

import pytest

from hub_roster.domain.home import CoverBand
from hub_roster.domain.people import DutyBefore
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.program.pieces import PieceKind
from hub_roster.program.statement import Priority
from hub_roster.rules.cover import SomebodyHome
from hub_roster.rules.from_shift import CoverMeanwhile, FromShift, outings
from hub_roster.rules.places import OnePlace
from hub_roster.rules.posting import state
from hub_roster.rules.rest import DailyRest, WeeklyRest
from hub_roster.rules.rulebook import RULEBOOK
from tests.tiny import Rows, at, broken, charges, drafted, hub, people, points, resident, shift, visit, young
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
    assert broken(FromShift, problem, ann="early Mon, one Mon 10:00, two Mon 10:30") == ["ann"]
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
    for rule in (DailyRest, WeeklyRest):
        assert broken(rule, problem, ann="early Mon, e Mon 10:00") == []


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
