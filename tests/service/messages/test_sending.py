"""The sender: nothing lost, nothing tried without end, each attempt kept, and whoever died replaced."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from hub_roster.service.access.keyed import KeyedHashes
from hub_roster.service.messages.answer import Answer
from hub_roster.service.messages.guard import Guard
from hub_roster.service.messages.sending import GONE, KEPT, PAUSES, Sender, carriers
from hub_roster.service.messages.webhooks import WebhookSender, add, send_trial
from hub_roster.store.database import Database
from hub_roster.store.messages import Queued
from hub_roster.store.scope import WHOLE
from hub_roster.store.sending import LEASE, MOST_AGE, MOST_ATTEMPTS, LostMessage, Outgoing, Sending
from hub_roster.store.tables import Channel, MessageState
from hub_roster.store.webhooks import Webhooks
from tests.service.kept import MADE, NOON
from tests.service.messages.outboxes import HUB, account, kept_hub, let_hold, queued
from tests.service.messages.receiver import receiving

BUSY = Answer(False, "SMTP 451")


@dataclass
class Clock:
    """A time that tests move on."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        """Give the time."""
        return self.at

    def later(self, by: timedelta) -> None:
        """Let time pass."""
        self.at += by


@dataclass
class Postman:
    """Takes messages nowhere, and answers what a test has it answer."""

    answer: Callable[[], Answer] = lambda: Answer(True, "taken")
    carried: list[Outgoing] = field(default_factory=list)

    def carry(self, message: Outgoing) -> Answer:
        """Take a message."""
        self.carried.append(message)
        return self.answer()


@pytest.fixture
def kept(database: Database) -> Database:
    """Give a database in which one e-mail waits."""
    kept_hub(database)
    account(database, "ann")
    let_hold(database, ann="early Mon")
    return database


def only(database: Database) -> Queued:
    """Give the one message there is."""
    (found,) = queued(database)
    return found


def at_work(database: Database, postman: Postman, minutes: float = 5) -> tuple[Sender, Clock]:
    """Give a sender some minutes after the roster was published."""
    clock = Clock(NOON + timedelta(minutes=minutes))
    return Sender(database, {Channel.EMAIL: postman}, clock), clock


def test_a_message_goes_out_once_it_is_due(kept: Database) -> None:
    """To the address of the account by then; that it went is kept, and what it said is not."""
    postman = Postman()
    early, _ = at_work(kept, postman, minutes=4)
    assert not early.send_one(Channel.EMAIL)
    sender, clock = at_work(kept, postman)
    assert sender.send_one(Channel.EMAIL)
    assert not sender.send_one(Channel.EMAIL)
    assert [each.address for each in postman.carried] == ["ann@example.org"]
    sent = only(kept)
    assert (sent.state, sent.answer, sent.ended_at) == (MessageState.SENT, "taken", clock.at)
    (attempt,) = sent.attempts
    assert (attempt.number, attempt.went, attempt.answer) == (1, True, "taken")


def test_it_is_tried_again_after_longer_and_longer_and_given_up(kept: Database) -> None:
    """Each attempt is kept; a manager sees what was given up."""
    sender, clock = at_work(kept, Postman(lambda: BUSY))
    for pause in PAUSES:
        assert sender.send_one(Channel.EMAIL)
        assert only(kept).due_at == clock.at + pause
        clock.later(pause - timedelta(seconds=1))
        assert not sender.send_one(Channel.EMAIL)
        clock.later(timedelta(seconds=1))
    assert sender.send_one(Channel.EMAIL)
    given_up = only(kept)
    assert (given_up.state, given_up.answer) == (MessageState.GIVEN_UP, "SMTP 451")
    assert [each.number for each in given_up.attempts] == list(range(1, MOST_ATTEMPTS + 1))
    clock.later(timedelta(days=9))
    assert not sender.send_one(Channel.EMAIL)


def test_what_is_refused_for_good_is_not_tried_again(kept: Database) -> None:
    """There is no such address tomorrow either."""
    sender, _ = at_work(kept, Postman(lambda: Answer(False, "SMTP 550", for_good=True)))
    sender.send_one(Channel.EMAIL)
    assert only(kept).state is MessageState.GIVEN_UP


def test_whoever_died_while_sending_is_replaced(kept: Database) -> None:
    """After a while another tries; the first, if it lives after all, writes nothing more."""
    sender, clock = at_work(kept, Postman())
    with kept.writing(WHOLE) as session:
        first = Sending(session).take(clock.at, Channel.EMAIL)
    assert first is not None
    assert not sender.send_one(Channel.EMAIL)
    clock.later(LEASE + timedelta(seconds=1))
    assert sender.send_one(Channel.EMAIL)
    with pytest.raises(LostMessage), kept.writing(WHOLE) as session:
        Sending(session).settle(first, clock.at, went=False, answer="late")
    sent = only(kept)
    assert sent.state is MessageState.SENT
    assert [(a.number, a.went, a.answer) for a in sent.attempts] == [
        (1, None, "no answer was heard"),
        (2, True, "taken"),
    ]


def test_what_kills_its_sender_is_given_up(kept: Database) -> None:
    """It is not tried for ever, and nobody dies of it once more."""
    postman = Postman()
    sender, clock = at_work(kept, postman)
    for _ in range(MOST_ATTEMPTS):
        with kept.writing(WHOLE) as session:
            assert Sending(session).take(clock.at, Channel.EMAIL)
        clock.later(LEASE + timedelta(seconds=1))
    assert sender.send_one(Channel.EMAIL)
    assert postman.carried == []
    assert only(kept).state is MessageState.GIVEN_UP


def test_a_fault_of_ours_is_an_attempt_that_failed(kept: Database) -> None:
    """The message is still there, and the sender goes on."""

    def break_down() -> Answer:
        raise RuntimeError("ann@example.org")

    sender, _ = at_work(kept, Postman(break_down))
    assert sender.send_one(Channel.EMAIL)
    failed = only(kept)
    assert (failed.state, failed.answer) == (MessageState.WAITING, "a fault of hub-roster's own")


def test_what_is_no_news_any_more_is_not_sent(kept: Database) -> None:
    """Not either by a service that begins again after days, before it has given anything up."""
    sender, clock = at_work(kept, Postman())
    clock.later(MOST_AGE + timedelta(seconds=1))
    assert not sender.send_one(Channel.EMAIL)
    sender.tidy()
    assert only(kept).state is MessageState.GIVEN_UP


def test_what_nothing_is_set_up_for_waits_and_is_given_up(kept: Database) -> None:
    """It goes out if that is put right in time; what was sent long ago is forgotten."""
    hashes = KeyedHashes.of(kept, NOON, {})
    clock = Clock()
    assert carriers({}, hashes, clock).keys() == {Channel.WEBHOOK}
    sender = Sender(kept, {}, clock)
    clock.later(MOST_AGE)
    sender.tidy()
    assert only(kept).state is MessageState.WAITING
    clock.later(timedelta(seconds=1))
    sender.tidy()
    assert (only(kept).state, only(kept).answer) == (
        MessageState.GIVEN_UP,
        "could not be sent in three days",
    )
    clock.later(KEPT + timedelta(seconds=1))
    sender.tidy()
    assert queued(kept) == []


def test_a_system_that_is_gone_is_paused(kept: Database) -> None:
    """It said so itself; its manager sees why, and nothing more is sent there."""
    hashes, clock = KeyedHashes.of(kept, NOON, {}), Clock()
    sender = Sender(kept, {Channel.WEBHOOK: WebhookSender(hashes, Guard(True), clock)}, clock)
    with receiving() as receiver:
        receiver.status = 410
        with kept.writing(WHOLE) as session:
            new = add(session, hashes, HUB.id, "payroll", receiver.url, MADE)
            send_trial(session, new.webhook, NOON)
        assert sender.send_one(Channel.WEBHOOK)
    with kept.reading(WHOLE) as session:
        webhook = Webhooks(session).webhook(HUB.id, new.webhook.id)
    assert (webhook.paused_at, webhook.paused_why) == (NOON, GONE)


def test_it_runs_beside_other_work_until_told_to_end(kept: Database) -> None:
    """Each kind in a thread of its own; whatever the database says meanwhile, it goes on."""
    arrived = threading.Event()

    def take() -> Answer:
        arrived.set()
        return Answer(True, "taken")

    sender, _ = at_work(kept, Postman(take))
    sender.start()
    assert arrived.wait(60)
    sender.end(60)
    assert only(kept).state is MessageState.SENT
