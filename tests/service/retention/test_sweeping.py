"""Sweeps over lives of weeks: all that is due goes, nothing else, and each week is written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, select, text

from hub_roster.domain.roster import RosterStatus
from hub_roster.service.audit import Detail, Did, record
from hub_roster.service.audit_chain import verify
from hub_roster.service.retention.holding import Span, lift_hold, place_hold
from hub_roster.service.retention.sweeping import Sweeping, Swept, counted, foresee, sweep
from hub_roster.store.audit_log import AuditLog, Deed
from hub_roster.store.database import Database
from hub_roster.store.erasing import Kind
from hub_roster.store.hub_files import Made
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import Erasing, OfHub, Table
from tests.databases import database, migrated, postgresql
from tests.service.retention.lives import FIRST, WEEK, Life, Rows, at, by_chance, rows

__all__ = ["database", "migrated", "postgresql"]

OWN, OTHER = UUID(int=1), UUID(int=2)
PLACED = Made("manager", at(FIRST))
HALFWAY = at(date(2041, 7, 1))
"""When about half of the weeks of `by_chance` are fifteen years old."""

AGES_ON = at(date(2060, 1, 1))


def swept(found: Sweeping, hub: UUID = OWN) -> Swept:
    """Give what came of one hub."""
    return next(each for each in found.hubs if each.file_id == hub)


def live(database: Database, seed: int = 0, hub: UUID = OWN) -> None:
    """Live weeks by chance."""
    with database.writing(WHOLE) as session:
        by_chance(session, hub, seed)


def deeds(database: Database) -> list[Deed]:
    """Give what was written down."""
    with database.reading(WHOLE) as session:
        return [link.deed for link, _ in AuditLog(session).whole()]


def left(before: Rows, after: Rows) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Give what went: what stayed is as it was, but that a roster may have lost what it was made from."""
    for table, was in before.items():
        assert after[table].keys() <= was.keys()
        for key, row in was.items():
            if key not in after[table]:
                yield table, row
            else:
                changed = [k for k, value in enumerate(row) if after[table][key][k] != value]
                assert not changed or (table == "RosterVersion" and after[table][key][changed[0]] is None)


def last_day(table: str, row: tuple[Any, ...]) -> date:
    """Say, without anything of what is tested, the last day a row says something of; the day of an entry."""
    days = [value for value in row if isinstance(value, date) and not isinstance(value, datetime)]
    moments = [value.date() for value in row if isinstance(value, datetime)]
    weeks = next((v for v in row if isinstance(v, int) and not isinstance(v, bool)), 1) if days else 1
    spans = [day + (weeks if table == "RosterVersion" else 1) * WEEK for day in days]
    return max((*spans, *(moments if table in ("OfferEvent", "RosterVersion") else ())), default=date.min)


EARLIER = ("Job", "Feed", "HubFileVersion", "Recording", "LeaveRequest", "LeaveEvent", "LeaveClosing")
"""Tables of which something goes before its fifteen years, or that say no day of it."""


@pytest.mark.parametrize("seed", range(3))
def test_all_that_is_due_goes_and_nothing_else(database: Database, seed: int) -> None:
    """Whatever weeks were lived: as foreseen, in both kinds of database with every reference whole."""
    live(database, seed)
    live(database, seed + 100, OTHER)
    before, other = rows(database, OWN), rows(database, OTHER)
    foreseen = foresee(database, HALFWAY)
    assert (rows(database, OWN), rows(database, OTHER)) == (before, other)
    found = sweep(database, HALFWAY)
    assert found == foreseen
    gone = list(left(before, rows(database, OWN)))
    assert len(gone) == sum(swept(found).counts.values())
    limit = date(2026, 7, 1)
    for table, row in gone:
        # nothing younger than fifteen years, but what was never published
        if table not in EARLIER and RosterStatus.DRAFT not in row:
            assert last_day(table, row) < limit, (table, row)
    for table in ("Week", "Booking", "KeptOffer", "ToldChange", "KeptLock"):
        for row in rows(database, OWN)[table].values():
            monday = next(v for v in row if isinstance(v, date) and not isinstance(v, datetime))
            assert monday + 10 * WEEK >= limit, (table, row)  # with an entry nine weeks later
    assert sum(swept(sweep(database, HALFWAY)).counts.values()) == 0
    whole(database)


