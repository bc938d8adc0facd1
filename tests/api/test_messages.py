"""Messages over HTTP: what managers see of them, and how people choose to hear."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from hub_roster.service.access.accounts import close_account
from hub_roster.service.access.caller import SERVICE
from hub_roster.service.access.system_keys import make_key
from hub_roster.store.accounts import Grant, Post
from hub_roster.store.contacts import Contact, Contacts
from hub_roster.store.database import Database
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.service.access.callers import Beside, caller
from tests.service.kept import keep, keep_file

HUB = tiny.hub(tiny.people("ann ben cat", contract_hours=40), tiny.shift("early", "Mon Tue Wed"))
PATH = f"/api/v1/hubs/{HUB.id}"
MINE = "/api/v1/me/contact"
NUMBER = "+447700900123"


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with a hub, in which Ann has an account."""
    keep_file(database, HUB)
    served = Served(database)
    served.account("ann@example.org", Grant(Role.STAFF, HUB.id), post=Post(HUB.id, "ann"))
    return served


def test_a_manager_sees_who_was_told_and_who_could_not_be(served: Served) -> None:
    """A page at a time, or those in some states alone; no address and no number is shown."""
    manager = served.manager(HUB)
    roster = keep(served.database, tiny.roster(HUB, ann="early Mon", ben="early Tue", cat="early Wed"))
    published = manager.post(f"{PATH}/rosters/{roster.id}/publish", json={})
    assert (published.status_code, published.json()["not_reached"]) == (200, 2)
    answer = manager.get(f"{PATH}/messages")
    assert "@" not in answer.text
    states = {each["person"]: each["state"] for each in answer.json()["items"]}
    assert states == {"ann": "waiting", "ben": "not reached", "cat": "not reached"}
    first = manager.get(f"{PATH}/messages", params={"state": "not reached", "limit": 1}).json()
    following = {"state": "not reached", "limit": 1, "cursor": first["next"]}
    second = manager.get(f"{PATH}/messages", params=following).json()
    assert {page["items"][0]["person"] for page in (first, second)} == {"ben", "cat"}
    assert second["next"] is None
    assert served.sign_in("ann@example.org").get(f"{PATH}/messages").status_code == 403


def test_everybody_chooses_how_to_hear(served: Served) -> None:
    """By whatever they choose for later changes; of two changes at a time, the second is told."""
    ann = served.sign_in("ann@example.org")
    mine = ann.get(MINE)
    assert mine.json() == {"number": None, "later": "e-mail"}
    assert ann.put(MINE, json={"number": NUMBER}).status_code == 428
    seen = {"If-Match": mine.headers["ETag"]}
    changed = ann.put(MINE, json={"number": NUMBER, "later": "text"}, headers=seen)
    assert (changed.status_code, changed.json()) == (200, {"number": NUMBER, "later": "text"})
    assert ann.put(MINE, json={"later": "none"}, headers=seen).status_code == 412
    assert ann.get(MINE).headers["ETag"] == changed.headers["ETag"]
    assert served.manager(HUB).get(MINE).json()["number"] is None


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "wanted", [{"number": "07700900123"}, {"later": "text"}, {"number": NUMBER, "later": "post"}]
)
def test_a_way_that_cannot_be_is_refused(served: Served, wanted: dict[str, str]) -> None:
    """A number without its country, text messages without a number, and what there is not."""
    ann = served.sign_in("ann@example.org")
    seen = {"If-Match": ann.get(MINE).headers["ETag"]}
    assert ann.put(MINE, json=wanted, headers=seen).status_code == 422
    assert ann.get(MINE).json()["number"] is None


def test_a_number_goes_with_its_account(served: Served) -> None:
    """It is kept no longer than it is needed for, and it was never in the audit log."""
    made = served.account("ben@example.org", Grant(Role.STAFF, HUB.id))
    ben = served.sign_in("ben@example.org")
    seen = {"If-Match": ben.get(MINE).headers["ETag"]}
    ben.put(MINE, json={"number": NUMBER, "later": "none"}, headers=seen)
    close_account(served.entrance, SERVICE, made, at=served.at)
    with served.database.reading(WHOLE) as session:
        assert Contacts(session).of(made) == Contact()


def test_a_system_with_a_key_is_told_nothing(served: Served) -> None:
    """It stands for nobody."""
    manager, day = caller(Role.HUB_MANAGER, file_id=HUB.id), timedelta(days=1)
    new = make_key(
        served.entrance, manager, HUB.id, "payroll", Role.PLANNER, expires_at=served.at + day, at=served.at
    )
    system = served.client()
    system.headers["Authorization"] = f"Bearer {new.token}"
    assert system.get("/api/v1/me").status_code == 200
    assert system.get(MINE).status_code == 404


def test_of_two_changes_at_once_the_second_is_told(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both looked at the same choice: what the first made it stays."""
    ann, phone = (served.sign_in("ann@example.org") for _ in "12")
    tag = {"If-Match": ann.get(MINE).headers["ETag"]}
    answers: list[int] = []
    beside = Beside(lambda: answers.append(phone.put(MINE, json={"later": "none"}, headers=tag).status_code))
    keep_contact = Contacts.keep

    def keep_slowly(self: Contacts, account_id: UUID, contact: Contact) -> None:
        monkeypatch.setattr(Contacts, "keep", keep_contact)
        beside.begin()
        keep_contact(self, account_id, contact)

    monkeypatch.setattr(Contacts, "keep", keep_slowly)
    assert ann.put(MINE, json={"number": NUMBER}, headers=tag).status_code == 200
    beside.end()
    assert answers == [412]
    assert ann.get(MINE).json() == {"number": NUMBER, "later": "e-mail"}
