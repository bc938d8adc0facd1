"""What everybody sees to for themselves over HTTP."""

from __future__ import annotations

import pytest

from hub_roster.service.access.signing_in import MOST_OF_NAME
from hub_roster.store.database import Database
from tests.api.served import PASSWORD, Served

ANN = "ann@council.example"
ANOTHER = "another calm heron"


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with an account."""
    served = Served(database)
    served.account(ANN)
    return served


def test_one_sees_and_ends_one_s_own_sign_ins(served: Served) -> None:
    """Nobody else's, even where their id is known."""
    phone = served.sign_in(ANN)
    served.later(1)
    desk, stranger = served.sign_in(ANN), served.signed_in("ben@council.example")
    own = desk.get("/api/v1/me/sign-ins").json()["items"]
    assert [each["here"] for each in own] == [False, True]
    lost = f"/api/v1/me/sign-ins/{own[0]['id']}/end"
    assert stranger.post(lost).status_code == 404
    assert desk.post(lost).status_code == 204
    assert (phone.get("/api/v1/me").status_code, desk.get("/api/v1/me").status_code) == (401, 200)
    assert desk.post("/api/v1/me/sign-out-everywhere").status_code == 204
    assert desk.get("/api/v1/me").status_code == 401
    assert stranger.get("/api/v1/me").status_code == 200


def test_one_changes_one_s_own_password(served: Served) -> None:
    """By the old one; every place is signed out then."""
    desk, phone = served.sign_in(ANN), served.sign_in(ANN)
    changed = desk.post("/api/v1/me/password", json={"old": PASSWORD, "new": ANOTHER})
    assert changed.status_code == 204
    assert phone.get("/api/v1/me").status_code == 401
    given = {"name": ANN, "password": ANOTHER}
    assert served.client().post("/api/v1/sign-in", json=given).status_code == 200


def test_a_wrong_old_password_is_counted(served: Served) -> None:
    """A browser left open is no place to try passwords; its owner can sign in elsewhere meanwhile."""
    desk = served.sign_in(ANN)
    wrong = {"old": "not this one at all", "new": ANOTHER}
    for _ in range(MOST_OF_NAME):
        refused = desk.post("/api/v1/me/password", json=wrong)
        assert (refused.status_code, refused.json()["detail"]) == (403, "The old password is not right.")
    late = desk.post("/api/v1/me/password", json={"old": PASSWORD, "new": ANOTHER})
    assert (late.status_code, late.headers["retry-after"]) == (429, "900")
    served.sign_in(ANN)
    served.later(15)
    assert desk.post("/api/v1/me/password", json={"old": PASSWORD, "new": ANOTHER}).status_code == 204


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_unfit_password_is_refused_with_what_it_lacks(served: Served) -> None:
    """And never said again in the answer."""
    refused = served.sign_in(ANN).post("/api/v1/me/password", json={"old": PASSWORD, "new": "short"})
    assert (refused.status_code, "at least 12" in refused.json()["detail"]) == (422, True)
    assert PASSWORD not in refused.text
