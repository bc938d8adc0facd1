"""Leave decided on: in the hub's file, in calendars, told to its person, written down, and taken out."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar as Read

from hub_roster.domain.people import Leave
from hub_roster.exchange.calendars import Privacy
from hub_roster.service.audit import Did
from hub_roster.service.feeds.building import Showing
from hub_roster.service.feeds.links import Wanted as Link
from hub_roster.service.feeds.links import make
from hub_roster.service.leave.asking import NotDecided, request_of, take_back
from hub_roster.service.leave.deciding import OF, Decided, Decision, DutiesStand
from hub_roster.service.publishing.checklist import Weight
from hub_roster.service.publishing.publishing import checked
from hub_roster.store.audit_log import AuditLog
from hub_roster.store.database import Database
from hub_roster.store.feeds import Calendar, Feeds
from hub_roster.store.hub_files import Made
from hub_roster.store.leave_requests import LeaveNow, LeaveRequests
from hub_roster.store.messages import Messages
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import FeedKind, LeaveEventKind, LeaveGround, LeaveState, News
from tests import tiny
from tests.service.kept import MADE, keep_file, later, let_hold
from tests.service.leave.asked import HUB, asked, away, decided, number, states

DECLINE = Decided(Decision.DECLINE, LeaveGround.COVER)
WEDNESDAY = Made("manager", datetime(2026, 2, 4, 12, tzinfo=UTC))
TUESDAY_TO_THURSDAY = [tiny.on(day) for day in ("Tue", "Wed", "Thu")]


@pytest.fixture
def kept(database: Database) -> Database:
    """Keep a hub."""
    keep_file(database, HUB)
    return database


def told(database: Database) -> list[tuple[str | None, News]]:
    """Give who is to be told of what."""
    with database.reading(WHOLE) as session:
        return [(each.person, each.news) for each in Messages(session).listed(HUB.id)]


def want_back(database: Database, request: LeaveNow) -> LeaveNow:
    """Let its person ask to have leave cancelled."""
    with database.writing(WHOLE) as session:
        now = request_of(session, HUB.id, request.leave.id)
        return take_back(session, now, later(20), actor="ann")


def test_approved_leave_stands_in_the_hub_s_file(kept: Database) -> None:
    """As a version that follows; its person is told, and the log names the version."""
    request = decided(kept, asked(kept, "Tue", "Thu"))
    assert (request.state, request.changed.by) == (LeaveState.APPROVED, "manager")
    assert away(kept) == TUESDAY_TO_THURSDAY
    assert number(kept) == 2
    assert told(kept) == [("ann", News.LEAVE)]
    with kept.reading(WHOLE) as session:
        last = [link.deed for link, _ in AuditLog(session).whole()][-1]
    said = f"leave {request.leave.id}, approved, version 2 of the hub's file"
    assert (last.action, last.subject) == (Did.DECIDED_LEAVE, said)


def test_what_is_declined_changes_nothing_but_is_told(kept: Database) -> None:
    """With its ground; the hub's file stays."""
    request = decided(kept, asked(kept, "Tue"), DECLINE)
    assert (request.state, request.ground) == (LeaveState.DECLINED, LeaveGround.COVER)
    assert (number(kept), away(kept)) == (1, [])
    assert told(kept) == [("ann", News.LEAVE)]


@pytest.mark.parametrize("decision", Decision)
@pytest.mark.parametrize("state", LeaveState)
def test_only_what_fits_a_request_is_decided_of_it(
    kept: Database, decision: Decision, state: LeaveState
) -> None:
    """Whatever does not is refused in words, and nothing is kept of it."""
    request = asked(kept, "Tue")
    if state in (LeaveState.APPROVED, LeaveState.CANCEL_ASKED, LeaveState.CANCELLED):
        decided(kept, request)
    if state in (LeaveState.WITHDRAWN, LeaveState.CANCEL_ASKED):
        want_back(kept, request)
    if state is LeaveState.CANCELLED:
        decided(kept, request, Decision.CANCEL)
    if state is LeaveState.DECLINED:
        decided(kept, request, DECLINE)
    before = number(kept)
    given = DECLINE if decision is Decision.DECLINE else Decided(decision)
    if state in OF[decision]:
        assert decided(kept, request, given).state is not LeaveState.ASKED
        return
    with pytest.raises(NotDecided, match=f"is {state} already"):
        decided(kept, request, given)
    assert (states(kept), number(kept)) == ([state], before)


