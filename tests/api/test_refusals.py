"""What is wrong with a request, in words fit to show a manager."""

from __future__ import annotations

import pytest

from hub_roster.store.accounts import Grant
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.served import Served
from tests.service.kept import keep_file

HUB = tiny.hub(tiny.person("ann", name="Ann"), tiny.shift("early", "Mon"))


@pytest.mark.parametrize(
    ("sent", "place", "said"),
    [
        ({"first_day": "2026-02-03"}, "first_day", "A week begins on a Monday."),
        ({"first_day": "2026-02-02", "first_dya": 1}, "first_dya", "There is no such field."),
    ],
)
def test_a_field_is_refused_in_plain_words(
    database: Database, sent: dict[str, object], place: str, said: str
) -> None:
    """Without a word of the programs that read it."""
    keep_file(database, HUB)
    manager = Served(database).signed_in("mo@example.org", Grant(Role.HUB_MANAGER, HUB.id))
    answer = manager.post(f"/api/v1/hubs/{HUB.id}/drafts", json=sent)
    assert answer.status_code == 422
    assert answer.json()["faults"] == [{"place": place, "message": said}]
