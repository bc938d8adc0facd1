"""Each request in the log: its route as it is written, who asked, an id; and nothing of what was said."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from hub_roster.api.without_tokens import WithoutTokens
from hub_roster.service.logs import LOG, WithoutValues, formatter
from hub_roster.store.database import Database
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep, keep_file

HUB = tiny.hub(
    tiny.people("ann", contract_hours=40), tiny.young("Heron"), tiny.visit("to Heron", "Heron", "Mon")
)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Give what the service writes, as a process of it would."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter({LOG: "json"}, out))
    handler.addFilter(WithoutValues())
    handler.addFilter(WithoutTokens())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield out
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with a hub."""
    keep_file(database, HUB)
    return Served(database)


def requests(log: io.StringIO) -> list[dict[str, Any]]:
    """Give the lines about requests."""
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return [line for line in lines if line["logger"] == "hub_roster.api.answered"]


def test_a_request_is_one_line(served: Served, log: io.StringIO) -> None:
    """With its route, not its address, without what was looked for, and who asked as the audit log has it."""
    client = served.client()
    client.get(f"/api/v1/hubs/{HUB.id}/rosters?first_day=2026-02-02")
    client.get("/feeds/s3cret-s3cret-s3cret.ics?since=Heron")
    client.get("/Heron/there/is/none")
    manager = served.manager(HUB)
    manager.get(f"/api/v1/hubs/{HUB.id}/messages", params={"limit": 1})
    said = {line["route"]: line for line in requests(log)}
    rosters = said["/api/v1/hubs/{hub}/rosters"]
    assert (rosters["method"], rosters["status"], rosters["caller"]) == ("GET", 401, None)
    assert said["/feeds/{token}.ics"]["status"] == said["-"]["status"] == 404
    assert said["/api/v1/hubs/{hub}/messages"]["caller"].startswith("account ")
    assert {"method", "route", "status", "ms", "request_id"} <= rosters.keys()
    for secret in (str(HUB.id), "s3cret", "Heron", "2026-02-02", "limit", "example.org", "testclient"):
        assert secret not in "".join(map(json.dumps, requests(log)))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_request_is_found_by_its_id(served: Served, log: io.StringIO) -> None:
    """What a proxy calls it, where that is fit for a line; else a name of our own; on every answer."""
    client = served.client()
    given = client.get("/healthz", headers={"X-Request-Id": "proxy-0001"})
    assert given.headers["X-Request-Id"] == "proxy-0001"
    for unfit in ("short", "a" * 65, "with space here", 'quote"quote"'):
        own = client.get("/healthz", headers={"X-Request-Id": unfit}).headers["X-Request-Id"]
        assert own != unfit
        assert len(own) == 32
    assert requests(log)[0]["request_id"] == "proxy-0001"


def test_an_error_about_a_young_person_is_not_quoted(served: Served, log: io.StringIO) -> None:
    """Of a fault of ours the log has kind, place and request; the caller has the id to tell us."""
    roster = keep(served.database, tiny.roster(HUB, ann="to Heron Mon 10:00"))
    manager = served.manager(HUB)

    def break_down(*_: object) -> None:
        raise OperationalError("select 'Heron'", {"code": "Heron"}, RuntimeError("Heron is away"))

    event.listen(served.database.engine, "before_cursor_execute", break_down)
    answer = manager.get(f"/api/v1/hubs/{HUB.id}/rosters/{roster.id}")
    event.remove(served.database.engine, "before_cursor_execute", break_down)
    assert answer.status_code == 500
    said = log.getvalue()
    assert "Heron" not in said
    (line,) = [line for line in requests(log) if line["status"] == 500]
    assert line["request_id"] == answer.headers["X-Request-Id"]
    # As any other answer it is kept by no browser, and read as nothing else.
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
