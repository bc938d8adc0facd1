"""Sleep rooms: no more people asleep in a home than it has rooms for them."""

from __future__ import annotations

from datetime import time
from typing import Any

from hub_roster.domain.home import Home, PartKind, ShiftTemplate
from hub_roster.domain.people import DutyBefore
from hub_roster.domain.problem import Problem
from hub_roster.rules.sleep_rooms import SleepRooms
from tests.edits import told_of_edit
from tests.tiny import (
    Rows,
    at,
    broken,
    drafted,
    hub,
    on,
    people,
    resident,
    shift,
    violations,
    who,
)
from tests.tiny_life import own

LATER = ShiftTemplate(home="Oak", name="later", kind=PartKind.SLEEP_IN, start=time(0), end=time(8), days=(1,))


def oak(*rows: Rows, rooms: int = 1) -> Problem:
    """Give Oak with so many rooms, one asleep, and Heron, who has an adult for himself at night."""
    home = Home(code="Oak", hub="Hub", place="Oak house", sleep_rooms=rooms)
    return hub(people("ann ben cat"), home, resident("Heron"), own("Heron", 1, "22:00 08:00"), rows)


def test_own_adults_do_not_sleep_where_there_is_no_room() -> None:
    """Two seats, one room: one of them stays empty."""
    night = shift("sleep-in", "Mon")
    assert broken(SleepRooms, oak(night), ann="sleep-in Mon") == []
    (found,) = violations(SleepRooms, oak(night), ann="sleep-in Mon", ben="sleep-in Mon")
    assert (found.whom, found.message) == ("Oak", "More people sleep in than the home has rooms.")
    assert broken(SleepRooms, oak(night, rooms=2), ann="sleep-in Mon", ben="sleep-in Mon") == []


def test_rooms_are_told_of_the_night_an_edit_touches() -> None:
    """Monday's night was too full before cat was given Thursday's."""
    problem = oak(shift("sleep-in"))
    lines = {"ann": "sleep-in Mon, sleep-in Thu", "ben": "sleep-in Mon", "cat": "sleep-in Thu"}
    assert told_of_edit(SleepRooms, problem, "cat", **lines) == ["Oak"]
    assert told_of_edit(SleepRooms, problem, "ben", **lines) == ["Oak"]


def test_two_sleep_ins_of_a_night_count_together() -> None:
    """They overlap; a waking night needs no room."""
    rows = [shift("sleep-in", "Mon"), LATER, shift("waking night", "Mon")]
    assert broken(SleepRooms, oak(rows), ann="sleep-in Mon", ben="later Tue") == ["Oak"]
    assert broken(SleepRooms, oak(rows), ann="sleep-in Mon", ben="waking night Mon") == []


def test_those_begun_before_are_history() -> None:
    """Two came on Sunday for a night that begins after midnight: they stay, a third does not come."""
    night = LATER.model_copy(update={"days": (0,), "seats": 1, "most_extra": 2})
    before: dict[str, Any] = {"start": at("Sun-1 15:00"), "end": at("Mon 08:00")}
    begun = [
        DutyBefore(person=p, tasks=(f"Oak/2026-02-02/later/{k}",), **before)
        for k, p in ((1, "ann"), (2, "ben"))
    ]
    problem = oak(night, begun)
    assert broken(SleepRooms, problem, ann="later Mon", ben="later Mon") == []
    assert broken(SleepRooms, problem, ann="later Mon", ben="later Mon", cat="later Mon") == ["Oak"]


def test_a_draft_leaves_the_seat_empty() -> None:
    """One of three people sleeps in."""
    rows, night = [shift("late", "Mon"), shift("sleep-in", "Mon")], f"Oak/{on('Mon')}/sleep-in"
    assert len(who(drafted(oak(rows)).roster, night)) == 1
    assert len(who(drafted(oak(rows, rooms=2)).roster, night)) == 2
