"""Amendments: each change of what people were told is kept with its notice, and told of before it is made."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from hub_roster.store.database import Database
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep, keep_file

HUB = tiny.hub(
    tiny.people("ann ben", contract_hours=40),
    tiny.shift("early", "Mon Tue"),
    tiny.young("Heron"),
    tiny.visit("V1", "Heron", until="Wed", between="10:00 15:00"),
)
PATH = f"/api/v1/hubs/{HUB.id}/rosters"
MONDAY, TUESDAY = "Oak/2026-02-02/early", "Oak/2026-02-03/early"
SIGNED = {"sign_off": {"contingency": "The manager comes in."}}


def roster(served: Served, **lines: str) -> str:
    """Keep a roster as a draft, and give its id."""
    return str(keep(served.database, tiny.roster(HUB, **lines)).id)


def publish(client: TestClient, roster: str, *instead_of: str) -> str:
    """Publish a roster, and give the version that holds."""
    answer = client.post(f"{PATH}/{roster}/publish", json={**SIGNED, "instead_of": instead_of})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def told(client: TestClient, roster: str, **query: Any) -> list[tuple[str, str, bool, bool, int]]:
    """Give what was changed: of whom and what, whether they had and have it, hours of notice."""
    items = client.get(f"{PATH}/{roster}/changes", params=query).json()["items"]
    return [
        (
            each["person"],
            each["task"],
            each["was_start"] is not None,
            each["start"] is not None,
            each["notice_minutes"] // 60,
        )
        for each in items
    ]


def test_each_change_is_kept_with_its_notice(database: Database) -> None:
    """From noon on Friday to the start of the earlier of what was and is; the latest change first."""
    keep_file(database, HUB)
    served = Served(database)
    manager = served.manager(HUB)
    first = publish(manager, roster(served, ann="early Mon, V1 Wed 11:00", ben="early Tue"))
    assert told(manager, first) == []
    second = publish(manager, roster(served, ann="early Mon, early Tue, V1 Wed 10:00"), first)
    assert sorted(told(manager, second)) == [
        ("ann", TUESDAY, False, True, 91),
        ("ann", "V1", True, True, 118),
        ("ben", TUESDAY, True, False, 91),
    ]
    served.later(20)
    third = publish(manager, roster(served, ann="early Tue, V1 Wed 10:00"), second)
    assert told(manager, third, limit=1) == [("ann", MONDAY, True, False, 66)]
    assert len(told(manager, first)) == 4
    later = manager.get(f"{PATH}/{third}/changes", params={"limit": 1}).json()["next"]
    assert len(told(manager, third, cursor=later)) == 3


def test_the_checklist_says_which_changes_come_late(database: Database) -> None:
    """Of shifts, by the policy's two weeks; visits are planned week by week."""
    keep_file(database, HUB)
    served = Served(database)
    manager = served.manager(HUB)
    draft = roster(served, ann="early Mon, V1 Wed 11:00", ben="early Tue")
    assert late(manager, draft) == {}
    publish(manager, draft)
    amended = roster(served, ann="early Mon, early Tue, V1 Wed 10:00")
    assert late(manager, amended) == {
        "ann": "This would be told 3 days before; the policy asks for 14 days.",
        "ben": "That this is taken away would be told 3 days before; the policy asks for 14 days.",
    }


def late(client: TestClient, roster: str) -> dict[str, str]:
    """Give what the checklist says of notice."""
    items = client.get(f"{PATH}/{roster}/checklist").json()
    return {item["whom"]: item["words"] for item in items if item["title"] == "notice given"}
