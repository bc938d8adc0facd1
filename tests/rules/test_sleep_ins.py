"""How often one person sleeps in, and how soon again."""

from __future__ import annotations

from datetime import time

import pytest

from hub_roster.domain.people import DayWorked, DutyBefore
from hub_roster.domain.policy import PolicyNumber
from hub_roster.domain.problem import Problem
from hub_roster.rules.sleep_ins import SleepIns
from tests.edits import told_of_edit
from tests.tiny import Rows, at, broken, drafted, hub, judged, on, people, shift, violations

TWICE = "sleep-in Mon, sleep-in Wed"


def home(*rows: Rows, **fields: object) -> Problem:
    """Give a hub of ann and ben with a sleep-in every night."""
    return hub(people("ann ben"), shift("sleep-in"), shift("early"), rows, **fields)


def slept_in(*days: str) -> list[DayWorked]:
    """Give days before the period on which ann began a sleep-in."""
    return [DayWorked(person="ann", day=on(day), working_minutes=540, sleep_in=True) for day in days]


def test_two_in_seven_days_and_not_three() -> None:
    """Domain.md 4.1: at most two blocks in 7 days; the third on Sunday is the seventh day, on Monday not."""
    problem = home(weeks=2)
    assert broken(SleepIns, problem, ann=TWICE) == []
    (found,) = violations(SleepIns, problem, ann=f"{TWICE}, early Fri, sleep-in Sun, sleep-in Tue+1")
    assert found.message == "More than 2 sleep-ins in 7 days running."
    assert found.tasks == tuple(f"Oak/{on(day)}/sleep-in" for day in ("Mon", "Wed", "Sun"))
    assert broken(SleepIns, problem, ann=f"{TWICE}, sleep-in Mon+1") == []


def test_not_on_two_nights_running() -> None:
    """Blocks are never back to back unless the home runs an agreed 48-hour pattern."""
    (found,) = violations(SleepIns, home(), ann="sleep-in Mon, sleep-in Tue")
    assert found.message == "Sleeps in two nights running."
    agreed = PolicyNumber(rule="sleep-ins", number="most_running", value=2)
    three = PolicyNumber(rule="sleep-ins", number="most_in_seven_days", value=3)
    assert broken(SleepIns, home(agreed), ann="sleep-in Mon, sleep-in Tue") == []
    (found,) = violations(SleepIns, home(agreed, three), ann="sleep-in Mon, sleep-in Tue, sleep-in Wed")
    assert found.message == "Sleeps in more than 2 nights running."


def test_three_nights_running_are_told_once() -> None:
    """Monday and Tuesday, and Tuesday and Wednesday, are one run."""
    three = PolicyNumber(rule="sleep-ins", number="most_in_seven_days", value=3)
    assert broken(SleepIns, home(three), ann="sleep-in Mon, sleep-in Tue, sleep-in Wed") == ["ann"]


def test_they_are_told_of_whom_an_edit_touches() -> None:
    """Ann's two nights running were there before ben was given his; cat has none."""
    problem = hub(people("cat ann ben"), shift("sleep-in", seats=2))
    two = "sleep-in Mon, sleep-in Tue"
    assert told_of_edit(SleepIns, problem, "ben", ann=two, ben=two) == ["ben"]
    assert broken(SleepIns, problem, ben=two) == ["ben"]


def test_two_that_begin_on_one_date_are_two() -> None:
    """One from midnight to seven and, after a day at work, one from eleven at night, all in one duty."""
    one = PolicyNumber(rule="sleep-ins", number="most_in_seven_days", value=1)
    apart = PolicyNumber(rule="sleep-ins", number="most_running", value=7)
    later = shift("sleep-in", "Mon", start=time(0), end=time(7)).model_copy(update={"name": "later"})
    line = "later Mon, early Mon, late Mon, sleep-in Mon"
    assert broken(SleepIns, home(one, apart, shift("late"), later), ann=line) == ["ann"]


@pytest.mark.parametrize(
    ("before", "line", "told"),
    [
        (("Sun-1",), "sleep-in Mon", ["ann"]),
        (("Sat-1",), "sleep-in Mon", []),
        (("Tue-1", "Sat-1"), "sleep-in Mon", ["ann"]),
        (("Mon-1", "Sat-1"), "sleep-in Mon", []),
    ],
)
def test_nights_before_the_period_count(before: tuple[str, ...], line: str, told: list[str]) -> None:
    """Sunday's night and Monday's are running; Tuesday to Monday are seven days."""
    assert broken(SleepIns, home(slept_in(*before)), ann=line) == told


def test_history_alone_breaks_nothing() -> None:
    """Three running before the period are history: nobody is blamed who adds none, and a draft is made."""
    problem = home(slept_in("Fri-1", "Sat-1", "Sun-1"))
    assert broken(SleepIns, problem) == broken(SleepIns, problem, ann="early Tue") == []
    assert broken(SleepIns, problem, ann="sleep-in Mon") == ["ann", "ann"]
    found = drafted(problem)
    assert not judged(problem, found.roster).violations


@pytest.mark.parametrize(
    ("start", "end", "disturbed", "told"),
    [
        ("Sun-1 15:00", "Mon 07:00", 0, ["ann"]),
        ("Sun-1 16:59", "Mon 07:00", 0, ["ann"]),
        ("Sun-1 17:00", "Mon 07:00", 0, []),
        ("Sun-1 06:00", "Sun-1 22:00", 0, []),
        ("Sun-1 08:00", "Mon 00:00", 0, []),
        ("Sun-1 08:00", "Mon 00:01", 0, ["ann"]),
        ("Sun-1 22:00", "Mon 07:00", 1, ["ann"]),
    ],
)
def test_a_duty_begun_before_that_must_have_held_one(
    start: str, end: str, disturbed: int, told: list[str]
) -> None:
    """A duty of over 14 hours past an unrecorded midnight held a sleep-in; so did a disturbed one."""
    begun = DutyBefore(person="ann", start=at(start), end=at(end), disturbed_minutes=disturbed)
    assert broken(SleepIns, home(begun), ann="sleep-in Mon") == told


def test_a_day_recorded_without_one_is_believed() -> None:
    """What the hub recorded of Sunday stands, however long its duty was."""
    begun = DutyBefore(person="ann", start=at("Sun-1 15:00"), end=at("Mon 07:00"))
    recorded = DayWorked(person="ann", day=on("Sun-1"), working_minutes=540)
    assert broken(SleepIns, home(begun, recorded), ann="sleep-in Mon") == []


def test_a_sleep_in_carried_into_the_period_counts_and_stands() -> None:
    """A duty begun on Sunday goes on to Monday's sleep-in: it is a fact, and Tuesday's is one too many."""
    none = PolicyNumber(rule="sleep-ins", number="most_in_seven_days", value=0)
    tasks = ("Oak/2026-02-02/sleep-in/1",)
    begun = DutyBefore(person="ann", start=at("Sun-1 23:30"), end=at("Tue 07:00"), tasks=tasks)
    problem = home(none, begun)
    assert broken(SleepIns, problem, ann="sleep-in Mon") == []
    assert "ann" in broken(SleepIns, problem, ann="sleep-in Mon, sleep-in Wed")
    assert not judged(problem, drafted(problem).roster).violations


def test_a_draft_shares_them() -> None:
    """Two people take two each of the week's seven nights: three stay open rather than break it."""
    problem = hub(people("ann ben"), shift("late"), shift("sleep-in"))
    found = drafted(problem)
    assert len([a for a in found.roster.assignments if "sleep-in" in a.task]) == 4
    assert not judged(problem, found.roster).violations
