"""The inspector's pack over HTTP: for managers and auditors, written down as an export before it is given."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hub_roster.service.audit import Did
from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.api.test_looks import log
from tests.exchange.test_wall_roster import text_of
from tests.service.kept import keep_file, let_hold

HUB = tiny.hub(tiny.people("ann", contract_hours=40), tiny.shift("early", "Mon"), tiny.resident("Heron"))
PATH = f"/api/v1/hubs/{HUB.id}/homes/Oak/inspection"
SPAN = {"from": "2026-02-02", "to": "2026-02-08"}


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with a week that holds, some days after it."""
    served = Served(database)
    keep_file(database, HUB)
    let_hold(database, tiny.roster(HUB, ann="early Mon"))
    served.at = datetime(2026, 2, 12, 9, tzinfo=UTC)
    return served


def test_it_is_given_and_written_down(served: Served) -> None:
    """To an auditor of the home, as facts and as a PDF; each an export, with whom it names in the detail."""
    auditor = served.signed_in("auditor@example.org", Grant(Role.AUDITOR, HUB.id, "Oak"))
    facts = auditor.get(PATH, params=SPAN).json()
    assert [each["called"] for each in facts["adults"]] == ["Heron"]
    printed = auditor.get(f"{PATH}.pdf", params=SPAN)
    assert "Heron" in text_of(printed.content)
    assert "2026-02-02%20to%202026-02-08.pdf" in printed.headers["Content-Disposition"]
    for link, detail in log(served)[-2:]:
        assert link.deed.action == Did.EXPORTED
        assert link.deed.subject == "inspector's pack of Oak, 2026-02-02 to 2026-02-08"
        assert detail.young_people == ("Heron",)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"from": "2026-02-08", "to": "2026-02-02"}, "A period ends after it begins."),
        (
            {"from": "2025-02-08", "to": "2026-02-02"},
            "A pack is of 27 weeks at most: ask for one after the other.",
        ),
        ({"to": "0001-01-01"}, "A pack is of days from 1950 to 2149."),
    ],
)
def test_a_period_that_is_none_is_refused(served: Served, params: dict[str, str], words: str) -> None:
    """In one sentence."""
    refused = served.manager(HUB).get(PATH, params=params)
    assert (refused.status_code, refused.json()["detail"]) == (422, words)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_without_a_period_it_is_the_weeks_up_to_today(served: Served) -> None:
    """Four weeks and the one that runs."""
    facts = served.manager(HUB).get(PATH).json()
    assert (facts["first_day"], facts["last_day"]) == ("2026-01-12", "2026-02-15")
