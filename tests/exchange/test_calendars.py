"""What calendar files say, to whom, and byte by byte."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub_roster.domain.clock import LONDON, instant_of
from hub_roster.domain.home import Home, PartKind, ShiftTemplate
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Person
from hub_roster.domain.place import DrivingTime, Hub, Place, PlaceKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster, RosterStatus, assign
from hub_roster.domain.tasks import OnCall, Visit
from hub_roster.domain.young_people import YoungPerson
from hub_roster.exchange.calendar_events import local_words
from hub_roster.exchange.calendars import Privacy, home_calendar, person_calendar, write_calendars
from hub_roster.exchange.faults import UnwritableFile

if TYPE_CHECKING:
    from pathlib import Path

MONDAY = date(2026, 11, 2)
REVISED = datetime(2026, 10, 12, 9, 30, tzinfo=UTC)
HUB_FILE = UUID("5f3c7a52-6d0e-4a53-9d0a-0c6f0a1b2c3d")


def _shift(name: str, kind: PartKind, start: str, end: str) -> ShiftTemplate:
    return ShiftTemplate(
        home="Ash",
        name=name,
        kind=kind,
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        seats=2,
    )


PROBLEM = Problem(
    id=HUB_FILE,
    first_day=MONDAY,
    hubs=(Hub(code="Moor"),),
    places=(
        Place(code="Ash house", kind=PlaceKind.HOME),
        Place(code="Office", kind=PlaceKind.BASE),
        Place(code="Wharram"),
    ),
    driving=(
        DrivingTime(origin="Ash house", destination="Office", minutes=15),
        DrivingTime(origin="Ash house", destination="Wharram", minutes=25),
        DrivingTime(origin="Office", destination="Wharram", minutes=20),
    ),
    homes=(Home(code="Ash", hub="Moor", place="Ash house"),),
    shifts=(
        _shift("late", PartKind.LATE, "14:30", "22:30"),
        _shift("sleep", PartKind.SLEEP_IN, "22:30", "07:00"),
        _shift("night", PartKind.WAKING_NIGHT, "21:45", "07:15"),
    ),
    people=(
        Person(key="A:1:1", name="Brannoch", hub="Moor", base="Office"),
        Person(key="A:2:1", name="Tamsel", hub="Moor", base="Office"),
        Person(key="A:3:1", hub="Moor", base="Office"),
    ),
    young_people=(YoungPerson(code="Curlew", hub="Moor", place="Wharram"),),
    visits=(
        Visit(
            id="Curlew-1",
            young_person="Curlew",
            minutes=90,
            first_day=MONDAY,
            last_day=MONDAY + timedelta(days=6),
            earliest=time(9),
            latest=time(20),
        ),
    ),
    on_call=(
        OnCall(
            id="duty manager 1",
            hub="Moor",
            start=datetime(2026, 11, 6, 17),
            end=datetime(2026, 11, 9, 9),
        ),
    ),
)


def _assignment(person: str, task: str, start: str, end: str) -> Assignment:
    moments = (instant_of(datetime.fromisoformat(moment)) for moment in (start, end))
    return assign(HUB_FILE, person, task, *moments)


LATE = _assignment("A:1:1", "Ash/2026-11-02/late/1", "2026-11-02T14:30", "2026-11-02T22:30")
SLEEP = _assignment("A:1:1", "Ash/2026-11-02/sleep/1", "2026-11-02T22:30", "2026-11-03T07:00")
VISIT = _assignment("A:1:1", "Curlew-1", "2026-11-05T10:00", "2026-11-05T11:30")
SPELL = _assignment("A:1:1", "duty manager 1", "2026-11-06T17:00", "2026-11-09T09:00")
NIGHT = _assignment("A:2:1", "Ash/2026-11-02/night/1", "2026-11-02T21:45", "2026-11-03T07:15")
SECOND = _assignment("A:3:1", "Ash/2026-11-02/late/2", "2026-11-02T14:30", "2026-11-02T22:30")
ALL = (LATE, SLEEP, VISIT, SPELL, NIGHT, SECOND)


def _roster(*assignments: Assignment, status: RosterStatus = RosterStatus.PUBLISHED) -> Roster:
    return Roster(problem_id=HUB_FILE, first_day=MONDAY, status=status, assignments=assignments)


def _lines(*assignments: Assignment, status: RosterStatus = RosterStatus.PUBLISHED) -> Lines:
    return Lines(PROBLEM, _roster(*assignments, status=status))


def _unfolded(body: bytes) -> list[str]:
    """Give the content lines of a file, put together again by the words of RFC 5545 3.1."""
    return body.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def _events(body: bytes) -> list[dict[str, str]]:
    """Read events without any library: the property's name, with parameters, and its raw value."""
    events: list[dict[str, str]] = []
    for line in _unfolded(body):
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and not line.startswith("END:"):
            name, _, value = line.partition(":")
            events[-1][name] = value
    return events


