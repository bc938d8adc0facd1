"""A roster read against its problem: lines, who is on what, and what a duty begun before holds."""

from __future__ import annotations

from hub_roster.domain.clock import HOUR, instant_of
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import DutyBefore
from hub_roster.domain.problem import Problem
from tests.tiny import Rows, at, hub, on_call, people, roster, shift, visit, young

EARLY = "Oak/2026-02-02/early"
TASKS: list[Rows] = [
    young("Heron"),
    shift("early", seats=2),
    shift("late"),
    visit("v", "Heron", adults=2),
    on_call("call", "Tue 17:00", "Wed 09:00"),
]


def home(*rows: Rows) -> Problem:
    """Give a hub of ann and ben."""
    return hub(people("ann ben"), TASKS, rows)


def lines(problem: Problem, **said: str) -> Lines:
    """Give the lines of a roster."""
    return Lines(problem, roster(problem, **said))


def test_everyone_has_a_line() -> None:
    """Ben, who does nothing, has a line without duties."""
    found = lines(home(), ann="early Mon")
    assert {key: len(duties) for key, duties in found.of.items()} == {"ann": 1, "ben": 0}


def test_who_is_on_what() -> None:
    """People on a shift are told by the shift, not by the seat; tasks nobody has are missing."""
    found = lines(home(), ann="early Mon, v Mon 16:00", ben="v Mon 16:00, early Mon")
    assert dict(found.on) == {EARLY: ("ann", "ben"), "v": ("ann", "ben")}
    assert [a.task for a in found.assignments_on[EARLY]] == [f"{EARLY}/1", f"{EARLY}/2"]


def test_on_call_is_never_part_of_a_duty() -> None:
    """A spell stands beside the duties."""
    found = lines(home(), ann="early Tue, call")
    assert [duty.tasks for duty in found.of["ann"]] == [("Oak/2026-02-03/early",)]
    assert [spell.id for spell in found.spells["ann"]] == ["call"]


def test_what_does_not_exist_is_apart() -> None:
    """An assignment of an unknown person is in `unknown` and on nobody's line."""
    problem = home()
    made = roster(problem, ann="early Mon", ben="early Mon")
    ghost = made.assignments[1].model_copy(update={"person": "zoe"})
    found = Lines(problem, made.model_copy(update={"assignments": (made.assignments[0], ghost)}))
    assert found.unknown == (ghost,)
    assert found.on[EARLY] == ("ann",)


def test_a_night_that_ended_with_the_period_before() -> None:
    """A duty begun before, without a task left, stands first in its person's line and holds no part."""
    night = DutyBefore(person="ann", start=at("Sun-1 22:00"), end=at("Mon 08:00"))
    first, second = lines(home(night), ann="early Tue").of["ann"]
    assert (first.parts, first.span) == ((), 10 * HOUR)
    assert second.tasks == ("Oak/2026-02-03/early",)


def test_a_block_that_reaches_into_the_period() -> None:
    """With Monday's early carried it is one duty of 24 hours, begun on Sunday, not two."""
    block = DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Mon 15:00"), tasks=(f"{EARLY}/1",))
    (duty,) = lines(home(block), ann="early Mon").of["ann"]
    assert duty.start == instant_of(at("Sun-1 15:00"))
    assert (duty.span, duty.tasks) == (24 * HOUR, (EARLY,))


def test_somebody_elses_block_is_not_theirs() -> None:
    """Ben on the same early begins on Monday."""
    block = DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Mon 15:00"), tasks=(f"{EARLY}/1",))
    (duty,) = lines(home(block), ann="early Mon", ben="early Mon").of["ben"]
    assert duty.span == 8 * HOUR
