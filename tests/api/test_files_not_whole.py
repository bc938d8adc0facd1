"""A file that does not hold together in a period: said to whoever may know; our own faults are none of it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from pydantic import TypeAdapter

from hub_roster.api.refusals import NOT_TOLD
from hub_roster.api.routes import rosters
from hub_roster.domain.roster import Roster
from hub_roster.domain.young_people import Stay, StayKind
from hub_roster.service.audit import Did
from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.api.test_looks import log
from tests.service.kept import keep, keep_file

LEFT = Stay(
    young_person="Heron",
    kind=StayKind.LODGINGS,
    first_day=date(2025, 1, 1),
    last_day=tiny.MONDAY + timedelta(days=6),
)
HUB = tiny.hub(
    tiny.people("ann", contract_hours=40),
    tiny.shift("early"),
    tiny.young("Heron"),
    tiny.visit("to Heron", "Heron", "Sun", "Mon+1"),
    stays=(LEFT,),
)
"""Heron's stay ends before the second week, which has a visit to Heron."""


def of_second_week(served: Served) -> str:
    """Keep the hub and a draft of the second week, and give the draft's address."""
    keep_file(served.database, HUB)
    week = tiny.roster(tiny.hub(tiny.people("ann"), tiny.shift("early"))).model_copy(
        update={"first_day": tiny.MONDAY + timedelta(days=7)}
    )
    return f"/api/v1/hubs/{HUB.id}/rosters/{keep(served.database, week).id}"


def test_faults_of_a_file_are_told_to_whoever_may_see_it(database: Database) -> None:
    """To read a young person's code in them is a look; others are told where the fault is alone."""
    served = Served(database)
    path = of_second_week(served)
    planner = served.signed_in("planner@example.org", Grant(Role.PLANNER, HUB.id))
    refused = planner.get(path)
    assert refused.status_code == 422
    assert "Heron" not in refused.text
    assert [fault["message"] for fault in refused.json()["faults"]] == [NOT_TOLD]
    assert Did.LOOKED not in {link.deed.action for link, _ in log(served)}
    refused = served.manager(HUB).get(path)
    assert refused.status_code == 422
    assert "Heron has a visit in the period, but the last stay ended" in refused.text
    link, detail = log(served)[-1]
    assert (link.deed.action, detail.young_people) == (Did.LOOKED, ("Heron",))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_fault_of_ours_is_not_said_to_be_the_file_s(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is answered as such, and says nothing of what was at hand."""
    served = Served(database)
    path = of_second_week(served)

    def fails(*_: object) -> Roster:
        TypeAdapter(UUID).validate_python("Heron")
        raise AssertionError

    monkeypatch.setattr(rosters, "period", fails)
    refused = served.manager(HUB).get(path)
    assert refused.status_code == 500
    assert "Heron" not in refused.text
