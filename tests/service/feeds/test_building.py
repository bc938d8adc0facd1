"""Calendars as they are written: what they say at each level, byte for byte, and when they change."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from hub_roster.domain.place import Hub
from hub_roster.domain.problem import Problem
from hub_roster.exchange.calendars import Privacy
from hub_roster.service.feeds import building
from hub_roster.service.feeds.building import Showing, ended
from hub_roster.service.feeds.links import disable
from hub_roster.store.database import Database
from hub_roster.store.feeds import Calendar, Feeds
from hub_roster.store.scope import WHOLE
from tests import tiny
from tests.exchange.calendar_week import unfolded
from tests.service.feeds.subscribed import (
    ANN,
    AWAY,
    HUB,
    NOON,
    OAK,
    ON_CALL,
    OWN,
    SECRET,
    as_json,
    away,
    body,
    events,
    hub_with,
    ics,
    keep,
    later,
    let_hold,
    subscribe,
    take_leave,
    told,
    write_again,
)

BUSY, FULL = (replace(OWN, level=level) for level in (Privacy.BUSY_ONLY, Privacy.FULL))
EVERY = (BUSY, OWN, FULL, OAK, ON_CALL, AWAY)
LINES = {
    "ann": "late Mon, sleep-in Mon, v1 Wed 10:00, weekend",
    "ben": "waking night Tue",
}


@pytest.fixture
def hub(database: Database) -> Database:
    """Give a database with the hub and a link to every kind of calendar."""
    keep(database)
    subscribe(database, *EVERY)
    return database


# What they say ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("calendar", "said"),
    [
        (BUSY, ["Busy", "Busy", "Busy", "Busy"]),
        (OWN, [r"Late\, Oak", r"Sleep-in\, Oak", "Outreach", "On call"]),
        (FULL, [r"Late\, Oak", r"Sleep-in\, Oak", r"Outreach\, Heron", "On call"]),
    ],
)
def test_each_level_says_only_its_own(hub: Database, calendar: Calendar, said: list[str]) -> None:
    """Busy says not even the kind of work; only full has the code; none has an area."""
    let_hold(hub, tiny.roster(HUB, **LINES))
    assert [e["SUMMARY"] for e in events(hub, calendar)] == said
    assert [e["summary"] for e in as_json(hub, calendar)["events"]] == [s.replace("\\", "") for s in said]
    text = ics(hub, calendar) + gzip.decompress(body(hub, calendar).json)
    assert (b"Heron" in text) == (calendar == FULL)
    assert b"Dale" not in text
    assert b"v1" not in text
    for word in (b"Oak", b"Late", b"Sleep", b"Outreach", b"call"):
        assert word not in text or calendar != BUSY


def test_shared_calendars_name_who_is_on_and_no_young_person(hub: Database) -> None:
    """A home says its seats, the on-call its spells, both by name."""
    let_hold(hub, tiny.roster(HUB, **LINES))
    take_leave(hub, NOON, away("ben", "Sun", "Sun"))
    names = {c: [e["summary"] for e in as_json(hub, c)["events"]] for c in (OAK, ON_CALL, AWAY)}
    assert names == {
        OAK: [f"Late: {ANN}", f"Sleep-in: {ANN}", "Waking night: Ben"],
        ON_CALL: [f"On call: {ANN}"],
        AWAY: ["Leave: Ben"],
    }
    for calendar in (OAK, ON_CALL, AWAY):
        assert b"Heron" not in ics(hub, calendar)
        assert b"Outreach" not in ics(hub, calendar)


def test_only_on_call_leaves_its_hours_free(hub: Database) -> None:
    """A duty is busy time, and a spell is not; each has its own category."""
    let_hold(hub, tiny.roster(HUB, **LINES))
    found = [(e["CATEGORIES"], e["TRANSP"]) for e in events(hub, OWN)]
    assert found == [
        ("Late", "OPAQUE"),
        ("Sleep-in", "OPAQUE"),
        ("Outreach", "OPAQUE"),
        ("On call", "TRANSPARENT"),
    ]


def test_a_council_that_no_longer_allows_full_is_obeyed_at_once(hub: Database) -> None:
    """Calendars of that level then say no more than the post."""
    roster = tiny.roster(HUB, **LINES)
    let_hold(hub, roster)
    assert b"Heron" in ics(hub, FULL)
    let_hold(hub, roster, later(1), showing=Showing(full_allowed=False))
    assert b"Heron" not in ics(hub, FULL)
    assert [e["SUMMARY"] for e in events(hub, FULL)] == [e["SUMMARY"] for e in events(hub, OWN)]


def test_a_shared_spell_is_in_the_on_call_of_each_hub(database: Database) -> None:
    """Whoever is on call for two hubs is in the calendar of both."""
    spell = tiny.on_call("weekend", "Fri 17:00", "Sun 09:00", shared_with=("Far",))
    two = hub_with(Hub(code="Hub"), Hub(code="Far"), spell)
    far = replace(ON_CALL, key="Far")
    keep(database, two)
    subscribe(database, ON_CALL, far)
    let_hold(database, tiny.roster(two, ann="weekend"), problem=two)
    for calendar in (ON_CALL, far):
        assert [e["SUMMARY"] for e in events(database, calendar)] == ["On call: ann"]


# Bytes --------------------------------------------------------------------------------------------

OF_CALENDARS = {
    *("BEGIN", "END", "VERSION", "PRODID", "UID", "NAME", "X-WR-CALNAME", "DESCRIPTION"),
    *("X-WR-CALDESC", "X-WR-TIMEZONE", "COLOR", "LAST-MODIFIED"),
    *("REFRESH-INTERVAL;VALUE=DURATION", "X-PUBLISHED-TTL"),
}
OF_EVENTS = {
    *("BEGIN", "END", "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "SUMMARY", "DESCRIPTION"),
    *("DTSTART", "DTEND", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE"),
    *("CATEGORIES", "CLASS", "STATUS", "TRANSP"),
}


def assert_bytes_are_right(written: bytes) -> None:
    """Say that a calendar is folded, escaped, ended and made up as agreed, of bytes alone."""
    assert written.startswith(b"BEGIN:VCALENDAR\r\n")
    assert written.endswith(b"END:VCALENDAR\r\n")
    for line in written.removesuffix(b"\r\n").split(b"\r\n"):
        assert b"\r" not in line
        assert b"\n" not in line
        assert 0 < len(line) <= 75
        line.decode()  # fails on a part of a character
    inside = OF_CALENDARS
    for content in unfolded(written):
        name, _, value = content.partition(":")
        inside = OF_EVENTS if content == "BEGIN:VEVENT" else inside
        assert name in inside
        inside = OF_CALENDARS if content == "END:VEVENT" else inside
        assert not re.search(r"[;\\]", re.sub(r"\\[\\;,n]", "", value))
        if name in ("SUMMARY", "NAME", "X-WR-CALNAME"):
            assert "," not in re.sub(r"\\,", "", value)


def test_every_calendar_holds_only_what_it_may(hub: Database) -> None:
    """Of every kind and level: lines as agreed, no property but those agreed, private, refreshed hourly."""
    let_hold(hub, tiny.roster(HUB, **LINES))
    let_hold(hub, tiny.roster(HUB, ann=LINES["ann"]), later(1))
    take_leave(hub, later(1), away("ann", "Sun", "Sun"))
    for calendar in EVERY:
        written = ics(hub, calendar)
        assert_bytes_are_right(written)
        assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in written
        assert b"\r\nX-PUBLISHED-TTL:PT1H\r\n" in written
        assert b"\r\nX-WR-TIMEZONE:Europe/London\r\n" in written
        assert written.count(b"CLASS:PRIVATE") == written.count(b"BEGIN:VEVENT") > 0
    assert_bytes_are_right(gzip.decompress(ended(OWN, NOON).ics))


def test_no_link_is_in_what_it_gives(database: Database) -> None:
    """Neither a token nor its hash nor any address: what is forwarded leads nowhere."""
    keep(database)
    links = subscribe(database, *EVERY)
    let_hold(database, tiny.roster(HUB, **LINES))
    for calendar in EVERY:
        found = body(database, calendar)
        for text in (gzip.decompress(found.ics), gzip.decompress(found.json)):
            assert not re.search(rb"https?:|webcal:|URL|SOURCE", text)
            assert not any(link.token.encode() in text for link in links)
            assert str(HUB.id).encode() not in text
    assert not any(link.token in repr(link) for link in links)
    assert SECRET.decode() not in repr(links)


def test_json_says_the_same_as_icalendar(hub: Database) -> None:
    """Ids, sequences, times in UTC and cancellings; whole days as dates."""
    let_hold(hub, tiny.roster(HUB, ann="early Mon"))
    let_hold(hub, tiny.roster(HUB), later(1))
    take_leave(hub, NOON, away("ben", "Tue", "Thu"))
    (seat,), (leave,) = (as_json(hub, calendar)["events"] for calendar in (OWN, AWAY))
    (event,) = events(hub, OWN)
    assert (seat["id"], str(seat["sequence"])) == (event["UID"], event["SEQUENCE"])
    assert (seat["starts"], seat["ends"]) == ("2026-02-02T07:00:00Z", "2026-02-02T15:00:00Z")
    assert (seat["cancelled"], seat["free"]) == (True, True)
    assert (leave["starts"], leave["ends"]) == ("2026-02-03", "2026-02-06")


# Time ---------------------------------------------------------------------------------------------


def at_night(monday: date, problem: Problem = HUB) -> Problem:
    """Give the hub in another week."""
    return problem.edited(first_day=monday, visits=(), on_call=())


@pytest.mark.parametrize(
    ("monday", "line", "start", "end", "hours"),
    [
        # Sunday 25 October 2026: 02:00 BST becomes 01:00 GMT, at 01:00 UTC.
        (date(2026, 10, 19), "late Sat", "20261024T140000Z", "20261024T220000Z", 8),
        (date(2026, 10, 19), "sleep-in Sat", "20261024T220000Z", "20261025T070000Z", 9),
        (date(2026, 10, 19), "waking night Sat", "20261024T210000Z", "20261025T080000Z", 11),
        (date(2026, 10, 19), "early Sun", "20261025T070000Z", "20261025T150000Z", 8),
        # Sunday 28 March 2027: 01:00 GMT becomes 02:00 BST, at 01:00 UTC.
        (date(2027, 3, 22), "late Sat", "20270327T150000Z", "20270327T230000Z", 8),
        (date(2027, 3, 22), "sleep-in Sat", "20270327T230000Z", "20270328T060000Z", 7),
        (date(2027, 3, 22), "waking night Sat", "20270327T220000Z", "20270328T070000Z", 9),
        (date(2027, 3, 22), "early Sun", "20270328T060000Z", "20270328T140000Z", 8),
        (date(2027, 1, 11), "waking night Mon", "20270111T220000Z", "20270112T080000Z", 10),
        (date(2027, 7, 5), "waking night Mon", "20270705T210000Z", "20270706T070000Z", 10),
    ],
)
def test_nights_on_which_the_clocks_change_are_exact(
    hub: Database, monday: date, line: str, start: str, end: str, hours: int
) -> None:
    """In UTC, without any time zone, and as long as they truly are."""
    problem = at_night(monday)
    let_hold(hub, tiny.roster(problem, ann=line), NOON, problem)
    (event,) = events(hub, OWN)
    assert (event["DTSTART"], event["DTEND"]) == (start, end)
    length = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    assert length == timedelta(hours=hours)
    assert b"TZID" not in ics(hub, OWN)
    assert b"VTIMEZONE" not in ics(hub, OWN)


def test_a_calendar_reaches_four_weeks_back(hub: Database) -> None:
    """All that was published ahead is there; what is older falls out when it is next written, not before."""
    let_hold(hub, tiny.roster(HUB, ann="early Mon, early Sun"))
    written = ics(hub, OWN)
    write_again(hub, later(28))
    assert ics(hub, OWN) == written
    write_again(hub, datetime.fromisoformat("2026-03-08T12:00Z"))
    assert len(events(hub, OWN)) == 2
    write_again(hub, datetime.fromisoformat("2026-03-09T12:00Z"))
    assert events(hub, OWN) == []


def test_a_cancelled_event_is_shown_for_four_weeks(hub: Database) -> None:
    """Then it is dropped; a council may want another time."""
    far = tiny.hub(tiny.people("ann"), tiny.shift("early"), first_day=date(2026, 6, 1), id=HUB.id)
    let_hold(hub, tiny.roster(far, ann="early Mon"), NOON, far)
    let_hold(hub, tiny.roster(far), later(1), far)
    for days, shown in ((1, 1), (28.9, 1), (29, 0)):
        write_again(hub, later(days))
        assert len(events(hub, OWN)) == shown
    let_hold(hub, tiny.roster(far, ann="early Mon"), later(40), far)
    assert told(hub, OWN) == [(r"Early\, Oak", 2, "CONFIRMED")]
    let_hold(hub, tiny.roster(far), later(41), far, showing=Showing(True, timedelta(days=1)))
    let_hold(hub, tiny.roster(far), later(42), far, showing=Showing(True, timedelta(days=1)))
    assert events(hub, OWN) == []


def test_bytes_change_only_when_what_they_say_does(hub: Database) -> None:
    """Written again and again they stay, and so does the time they last changed; the tag is their hash."""
    let_hold(hub, tiny.roster(HUB, **LINES))
    before = {calendar: body(hub, calendar) for calendar in EVERY}
    for days in (0.5, 1, 2):
        write_again(hub, later(days))
        let_hold(hub, tiny.roster(HUB, **LINES), later(days))
    assert {calendar: body(hub, calendar) for calendar in EVERY} == before
    assert len({found.ics_tag for found in before.values()}) == len(EVERY)


def test_another_release_writes_every_calendar_anew(hub: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that comes out the same is as it was for whoever subscribes."""
    let_hold(hub, tiny.roster(HUB, **LINES))
    before = body(hub, OWN)
    monkeypatch.setattr(building, "WRITTEN_BY", ("next", "next"))
    write_again(hub, later(1))
    after = body(hub, OWN)
    assert after.made_of != before.made_of
    assert replace(after, made_of=before.made_of) == before


