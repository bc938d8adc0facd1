"""Calendars byte by byte: the properties agreed, folded and escaped lines, the same bytes every time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from hub_roster.domain.clock import LONDON
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Person
from hub_roster.exchange.calendars import home_calendar, person_calendar, write_calendars
from tests.exchange.calendar_week import (
    ALL,
    LATE,
    NIGHT,
    PROBLEM,
    REVISED,
    VISIT,
    events_of,
    lines_of,
    roster_of,
    unfolded,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_whole_calendar_is_as_agreed() -> None:
    """A published calendar of one duty, every byte of it."""
    body = person_calendar(lines_of(LATE, NIGHT), "A:1:1", revised=REVISED)
    assert body.decode() == "\r\n".join(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//hub-roster//Calendar//EN",
            "DESCRIPTION:The roster.",
            "X-WR-CALDESC:The roster.",
            "NAME:Duties: Brannoch",
            "X-WR-CALNAME:Duties: Brannoch",
            "COLOR:royalblue",
            "LAST-MODIFIED:20261012T093000Z",
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
            "UID:e2a187af-41de-52dc-90d4-662cc4b67154",
            "X-PUBLISHED-TTL:PT1H",
            "X-WR-TIMEZONE:Europe/London",
            "BEGIN:VEVENT",
            r"SUMMARY:Late\, Ash",
            "DTSTART:20261102T143000Z",
            "DTEND:20261102T223000Z",
            "DTSTAMP:20261012T093000Z",
            f"UID:{LATE.id}",
            "SEQUENCE:0",
            "CATEGORIES:Late",
            "CLASS:PRIVATE",
            r"DESCRIPTION:Starts 14:30\, ends 22:30 local time.",
            "LAST-MODIFIED:20261012T093000Z",
            "STATUS:CONFIRMED",
            "TRANSP:OPAQUE",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        )
    )


def test_equal_rosters_are_equal_bytes() -> None:
    """The order of assignments changes nothing; events come by start, then by UID."""
    body = home_calendar(lines_of(*ALL), "Ash", revised=REVISED)
    local = REVISED.astimezone(LONDON)
    assert home_calendar(lines_of(*reversed(ALL)), "Ash", revised=local) == body
    assert home_calendar(lines_of(*ALL, LATE), "Ash", revised=REVISED) == body
    order = [(e["DTSTART"], e["UID"]) for e in events_of(body)]
    assert order == sorted(order)


OF_CALENDARS = {
    *("BEGIN", "END", "VERSION", "PRODID", "UID", "NAME", "X-WR-CALNAME", "DESCRIPTION"),
    *("X-WR-CALDESC", "X-WR-TIMEZONE", "COLOR", "LAST-MODIFIED"),
    *("REFRESH-INTERVAL;VALUE=DURATION", "X-PUBLISHED-TTL"),
}
OF_EVENTS = {
    *("BEGIN", "END", "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND"),
    *("SUMMARY", "DESCRIPTION", "CATEGORIES", "CLASS", "STATUS", "TRANSP"),
}


def _bytes_are_right(body: bytes) -> None:
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    lines = body.removesuffix(b"\r\n").split(b"\r\n")
    for line in lines:
        assert b"\r" not in line
        assert b"\n" not in line
        assert 0 < len(line) <= 75
        # A line that does not decode holds a part of a character; splitlines also ends lines at
        # U+2028 and its like, as some readers do.
        assert len(line.decode().splitlines()) == 1
    inside = OF_CALENDARS
    for content in unfolded(body):
        name, _, value = content.partition(":")
        inside = OF_EVENTS if content == "BEGIN:VEVENT" else inside
        assert name in inside
        inside = OF_CALENDARS if content == "END:VEVENT" else inside
        assert ";" not in re.sub(r"\\[\\;,n]", "", value)
        assert "\\" not in re.sub(r"\\[\\;,n]", "", value)


def test_files_hold_only_what_feeds_may(tmp_path: Path) -> None:
    """All files of a hub: CRLF, folded, escaped, no property but those agreed, refresh typed."""
    paths = write_calendars(PROBLEM, roster_of(*ALL), tmp_path, revised=REVISED, cancelled=[VISIT])
    for path in paths:
        body = path.read_bytes()
        _bytes_are_right(body)
        assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in body
        assert b"\r\nX-PUBLISHED-TTL:PT1H\r\n" in body
        assert body.count(b"CLASS:PRIVATE") == body.count(b"BEGIN:VEVENT")


NAMES = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("éßŁ日本🙂;,\\:\"'^ "),
    max_size=120,
)
"""Any name a person may have: one line of plain text (`domain.model.Words`)."""


@given(name=NAMES)
@example(name="Zoë; Ó Briain, \\n " * 5)
@example(name="\\" * 120)
@example(name="🙂" * 120)
def test_any_name_survives_folding_and_escaping(name: str) -> None:
    """Whatever a name holds, lines are short and of whole characters, and it reads back."""
    problem = PROBLEM.edited(
        people=(Person(key="A:1:1", name=name, hub="Moor", base="Office"), *PROBLEM.people[1:])
    )
    lines = Lines(problem, roster_of(LATE))
    person = person_calendar(lines, "A:1:1", revised=REVISED)
    home = home_calendar(lines, "Ash", revised=REVISED)
    _bytes_are_right(person)
    _bytes_are_right(home)
    shown = problem.people[0].name or "A:1:1"
    read = re.sub(r"\\([\\;,])", r"\1", events_of(home)[0]["SUMMARY"])
    assert read == f"Late: {shown}"
