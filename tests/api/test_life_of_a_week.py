"""The life of a week over HTTP: a workbook in, a draft, refused, published, amended, calendars after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from hub_roster.domain.problem import Problem
from hub_roster.exchange.files import write_problem
from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served

HUB = tiny.hub(tiny.people("ann ben", contract_hours=24, most_hours=24), tiny.shift("early"))
WITHOUT_BEN = tiny.hub(tiny.people("ann", contract_hours=24, most_hours=24), tiny.shift("early", "Mon Tue"))


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service."""
    return Served(database)


def send(client: TestClient, problem: Problem, folder: Path, route: str = "", **fields: str) -> Any:
    """Send a hub's workbook."""
    path = folder / "hub.xlsx"
    write_problem(problem, path)
    with path.open("rb") as file:
        return client.post(f"/api/v1/imports{route}", files={"workbook": file}, data=fields)


def drafted(served: Served, client: TestClient, hub: Problem = HUB) -> str:
    """Ask for a draft of the week, work on it, and give the roster's id."""
    week = {"first_day": hub.first_day.isoformat(), "work": 4}
    asked = client.post(f"/api/v1/hubs/{hub.id}/drafts", json=week)
    assert asked.status_code == 202
    served.work()
    done = client.get(asked.headers["Location"]).json()
    assert done["state"] == "done", done
    return str(done["roster"])


def events(address: str, client: TestClient) -> dict[str, tuple[int, str]]:
    """Give the sequence and status of each event of a calendar, by its summary and day."""
    body = client.get(address.replace("http://testserver", ""))
    assert body.status_code == 200
    calendar: Any = Calendar.from_ical(body.content)
    return {
        f"{event['SUMMARY']} {event['DTSTART'].dt:%a}": (event["SEQUENCE"], str(event["STATUS"]))
        for event in calendar.walk("VEVENT")
    }


def test_the_life_of_a_week(served: Served, tmp_path: Path) -> None:
    """From an empty service to calendars on people's phones that follow each change."""
    administrator = served.signed_in("it@example.org", Grant(Role.ADMINISTRATOR))
    shown = send(administrator, HUB, tmp_path, "/preview").json()
    assert (shown["version"], shown["changes"]) == (0, [])
    assert send(administrator, HUB, tmp_path, after="0").status_code == 201
    manager = served.manager(HUB)
    assert [hub["name"] for hub in manager.get("/api/v1/hubs").json()["items"]] == ["Hub"]

    roster = drafted(served, manager)
    path = f"/api/v1/hubs/{HUB.id}/rosters"
    refused = manager.post(f"{path}/{roster}/publish", json={})
    assert refused.status_code == 409
    assert {fault["message"] for fault in refused.json()["faults"]} == {"480 minutes short."}
    signed = {"sign_off": {"contingency": "The manager works the Sunday."}}
    published = manager.post(f"{path}/{roster}/publish", json=signed)
    assert published.status_code == 200
    assert (published.json()["status"], published.json()["signed_by"]) == ("published", "manager-1")

    link = {"kind": "person", "key": "ann", "name": "Ann's phone"}
    made = manager.post(f"/api/v1/hubs/{HUB.id}/calendars", json=link)
    assert made.status_code == 201
    phone = served.client()
    before = events(made.json()["https"], phone)
    assert set(before.values()) == {(0, "CONFIRMED")}
    assert len(before) == 3

    served.later(20)
    assert send(manager, WITHOUT_BEN, tmp_path, after="1", why="Ben has left").status_code == 201
    amended = drafted(served, manager)
    overtaken = manager.post(f"{path}/{amended}/publish", json={})
    assert overtaken.status_code == 412
    assert overtaken.json()["current"] == published.json()["id"]
    again = manager.post(f"{path}/{amended}/publish", json={"instead_of": [published.json()["id"]]})
    assert (again.status_code, again.json()["status"]) == (200, "amended")
    after = events(made.json()["https"], phone)
    standing = {name for name, (_, status) in after.items() if status == "CONFIRMED"}
    assert standing == {"Early, Oak Mon", "Early, Oak Tue"}
    for name, (sequence, status) in after.items():
        assert status == "CONFIRMED" or (sequence, name[:10]) == (1, "Cancelled:")


def test_of_two_imports_the_second_is_told(served: Served, tmp_path: Path) -> None:
    """And what the first changed stays."""
    administrator = served.signed_in("it@example.org", Grant(Role.ADMINISTRATOR))
    send(administrator, HUB, tmp_path, after="0")
    manager = served.manager(HUB)
    assert send(manager, WITHOUT_BEN, tmp_path, after="1").json()["version"] == 2
    refused = send(manager, HUB, tmp_path, after="1")
    assert (refused.status_code, refused.json()["current"]) == (412, "2")


def test_a_workbook_with_faults_is_refused_with_all_of_them(served: Served, tmp_path: Path) -> None:
    """Each with its place; nothing is kept."""
    administrator = served.signed_in("it@example.org", Grant(Role.ADMINISTRATOR))
    path = tmp_path / "hub.json"
    path.write_text('{"first_day": "2026-02-03", "people": [{"key": "ann"}]}')
    with path.open("rb") as file:
        refused = administrator.post("/api/v1/imports", files={"workbook": file}, data={"after": "0"})
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    places = {fault["place"] for fault in refused.json()["faults"]}
    missing = {"$.id", "$.hubs", "$.places", "$.people[0].hub", "$.people[0].base"}
    assert places == {"$.first_day", *missing}
    assert str(tmp_path) not in refused.text


def test_a_draft_can_be_watched(served: Served, tmp_path: Path) -> None:
    """Its progress comes as events, the last of which says what came of it."""
    send(served.signed_in("it@example.org", Grant(Role.ADMINISTRATOR)), HUB, tmp_path, after="0")
    manager = served.manager(HUB)
    drafted(served, manager)
    last = manager.get(f"/api/v1/hubs/{HUB.id}/drafts").json()["items"][0]
    with manager.stream("GET", f"/api/v1/hubs/{HUB.id}/drafts/{last['id']}/progress") as stream:
        said = "".join(stream.iter_text())
    assert "event: draft" in said
    assert '"state":"done"' in said


def test_asking_twice_by_one_key_is_one_draft(served: Served, tmp_path: Path) -> None:
    """A second week's draft of the same week is refused while the first waits."""
    send(served.signed_in("it@example.org", Grant(Role.ADMINISTRATOR)), HUB, tmp_path, after="0")
    manager, path = served.manager(HUB), f"/api/v1/hubs/{HUB.id}/drafts"
    week, key = {"first_day": "2026-02-02"}, {"Idempotency-Key": "one"}
    first, second = (manager.post(path, json=week, headers=key).json() for _ in range(2))
    assert first["id"] == second["id"]
    other = manager.post(path, json=week)
    assert (other.status_code, other.json()["current"]) == (409, first["id"])
    assert manager.post(f"{path}/{first['id']}/cancel").json()["state"] == "cancelled"
