"""Routes that cost much, or are there before signing in: refused in words to who asks too often."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from hub_roster.service.access.signing_in import MOST_OF_SOURCE
from hub_roster.store.database import Database
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep_file

HUB = tiny.hub(tiny.people("ann"), tiny.shift("early"))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_route_refuses_who_asks_too_often(database: Database) -> None:
    """With 429 and when to come back; other people and other routes go on."""
    keep_file(database, HUB)
    served = Served(database)
    manager = served.manager(HUB)
    trial = f"/api/v1/hubs/{HUB.id}/webhooks/{HUB.id}/test"
    assert [manager.post(trial).status_code for _ in range(61)] == [404] * 60 + [429]
    path = f"/api/v1/hubs/{HUB.id}/drafts"
    answers = [manager.post(path, json={}).status_code for _ in range(61)]
    assert answers == [422] * 60 + [429]
    refused = manager.post(path, json={})
    assert (refused.headers["retry-after"], refused.headers["content-type"]) == (
        "10",
        "application/problem+json",
    )
    assert manager.get(path).status_code == 200
    served.later(1)
    assert manager.post(path, json={}).status_code == 422


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_inspector_s_pack_counts_as_any_export(database: Database) -> None:
    """In both its forms together."""
    keep_file(database, HUB)
    manager = Served(database).manager(HUB)
    path, unfit = f"/api/v1/hubs/{HUB.id}/homes/Oak/inspection", {"from": "2026-02-02", "to": "2026-02-01"}
    for ending in ("", ".pdf"):
        answers = [manager.get(f"{path}{ending}", params=unfit).status_code for _ in range(30)]
        assert answers == [422] * 30
    for ending in ("", ".pdf"):
        assert manager.get(f"{path}{ending}", params=unfit).status_code == 429


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_address_is_the_one_a_trusted_proxy_names(database: Database) -> None:
    """Whoever is no such proxy may write what they like: it is their own address that counts."""
    served = Served(database)
    trusting: Any = ProxyHeadersMiddleware(served.app, trusted_hosts=["testclient"])  # type: ignore[arg-type]
    wrong = {"name": "nobody@council.example", "password": "wrong"}
    for app, refused in ((trusting, 401), (served.app, 429)):
        client = TestClient(app)
        for number in range(MOST_OF_SOURCE):
            forwarded = {"X-Forwarded-For": f"10.0.0.{number}"}
            assert client.post("/api/v1/sign-in", json=wrong, headers=forwarded).status_code == 401
        last = client.post("/api/v1/sign-in", json=wrong, headers={"X-Forwarded-For": "10.0.1.1"})
        assert last.status_code == refused
