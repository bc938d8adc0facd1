"""A hub whose people subscribe, rosters told to them, and what their calendars say of it then."""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from hub_roster.domain.lines import Lines
from hub_roster.domain.model import Record
from hub_roster.domain.people import Leave
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster, RosterStatus
from hub_roster.exchange.calendars import Privacy
from hub_roster.service.feeds.building import Showing, build
from hub_roster.service.feeds.links import NewLink, Wanted, make
from hub_roster.service.feeds.telling import tell
from hub_roster.store.database import Database
from hub_roster.store.feeds import Body, Calendar, Feeds
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.rosters import Rosters
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import FeedKind
from tests import tiny
from tests.exchange.calendar_week import events_of

NOON = datetime(2026, 1, 30, 12, tzinfo=UTC)
SECRET = b"a secret of the tests, and of no use elsewhere"
SHOWING = Showing(full_allowed=True)

ANN, BEN = "Zoë Ó Briain; of the Łódź team, known to all and everybody as Ann 日本", "Ben"
HUB = tiny.hub(
    tiny.person("ann", name=ANN, contract_hours=40),
    tiny.person("ben", name=BEN, contract_hours=40),
    tiny.young("Heron"),
    *(tiny.shift(name) for name in ("early", "late", "sleep-in", "waking night")),
    tiny.visit("v1", "Heron", "Wed", "Sun"),
    tiny.on_call("weekend", "Fri 17:00", "Mon+1 09:00"),
)

OWN = Calendar(HUB.id, FeedKind.PERSON, "ann", Privacy.POST_ONLY)
BENS = Calendar(HUB.id, FeedKind.PERSON, "ben", Privacy.POST_ONLY)
OAK = Calendar(HUB.id, FeedKind.HOME, "Oak", Privacy.POST_ONLY)
ON_CALL = Calendar(HUB.id, FeedKind.ON_CALL, "Hub", Privacy.POST_ONLY)
AWAY = Calendar(HUB.id, FeedKind.LEAVE, "Hub", Privacy.POST_ONLY)


def later(days: float) -> datetime:
    """Give the moment so many days after the first publishing."""
    return NOON + timedelta(days=days)


def keep(database: Database, problem: Problem = HUB) -> None:
    """Keep the newest version of a hub's file."""
    with database.writing(WHOLE) as session:
        known = {each.file_id: each.number for each in HubFiles(session).listed()}
        HubFiles(session).add(problem, Made("manager", NOON), after=known.get(problem.id, 0))


def subscribe(database: Database, *calendars: Calendar, at: datetime = NOON) -> list[NewLink]:
    """Make a link to each calendar."""
    with database.writing(WHOLE) as session:
        return [
            make(
                session,
                SECRET,
                calendar.file_id,
                Wanted(kind=calendar.kind, key=calendar.key, level=calendar.level, name="my phone"),
                Made("ann", at),
                SHOWING,
            )
            for calendar in calendars
        ]


def let_hold(
    database: Database,
    roster: Roster,
    at: datetime = NOON,
    problem: Problem = HUB,
    mondays: Collection[date] = (),
    showing: Showing = SHOWING,
) -> None:
    """Publish a roster: put it in force, tell people of it, and write their calendars."""
    published = roster.model_copy(update={"status": RosterStatus.PUBLISHED})
    with database.writing(WHOLE) as session:
        rosters = Rosters(session)
        version = rosters.add(uuid4(), published, 1, Made("manager", at), None)
        rosters.put_in_force(version)
        tell(session, Lines(problem, published), mondays or version.mondays, at)
        build(session, problem, at, showing)


def write_again(database: Database, at: datetime, problem: Problem = HUB) -> None:
    """Write the calendars anew, as when another week is published."""
    with database.writing(WHOLE) as session:
        build(session, problem, at, SHOWING)


def take_leave(database: Database, at: datetime, *leave: Leave) -> None:
    """Let a hub's file hold leave, and write the calendars."""
    write_again(database, at, HUB.edited(leave=leave))


def away(key: str, first: str, last: str) -> Leave:
    """Give leave from one day of the tiny week to another."""
    return Leave(person=key, first_day=tiny.on(first), last_day=tiny.on(last))


def body(database: Database, calendar: Calendar) -> Body:
    """Give what the links to a calendar give."""
    with database.reading(WHOLE) as session:
        found = Feeds(session).body(calendar)
    assert found is not None
    return found


def ics(database: Database, calendar: Calendar) -> bytes:
    """Give a calendar's bytes."""
    return gzip.decompress(body(database, calendar).ics)


def as_json(database: Database, calendar: Calendar) -> Any:
    """Give a calendar in JSON, read."""
    return json.loads(gzip.decompress(body(database, calendar).json))


def events(database: Database, calendar: Calendar) -> list[dict[str, str]]:
    """Give a calendar's events, read without any library."""
    return events_of(ics(database, calendar))


def told(database: Database, calendar: Calendar) -> list[tuple[str, int, str]]:
    """Give the summary, sequence and status of each event."""
    return [(e["SUMMARY"], int(e["SEQUENCE"]), e["STATUS"]) for e in events(database, calendar)]


def uid(roster: Roster, task: str) -> UUID:
    """Give the id of the one assignment to a task."""
    (found,) = (a.id for a in roster.assignments if a.task == task)
    return found


def hub_with(*rows: Record, **fields: Any) -> Problem:
    """Give another hub of the same two people."""
    return tiny.hub(tiny.people("ann ben", contract_hours=40), *rows, **fields)
