"""How long records are kept, over HTTP: the policy and its signature, holds, and calendars with codes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.exchange.calendar_week import events_of
from tests.service.kept import keep_file, let_hold

HUB = tiny.hub(
    tiny.person("ann", name="Ann Archer", contract_hours=40),
    tiny.young("Heron"),
    tiny.shift("early", "Mon"),
    tiny.visit("v1", "Heron", "Tue"),
)
PATH = f"/api/v1/hubs/{HUB.id}"
POLICY: dict[str, Any] = {
    "full_calendars": False,
    "roster_years": 15,
    "audit_years": 6,
    "draft_weeks": 26,
    "signed_by": "R. Manager",
    "signed_on": "2026-01-30",
}


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with a hub, and a week in force."""
    served = Served(database)
    keep_file(database, HUB)
    let_hold(database, tiny.roster(HUB, ann="early Mon, v1 Tue 12:00"))
    return served


def put(client: TestClient, etag: str | None = None, **figures: object) -> Any:
    """Let another policy hold, by the version there is unless told."""
    if etag is None:
        etag = client.get(f"{PATH}/records-policy").headers["ETag"]
    return client.put(f"{PATH}/records-policy", json=POLICY | figures, headers={"If-Match": etag})


def log(client: TestClient) -> list[tuple[str, str]]:
    """Give what was done, the latest first."""
    return [(e["did"], e["subject"]) for e in client.get(f"{PATH}/audit").json()["items"]]


def test_a_policy_is_signed_and_written_down(served: Served) -> None:
    """Until then the law's years and no codes; both who reads and who audits see it."""
    manager = served.manager(HUB)
    before = manager.get(f"{PATH}/records-policy").json()
    assert before == POLICY | {
        "version": 0,
        "signed_by": None,
        "signed_on": None,
        "changed_at": None,
        "changed_by": None,
    }
    given = put(manager, roster_years=25)
    assert given.status_code == 200, given.text
    auditor = served.signed_in("auditor@example.org", Grant(Role.AUDITOR, HUB.id))
    now = auditor.get(f"{PATH}/records-policy")
    assert (now.json(), now.headers["ETag"]) == (given.json(), given.headers["ETag"])
    assert [now.json()[name] for name in ("version", "roster_years", "signed_by")] == [1, 25, "R. Manager"]
    assert log(auditor)[1] == (
        "changed the policy on records",
        "version 1 of the policy on records: rosters 25 years, audit details 6 years, drafts 26 weeks; "
        "calendars may not hold codes",
    )


def test_two_who_change_it_are_told_of_one_another(served: Served) -> None:
    """Without a version named it is refused; whoever comes second is told who was first."""
    manager = served.manager(HUB)
    assert manager.put(f"{PATH}/records-policy", json=POLICY).status_code == 428
    etag = manager.get(f"{PATH}/records-policy").headers["ETag"]
    assert put(manager, etag).status_code == 200
    second = put(manager, etag, roster_years=30)
    assert second.status_code == 412
    assert "manager-" in second.json()["detail"]
    assert manager.get(f"{PATH}/records-policy").json()["roster_years"] == 15


def test_a_policy_that_cannot_hold_is_refused_with_every_fault(served: Served) -> None:
    """Below the years of the law, beyond what makes sense, unsigned, signed on a day to come."""
    manager = served.manager(HUB)
    refused = put(
        manager, roster_years=14, audit_years=0, draft_weeks=261, signed_by=" ", signed_on="2026-01-31"
    )
    assert refused.status_code == 422
    faults = {fault["place"]: fault["message"] for fault in refused.json()["faults"]}
    assert faults.keys() == {"roster_years", "audit_years", "draft_weeks", "signed_by", "signed_on"}
    assert "regulation 37" in faults["roster_years"]
    assert put(manager, roster_years=101).status_code == 422
    assert manager.get(f"{PATH}/records-policy").json()["version"] == 0


def test_no_key_says_how_long_anything_is_kept(served: Served) -> None:
    """It reads the policy, and changes nothing of it; nor does it hold records."""
    made = served.manager(HUB).post(f"{PATH}/keys", json={"name": "payroll", "role": "hub manager"}).json()
    system = served.client()
    system.headers["Authorization"] = f"Bearer {made['key']}"
    assert system.get(f"{PATH}/holds").status_code == 200
    assert put(system).status_code == 403
    assert system.post(f"{PATH}/holds", json={"label": "Inquiry 12"}).status_code == 403


def test_a_hold_is_placed_and_lifted(served: Served) -> None:
    """It stays on record with who did what when, which an auditor reads."""
    manager = served.manager(HUB)
    sent = {"first_day": "2026-02-02", "label": "Inquiry 12"}
    placed = manager.post(f"{PATH}/holds", json=sent)
    assert placed.status_code == 201, placed.text
    hold = placed.json()
    assert (hold["first_day"], hold["last_day"], hold["label"]) == ("2026-02-02", None, "Inquiry 12")
    served.later(5)
    lifted = manager.post(f"{PATH}/holds/{hold['id']}/lift")
    assert lifted.status_code == 200
    assert lifted.json()["lifted_at"] > hold["placed_at"]
    again = manager.post(f"{PATH}/holds/{hold['id']}/lift")
    assert (again.status_code, "lifted before" in again.json()["detail"]) == (409, True)
    auditor = served.signed_in("auditor@example.org", Grant(Role.AUDITOR, HUB.id))
    assert auditor.get(f"{PATH}/holds").json()["items"] == [lifted.json()]
    assert [did for did, _ in log(auditor)[1:3]] == ["lifted a hold on records", "held records"]
    assert auditor.post(f"{PATH}/holds", json=sent).status_code == 403


