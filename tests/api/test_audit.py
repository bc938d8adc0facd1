"""The audit log over HTTP: in order, in pages, and with looks at it written down too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from hub_roster.service.access.caller import CallerKind
from hub_roster.service.audit import Detail, Did, record
from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep_file

HUB, OTHER = (tiny.hub(tiny.people("ann"), tiny.shift("early"), id=UUID(int=each)) for each in (1, 2))
AUDIT = f"/api/v1/hubs/{HUB.id}/audit"


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service in which something was done in two hubs."""
    served = Served(database)
    for hub in (HUB, OTHER):
        keep_file(database, hub)
        with database.writing(WHOLE) as session:
            detail = Detail(young_people=("Heron",), words="what was looked at")
            subject = "a young person"
            record(session, "service", Did.LOOKED, served.at, file_id=hub.id, subject=subject, detail=detail)
    return served


def test_a_hub_s_log_the_latest_first(served: Served) -> None:
    """By whom, as they are called now; no young person's code stands in the list."""
    manager = served.manager(HUB)
    served.account("ann@council.example", Grant(Role.STAFF, HUB.id))
    key = manager.post(f"/api/v1/hubs/{HUB.id}/keys", json={"name": "Payroll", "role": "auditor"}).json()
    first = manager.get(AUDIT, params={"limit": 2}).json()
    rest = manager.get(AUDIT, params={"cursor": first["next"]}).json()
    told = [(each["did"], each["name"]) for each in first["items"]]
    assert told == [("made a key", "manager-1"), ("gave a role", None)]
    assert [each["did"] for each in rest["items"]] == ["gave a role", "looked at a young person"]
    assert {each["hub"] for each in first["items"] + rest["items"]} == {str(HUB.id)}
    assert key["id"] in first["items"][0]["subject"]
    assert "Heron" not in manager.get(AUDIT).text


def test_to_look_at_a_detail_is_written_down(served: Served) -> None:
    """Who looked, and at which entry; another hub's is not there."""
    auditor = served.signed_in("ofsted@example.org", Grant(Role.AUDITOR, HUB.id))
    number = auditor.get(AUDIT).json()["items"][-1]["number"]
    detail = auditor.get(f"{AUDIT}/{number}").json()
    assert (detail["young_people"], detail["erased"]) == (["Heron"], False)
    last: dict[str, Any] = auditor.get(AUDIT).json()["items"][0]
    assert (last["did"], last["subject"]) == ("looked at an audit detail", f"entry {number}")
    assert (last["name"], last["actor"].split()[0]) == ("ofsted", CallerKind.ACCOUNT)
    assert auditor.get(f"{AUDIT}/{number + 1}").status_code == 404
    assert auditor.get(f"{AUDIT}/99999999999").status_code == 422


def test_whoever_runs_the_service_sees_no_hub_s_detail(served: Served) -> None:
    """That something was done there, and what was done in the service itself."""
    administrator = served.signed_in("it@council.example", Grant(Role.ADMINISTRATOR))
    listed = administrator.get("/api/v1/audit").json()["items"]
    of_hubs = [each for each in listed if each["hub"] is not None]
    assert {(each["did"], each["subject"]) for each in of_hubs} == {("looked at a young person", "")}
    assert administrator.get(f"/api/v1/audit/{of_hubs[0]['number']}").status_code == 404
    own = next(each for each in listed if each["did"] == "made an account")
    assert administrator.get(f"/api/v1/audit/{own['number']}").status_code == 200
    assert administrator.get("/api/v1/audit").json()["items"][0]["did"] == "looked at an audit detail"
