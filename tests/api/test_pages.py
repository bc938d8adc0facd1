"""Long lists in pages: every row once and in order, whatever comes and goes between two pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from hub_roster.api.pages import MOST, NoSuchPage, Number, Page, PageAsked
from hub_roster.store.database import Database
from hub_roster.store.tables import FeedKind
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep, keep_file

HUB = tiny.hub(tiny.people("ann"), tiny.shift("early", "Mon"))


def page_of(rows: list[int], cursor: str | None = None) -> Page[int]:
    """Give a page of two numbers."""
    return PageAsked(2, cursor).page_among(rows, tuple[Number], lambda row: (row,), lambda row: row)


def whole(rows: list[int]) -> list[list[int]]:
    """Read a list page by page."""
    pages: list[list[int]] = []
    cursor: str | None = None
    while True:
        page = page_of(rows, cursor)
        pages.append(page.items)
        if page.next is None:
            return pages
        cursor = page.next


@pytest.mark.parametrize(
    ("rows", "pages"),
    [
        ([], [[]]),
        ([1, 2], [[1, 2]]),
        ([1, 2, 3], [[1, 2], [3]]),
        ([1, 2, 3, 4], [[1, 2], [3, 4]]),
    ],
)
def test_a_list_is_read_whole(rows: list[int], pages: list[list[int]]) -> None:
    """The last page names no other, a full one neither."""
    assert whole(rows) == pages


def test_what_comes_and_goes_shifts_nothing() -> None:
    """The row a page ended with may be gone, and others have come before it."""
    first = page_of([2, 4, 6])
    second = page_of([1, 2, 3, 6, 7], first.next)
    assert (first.items, second.items) == ([2, 4], [6, 7])


@pytest.mark.parametrize("cursor", ["", "é", "AAAA", "WzFd=", "WyJhIl0", "Wy0xXQ", "WzFlOTldIA", "W10"])
def test_a_cursor_of_no_page_is_refused(cursor: str) -> None:
    """Whatever somebody writes, nothing of it reaches the database."""
    with pytest.raises(NoSuchPage):
        PageAsked(2, cursor).after(tuple[Number, Number])


def pages(client: TestClient, path: str) -> list[dict[str, Any]]:
    """Read a list of the service, two rows to a page."""
    found: list[dict[str, Any]] = []
    query = {"limit": "2"}
    while True:
        page = client.get(path, params=query).json()
        assert len(page["items"]) <= 2
        found += page["items"]
        if page["next"] is None:
            return found
        query["cursor"] = page["next"]


def test_the_lists_of_a_hub_in_pages(database: Database) -> None:
    """Rosters the latest first, drafts and calendars too, each in the order of the whole list."""
    served = Served(database)
    keep_file(database, HUB)
    manager, path = served.manager(HUB), f"/api/v1/hubs/{HUB.id}"
    for _ in range(3):
        keep(database, tiny.roster(HUB))
    for week in range(3):
        served.later(1 if week == 1 else 0)  # two drafts of one moment
        day = HUB.first_day + timedelta(days=7 * week)
        manager.post(f"{path}/drafts", json={"first_day": day.isoformat()})
        link = {"kind": FeedKind.HOME, "key": "Oak", "name": f"screen {week}"}
        manager.post(f"{path}/calendars", json=link)
    assert [each["number"] for each in pages(manager, f"{path}/rosters")] == [3, 2, 1]
    drafts = pages(manager, f"{path}/drafts")
    assert drafts == manager.get(f"{path}/drafts").json()["items"]
    assert {date.fromisoformat(draft["first_day"]) for draft in drafts[:2]} == {
        HUB.first_day + timedelta(days=7 * week) for week in (1, 2)
    }
    links = pages(manager, f"{path}/calendars")
    assert len({UUID(link["id"]) for link in links}) == 3
    assert [hub["name"] for hub in pages(manager, "/api/v1/hubs")] == ["Hub"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_page_that_is_not_there_is_refused_in_words(database: Database) -> None:
    """So is one of more rows than are given at once."""
    keep_file(database, HUB)
    manager = Served(database).manager(HUB)
    refused = manager.get("/api/v1/hubs", params={"cursor": "nowhere"})
    assert (refused.status_code, refused.json()["detail"]) == (422, str(NoSuchPage()))
    assert manager.get("/api/v1/hubs", params={"limit": MOST + 1}).status_code == 422
