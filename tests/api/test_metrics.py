"""Figures for Prometheus: of routes, calendars, drafts and messages; for whoever watches, about nobody."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from hub_roster.api.metrics import family
from hub_roster.service.retention.daily import Sweeper
from hub_roster.store.accounts import Grant, Post
from hub_roster.store.database import Database
from hub_roster.store.migrating import upgrade
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep, keep_file

HUB = tiny.hub(tiny.people("ann ben", contract_hours=40), tiny.shift("early", "Mon Tue"))
TOKEN = "what the watchers know"
BY_TOKEN = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with a hub."""
    keep_file(database, HUB)
    return Served(database, metrics_token=TOKEN)


def read(client: TestClient) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Give every figure by its name and labels."""
    answer = client.get("/metrics", headers=BY_TOKEN)
    assert answer.status_code == 200, answer.text
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for metric in text_string_to_metric_families(answer.text)
        for sample in metric.samples
    }


def of(name: str, labels: Mapping[str, str] | None = None) -> tuple[str, frozenset[tuple[str, str]]]:
    """Give the place of a figure."""
    return f"hub_roster_{name}", frozenset((labels or {}).items())


def test_requests_are_counted_by_route_and_reads_of_calendars_by_program(served: Served) -> None:
    """By no address, no token and no whole name of a program."""
    manager = served.manager(HUB)
    link = {"kind": "home", "key": "Oak", "name": "office"}
    made = manager.post(f"/api/v1/hubs/{HUB.id}/calendars", json=link).json()
    path = made["https"].replace("http://testserver", "")
    phone = served.client()
    phone.headers["User-Agent"] = "iOS/18.1 (22B83) dataaccessd/1.0 of Ann's phone"
    tag = phone.get(path).headers["ETag"]
    phone.get(path, headers={"If-None-Match": tag})
    phone.get("/feeds/none.ics", headers={"User-Agent": "Google-Calendar-Importer"})
    found = read(served.client())
    for status, client in (("200", "apple"), ("304", "apple"), ("404", "google")):
        assert found[of("feed_reads_total", {"status": status, "client": client})] == 1
    route = {"route": "/feeds/{token}.ics", "method": "GET"}
    assert found[of("requests_total", {**route, "status": "304"})] == 1
    assert found[of("request_seconds_count", route)] == 3
    said = str(found)
    for secret in (str(HUB.id), path, "Ann", "Oak", "22B83"):
        assert secret not in said


def test_what_waits_is_read_from_the_database(served: Served) -> None:
    """Whichever process put it there: drafts, messages, how long the oldest waits."""
    served.account("ann@example.org", Grant(Role.STAFF, HUB.id), post=Post(HUB.id, "ann"))
    manager = served.manager(HUB)
    week = {"first_day": "2026-02-02"}
    assert manager.post(f"/api/v1/hubs/{HUB.id}/drafts", json=week).status_code == 202
    roster = keep(served.database, tiny.roster(HUB, ann="early Mon", ben="early Tue"))
    assert manager.post(f"/api/v1/hubs/{HUB.id}/rosters/{roster.id}/publish", json={}).status_code == 200
    assert of("since_sweep_seconds") not in read(served.client())
    Sweeper(served.database, served.clock).sweep_today()
    served.later(2)
    found = read(served.client())
    assert found[of("since_sweep_seconds")] == 120
    assert found[of("drafts", {"state": "waiting"})] == 1
    assert found[of("drafts", {"state": "failed"})] == 0
    assert found[of("oldest_draft_seconds", {"state": "waiting"})] == 120
    assert found[of("messages", {"channel": "e-mail", "state": "waiting"})] == 1
    assert found[of("messages", {"channel": "e-mail", "state": "not reached"})] == 1
    assert found[of("oldest_message_seconds", {"channel": "e-mail"})] == 120
    assert found[of("failed_attempts_last_day", {"channel": "webhook"})] == 0
    assert found[of("database_up")] == 1


def test_a_database_that_is_away_is_a_figure_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whoever watches learns of it from the figures, which come all the same."""
    file = tmp_path_factory.mktemp("away") / "hub-roster.db"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    served = Served(database, metrics_token=TOKEN)
    assert read(served.client())[of("database_up")] == 1
    before = read(served.client())[of("database_errors_total")]
    with database.owning() as connection:
        connection.exec_driver_sql("drop table message_attempt")
    found = read(served.client())
    assert found[of("database_up")] == 0
    assert found[of("database_errors_total")] == before + 1
    assert not any(name == "hub_roster_drafts" for name, _ in found)
    database.close()


@pytest.mark.parametrize(
    ("source", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.1", {}, 401),
        ("192.0.2.1", BY_TOKEN, 200),
        ("127.0.0.1", {"Authorization": "Bearer a guess"}, 401),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 401),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1", **BY_TOKEN}, 200),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_figures_are_for_whoever_watches(
    served: Served, source: str, headers: dict[str, str], status: int
) -> None:
    """The machine itself, or who has the token; what a proxy passes on comes from elsewhere."""
    client = TestClient(served.app, client=(source, 50000))
    assert client.get("/metrics", headers=headers).status_code == status


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_token_set_is_no_token_good(database: Database) -> None:
    """An empty one is none."""
    client = Served(database).client()
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 401
    assert client.get("/metrics").status_code == 401


@pytest.mark.parametrize(
    ("program", "kind"),
    [
        ("Google-Calendar-Importer", "google"),
        ("Microsoft.Exchange/15.20", "microsoft"),
        ("macOS/15.1 (24B83) CalendarAgent/1002", "apple"),
        ("Mozilla/5.0 Thunderbird/128", "thunderbird"),
        ("ICSx5/2.2", "android"),
        ("curl/8", "other"),
        ("", "other"),
    ],
)
def test_programs_are_counted_by_their_kind(program: str, kind: str) -> None:
    """So few that none says who it is."""
    assert family(program) == kind
