"""Places on tasks, and people in one of them at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hub_roster.domain.people import BusyPeriod, DutyBefore
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.rules.judge import judge
from hub_roster.rules.places import OnePlace, Places
from hub_roster.rules.touched import Touched
from tests.edits import told_of_edit
from tests.stated import stated
from tests.tiny import (
    at,
    broken,
    drive,
    hub,
    on_call,
    people,
    person,
    resident,
    roster,
    rule,
    shift,
    violations,
    visit,
    young,
)
from tests.tiny_life import escort


def edited(problem: Problem, made: Roster, **changed: object) -> list[str]:
    """Give what Places says once a roster's first assignment has been edited by hand."""
    (first, *others) = made.assignments
    by_hand = made.model_copy(update={"assignments": (first.model_copy(update=changed), *others)})
    return [found.message for found in judge([rule(Places, problem)], problem, by_hand).violations]


EARLY = hub(people("ann ben cat"), shift("early", seats=2))
VISIT = hub(people("ann ben"), young("Heron"), visit("v", "Heron"))


def test_no_more_people_than_places() -> None:
    """Three on two seats, two on a visit for one, two on call are one too many."""
    spell = hub(people("ann ben"), on_call("call", "Tue 17:00", "Wed 09:00"))
    assert broken(Places, EARLY, ann="early Mon", ben="early Mon") == []
    assert broken(Places, EARLY, ann="early Mon", ben="early Mon", cat="early Mon") == [
        "Oak/2026-02-02/early"
    ]
    assert broken(Places, VISIT, ann="v Mon 10:00", ben="v Mon 12:00") == ["v"]
    assert broken(Places, spell, ann="call", ben="call") == ["call"]


def test_nobody_is_on_a_visit_twice() -> None:
    """A visit for two, on Monday or Tuesday, is not made by ann on both days."""
    problem = hub(people("ann ben"), young("Heron"), visit("v", "Heron", "Mon", "Tue", adults=2))
    assert broken(Places, problem, ann="v Mon 10:00", ben="v Mon 10:00") == []
    (found,) = violations(Places, problem, ann="v Mon 10:00, v Tue 10:00")
    assert found.message == "Somebody is on this twice."


def test_a_seat_is_one_persons() -> None:
    """Two people on seat 1 are refused although seat 2 is free."""
    made = roster(EARLY, ann="early Mon", ben="early Mon")
    assert edited(EARLY, made) == []
    assert edited(EARLY, made, task="Oak/2026-02-02/early/2") == [
        "More people are on this than there are places."
    ]


@pytest.mark.parametrize(
    "task", ["Oak/2026-02-02/late/1", "Oak/2026-02-02/early", "Oak/2026-02-02/early/0", "x"]
)
def test_a_task_that_does_not_exist(task: str) -> None:
    """A shift the home does not run, a shift without its seat, a seat 0, and nonsense are all told."""
    assert edited(EARLY, roster(EARLY, ann="early Mon"), task=task) == ["There is no such person or task."]


@pytest.mark.parametrize("seat", ["²", "01", "-1", "one"])
def test_a_seat_that_is_no_number(seat: str) -> None:
    """Whatever stands for a seat's number, it is told and nothing stops."""
    made = roster(EARLY, ann="early Mon")
    assert edited(EARLY, made, task=f"Oak/2026-02-02/early/{seat}") == ["There is no such person or task."]


def test_a_person_who_does_not_exist() -> None:
    """An assignment of somebody unknown is told."""
    assert edited(EARLY, roster(EARLY, ann="early Mon"), person="zoe") == ["There is no such person or task."]


def test_an_assignment_has_its_tasks_times() -> None:
    """A roster edited by hand cannot move a shift, or shorten a visit: calendars would show it wrong."""
    early, made = roster(EARLY, ann="early Mon"), roster(VISIT, ann="v Mon 10:00")
    start, end = made.assignments[0].start, made.assignments[0].end
    told = ["The times are not those of this task."]
    assert edited(EARLY, early, start=early.assignments[0].start + timedelta(hours=1)) == told
    assert edited(VISIT, made, end=end - timedelta(minutes=5)) == told
    later = timedelta(minutes=5)
    assert edited(VISIT, made, start=start + later, end=end + later) == []