def _told(body: bytes) -> list[tuple[str, str, str]]:
    return [(e["SUMMARY"], e.get("CATEGORIES", ""), e["TRANSP"]) for e in _events(body)]


def test_a_whole_calendar_is_as_agreed() -> None:
    """A published calendar of one duty, every byte of it."""
    body = person_calendar(_lines(LATE, NIGHT), "A:1:1", revised=REVISED)
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
    body = person_calendar(_lines(*ALL), "A:1:1", revised=REVISED, privacy=privacy)
    assert _told(body) == expected
    assert (b"Curlew" in body) == (privacy is Privacy.FULL)
    assert b"Wharram" not in body


def test_busy_only_differs_in_nothing_but_times_and_free_hours() -> None:
    """Under *busy only* the home is nowhere in the file, nor is any kind of work."""
    body = person_calendar(_lines(*ALL), "A:1:1", revised=REVISED, privacy=Privacy.BUSY_ONLY)
    for word in (b"Ash", b"Sleep", b"Late", b"utreach", b"call"):
        assert word not in body


def test_no_file_names_a_young_person_unless_asked(tmp_path: Path) -> None:
    """At the default level no file of a hub holds a code, a visit's id or an area."""
    gone = (_assignment("A:2:1", "Curlew-1", "2026-11-04T10:00", "2026-11-04T11:30"),)
    paths = write_calendars(PROBLEM, _roster(*ALL), tmp_path, revised=REVISED, cancelled=gone)
    text = b"".join(path.read_bytes() for path in paths).lower()
    assert b"curlew" not in text
    assert b"wharram" not in text


def test_a_home_shows_who_takes_each_seat() -> None:
    """A home's calendar has an event per seat taken, by name, by key where there is no name."""
    body = home_calendar(_lines(*ALL), "Ash", revised=REVISED)
    assert {e["SUMMARY"] for e in _events(body)} == {
        "Late: Brannoch",
        "Late: A:3:1",
        "Night: Tamsel",
        "Sleep-in: Brannoch",
    }


def test_sleep_ins_may_be_left_free() -> None:
    """On request a sleep-in leaves its hours free; other duties stay busy."""
    body = person_calendar(_lines(LATE, SLEEP), "A:1:1", revised=REVISED, sleep_ins_free=True)
    assert [e["TRANSP"] for e in _events(body)] == ["OPAQUE", "TRANSPARENT"]


@pytest.mark.parametrize("status", RosterStatus)
def test_only_a_draft_is_tentative(status: RosterStatus) -> None:
    """A draft's events are tentative and its calendar says so; any later roster's are confirmed."""
    body = person_calendar(_lines(LATE, status=status), "A:1:1", revised=REVISED)
    draft = status is RosterStatus.DRAFT
    assert _events(body)[0]["STATUS"] == ("TENTATIVE" if draft else "CONFIRMED")
    assert (b"A draft" in body) == draft


def test_a_moved_duty_is_the_same_event_one_later() -> None:
    """A visit moved by an hour keeps its UID; its SEQUENCE and times change."""
    moved = _assignment("A:1:1", "Curlew-1", "2026-11-05T11:00", "2026-11-05T12:30")
    (before,) = _events(person_calendar(_lines(VISIT), "A:1:1", revised=REVISED))
    (after,) = _events(
        person_calendar(
            _lines(moved),
            "A:1:1",
            revised=REVISED + timedelta(days=1),
            sequence={VISIT.id: 1},
        )
    )
    assert before["UID"] == after["UID"] == str(VISIT.id)
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
    assert (before["DTSTART"], after["DTSTART"]) == ("20261105T100000Z", "20261105T110000Z")
    assert after["DTSTAMP"] == after["LAST-MODIFIED"] == "20261013T093000Z"


def test_a_change_of_person_cancels_one_event_and_makes_another() -> None:
    """A late given to somebody else is struck out for one and new for the other."""
    given_to = _assignment("A:2:1", LATE.task, "2026-11-02T14:30", "2026-11-02T22:30")
    lines = _lines(given_to)
    (old,) = _events(person_calendar(lines, "A:1:1", revised=REVISED, cancelled=[LATE]))
    (new,) = _events(person_calendar(lines, "A:2:1", revised=REVISED, cancelled=[LATE]))
    assert (old["UID"], old["STATUS"]) == (str(LATE.id), "CANCELLED")
    assert (old["SUMMARY"], old["TRANSP"]) == (r"Cancelled: Late\, Ash", "TRANSPARENT")
    assert old["SEQUENCE"] == "1"
    assert (new["UID"], new["STATUS"], new["SEQUENCE"]) == (str(given_to.id), "CONFIRMED", "0")
    assert new["UID"] != old["UID"]
    seats = _events(home_calendar(lines, "Ash", revised=REVISED, cancelled=[LATE]))
    assert {(e["UID"], e["STATUS"]) for e in seats} == {
        (str(LATE.id), "CANCELLED"),
        (str(given_to.id), "CONFIRMED"),
    }