@pytest.mark.parametrize(
    "sent",
    [
        {"label": ""},
        {"label": "about Heron"},
        {"label": "x" * 61},
        {"label": "Inquiry 12", "first_day": "2026-02-02", "last_day": "2026-02-01"},
        {"label": "Inquiry 12", "until": "2026-02-01"},
    ],
)
def test_a_hold_that_cannot_be_is_refused(served: Served, sent: dict[str, str]) -> None:
    """In words, and nothing is held."""
    manager = served.manager(HUB)
    assert manager.post(f"{PATH}/holds", json=sent).status_code == 422
    assert manager.get(f"{PATH}/holds").json()["items"] == []


# Calendars with young people's codes -----------------------------------------------------------------


def link(client: TestClient, level: str) -> Any:
    """Make a link to ann's calendar."""
    wanted = {"kind": "person", "key": "ann", "level": level, "name": level}
    return client.post(f"{PATH}/calendars", json=wanted)


def read(client: TestClient, made: Any) -> list[dict[str, str]]:
    """Read the calendar a link leads to."""
    address = made.json()["https"]
    given = client.get(address[address.index("/feeds/") :])
    assert given.status_code == 200
    return events_of(given.content)


def said(client: TestClient, made: Any) -> list[tuple[str, int]]:
    """Give what a calendar says of each duty, and how often that has changed."""
    return [(event["SUMMARY"].replace("\\,", ","), int(event["SEQUENCE"])) for event in read(client, made)]


NOWHERE = ("Ann", "Archer", "AA", "A.A", "Dale", "Oak house", "v1")

POSTS = [("Early, Oak", 0), ("Outreach", 0)]


def test_codes_stand_in_calendars_by_policy_alone(served: Served) -> None:
    """Refused until then; turned on, with a code and nothing else of anybody; turned off, gone at once."""
    manager, anyone = served.manager(HUB), served.client()
    busy, post = link(manager, "busy only"), link(manager, "post only")
    refused = link(manager, "full")
    assert (refused.status_code, "codes out of calendars" in refused.json()["detail"]) == (422, True)
    served.later(5)
    assert put(manager, full_calendars=True).status_code == 200
    full = link(manager, "full")
    assert full.status_code == 201
    assert said(anyone, full) == [("Early, Oak", 1), ("Outreach, Heron", 1)]
    others = said(anyone, busy), said(anyone, post)
    assert others == ([("Busy", 0), ("Busy", 0)], POSTS)
    served.later(5)
    assert put(manager, full_calendars=False).status_code == 200
    assert said(anyone, full) == [("Early, Oak", 2), ("Outreach", 2)]
    assert link(manager, "full").status_code == 422
    served.later(5)
    assert put(manager, full_calendars=True).status_code == 200
    assert said(anyone, full) == [("Early, Oak", 3), ("Outreach, Heron", 3)]
    assert (said(anyone, busy), said(anyone, post)) == others


def test_no_level_says_more_than_it_may(served: Served) -> None:
    """Over HTTP with the policy on: in full a code, at no level a name, initials, an area or a place."""
    manager, anyone = served.manager(HUB), served.client()
    put(manager, full_calendars=True)
    for level in ("busy only", "post only", "full"):
        events = read(anyone, link(manager, level))
        text = "\n".join(value for event in events for value in event.values())
        assert ("Heron" in text) == (level == "full"), level
        assert [word for word in NOWHERE if word in text] == [], level
        assert not any({"LOCATION", "GEO"} & event.keys() for event in events)


def test_a_change_of_figures_writes_no_calendar(served: Served) -> None:
    """Not a byte: clients that hold a copy are told that nothing changed."""
    manager, anyone = served.manager(HUB), served.client()
    put(manager, full_calendars=True)
    made = link(manager, "full")
    address = made.json()["https"]
    before = anyone.get(address[address.index("/feeds/") :])
    served.later(5)
    put(manager, full_calendars=True, roster_years=20)
    after = anyone.get(address[address.index("/feeds/") :], headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 304


def test_what_is_published_later_keeps_to_the_policy(served: Served) -> None:
    """An amendment and another workbook write calendars as the policy in force says."""
    manager, anyone = served.manager(HUB), served.client()
    put(manager, full_calendars=True)
    full = link(manager, "full")
    holding = manager.get(f"{PATH}/rosters").json()["items"][0]["id"]
    served.later(5)
    let_hold(served.database, tiny.roster(HUB, ann="v1 Tue 13:00"), [UUID(holding)])
    assert [s for s in said(anyone, full) if s[0].startswith("Outreach")] == [("Outreach, Heron", 2)]
    put(manager, full_calendars=False)
    holding = manager.get(f"{PATH}/rosters").json()["items"][0]["id"]
    let_hold(served.database, tiny.roster(HUB, ann="v1 Tue 14:00"), [UUID(holding)])
    assert [s for s in said(anyone, full) if s[0].startswith("Outreach")] == [("Outreach", 4)]