@pytest.mark.parametrize(
    "part", [Touched(people=frozenset({"ann"})), Touched(tasks=frozenset({"x"})), Touched(everything=True)]
)
def test_what_does_not_exist_is_told_whenever_its_line_or_task_is_touched(part: Touched) -> None:
    """An edit of ann's line, or of whatever 'x' is, tells it again; another edit does not."""
    (early,) = roster(EARLY, ann="early Mon").assignments
    lost = roster(EARLY).model_copy(update={"assignments": (early.model_copy(update={"task": "x"}),)})
    assert [found.tasks for found in judge([rule(Places, EARLY)], EARLY, lost, part).violations] == [("x",)]
    assert not judge([rule(Places, EARLY)], EARLY, lost, Touched()).violations


def test_an_edit_of_one_shift_is_told_of_that_shift() -> None:
    """Both are too full; cat was put on Tuesday's just now."""
    problem = hub(people("ann ben cat dan eve fay"), shift("early", seats=2))
    monday = dict.fromkeys(("ann", "dan", "eve"), "early Mon")
    tuesday = dict.fromkeys(("ben", "fay", "cat"), "early Tue")
    assert told_of_edit(Places, problem, "cat", **monday, **tuesday) == ["Oak/2026-02-03/early"]


@pytest.mark.parametrize(
    ("between", "in_shift", "line"),
    [
        ("08:00 18:00", False, "v Mon 08:00, v Mon 17:00"),  # eight hours apart: two duties
        ("10:00 18:00", True, "early Mon, v Mon 10:00, v Mon 16:00"),  # from the shift, and after it
    ],
)
def test_no_draft_puts_anybody_on_a_visit_twice(between: str, in_shift: bool, line: str) -> None:
    """A visit for two at times that would let ann make it in two ways."""
    twice = visit("v", "Heron", between=between, adults=2, in_shift=in_shift, place="Oak house")
    problem = hub(people("ann ben"), resident("Heron"), shift("early"), twice)
    assert stated(rule(Places, problem), problem, roster(problem, ann=line)).broken


# One place at a time ------------------------------------------------------------------------------

FAR = drive("Dale", "Fell", 40)
LATE_HOME = "One duty starts before the other has ended."
TWO = [young("Heron"), young("Wren", place="Fell"), visit("v", "Heron"), visit("w", "Wren"), FAR]


@pytest.mark.parametrize(("start", "who"), [("11:40", []), ("11:39", ["ann"]), ("10:30", ["ann"])])
def test_there_is_time_to_drive_between_two_visits(start: str, who: list[str]) -> None:
    """From Dale at 11:00 it is 40 minutes to Fell."""
    assert broken(OnePlace, hub(person("ann"), TWO), ann=f"v Mon 10:00, w Mon {start}") == who


def test_two_shifts_at_once() -> None:
    """An early to 15:00 and a late from 14:30 are not both one person's."""
    problem = hub(person("ann"), shift("early", end=at("Mon 15:30").time()), shift("late"))
    assert broken(OnePlace, problem, ann="early Mon, late Mon") == ["ann"]


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("early Mon", []),
        ("late Mon", ["ann"]),
        ("v Mon 12:30", []),
        ("v Mon 12:31", ["ann"]),  # the drive home ends after 14:00
        ("call", []),
    ],
)
def test_a_commitment_elsewhere_is_kept(line: str, who: list[str]) -> None:
    """Ann is busy from 14:00 to 16:00: no duty overlaps that, driving included; on-call may."""
    busy = BusyPeriod(person="ann", start=at("Mon 14:00"), end=at("Mon 16:00"))
    shifts = [shift("early", end=at("Mon 14:00").time()), shift("late")]
    spell = on_call("call", "Mon 09:00", "Tue 09:00")
    problem = hub(person("ann"), young("Heron"), visit("v", "Heron"), shifts, spell, busy)
    assert broken(OnePlace, problem, ann=line) == who


