"""Webhooks over HTTP: made, tried, listed with each attempt, paused, given another secret, deleted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from hub_roster.service.audit import entries
from hub_roster.service.messages.guard import Guard
from hub_roster.service.messages.sending import Sender, carriers
from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.messages import Messages
from hub_roster.store.tables import Channel, Role
from hub_roster.store.webhooks import Webhooks
from tests import tiny
from tests.api.served import Served
from tests.service.access.callers import Beside, caller
from tests.service.kept import keep, keep_file
from tests.service.messages.receiver import Receiver, receiving
from tests.service.messages.test_webhooks import signed_by

HUB = tiny.hub(tiny.people("ann ben", contract_hours=40), tiny.shift("early", "Mon"))
PATH = f"/api/v1/hubs/{HUB.id}/webhooks"


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service that may send to this machine."""
    keep_file(database, HUB)
    return Served(database, guard=Guard(private=True))


def add(client: TestClient, receiver: Receiver) -> dict[str, Any]:
    """Add a webhook."""
    added = client.post(PATH, json={"name": "payroll", "address": f"{receiver.url}/hook"})
    assert added.status_code == 201, added.text
    return dict(added.json())


def send(served: Served) -> int:
    """Send every message to a webhook that is due, and give how many."""
    found = carriers({"HUB_ROSTER_WEBHOOKS_PRIVATE": "1"}, served.entrance.hashes, served.clock)
    sender = Sender(served.database, found, served.clock)
    sent = 0
    while sender.send_one(Channel.WEBHOOK):
        sent += 1
    return sent


def test_a_webhook_hears_of_what_is_published(served: Served) -> None:
    """From the day it is added: its secret is shown once, and each attempt from then on."""
    manager = served.manager(HUB)
    with receiving() as receiver:
        new = add(manager, receiver)
        roster = keep(served.database, tiny.roster(HUB, ann="early Mon"))
        published = manager.post(f"/api/v1/hubs/{HUB.id}/rosters/{roster.id}/publish", json={})
        assert published.json()["not_reached"] == 1
        assert send(served) == 1
    assert [got.path for got in receiver.got] == ["/hook"]
    (listed,) = manager.get(PATH).json()["items"]
    assert "secret" not in listed
    assert new["secret"] not in str(listed)
    (sent,) = listed["last"]
    assert (sent["news"], sent["state"], sent["person"]) == ("published", "sent", None)
    assert [(each["number"], each["answer"]) for each in sent["attempts"]] == [(1, "HTTP 204")]


def test_a_trial_shows_what_answered(served: Served) -> None:
    """And when it is tried again, where it did not arrive."""
    manager = served.manager(HUB)
    with receiving() as receiver:
        receiver.status = 503
        path = f"{PATH}/{add(manager, receiver)['id']}"
        assert manager.post(f"{path}/test").status_code == 202
        assert send(served) == 1
        (tried,) = manager.get(path).json()["last"]
        assert (tried["news"], tried["state"], tried["answer"]) == ("test", "waiting", "HTTP 503")
        assert tried["next_attempt_at"] is not None
        receiver.status = 200
        served.later(1)
        assert send(served) == 1
    assert manager.get(path).json()["last"][0]["state"] == "sent"


