"""On-call shared out: nobody has it for too many days running."""

from __future__ import annotations

from datetime import timedelta

from hub_roster.domain.people import DayWorked
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.rules.on_call import OnCallRun
from tests.edits import told_of_edit
from tests.tiny import MONDAY, Rows, drafted, hub, on_call, people, violations, who

EVENINGS = [
    on_call("mon", "Mon 17:00", "Tue 09:00"),
    on_call("tue", "Tue 17:00", "Wed 09:00"),
    on_call("wed", "Wed 17:00", "Thu 09:00"),
]


def _hub(*rows: Rows, most: int | None = None) -> Problem:
    given = [] if most is None else [PolicyNumber(rule="on-call run", number="most_days", value=most)]
    return hub(people("ann ben"), EVENINGS, given, *rows)


def _before(key: str, days: int) -> list[DayWorked]:
    return [DayWorked(person=key, day=MONDAY - timedelta(days=k + 1), on_call=True) for k in range(days)]


def test_a_run_too_long() -> None:
    """Three evenings running where two are allowed; with one of them another's, all is well."""
    (violation,) = violations(OnCallRun, _hub(most=2), ann="mon, tue, wed")
    assert (violation.whom, violation.tasks) == ("ann", ("mon", "tue", "wed"))
    assert violation.message == "On call 3 days running: at most 2."
    assert violations(OnCallRun, _hub(most=2), ann="mon, wed", ben="tue") == ()


def test_days_before_the_period_count() -> None:
    """After seven evenings running, Monday is one too many; after a day without it is not."""
    assert len(violations(OnCallRun, _hub(_before("ann", 7)), ann="mon")) == 1
    assert violations(OnCallRun, _hub(_before("ann", 6)), ann="mon") == ()
    at_work = [row.model_copy(update={"on_call": False}) for row in _before("ann", 7)]
    assert violations(OnCallRun, _hub(at_work), ann="mon") == ()
    rested = [row for row in _before("ann", 9) if row.day != MONDAY - timedelta(days=1)]
    assert violations(OnCallRun, _hub(rested), ann="mon, tue, wed") == ()


def test_history_alone_breaks_nothing() -> None:
    """Ten evenings before the period are past: without another, nothing is broken."""
    assert violations(OnCallRun, _hub(_before("ann", 10)), ben="mon") == ()


def test_a_spell_of_the_day_before_is_a_day_once() -> None:
    """Sunday's spell is listed, and recorded as worked: six days, Sunday and Monday are one too many."""
    sunday = on_call("sun", "Sun-1 17:00", "Mon 09:00")
    assert len(violations(OnCallRun, _hub(_before("ann", 7), sunday), ann="mon", ben="sun")) == 1
    assert violations(OnCallRun, _hub(_before("ann", 6), sunday), ann="sun, mon") == ()


def test_an_edit_of_bens_line_tells_of_ben() -> None:
    """Ann's run is too long already, and is not told again."""
    lines = {"ann": "mon, tue, wed", "ben": "tue"}
    assert told_of_edit(OnCallRun, _hub(most=2), "ben", **lines) == []


def test_two_spells_of_a_day_are_one_day() -> None:
    """Two spells that begin on Monday count once."""
    problem = _hub(on_call("night", "Mon 22:00", "Tue 07:00"), most=2)
    assert violations(OnCallRun, problem, ann="mon, night, tue") == ()
    assert len(violations(OnCallRun, problem, ann="night, tue, wed", ben="mon")) == 1


def test_a_draft_changes_over() -> None:
    """After seven evenings of ann's, ben has Monday; with two allowed, nobody has three."""
    assert who(drafted(_hub(_before("ann", 7))).roster, "mon") == ["ben"]
    found = drafted(_hub(on_call("night", "Mon 22:00", "Tue 07:00"), most=2)).roster
    assert all(violations(OnCallRun, _hub(most=2), **{key: "mon, tue, wed"}) for key in ("ann", "ben"))
    held = [who(found, code) for code in ("mon", "tue", "wed")]
    assert all(held)
    assert {key for (key,) in held} == {"ann", "ben"}
