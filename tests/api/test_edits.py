"""Rosters edited over HTTP: what an edit breaks and mends, who was faster, and what the next draft keeps."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from fastapi.testclient import TestClient

from hub_roster.domain.roster import RosterStatus
from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep, keep_file

HUB = tiny.hub(
    tiny.people("ann ben", contract_hours=40), tiny.shift("early", "Mon Tue"), tiny.shift("late", "Mon")
)
PATH = f"/api/v1/hubs/{HUB.id}"
EARLY, LATE = "Oak/2026-02-02/early", "Oak/2026-02-02/late"
TUESDAY = "Oak/2026-02-03/early"


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with a hub."""
    keep_file(database, HUB)
    return Served(database)


def roster(served: Served, **lines: str) -> str:
    """Keep a roster as a draft, and give its id."""
    return str(keep(served.database, tiny.roster(HUB, **lines)).id)


def post(client: TestClient, roster: str, *changes: dict[str, Any], route: str = "edits") -> Any:
    """Change a roster as one who looked at it does."""
    tag = client.get(f"{PATH}/rosters/{roster}").headers["ETag"]
    return client.post(
        f"{PATH}/rosters/{roster}/{route}", json={"changes": changes}, headers={"If-Match": tag}
    )


def put(person: str, task: str, **more: str) -> dict[str, Any]:
    """Say that somebody takes a task."""
    return {"change": "put", "person": person, "task": task, **more}


def off(person: str, task: str) -> dict[str, Any]:
    """Say that somebody is taken off one."""
    return {"change": "take off", "person": person, "task": task}


def lines(client: TestClient, roster: str) -> set[tuple[str, str]]:
    """Give who is on what."""
    shown = client.get(f"{PATH}/rosters/{roster}").json()
    return {(each["person"], each["task"].rpartition("/")[0]) for each in shown["assignments"]}


def test_an_edit_makes_a_version_and_says_what_it_did(served: Served) -> None:
    """The version edited stays as it was; what the edit broke is told by its rule, for whom and of what."""
    manager, first = served.manager(HUB), roster(served, ann="late Mon", ben="early Mon, early Tue")
    answer = post(manager, first, put("ann", TUESDAY, instead_of="ben"))
    assert answer.status_code == 201, answer.text
    said, new = answer.json(), answer.json()["roster"]
    assert (new["follows"], new["status"], new["number"]) == (first, "draft", 2)
    assert answer.headers["Location"] == f"{PATH}/rosters/{new['id']}"
    assert manager.get(answer.headers["Location"]).headers["ETag"] == answer.headers["ETag"]
    assert {(each["rule"], each["whom"]) for each in said["broken"]} == {("daily rest", "ann")}
    (rest,) = said["broken"]
    assert set(rest["tasks"]) == {LATE, TUESDAY}
    assert rest["sentence"]
    assert said["violations"] == said["broken"]
    assert [(each["person"], each["now"] is None) for each in said["changes"]] == [
        ("ann", False),
        ("ben", True),
    ]
    assert lines(manager, first) == {("ann", LATE), ("ben", EARLY), ("ben", TUESDAY)}
    assert lines(manager, new["id"]) == {("ann", LATE), ("ben", EARLY), ("ann", TUESDAY)}
    back = post(manager, new["id"], put("ben", TUESDAY, instead_of="ann")).json()
    assert (back["broken"], back["mended"], back["violations"]) == ([], said["broken"], [])


def test_needs_and_cost_are_told_before_and_after(served: Served) -> None:
    """A seat nobody has any more is short, and met again when somebody takes it."""
    manager, first = served.manager(HUB), roster(served, ann="late Mon", ben="early Mon, early Tue")
    emptied = post(manager, first, off("ben", TUESDAY)).json()
    assert {(each["rule"], each["minutes"]) for each in emptied["short"]} >= {("seats", 480)}
    assert any(each["after"] > each["before"] for each in emptied["shortfall"])
    assert emptied["cost"]["after"] != emptied["cost"]["before"]
    assert sum(each["after"] - each["before"] for each in emptied["by_rule"].values()) == (
        emptied["cost"]["after"] - emptied["cost"]["before"]
    )
    filled = post(manager, emptied["roster"]["id"], put("ben", TUESDAY)).json()
    assert filled["met"] == emptied["short"]
    assert filled["cost"] == {"before": emptied["cost"]["after"], "after": emptied["cost"]["before"]}


def test_a_preview_says_the_same_and_keeps_nothing(served: Served) -> None:
    """No version, no lock."""
    manager, first = served.manager(HUB), roster(served, ann="late Mon", ben="early Mon")
    shown = post(manager, first, put("ann", TUESDAY), route="edits/preview")
    assert (shown.status_code, shown.json()["roster"]) == (200, None)
    assert len(manager.get(f"{PATH}/rosters").json()["items"]) == 1
    assert manager.get(f"{PATH}/weeks/2026-02-02/locks").json()["items"] == []
    kept = post(manager, first, put("ann", TUESDAY)).json()
    assert {**kept, "roster": None} == shown.json()


def test_an_edit_names_the_version_it_is_meant_for(served: Served) -> None:
    """Nobody edits what they did not look at, or what was worked; what is impossible is told at its place."""
    manager, first = served.manager(HUB), roster(served, ann="late Mon")
    path, body = f"{PATH}/rosters/{first}/edits", {"changes": [off("ann", LATE)]}
    assert manager.post(path, json=body).status_code == 428
    assert manager.post(path, json=body, headers={"If-Match": '"another"'}).status_code == 412
    refused = post(manager, first, put("dan", EARLY), put("ann", "nothing"))
    assert refused.status_code == 422
    assert [fault["place"] for fault in refused.json()["faults"]] == [
        "$.changes[0].person",
        "$.changes[1].task",
    ]
    worked = tiny.roster(HUB, ann="late Mon").model_copy(update={"status": RosterStatus.WORKED})
    record = str(keep(served.database, worked).id)
    assert post(manager, record, off("ann", LATE)).status_code == 409


