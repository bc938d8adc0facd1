"""How often one may ask: a number at once, then evenly, each caller for themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hub_roster.api import too_often
from hub_roster.api.too_often import Asked, Rate, TooOften

AT = datetime(2026, 2, 2, 12, tzinfo=UTC)
THREE = Rate("drafts", 3, timedelta(minutes=3))


def after(seconds: float) -> datetime:
    """Give some seconds after noon."""
    return AT + timedelta(seconds=seconds)


def test_so_many_at_once_and_then_evenly() -> None:
    """Each minute one more; what was refused does not count, and others are not held up."""
    asked = Asked()
    for _ in range(3):
        asked.count(THREE, "ann", AT)
    for seconds in (0, 30, 59.5):
        with pytest.raises(TooOften) as refused:
            asked.count(THREE, "ann", after(seconds))
        assert refused.value.seconds == max(1, round(60 - seconds))
    asked.count(THREE, "ben", AT)
    asked.count(THREE, "ann", after(60))
    with pytest.raises(TooOften):
        asked.count(THREE, "ann", after(61))
    for _ in range(3):
        asked.count(THREE, "ann", after(600))


def test_no_more_are_remembered_than_need_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever may ask as ever is forgotten first; whoever may not is remembered."""
    monkeypatch.setattr(too_often, "MOST_KEPT", 2)
    asked = Asked()
    for _ in range(3):
        asked.count(THREE, "ann", after(100))
    asked.count(THREE, "ben", AT)
    asked.count(THREE, "eve", after(101))
    with pytest.raises(TooOften):
        asked.count(THREE, "ann", after(102))


def test_when_to_try_again_is_said_in_words() -> None:
    """For a manager, in minutes."""
    assert str(TooOften("drafts", timedelta(seconds=61))).endswith("Try again in 2 minutes.")
    assert str(TooOften("drafts", timedelta(seconds=5))) == (
        "Too many drafts were asked for in a short time. Try again in a minute."
    )
