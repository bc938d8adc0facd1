"""What people are told: once, again when it changes, and never before it is agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.roster import Roster, RosterStatus
from hub_roster.service.feeds.telling import TOLD, tell, tellings, told_next
from hub_roster.store.database import Database
from hub_roster.store.scope import WHOLE
from hub_roster.store.told import Telling, Tellings, ToldSoFar
from tests import tiny
from tests.service.feeds.subscribed import (
    AWAY,
    BENS,
    HUB,
    NOON,
    OWN,
    away,
    body,
    events,
    hub_with,
    keep,
    later,
    let_hold,
    subscribe,
    take_leave,
    told,
)

NEXT = tiny.MONDAY + timedelta(days=7)


@pytest.fixture
def hub(database: Database) -> Database:
    """Give a database with the hub, and a link to the calendars of both people and of leave."""
    keep(database)
    subscribe(database, OWN, BENS, AWAY)
    return database


def test_a_duty_moved_twice_is_the_same_event_two_later(hub: Database) -> None:
    """Its UID stays; its sequence counts the changes, and its stamps say when the last one was."""
    found = []
    for day, clock in enumerate(("Wed 10:00", "Wed 11:00", "Thu 11:00")):
        let_hold(hub, tiny.roster(HUB, ann=f"v1 {clock}"), later(day))
        found += events(hub, OWN)
    assert [e["SEQUENCE"] for e in found] == ["0", "1", "2"]
    assert len({e["UID"] for e in found}) == 1
    assert [e["DTSTAMP"] for e in found] == ["20260130T120000Z", "20260131T120000Z", "20260201T120000Z"]
    assert [e["LAST-MODIFIED"] for e in found] == [e["DTSTAMP"] for e in found]
    assert [e["DTSTART"] for e in found] == ["20260204T100000Z", "20260204T110000Z", "20260205T110000Z"]


def test_what_has_not_changed_is_left_alone(hub: Database) -> None:
    """Another's change leaves a calendar as it was, to the byte and to the time it last changed."""
    let_hold(hub, tiny.roster(HUB, ann="early Mon", ben="late Mon"))
    before = body(hub, OWN)
    let_hold(hub, tiny.roster(HUB, ann="early Mon", ben="late Tue"), later(1))
    assert body(hub, OWN) == before
    assert body(hub, BENS).changed_at == later(1)


def test_a_swap_cancels_in_one_calendar_and_is_new_in_the_other(hub: Database) -> None:
    """Each seat keeps its UID with its person, so that two copies in one household never fight."""
    let_hold(hub, tiny.roster(HUB, ann="early Mon", ben="late Mon"))
    first = {e["UID"] for calendar in (OWN, BENS) for e in events(hub, calendar)}
    let_hold(hub, tiny.roster(HUB, ann="late Mon", ben="early Mon"), later(1))
    assert told(hub, OWN) == [
        (r"Cancelled: Early\, Oak", 1, "CANCELLED"),
        (r"Late\, Oak", 0, "CONFIRMED"),
    ]
    assert told(hub, BENS) == [
        (r"Early\, Oak", 0, "CONFIRMED"),
        (r"Cancelled: Late\, Oak", 1, "CANCELLED"),
    ]
    after = [e["UID"] for calendar in (OWN, BENS) for e in events(hub, calendar)]
    assert len(set(after)) == 4
    assert first < set(after)


def test_what_is_told_again_after_cancelling_is_the_same_event(hub: Database) -> None:
    """It stands again under its UID, one change later, and is not cancelled any more."""
    seen = []
    for day, line in enumerate(("early Mon", "", "", "early Mon")):
        let_hold(hub, tiny.roster(HUB, ann=line), later(day))
        seen += events(hub, OWN)
    assert [e["SEQUENCE"] for e in seen] == ["0", "1", "1", "2"]
    assert [e["STATUS"] for e in seen] == ["CONFIRMED", "CANCELLED", "CANCELLED", "CONFIRMED"]
    assert [e["TRANSP"] for e in seen] == ["OPAQUE", "TRANSPARENT", "TRANSPARENT", "OPAQUE"]
    assert len({e["UID"] for e in seen}) == 1


