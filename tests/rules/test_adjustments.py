"""What was agreed with a person that they are not asked to do."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from hub_roster.domain.people import (
    Adjustment,
    AdjustmentKind,
)
from hub_roster.rules.availability import Adjusted
from tests.rules.ann_of_rowan import home
from tests.tiny import (
    broken,
    drive,
    hub,
    on,
    people,
    person,
    resident,
    shift,
    violations,
)
from tests.tiny_life import escort


def adjusted(kind: AdjustmentKind, clock: time | None = None, **days: Any) -> Adjustment:
    """Give an adjustment of ann's."""
    return Adjustment(person="ann", kind=kind, time=clock, **days)


@pytest.mark.parametrize(
    ("kind", "refused", "allowed"),
    [
        (AdjustmentKind.NO_SLEEP_INS, "late Mon, sleep-in Mon", "waking night Tue"),
        (AdjustmentKind.NO_WAKING_NIGHTS, "waking night Tue", "late Mon, sleep-in Mon"),
        (AdjustmentKind.NO_OUTREACH, "close Wed 12:00", "early Wed"),
        (AdjustmentKind.NO_DRIVING, "v Wed 12:00", "close Wed 12:00"),
    ],
)
def test_what_is_not_asked(kind: AdjustmentKind, refused: str, allowed: str) -> None:
    """Each adjustment rules out its own kind of work and no other."""
    problem = home(adjusted(kind))
    assert broken(Adjusted, problem, ann=refused) == ["ann"]
    assert broken(Adjusted, problem, ann=allowed) == []


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("early Wed", ["ann"]),
        ("day Wed", []),
        ("v Wed 09:30", []),
        ("v Wed 09:15", ["ann"]),  # the drive begins at 08:45
        ("late Wed", []),
        ("sleep-in Wed", ["ann"]),  # at work on Thursday before 09:00
    ],
)
def test_not_before(line: str, who: list[str]) -> None:
    """'Not before 09:00' holds for leaving base and for the morning after a night."""
    assert broken(Adjusted, home(adjusted(AdjustmentKind.NOT_BEFORE, time(9))), ann=line) == who


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("early Wed", []),
        ("late Wed", ["ann"]),
        ("v Wed 18:30", []),
        ("v Wed 18:31", ["ann"]),  # the drive home ends after 20:00
        ("waking night Wed", ["ann"]),
    ],
)
def test_not_after(line: str, who: list[str]) -> None:
    """'Not after 20:00' holds for being back, and for a night that begins after it."""
    assert broken(Adjusted, home(adjusted(AdjustmentKind.NOT_AFTER, time(20))), ann=line) == who


def test_an_adjustment_holds_between_its_dates() -> None:
    """An adjustment for Tuesday leaves Monday and Wednesday alone; a night into Tuesday touches it."""
    tuesday = {"first_day": on("Tue"), "last_day": on("Tue")}
    evening = home(adjusted(AdjustmentKind.NOT_AFTER, time(20), **tuesday))
    morning = home(adjusted(AdjustmentKind.NOT_BEFORE, time(9), **tuesday))
    assert broken(Adjusted, evening, ann="late Mon, late Tue, late Wed") == ["ann"]
    assert broken(Adjusted, evening, ann="waking night Mon") == []  # Tuesday ends for it at 08:00
    assert broken(Adjusted, morning, ann="waking night Mon") == ["ann"]
    assert broken(Adjusted, morning, ann="early Mon, early Wed") == []


def test_the_message_tells_no_reason() -> None:
    """Whatever the adjustment, its message is the same 'Not available for this'."""
    lines = {
        AdjustmentKind.NO_SLEEP_INS: "sleep-in Wed",
        AdjustmentKind.NO_WAKING_NIGHTS: "waking night Wed",
        AdjustmentKind.NO_DRIVING: "v Wed 12:00",
        AdjustmentKind.NO_OUTREACH: "v Wed 12:00",
        AdjustmentKind.NOT_BEFORE: "early Wed",
        AdjustmentKind.NOT_AFTER: "late Wed",
    }
    told = set()
    for kind, line in lines.items():
        clock = time(12) if kind in {AdjustmentKind.NOT_BEFORE, AdjustmentKind.NOT_AFTER} else None
        (found,) = violations(Adjusted, home(adjusted(kind, clock)), ann=line)
        told.add(found.message)
    assert told == {"Not available for this."}


@pytest.mark.parametrize(
    ("kind", "clock", "said", "who"),
    [
        (AdjustmentKind.NOT_BEFORE, time(9), "00:00 08:00 Mon", ["ann"]),
        (AdjustmentKind.NOT_BEFORE, time(9), "00:00 08:00 Tue", ["ann"]),
        (AdjustmentKind.NOT_BEFORE, time(0), "00:00 08:00 Tue", []),
        (AdjustmentKind.NOT_BEFORE, time(9), "16:00 00:00 Mon", []),
        (AdjustmentKind.NOT_AFTER, time(20), "16:00 00:00 Mon", ["ann"]),
    ],
)
def test_a_shift_that_begins_or_ends_at_midnight(
    kind: AdjustmentKind, clock: time, said: str, who: list[str]
) -> None:
    """It is at work from the first minute of the day, or until its last, and in none of another."""
    start, end, day = said.split()
    early = shift("early", start=time.fromisoformat(start), end=time.fromisoformat(end))
    problem = hub(person("ann"), early, adjusted(kind, clock))
    assert broken(Adjusted, problem, ann=f"early {day}") == who


@pytest.mark.parametrize(("ends", "who"), [(time(0), []), (time(0, 1), ["ann"])])
def test_no_minute_of_a_day_on_which_nothing_is_worked(ends: time, who: list[str]) -> None:
    """'Not after 00:00' from Tuesday on: Monday's late may last until then and not a minute more."""
    none = adjusted(AdjustmentKind.NOT_AFTER, time(0), first_day=on("Tue"))
    problem = hub(person("ann"), shift("late", end=ends), none)
    assert broken(Adjusted, problem, ann="late Mon") == who


@pytest.mark.parametrize(("minutes", "who"), [(0, []), (1, ["ann"])])
def test_one_minute_at_the_wheel_is_driving(minutes: int, who: list[str]) -> None:
    """An escort from ann's own base ends a minute's drive from it."""
    way = drive("Base", "Town", minutes)
    problem = hub(
        person("ann"),
        resident("Heron"),
        escort("e", "Heron", "Mon 10:00", origin="Base"),
        way,
        adjusted(AdjustmentKind.NO_DRIVING),
    )
    assert broken(Adjusted, problem, ann="e Mon 10:00") == who


def test_nobody_else_is_held_to_an_adjustment() -> None:
    """An adjustment is one person's."""
    problem = hub(people("ann ben"), shift("sleep-in", seats=2), adjusted(AdjustmentKind.NO_SLEEP_INS))
    assert broken(Adjusted, problem, ann="sleep-in Mon", ben="sleep-in Mon") == ["ann"]


# Availability, fixed days off, and each carer's own placement ----------------------------------------
