"""The life of a leave over HTTP: asked, weighed, approved, in file, feed and draft, and cancelled again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from hub_roster.domain.people import LeaveYear
from hub_roster.service.access.accounts import tie_person
from hub_roster.service.access.caller import SERVICE
from hub_roster.service.audit import Did
from hub_roster.store.accounts import Grant, Post
from hub_roster.store.audit_log import AuditLog
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles
from hub_roster.store.rosters import Rosters
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.api.test_life_of_a_week import drafted, events
from tests.service.kept import keep_file, let_hold

YEAR = LeaveYear(person="ann", first_day=date(2025, 4, 1), last_day=date(2026, 3, 31), hours=16)

HUB = tiny.hub(
    tiny.people("ann ben cat", contract_hours=8, most_hours=8),
    tiny.shift("early", "Mon Tue Wed"),
    tiny.young("Heron", key_worker="ann", deputy="ben"),
    YEAR,
)
PATH = f"/api/v1/hubs/{HUB.id}/leave"
OWN = "/api/v1/me/leave"
DAYS = {"first_day": "2026-02-02", "last_day": "2026-02-04"}


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with a hub."""
    keep_file(database, HUB)
    return Served(database)


def staff(served: Served, person: str = "ann") -> TestClient:
    """Give the browser of somebody who works there."""
    return served.signed_in(f"{person}@example.org", Grant(Role.STAFF, HUB.id), post=Post(HUB.id, person))


def ask(client: TestClient, **days: str) -> Any:
    """Ask for leave of one's own."""
    asked = client.post(OWN, json={"hub": str(HUB.id), **DAYS, **days})
    assert asked.status_code == 201, asked.text
    return asked.json()


def decide(manager: TestClient, leave: str, decision: str, tag: str = "", **more: Any) -> Response:
    """Decide on a request as it stands, unless told as what it was looked at."""
    path = f"{PATH}/{leave}"
    tag = tag or manager.get(path).headers["ETag"]
    sent = {"decision": decision, **more}
    return manager.post(f"{path}/decision", json=sent, headers={"If-Match": tag})


def on_the_early(served: Served, roster: str) -> set[str]:
    """Give who is on a drafted roster."""
    with served.database.reading(WHOLE) as session:
        return {each.person for each in Rosters(session).roster(UUID(roster)).assignments}


def test_the_life_of_a_leave(served: Served) -> None:
    """From asking to being there again: file, calendar of leave, and draft follow each step."""
    manager, ann = served.manager(HUB), staff(served)
    link = {"kind": "leave", "key": "Hub", "name": "office"}
    feed = manager.post(f"/api/v1/hubs/{HUB.id}/calendars", json=link).json()["https"]
    assert "ann" in on_the_early(served, drafted(served, manager, HUB))
    ask(staff(served, "ben"), first_day="2026-02-03", last_day="2026-02-03")

    asked = ask(ann)
    (year,) = asked["weighed"]["years"]
    assert (year["hours"], year["of_this"], year["left"]) == (16, pytest.approx(4.8), pytest.approx(11.2))
    assert "Heron" not in str(asked)

    shown = manager.get(f"{PATH}/{asked['id']}")
    weighed = shown.json()["weighed"]
    monday, tuesday, _ = weighed["days"]
    assert (monday["asked"], tuesday["asked"]) == ([], ["ben"])
    cover = {"home": "Oak", "shift": "early", "seats": 1, "can_work": 3, "away": 0, "asked": 1, "left": 2}
    assert tuesday["cover"] == cover
    (heron,) = weighed["young_people"]
    assert (heron["young_person"], heron["tie"], heron["second"]) == ("Heron", "key worker", "ben")
    assert heron["second_asked"] == ["2026-02-03"]

    approved = decide(manager, asked["id"], "approve", shown.headers["ETag"])
    assert (approved.status_code, approved.json()["state"], approved.json()["in_file"]) == (
        200,
        "approved",
        True,
    )
    assert manager.get("/api/v1/hubs").json()["items"][0]["version"] == 2
    assert events(feed, served.client()) == {"Leave: ann Mon": (0, "CONFIRMED")}
    own = ann.get(OWN).json()
    assert own["booked"] == [{"hub": str(HUB.id), "person": "ann", **DAYS}]
    assert (own["years"][0]["booked"], own["items"][0]["state"]) == (pytest.approx(4.8), "approved")
    assert "ann" not in on_the_early(served, drafted(served, manager, HUB))

    served.later(20)
    tag = ann.get(f"{OWN}/{asked['id']}").headers["ETag"]
    back = ann.post(f"{OWN}/{asked['id']}/withdraw", headers={"If-Match": tag})
    assert (back.status_code, back.json()["state"]) == (200, "cancel asked")
    waiting = manager.get(PATH, params={"state": "cancel asked"}).json()["items"]
    assert [each["id"] for each in waiting] == [asked["id"]]
    cancelled = decide(manager, asked["id"], "cancel").json()
    assert (cancelled["state"], cancelled["in_file"]) == ("cancelled", False)
    kinds = [each["kind"] for each in cancelled["events"]]
    assert kinds == ["asked", "approved", "cancel asked", "cancelled"]
    assert events(feed, served.client()) == {"Cancelled: Leave: ann Mon": (1, "CANCELLED")}
    assert "ann" in on_the_early(served, drafted(served, manager, HUB))
    messages = manager.get(f"/api/v1/hubs/{HUB.id}/messages").json()["items"]
    assert {each["person"] for each in messages} == {"ann"}


