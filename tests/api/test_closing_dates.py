"""Closing dates over HTTP: read by all who ask for leave, set by managers who looked at them."""

from __future__ import annotations

import pytest

from hub_roster.store.accounts import Grant, Post
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep_file

HUB = tiny.hub(tiny.people("ann"))
PATH = f"/api/v1/hubs/{HUB.id}/leave/closing-dates"
INSPECTION = {
    "first_day": "2026-07-20",
    "last_day": "2026-07-31",
    "label": "Summer inspection fortnight",
    "closes_on": None,
}
SUMMER = {"first_day": "2026-08-01", "last_day": "2026-08-31", "label": "August", "closes_on": "2026-01-29"}


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with a hub."""
    keep_file(database, HUB)
    return Served(database)


def test_they_are_set_as_they_were_looked_at(served: Served) -> None:
    """In order of their days; who looked at what was before is told who changed it."""
    manager = served.manager(HUB)
    empty = manager.get(PATH)
    assert empty.json() == {"closings": []}
    given = {"closings": [SUMMER, INSPECTION]}
    assert manager.put(PATH, json=given).status_code == 428
    put = manager.put(PATH, json=given, headers={"If-Match": empty.headers["ETag"]})
    assert (put.status_code, put.json()) == (200, {"closings": [INSPECTION, SUMMER]})
    assert manager.get(PATH).headers["ETag"] == put.headers["ETag"]
    late = manager.put(PATH, json={"closings": []}, headers={"If-Match": empty.headers["ETag"]})
    assert late.status_code == 412
    assert f"manager-{HUB.id.int} changed this" in late.json()["detail"]
    assert manager.get(PATH).json() == put.json()


def test_what_is_asked_for_late_is_marked(served: Served) -> None:
    """And says what it was late for; whoever asks can read the dates, and sets none."""
    manager = served.manager(HUB)
    tag = manager.get(PATH).headers["ETag"]
    manager.put(PATH, json={"closings": [SUMMER]}, headers={"If-Match": tag})
    ann = served.signed_in("ann@example.org", Grant(Role.STAFF, HUB.id), post=Post(HUB.id, "ann"))
    assert ann.get(PATH).json()["closings"] == [SUMMER]
    assert ann.put(PATH, json={"closings": []}, headers={"If-Match": tag}).status_code == 403
    days = {"hub": str(HUB.id), "first_day": "2026-08-31", "last_day": "2026-09-01"}
    asked = ann.post("/api/v1/me/leave", json=days)
    assert (asked.status_code, asked.json()["late"]) == (201, True)
    assert asked.json()["weighed"]["closed"] == [SUMMER]


@pytest.mark.parametrize(
    "wrong",
    [
        {"last_day": "2026-07-01"},
        {"label": ""},
        {"label": "two\nlines"},
        {"label": "x" * 61},
        {"first_day": "0206-07-20"},
        {"reason": "an operation"},
    ],
)
def test_what_is_wrong_is_said_with_its_place(served: Served, wrong: dict[str, str]) -> None:
    """And nothing of the rest is set."""
    manager = served.manager(HUB)
    tag = manager.get(PATH).headers["ETag"]
    given = {"closings": [SUMMER, {**INSPECTION, **wrong}]}
    refused = manager.put(PATH, json=given, headers={"If-Match": tag})
    assert refused.status_code == 422
    assert all(each["place"].startswith("closings.1") for each in refused.json()["faults"])
    assert manager.get(PATH).json() == {"closings": []}
