"""From a problem and its rules to the Program: what exists for whom."""

from __future__ import annotations

from datetime import time

import numpy as np
import pytest

from hub_roster.domain.home import PartKind
from hub_roster.domain.people import (
    Adjustment,
    AdjustmentKind,
    BusyPeriod,
    DutyBefore,
    Leave,
    Skill,
)
from hub_roster.domain.policy import DutyShape, PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.domain.young_people import Restriction
from hub_roster.program.features import takes
from hub_roster.program.pieces import PieceKind
from hub_roster.program.statement import Builder
from hub_roster.rules.posting import APART, state, stated_of
from hub_roster.rules.rulebook import RULEBOOK, Rulebook
from tests.properties.posted import Posted
from tests.tiny import at, hub, on, on_call, people, person, resident, shift, visit, young


def could(problem: Problem, key: str) -> set[tuple[str, ...]]:
    """Give what a person could take: the tasks of each duty or spell that exists for them."""
    program = state(problem, RULEBOOK.of(problem))
    row = program.admitted[program.people.index(key)]
    return {piece.tasks for piece, exists in zip(program.pieces, row, strict=True) if exists and piece.tasks}


def days(problem: Problem, key: str, name: str = "early") -> list[str]:
    """Give the days on which a person could work one shift alone."""
    found = (tasks[0].split("/") for tasks in could(problem, key) if len(tasks) == 1 and "/" in tasks[0])
    return sorted(day for _, day, shift_name in found if shift_name == name)


def test_leave_takes_away_the_duties_of_those_days() -> None:
    """On leave from Tuesday to Sunday ann has Monday's early left, and not Monday's night."""
    leave = Leave(person="ann", first_day=on("Tue"), last_day=on("Sun"))
    problem = hub(people("ann ben"), shift("early"), shift("waking night"), leave)
    assert days(problem, "ann") == ["2026-02-02"]
    assert days(problem, "ann", "waking night") == []
    assert len(days(problem, "ben")) == 7


def test_a_duty_that_ends_as_leave_begins_or_begins_as_it_ends_is_there() -> None:
    """On leave on Tuesday ann has Monday's late until midnight, and Wednesday's early from midnight on."""
    leave = Leave(person="ann", first_day=on("Tue"), last_day=on("Tue"))
    shifts = [shift("late", "Mon Tue", end=time(0)), shift("early", "Tue Wed", start=time(0), end=time(8))]
    problem = hub(person("ann"), shifts, leave)
    assert days(problem, "ann", "late") == ["2026-02-02"]
    assert days(problem, "ann", "early") == ["2026-02-04"]


def test_leave_takes_away_on_call_and_a_busy_period_does_not() -> None:
    """Ann away on Wednesday has no spell into it; ben, busy then, may still be on call."""
    leave = Leave(person="ann", first_day=on("Wed"), last_day=on("Wed"))
    busy = BusyPeriod(person="ben", start=at("Wed 07:00"), end=at("Wed 08:00"))
    problem = hub(people("ann ben"), shift("early"), on_call("call", "Tue 17:00", "Wed 09:00"), leave, busy)
    assert ("call",) not in could(problem, "ann")
    assert ("call",) in could(problem, "ben")
    assert "2026-02-04" not in days(problem, "ben")


def test_a_skill_that_ends_takes_away_what_comes_after() -> None:
    """Checks until Tuesday leave Monday and Tuesday."""
    checks = Skill(person="ann", skill="checks", valid_until=on("Tue"))
    assert days(hub(person("ann"), shift("early"), checks), "ann") == ["2026-02-02", "2026-02-03"]


def test_a_visit_of_several_days_exists_only_on_days_its_person_suits() -> None:
    """A driver from Wednesday makes the visit from Wednesday on."""
    skills = [
        Skill(person="ann", skill="checks"),
        Skill(person="ann", skill="driver", valid_from=on("Wed")),
        *(Skill(person="ben", skill=skill) for skill in ("checks", "driver")),
    ]
    problem = hub(people("ann ben"), young("Heron"), visit("v", "Heron", "Mon", "Thu"), skills)
    program = state(problem, RULEBOOK.of(problem))
    starts = {
        key: sorted(
            piece.duty.day.isoformat()
            for k, piece in enumerate(program.pieces)
            if piece.duty and program.admitted[row, k]
        )
        for row, key in enumerate(program.people)
    }
    assert starts["ann"] == ["2026-02-04", "2026-02-05"]
    assert len(starts["ben"]) == 4


