"""Which looks were written down lately: within the hour, by whom, where, at whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from hub_roster.service.access.looks import LooksWritten, Shown
from tests import tiny

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
HUB = UUID(int=1)


@pytest.fixture
def written() -> LooksWritten:
    """Give what was written at noon: ann looked at Heron and Wren on one page."""
    written = LooksWritten()
    written.keep("ann", HUB, "/one", ["Heron", "Wren"], NOON)
    return written


@pytest.mark.parametrize(
    ("actor", "where", "codes", "minutes", "known"),
    [
        ("ann", "/one", ["Heron"], 59, True),
        ("ann", "/one", ["Wren", "Heron"], 0, True),
        ("ann", "/one", ["Heron"], 60, False),
        ("ann", "/one", ["Heron", "Teal"], 0, False),
        ("ann", "/two", ["Heron"], 0, False),
        ("ben", "/one", ["Heron"], 0, False),
    ],
)
def test_a_look_is_known_for_an_hour(
    written: LooksWritten, actor: str, where: str, codes: list[str], minutes: int, known: bool
) -> None:
    """Of the same person, at the same place, at all of the same young people."""
    at = NOON + timedelta(minutes=minutes)
    assert written.are_known(actor, HUB, where, codes, at) is known
    assert not written.are_known(actor, UUID(int=2), where, codes, at)


def test_what_is_past_is_let_go_of(written: LooksWritten) -> None:
    """However long a service runs, it remembers an hour."""
    written.keep("ben", HUB, "/two", ["Heron"], NOON + timedelta(minutes=61))
    assert len(written) == 1


def test_texts_show_whoever_they_name() -> None:
    """What was not made by eyes is looked through for codes."""
    shown = Shown()
    hub = tiny.hub(tiny.young("Heron"), tiny.young("Wren"))
    shown.note_said(hub, "to Heron", "nobody else")
    assert shown.codes == {hub.id: {"Heron"}}
