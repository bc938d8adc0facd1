"""Every route has a rule, and every role on every route is let in or kept out as the one table says."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from itertools import product
from uuid import UUID, uuid4

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient
from httpx2 import Response

from hub_roster.api.callers import (
    Allowed,
    AllowedInHome,
    AllowedInService,
    AllowedOrOwn,
    AllowedSomewhere,
    Anyone,
    SignedInOnly,
    Watching,
    session_of,
)
from hub_roster.service.access.actions import ABOUT_ONESELF, MAY, Action
from hub_roster.store.accounts import Grant, Post
from hub_roster.store.database import Database
from hub_roster.store.tables import FeedKind, Role
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep, keep_file, let_hold

IN_A_HUB = (Allowed, AllowedInHome, AllowedOrOwn, AllowedSomewhere)
RULES = (*IN_A_HUB, AllowedInService, Anyone, SignedInOnly, Watching)

OWN, OTHER = UUID(int=1), UUID(int=2)


def rules(dependant: Dependant) -> list[object]:
    """Give the rules a route depends on, however deep."""
    own = [dependant.call] if isinstance(dependant.call, RULES) or dependant.call is session_of else []
    return [*own, *(rule for inner in dependant.dependencies for rule in rules(inner))]


@dataclass(frozen=True)
class Asked:
    """A route, as somebody asks it."""

    path: str
    method: str
    rules: tuple[object, ...]


def routes(served: Served) -> list[Asked]:
    """Give every route of the service, those of routers in routers included."""
    found = [
        Asked(str(route.path), method, tuple(rules(route.dependant)))
        for route in iter_route_contexts(served.app.routes)
        if isinstance(route.original_route, APIRoute)
        for method in sorted((route.methods or set()) - {"HEAD"})
    ]
    assert len(found) >= 20
    return found


@dataclass
class Made:
    """Ids that paths are filled with: of a hub, and of something of every kind in it."""

    hub: UUID
    draft: str
    roster: str
    link: str
    account: str
    key: str
    number: int
    lock: str
    webhook: str
    offer: str
    leave: str
    hold: str
    sign_in: str = "0" * 64
    home: str = "Oak"
    monday: str = "2026-02-02"


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with two hubs."""
    served = Served(database)
    for hub in (OWN, OTHER):
        keep_file(database, tiny.hub(tiny.people("ann"), tiny.shift("early", "Mon"), id=hub))
    return served


def made(served: Served, hub: UUID) -> Made:
    """Make something of every kind in a hub."""
    problem = tiny.hub(tiny.people("ann"), tiny.shift("early", "Mon"), id=hub)
    manager = served.manager(problem)
    path = f"/api/v1/hubs/{hub}"
    draft = manager.post(f"{path}/drafts", json={"first_day": "2026-02-02", "work": 1}).json()["id"]
    # At its end, so that whoever watches it is not kept waiting.
    manager.post(f"{path}/drafts/{draft}/cancel")
    drafted = tiny.roster(problem, ann="early Mon")
    roster = keep(served.database, drafted).id
    asked = {"assignments": [str(drafted.assignments[0].id)], "until": "2026-01-31T12:00:00Z"}
    offer = manager.post(f"{path}/rosters/{roster}/offers", json=asked).json()[0]["id"]
    link = {"kind": FeedKind.HOME, "key": "Oak", "name": "office"}
    feed = manager.post(f"{path}/calendars", json=link).json()["id"]
    fixed = {"person": "ann", "task": "Oak/2026-02-02/early"}
    lock = manager.post(f"{path}/weeks/2026-02-02/locks", json=fixed).json()["id"]
    account = served.account(f"somebody-{hub.int}@example.org", Grant(Role.STAFF, hub))
    key = manager.post(f"{path}/keys", json={"name": "payroll", "role": "auditor"}).json()["id"]
    number = manager.get(f"{path}/audit").json()["items"][0]["number"]
    hook = {"name": "payroll", "address": "https://93.184.216.34/hook"}
    webhook = manager.post(f"{path}/webhooks", json=hook).json()["id"]
    away = {"person": "ann", "first_day": "2026-03-09", "last_day": "2026-03-10"}
    leave = manager.post(f"{path}/leave", json=away).json()["id"]
    hold = manager.post(f"{path}/holds", json={"label": "Inquiry 12"}).json()["id"]
    return Made(hub, draft, str(roster), feed, str(account), key, number, lock, webhook, offer, leave, hold)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_route_has_a_rule(served: Served) -> None:
    """One without would let in whoever knocks."""
    without = [route.path for route in routes(served) if not route.rules]
    assert without == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_route_in_a_hub_asks_about_that_hub(served: Served) -> None:
    """Its rule is about the hub in its path, not about being signed in alone."""
    loose = [
        route.path
        for route in routes(served)
        if "{hub}" in route.path and not any(isinstance(rule, IN_A_HUB) for rule in route.rules)
    ]
    assert loose == []


