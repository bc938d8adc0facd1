"""Signing in by the council's provider over HTTP, as a browser does it."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient

from hub_roster.api.callers import FORM_TOKEN
from hub_roster.service.access.openid.provider import Provider
from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests.api.served import FRIDAY, PASSWORD, Served
from tests.service.access.openid.conftest import council, server
from tests.service.access.openid.council import ORIGIN, Council, Misbehaviour

__all__ = ["council", "server"]

MANAGER = "manager@council.example"


@pytest.fixture
def served(database: Database, council: Council) -> Served:
    """Give a service whose manager has an account, and is at the browser."""
    council.at = FRIDAY
    council.be("oid-of-the-manager", MANAGER)
    served = Served(database, provider=Provider(council.settings, lambda: council.at))
    served.account(MANAGER, Grant(Role.ADMINISTRATOR))
    return served


def away(client: TestClient, back_to: str = "/rosters") -> str:
    """Leave for the provider, sign in there, and give what the browser is sent back to."""
    left = client.get("/api/v1/sign-in/openid", params={"back_to": back_to}, follow_redirects=False)
    assert left.status_code == 303
    back = urlsplit(httpx2.get(left.headers["location"]).headers["location"])
    return f"{back.path}?{back.query}"


def test_a_browser_signs_in_and_out(served: Served, council: Council) -> None:
    """It goes on with the page it wanted, changes things by the form's token, and signs out there too."""
    client = served.client()
    assert client.get("/api/v1/sign-in").json() == {"password": True, "provider": "/api/v1/sign-in/openid"}
    back = client.get(away(client), follow_redirects=False)
    assert (back.status_code, back.headers["location"]) == (303, f"{ORIGIN}/rosters")
    assert set(client.cookies) == {"hub-roster"}
    cookie = back.headers["set-cookie"]
    assert all(each in cookie for each in ("HttpOnly", "SameSite=lax", "Max-Age=43200"))
    me = client.get("/api/v1/me").json()
    assert me["name"] == "manager"
    assert client.post("/api/v1/sign-out").status_code == 403
    left = client.post("/api/v1/sign-out", headers={FORM_TOKEN: me["form_token"]})
    assert left.json()["then"].startswith(f"{council.issuer}/logout?")
    assert client.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_session_s_token_is_another_after_signing_in(served: Served) -> None:
    """Whatever was in the browser before: one planted there opens nothing, the one of before is over."""
    client = served.sign_in(MANAGER)
    before = client.cookies["hub-roster"]
    client.get(away(client), follow_redirects=False)
    assert client.cookies["hub-roster"] != before
    other = served.client()
    other.cookies.set("hub-roster", before)
    assert other.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_link_of_somebody_else_s_sign_in_signs_nobody_in(served: Served) -> None:
    """It is for the browser it was begun in; a victim's gets no session from it."""
    link = away(served.client())
    for victim in (served.client(), served.client()):
        refused = victim.get(link, follow_redirects=False)
        assert (refused.status_code, set(victim.cookies)) == (401, set())
        assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_nobody_is_led_to_another_site(served: Served, wanted: str) -> None:
    """Whatever page a link asks to go on with."""
    client = served.client()
    back = client.get(away(client, wanted), follow_redirects=False)
    assert back.headers["location"] == f"{ORIGIN}/"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_where_it_sends_people_back_to_is_ours_to_say(served: Served) -> None:
    """Not a request's: its Host could be anybody's."""
    left = served.client().get(
        "/api/v1/sign-in/openid", headers={"Host": "evil.example"}, follow_redirects=False
    )
    assert "evil" not in left.headers["location"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_refused_is_said_in_words(served: Served, council: Council) -> None:
    """No account; a provider that is away; none at all; passwords switched off."""
    client = served.client()
    council.be("oid-of-a-stranger", "stranger@council.example")
    refused = client.get(away(client), follow_redirects=False)
    assert (refused.status_code, refused.json()["detail"][:21]) == (403, "Your council knows yo")
    served.later(60)
    council.at, council.misbehaves = served.at, Misbehaviour.DOWN
    link = "/api/v1/sign-in/openid/callback?state=made-up"
    assert client.get(link).status_code == 401
    without = Served(served.database)
    nowhere = without.client().get("/api/v1/sign-in/openid")
    assert (nowhere.status_code, "not set up" in nowhere.json()["detail"]) == (404, True)
    off = Served(served.database, provider=Provider(council.settings, served.clock), by_password=False)
    assert off.client().get("/api/v1/sign-in").json()["password"] is False
    down = off.client().get("/api/v1/sign-in/openid")
    assert (down.status_code, down.headers["retry-after"]) == (503, "60")
    given = {"name": MANAGER, "password": PASSWORD}
    refused = off.client().post("/api/v1/sign-in", json=given)
    assert (refused.status_code, "council's account" in refused.json()["detail"]) == (403, True)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_form_of_another_site_signs_nobody_in(served: Served) -> None:
    """What a page elsewhere can send without being asked is no JSON: nobody is signed in as its maker."""
    written = f'{{"name": "{MANAGER}", "password": "{PASSWORD}"}}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        client = served.client()
        sent = client.post("/api/v1/sign-in", content=written, headers={"Content-Type": kind} if kind else {})
        assert (sent.status_code, set(client.cookies)) == (422, set()), kind