def test_of_two_managers_the_second_is_told(served: Served) -> None:
    """What the first decided stays, and who it was is said; without a tag nobody decides."""
    asked = ask(staff(served))
    one, other = (
        served.signed_in(f"{name}@example.org", Grant(Role.HUB_MANAGER, HUB.id)) for name in ("mia", "moe")
    )
    tag = one.get(f"{PATH}/{asked['id']}").headers["ETag"]
    assert one.post(f"{PATH}/{asked['id']}/decision", json={"decision": "approve"}).status_code == 428
    assert decide(one, asked["id"], "approve", tag).status_code == 200
    late = decide(other, asked["id"], "decline", tag, ground="not enough cover")
    assert late.status_code == 412
    assert "mia changed this" in late.json()["detail"]
    assert one.get(f"{PATH}/{asked['id']}").json()["state"] == "approved"


def test_two_at_the_very_same_time_are_one_decision(served: Served) -> None:
    """Both looked at it as it was asked; one version of the file comes of it, whoever was first."""
    asked, manager = ask(staff(served)), served.manager(HUB)
    tag = manager.get(f"{PATH}/{asked['id']}").headers["ETag"]
    clients = [manager, served.sign_in(f"manager-{HUB.id.int}@example.org")]
    answers: list[int] = []
    threads = [
        Thread(target=lambda c=c: answers.append(decide(c, asked["id"], "approve", tag).status_code))
        for c in clients
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 412]
    with served.database.reading(WHOLE) as session:
        assert HubFiles(session).newest(HUB.id).number == 2


def test_work_in_force_is_named_before_it_is_approved(served: Served) -> None:
    """Refused with all of it, in words without a young person; approved with its ids sent back."""
    let_hold(served.database, tiny.roster(HUB, ann="early Tue", ben="early Mon"))
    asked, manager = ask(staff(served)), served.manager(HUB)
    assert [each["post"] for each in asked["weighed"]["duties"]] == ["Early, Oak"]
    refused = decide(manager, asked["id"], "approve")
    assert refused.status_code == 409
    (fault,) = refused.json()["faults"]
    assert fault["message"] == (
        "Early, Oak, 03 Feb 2026 07:00 to 03 Feb 2026 15:00 (UTC), 1 short without them."
    )
    (duty,) = manager.get(f"{PATH}/{asked['id']}").json()["weighed"]["duties"]
    assert (duty["id"], duty["task"], duty["short"]) == (fault["place"], "Oak/2026-02-03/early/1", 1)
    assert decide(manager, asked["id"], "approve", duties_seen=[duty["id"]]).status_code == 200


def test_what_cannot_be_asked_for_is_told_at_once(served: Served) -> None:
    """Every fault with its place; days sent in the wrong order, and those asked for already."""
    ann = staff(served)
    ask(ann)
    days = {"hub": str(HUB.id), "first_day": "2026-02-03", "last_day": "2026-02-02"}
    refused = ann.post(OWN, json=days)
    assert refused.status_code == 409
    assert [each["place"] for each in refused.json()["faults"]] == ["last_day"]
    again = ann.post(OWN, json={**days, "last_day": "2026-02-03"})
    assert again.status_code == 409
    assert "2 Feb 2026 to 4 Feb 2026" in again.json()["faults"][0]["message"]


def test_why_is_nowhere_to_be_written(served: Served) -> None:
    """A reason that is sent all the same is refused, not kept."""
    sent = {"hub": str(HUB.id), **DAYS, "reason": "an operation"}
    refused = staff(served).post(OWN, json=sent)
    assert refused.status_code == 422
    assert "an operation" not in refused.text


def test_nobody_sees_the_leave_of_others_but_who_decides(served: Served) -> None:
    """To colleagues and partners it is not there; an auditor reads it and decides nothing."""
    asked = ask(staff(served))
    path = f"{PATH}/{asked['id']}"
    ben = staff(served, "ben")
    assert ben.get(f"{OWN}/{asked['id']}").status_code == 404
    assert ben.post(f"{OWN}/{asked['id']}/withdraw", headers={"If-Match": '"x"'}).status_code == 404
    assert ben.get(OWN).json()["items"] == []
    assert (ben.get(PATH).status_code, ben.get(path).status_code) == (403, 403)
    auditor = served.signed_in("auditor@example.org", Grant(Role.AUDITOR, HUB.id))
    assert [each["id"] for each in auditor.get(PATH).json()["items"]] == [asked["id"]]
    assert decide(auditor, asked["id"], "approve").status_code == 403


