"""No answer shows a young person's code unless the audit log says, by then, to whom."""

from __future__ import annotations

from collections import Counter

import pytest
from fastapi.testclient import TestClient

from hub_roster.service.audit import Detail, Did
from hub_roster.store.accounts import Grant
from hub_roster.store.audit_log import AuditLog, Link
from hub_roster.store.database import Database
from hub_roster.store.outages import DatabaseAway
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.api.test_rules import answer, made, routes
from tests.service.kept import keep, keep_file

HUB = tiny.hub(
    tiny.people("ann"),
    tiny.shift("early", "Mon"),
    tiny.resident("Heron"),
    tiny.visit("to Heron", "Heron", between="16:00 18:00"),
)


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with a hub whose tasks are named by the code of a young person."""
    served = Served(database)
    keep_file(database, HUB)
    return served


def roster(served: Served) -> str:
    """Keep a draft in which somebody visits Heron."""
    return str(keep(served.database, tiny.roster(HUB, ann="to Heron Mon 16:00")).id)


def log(served: Served) -> list[tuple[Link, Detail]]:
    """Give every entry with its detail."""
    with served.database.reading(WHOLE) as session:
        return [
            (link, Detail.model_validate_json(kept.content))
            for link, kept in AuditLog(session).whole()
            if kept is not None and kept.content is not None
        ]


def looks(served: Served) -> list[Link]:
    """Give the entries of looks at Heron."""
    return [link for link, detail in log(served) if "Heron" in detail.young_people]


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_route_that_shows_a_code_writes_it_down(served: Served) -> None:
    """Of all routes, asked by each role an hour apart: Heron in the answer, or a file, has its entry."""
    mine = made(served, HUB.id)
    mine.roster = roster(served)
    showing: Counter[str] = Counter()
    taken_away: set[str] = set()
    for role in (role for role in Role if role is not Role.ADMINISTRATOR):
        client = served.signed_in(f"{role.replace(' ', '-')}@example.org", Grant(role, HUB.id))
        for route in routes(served):
            if "{hub}" not in route.path or route.path.endswith("/progress"):
                continue
            served.later(61)
            client = _still_in(served, client, role)
            before = len(looks(served))
            said = answer(client, route, mine)
            if "Content-Disposition" in said.headers:
                taken_away.add(route.path)
                assert log(served)[-1][0].deed.action == Did.EXPORTED, (role, route.path)
            elif "Heron" in said.text:
                showing[role] += 1
                assert len(looks(served)) == before + 1, (role, route.path)
    assert showing[Role.HUB_MANAGER]
    assert showing[Role.AUDITOR]
    assert not showing[Role.PLANNER]
    assert len(taken_away) >= 2


def _still_in(served: Served, client: TestClient, role: Role) -> TestClient:
    """Sign in again where a session has run out meanwhile."""
    if client.get("/api/v1/hubs").status_code == 401:
        return served.sign_in(f"{role.replace(' ', '-')}@example.org")
    return client


def test_a_look_says_who_looked_where_and_when(served: Served) -> None:
    """In the entry how many and at what; the code and the address in the detail that can be erased."""
    path = f"/api/v1/hubs/{HUB.id}/rosters/{roster(served)}"
    assert "Heron" in served.manager(HUB).get(path).text
    link, detail = log(served)[-1]
    assert (link.deed.action, link.deed.subject) == (Did.LOOKED, "a young person: roster with lines")
    assert (link.deed.at, link.deed.file_id) == (served.at, HUB.id)
    assert (detail.young_people, detail.words) == (("Heron",), path)


def test_the_same_look_is_written_once_an_hour(served: Served) -> None:
    """Not again within it by the same person, but of another roster, by somebody else, or afterwards."""
    path = f"/api/v1/hubs/{HUB.id}/rosters"
    one, other = (f"{path}/{roster(served)}" for _ in range(2))
    manager = served.manager(HUB)
    auditor = served.signed_in("auditor@example.org", Grant(Role.AUDITOR, HUB.id))
    written = []
    for client, address, minutes in (
        (manager, one, 0),
        (manager, one, 20),
        (manager, other, 0),
        (auditor, one, 0),
        (manager, one, 20),
        (manager, one, 20),
    ):
        served.later(minutes)
        before = len(looks(served))
        assert client.get(address).status_code == 200
        written.append(len(looks(served)) - before)
    assert written == [1, 0, 1, 1, 0, 1]


def test_a_pseudonym_is_no_look(served: Served) -> None:
    """A planner sees no code, and nothing is written down."""
    path = f"/api/v1/hubs/{HUB.id}/rosters/{roster(served)}"
    planner = served.signed_in("planner@example.org", Grant(Role.PLANNER, HUB.id))
    assert planner.get(path).status_code == 200
    assert looks(served) == []


def test_a_refusal_that_names_somebody_is_a_look(served: Served) -> None:
    """Why a roster may not go out is told in names of tasks, which may be made of a code."""
    too_early = keep(served.database, tiny.roster(HUB, ann="to Heron Mon 09:00")).id
    path = f"/api/v1/hubs/{HUB.id}/rosters/{too_early}/publish"
    refused = served.manager(HUB).post(path, json={})
    assert (refused.status_code, "Heron" in refused.text) == (409, True)
    assert [link.deed.subject for link in looks(served)] == ["a young person: publish roster"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_without_an_entry_there_is_no_answer(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the log cannot be written, whoever asks reads nothing of a young person."""
    path = f"/api/v1/hubs/{HUB.id}/rosters/{roster(served)}"
    manager = served.manager(HUB)

    def full(*given: object) -> None:
        raise OSError("no room left on the device")

    monkeypatch.setattr(AuditLog, "add", full)
    refused = manager.get(path)
    assert (refused.status_code, "Heron" in refused.text) == (500, False)

    def away(*given: object) -> None:
        raise DatabaseAway

    monkeypatch.setattr(AuditLog, "add", away)
    refused = manager.get(path)
    assert (refused.status_code, "Heron" in refused.text) == (503, False)
