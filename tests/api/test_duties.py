"""What those who work see of rosters in force: their own duties, and who is on in the homes."""

from __future__ import annotations

import pytest

from hub_roster.domain.people import Employment
from hub_roster.store.accounts import Grant, Post
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep, keep_file, let_hold

HUB = tiny.hub(
    tiny.person("ann", name="Ann", contract_hours=40),
    tiny.person("ben", name="Ben", contract_hours=40),
    tiny.person("rae", name="Rae", employment=Employment.RELIEF),
    tiny.shift("early", "Mon Tue"),
    tiny.resident("Otter"),
    tiny.young("Heron"),
    tiny.young("Maple"),
    tiny.visit("to Heron", "Heron", "Wed"),
    tiny.visit("to Maple", "Maple", "Wed"),
)
PATH = f"/api/v1/hubs/{HUB.id}"
LINES = {"ann": "early Mon, to Heron Wed 12:00", "ben": "to Maple Wed 12:00", "rae": "early Tue"}
CODES = {"Heron", "Maple", "Otter"}


@pytest.fixture
def served(database: Database) -> Served:
    """Give a service with a roster in force."""
    keep_file(database, HUB)
    let_hold(database, tiny.roster(HUB, **LINES))
    return Served(database)


def said_to(served: Served, role: Role, key: str, path: str) -> str:
    """Give what is answered to somebody of a role."""
    name = f"{key}-{role.replace(' ', '-')}@example.org"
    client = served.signed_in(name, Grant(role, HUB.id), post=Post(HUB.id, key))
    answer = client.get(f"{PATH}/{path}")
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize(
    ("role", "key", "sees"),
    [
        (Role.STAFF, "ann", {"Heron", "Otter"}),
        (Role.STAFF, "ben", {"Maple"}),
        (Role.STAFF, "rae", set()),
        (Role.SHIFT_LEADER, "ann", {"Heron", "Otter"}),
        (Role.PARTNER, "ben", {"Maple"}),
        (Role.PARTNER, "ann", {"Heron"}),
        (Role.HUB_MANAGER, "ben", {"Maple"}),
    ],
)
def test_one_s_own_duties_name_the_young_people_of_them(
    served: Served, role: Role, key: str, sees: set[str]
) -> None:
    """And nobody else; of what is only offered nothing."""
    said = said_to(served, role, key, "duties")
    assert {code for code in CODES if code in said} == sees


def test_a_duty_far_ahead_names_nobody_yet(served: Served) -> None:
    """Until a week before."""
    served.later(-7 * 24 * 60)
    said = said_to(served, Role.STAFF, "ann", "duties?first_day=2026-02-02")
    assert "Outreach" in said
    assert not any(code in said for code in CODES)


def test_duties_come_in_order_with_their_times(served: Served) -> None:
    """By the page."""
    client = served.signed_in("a@example.org", Grant(Role.STAFF, HUB.id), post=Post(HUB.id, "ann"))
    first = client.get(f"{PATH}/duties", params={"limit": 1, "first_day": "2026-02-02"}).json()
    second = client.get(
        f"{PATH}/duties", params={"limit": 1, "first_day": "2026-02-02", "cursor": first["next"]}
    ).json()
    posts = [work["post"] for page in (first, second) for duty in page["items"] for work in duty["work"]]
    assert posts == ["Early, Oak", "Outreach"]
    assert second["next"] is None
    assert first["items"][0]["starts"] == "2026-02-02T07:00:00Z"


@pytest.mark.parametrize(
    ("role", "key", "sees"),
    [
        (Role.STAFF, "ann", {"Otter"}),
        (Role.STAFF, "ben", set()),
        (Role.SHIFT_LEADER, "ann", {"Otter"}),
        (Role.SHIFT_LEADER, "ben", set()),
        (Role.HUB_MANAGER, "ben", {"Otter"}),
        (Role.PLANNER, "ben", set()),
        (Role.AUDITOR, "ben", {"Otter"}),
    ],
)
def test_the_roster_of_a_week_names_who_is_on(served: Served, role: Role, key: str, sees: set[str]) -> None:
    """Outreach of others is without young people; a seat nobody has said yes to names nobody."""
    said = said_to(served, role, key, "weeks/2026-02-02/roster")
    assert {code for code in CODES if code in said} == sees
    assert "Ann" in said
    assert "Outreach" in said
    assert "Rae" not in said
    assert '"at_risk":1' in said


def test_a_draft_is_nobody_s_duty(database: Database) -> None:
    """Nor is it on the roster of a week."""
    keep_file(database, HUB)
    keep(database, tiny.roster(HUB, **LINES))
    served = Served(database)
    assert '"items":[]' in said_to(served, Role.STAFF, "ann", "duties")
    assert '"shifts":[]' in said_to(served, Role.STAFF, "ben", "weeks/2026-02-02/roster")


def test_a_role_in_one_home_sees_that_home_alone(served: Served) -> None:
    """Neither other homes nor what people do elsewhere."""
    client = served.signed_in(
        "b@example.org", Grant(Role.SHIFT_LEADER, HUB.id, "Oak"), post=Post(HUB.id, "ben")
    )
    week = client.get(f"{PATH}/weeks/2026-02-02/roster").json()
    assert {shift["home"] for shift in week["shifts"]} == {"Oak"}
    assert week["elsewhere"] == []
