"""Keys over HTTP: shown once, good in one hub, revoked at once."""

from __future__ import annotations

from uuid import UUID

import pytest

from hub_roster.store.database import Database
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep_file

HUB = tiny.hub(tiny.people("ann"), tiny.shift("early"), id=UUID(int=1))
KEYS = f"/api/v1/hubs/{HUB.id}/keys"


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with a hub."""
    keep_file(database, HUB)
    return Served(database)


def test_a_key_is_made_used_and_revoked(served: Served) -> None:
    """What opens is in the first answer alone; when it was last used is seen."""
    manager = served.manager(HUB)
    made = manager.post(KEYS, json={"name": "Payroll", "role": "auditor", "days": 30})
    assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
    payroll = served.client()
    payroll.headers["Authorization"] = f"Bearer {made.json()['key']}"
    assert payroll.get(f"/api/v1/hubs/{HUB.id}/rosters").status_code == 200
    (listed,) = manager.get(KEYS).json()["items"]
    assert (listed["good"], listed["last_used_at"]) == (True, served.at.isoformat().replace("+00:00", "Z"))
    assert made.json()["key"] not in manager.get(KEYS).text
    assert payroll.get(KEYS).status_code == 403  # no key makes more of its kind
    assert manager.post(f"{KEYS}/{listed['id']}/revoke").json()["good"] is False
    assert payroll.get(f"/api/v1/hubs/{HUB.id}/rosters").status_code == 401


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_unfit_key_is_refused_in_words(served: Served) -> None:
    """An administrator's, or one for nothing."""
    manager = served.manager(HUB)
    refused = manager.post(KEYS, json={"name": "All", "role": "administrator"})
    assert (refused.status_code, "cannot be an administrator's" in refused.json()["detail"]) == (422, True)
    assert manager.post(KEYS, json={"name": "", "role": "auditor"}).status_code == 422
    unknown = manager.post(f"{KEYS}/{UUID(int=9)}/revoke")
    assert unknown.status_code == 404
