"""What calendars tell whom: work by level of privacy, seats by name, hours as busy or free."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hub_roster.exchange.calendars import Privacy, home_calendar, person_calendar, write_calendars
from tests.exchange.calendar_week import (
    ALL,
    LATE,
    PROBLEM,
    REVISED,
    SLEEP,
    assigned,
    events_of,
    lines_of,
    roster_of,
)

if TYPE_CHECKING:
    from pathlib import Path


def _told(body: bytes) -> list[tuple[str, str, str]]:
    return [(e["SUMMARY"], e.get("CATEGORIES", ""), e["TRANSP"]) for e in events_of(body)]


@pytest.mark.parametrize(
    ("privacy", "expected"),
    [
        (
            Privacy.BUSY_ONLY,
            [
                ("Busy", "", "OPAQUE"),
                ("Busy", "", "OPAQUE"),
                ("Busy", "", "OPAQUE"),
                ("Busy", "", "TRANSPARENT"),
            ],
        ),
        (
            Privacy.POST_ONLY,
            [
                (r"Late\, Ash", "Late", "OPAQUE"),
                (r"Sleep-in\, Ash", "Sleep-in", "OPAQUE"),
                ("Outreach", "Outreach", "OPAQUE"),
                ("On call", "On call", "TRANSPARENT"),
            ],
        ),
        (
            Privacy.FULL,
            [
                (r"Late\, Ash", "Late", "OPAQUE"),
                (r"Sleep-in\, Ash", "Sleep-in", "OPAQUE"),
                (r"Outreach\, Curlew", "Outreach", "OPAQUE"),
                ("On call", "On call", "TRANSPARENT"),
            ],
        ),
    ],
)
def test_each_level_of_privacy_says_only_its_own(
    privacy: Privacy, expected: list[tuple[str, str, str]]
) -> None:
    """Only *full* names the young person, *busy only* not even the post, and none the area."""
    body = person_calendar(lines_of(*ALL), "A:1:1", revised=REVISED, privacy=privacy)
    assert _told(body) == expected
    assert (b"Curlew" in body) == (privacy is Privacy.FULL)
    assert b"Wharram" not in body


def test_busy_only_differs_in_nothing_but_times_and_free_hours() -> None:
    """Under *busy only* the home is nowhere in the file, nor is any kind of work."""
    body = person_calendar(lines_of(*ALL), "A:1:1", revised=REVISED, privacy=Privacy.BUSY_ONLY)
    for word in (b"Ash", b"Sleep", b"Late", b"utreach", b"call"):
        assert word not in body


def test_no_file_names_a_young_person_unless_asked(tmp_path: Path) -> None:
    """At the default level no file of a hub holds a code, a visit's id or an area."""
    gone = (assigned("A:2:1", "Curlew-1", "2026-11-04T10:00", "2026-11-04T11:30"),)
    paths = write_calendars(PROBLEM, roster_of(*ALL), tmp_path, revised=REVISED, cancelled=gone)
    text = b"".join(path.read_bytes() for path in paths).lower()
    assert b"curlew" not in text
    assert b"wharram" not in text


def test_a_home_shows_who_takes_each_seat() -> None:
    """A home's calendar has an event per seat taken, by name, by key where there is no name."""
    body = home_calendar(lines_of(*ALL), "Ash", revised=REVISED)
    assert {e["SUMMARY"] for e in events_of(body)} == {
        "Late: Brannoch",
        "Late: A:3:1",
        "Night: Tamsel",
        "Sleep-in: Brannoch",
    }


def test_sleep_ins_may_be_left_free() -> None:
    """On request a sleep-in leaves its hours free; other duties stay busy."""
    body = person_calendar(lines_of(LATE, SLEEP), "A:1:1", revised=REVISED, sleep_ins_free=True)
    assert [e["TRANSP"] for e in events_of(body)] == ["OPAQUE", "TRANSPARENT"]
