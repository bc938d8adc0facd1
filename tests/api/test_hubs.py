"""Hubs' files over HTTP: of two who import, the second is told who was first, by number and by tag."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from hub_roster.domain.problem import Problem
from hub_roster.exchange.files import write_problem
from hub_roster.store.database import Database
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep_file

HUB = tiny.hub(tiny.people("ann"), tiny.shift("early", "Mon"))
WITH_BEN = tiny.hub(tiny.people("ann ben"), tiny.shift("early", "Mon"))
WITH_CAT = tiny.hub(tiny.people("ann cat"), tiny.shift("early", "Mon"))


def send(client: TestClient, problem: Problem, file: Path, tag: str, after: int) -> Any:
    """Import a hub's workbook, for the version of a tag, or without any."""
    headers = {"If-Match": tag} if tag else {}
    return client.post(
        "/api/v1/imports", files=workbook_of(problem, file), data={"after": after}, headers=headers
    )


def workbook_of(problem: Problem, file: Path) -> dict[str, tuple[str, bytes]]:
    """Give a hub's workbook as a form sends it."""
    write_problem(problem, file)
    return {"workbook": (file.name, file.read_bytes())}


def test_of_two_who_import_the_second_is_told_who_was_first(database: Database, tmp_path: Path) -> None:
    """Whichever way they name what they looked at; what the first one changed stays."""
    served, file = Served(database), tmp_path / "hub.xlsx"
    keep_file(database, HUB)
    manager = served.manager(HUB)
    looked_at = manager.post("/api/v1/imports/preview", files=workbook_of(WITH_BEN, file)).headers["ETag"]
    first = send(manager, WITH_BEN, file, looked_at, 1)
    assert first.status_code == 201
    by_number = send(manager, WITH_CAT, file, "", 1)
    by_tag = send(manager, WITH_CAT, file, looked_at, 2)
    for refused in (by_number, by_tag):
        assert refused.status_code == 412
        assert refused.json()["detail"].startswith("manager-1 changed this on 30 Jan 2026 at 12:00 (UTC).")
    assert by_number.json()["current"] == "2"
    assert by_tag.json()["current"] == first.headers["ETag"]
    assert manager.get("/api/v1/hubs").json()["items"][0]["version"] == 2
    assert send(manager, WITH_CAT, file, first.headers["ETag"], 2).status_code == 201