def test_who_is_kept_apart_has_no_shift_with_the_young_person() -> None:
    """Heron moves out after Tuesday: ann's shifts begin on Wednesday."""
    apart = Restriction(young_person="Heron", person="ann")
    problem = hub(people("ann ben"), resident("Heron", until="Tue"), shift("early"), apart)
    assert days(problem, "ann")[0] == "2026-02-04"
    assert days(problem, "ben")[0] == "2026-02-02"


def test_an_adjustment_takes_away_what_it_rules_out() -> None:
    """'Not before 09:00' leaves ann the late, and visits that are driven to after nine."""
    later = Adjustment(person="ann", kind=AdjustmentKind.NOT_BEFORE, time=time(9))
    visits = [visit("v", "Heron", between="08:00 09:30"), visit("w", "Heron", between="13:00 15:00")]
    problem = hub(
        people("ann ben"), young("Heron"), shift("early", "Mon"), shift("late", "Mon"), visits, later
    )
    assert could(problem, "ann") == {("Oak/2026-02-02/late",), ("w",), ("w", "Oak/2026-02-02/late")}
    assert ("v",) in could(problem, "ben")


def test_rules_left_out_take_nothing_away() -> None:
    """Without the rule on leave the days of leave are open."""
    leave = Leave(person="ann", first_day=on("Tue"), last_day=on("Sun"))
    problem = hub(person("ann"), shift("early"), leave)
    program = state(problem, RULEBOOK.without("leave").of(problem))
    assert sum(piece.tasks != () for piece in program.pieces) == program.admitted.sum() - 49 == 7


def test_the_policys_numbers_say_what_is_listed() -> None:
    """At most one visit in a run, by policy, and no run of two is listed."""
    visits = [visit("v", "Heron"), visit("w", "Wren")]
    one = PolicyNumber(rule="duty shapes", number="most_visits", value=1)
    assert could(hub(person("ann"), young("Heron"), young("Wren"), visits, one), "ann") == {("v",), ("w",)}
    unbounded = could(hub(person("ann"), young("Heron"), young("Wren"), visits), "ann")
    assert {frozenset(tasks) for tasks in unbounded} == {frozenset("v"), frozenset("w"), frozenset("vw")}


def test_a_policy_may_allow_longer_runs() -> None:
    """Five visits one after another in Dale, where the policy allows five."""
    five = PolicyNumber(rule="duty shapes", number="most_visits", value=5)
    visits = [visit(f"v{k}", "Heron", between=f"{10 + k}:00 {11 + k}:00") for k in range(5)]
    run = tuple(each.id for each in visits)
    assert run in could(hub(person("ann"), young("Heron"), visits, five), "ann")
    assert run not in could(hub(person("ann"), young("Heron"), visits), "ann")


@pytest.mark.parametrize(("step", "starts"), [(30, 3), (20, 4), (60, 2)])
def test_a_policy_says_when_visits_of_two_may_begin(step: int, starts: int) -> None:
    """From 10:00 to 11:00 every so many minutes."""
    steps = PolicyNumber(rule="visit times", number="shared_grid_minutes", value=step)
    both = visit("v", "Heron", between="10:00 12:00", adults=2)
    problem = hub(people("ann ben"), young("Heron"), both, steps)
    pieces = state(problem, RULEBOOK.of(problem)).pieces
    assert sum(piece.tasks == ("v",) for piece in pieces) == starts


@pytest.mark.parametrize(("fortnightly", "weeks"), [(0, {0, 1}), (1, {0})])
def test_a_policy_says_which_weeks_share_their_rests(fortnightly: int, weeks: set[int]) -> None:
    """One rest in each of two weeks, or two in both together."""
    shared = PolicyNumber(rule="weekly rest", number="fortnightly", value=fortnightly)
    problem = hub(person("ann"), shift("early"), shared, weeks=2)
    pieces = state(problem, RULEBOOK.of(problem)).pieces
    assert {piece.week for piece in pieces if piece.kind is PieceKind.REST} == weeks