@pytest.mark.parametrize("state", AssignmentState)
def test_an_offer_not_accepted_is_told_to_nobody(hub: Database, state: AssignmentState) -> None:
    """Contracted, accepted and booked work is in calendars; what is still to be answered never is."""
    roster = tiny.roster(HUB, ann="early Mon")
    stood = tuple(each.model_copy(update={"state": state}) for each in roster.assignments)
    let_hold(hub, roster.model_copy(update={"assignments": stood}))
    agreed = state.value in ("contracted", "accepted", "booked")
    assert len(events(hub, OWN)) == agreed
    assert (state in TOLD) == agreed


def test_an_offer_declined_after_all_is_cancelled(hub: Database) -> None:
    """What somebody was told of stays in their calendar as cancelled."""
    roster = tiny.roster(HUB, ann="early Mon")
    let_hold(hub, roster)
    declined = tuple(
        each.model_copy(update={"state": AssignmentState.DECLINED}) for each in roster.assignments
    )
    let_hold(hub, roster.model_copy(update={"assignments": declined}), later(1))
    assert told(hub, OWN) == [(r"Cancelled: Early\, Oak", 1, "CANCELLED")]


@pytest.mark.parametrize("status", [RosterStatus.DRAFT, RosterStatus.WORKED])
def test_a_draft_is_told_to_nobody(hub: Database, status: RosterStatus) -> None:
    """To tell of a roster that is not in force is refused."""
    roster = tiny.roster(HUB, ann="early Mon").model_copy(update={"status": status})
    with pytest.raises(ValueError, match="in force"), hub.writing(WHOLE) as session:
        tell(session, Lines(HUB, roster), [tiny.MONDAY], NOON)
    assert events(hub, OWN) == []


# Weeks --------------------------------------------------------------------------------------------


def test_a_week_published_again_leaves_the_others(database: Database) -> None:
    """Of two weeks told together one is taken back, and the other stands."""
    both = hub_with(tiny.shift("early"), weeks=2)
    keep(database, both)
    subscribe(database, OWN)
    let_hold(database, tiny.roster(both, ann="early Mon, early Mon+1"), problem=both)
    let_hold(database, tiny.roster(both), later(1), both, mondays=[NEXT])
    assert [status for *_, status in told(database, OWN)] == ["CONFIRMED", "CANCELLED"]


def test_a_night_into_the_next_week_is_told_with_its_block(database: Database) -> None:
    """The early after Sunday's sleep-in is told and taken back with it, and then left to its own week."""
    hub = hub_with(tiny.shift("sleep-in"), tiny.shift("early"))
    following = hub.edited(first_day=NEXT)
    block, none = tiny.roster(hub, ann="sleep-in Sun, early Mon+1"), tiny.roster(hub)
    keep(database, hub)
    subscribe(database, OWN)
    let_hold(database, block, problem=hub)
    assert told(database, OWN) == [(r"Sleep-in\, Oak", 0, "CONFIRMED"), (r"Early\, Oak", 0, "CONFIRMED")]
    let_hold(database, none, later(1), hub)
    assert [status for *_, status in told(database, OWN)] == ["CANCELLED", "CANCELLED"]
    let_hold(database, tiny.roster(following, ben="early Mon"), later(2), following)
    let_hold(database, block, later(3), hub)
    assert [status for *_, status in told(database, OWN)] == ["CONFIRMED", "CANCELLED"]


def test_a_visit_moved_to_another_week_is_the_same_event(database: Database) -> None:
    """The week it left may be published again without it, and does not take it back."""
    both = hub_with(tiny.young("Heron"), tiny.visit("v1", "Heron", "Mon", "Sun+1"), weeks=2)
    keep(database, both)
    subscribe(database, OWN)
    let_hold(database, tiny.roster(both, ann="v1 Wed 10:00"), problem=both, mondays=[tiny.MONDAY])
    let_hold(database, tiny.roster(both, ann="v1 Wed+1 10:00"), later(1), both, mondays=[NEXT])
    let_hold(database, tiny.roster(both), later(2), both, mondays=[tiny.MONDAY])
    (event,) = events(database, OWN)
    assert (event["SEQUENCE"], event["STATUS"], event["DTSTART"]) == ("1", "CONFIRMED", "20260211T100000Z")


# Leave --------------------------------------------------------------------------------------------


