"""The life of a week over HTTP from end to end: from a workbook to the balances of the week after."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from hub_roster.domain.people import Employment
from hub_roster.store.accounts import Grant, Post
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.api.test_life_of_a_week import drafted, events, send

HUB = tiny.hub(
    tiny.people("ann", contract_hours=24, most_hours=24),
    tiny.people("rita", employment=Employment.RELIEF),
    tiny.shift("early", "Mon Tue Wed"),
)
PATH = f"/api/v1/hubs/{HUB.id}"
WEEK, NEXT = f"{PATH}/weeks/2026-02-02", f"{PATH}/weeks/2026-02-09"
TUESDAY, WEDNESDAY = "Oak/2026-02-03/early", "Oak/2026-02-04/early"


def edited(manager: TestClient, roster: str, *changes: dict[str, str]) -> Any:
    """Edit a version as whoever looked at it does, and give what that did."""
    tag = manager.get(f"{PATH}/rosters/{roster}").headers["ETag"]
    asked = {"changes": changes}
    answer = manager.post(f"{PATH}/rosters/{roster}/edits", json=asked, headers={"If-Match": tag})
    assert answer.status_code == 201, answer.text
    return answer.json()


def offered(manager: TestClient, roster: str, person: str, task: str) -> Any:
    """Offer somebody what a version has them on."""
    lines = manager.get(f"{PATH}/rosters/{roster}").json()["assignments"]
    (line,) = [each["id"] for each in lines if (each["person"], each["task"][: len(task)]) == (person, task)]
    body = {"assignments": [line], "until": "2026-02-01T12:00:00Z"}
    answer = manager.post(f"{PATH}/rosters/{roster}/offers", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()[0]


@pytest.mark.slow
def test_a_week_from_its_workbook_to_the_next_one_s_balances(database: Database, tmp_path: Path) -> None:
    """Import, draft, edit, refuse, offer, accept, publish, feed, amend, feed again, worked, balances."""
    served = Served(database)
    send(served.signed_in("it@example.org", Grant(Role.ADMINISTRATOR)), HUB, tmp_path, after="0")
    manager = served.manager(HUB)
    rita = served.signed_in("rita@example.org", Grant(Role.STAFF, HUB.id), post=Post(HUB.id, "rita"))
    roster = drafted(served, manager, HUB)

    # edit: Tuesday to nobody, which publishing refuses until somebody signs or it is filled
    emptied = edited(manager, roster, {"change": "take off", "person": who(manager, roster), "task": TUESDAY})
    assert {each["rule"] for each in emptied["short"]} >= {"seats"}
    refused = manager.post(f"{PATH}/rosters/{emptied['roster']['id']}/publish", json={})
    assert refused.status_code == 409
    filled = edited(manager, emptied["roster"]["id"], {"change": "put", "person": "rita", "task": TUESDAY})
    assert filled["violations"] == []
    roster = filled["roster"]["id"]

    # published with the relief worker's shift only offered: at risk, and in nobody's calendar
    published = manager.post(f"{PATH}/rosters/{roster}/publish", json={}).json()
    assert (published["status"], published["at_risk"]) == ("published", 1), published
    offer = offered(manager, published["id"], "rita", TUESDAY)
    link = rita.post(f"{PATH}/calendars", json={"kind": "person", "key": "rita", "name": "my phone"})
    phone, address = served.client(), link.json()["https"]
    assert events(address, phone) == {}
    yes = rita.post(f"{PATH}/offers/{offer['id']}/answer", json={"answer": "accepted"})
    assert yes.json()["state"] == "accepted"
    assert events(address, phone) == {"Early, Oak Tue": (0, "CONFIRMED")}
    (duty,) = rita.get(f"{PATH}/duties").json()["items"]
    assert "2026-02-03" in str(duty), duty

    # amend: she is taken off again; her calendar strikes it out, by the same event, one change on
    served.later(20)
    (now,) = [each for each in manager.get(f"{PATH}/rosters").json()["items"] if each["status"] == "amended"]
    without = edited(
        manager, now["id"], {"change": "put", "person": "ann", "task": TUESDAY, "instead_of": "rita"}
    )["roster"]["id"]
    late = manager.post(f"{PATH}/rosters/{without}/publish", json={"instead_of": [published["id"]]})
    assert (late.status_code, late.json()["current"]) == (412, now["id"])
    amended = manager.post(f"{PATH}/rosters/{without}/publish", json={"instead_of": [now["id"]]})
    assert (amended.status_code, amended.json()["status"]) == (200, "amended"), amended.text
    assert [*events(address, phone).values()] == [(1, "CANCELLED")]
    (notice, *_) = manager.get(f"{PATH}/rosters/{amended.json()['id']}/changes").json()["items"]
    assert notice["person"] in {"ann", "rita"}

    # worked: ann left an hour early on Wednesday; the next week begins from it to the minute
    served.later(10 * 24 * 60)
    manager = served.sign_in(f"manager-{HUB.id.int}@example.org")
    tag = manager.get(f"{WEEK}/worked").headers["ETag"]
    early = {"what": "other times", "person": "ann", "task": WEDNESDAY, "end": "2026-02-04T14:00:00Z"}
    recorded = manager.post(f"{WEEK}/worked", json={"differences": [early]}, headers={"If-Match": tag})
    assert recorded.status_code == 201, recorded.text
    balances = {each["person"]: each for each in manager.get(f"{NEXT}/balances").json()["items"]}
    assert balances["ann"]["week_before_minutes"] == 3 * 480 - 60
    assert not balances["ann"]["assumed"]
    assert manager.get(f"{PATH}/rosters/{published['id']}").json()["status"] == "published"


def who(manager: TestClient, roster: str) -> str:
    """Give who is on the early of Tuesday."""
    lines = manager.get(f"{PATH}/rosters/{roster}").json()["assignments"]
    return next(str(each["person"]) for each in lines if each["task"].startswith(TUESDAY))