def test_it_is_paused_goes_on_gets_another_secret_and_is_deleted(served: Served) -> None:
    """Each written down in the audit log, without address or secret."""
    manager = served.manager(HUB)
    with receiving() as receiver:
        new = add(manager, receiver)
        path = f"{PATH}/{new['id']}"
        assert manager.post(f"{path}/pause").json()["paused_at"] is not None
        refused = manager.post(f"{path}/test")
        assert (refused.status_code, "paused" in refused.json()["detail"]) == (409, True)
        assert manager.post(f"{path}/go-on").json()["paused_at"] is None
        rotated = manager.post(f"{path}/rotate").json()
        assert rotated["secret"] != new["secret"]
        assert manager.post(f"{path}/test").status_code == 202
        assert manager.delete(path).status_code == 204
        assert send(served) == 0
    assert manager.get(path).status_code == 404
    assert manager.get(PATH).json() == {"items": [], "next": None}
    written = [
        link.deed for link in entries(served.database, caller(Role.HUB_MANAGER, file_id=HUB.id), HUB.id)
    ]
    said = [deed.subject for deed in written if deed.action == "changed a webhook"]
    assert said == [
        f"webhook {new['id']}, {what}"
        for what in ("deleted", "given a new secret", "told to go on", "paused", "made")
    ]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "address",
    ["http://93.184.216.34/", "https://127.0.0.1/", "https://localhost/", "https://[::ffff:10.0.0.1]/", "x"],
)
def test_nobody_has_the_service_knock_at_inner_doors(database: Database, address: str) -> None:
    """An address within the council's own network, or without encryption, is refused with a sentence."""
    keep_file(database, HUB)
    manager = Served(database).manager(HUB)
    refused = manager.post(PATH, json={"name": "payroll", "address": address})
    assert (refused.status_code, refused.json()["detail"][-1]) == (422, ".")
    assert manager.get(PATH).json()["items"] == []


def test_another_hub_s_webhook_is_not_there(served: Served) -> None:
    """Whoever manages a hub sees and changes its own alone."""
    other = tiny.hub(id=UUID(int=2))
    keep_file(served.database, other)
    stranger = served.signed_in("other@example.org", Grant(Role.HUB_MANAGER, other.id))
    with receiving() as receiver:
        new = add(served.manager(HUB), receiver)
    for method, end in (("GET", ""), ("POST", "/test"), ("POST", "/rotate"), ("DELETE", "")):
        path = f"/api/v1/hubs/{other.id}/webhooks/{new['id']}{end}"
        assert stranger.request(method, path).status_code == 404


def test_a_webhook_deleted_at_once_stops_no_publishing(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever deletes it waits until what it is told is written down, and then takes that away too."""
    manager, other = served.manager(HUB), served.signed_in("o@example.org", Grant(Role.HUB_MANAGER, HUB.id))
    with receiving() as receiver:
        path = f"{PATH}/{add(manager, receiver)['id']}"
    roster = keep(served.database, tiny.roster(HUB, ann="early Mon"))
    answers: list[int] = []
    beside = Beside(lambda: answers.append(other.delete(path).status_code))
    queue = Messages.queue_to_webhook

    def queue_slowly(self: Messages, *given: Any) -> None:
        beside.begin()
        queue(self, *given)

    monkeypatch.setattr(Messages, "queue_to_webhook", queue_slowly)
    published = manager.post(f"/api/v1/hubs/{HUB.id}/rosters/{roster.id}/publish", json={})
    beside.end()
    assert (published.status_code, answers) == (200, [204])
    assert manager.get(PATH).json()["items"] == []


def test_of_two_new_secrets_at_once_each_is_good(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """The later one, and for a day the one before it: neither manager holds one that never was."""
    manager, other = served.manager(HUB), served.signed_in("o@example.org", Grant(Role.HUB_MANAGER, HUB.id))
    with receiving() as receiver:
        new = add(manager, receiver)
        path = f"{PATH}/{new['id']}"
        secrets: list[str] = []
        beside = Beside(lambda: secrets.append(other.post(f"{path}/rotate").json()["secret"]))
        rotate = Webhooks.rotate

        def rotate_slowly(self: Webhooks, *given: Any) -> None:
            monkeypatch.setattr(Webhooks, "rotate", rotate)
            beside.begin()
            rotate(self, *given)

        monkeypatch.setattr(Webhooks, "rotate", rotate_slowly)
        secrets.append(manager.post(f"{path}/rotate").json()["secret"])
        beside.end()
        assert manager.post(f"{path}/test").status_code == 202
        assert send(served) == 1
    (got,) = receiver.got
    assert [signed_by(got, secret) for secret in secrets] == [True, True]
