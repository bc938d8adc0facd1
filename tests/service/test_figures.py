"""Figures read from the database: of drafts and messages, whoever's they are, and nobody's in particular."""

from __future__ import annotations

from datetime import timedelta

from hub_roster.service.drafts.drafting import Wanted, ask, cancel
from hub_roster.service.figures import figures
from hub_roster.store.database import Database
from hub_roster.store.scope import WHOLE
from hub_roster.store.sending import Sending
from hub_roster.store.tables import Channel, JobState, MessageState
from tests import tiny
from tests.service.kept import MADE, NOON, later
from tests.service.messages.outboxes import HUB, account, kept_hub, let_hold

HOUR = timedelta(hours=1)


def test_an_empty_service_has_figures_too(database: Database) -> None:
    """Nothing waits, and nothing failed."""
    found = figures(database, NOON)
    assert set(found.drafts.values()) == {0}
    assert set(found.oldest_draft.values()) == {0.0}
    assert (found.messages, set(found.failed.values())) == ((), {0})
    assert found.since_sweep is None


def test_what_waits_is_counted_with_how_long(database: Database) -> None:
    """Drafts by their state, messages by what they go by, and attempts that failed within a day."""
    kept_hub(database)
    for key, made in (("a", MADE), ("b", later(30))):
        first = tiny.MONDAY if key == "a" else tiny.MONDAY + timedelta(days=7)
        asked = ask(database, WHOLE, Wanted(HUB.id, first, key), made, actor="service")
    cancel(database, WHOLE, asked.id, later(40), actor="service")
    account(database, "ann")
    let_hold(database, ann="early Mon", ben="early Thu")
    with database.writing(WHOLE) as session:
        sending = Sending(session)
        taken = sending.take(NOON + HOUR, Channel.EMAIL)
        assert taken is not None
        sending.settle(taken, NOON + HOUR, went=False, answer="SMTP 451", again_at=NOON + 2 * HOUR)
    found = figures(database, NOON + HOUR)
    assert found.drafts[JobState.WAITING] == found.drafts[JobState.CANCELLED] == 1
    assert found.oldest_draft == {JobState.WAITING: 3600.0, JobState.RUNNING: 0.0}
    assert {(each.state, each.count, each.oldest) for each in found.messages} == {
        (MessageState.WAITING, 1, NOON),
        (MessageState.NOT_REACHED, 1, NOON),
    }
    assert found.failed == {Channel.EMAIL: 1, Channel.TEXT: 0, Channel.WEBHOOK: 0}
    assert figures(database, NOON + 30 * HOUR).failed[Channel.EMAIL] == 0
