"""Webhooks to a system that really listens, and misbehaves: signed, led nowhere else, never in the clear."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from hub_roster.service.access.keyed import KeyedHashes
from hub_roster.service.messages import posting
from hub_roster.service.messages.answer import Answer
from hub_roster.service.messages.guard import Guard
from hub_roster.service.messages.webhooks import (
    BOTH,
    MOST,
    NewWebhook,
    NotAdded,
    WebhookSender,
    add,
    rotate,
    secret_of,
    send_trial,
)
from hub_roster.store.database import Database
from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.scope import WHOLE, Scope
from hub_roster.store.sending import Outgoing, Sending
from hub_roster.store.tables import Channel
from hub_roster.store.webhooks import Webhooks
from tests import tiny
from tests.service.kept import NOON, keep_file
from tests.service.messages.receiver import Received, receiving

HUB = tiny.hub()
OWN = Scope.of(HUB.id)
MADE = Made("manager", NOON)


@pytest.fixture
def hashes(database: Database) -> KeyedHashes:
    """Give the secret of a service with a hub."""
    keep_file(database, HUB)
    return KeyedHashes.of(database, NOON, {})


def made(database: Database, hashes: KeyedHashes, address: str = "https://example.org") -> NewWebhook:
    """Make a webhook."""
    with database.writing(OWN) as session:
        return add(session, hashes, HUB.id, "payroll", address, MADE)


def trial(database: Database, webhook_id: UUID, at: datetime = NOON) -> Outgoing:
    """Queue a trial event, and take it to be sent."""
    with database.writing(OWN) as session:
        send_trial(session, Webhooks(session).webhook(HUB.id, webhook_id), at)
    with database.writing(WHOLE) as session:
        taken = Sending(session).take(at, Channel.WEBHOOK)
    assert taken is not None
    return taken


def signed_by(got: Received, secret: str) -> bool:
    """Check a signature as the Standard Webhooks say, without any code of the service."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    said = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
    right = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    return f"v1,{right}" in got.headers["webhook-signature"].split(" ")


def sender(hashes: KeyedHashes, at: datetime = NOON, *, private: bool = True) -> WebhookSender:
    """Give what sends webhooks at a time."""
    return WebhookSender(hashes, Guard(private), lambda: at)


def test_what_arrives_is_signed_by_the_secret_shown_once(database: Database, hashes: KeyedHashes) -> None:
    """Over id, time and body, so that nobody else can make it, change it or send it again later."""
    with receiving() as receiver:
        new = made(database, hashes, f"{receiver.url}/hook?a=b")
        message = trial(database, new.webhook.id)
        assert sender(hashes).carry(message) == Answer(True, "HTTP 204")
    (got,) = receiver.got
    assert signed_by(got, new.secret)
    assert not signed_by(got, made(database, hashes).secret)
    assert got.headers["webhook-id"] == str(message.id)
    assert got.headers["webhook-timestamp"] == str(int(NOON.timestamp()))
    assert got.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert json.loads(got.body)["type"] == "webhook.test"


def test_no_secret_stands_in_the_table(database: Database, hashes: KeyedHashes) -> None:
    """It is made of what stands there and the service's own: with another of those it is another."""
    new = made(database, hashes)
    target = new.webhook.target
    assert new.secret not in repr(new)
    assert secret_of(hashes, target.id, target.salt) == new.secret
    other = KeyedHashes.of(database, NOON, {"HUB_ROSTER_SECRET": "another secret, long enough to be one"})
    assert secret_of(other, target.id, target.salt) != new.secret


def test_for_a_day_the_secret_before_is_good_too(database: Database, hashes: KeyedHashes) -> None:
    """So that the other system can be told the new one without missing anything."""
    with receiving() as receiver:
        old = made(database, hashes, receiver.url)
        with database.writing(OWN) as session:
            new = rotate(session, hashes, HUB.id, old.webhook.id, NOON)
        for at in (NOON + timedelta(hours=1), NOON + BOTH):
            assert sender(hashes, at).carry(trial(database, old.webhook.id, at)).went
    during, after = receiver.got
    assert [signed_by(got, old.secret) for got in (during, after)] == [True, False]
    assert [signed_by(got, new.secret) for got in (during, after)] == [True, True]


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (500, Answer(False, "HTTP 500")),
        (404, Answer(False, "HTTP 404")),
        (302, Answer(False, "HTTP 302")),
        (410, Answer(False, "HTTP 410", for_good=True, gone=True)),
        (0, Answer(False, "HTTP 500")),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_misbehaves_is_tried_again(
    database: Database, hashes: KeyedHashes, status: int, answer: Answer
) -> None:
    """Unless it says that it is gone for good; wherever else it points to is not gone to."""
    with receiving() as receiver:
        receiver.status = status
        new = made(database, hashes, receiver.url)
        assert sender(hashes).carry(trial(database, new.webhook.id)) == answer
    assert [got.path for got in receiver.got] == ["/"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_slow_or_not_there_is_not_waited_for(
    database: Database, hashes: KeyedHashes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other messages wait behind it."""
    monkeypatch.setattr(posting, "SECONDS", 0.2)
    with receiving() as receiver:
        receiver.waits = 60
        new = made(database, hashes, receiver.url)
        message = trial(database, new.webhook.id)
        assert sender(hashes).carry(message) == Answer(False, "no answer in time")
    monkeypatch.setattr(posting, "SECONDS", 15.0)
    assert sender(hashes).carry(message) == Answer(False, "could not be reached, or broke off")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_address_is_looked_at_each_time(database: Database, hashes: KeyedHashes) -> None:
    """What has moved into the council's own network since is not knocked at."""
    with receiving() as receiver:
        new = made(database, hashes, f"https://127.0.0.1:{receiver.port}")
        answer = sender(hashes, private=False).carry(trial(database, new.webhook.id))
    assert (answer.went, answer.for_good) == (False, False)
    assert "own" in answer.words
    assert receiver.got == []


def test_a_paused_webhook_is_sent_nothing(database: Database, hashes: KeyedHashes) -> None:
    """Not even what was written down before; a trial is refused at once."""
    new = made(database, hashes)
    with database.writing(OWN) as session:
        send_trial(session, new.webhook, NOON)
        Webhooks(session).pause(new.webhook.id, NOON)
    with database.writing(WHOLE) as session:
        taken = Sending(session).take(NOON, Channel.WEBHOOK)
    assert taken is not None
    assert sender(hashes).carry(taken).words == "the webhook is paused"
    with pytest.raises(NotAdded, match="paused"), database.writing(OWN) as session:
        send_trial(session, Webhooks(session).webhook(HUB.id, new.webhook.id), NOON)


def test_a_hub_has_so_many_and_no_other_hub_s(database: Database, hashes: KeyedHashes) -> None:
    """The next one is refused in words; what is another's is not there."""
    for _ in range(MOST):
        new = made(database, hashes)
    with pytest.raises(NotAdded, match=str(MOST)):
        made(database, hashes)
    with pytest.raises(NotThere), database.writing(Scope.of(UUID(int=2))) as session:
        rotate(session, hashes, UUID(int=2), new.webhook.id, NOON)