def test_a_duty_begun_before_the_period_is_history() -> None:
    """Sunday's night overlapped a commitment on Monday morning: nothing this draft could change."""
    begun = DutyBefore(person="ann", start=at("Sun-1 22:00"), end=at("Mon 08:00"))
    busy = BusyPeriod(person="ann", start=at("Mon 07:00"), end=at("Mon 09:00"))
    assert broken(OnePlace, hub(person("ann"), shift("early"), begun, busy)) == []
    assert broken(OnePlace, hub(person("ann"), shift("early"), begun), ann="early Mon") == ["ann"]


def test_a_commitment_is_kept_after_history_and_from_the_first_minute_on() -> None:
    """Sunday's night is history; the early that begins as the period does, and Tuesday's late, are not."""
    begun = DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Sun-1 20:00"))
    monday = BusyPeriod(person="ann", start=at("Mon 01:00"), end=at("Mon 02:00"))
    tuesday = BusyPeriod(person="ann", start=at("Tue 16:00"), end=at("Tue 17:00"))
    rows = [person("ann"), shift("early", start=at("Mon 00:00").time()), shift("late")]
    assert broken(OnePlace, hub(rows, monday), ann="early Mon") == ["ann"]
    assert broken(OnePlace, hub(rows, begun, tuesday), ann="late Tue") == ["ann"]


def test_what_is_told_of_each() -> None:
    """Tasks that overlap, a commitment, and a way home that lasts into the next duty."""
    busy = BusyPeriod(person="ann", start=at("Mon 09:30"), end=at("Mon 10:00"))
    near = violations(OnePlace, hub(person("ann"), TWO), ann="v Mon 10:00, w Mon 11:39")
    elsewhere = violations(OnePlace, hub(person("ann"), TWO, busy), ann="v Mon 10:00")
    assert [(found.tasks, found.message) for found in (*near, *elsewhere)] == [
        (("v", "w"), "These overlap, or the drive between does not fit."),
        (("v",), "This overlaps a commitment elsewhere."),
    ]


@pytest.mark.parametrize(("minutes", "told"), [(240, []), (241, [LATE_HOME])])
def test_who_is_on_the_way_home_begins_no_other_duty(minutes: int, told: list[str]) -> None:
    """Eight hours between two visits are two duties, with four hours of driving each way in between."""
    visits = [visit(code, "Heron", between="08:00 18:00") for code in ("v", "w")]
    problem = hub(person("ann"), young("Heron"), visits, drive("Base", "Dale", minutes))
    found = violations(OnePlace, problem, ann="v Mon 08:00, w Mon 17:00")
    assert [each.message for each in found] == told
    assert [each.tasks for each in found] == [("v", "w")] * len(told)


def test_an_edit_of_one_line_is_told_of_that_line() -> None:
    """Ann was in two places already; ben is put there now."""
    problem = hub(people("ann ben"), TWO)
    line = "v Mon 10:00, w Mon 10:30"
    assert told_of_edit(OnePlace, problem, "ben", ann=line, ben=line) == ["ben"]


def test_the_drive_is_from_where_an_escort_ends() -> None:
    """It ends in Town, and Dale is an hour from there: Wren is not visited within half of it."""
    town = drive("Town", "Dale", 60)
    wren = visit("v", "Wren", between="10:00 18:00")
    rows = [person("ann"), resident("Heron"), young("Wren"), wren, escort("e", "Heron", "Mon 10:00"), town]
    assert broken(OnePlace, hub(rows), ann="e Mon 10:00, v Mon 11:59") == ["ann"]
    assert broken(OnePlace, hub(rows), ann="e Mon 10:00, v Mon 12:00") == []