def test_a_ground_belongs_to_what_is_declined(kept: Database) -> None:
    """There it is asked for, and nowhere else taken."""
    request = asked(kept, "Tue")
    with pytest.raises(NotDecided, match="on which ground"):
        decided(kept, request, Decision.DECLINE)
    with pytest.raises(NotDecided, match="nowhere else"):
        decided(kept, request, Decided(Decision.APPROVE, LeaveGround.LATE))
    assert states(kept) == [LeaveState.ASKED]


def test_nobody_decides_on_their_own_leave(kept: Database) -> None:
    """A manager who works there too asks like everybody else."""
    with pytest.raises(NotDecided, match="their own leave"):
        decided(kept, asked(kept, "Tue", person="ben"))


def test_cancelled_leave_is_out_of_the_file_again(kept: Database) -> None:
    """Only that: other leave of the same person, and of others, stays."""
    decided(kept, asked(kept, "Fri"))
    request = decided(kept, asked(kept, "Tue", "Thu"))
    decided(kept, request, Decision.CANCEL)
    assert states(kept) == [LeaveState.CANCELLED, LeaveState.APPROVED]
    assert away(kept) == [tiny.on("Fri")]
    assert number(kept) == 4


def test_of_leave_that_has_begun_what_is_taken_stays(kept: Database) -> None:
    """On the Wednesday the Tuesday is over: from that day on they are there again."""
    request = decided(kept, asked(kept, "Tue", "Thu"))
    decided(kept, request, Decision.CANCEL, WEDNESDAY)
    assert away(kept) == [tiny.on("Tue")]


def test_leave_that_is_over_is_not_approved_or_cancelled(kept: Database) -> None:
    """What was never decided on can still be declined, so that it waits no more."""
    held, waiting = decided(kept, asked(kept, "Mon")), asked(kept, "Tue")
    with pytest.raises(NotDecided, match="are over"):
        decided(kept, held, Decision.CANCEL, WEDNESDAY)
    with pytest.raises(NotDecided, match="are over"):
        decided(kept, waiting, Decision.APPROVE, WEDNESDAY)
    assert decided(kept, waiting, DECLINE, WEDNESDAY).state is LeaveState.DECLINED


def test_a_change_of_mind_is_decided_on_too(kept: Database) -> None:
    """Kept, the leave holds as before and the file is as it was; all of it stays in order."""
    request = decided(kept, asked(kept, "Tue"))
    want_back(kept, request)
    assert decided(kept, request, Decision.KEEP, later(30)).state is LeaveState.APPROVED
    assert (away(kept), number(kept)) == ([tiny.on("Tue")], 2)
    want_back(kept, request)
    assert decided(kept, request, Decision.CANCEL, later(40)).state is LeaveState.CANCELLED
    assert away(kept) == []
    with kept.reading(WHOLE) as session:
        happened = [each.kind for each in LeaveRequests(session).happened(request.leave.id)]
    asks = LeaveEventKind.CANCEL_ASKED
    assert happened == [
        LeaveEventKind.ASKED,
        LeaveEventKind.APPROVED,
        asks,
        LeaveEventKind.KEPT,
        asks,
        LeaveEventKind.CANCELLED,
    ]


def test_leave_a_workbook_has_brought_already_is_not_put_in_twice(kept: Database) -> None:
    """Approved, it stands as it is; and cancelled after another workbook left it out, nothing is changed."""
    request = asked(kept, "Tue")
    row = Leave(person="ann", first_day=tiny.on("Tue"), last_day=tiny.on("Tue"))
    keep_file(kept, HUB.edited(leave=(row,)), after=1)
    decided(kept, request)
    assert number(kept) == 2
    keep_file(kept, HUB, after=2)
    decided(kept, request, Decision.CANCEL)
    assert (number(kept), states(kept)) == (3, [LeaveState.CANCELLED])


