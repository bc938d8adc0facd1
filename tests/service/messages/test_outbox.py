"""What people are to hear of: what calendars show, in the transaction it happens in, and no detail of it."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest

from hub_roster.service.messages.outbox import GATHERED, leave_decided, offered
from hub_roster.service.publishing.publishing import NotPublished
from hub_roster.store.contacts import Contact
from hub_roster.store.database import Database
from hub_roster.store.hub_files import Made
from hub_roster.store.messages import Messages
from hub_roster.store.scope import WHOLE, Scope
from hub_roster.store.tables import Channel, Later, MessageState, News
from hub_roster.store.webhooks import Target, Webhooks
from tests.service.kept import NOON
from tests.service.messages.outboxes import HUB, SUNDAY, account, kept_hub, let_hold, queued, told

WAITING, NOT_REACHED = MessageState.WAITING, MessageState.NOT_REACHED
NUMBER = "+447700900123"


@pytest.fixture
def kept(database: Database) -> Database:
    """Give a database with the hub's file, and accounts for two of its people."""
    kept_hub(database)
    return database


def test_who_is_told_is_whose_calendar_changed(kept: Database) -> None:
    """Of what is published each person on it once, of an amendment whoever it gives or takes something."""
    for person in ("ann", "ben", "cat"):
        account(kept, person)
    let_hold(kept, ann="early Mon, early Thu", ben="to Heron Thu 16:00")
    assert told(kept) == [
        ("ann", Channel.EMAIL, False, WAITING),
        ("ben", Channel.EMAIL, False, WAITING),
    ]
    let_hold(kept, NOON + timedelta(days=1), ann="early Mon", cat="early Thu", ben="to Heron Thu 16:00")
    assert [each.person for each in queued(kept)] == ["ann", "ben", "cat"]


def test_nothing_is_told_of_a_roster_that_is_refused(kept: Database) -> None:
    """Messages are of the same transaction: none without what they tell of."""
    account(kept, "ann")
    with pytest.raises(NotPublished):
        let_hold(kept, ann="early Mon, early Mon")
    assert queued(kept) == []


def test_what_is_soon_is_told_whatever_they_chose(kept: Database) -> None:
    """By e-mail, and by text where there is a number; what is later as each person chose."""
    account(kept, "ann", Contact(NUMBER, Later.NONE))
    account(kept, "ben", Contact(None, Later.NONE))
    account(kept, "cat", Contact(NUMBER, Later.TEXT))
    let_hold(kept, SUNDAY, ann="early Mon", ben="to Heron Thu 16:00", cat="early Thu")
    assert told(kept) == [
        ("ann", Channel.EMAIL, True, WAITING),
        ("ann", Channel.TEXT, True, WAITING),
        ("cat", Channel.TEXT, False, WAITING),
    ]


def test_a_duty_taken_away_soon_is_told_as_soon(kept: Database) -> None:
    """Whoever stays at home hears of it as whoever comes in does."""
    for person in ("ann", "ben"):
        account(kept, person, Contact(None, Later.NONE))
    let_hold(kept, ann="early Mon")
    assert told(kept) == []
    let_hold(kept, SUNDAY, ben="early Mon")
    assert [(person, soon) for person, _, soon, _ in told(kept)] == [("ann", True), ("ben", True)]


def test_changes_within_minutes_are_one_message(kept: Database) -> None:
    """It goes out when the first of them was to, or sooner where a later one is urgent."""
    account(kept, "ann")
    let_hold(kept, SUNDAY, ann="early Thu")
    (first,) = queued(kept)
    assert (first.soon, first.due_at) == (False, SUNDAY + GATHERED[False])
    let_hold(kept, SUNDAY + timedelta(minutes=1), ann="early Mon")
    (gathered,) = queued(kept)
    assert (gathered.id, gathered.soon) == (first.id, True)
    assert gathered.due_at == SUNDAY + timedelta(minutes=1) + GATHERED[True]


def test_who_has_no_account_is_counted(kept: Database) -> None:
    """The manager who publishes is told how many could not be told."""
    account(kept, "ann")
    let_hold(kept, ann="early Mon", ben="to Heron Thu 16:00")
    assert told(kept) == [("ann", Channel.EMAIL, False, WAITING), ("ben", Channel.EMAIL, False, NOT_REACHED)]
    with kept.reading(Scope.of(HUB.id)) as session:
        assert Messages(session).not_reached(HUB.id, NOON) == 1


def test_what_is_over_is_no_news(kept: Database) -> None:
    """A roster published late tells nobody of what they have worked already."""
    account(kept, "ann")
    let_hold(kept, NOON + timedelta(days=4), ann="early Mon")
    assert queued(kept) == []


def test_a_new_name_is_no_change_of_one_s_duties(kept: Database) -> None:
    """Calendars of a home show another name then; its owner's duties are as they were."""
    account(kept, "ann")
    let_hold(kept, ann="early Mon")
    before = queued(kept)
    renamed = HUB.edited(people=tuple(p.model_copy(update={"name": "Anna"}) for p in HUB.people))
    let_hold(kept, NOON + timedelta(days=1), hub=renamed, ann="early Mon")
    assert queued(kept) == before


def test_offers_and_leave_are_told_to_who_wants_no_news_of_rosters(kept: Database) -> None:
    """One asks for an answer, the other is one."""
    account(kept, "ann", Contact(None, Later.NONE))
    with kept.writing(Scope.of(HUB.id)) as session:
        offered(session, HUB.id, "ann", NOON + timedelta(days=9), NOON)
        leave_decided(session, HUB.id, "ann", NOON)
    assert [(each.news, each.channel) for each in queued(kept)] == [
        (News.LEAVE, Channel.EMAIL),
        (News.OFFER, Channel.EMAIL),
    ]


def test_webhooks_hear_counts_and_nobody_s_name(kept: Database) -> None:
    """Once of what is published, once more where something of it is soon; a paused one hears nothing."""
    with kept.writing(WHOLE) as session:
        for number in (1, 2):
            target = Target(UUID(int=number), "https://example.org", UUID(int=9), None, None, paused=False)
            Webhooks(session).add(HUB.id, "payroll", target, Made("manager", NOON))
        Webhooks(session).pause(UUID(int=2), NOON)
    version = let_hold(kept, SUNDAY, ann="early Mon, early Thu", ben="to Heron Thu 16:00")
    with kept.reading(WHOLE) as session:
        messages = Messages(session)
        assert messages.to_webhook(UUID(int=2), 9) == []
        found = messages.to_webhook(UUID(int=1), 9)
        bodies = {each.news: json.loads(messages.body(each.id) or "") for each in found}
    assert {news: body["type"] for news, body in bodies.items()} == {
        News.PUBLISHED: "roster.published",
        News.CHANGED_SOON: "roster.changed_within_48_hours",
    }
    assert bodies[News.PUBLISHED]["data"] == {
        "hub": str(HUB.id),
        "roster": str(version.id),
        "first_day": "2026-02-02",
        "weeks": 1,
        "version": 2,
        "status": "published",
        "people": 2,
        "changes": 3,
        "changes_within_48_hours": 1,
    }
