"""What all rules share: what a rule says that says nothing, and whom hard rules keep from a shift."""

from __future__ import annotations

from datetime import time

import pytest

from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Adjustment, AdjustmentKind, Leave, Skill
from hub_roster.domain.problem import Problem
from hub_roster.domain.tasks import Lock
from hub_roster.rules.fair_shares import FairShares
from hub_roster.rules.rule import tasks_of
from hub_roster.rules.rulebook import RULEBOOK
from tests.tiny import Rows, hub, on, people, roster, rule, shift, task


def test_a_rule_that_says_nothing_keeps_nobody_from_anything() -> None:
    """A price on fairness: it closes no time, and no duty or task has to be asked about."""
    problem = hub(people("ann"), shift("early", "Mon"))
    fair, early = rule(FairShares, problem), task(problem, "early Mon")
    assert fair.admits_task("ann", early, early.day)
    assert not fair.concerns("ann")
    (duty,) = Lines(problem, roster(problem, ann="early Mon")).of["ann"]
    assert fair.admits("ann", duty)
    assert list(fair.closed("ann")) == []


def test_tasks_of_lines_are_in_their_order() -> None:
    """As they stand in the roster."""
    problem = hub(people("ann"), shift("early", "Mon Tue"))
    found = tasks_of(roster(problem, ann="early Tue, early Mon").assignments)
    assert found == ("Oak/2026-02-03/early/1", "Oak/2026-02-02/early/1")


EARLY, LATE = "early Mon", "late Mon"


def lock(key: str, *, must: bool) -> Lock:
    """Fix Monday's early by hand."""
    return Lock(person=key, task="Oak/2026-02-02/early/1", must=must)


def leave(day: str) -> Leave:
    """Give ann a day of leave."""
    return Leave(person="ann", first_day=on(day), last_day=on(day))


def not_before(hour: int) -> Adjustment:
    """Give ann's adjustment."""
    return Adjustment(person="ann", kind=AdjustmentKind.NOT_BEFORE, time=time(hour))


def home(*rows: Rows) -> Problem:
    """Give ann and ben, and a Monday of an early from midnight and a late to midnight."""
    shifts = shift("early", "Mon", start=time(0), end=time(8)), shift("late", "Mon", end=time(0))
    return hub(people("ann ben"), shifts, rows)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([], []),
        (lock("ann", must=False), [EARLY]),
        (lock("ann", must=True), []),
        (lock("ben", must=False), []),
        ([Skill(person="ben", skill="checks")], [EARLY, LATE]),
        ([Skill(person=key, skill="checks") for key in ("ann", "ben")], []),
        (Skill(person="ann", skill="checks", valid_until=on("Sun-1")), [EARLY, LATE]),
        (not_before(9), [EARLY]),
        (not_before(16), [EARLY, LATE]),
        (leave("Sun-1"), []),
        (leave("Mon"), [EARLY, LATE]),
        (leave("Tue"), []),
    ],
)
def test_whom_hard_rules_keep_from_a_shift(rows: Rows, kept: list[str]) -> None:
    """By hand, by a skill, by hours she may not work or by leave; to the minute, and asked again the same."""
    problem = home(rows)
    case = RULEBOOK.of(problem).case
    for _ in range(2):
        assert [name for name in (EARLY, LATE) if case.kept_from("ann", task(problem, name))] == kept
