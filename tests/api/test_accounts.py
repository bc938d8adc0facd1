"""Accounts over HTTP: added by administrators, given roles by managers, never seen to by their own owner."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import PASSWORD, Served
from tests.service.kept import keep_file

HUB, OTHER = (tiny.hub(tiny.people("ann"), tiny.shift("early"), id=UUID(int=each)) for each in (1, 2))
ANN = {"name": "Ann@council.example", "shown_as": "Ann"}
ACCOUNTS = "/api/v1/accounts"
HERE = f"/api/v1/hubs/{HUB.id}/accounts"


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with two hubs."""
    for hub in (HUB, OTHER):
        keep_file(database, hub)
    return Served(database)


@pytest.fixture
def administrator(served: Served) -> TestClient:
    """Give the browser of an administrator."""
    return served.signed_in("it@council.example", Grant(Role.ADMINISTRATOR))


def test_from_a_new_account_to_one_s_own_duties(served: Served, administrator: TestClient) -> None:
    """Added without a password anybody else knows; let into the hub by its manager."""
    added = administrator.post(ACCOUNTS, json=ANN)
    assert added.status_code == 201
    account = added.json()["id"]
    assert not added.json()["has_password"]
    link = administrator.post(f"{ACCOUNTS}/{account}/password-link").json()["token"]
    chosen = {"token": link, "password": PASSWORD}
    assert served.client().post("/api/v1/choose-password", json=chosen).status_code == 204
    assert served.client().post("/api/v1/choose-password", json=chosen).status_code == 401

    manager = served.manager(HUB)
    found = manager.post(f"{HERE}/find", json={"name": "ann@COUNCIL.example"}).json()
    assert (found["id"], found["roles"]) == (account, [])
    manager.post(f"{HERE}/{account}/give-role", json={"role": "staff", "home": "Oak"})
    tied = manager.post(f"{HERE}/{account}/tie", json={"person": "ann"}).json()
    assert (tied["roles"], tied["people"]) == ([{"role": "staff", "home": "Oak"}], ["ann"])
    assert [each["shown_as"] for each in manager.get(HERE).json()["items"]] == ["Ann", "manager-1"]
    ann = served.sign_in(ANN["name"])
    assert ann.get("/api/v1/me").json()["grants"][0]["role"] == "staff"
    manager.post(f"{HERE}/{account}/untie", json={"person": "ann"})
    gone = manager.post(f"{HERE}/{account}/take-role", json={"role": "staff", "home": "Oak"}).json()
    assert (gone["roles"], gone["people"]) == ([], [])


def test_a_manager_knows_of_their_own_hub_alone(served: Served) -> None:
    """What an account may do elsewhere is not theirs to see."""
    account = served.account("ann@council.example", Grant(Role.STAFF, HUB.id), Grant(Role.PLANNER, OTHER.id))
    (shown,) = [e for e in served.manager(HUB).get(HERE).json()["items"] if e["id"] == str(account)]
    assert [role["role"] for role in shown["roles"]] == ["staff"]


