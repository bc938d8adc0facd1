"""Drafts asked for, stopped and given up: each wish that changes something is written down, once."""

from __future__ import annotations

import pytest

from hub_roster.service.audit import Did
from hub_roster.service.drafts.drafting import Wanted, ask, cancel, stop_and_keep
from hub_roster.store.audit_log import AuditLog
from hub_roster.store.database import Database
from hub_roster.store.jobs import Jobs
from hub_roster.store.scope import WHOLE
from tests import tiny
from tests.service.kept import MADE, keep_file, later

HUB = tiny.hub(tiny.people("ann"), tiny.shift("early"))
ANN, BEN = "account ann", "account ben"


@pytest.mark.parametrize("is_taken", [True, False])
def test_who_stops_a_draft_or_gives_it_up_is_written_down(database: Database, is_taken: bool) -> None:
    """Whether or not a worker has it; to want it again, or once it has ended, changes nothing."""
    keep_file(database, HUB)
    job = ask(database, WHOLE, Wanted(HUB.id, HUB.first_day, "k"), MADE, actor=ANN).id
    if is_taken:
        with database.writing(WHOLE) as session:
            Jobs(session).take(later(1).at)
    for _ in range(2):
        stop_and_keep(database, WHOLE, job, later(2), actor=BEN)
    cancel(database, WHOLE, job, later(3), actor=BEN)
    with database.reading(WHOLE) as session:
        deeds = [link.deed for link, _ in AuditLog(session).whole()]
    wished = [Did.STOPPED_DRAFT, Did.GAVE_UP_DRAFT] if is_taken else [Did.STOPPED_DRAFT]
    assert [deed.action for deed in deeds] == [Did.DRAFTED, *wished]
    assert {(deed.actor, deed.file_id, deed.subject) for deed in deeds[1:]} == {
        (BEN, HUB.id, "week of 02 Feb 2026")
    }
