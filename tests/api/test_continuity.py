"""Continuity over HTTP: what the command line says of a roster, young people as the caller sees them."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from hub_roster.continuity.report import continuity_report
from hub_roster.domain.lines import Lines
from hub_roster.domain.young_people import Family, FamilyAdult
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.service.audit import Did
from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.api.test_looks import log
from tests.service.kept import keep, keep_file

HUB = tiny.hub(
    tiny.people("ann ben", contract_hours=40),
    Family(code="Reed", hub="Hub"),
    tiny.young("Heron", key_worker="ann", family="Reed"),
    FamilyAdult(code="Sedge", hub="Hub", place="Dale", family="Reed", key_worker="ben"),
    tiny.visit("v1", "Heron", "Mon"),
    tiny.visit("v2", "Sedge", "Tue"),
)
ROSTER = tiny.roster(HUB, ann="v1 Mon 10:00", ben="v2 Tue 10:00")


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with a hub."""
    served = Served(database)
    keep_file(database, HUB)
    return served


def asked(served: Served, client: TestClient) -> str:
    """Ask for the continuity of a roster that is kept."""
    version = keep(served.database, ROSTER)
    answer = client.get(f"/api/v1/hubs/{HUB.id}/rosters/{version.id}/continuity")
    assert answer.status_code == 200
    return answer.text


def test_it_says_what_the_report_says(served: Served) -> None:
    """Figure for figure; and whoever is shown by code was looked at."""
    version = keep(served.database, ROSTER)
    found = served.manager(HUB).get(f"/api/v1/hubs/{HUB.id}/rosters/{version.id}/continuity").json()
    rows = continuity_report(Lines(HUB, ROSTER), RULEBOOK.of(HUB).case.familiarity)
    expected = {row.young_person: row.model_dump(mode="json") for row in rows}
    assert found["young_people"] == [expected["Heron"]]
    assert found["family_adults"] == [expected["Sedge"]]
    assert found["families"][0]["members"] == ["Heron", "Sedge"]
    link, detail = log(served)[-1]
    assert (link.deed.action, detail.young_people) == (Did.LOOKED, ("Heron", "Sedge"))


def test_a_planner_reads_pseudonyms(served: Served) -> None:
    """No code, wherever in the report one stands, and no look."""
    said = asked(served, served.signed_in("planner@example.org", Grant(Role.PLANNER, HUB.id)))
    assert "Young person " in said
    assert "Family adult " in said
    assert "Heron" not in said
    assert "Sedge" not in said
    assert not [link for link, _ in log(served) if link.deed.action == Did.LOOKED]
