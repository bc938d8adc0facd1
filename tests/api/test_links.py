"""Links to calendars, as they are given out."""

from __future__ import annotations

import pytest

from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep_file

HUB = tiny.hub(tiny.person("ann", name="Ann"), tiny.shift("early", "Mon"))
PATH = f"/api/v1/hubs/{HUB.id}/calendars"


@pytest.mark.parametrize(
    ("origin", "https", "webcal"),
    [
        ("https://rota.example", "https://rota.example/feeds/", "webcal://rota.example/feeds/"),
        ("", "http://testserver/feeds/", "webcal://testserver/feeds/"),
    ],
)
def test_addresses_are_those_people_reach_the_service_by(
    database: Database, origin: str, https: str, webcal: str
) -> None:
    """Where that is set; else those it was asked by. A new secret's are made alike."""
    keep_file(database, HUB)
    served = Served(database, origin=origin)
    manager = served.signed_in("mo@example.org", Grant(Role.HUB_MANAGER, HUB.id))
    wanted = {"kind": "home", "key": "Oak", "name": "office"}
    made = manager.post(PATH, json=wanted)
    again = manager.post(f"{PATH}/{made.json()['id']}/rotate")
    for answer in (made, again):
        assert answer.is_success, answer.text
        shown = answer.json()
        assert shown["https"].startswith(https)
        assert shown["json_address"].startswith(https)
        assert shown["webcal"].startswith(webcal)