def test_leave_is_told_by_name_in_whole_days(hub: Database) -> None:
    """As dates, the last one exclusive, without times, reasons or busy hours."""
    take_leave(hub, NOON, away("ben", "Tue", "Thu"))
    (event,) = events(hub, AWAY)
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20260203", "20260206")
    assert (event["SUMMARY"], event["CATEGORIES"], event["TRANSP"]) == ("Leave: Ben", "Leave", "TRANSPARENT")
    assert "DESCRIPTION" not in event


def test_leave_that_moves_is_the_same_event(hub: Database) -> None:
    """Days that overlap are the leave that was told of, moved; other days are other leave."""
    take_leave(hub, NOON, away("ben", "Tue", "Thu"), away("ben", "Sun", "Sun"))
    (tuesday, sunday) = events(hub, AWAY)
    take_leave(hub, later(1), away("ben", "Wed", "Fri"), away("ben", "Sun", "Sun"), away("ann", "Tue", "Tue"))
    found = {e["UID"]: e for e in events(hub, AWAY)}
    assert len(found) == 3
    assert found[sunday["UID"]] == sunday
    moved = found[tuesday["UID"]]
    assert (moved["SEQUENCE"], moved["DTSTART;VALUE=DATE"]) == ("1", "20260204")


def test_leave_taken_back_is_cancelled_and_what_is_over_stays(hub: Database) -> None:
    """A row cleared away after its days is not taken back."""
    take_leave(hub, NOON, away("ann", "Mon", "Mon"), away("ben", "Sun", "Sun"))
    take_leave(hub, datetime(2026, 2, 5, 12, tzinfo=UTC))
    assert [(status, sequence) for _, sequence, status in told(hub, AWAY)] == [
        ("CONFIRMED", 0),
        ("CANCELLED", 1),
    ]


def test_a_roster_leaves_leave_alone(hub: Database) -> None:
    """What is told of leave and of duties does not mix, nor does leave stand among somebody's duties."""
    with_leave = HUB.edited(leave=(away("ben", "Tue", "Thu"),))
    take_leave(hub, NOON, *with_leave.leave)
    before = body(hub, AWAY)
    let_hold(hub, tiny.roster(HUB, ann="early Mon"), later(1), with_leave)
    assert body(hub, AWAY) == before
    assert events(hub, BENS) == []


def test_leave_of_the_file_is_in_a_calendar_made_later(database: Database) -> None:
    """Whoever subscribes sees at once who is away."""
    keep(database, HUB.edited(leave=(away("ben", "Tue", "Thu"),)))
    subscribe(database, AWAY)
    assert told(database, AWAY) == [("Leave: Ben", 0, "CONFIRMED")]


# What follows what --------------------------------------------------------------------------------

ONE = next(iter(tellings(Lines(HUB, tiny.roster(HUB, ann="v1 Wed 10:00")))))
VARIANTS = (
    None,
    ONE,
    replace(ONE, starts=ONE.starts - timedelta(hours=1)),
    replace(ONE, post="Elsewhere"),
)


@given(st.lists(st.sampled_from(VARIANTS), max_size=12))
def test_each_change_counts_once(series: list[Telling | None]) -> None:
    """Whatever is published in whatever order: the sequence rises by one with each change, and never else."""
    so_far: ToldSoFar | None = None
    for day, wanted in enumerate(series):
        shown = None if so_far is None or so_far.cancelled_at else so_far.telling
        after = told_next(so_far, wanted, later(day))
        assert (after is None) == (shown == wanted)
        if after is not None:
            assert after.sequence == (0 if so_far is None else so_far.sequence + 1)
            assert after.revised_at == later(day)
            assert (after.cancelled_at is not None) == (wanted is None)
            so_far = after


def test_every_assignment_ever_told_is_remembered(hub: Database) -> None:
    """Long after it was dropped from calendars, its UID and sequence are known."""
    roster = tiny.roster(HUB, ann="early Mon")
    let_hold(hub, roster)
    let_hold(hub, Roster(problem_id=HUB.id, first_day=tiny.MONDAY), later(1))
    with hub.reading(WHOLE) as session:
        (kept,) = Tellings(session).of_ids(HUB.id, [a.id for a in roster.assignments] + [UUID(int=9)])
    assert (kept.sequence, kept.cancelled_at) == (1, later(1))