def ask(client: TestClient, route: Asked, made: Made) -> int:
    """Ask a route, and give the status it answers with."""
    return answer(client, route, made).status_code


def answer(client: TestClient, route: Asked, made: Made) -> Response:
    """Ask a route, and give what it answers; what it is sent may be unfit."""
    return client.request(route.method, filled(route.path, made), json={})


def filled(path: str, made: Made) -> str:
    """Give an address with its ids in it."""
    return path.format(**asdict(made))


def expected(rule: object, role: Role) -> bool:
    """Say whether a role may, by the table of roles alone."""
    if isinstance(rule, Allowed | AllowedInHome | AllowedSomewhere | AllowedInService):
        return rule.action in MAY[role]
    assert isinstance(rule, AllowedOrOwn)
    return bool({rule.action, rule.own} & MAY[role])


def test_every_role_on_every_route_of_a_hub(served: Served) -> None:
    """In one's own hub as the table says; of another's hub nobody is told that it is there."""
    own, other = made(served, OWN), made(served, OTHER)
    hubs_routes = [route for route in routes(served) if "{hub}" in route.path]
    for role in (role for role in Role if role is not Role.ADMINISTRATOR):
        client = served.signed_in(f"{role.replace(' ', '-')}@example.org", Grant(role, OWN))
        for route in hubs_routes:
            (rule,) = [r for r in route.rules if isinstance(r, IN_A_HUB)]
            status = ask(client, route, own)
            if not expected(rule, role):
                assert status == 403, (role, route.path)
            elif isinstance(rule, AllowedOrOwn) and rule.action not in MAY[role]:
                assert status in (200, 404, 422), (role, route.path)  # another's link is not there
            else:
                assert status not in (401, 403, 404), (role, route.path, status)
            assert ask(client, route, other) == 404, (role, route.path)


def expected_of_one_home(rule: object, role: Role, is_own: bool) -> bool:
    """Say whether a role limited to one home may: what is about oneself, and what is about that home."""
    if isinstance(rule, AllowedOrOwn):
        return rule.own in MAY[role] & ABOUT_ONESELF
    assert isinstance(rule, Allowed | AllowedInHome | AllowedSomewhere)
    reaches = {Allowed: False, AllowedInHome: is_own, AllowedSomewhere: True}[type(rule)]
    return rule.action in MAY[role] and (reaches or rule.action in ABOUT_ONESELF)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_role_for_one_home_on_every_route_of_a_hub(served: Served) -> None:
    """It reaches that home and what is one's own: no other home, nothing of the hub, no other hub."""
    own, other = made(served, OWN), made(served, OTHER)
    elsewhere = replace(own, home="Elm")
    hubs_routes = [route for route in routes(served) if "{hub}" in route.path]
    assert any("{home}" in route.path for route in hubs_routes)
    for role in (role for role in Role if role is not Role.ADMINISTRATOR):
        client = served.signed_in(f"{role.replace(' ', '-')}@example.org", Grant(role, OWN, "Oak"))
        for route in hubs_routes:
            (rule,) = [r for r in route.rules if isinstance(r, IN_A_HUB)]
            for place in (own, elsewhere) if "{home}" in route.path else (own,):
                status = ask(client, route, place)
                if not expected_of_one_home(rule, role, place.home == "Oak"):
                    assert status == 403, (role, route.path, place.home)
                elif isinstance(rule, AllowedOrOwn):
                    assert status in (200, 404, 422), (role, route.path)  # another's link is not there
                else:
                    assert status not in (401, 403, 404), (role, route.path, place.home, status)
            assert ask(client, route, other) == 404, (role, route.path)


def test_every_role_on_every_route_of_the_service(served: Served) -> None:
    """Accounts and the whole log are for administrators alone; nothing there is about a hub."""
    own = made(served, OWN)
    own.number = 1  # that an account was made
    of_the_service = [r for r in routes(served) if any(isinstance(x, AllowedInService) for x in r.rules)]
    assert not any("{hub}" in route.path for route in of_the_service)
    assert len(of_the_service) >= 10
    for role in Role:
        grant = Grant(role) if role is Role.ADMINISTRATOR else Grant(role, OWN)
        client = served.signed_in(f"{role.replace(' ', '-')}@example.org", grant)
        for route in of_the_service:
            (rule,) = [r for r in route.rules if isinstance(r, AllowedInService)]
            status = ask(client, route, own)
            if expected(rule, role):
                assert status not in (401, 403, 404), (role, route.path, status)
            else:
                assert status == 403, (role, route.path, status)


def test_nobody_is_let_in_without_signing_in(served: Served) -> None:
    """Whatever they ask, and however well they guess."""
    own = made(served, OWN)
    strangers = [served.client(), served.client()]
    strangers[1].headers["Authorization"] = f"Bearer hubroster_{uuid4().hex}_guess"
    for client, route in product(strangers, routes(served)):
        if not any(isinstance(rule, Anyone) for rule in route.rules):
            assert ask(client, route, own) == 401, route.path


