"""Offers over HTTP: made by a manager, answered by whom they are for, on time and once, and kept."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Connection, event

from hub_roster.domain.people import Employment
from hub_roster.store.accounts import Grant, Post
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep_file, let_hold

HUB = tiny.hub(
    tiny.people("ann ben", employment=Employment.RELIEF),
    tiny.shift("early", "Mon"),
    tiny.young("Heron"),
    tiny.visit("to Heron", "Heron", "Tue"),
)
PATH = f"/api/v1/hubs/{HUB.id}"
UNTIL = "2026-01-31T12:00:00Z"


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with a hub of two relief workers."""
    keep_file(database, HUB)
    return Served(database)


def worker(served: Served, key: str) -> TestClient:
    """Give the browser of somebody who works there."""
    return served.signed_in(f"{key}@example.org", Grant(Role.STAFF, HUB.id), post=Post(HUB.id, key))


def offered(served: Served, manager: TestClient) -> Any:
    """Put ann on a shift and a visit in force, and offer her both."""
    roster = tiny.roster(HUB, ann="early Mon, to Heron Tue 12:00")
    version = let_hold(served.database, roster)
    body = {"assignments": [str(each.id) for each in roster.assignments], "until": UNTIL}
    answer = manager.post(f"{PATH}/rosters/{version.id}/offers", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_person_sees_and_answers_their_own_offers(served: Served) -> None:
    """They see no young person of work they have not taken on; nobody else's offer is there for them."""
    manager, ann, ben = served.manager(HUB), worker(served, "ann"), worker(served, "ben")
    assert [each["task"] for each in offered(served, manager)] == ["Oak/2026-02-02/early", "to Heron"]
    mine = ann.get("/api/v1/me/offers")
    assert [each["post"] for each in mine.json()["items"]] == ["Early, Oak", "Outreach"]
    assert "Heron" not in mine.text
    assert ben.get("/api/v1/me/offers").json()["items"] == []
    one = f"{PATH}/offers/{mine.json()['items'][0]['id']}"
    yes = {"answer": "accepted"}
    assert ben.post(f"{one}/answer", json=yes).status_code == 404
    assert ann.post(f"{one}/answer", json=yes).json()["state"] == "accepted"
    assert ann.post(f"{one}/answer", json=yes).status_code == 200
    refused = ann.post(f"{one}/answer", json={"answer": "declined"})
    assert (refused.status_code, refused.headers["content-type"]) == (409, "application/problem+json")
    assert len(ann.get("/api/v1/me/offers").json()["items"]) == 1


def test_a_manager_lists_and_withdraws_and_writes_down_a_telephone_call(served: Served) -> None:
    """What was said by telephone is named as such, with when it was said; all of it can be given out."""
    manager, ann = served.manager(HUB), worker(served, "ann")
    first, second = offered(served, manager)
    assert (
        ann.post(
            f"{PATH}/offers/{first['id']}/answer", json={"answer": "declined", "by_phone": True}
        ).status_code
        == 403
    )
    served.later(20)
    spoken = {"answer": "accepted", "by_phone": True, "said_at": "2026-01-30T12:10:00Z"}
    assert manager.post(f"{PATH}/offers/{first['id']}/answer", json=spoken).status_code == 200
    assert manager.post(f"{PATH}/offers/{second['id']}/withdraw", json={}).json()["state"] == "withdrawn"
    listed = manager.get(f"{PATH}/offers", params={"first_day": "2026-02-02", "limit": 1}).json()
    assert [each["state"] for each in listed["items"]] == ["accepted"]
    assert listed["next"] is not None
    events = manager.get(f"{PATH}/offers/{first['id']}").json()["events"]
    assert [(e["kind"], e["by_phone"], e["said_at"]) for e in events] == [
        ("offered", False, None),
        ("accepted", True, "2026-01-30T12:10:00Z"),
    ]
    weeks = {"first_day": "2026-02-02", "last_day": "2026-02-02"}
    history = manager.get(f"{PATH}/offers/history", params=weeks)
    assert [e["kind"] for e in history.json()["items"]] == ["offered", "accepted", "offered", "withdrawn"]
    assert "Heron" not in history.text


def test_what_cannot_be_offered_is_refused_in_words(served: Served) -> None:
    """Every reason with its place."""
    manager = served.manager(HUB)
    version = let_hold(served.database, tiny.roster(HUB, ann="early Mon"))
    body = {"tasks": [{"task": "Oak/2026-02-02/early", "people": ["ben"]}], "until": UNTIL}
    refused = manager.post(f"{PATH}/rosters/{version.id}/offers", json=body)
    assert (refused.status_code, refused.json()["faults"]) == (
        409,
        [{"place": "Oak/2026-02-02/early", "message": "Has everybody it needs."}],
    )


def test_why_an_acceptance_does_not_stand_is_a_closer_look(served: Served) -> None:
    """Which is written down."""
    manager = served.manager(HUB)
    first, _ = offered(served, manager)
    assert manager.get(f"{PATH}/offers/{first['id']}/hindrances").json() == []


def test_a_seat_nobody_said_yes_to_is_counted_at_risk(served: Served) -> None:
    """In the list of rosters and on each, until its person accepts."""
    manager, ann = served.manager(HUB), worker(served, "ann")
    first, _ = offered(served, manager)
    path = f"{PATH}/rosters"
    listed = manager.get(path).json()["items"]
    assert [each["at_risk"] for each in listed] == [2, 2]
    states = {each["state"] for each in manager.get(f"{path}/{listed[0]['id']}").json()["assignments"]}
    assert states == {"offered"}
    ann.post(f"{PATH}/offers/{first['id']}/answer", json={"answer": "accepted"})
    newest = manager.get(path).json()["items"][0]
    assert (newest["status"], newest["at_risk"]) == ("amended", 1)
    told = manager.get(f"{path}/{newest['id']}/checklist").json()
    assert [item["whom"] for item in told if item["title"] == "at risk"] == ["ann"]


def test_a_longer_list_asks_the_database_no_more_often(served: Served) -> None:
    """What a week is made of is read once for all of its offers."""
    manager = served.manager(HUB)
    offered(served, manager)
    asked: list[str] = []

    def count(connection: Connection, cursor: object, statement: str, *others: object) -> None:
        del connection, cursor, others
        asked.append(statement)

    event.listen(served.database.engine, "before_cursor_execute", count)
    numbers = []
    for limit in (2, 1, 2):  # first of all the look at whom they name is written down
        asked.clear()
        manager.get(f"{PATH}/offers", params={"first_day": "2026-02-02", "limit": limit})
        numbers.append(len(asked))
    assert numbers[1] == numbers[2]
