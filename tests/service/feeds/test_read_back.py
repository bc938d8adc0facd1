"""A year of feeds with both clock changes, read back by independent readers at every level of privacy.

Each reader runs in a process of its own, as vobject keeps time zones in a registry of its module.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hub_roster.domain.people import Leave
from hub_roster.domain.problem import Problem
from hub_roster.exchange.calendars import Privacy
from hub_roster.store.database import Database
from hub_roster.store.feeds import Calendar
from tests import tiny
from tests.service.feeds.subscribed import AWAY, OAK, ON_CALL, OWN, ics, keep, let_hold, subscribe

# No backslash before an n: ics 0.7.3 unescapes the n first.
NAME = "Zoë; Ó Briain, 日本 of the very long and winding name that has to be folded 🙂🙂🙂🙂"
FIRST, WEEKS = date(2026, 10, 19), 52
PUBLISHED = datetime(2026, 10, 12, 9, 30, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
BUSY, FULL = (replace(OWN, level=level) for level in (Privacy.BUSY_ONLY, Privacy.FULL))

INSTALLED = Path(__file__).parents[2] / "readers"
"""Where ./hub installs the readers for Node."""

Event = tuple[str, str, str]
"""Start, end and summary, as every reader gives them."""


@dataclass(frozen=True)
class Weekly:
    """Something done once a week: on which weekday, between which wall times, and what calendars call it."""

    line: str
    weekday: int
    start: str
    end: str
    days: int
    post: str
    shared: str


WEEK = (
    Weekly("late Wed", 2, "15:00", "23:00", 0, "Late, Oak", f"Late: {NAME}"),
    Weekly("sleep-in Wed", 2, "23:00", "07:00", 1, "Sleep-in, Oak", f"Sleep-in: {NAME}"),
    Weekly("waking night Sat", 5, "22:00", "08:00", 1, "Waking night, Oak", f"Waking night: {NAME}"),
)


LEAVE = ((date(2026, 10, 24), date(2026, 10, 26)), (date(2027, 3, 28), date(2027, 3, 28)))


def in_utc(day: date, clock: str) -> str:
    """Give a wall time of London in UTC, by the time zone data alone."""
    local = datetime.combine(day, time.fromisoformat(clock), tzinfo=LONDON)
    return local.astimezone(UTC).isoformat()


def expected() -> dict[Calendar, list[Event]]:
    """Give the events of each calendar in order."""
    found: dict[Calendar, list[Event]] = {each: [] for each in (BUSY, OWN, FULL, OAK, ON_CALL, AWAY)}
    for week in range(WEEKS):
        monday = FIRST + timedelta(days=7 * week)
        for each in WEEK:
            day = monday + timedelta(days=each.weekday)
            span = in_utc(day, each.start), in_utc(day + timedelta(days=each.days), each.end)
            for calendar, words in ((BUSY, "Busy"), (OWN, each.post), (FULL, each.post), (OAK, each.shared)):
                found[calendar].append((*span, words))
        visit = in_utc(monday, "10:00"), in_utc(monday, "11:00")
        for calendar, words in ((BUSY, "Busy"), (OWN, "Outreach"), (FULL, "Outreach, Heron")):
            found[calendar].append((*visit, words))
        friday = monday + timedelta(days=4)
        spell = in_utc(friday, "17:00"), in_utc(friday + timedelta(days=2), "09:00")
        for calendar, words in ((BUSY, "Busy"), (OWN, "On call"), (FULL, "On call")):
            found[calendar].append((*spell, words))
        found[ON_CALL].append((*spell, f"On call: {NAME}"))
    found[AWAY] = [
        ("2026-10-24", "2026-10-27", f"Leave: {NAME}"),
        ("2027-03-28", "2027-03-29", f"Leave: {NAME}"),
    ]
    return {calendar: sorted(events) for calendar, events in found.items()}


def half_year(first: date) -> Problem:
    """Give a hub for half a year."""
    mondays = [first + timedelta(days=7 * week) for week in range(WEEKS // 2)]
    spells = (
        (f"weekend {monday}", datetime.combine(monday + timedelta(days=4), time(17))) for monday in mondays
    )
    return tiny.hub(
        tiny.person("ann", name=NAME, contract_hours=40),
        tiny.young("Heron"),
        *(Leave(person="ann", first_day=first, last_day=last) for first, last in LEAVE),
        *(tiny.shift(name) for name in ("late", "sleep-in", "waking night")),
        *(tiny.visit(f"v {monday}", "Heron", first=monday) for monday in mondays),
        *(
            tiny.on_call(code, "Fri 17:00", "Sun 09:00").model_copy(
                update={"start": start, "end": start + timedelta(hours=40)}
            )
            for code, start in spells
        ),
        first_day=first,
        weeks=WEEKS // 2,
        id=OWN.file_id,
    )


def lines_of(problem: Problem) -> Iterator[str]:
    """Say what ann does in each week."""
    for week in range(problem.weeks):
        monday = problem.first_day + timedelta(days=7 * week)
        for each in WEEK:
            *name, day = each.line.split()
            yield f"{' '.join(name)} {day}+{week}"
        yield f"v {monday} Mon+{week} 10:00"
        yield f"weekend {monday}"


@pytest.fixture
def files(database: Database, tmp_path: Path) -> dict[Path, list[Event]]:
    """Give the file of each calendar, with what has to be read in it."""
    halves = [half_year(FIRST), half_year(FIRST + timedelta(days=7 * WEEKS // 2))]
    keep(database, halves[0])
    wanted = expected()
    subscribe(database, *wanted, at=PUBLISHED)
    for problem in halves:
        let_hold(database, tiny.roster(problem, ann=", ".join(lines_of(problem))), PUBLISHED, problem)
    found = {}
    for number, (calendar, events) in enumerate(wanted.items()):
        path = tmp_path / f"{number}.ics"
        path.write_bytes(ics(database, calendar))
        found[path] = events
    return found


READERS = {
    "ics": """