def test_other_days_in_the_file_are_not_guessed_at(kept: Database) -> None:
    """A workbook has made more of it meanwhile: whoever cancels it is sent there."""
    request = decided(kept, asked(kept, "Tue"))
    row = Leave(person="ann", first_day=tiny.on("Mon"), last_day=tiny.on("Wed"))
    keep_file(kept, HUB.edited(leave=(row,)), after=2)
    with pytest.raises(NotDecided, match="put them right there first"):
        decided(kept, request, Decision.CANCEL)
    assert states(kept) == [LeaveState.APPROVED]


def test_somebody_who_has_left_is_not_put_back(kept: Database) -> None:
    """Their request can be declined."""
    request = asked(kept, "Tue", person="cat")
    stayed = tuple(each for each in HUB.people if each.key != "cat")
    heron = tiny.young("Heron", key_worker="ann", deputy="ben")
    keep_file(kept, HUB.edited(people=stayed, young_people=(heron,)), after=1)
    with pytest.raises(NotDecided, match="any more"):
        decided(kept, request)
    assert decided(kept, request, DECLINE).state is LeaveState.DECLINED


# Work by rosters in force -------------------------------------------------------------------------


def test_work_in_these_days_is_looked_at_before(kept: Database) -> None:
    """Approved with its assignments named, it stands as a breach until it is given to somebody else."""
    version = let_hold(kept, tiny.roster(HUB, ann="early Tue, early Fri", ben="early Wed"))
    request = asked(kept, "Tue", "Thu")
    with pytest.raises(DutiesStand) as refused:
        decided(kept, request)
    assert [(each.post, each.short) for each in refused.value.held.duties] == [("Early, Oak", 1)]
    assert states(kept) == [LeaveState.ASKED]
    seen = Decided(Decision.APPROVE, duties_seen=refused.value.held.ids)
    assert decided(kept, request, seen).state is LeaveState.APPROVED
    items = checked(kept, WHOLE, version.id).of(Weight.REFUSES)
    assert [(each.whom, each.tasks) for each in items] == [("ann", ("Oak/2026-02-03/early",))]


def test_work_named_that_is_not_theirs_was_not_looked_at(kept: Database) -> None:
    """Something changed since: it is looked at again."""
    let_hold(kept, tiny.roster(HUB, ann="early Tue"))
    request = asked(kept, "Tue")
    with pytest.raises(DutiesStand):
        decided(kept, request, Decided(Decision.APPROVE, duties_seen=frozenset({HUB.id})))


# Calendars ----------------------------------------------------------------------------------------


def leave_told(database: Database) -> dict[date, tuple[str, int]]:
    """Give what the calendar of leave says: by first day its summary and sequence."""
    with database.reading(WHOLE) as session:
        body = Feeds(session).body(Calendar(HUB.id, FeedKind.LEAVE, "Hub", Privacy.POST_ONLY))
    assert body is not None
    calendar: Any = Read.from_ical(gzip.decompress(body.ics))
    return {
        each["DTSTART"].dt: (str(each["SUMMARY"]), int(each["SEQUENCE"])) for each in calendar.walk("VEVENT")
    }


def test_the_calendar_of_leave_follows(kept: Database) -> None:
    """Approved it is there, and cancelled struck out, by the same event."""
    with kept.writing(WHOLE) as session:
        link = Link(kind=FeedKind.LEAVE, key="Hub", level=Privacy.POST_ONLY, name="office")
        make(session, b"a secret of the tests, and of no use elsewhere", HUB.id, link, MADE, Showing())
    assert leave_told(kept) == {}
    request = decided(kept, asked(kept, "Tue", "Thu"))
    assert leave_told(kept) == {tiny.on("Tue"): ("Leave: ann", 0)}
    decided(kept, request, Decision.CANCEL, later(30))
    assert leave_told(kept) == {tiny.on("Tue"): ("Cancelled: Leave: ann", 1)}
