"""Holds placed and lifted: said in days, called by nobody's name, and written down."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from hub_roster.service.audit import Detail, Did
from hub_roster.service.retention.holding import NotHeld, Span, lift_hold, place_hold
from hub_roster.store.audit_log import AuditLog
from hub_roster.store.database import Database
from hub_roster.store.holds import AlreadyLifted, Hold, Holds
from hub_roster.store.hub_files import NotThere
from hub_roster.store.scope import WHOLE
from tests import tiny
from tests.databases import database, migrated, postgresql
from tests.logged import no_secret_is_logged
from tests.service.kept import MADE, keep_file, later

__all__ = ["database", "migrated", "no_secret_is_logged", "postgresql"]

HUB = tiny.hub(
    tiny.person("C:12:1", name="Ann O'Hara"), tiny.shift("early"), tiny.resident("Heron"), tiny.young("Elm 2")
)
SPAN = Span(date(2026, 2, 2), date(2026, 3, 1))


@pytest.fixture
def kept(database: Database) -> Database:
    """Keep the hub."""
    keep_file(database, HUB)
    return database


def place(database: Database, span: Span = SPAN, label: str = "Inquiry 12", hub: UUID = HUB.id) -> Hold:
    """Place a hold."""
    return place_hold(database, WHOLE, hub, span, label, MADE, actor="account 1")


def standing(database: Database) -> list[Hold]:
    """Give the holds that stand."""
    with database.reading(WHOLE) as session:
        return Holds(session).standing(HUB.id)


def test_a_hold_is_written_down(kept: Database) -> None:
    """Its days and its id for good; what it is called only in the detail, which can be erased."""
    hold = place(kept)
    assert standing(kept) == [hold]
    lift_hold(kept, WHOLE, HUB.id, hold.id, later(1), actor="account 2")
    assert standing(kept) == []
    with kept.reading(WHOLE) as session:
        log = [(link.deed, detail) for link, detail in AuditLog(session).whole()]
    subject = f"records from 2 Feb 2026 to 1 Mar 2026, hold {hold.id}"
    assert [(deed.actor, deed.action, deed.subject) for deed, _ in log] == [
        ("account 1", Did.HELD, subject),
        ("account 2", Did.LIFTED_HOLD, subject),
    ]
    details = [Detail.model_validate_json(d.content) for _, d in log if d is not None and d.content]
    assert [detail.words for detail in details] == ["Inquiry 12", ""]


def test_days_are_said_as_people_say_them() -> None:
    """Either end may be open."""
    assert str(Span(None, None)) == "from the beginning"
    assert str(Span(date(2026, 2, 2), None)) == "from 2 Feb 2026"
    assert str(Span(None, date(2026, 2, 2))) == "from the beginning to 2 Feb 2026"


@pytest.mark.parametrize("label", ["Heron", "about heron, 2026", "Elm 2", "for ann o'hara", "C:12:1 left"])
def test_a_hold_is_called_by_nobody_s_name(kept: Database, label: str) -> None:
    """It stays on record for good: no code or name of the hub's file may stand in it."""
    with pytest.raises(NotHeld, match="without anybody's name or code"):
        place(kept, label=label)
    assert standing(kept) == []


@pytest.mark.parametrize("label", ["Herons Way inquiry", "Elm 21", "Anniversary"])
def test_a_word_that_only_holds_a_name_is_none(kept: Database, label: str) -> None:
    """Whole words count."""
    assert place(kept, label=label).label == label


def test_what_cannot_be_held_is_refused(kept: Database) -> None:
    """Days the wrong way round, a hub that is not there, a hold lifted twice or of nowhere."""
    with pytest.raises(NotHeld, match="before the first"):
        place(kept, Span(date(2026, 2, 2), date(2026, 2, 1)))
    with pytest.raises(NotThere):
        place(kept, hub=uuid4())
    hold = place(kept, Span(date(2026, 2, 2), date(2026, 2, 2)))
    with pytest.raises(NotThere):
        lift_hold(kept, WHOLE, HUB.id, uuid4(), MADE, actor="account 1")
    lift_hold(kept, WHOLE, HUB.id, hold.id, MADE, actor="account 1")
    with pytest.raises(AlreadyLifted, match="lifted before"):
        lift_hold(kept, WHOLE, HUB.id, hold.id, MADE, actor="account 1")