def test_a_calendar_changed_twice_in_a_second_says_so(hub: Database) -> None:
    """A client compares dates of whole seconds, and is not to miss the second change."""
    let_hold(hub, tiny.roster(HUB, ann="early Mon"), later(1))
    first = body(hub, OWN).changed_at
    let_hold(hub, tiny.roster(HUB, ann="early Tue"), later(1))
    assert body(hub, OWN).changed_at == first + timedelta(seconds=1)


def test_the_time_of_revision_never_goes_back(hub: Database) -> None:
    """Also where the latest change has left the window."""
    let_hold(hub, tiny.roster(HUB, ann="early Mon"), later(1))
    write_again(hub, later(90))
    found = body(hub, OWN)
    assert (found.revised_at, found.changed_at) == (later(1), later(90))
    assert b"\r\nLAST-MODIFIED:20260131T120000Z\r\n" in ics(hub, OWN)


def test_what_nobody_subscribes_to_is_not_written(database: Database) -> None:
    """Nor kept: after the last link is switched off, the next writing erases it."""
    keep(database)
    own, home = subscribe(database, OWN, OAK)
    let_hold(database, tiny.roster(HUB, ann="early Mon"))
    with database.writing(WHOLE) as session:
        disable(session, own.link.id, NOON)
    write_again(database, later(1))
    with database.reading(WHOLE) as session:
        assert Feeds(session).body(OWN) is None
        assert Feeds(session).body(home.link.calendar) is not None
        assert Feeds(session).subscribed(HUB.id) == [OAK]


def test_somebody_out_of_the_file_keeps_their_calendar_s_name(hub: Database) -> None:
    """Until their links end, what was told of them stands."""
    let_hold(hub, tiny.roster(HUB, ann="early Mon"))
    without = hub_with().edited(people=tuple(tiny.people("ben")))
    write_again(hub, later(1), without)
    assert as_json(hub, OWN)["name"] == f"Duties: {ANN}"
    assert len(events(hub, OWN)) == 1
