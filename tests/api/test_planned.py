"""Shifts are published weeks ahead, and visits week by week: to plan these moves none of those."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from hub_roster.domain.tasks import Lock
from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep_file

HUB = tiny.hub(
    tiny.people("ann ben", contract_hours=24, most_hours=40),
    tiny.shift("early", "Mon Tue Wed"),
    tiny.young("Heron"),
    tiny.visit("V1", "Heron", until="Wed", between="16:00 18:00"),
)
PATH = f"/api/v1/hubs/{HUB.id}"


def drafted(served: Served, client: TestClient, **wanted: Any) -> dict[str, set[tuple[str, str]]]:
    """Ask for a draft, work on it, and give its id with who is on which shifts and who makes visits."""
    asked = client.post(f"{PATH}/drafts", json={"first_day": "2026-02-02", "work": 4, **wanted})
    assert asked.status_code == 202, asked.text
    served.work()
    done = client.get(asked.headers["Location"]).json()
    assert done["state"] == "done", done
    listed = client.get(f"{PATH}/rosters/{done['roster']}").json()["assignments"]
    pairs = {(each["person"], each["task"]) for each in listed}
    return {
        "id": {(done["roster"], "")},
        "visits": {pair for pair in pairs if pair[1].startswith("V")},
        "shifts": {pair for pair in pairs if not pair[1].startswith("V")},
    }


def publish(client: TestClient, draft: dict[str, set[tuple[str, str]]], *instead_of: str) -> str:
    """Publish a draft without a signature, and give the version that holds."""
    ((roster, _),) = draft["id"]
    answer = client.post(f"{PATH}/rosters/{roster}/publish", json={"instead_of": instead_of})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def test_visits_are_planned_into_shifts_published_weeks_ahead(database: Database) -> None:
    """Four weeks of shifts need no visit to go out; then the visits of the first week, and no shift moves."""
    keep_file(database, HUB)
    served = Served(database)
    manager = served.manager(HUB)
    month = drafted(served, manager, weeks=4, planned="shifts")
    assert (len(month["shifts"]), month["visits"]) == (12, set())
    in_force = publish(manager, month)
    week = drafted(served, manager, planned="visits")
    assert {task for _, task in week["visits"]} == {"V1"}
    assert week["shifts"] == {
        pair for pair in month["shifts"] if "2026-02-0" in pair[1] and pair[1] < "Oak/2026-02-09"
    }
    publish(manager, week, in_force)


def test_why_there_is_no_draft_is_said_as_each_role_sees_young_people(database: Database) -> None:
    """What was fixed by hand names a visit: a planner reads a pseudonym, and an event names nobody."""
    locks = [Lock(person="ann", task=task) for task in ("to Heron", "Oak/2026-02-02/early/1")]
    hub = tiny.hub(
        tiny.people("ann"),
        tiny.shift("early", "Mon"),
        tiny.young("Heron"),
        tiny.visit("to Heron", "Heron", between="10:00 12:00"),
        locks,
    )
    keep_file(database, hub)
    served = Served(database)
    manager = served.manager(hub)
    planner = served.signed_in("planner@example.org", Grant(Role.PLANNER, hub.id))
    asked = manager.post(f"{PATH}/drafts", json={"first_day": "2026-02-02", "work": 4})
    served.work()
    one = asked.headers["Location"]
    assert "ann on to Heron;" in manager.get(one).json()["reason"]
    for told in (planner.get(one), planner.get(f"{PATH}/drafts"), manager.get(f"{one}/progress")):
        assert "These cannot all stand together: ann on to " in told.text
        assert "Heron" not in told.text