def test_a_duty_that_is_too_long_is_not_there() -> None:
    """An early and visits last twelve and a half hours at most: one at four fits, one at seven does not."""
    visits = [visit("v", "Heron", between="16:00 17:00"), visit("w", "Heron", between="19:00 20:00")]
    found = could(hub(person("ann"), young("Heron"), shift("early", "Mon"), visits), "ann")
    early = "Oak/2026-02-02/early"
    assert (early, "v") in found
    assert not any({early, "w"} <= set(tasks) for tasks in found)


def test_of_nothing_nothing_is_stated() -> None:
    """Without pieces there are no columns, though rules ask about single duties of ann's."""
    later = Adjustment(person="ann", kind=AdjustmentKind.NOT_BEFORE, time=time(9))
    problem = hub(person("ann"), shift("early"), later, NO_REST)
    assert stated_of(problem, RULEBOOK.of(problem), ()).column_count == 0


NO_REST = PolicyNumber(rule="daily rest", number="daily_hours", value=0)


def told_apart(problem: Problem, rulebook: Rulebook, *taken: tuple[str, ...]) -> bool:
    """Say whether ann may not have two columns because a roster would hold them as one duty."""
    rules = rulebook.of(problem)
    posted = Posted(state(problem, rules), rules)
    used = np.array([[piece.tasks in taken for _, piece in posted.columns]])
    assert used.sum() == len(taken)
    return APART in posted.verdicts(used).broken


@pytest.mark.parametrize(("begins", "apart"), [(time(22, 59), True), (time(23), False)])
def test_what_lies_within_eight_hours_is_one_duty_or_none(begins: time, apart: bool) -> None:
    """Where a policy asks for no rest: the night eight hours after the early is a duty of its own."""
    night = shift("sleep-in", "Mon", start=begins)
    spells = [on_call("call", "Tue 08:00", "Tue 17:00"), on_call("next", "Wed 17:00", "Thu 09:00")]
    begun = DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Sun-1 23:00"))
    shapes = [
        DutyShape(name=k.value, parts=(k,), longest_hours=9) for k in (PartKind.EARLY, PartKind.SLEEP_IN)
    ]
    problem = hub(person("ann"), shift("early", "Mon"), night, spells, begun, NO_REST, shapes)
    duties = [(f"Oak/2026-02-02/{name}",) for name in ("early", "sleep-in")]
    assert told_apart(problem, RULEBOOK, *duties) is apart
    assert told_apart(problem, RULEBOOK.without("daily rest"), *duties) is apart
    assert not told_apart(problem, RULEBOOK, ("call",), ("next",))


@pytest.mark.parametrize(("hours", "posted"), [(7.75, True), (8, False), (11, False)])
def test_a_daily_rest_of_eight_hours_keeps_duties_apart_by_itself(hours: float, posted: bool) -> None:
    """Then no row of their own says so."""
    rest = PolicyNumber(rule="daily rest", number="daily_hours", value=hours)
    problem = hub(person("ann"), shift("early", "Mon"), rest)
    names = state(problem, RULEBOOK.of(problem)).names
    assert (APART in {rule for rule, _ in names}) is posted


def test_what_was_begun_before_is_open_whatever_is_barred() -> None:
    """Ann's checks ran out on Sunday; Monday's early is hers by the duty she began then."""
    tasks = ("Oak/2026-02-02/early/1",)
    begun = DutyBefore(person="ann", start=at("Sun-1 22:00"), end=at("Mon 15:00"), tasks=tasks)
    ended = Skill(person="ann", skill="checks", valid_until=on("Sun-1"))
    for history, is_open in ((begun, True), ([], False)):
        problem = hub(person("ann"), ended, shift("early", "Mon"), history)
        builder = Builder(problem, state(problem, RULEBOOK.of(problem)).pieces)
        builder.bar("ann", takes("Oak/2026-02-02/early"))
        assert builder.open("ann", takes("Oak/2026-02-02/early")) is is_open
