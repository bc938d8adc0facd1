"""Bookings: nobody is in two places at once, whichever hubs' rosters say so."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from hub_roster.domain.roster import Roster
from hub_roster.store.bookings import Bookings, DoubleBooking, Taken
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.rosters import Rosters, Version
from hub_roster.store.scope import WHOLE, Scope
from hub_roster.store.tables import Booking
from tests import tiny

ALDER, ELM = UUID(int=1), UUID(int=2)
MADE = Made("ann", datetime(2026, 2, 2, 12, tzinfo=UTC))


def at(hour: int) -> datetime:
    """Give an hour of Monday, or of the days after from 24 on."""
    return datetime(2026, 2, 2, tzinfo=UTC) + timedelta(hours=hour)


def taken(start: int, end: int, who: str = "NYC:17") -> Taken:
    """Give a span of somebody."""
    return Taken(who, at(start), at(end))


@pytest.fixture
def two(database: Database) -> Database:
    """Give a database with two hubs' files."""
    with database.writing(WHOLE) as session:
        for file_id in (ALDER, ELM):
            HubFiles(session).add(tiny.hub(id=file_id), MADE, after=0)
    return database


def publish(database: Database, file_id: UUID, *spans: Taken, weeks: int = 1) -> Version:
    """Keep a roster of a hub and book its spans, within that hub's scope."""
    with database.writing(Scope.of(file_id)) as session:
        roster = Roster(problem_id=file_id, first_day=tiny.MONDAY, weeks=weeks)
        version = Rosters(session).add(uuid4(), roster, 1, MADE, None)
        Bookings(session).swap(version, spans)
    return version


def booked(database: Database) -> int:
    """Count the bookings there are."""
    with database.reading(WHOLE) as session:
        return session.scalar(select(func.count()).select_from(Booking)) or 0


@pytest.mark.parametrize(("start", "end"), [(7, 15), (14, 20), (6, 8), (9, 10), (0, 24)])
def test_another_hub_cannot_have_the_same_person_meanwhile(two: Database, start: int, end: int) -> None:
    """However the spans overlap; what stands against it is told, and nothing of it is kept."""
    publish(two, ALDER, taken(7, 15))
    with pytest.raises(DoubleBooking) as refused:
        publish(two, ELM, taken(30, 38), taken(start, end))
    assert refused.value.taken == (taken(7, 15),)
    assert booked(two) == 1


def test_one_span_may_begin_as_another_ends(two: Database) -> None:
    """And other people at the same time are other people."""
    publish(two, ALDER, taken(7, 15))
    publish(two, ELM, taken(15, 23), taken(7, 15, "NYC:18"))
    assert booked(two) == 3


def test_one_roster_cannot_take_somebody_twice(two: Database) -> None:
    """Its own spans are held against each other too."""
    with pytest.raises(DoubleBooking) as refused:
        publish(two, ALDER, taken(7, 15), taken(14, 22))
    assert refused.value.taken == (taken(7, 15), taken(14, 22))
    assert booked(two) == 0


def test_a_roster_published_again_takes_its_own_place(two: Database) -> None:
    """What the version before held is free again for it."""
    publish(two, ALDER, taken(7, 15), taken(30, 38))
    publish(two, ALDER, taken(8, 16))
    assert booked(two) == 1


def test_the_weeks_beside_are_left_alone(two: Database) -> None:
    """One week of a longer roster published anew frees that week."""
    publish(two, ALDER, taken(7, 15), taken(7 * 24 + 7, 7 * 24 + 15), weeks=2)
    publish(two, ALDER, taken(9, 17))
    assert booked(two) == 2


def test_of_two_at_once_one_is_refused(two: Database) -> None:
    """Two hubs that publish in the same moment cannot both have somebody."""
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def try_it(file_id: UUID) -> None:
        start.wait()
        try:
            publish(two, file_id, taken(7, 15))
            outcomes.append("booked")
        except DoubleBooking:
            outcomes.append("refused")

    threads = [threading.Thread(target=try_it, args=(file_id,)) for file_id in (ALDER, ELM)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["booked", "refused"]
    assert booked(two) == 1


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_postgresql_itself_keeps_a_double_booking_out(two: Database) -> None:
    """Whatever goes wrong before: rows that overlap cannot be stored there."""
    version = publish(two, ALDER, taken(7, 15))

    def add_past_the_check() -> None:
        with two.writing(WHOLE) as session:
            row = Booking(file_id=ALDER, roster=version.id, first_day=tiny.MONDAY, who="NYC:17")
            row.starts, row.ends = at(14), at(16)
            session.add(row)

    with pytest.raises(IntegrityError, match="ex_booking_not_twice"):
        add_past_the_check()