def test_a_partner_asks_for_no_leave(served: Served) -> None:
    """Their own employer sees to it."""
    post = Post(HUB.id, "ben")
    partner = served.signed_in("partner@example.org", Grant(Role.PARTNER, HUB.id), post=post)
    assert partner.post(OWN, json={"hub": str(HUB.id), **DAYS}).status_code == 403


def test_no_other_system_asks_or_decides(served: Served) -> None:
    """A manager's key reads what there is: nobody's leave is decided on by a machine."""
    asked = ask(staff(served))
    wanted = {"name": "payroll", "role": "hub manager"}
    made = served.manager(HUB).post(f"/api/v1/hubs/{HUB.id}/keys", json=wanted).json()
    system = served.client()
    system.headers["Authorization"] = f"Bearer {made['key']}"
    assert system.post(OWN, json={"hub": str(HUB.id), **DAYS}).status_code == 403
    assert system.post(PATH, json={"person": "ben", **DAYS}).status_code == 403
    assert system.get(f"{PATH}/{asked['id']}").json()["state"] == "asked"
    assert decide(system, asked["id"], "approve").status_code == 403


def test_a_manager_writes_down_what_somebody_asked(served: Served) -> None:
    """By telephone, say; whose it is sees it as their own, and may take it back."""
    ann, manager = staff(served), served.manager(HUB)
    made = manager.post(PATH, json={"person": "ann", **DAYS})
    assert (made.status_code, made.json()["asked_by"]) == (201, f"manager-{HUB.id.int}")
    assert manager.get(made.headers["Location"]).headers["ETag"] == made.headers["ETag"]
    path = f"{OWN}/{made.json()['id']}"
    tag = ann.get(path).headers["ETag"]
    assert ann.post(f"{path}/withdraw", headers={"If-Match": tag}).json()["state"] == "withdrawn"
    assert ann.post(f"{path}/withdraw", headers={"If-Match": tag}).status_code == 412


def pages(manager: TestClient, **asked: Any) -> Iterator[str]:
    """Give the first days of all requests, a page of two at a time."""
    cursor: dict[str, str] = {}
    while True:
        page = manager.get(PATH, params={**asked, **cursor, "limit": 2}).json()
        yield from (each["first_day"] for each in page["items"])
        if page["next"] is None:
            return
        cursor = {"cursor": page["next"]}


def test_they_are_listed_by_state_and_days(served: Served) -> None:
    """Page by page, each once."""
    ann, manager = staff(served), served.manager(HUB)
    days = [f"2026-03-{day:02}" for day in (2, 4, 6, 10, 12)]
    requests = [ask(ann, first_day=day, last_day=day)["id"] for day in reversed(days)]
    decide(manager, requests[0], "decline", ground="days are closed")
    assert list(pages(manager)) == days
    assert list(pages(manager, state="asked")) == days[:4]
    assert list(pages(manager, state=["declined", "approved"])) == days[4:]
    assert list(pages(manager, first_day="2026-03-04", last_day="2026-03-10")) == days[1:4]
    assert ann.get(f"{OWN}/{requests[0]}").json()["ground"] == "days are closed"


def test_a_workbook_that_left_it_out_shows(served: Served) -> None:
    """Approved it stays, and says that the hub's file has it no more."""
    asked, manager = ask(staff(served)), served.manager(HUB)
    decide(manager, asked["id"], "approve")
    keep_file(served.database, HUB, after=2)
    shown = manager.get(f"{PATH}/{asked['id']}").json()
    assert (shown["state"], shown["in_file"]) == ("approved", False)


def test_whose_key_worker_is_away_is_a_look(served: Served) -> None:
    """At the young people it names, written down before it is answered; in the list nobody is named."""
    asked, manager = ask(staff(served)), served.manager(HUB)
    assert "Heron" not in manager.get(PATH).text
    assert "Heron" in manager.get(f"{PATH}/{asked['id']}").text
    with served.database.reading(WHOLE) as session:
        last = [link.deed for link, _ in AuditLog(session).whole()][-1]
    assert (last.action, last.subject) == (Did.LOOKED, "a young person: request for leave")


def test_whoever_has_two_posts_says_which(served: Served) -> None:
    """Nobody guesses; a post of somebody else is none of theirs."""
    client = staff(served)
    account = served.account("other@example.org", Grant(Role.STAFF, HUB.id), post=Post(HUB.id, "ben"))
    tie_person(served.entrance, SERVICE, account, Post(HUB.id, "cat"), at=served.at)
    two, sent = served.sign_in("other@example.org"), {"hub": str(HUB.id), **DAYS}
    refused = two.post(OWN, json=sent)
    assert (refused.status_code, refused.json()["faults"][0]["place"]) == (409, "person")
    assert two.post(OWN, json={**sent, "person": "ann"}).status_code == 404
    assert two.post(OWN, json={**sent, "person": "cat"}).status_code == 201
    assert client.post(OWN, json=sent).json()["person"] == "ann"