def test_of_two_managers_at_one_time_the_second_is_told_and_nothing_is_lost(served: Served) -> None:
    """Who was faster, when, which version is the newest and what it changed; there the second goes on."""
    first = roster(served, ann="late Mon", ben="early Mon, early Tue")
    clients = [served.signed_in(f"m{k}@example.org", Grant(Role.HUB_MANAGER, HUB.id)) for k in range(2)]
    changes = [off("ben", TUESDAY), off("ann", LATE)]
    answers: list[Any] = [None, None]

    def ask(number: int) -> None:
        answers[number] = post(clients[number], first, changes[number])

    threads = [threading.Thread(target=ask, args=(k,)) for k in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [201, 412]
    second = next(k for k in range(2) if answers[k].status_code == 412)
    won, told = answers[1 - second].json(), answers[second].json()
    assert told["current"] == won["roster"]["id"]
    assert told["detail"].startswith(f"m{1 - second} changed this on 30 Jan 2026 at 12:00 (UTC).")
    person, task = (changes[1 - second][name] for name in ("person", "task"))
    assert told["faults"] == [{"place": person, "message": f"Is no longer on '{task}'."}]
    again = post(clients[second], told["current"], changes[second])
    assert again.status_code == 201
    assert lines(clients[0], again.json()["roster"]["id"]) == {("ben", EARLY)}


def test_the_next_draft_keeps_what_was_edited_until_it_is_released(served: Served) -> None:
    """Somebody taken off a shift by hand stays off it, and whoever was put on it stays on it."""
    manager = served.manager(HUB)
    first = drafted(served, manager)
    (person,) = (who for who, task in lines(manager, first) if task == EARLY)
    other = "ben" if person == "ann" else "ann"
    on_late = put(person, LATE, instead_of=other) if (other, LATE) in lines(manager, first) else None
    swap = [put(other, EARLY, instead_of=person), *([on_late] if on_late else [])]
    assert post(manager, first, *swap).status_code == 201
    held = manager.get(f"{PATH}/weeks/2026-02-02/locks").json()["items"]
    assert (other, EARLY, True, True) in {
        (each["person"], each["task"], each["must"], each["holds"]) for each in held
    }
    assert (other, EARLY) in lines(manager, drafted(served, manager))
    for each in held:
        gone = manager.delete(f"{PATH}/weeks/2026-02-02/locks/{each['id']}")
        assert gone.status_code == 204
    assert manager.get(f"{PATH}/weeks/2026-02-02/locks").json()["items"] == []
    assert lines(manager, drafted(served, manager)) == lines(manager, first)


def test_locks_that_contradict_each_other_refuse_the_next_draft(served: Served) -> None:
    """In the words of the smallest set of them."""
    manager = served.manager(HUB)
    for task in (EARLY, LATE, TUESDAY):
        fixed = manager.post(f"{PATH}/weeks/2026-02-02/locks", json={"person": "ann", "task": task})
        assert fixed.status_code == 201
    asked = manager.post(f"{PATH}/drafts", json={"first_day": "2026-02-02", "work": 4})
    served.work()
    failed = manager.get(asked.headers["Location"]).json()
    assert failed["state"] == "failed"
    assert failed["reason"] == f"These cannot all stand together: ann on {LATE}; ann on {TUESDAY}."


def test_a_roster_that_does_not_keep_what_was_fixed_is_not_published(served: Served) -> None:
    """Older than an edit, it would lose it unseen; released, it goes out."""
    manager = served.manager(HUB)
    first = roster(served, ann="late Mon", ben="early Mon, early Tue")
    post(manager, first, off("ben", TUESDAY))
    refused = manager.post(f"{PATH}/rosters/{first}/publish", json={})
    assert refused.status_code == 409
    assert "Release the lock" in refused.json()["faults"][0]["message"]
    (lock,) = manager.get(f"{PATH}/weeks/2026-02-02/locks").json()["items"]
    manager.delete(f"{PATH}/weeks/2026-02-02/locks/{lock['id']}")
    assert manager.post(f"{PATH}/rosters/{first}/publish", json={}).status_code == 200


def test_what_cannot_hold_is_not_fixed(served: Served) -> None:
    """Nobody of that name, no such shift, no free seat; nothing of it is kept."""
    manager, path = served.manager(HUB), f"{PATH}/weeks/2026-02-02/locks"
    assert manager.post(path, json={"person": "ann", "task": EARLY}).status_code == 201
    for person, task in (("dan", EARLY), ("ann", "nothing"), ("ben", EARLY)):
        refused = manager.post(path, json={"person": person, "task": task})
        assert refused.status_code == 422, (person, task)
    assert len(manager.get(path).json()["items"]) == 1
    assert manager.delete(f"{path}/{HUB.id}").status_code == 404


def drafted(served: Served, client: TestClient) -> str:
    """Ask for a draft of the week, work on it, and give the roster's id."""
    asked = client.post(f"{PATH}/drafts", json={"first_day": "2026-02-02", "work": 4})
    served.work()
    done = client.get(asked.headers["Location"]).json()
    assert done["state"] == "done", done
    return str(done["roster"])