def test_a_duty_given_back_is_not_cancelled() -> None:
    """An assignment that stands again after a cancelling is in the file once, confirmed."""
    body = person_calendar(_lines(LATE), "A:1:1", revised=REVISED, cancelled=[LATE])
    assert [e["STATUS"] for e in _events(body)] == ["CONFIRMED"]


def test_a_cancelled_duty_outlives_its_task() -> None:
    """A duty cancelled together with its task is still struck out, under a plain name."""
    gone = _assignment("A:1:1", "Old home/2026-11-02/late/1", "2026-11-02T14:30", "2026-11-02T22:30")
    body = person_calendar(_lines(), "A:1:1", revised=REVISED, cancelled=[gone])
    assert [e["SUMMARY"] for e in _events(body)] == ["Cancelled: Duty"]


def test_equal_rosters_are_equal_bytes() -> None:
    """The order of assignments changes nothing; events come by start, then by UID."""
    body = home_calendar(_lines(*ALL), "Ash", revised=REVISED)
    local = REVISED.astimezone(LONDON)
    assert home_calendar(_lines(*reversed(ALL)), "Ash", revised=local) == body
    assert home_calendar(_lines(*ALL, LATE), "Ash", revised=REVISED) == body
    order = [(e["DTSTART"], e["UID"]) for e in _events(body)]
    assert order == sorted(order)


def test_calendars_have_one_lasting_uid_each() -> None:
    """A calendar's own UID depends on whose it is, not on what is in it."""

    def uid(body: bytes) -> str:
        return next(line for line in _unfolded(body) if line.startswith("UID:"))

    full, empty = _lines(*ALL), _lines()
    one = uid(person_calendar(full, "A:1:1", revised=REVISED))
    assert uid(person_calendar(empty, "A:1:1", revised=REVISED)) == one
    assert uid(person_calendar(full, "A:2:1", revised=REVISED)) != one
    assert uid(home_calendar(full, "Ash", revised=REVISED)) != one


def test_what_cannot_be_written_is_refused_in_words() -> None:
    """Nobody's calendar, no home's, a time without zone and a split assignment are refused."""
    lines = _lines(LATE)
    with pytest.raises(ValueError, match="no person A:9:9"):
        person_calendar(lines, "A:9:9", revised=REVISED)
    with pytest.raises(ValueError, match="no home Elm"):
        home_calendar(lines, "Elm", revised=REVISED)
    with pytest.raises(ValueError, match="needs a time zone"):
        person_calendar(lines, "A:1:1", revised=REVISED.replace(tzinfo=None))
    moved = LATE.model_copy(update={"end": LATE.end + timedelta(hours=1)})
    with pytest.raises(ValueError, match="stands twice"):
        person_calendar(_lines(LATE, moved), "A:1:1", revised=REVISED)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-11-02T14:30Z", "2026-11-02T22:30Z", "Starts 14:30, ends 22:30 local time."),
        ("2026-07-06T13:30Z", "2026-07-06T21:30Z", "Starts 14:30, ends 22:30 local time."),
        (
            "2026-11-02T21:45Z",
            "2026-11-03T07:15Z",
            "Starts 21:45, ends 07:15 the next day, local time.",
        ),
        (
            "2026-11-06T17:00Z",
            "2026-11-09T09:00Z",
            "Starts 17:00, ends 09:00 3 days later, local time.",
        ),
        (
            "2026-10-24T20:45Z",
            "2026-10-25T07:15Z",
            "Starts 21:45, ends 07:15 the next day, local time. "
            "The clocks go back that night: it lasts 10 hours 30 minutes.",
        ),
        (
            "2027-03-27T22:30Z",
            "2027-03-28T06:00Z",
            "Starts 22:30, ends 07:00 the next day, local time. "
            "The clocks go forward that night: it lasts 7 hours 30 minutes.",
        ),
        (
            "2026-10-25T00:30Z",
            "2026-10-25T01:31Z",
            "Starts 01:30 BST, ends 01:31 GMT local time. "
            "The clocks go back that night: it lasts 1 hour 1 minute.",
        ),
        (
            "2026-10-25T01:10Z",
            "2026-10-25T01:50Z",
            "Starts 01:10 GMT, ends 01:50 GMT local time. "
            "The clocks go back that night: it lasts 40 minutes.",
        ),
        (
            "2026-10-25T01:10Z",
            "2026-10-25T08:10Z",
            "Starts 01:10 GMT, ends 08:10 local time. The clocks go back that night: it lasts 7 hours.",
        ),
    ],
)
def test_local_times_are_said_in_words(start: str, end: str, words: str) -> None:
    """Times are those of the clock on the wall; where it changes, the true length is said."""
    moments = (instant_of(datetime.fromisoformat(moment)) for moment in (start, end))
    assert local_words(*moments) == words