def whole(database: Database) -> None:
    """Every reference leads somewhere, nothing is left open, and the log is as it was written."""
    with database.owning() as connection:
        if not database.is_postgresql:
            assert connection.execute(text("pragma foreign_key_check")).all() == []
    with database.reading(WHOLE) as session:
        assert session.scalars(select(Erasing)).all() == []
    assert verify(database) == []


STAYS = {
    "AccountPerson": "goes with the account",
    "ApiKey": "until it is revoked",
    "Erasing": "never kept",
    "FeedBody": "made anew",
    "HubFile": "the hub itself",
    "Message": "90 days, by what sends",
    "MessageAttempt": "90 days, by what sends",
    "RecordHold": "for good: what was held",
    "RecordsPolicyVersion": "for good: by which policy was erased",
    "Webhook": "until it is taken away",
}
"""Tables of a hub that retention leaves alone, and why; every other is emptied but for what is in use."""


def test_every_table_of_a_hub_is_erased_in_the_end(database: Database) -> None:
    """Or stands above with its reason: whoever adds a table has to say how long it is kept."""
    live(database)
    filled = {table for table, there in rows(database, OWN).items() if there}
    assert filled == {each.__name__ for each in _tables()} - (STAYS.keys() - {"HubFile"})
    sweep(database, AGES_ON)
    after = rows(database, OWN)
    kept = {table: there for table, there in after.items() if there and table not in STAYS}
    assert kept.keys() == {"Feed", "HubFileVersion", "Job"}  # the newest, what is open, and what goes on
    assert [len(kept[table]) for table in ("Feed", "HubFileVersion")] == [1, _versions_needed(kept)]
    whole(database)


def _tables() -> list[type[Any]]:
    return [each.class_ for each in Table.registry.mappers if issubclass(each.class_, OfHub)]


def _versions_needed(kept: Rows) -> int:
    """Give how many versions of the file there are from the first that an open job needs to the newest."""
    numbers = sorted(key[1] for key in kept["HubFileVersion"])
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
    return len(numbers)


def test_each_week_is_written_down_in_counts(database: Database) -> None:
    """By the service, with nobody's name or code; how many of what stands in each entry."""
    with database.writing(WHOLE) as session:
        life = Life(session, OWN)
        life.file(FIRST - WEEK)
        life.worked(FIRST, life.published(FIRST), at(FIRST + WEEK))
        life.published(FIRST + WEEK)
    found = swept(sweep(database, at(date(2041, 2, 10))))
    assert found.weeks == (FIRST,)
    assert [(deed.actor, deed.action, deed.subject) for deed in deeds(database)] == [
        ("service", Did.ERASED_RECORDS, "what is closed: drafts asked for 2"),
        (
            "service",
            Did.ERASED_RECORDS,
            "week of 2 Feb 2026: versions of rosters 5, recordings of time worked 1, weeks in force 1, "
            "bookings 1, offers 1, answers and changes of offers 2, calendar events 1, changes with their "
            "notice 1, things fixed by hand 1",
        ),
        ("service", Did.ERASED_RECORDS, "what nothing needs: versions of rosters 1"),
    ]
    assert counted(Counter({Kind.OFFER: 2, Kind.ROSTER: 1})) == "versions of rosters 1, offers 2"


def test_a_record_is_kept_to_the_last_day(database: Database) -> None:
    """By the clock of London: one second before midnight of its last day, and one after."""
    with database.writing(WHOLE) as session:
        life = Life(session, OWN)
        life.file(FIRST - WEEK)
        life.published(FIRST + 20 * WEEK)  # ends on 29 June 2026, whose midnight is at 23:00 UTC
    kept = rows(database, OWN)["Week"]
    sweep(database, at(date(2041, 6, 29), "22:59:59"))
    assert rows(database, OWN)["Week"] == kept
    assert swept(sweep(database, at(date(2041, 6, 29), "23:00:01"))).weeks == (FIRST + 20 * WEEK,)
    assert rows(database, OWN)["Week"] == {}


