"""Leave asked for: days alone, everything that stands against them at once, and taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from hub_roster.domain.people import Leave
from hub_roster.service.audit import Detail, Did
from hub_roster.service.leave.asking import MOST_DAYS, Days, NotAsked, NotDecided, ask, request_of, take_back
from hub_roster.service.leave.deciding import Decided, Decision
from hub_roster.store.audit_log import AuditLog
from hub_roster.store.database import Database
from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.leave_closings import Closing, LeaveClosings
from hub_roster.store.leave_requests import LeaveNow
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import LeaveGround, LeaveState
from tests import tiny
from tests.service.kept import MADE, keep_file, later
from tests.service.leave.asked import HUB, asked, decided, number, states

DECLINE = Decided(Decision.DECLINE, LeaveGround.COVER)


@pytest.fixture
def kept(database: Database) -> Database:
    """Keep a hub, in whose file Ann is away on the Thursday of the week after."""
    row = Leave(person="ann", first_day=tiny.on("Thu+1"), last_day=tiny.on("Thu+1"))
    keep_file(database, HUB.edited(leave=(row,)))
    return database


def back(database: Database, kept: LeaveNow, made: Made | None = None) -> LeaveNow:
    """Take leave back."""
    with database.writing(WHOLE) as session:
        return take_back(session, request_of(session, HUB.id, kept.leave.id), made or later(5), actor="ann")


def against(database: Database, days: Days, made: Made = MADE) -> list[str]:
    """Give what stands against some days, by the part of them it is about."""
    with pytest.raises(NotAsked) as refused, database.writing(WHOLE) as session:
        ask(session, HUB.id, days, made, actor="ann")
    return [each.place for each in refused.value.reasons]


def test_asking_leaves_the_hub_s_file_as_it_was(kept: Database) -> None:
    """Nobody is away until a manager says so; the log says who asked, and nothing of the days."""
    request = asked(kept, "Tue", "Wed")
    assert (request.state, request.leave.late, request.number) == (LeaveState.ASKED, False, 1)
    assert number(kept) == 1
    with kept.reading(WHOLE) as session:
        ((link, detail),) = AuditLog(session).whole()
    assert (link.deed.action, link.deed.subject) == (
        Did.REQUESTED_LEAVE,
        f"leave {request.leave.id}, asked for",
    )
    assert detail is not None
    assert detail.content is not None
    assert Detail.model_validate_json(detail.content) == Detail(people=("ann",))


def test_all_that_stands_against_it_is_told_at_once(kept: Database) -> None:
    """Somebody nobody knows, days that are over, and in the wrong order."""
    days = Days("nobody", date(2026, 1, 28), date(2026, 1, 27))
    assert against(kept, days) == ["person", "last_day", "first_day"]
    assert states(kept) == []


@pytest.mark.parametrize(("length", "fits"), [(MOST_DAYS, True), (MOST_DAYS + 1, False)])
def test_a_long_absence_is_not_asked_for(kept: Database, length: int, fits: bool) -> None:
    """It is for the hub's file; a quarter of a year is the most."""
    first = date(2026, 6, 1)
    days = Days("ann", first, date.fromordinal(first.toordinal() + length - 1))
    if fits:
        with kept.writing(WHOLE) as session:
            assert ask(session, HUB.id, days, MADE, actor="ann").leave.last_day == date(2026, 8, 31)
    else:
        assert against(kept, days) == ["last_day"]


def test_a_year_written_wrong_is_a_slip(kept: Database) -> None:
    """More than two years ahead nobody asks."""
    assert against(kept, Days("ann", date(2206, 2, 3), date(2206, 2, 3))) == ["last_day"]