def test_of_two_who_rename_an_account_the_second_is_told(served: Served, administrator: TestClient) -> None:
    """What the first wrote stays; without a word on which version one saw nothing is changed."""
    account = served.account("ann@council.example")
    path = f"{ACCOUNTS}/{account}"
    seen = {"If-Match": administrator.get(path).headers["ETag"]}
    married = {"name": "ann.b@council.example", "shown_as": "Ann B"}
    assert administrator.put(path, json=married).status_code == 428
    assert administrator.put(path, json=married, headers=seen).json()["shown_as"] == "Ann B"
    assert administrator.put(path, json=ANN, headers=seen).status_code == 412
    assert administrator.get(path).json()["name"] == "ann.b@council.example"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_closed_account_is_out_until_it_is_opened(served: Served, administrator: TestClient) -> None:
    """At once, wherever it was signed in; its link to choose a password is gone too."""
    account = served.account("ann@council.example")
    ann = served.sign_in("ann@council.example")
    link = administrator.post(f"{ACCOUNTS}/{account}/password-link").json()["token"]
    assert administrator.post(f"{ACCOUNTS}/{account}/close").json()["open"] is False
    assert ann.get("/api/v1/me").status_code == 401
    assert administrator.post(f"{ACCOUNTS}/{account}/open").json()["open"] is True
    served.sign_in("ann@council.example")
    chosen = {"token": link, "password": PASSWORD}
    assert served.client().post("/api/v1/choose-password", json=chosen).status_code == 401


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_another_administrator_is_made_and_ended(served: Served, administrator: TestClient) -> None:
    """And whoever is one loses the password, to sign in by the council's provider alone."""
    account = served.account("ann@council.example")
    path = f"{ACCOUNTS}/{account}"
    assert administrator.post(f"{path}/make-administrator").json()["administrator"] is True
    assert served.sign_in("ann@council.example").get(ACCOUNTS).status_code == 200
    assert administrator.post(f"{path}/end-administrator").json()["administrator"] is False
    assert administrator.post(f"{path}/end-password").json()["has_password"] is False
    given = {"name": "ann@council.example", "password": PASSWORD}
    assert served.client().post("/api/v1/sign-in", json=given).status_code == 401
    assert administrator.post(f"{path}/untie").json()["tied_at"] is None


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_refused_is_said_in_a_sentence(served: Served, administrator: TestClient) -> None:
    """To administrators and managers alike."""
    account = served.account("ann@council.example")
    own = next(each["id"] for each in administrator.get(ACCOUNTS).json()["items"] if each["administrator"])
    manager = served.manager(HUB)
    for client, path, sent, status, said in (
        (administrator, ACCOUNTS, {"name": "ann", "shown_as": "Ann"}, 422, "A sign-in name is an e-mail"),
        (administrator, ACCOUNTS, ANN, 409, "an account with this e-mail address already"),
        (administrator, f"{ACCOUNTS}/{own}/close", {}, 403, "Nobody changes their own account"),
        (manager, f"{HERE}/find", {"name": "nobody@council.example"}, 422, "ask an administrator to add it"),
        (manager, f"{HERE}/{account}/give-role", {"role": "administrator"}, 422, "is no role in a hub"),
        (manager, f"{HERE}/{account}/give-role", {"role": "staff", "home": "Elm"}, 404, "nothing here"),
    ):
        refused = client.post(path, json=sent)
        assert (refused.status_code, said in refused.json()["detail"]) == (status, True), refused.text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_accounts_in_pages(served: Served, administrator: TestClient) -> None:
    """By name, whatever case it is written in."""
    for name in ("b@council.example", "A@council.example", "c@council.example"):
        served.account(name)
    first = administrator.get(ACCOUNTS, params={"limit": 3}).json()
    second = administrator.get(ACCOUNTS, params={"limit": 3, "cursor": first["next"]}).json()
    assert [each["shown_as"] for each in first["items"]] == ["A", "b", "c"]
    assert [each["shown_as"] for each in second["items"]] == ["it"]


def test_nobody_waits_for_the_database_in_the_loop_that_answers_all(
    served: Served, administrator: TestClient
) -> None:
    """Signing in and out, accounts and passwords ask it in threads: one that waits holds up no other."""
    in_the_loop: list[str] = []

    def look(*given: object) -> None:
        with suppress(RuntimeError):
            asyncio.get_running_loop()
            in_the_loop.append(str(given[2]))

    event.listen(served.database.engine, "before_cursor_execute", look)
    account = administrator.post(ACCOUNTS, json=ANN).json()["id"]
    link = administrator.post(f"{ACCOUNTS}/{account}/password-link").json()["token"]
    served.client().post("/api/v1/choose-password", json={"token": link, "password": PASSWORD})
    ann = served.sign_in(ANN["name"])
    changed = ann.post("/api/v1/me/password", json={"old": PASSWORD, "new": f"{PASSWORD}s"})
    assert changed.status_code == 204
    assert administrator.post("/api/v1/sign-out").status_code == 200
    event.remove(served.database.engine, "before_cursor_execute", look)
    assert in_the_loop == []


def test_what_changed_nothing_is_not_written_down(served: Served) -> None:
    """A role that is held already, or was never, and a person somebody stands for, or never did."""
    account = served.account("ann@council.example")
    manager = served.manager(HUB)
    role, person = {"role": "staff"}, {"person": "ann"}
    for step, body in (("take-role", role), ("untie", person)):
        assert manager.post(f"{HERE}/{account}/{step}", json=body).status_code == 200
    for step, body in (("give-role", role), ("tie", person)) * 2:
        assert manager.post(f"{HERE}/{account}/{step}", json=body).status_code == 200
    listed = manager.get(f"/api/v1/hubs/{HUB.id}/audit").json()["items"]
    of_ann = [each["did"] for each in listed if str(account) in each["subject"]]
    assert of_ann == ["tied an account to a person", "gave a role"]