def test_a_hold_keeps_and_lifted_lets_go(database: Database) -> None:
    """What it covers is untouched, and said; once it is lifted the next sweep takes all of it."""
    with database.writing(WHOLE) as session:
        life = Life(session, OWN)
        life.file(FIRST - WEEK)
        for k in range(4):
            life.published(FIRST + k * WEEK)
    span = Span(FIRST + WEEK, FIRST + WEEK + timedelta(days=1))  # a Sunday's night ends on its first day
    hold = place_hold(database, WHOLE, OWN, span, "Inquiry 12", PLACED, actor="account 1")
    before = rows(database, OWN)
    found = swept(sweep(database, AGES_ON))
    assert found.weeks == (FIRST + 2 * WEEK, FIRST + 3 * WEEK)
    assert found.held == ((hold, (FIRST, FIRST + WEEK)),)
    after = rows(database, OWN)
    for table in ("Week", "Booking", "KeptOffer", "OfferEvent", "Told", "RosterVersion", "Job"):
        assert len(after[table]) * 2 == len(before[table]), table
    assert after["HubFileVersion"] == before["HubFileVersion"]
    lift_hold(database, WHOLE, OWN, hold.id, PLACED, actor="account 1")
    assert swept(sweep(database, AGES_ON)).weeks == (FIRST, FIRST + WEEK)
    assert rows(database, OWN)["Week"] == {}
    whole(database)


class Broken(Exception):
    """The process died here."""


@contextmanager
def broken_at(database: Database, step: int) -> Iterator[None]:
    """Break whatever is done off before its so-manieth deletion."""
    steps = count(1)

    def break_off(*given: object) -> None:
        if str(given[2]).startswith("DELETE") and next(steps) == step:
            raise Broken

    event.listen(database.engine, "before_cursor_execute", break_off)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", break_off)


@pytest.mark.parametrize("step", range(1, 24, 4))
def test_a_sweep_broken_off_leaves_weeks_whole(database: Database, step: int) -> None:
    """Each week stands with all of its rows or none, and the next sweep goes on to the same end."""
    with database.writing(WHOLE) as session:
        life = Life(session, OWN)
        life.file(FIRST - WEEK)
        for k in range(2):
            life.worked(FIRST + k * WEEK, life.published(FIRST + k * WEEK), at(FIRST + 3 * WEEK))
    before = rows(database, OWN)
    with broken_at(database, step), pytest.raises(Broken):
        sweep(database, AGES_ON)
    after = rows(database, OWN)
    for monday in (FIRST, FIRST + WEEK):
        whole_weeks = [_of_week(each, monday) for each in (before, after)]
        assert whole_weeks[1] in (whole_weeks[0], Counter()), monday
    whole(database)
    sweep(database, AGES_ON)
    assert _of_week(rows(database, OWN), FIRST) == _of_week(rows(database, OWN), FIRST + WEEK) == Counter()
    whole(database)


def _of_week(found: Rows, monday: date) -> Counter[str]:
    tables = ("Week", "Booking", "KeptOffer", "Told", "ToldChange", "KeptLock")
    return +Counter({table: sum(monday in row for row in found[table].values()) for table in tables})


def test_details_of_the_log_go_by_the_policy_of_their_hub(database: Database) -> None:
    """Six years after the day, unless a hold is about it; the chain is whole without them."""
    with database.writing(WHOLE) as session:
        for hub in (OWN, OTHER):
            Life(session, hub).file(FIRST)
        for concerned in (OWN, OTHER, None):
            for day in (0, 1):
                moment = at(FIRST + timedelta(days=day))
                record(session, "key 1", Did.LOOKED, moment, file_id=concerned, detail=Detail(words="x"))
    hold = place_hold(database, WHOLE, OTHER, Span(FIRST, FIRST), "Inquiry 12", PLACED, actor="key 1")
    last = at(date(2032, 2, 2))
    assert sweep(database, last).details == {}
    after = last + timedelta(days=1)
    assert foresee(database, after).details == {OWN: 1}  # a hold of any hub keeps what concerns none
    assert sweep(database, after).details == {OWN: 1}
    assert sweep(database, after + timedelta(days=1)).details == {OWN: 1, OTHER: 1, None: 1}
    assert verify(database) == []
    lift_hold(database, WHOLE, OTHER, hold.id, PLACED, actor="key 1")
    assert sweep(database, after + timedelta(days=2)).details == {OTHER: 3, None: 1}
    assert verify(database) == []