# The bytes ----------------------------------------------------------------------------------------

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
    for content in _unfolded(body):
        name, _, value = content.partition(":")
        inside = OF_EVENTS if content == "BEGIN:VEVENT" else inside
        assert name in inside
        inside = OF_CALENDARS if content == "END:VEVENT" else inside
        assert ";" not in re.sub(r"\\[\\;,n]", "", value)
        assert "\\" not in re.sub(r"\\[\\;,n]", "", value)


def test_files_hold_only_what_feeds_may(tmp_path: Path) -> None:
    """All files of a hub: CRLF, folded, escaped, no property but those agreed, refresh typed."""
    paths = write_calendars(PROBLEM, _roster(*ALL), tmp_path, revised=REVISED, cancelled=[VISIT])
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
    lines = Lines(problem, _roster(LATE))
    person = person_calendar(lines, "A:1:1", revised=REVISED)
    home = home_calendar(lines, "Ash", revised=REVISED)
    _bytes_are_right(person)
    _bytes_are_right(home)
    shown = problem.people[0].name or "A:1:1"
    read = re.sub(r"\\([\\;,])", r"\1", _events(home)[0]["SUMMARY"])
    assert read == f"Late: {shown}"


# Files --------------------------------------------------------------------------------------------


def test_each_person_at_work_and_each_home_has_a_file(tmp_path: Path) -> None:
    """One file per person with an assignment, standing or cancelled, and per home; nothing else."""
    folder = tmp_path / "new" / "calendars"
    paths = write_calendars(PROBLEM, _roster(LATE), folder, revised=REVISED, cancelled=[NIGHT])
    assert [path.name for path in paths] == ["person-A.1.1.ics", "person-A.2.1.ics", "home-Ash.ics"]
    assert set(folder.iterdir()) == set(paths)
    again = {path: path.read_bytes() for path in paths}
    write_calendars(PROBLEM, _roster(LATE), folder, revised=REVISED, cancelled=[NIGHT])
    assert {path: path.read_bytes() for path in folder.iterdir()} == again
    assert paths[0].read_bytes() == person_calendar(_lines(LATE), "A:1:1", revised=REVISED)


def test_file_names_are_safe_and_never_shared(tmp_path: Path) -> None:
    """Keys and codes that look alike, or that no system takes, still get files of their own."""
    people = tuple(Person(key=key, hub="Moor", base="Office") for key in ("a 1", "a.1", "a:1", "b", "B"))
    homes = tuple(Home(code=code, hub="Moor", place="Ash house") for code in ("..", "Ash", "Öre?*", "日本"))
    problem = PROBLEM.edited(people=people, homes=homes)
    late = [
        assign(HUB_FILE, person.key, f"Ash/2026-11-02/late/{n}", *LATE.span)
        for n, person in enumerate(people, 1)
    ]
    paths = write_calendars(problem, _roster(*late), tmp_path, revised=REVISED)
    names = [path.name for path in paths]
    assert len({name.casefold() for name in names}) == 9
    assert all(re.fullmatch(r"(person|home)-[A-Za-z0-9._-]+\.ics", name) for name in names)
    assert {"person-a.1.ics", "home-Ash.ics"} <= set(names)
    assert all(path.parent == tmp_path for path in paths)


def test_nothing_is_written_where_one_calendar_fails(tmp_path: Path) -> None:
    """A fault in any calendar leaves the folder as it was."""
    with pytest.raises(ValueError, match="needs a time zone"):
        write_calendars(PROBLEM, _roster(LATE), tmp_path, revised=datetime(2026, 10, 12))
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_old_file_and_no_remains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file cannot be moved to its place, the one that was there stays whole."""
    (path, *_) = write_calendars(PROBLEM, _roster(LATE), tmp_path, revised=REVISED)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    def fail(source: Path, target: Path) -> None:
        raise PermissionError(f"{source} may not become {target}")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UnwritableFile, match="may not become"):
        write_calendars(PROBLEM, _roster(LATE, NIGHT), tmp_path, revised=REVISED)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert path in before


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    """Where a file stands in the folder's place, that is said as for any file."""
    (tmp_path / "calendars").write_text("in the way")
    with pytest.raises(UnwritableFile, match="exists"):
        write_calendars(PROBLEM, _roster(LATE), tmp_path / "calendars", revised=REVISED)
