"""From a problem and its rules to the Program: what exists for whom."""

from __future__ import annotations

from datetime import time

from hub_roster.domain.people import (
    Adjustment,
    AdjustmentKind,
    BusyPeriod,
    DutyBefore,
    Leave,
    Skill,
)
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.domain.young_people import Restriction
from hub_roster.program.features import takes
from hub_roster.program.statement import Builder
from hub_roster.rules.posting import state
from hub_roster.rules.rulebook import RULEBOOK
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
