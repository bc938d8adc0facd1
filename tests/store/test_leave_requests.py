"""Requests for leave kept: what happened to one stays as it was written, and of two at once one counts."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError, IntegrityError

from hub_roster.store.database import Database
from hub_roster.store.hub_files import NotThere
from hub_roster.store.leave_requests import (
    LIVE,
    STANDS,
    LeaveAsked,
    LeaveHappened,
    LeaveNow,
    LeaveRequests,
    Wanted,
)
from hub_roster.store.scope import WHOLE, Scope
from hub_roster.store.tables import LeaveEvent, LeaveEventKind, LeaveGround, LeaveState
from tests import tiny
from tests.service.kept import MADE, keep_file, later

HUB = tiny.hub(tiny.people("ann ben"))


@pytest.fixture
def kept(database: Database) -> Database:
    """Keep a hub."""
    keep_file(database, HUB)
    return database


def asked(database: Database, person: str, first: str, last: str) -> LeaveNow:
    """Ask for leave from one day of the week to another."""
    leave = LeaveAsked(uuid4(), HUB.id, person, tiny.on(first), tiny.on(last), late=False)
    with database.writing(WHOLE) as session:
        return LeaveRequests(session).add(leave, MADE)


def test_what_happened_is_not_changed(kept: Database) -> None:
    """The database itself refuses, whoever asks."""
    leave = asked(kept, "ann", "Mon", "Tue").leave
    with pytest.raises(DatabaseError, match="stays as it was written"), kept.writing(WHOLE) as session:
        session.execute(update(LeaveEvent).values(by="somebody else"))
    with kept.reading(WHOLE) as session:
        assert [each.made for each in LeaveRequests(session).happened(leave.id)] == [MADE]


def test_each_event_says_how_it_stands(kept: Database) -> None:
    """Whatever happened last, with who did it and on which ground; all of it stays, counted from 1."""
    assert set(STANDS) == set(LeaveEventKind)
    leave = asked(kept, "ann", "Mon", "Tue").leave
    happened = LeaveHappened(LeaveEventKind.DECLINED, later(5), LeaveGround.COVER)
    with kept.writing(WHOLE) as session:
        now = LeaveRequests(session).settle(leave.id, happened)
        assert LeaveRequests(session).request(leave.id) == now
        events = LeaveRequests(session).happened(leave.id)
    assert (now.state, now.number, now.ground) == (LeaveState.DECLINED, 2, LeaveGround.COVER)
    assert (now.asked, now.changed) == (MADE, later(5))
    assert [(each.number, each.kind) for each in events] == [
        (1, LeaveEventKind.ASKED),
        (2, LeaveEventKind.DECLINED),
    ]


def test_one_number_stands_for_one_event(kept: Database) -> None:
    """Two who would decide on the same state cannot both be written down."""
    leave = asked(kept, "ann", "Mon", "Tue").leave
    with pytest.raises(IntegrityError), kept.writing(WHOLE) as session:
        session.add(
            LeaveEvent(
                request=leave.id, number=1, file_id=HUB.id, kind=LeaveEventKind.APPROVED, at=MADE.at, by="x"
            )
        )


def test_they_are_found_by_state_person_and_days(kept: Database) -> None:
    """In order of their first days; a day at either end is one of them."""
    late, early, other = (
        asked(kept, *given) for given in (("ann", "Thu", "Fri"), ("ann", "Mon", "Tue"), ("ben", "Tue", "Wed"))
    )
    with kept.writing(WHOLE) as session:
        LeaveRequests(session).settle(other.leave.id, LeaveHappened(LeaveEventKind.WITHDRAWN, MADE))

    def found(wanted: Wanted) -> list[LeaveAsked]:
        with kept.reading(WHOLE) as session:
            return [each.leave for each in LeaveRequests(session).listed(HUB.id, wanted)]

    assert found(Wanted()) == [early.leave, other.leave, late.leave]
    assert found(Wanted(states=LIVE)) == [early.leave, late.leave]
    assert found(Wanted(people={"ben"})) == [other.leave]
    assert found(Wanted(first_day=tiny.on("Tue"), last_day=tiny.on("Wed"))) == [early.leave, other.leave]
    assert found(Wanted(first_day=tiny.on("Wed"), last_day=tiny.on("Wed"))) == [other.leave]
    assert found(Wanted(first_day=date(2027, 1, 1))) == []


def test_a_page_goes_on_after_the_one_before(kept: Database) -> None:
    """By first day and id, so that two of one day are both listed once."""
    all_of_them = [asked(kept, person, "Mon", "Mon").leave for person in ("ann", "ben")]
    all_of_them.sort(key=lambda leave: leave.id)
    all_of_them.append(asked(kept, "ann", "Tue", "Tue").leave)
    with kept.reading(WHOLE) as session:
        requests = LeaveRequests(session)
        for k, leave in enumerate(all_of_them):
            after = (leave.first_day, leave.id)
            listed = requests.listed(HUB.id, Wanted(), after, most=1)
            assert [each.leave for each in listed] == all_of_them[k + 1 : k + 2]


def test_another_hub_s_are_not_there(kept: Database) -> None:
    """Outside the scope there is no such request."""
    leave = asked(kept, "ann", "Mon", "Tue").leave
    with kept.reading(Scope.of(uuid4())) as session:
        assert LeaveRequests(session).listed(HUB.id, Wanted()) == []
        with pytest.raises(NotThere):
            LeaveRequests(session).request(leave.id)


def test_its_days_are_those_of_the_calendar(kept: Database) -> None:
    """Over the night the clocks go forward too: days are dates, both ends included."""
    leave = LeaveAsked(uuid4(), HUB.id, "ann", date(2026, 3, 28), date(2026, 3, 30), late=False)
    assert leave.days == tuple(date(2026, 3, 28) + timedelta(days=k) for k in range(3))