from ics import Calendar

def events(text):
    for event in Calendar(text).events:
        days = event.all_day
        begin, end = event.begin.datetime, event.end.datetime
        yield (begin.date(), end.date(), event.name) if days else (begin, end, event.name)
""",
    "ical": """
from ical.calendar_stream import IcsCalendarStream

def events(text):
    for event in IcsCalendarStream.calendar_from_ics(text).events:
        yield event.dtstart, event.dtend, event.summary
""",
    "vobject": """
import vobject

def events(text):
    calendar = vobject.readOne(text)
    calendar.validate(raiseException=True)
    for event in calendar.vevent_list:
        yield event.dtstart.value, event.dtend.value, event.summary.value
""",
}

MAIN = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path

def said(moment):
    if not isinstance(moment, datetime):
        return moment.isoformat()
    assert moment.tzinfo is not None, "a time without zone"
    return moment.astimezone(UTC).isoformat()

found = {
    path: [[said(start), said(end), summary] for start, end, summary in
           events(Path(path).read_bytes().decode())]
    for path in sys.argv[1:]
}
print(json.dumps(found))
"""

SCRIPTS = {
    "ical.js": """
const ICAL = require("ical.js").default || require("ical.js");
const said = time => time.isDate ? time.toString() : time.toJSDate().toISOString();
const events = text => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent")
    .map(each => new ICAL.Event(each))
    .map(event => [said(event.startDate), said(event.endDate), event.summary]);
""",
    "node-ical": """
const ical = require("node-ical");
const day = date => new Date(date - date.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
const said = date => date.dateOnly ? day(date) : date.toISOString();
const events = text => Object.values(ical.sync.parseICS(text))
    .filter(each => each.type === "VEVENT")
    .map(event => [said(event.start), said(event.end), event.summary]);
""",
}

SCRIPT_MAIN = """
const fs = require("fs");
const found = {};
for (const path of process.argv.slice(1)) found[path] = events(fs.readFileSync(path, "utf8"));
console.log(JSON.stringify(found));
"""


def assert_read(command: list[str], files: dict[Path, list[Event]], folder: Path | None = None) -> None:
    """Say that a reader, which may need a folder to be in, finds every event of every file as it is."""
    done = subprocess.run(
        [*command, *map(str, files)],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    for path, events in files.items():
        read = sorted((*map(_plain, row[:2]), row[2]) for row in found[str(path)])
        assert read == events


def _plain(moment: str) -> str:
    return moment if len(moment) == 10 else datetime.fromisoformat(moment).isoformat()


@pytest.mark.slow
def test_a_year_is_read_right_by_every_reader(files: dict[Path, list[Event]]) -> None:
    """260 events at each level, and those of home, on-call and leave; both clock changes among them."""
    assert sorted(map(len, files.values())) == [2, 52, 156, 260, 260, 260]
    for program in READERS.values():
        assert_read([sys.executable, "-W", "error", "-c", program + MAIN], files)


@pytest.mark.parametrize("reader", SCRIPTS)
def test_a_year_is_read_right_by_browsers_kind(reader: str, files: dict[Path, list[Event]]) -> None:
    """Calendar programs of the web read it alike, where Node and their reader are there."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not there")
    asked = [node, "-e", f"require.resolve({reader!r})"]
    if subprocess.run(asked, cwd=INSTALLED, capture_output=True, timeout=60, check=False).returncode:
        pytest.skip(f"{reader} is not there: ./hub test installs it where npm is")
    assert_read([node, "-e", SCRIPTS[reader] + SCRIPT_MAIN], files, INSTALLED)
