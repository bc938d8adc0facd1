"""Weeks as they were worked, over HTTP: recorded, corrected, and what the next week begins from."""

from __future__ import annotations

from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from hub_roster.domain.problem import Problem
from hub_roster.store.accounts import Grant, Post
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep_file, let_hold

HUB = tiny.hub(tiny.people("ann ben", contract_hours=40), tiny.shift("early"))
WEEK = f"/api/v1/hubs/{HUB.id}/weeks/2026-02-02"
NEXT = f"/api/v1/hubs/{HUB.id}/weeks/2026-02-09"
EARLY = "Oak/2026-02-02/early/1"
LEFT = {"what": "other times", "person": "ann", "task": EARLY, "end": "2026-02-02T14:20:00Z"}
ILL = {"what": "did not come", "person": "ann", "task": "Oak/2026-02-03/early/1", "reason": "sick"}


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service on the Monday after a week that was published."""
    served = Served(database)
    keep_file(database, HUB)
    let_hold(database, tiny.roster(HUB, ann="early Mon, early Tue", ben="early Wed"))
    served.later(10 * 24 * 60)
    return served


def record(client: TestClient, *differences: dict[str, str], etag: str | None = None) -> dict[str, object]:
    """Record what was different, as of what is there, and give the answer."""
    etag = etag or client.get(f"{WEEK}/worked").headers["ETag"]
    answer = client.post(f"{WEEK}/worked", json={"differences": differences}, headers={"If-Match": etag})
    return {"status": answer.status_code, **answer.json()}


def test_a_week_is_recorded_beside_what_was_planned(served: Served) -> None:
    """The next week begins from it to the minute; of two who record at once the second is told."""
    manager = served.manager(HUB)
    seen = manager.get(f"{WEEK}/worked").headers["ETag"]
    assert manager.post(f"{WEEK}/worked", json={}).status_code == 428
    done = record(manager, LEFT, ILL, etag=seen)
    assert (done["status"], done["whole"], done["recorded"] is not None) == (201, True, True)
    assert record(manager, LEFT, etag=seen)["status"] == 412
    balances = {each["person"]: each for each in manager.get(f"{NEXT}/balances").json()["items"]}
    assert balances["ann"]["week_before_minutes"] == 440
    assert not balances["ann"]["assumed"]
    assert manager.get(f"{WEEK}/breaches").json()["items"] == done["breaches"]
    log = manager.get(f"/api/v1/hubs/{HUB.id}/audit").text
    assert "recorded what was worked" in log
    assert "sick" not in log


def test_nobody_but_a_manager_is_told_why_somebody_did_not_come(served: Served) -> None:
    """Their leader sees that they did not, and staff see their own balances alone."""
    assert record(served.manager(HUB), ILL)["absences"][0]["reason"] == "sick"  # type: ignore[index]
    leader = served.signed_in("leader@example.org", Grant(Role.SHIFT_LEADER, HUB.id, "Oak"))
    (absence,) = leader.get(f"{WEEK}/worked").json()["absences"]
    assert (absence["person"], absence["reason"]) == ("ann", None)
    assert record(leader, LEFT)["status"] == 201
    post = Post(HUB.id, "ben")
    staff = served.signed_in("ben@example.org", Grant(Role.STAFF, HUB.id), post=post)
    assert [each["person"] for each in staff.get(f"{NEXT}/balances").json()["items"]] == ["ben"]
    assert staff.get(f"{WEEK}/worked").status_code == 403


def test_nonsense_is_refused_with_its_place(served: Served) -> None:
    """All of it at once, and nothing is kept."""
    manager = served.manager(HUB)
    refused = record(manager, {**LEFT, "person": "zoe"}, {**ILL, "task": "Elm/2026-02-03/early/1"})
    assert refused["status"] == 422
    faults: list[dict[str, str]] = refused["faults"]  # type: ignore[assignment]
    assert [each["place"] for each in faults] == ["differences.0.person", "differences.1.task"]
    assert manager.get(f"{WEEK}/worked").json()["recorded"] is None


def test_another_hub_s_week_is_not_there(served: Served) -> None:
    """Neither to see nor to record."""
    other: Problem = tiny.hub(tiny.people("eve"), id=UUID(int=2))
    keep_file(served.database, other)
    assert served.manager(other).get(f"{WEEK}/worked").status_code == 404
