"""Who was on, asked over HTTP: of one's own home alone, written down before it is told, and printable."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from hub_roster.domain.home import Home
from hub_roster.service.audit import Did
from hub_roster.store.accounts import Grant, Post
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.api.test_looks import log
from tests.exchange.test_wall_roster import text_of
from tests.service.kept import keep_file, let_hold

HUB = tiny.hub(
    tiny.people("ann ben", contract_hours=40, most_hours=60),
    tiny.shift("early"),
    tiny.resident("Heron"),
    tiny.need("shift leader"),
    Home(code="Elm", hub="Hub", place="Elm house"),
)
AT = {"at": "2026-02-02T08:00:00Z"}
PATH = f"/api/v1/hubs/{HUB.id}/homes/Oak/who-was-on"


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with a week that holds, some days after its Monday."""
    served = Served(database)
    keep_file(database, HUB)
    let_hold(database, tiny.roster(HUB, ann="early Mon", ben="early Thu"))
    served.at = datetime(2026, 2, 5, 9, tzinfo=UTC)
    return served


def leader(served: Served, home: str = "Oak") -> TestClient:
    """Give the browser of a shift leader of a home: ben in Oak, elsewhere ann."""
    grant = Grant(Role.SHIFT_LEADER, HUB.id, home)
    post = Post(HUB.id, "ben" if home == "Oak" else "ann")
    return served.signed_in(f"leader-{home.lower()}@example.org", grant, post=post)


def test_it_is_told_and_written_down(served: Served) -> None:
    """Who asked about which home and time stands in the log; whom they read of in the detail."""
    answer = served.manager(HUB).get(PATH, params=AT)
    assert answer.status_code == 200
    found = answer.json()
    assert [each["who"]["key"] for each in found["people"]] == ["ann"]
    assert [each["called"] for each in found["young_people"]] == ["Heron"]
    link, detail = log(served)[-1]
    assert link.deed.action == Did.WHO_WAS_ON
    assert link.deed.subject == "Oak, Monday 2 February 2026, 08:00 GMT"
    assert (detail.young_people, detail.people) == (("Heron",), ("ann",))


def test_a_pdf_is_an_export_too(served: Served) -> None:
    """It says the same, under a name to recognise it by."""
    answer = served.manager(HUB).get(f"{PATH}.pdf", params=AT)
    assert answer.headers["Content-Type"] == "application/pdf"
    name = "attachment; filename*=utf-8''who%20was%20on%20Oak%202026-02-02%200800.pdf"
    assert answer.headers["Content-Disposition"] == name
    assert "Heron" in text_of(answer.content)
    (asked, _), (out, detail) = log(served)[-2:]
    assert (asked.deed.action, out.deed.action) == (Did.WHO_WAS_ON, Did.EXPORTED)
    assert out.deed.subject == "who was on at Oak, Monday 2 February 2026, 08:00 GMT"
    assert detail.young_people == ("Heron",)


def test_a_shift_leader_reads_of_their_own_home(served: Served) -> None:
    """Of another's they may not ask; nobody without a role there is told that the home is there."""
    assert leader(served).get(PATH, params=AT).status_code == 200
    refused = leader(served, "Elm").get(PATH, params=AT)
    assert refused.status_code == 403
    assert refused.json()["detail"].startswith("You may not see who was on in Oak.")


def test_a_shift_leader_reads_the_codes_of_those_they_see_now(served: Served) -> None:
    """Before a shift of theirs who lives there; on another day that somebody lived there, and no more."""
    ben = leader(served)
    assert [each["called"] for each in ben.get(PATH, params=AT).json()["young_people"]] == ["Heron"]
    served.later(2 * 24 * 60)
    away = served.sign_in("leader-oak@example.org").get(PATH, params=AT)
    assert [each["called"] for each in away.json()["young_people"]] == ["a young person"]
    _, detail = log(served)[-1]
    assert detail.young_people == ()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"at": "2026-02-02T08:00:00"}, None),
        ({"at": "today"}, None),
        ({**AT, "until": "2026-02-02T08:00:00Z"}, "A span ends after it begins."),
        (
            {**AT, "until": "2026-02-12T08:00:00Z"},
            "A span is a week at most: ask about one week after the other.",
        ),
    ],
)
def test_a_time_in_doubt_is_refused(served: Served, params: dict[str, str], words: str | None) -> None:
    """Without an offset an hour could be one of two; in one sentence."""
    refused = served.manager(HUB).get(PATH, params=params)
    assert refused.status_code == 422
    assert words is None or refused.json()["detail"] == words


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_without_a_time_it_is_now(served: Served) -> None:
    """Who is on, for whoever has to know at once; of a home that is not there nothing."""
    manager = served.manager(HUB)
    assert [each["who"]["key"] for each in manager.get(PATH).json()["people"]] == ["ben"]
    assert manager.get(PATH.replace("Oak", "Fir")).status_code == 404
