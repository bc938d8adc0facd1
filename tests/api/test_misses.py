"""Links that lead nowhere, counted by where they are tried from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hub_roster.api import misses
from hub_roster.api.misses import WINDOW, Misses

AT = datetime(2026, 2, 2, 12, tzinfo=UTC)


def test_an_address_is_refused_after_so_many_and_for_so_long() -> None:
    """Others are not, and a new minute begins at nought."""
    counted = Misses(AT, at_most=2)
    for token in ("a", "b"):
        assert not counted.refuses("here", token, AT)
        counted.missed("here", token)
    assert counted.refuses("here", "c", AT)
    assert not counted.refuses("there", "c", AT)
    assert counted.refuses("here", "c", AT + WINDOW - timedelta(seconds=1))
    assert not counted.refuses("here", "c", AT + WINDOW)


def test_a_link_known_to_be_good_is_let_through_until_it_leads_nowhere() -> None:
    """As when it is changed meanwhile."""
    counted = Misses(AT, at_most=1)
    counted.found("good")
    counted.missed("here", "bad")
    assert not counted.refuses("here", "good", AT)
    counted.missed("here", "good")
    assert counted.refuses("here", "good", AT)


def test_only_so_many_good_links_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one not fetched for longest is forgotten first."""
    monkeypatch.setattr(misses, "REMEMBERED", 2)
    counted = Misses(AT, at_most=0)
    for token in ("a", "b", "a", "c"):
        counted.found(token)
    assert [counted.refuses("here", token, AT) for token in "abc"] == [False, True, False]
