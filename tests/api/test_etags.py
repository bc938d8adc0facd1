"""Tags of versions: named again to change something, and refused with who was faster."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from hub_roster.api.etags import TAKES_IF_MATCH, etag_of, match_if_given, require_match
from hub_roster.api.refusals import refuse_in_words
from hub_roster.store.hub_files import Made

NOW = etag_of("roster", 2)
CHANGED = Made("Ann Other", datetime(2026, 1, 30, 9, 5, tzinfo=UTC))


@pytest.fixture
def client() -> TestClient:
    """Give an application with something to change."""
    app = FastAPI()
    refuse_in_words(app)

    @app.put("/thing", dependencies=[TAKES_IF_MATCH])
    def change(request: Request) -> str:
        require_match(request, NOW, CHANGED)
        return "changed"

    @app.put("/other")
    def change_other(request: Request) -> str:
        match_if_given(request, NOW)
        return "changed"

    return TestClient(app)


def test_a_tag_names_one_version() -> None:
    """The same for the same version, another for any other, and nothing can be read from it."""
    assert etag_of("roster", 2) == NOW
    assert NOW not in (etag_of("roster", 3), etag_of("roster2"), etag_of("2", "roster"))
    assert NOW.startswith('"')
    assert "roster" not in NOW


@pytest.mark.parametrize("named", [NOW, f"W/{NOW}", f'"older", {NOW}'])
def test_whoever_saw_the_version_may_change_it(client: TestClient, named: str) -> None:
    """A tag that a proxy has marked as weak on its way names the same version."""
    assert client.put("/thing", headers={"If-Match": named}).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}])
def test_nobody_changes_what_they_did_not_look_at(client: TestClient, headers: dict[str, str]) -> None:
    """Without a tag, or for whatever there is, the answer says what to send."""
    refused = client.put("/thing", headers=headers)
    assert refused.status_code == 428
    assert "If-Match" in refused.json()["detail"]


def test_whoever_was_slower_is_told_who_was_faster(client: TestClient) -> None:
    """And when, and by which tag the version there is now goes."""
    refused = client.put("/thing", headers={"If-Match": etag_of("roster", 1)})
    assert refused.status_code == 412
    assert refused.json()["detail"].startswith("Ann Other changed this on 30 Jan 2026 at 09:05 (UTC).")
    assert refused.json()["current"] == refused.headers["ETag"] == NOW


def test_where_it_may_be_said_otherwise_a_tag_given_counts(client: TestClient) -> None:
    """None is no fault there; a wrong one is, even where nobody knows who was faster."""
    assert client.put("/other").status_code == 200
    refused = client.put("/other", headers={"If-Match": '"older"'})
    assert refused.status_code == 412
    assert refused.json()["detail"].startswith("Somebody else changed this meanwhile.")


def test_the_contract_says_that_it_is_taken(client: TestClient) -> None:
    """Whoever reads it finds the header."""
    parameters = client.get("/openapi.json").json()["paths"]["/thing"]["put"]["parameters"]
    assert [each["name"] for each in parameters] == ["if-match"]