def test_an_administrator_sees_no_hub(served: Served) -> None:
    """Who runs the service has no business with its young people: they give roles there, and that is all."""
    own = made(served, OWN)
    client = served.signed_in("it@example.org", Grant(Role.ADMINISTRATOR))
    assert client.get("/api/v1/hubs").json()["items"] == []
    for route in routes(served):
        if "{hub}" in route.path:
            (rule,) = [r for r in route.rules if isinstance(r, IN_A_HUB)]
            given = expected(rule, Role.ADMINISTRATOR)
            assert given == (rule.action is Action.GIVE_ROLES), route.path
            assert (ask(client, route, own) == 404) != given, route.path


def test_a_page_of_another_site_changes_nothing(served: Served) -> None:
    """A request that carries the cookie, but not the form's token, is refused."""
    own = made(served, OWN)
    client = served.sign_in(f"manager-{OWN.int}@example.org")
    del client.headers["X-Form-Token"]
    for route in routes(served):
        if route.method != "GET" and not any(isinstance(r, Anyone) for r in route.rules):
            assert ask(client, route, own) == 403, route.path
    assert client.get("/api/v1/hubs").status_code == 200


def test_a_planner_reads_no_young_person_s_code(served: Served) -> None:
    """Whatever they ask about a hub whose visits are named by codes: pseudonyms stand for them."""
    hub = tiny.hub(
        tiny.people("ann"),
        tiny.shift("early", "Mon"),
        tiny.young("Heron"),
        tiny.visit("to Heron", "Heron", between="16:00 18:00"),
        tiny.visit("Heron again", "Heron", "Tue"),
        id=OWN,
    )
    keep_file(served.database, hub, after=1)
    own = made(served, OWN)
    own.roster = str(keep(served.database, tiny.roster(hub, ann="to Heron Mon 16:00")).id)
    manager = served.sign_in(f"manager-{OWN.int}@example.org")
    planner = served.signed_in("planner@example.org", Grant(Role.PLANNER, OWN))
    said = {name: _all_there_is(client, served, own) for name, client in (("m", manager), ("p", planner))}
    assert "Heron" in said["m"]
    assert "Heron" not in said["p"]
    assert "outreach" in said["p"]


EVERYBODY = {"Heron", "Maple", "Otter"}

SEES = {
    Role.STAFF: {"Heron"},
    Role.SHIFT_LEADER: {"Heron"},
    Role.PARTNER: {"Heron"},
    Role.PLANNER: set[str](),
    Role.ADMINISTRATOR: set[str](),
    Role.HUB_MANAGER: EVERYBODY,
    Role.AUDITOR: EVERYBODY,
}
"""Who is shown to each role: one's own visit is to Heron, another's to Maple, and Otter lives there."""

WEEK = {"first_day": "2026-02-02", "last_day": "2026-02-02", "home": "Oak", "at": "2026-02-02T12:00:00Z"}
"""What routes ask for besides their path; one that does not ask leaves it."""


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", Role)
def test_a_code_that_may_not_be_seen_is_in_no_answer(served: Served, role: Role) -> None:
    """Every route, by every role, about own and other young people; what may be seen is there."""
    hub = tiny.hub(
        tiny.people("ann"),
        tiny.people("dan eve", contract_hours=40),
        tiny.shift("early", "Mon"),
        (tiny.resident("Otter"), tiny.young("Heron"), tiny.young("Maple")),
        tiny.visit("to Heron", "Heron", "Tue"),
        tiny.visit("to Maple", "Maple", "Tue"),
        id=OWN,
    )
    keep_file(served.database, hub, after=1)
    let_hold(served.database, tiny.roster(hub, dan="to Heron Tue 12:00", eve="to Maple Tue 12:00"))
    own = made(served, OWN)
    grant = Grant(role) if role is Role.ADMINISTRATOR else Grant(role, OWN)
    client = served.signed_in("one@example.org", grant, post=Post(OWN, "dan"))
    said = ""
    for route in sorted(routes(served), key=lambda route: route.method != "GET"):
        if session_of in route.rules or route.path.endswith("/progress"):
            continue
        if route.method == "GET" or role is not Role.HUB_MANAGER:
            given = client.request(route.method, filled(route.path, own), params=WEEK, json={})
            shown = {code for code in EVERYBODY if code in given.text}
            assert shown <= SEES[role], (role, route.path, given.text)
            said += given.text
    assert {code for code in EVERYBODY if code in said} == SEES[role]


def _all_there_is(client: TestClient, served: Served, own: Made) -> str:
    paths = (route.path for route in routes(served) if route.method == "GET")
    asked = (filled(path, own) for path in paths if not path.endswith("/progress"))
    return "".join(client.get(path).text for path in asked)