def test_the_same_days_are_asked_for_once(kept: Database) -> None:
    """One sentence names all leave there is in them, whether it is asked for or in the hub's file."""
    asked(kept, "Tue+1", "Wed+1")
    days = Days("ann", tiny.on("Wed+1"), tiny.on("Fri+1"))
    with pytest.raises(NotAsked) as refused, kept.writing(WHOLE) as session:
        ask(session, HUB.id, days, MADE, actor="ann")
    (reason,) = refused.value.reasons
    assert "10 Feb 2026 to 11 Feb 2026, 12 Feb 2026." in reason.words
    assert asked(kept, "Wed+1", "Fri+1", person="ben").state is LeaveState.ASKED
    assert asked(kept, "Fri+1").state is LeaveState.ASKED


@pytest.mark.parametrize("how", ["withdrawn", "declined"])
def test_days_that_were_not_given_can_be_asked_for_again(kept: Database, how: str) -> None:
    """What was withdrawn or declined stands in nobody's way."""
    request = asked(kept, "Tue")
    back(kept, request) if how == "withdrawn" else decided(kept, request, DECLINE)
    assert asked(kept, "Tue").state is LeaveState.ASKED


@pytest.mark.parametrize(
    ("closes_on", "late"), [(None, True), (date(2026, 1, 29), True), (date(2026, 1, 30), False)]
)
def test_what_is_late_is_taken_and_marked(kept: Database, closes_on: date | None, late: bool) -> None:
    """Asked on 30 January: on the last day it is in time; what is closed to leave is always late."""
    with kept.writing(WHOLE) as session:
        closing = Closing(tiny.on("Wed"), tiny.on("Fri"), "Inspection", closes_on)
        LeaveClosings(session).replace(HUB.id, [closing], MADE)
    assert asked(kept, "Tue", "Wed").leave.late == late
    assert not asked(kept, "Sat").leave.late


def test_the_day_somebody_asks_on_is_that_of_their_clock(kept: Database) -> None:
    """Half past eleven at night by UTC is the next day in summer: one day too late."""
    with kept.writing(WHOLE) as session:
        closing = Closing(date(2026, 8, 3), date(2026, 8, 9), "Holidays", date(2026, 6, 30))
        LeaveClosings(session).replace(HUB.id, [closing], MADE)
    for day, at in ((date(2026, 8, 3), 22), (date(2026, 8, 4), 23)):
        made = Made("ann", datetime(2026, 6, 30, at, 30, tzinfo=UTC))
        with kept.writing(WHOLE) as session:
            assert ask(session, HUB.id, Days("ann", day, day), made, actor="ann").leave.late == (at == 23)


def test_a_request_is_taken_back_while_nobody_has_decided(kept: Database) -> None:
    """Once: then it is over."""
    request = asked(kept, "Tue")
    assert back(kept, request).state is LeaveState.WITHDRAWN
    with pytest.raises(NotDecided, match="withdrawn already"):
        back(kept, request)


def test_approved_leave_is_taken_back_by_asking(kept: Database) -> None:
    """It holds until a manager cancels it; once is enough, and what is over stays."""
    request = decided(kept, asked(kept, "Tue"))
    assert back(kept, request).state is LeaveState.CANCEL_ASKED
    with pytest.raises(NotDecided, match="asked for already"):
        back(kept, request)
    other = decided(kept, asked(kept, "Wed"))
    with pytest.raises(NotDecided, match="is over"):
        back(kept, other, Made("ann", datetime(2026, 2, 5, 12, tzinfo=UTC)))


def test_a_request_of_another_hub_is_not_there(kept: Database) -> None:
    """By whatever id."""
    keep_file(kept, tiny.hub(tiny.people("ann"), id=UUID(int=2)))
    request = asked(kept, "Tue")
    with kept.reading(WHOLE) as session, pytest.raises(NotThere):
        request_of(session, UUID(int=2), request.leave.id)


def test_nobody_can_be_away_who_is_yet_to_be_named(database: Database) -> None:
    """An agency's place is no person."""
    keep_file(database, tiny.hub(tiny.person("agency", unnamed=True, employment="agency")))
    assert against(database, Days("agency", tiny.on("Tue"), tiny.on("Tue"))) == ["person"]
