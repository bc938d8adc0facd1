"""A roster read against its problem: lines, who is on what, and what a duty begun before holds."""

from __future__ import annotations

import pytest

from hub_roster.domain.clock import HOUR, instant_of
from hub_roster.domain.home import Home
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import DutyBefore
from hub_roster.domain.problem import Problem
from hub_roster.domain.young_people import Stay, StayKind
from tests.tiny import Rows, at, hub, on, on_call, people, resident, roster, shift, visit, young
from tests.tiny_life import escort

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


# Tasks taken from a shift -------------------------------------------------------------------------


def taken(problem: Problem, **said: str) -> list[str]:
    """Give what ann takes from her shifts."""
    return [each.appointment.id for each in lines(problem, **said).attached.get("ann", ())]


def oak(*rows: Rows) -> Problem:
    """Give a home where Heron lives, with key work that may be done from a shift."""
    shifts = [shift(name) for name in ("early", "late", "sleep-in", "waking night")]
    key_work = visit("talk", "Heron", "Mon", "Tue", between="00:30 23:30", in_shift=True)
    return hub(
        people("ann ben"), resident("Heron"), shifts, key_work, escort("e", "Heron", "Mon 10:00"), rows
    )


def test_what_lies_in_a_shift_is_taken_from_it() -> None:
    """Key work and an escort from the early: one duty, the shift alone, and two tasks beside it."""
    found = lines(oak(), ann="early Mon, e Mon 10:00, talk Mon 12:00")
    assert [duty.tasks for duty in found.of["ann"]] == [(EARLY,)]
    assert [(a.appointment.id, a.home, a.person) for a in found.attached["ann"]] == [
        ("e", "Oak", "ann"),
        ("talk", "Oak", "ann"),
    ]
    assert found.on["talk"] == ("ann",)


@pytest.mark.parametrize(
    ("start", "inside"),
    [("Mon 07:00", True), ("Mon 14:00", True), ("Mon 06:59", False), ("Mon 14:01", False)],
)
def test_a_shift_holds_it_from_before_it_to_after_it(start: str, inside: bool) -> None:
    """To the minute, at both ends; a late that follows on is another shift."""
    found = lines(oak(), ann=f"early Mon, late Mon, talk {start}")
    assert ("ann" in found.attached) is inside
    assert ("talk" in found.of["ann"][0].tasks) is not inside


def test_nobody_is_taken_from_a_shift_of_another_home_or_of_somebody_else() -> None:
    """Elm's early, and ben's."""
    elm = [Home(code="Elm", hub="Hub", place="Elm house"), shift("early", home="Elm")]
    assert taken(oak(elm), ann="early Mon Elm, talk Mon 12:00") == []
    assert taken(oak(), ann="talk Mon 12:00", ben="early Mon") == []


def test_who_sleeps_in_is_not_taken_from_it() -> None:
    """A waking night lets go, a sleep-in does not."""
    assert taken(oak(), ann="sleep-in Mon, talk Tue 01:00") == []
    assert taken(oak(), ann="waking night Mon, talk Tue 01:00") == ["talk"]


def test_a_start_outside_its_times_is_of_no_home() -> None:
    """An escort at another time than its own is a task like any other, and told as such."""
    assert taken(oak(), ann="early Mon, e Mon 11:00") == []


def test_what_lives_elsewhere_is_never_taken_from_a_shift() -> None:
    """Key work with Heron once he has moved out."""
    lodgings = Stay(young_person="Heron", kind=StayKind.LODGINGS, first_day=on("Mon"))
    heron = [resident("Heron", until="Sun-1"), lodgings]
    problem = hub(people("ann"), heron, shift("early"), visit("v", "Heron", in_shift=True))
    assert taken(problem, ann="early Mon, v Mon 10:00") == []
