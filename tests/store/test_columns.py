"""Kinds of column: what is put in comes out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from hub_roster.store.columns import Compressed, Moment

SQLITE = sqlite.dialect()


@given(st.datetimes(min_value=datetime(1950, 1, 1), timezones=st.timezones()))
def test_an_instant_comes_back_as_the_same_instant(at: datetime) -> None:
    """Whatever zone it was given in, and though SQLite drops the zone."""
    bound = Moment().process_bind_param(at, SQLITE)
    assert bound is not None
    assert Moment().process_result_value(bound.replace(tzinfo=None), SQLITE) == at.astimezone(UTC)


def test_the_hour_that_passes_twice_is_two_hours() -> None:
    """01:30 in the night the clocks go back is kept as the instant it is."""
    summer = datetime(2026, 10, 25, 1, 30, tzinfo=timezone(timedelta(hours=1)))
    assert Moment().process_bind_param(summer, SQLITE) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_an_instant_without_a_zone_is_refused() -> None:
    """It could be any of several."""
    with pytest.raises(ValueError, match="no time zone"):
        Moment().process_bind_param(datetime(2026, 2, 2, 12), SQLITE)


@given(st.text())
def test_a_long_text_comes_back(text: str) -> None:
    """Compressed and back it is what it was."""
    kept = Compressed().process_bind_param(text, SQLITE)
    assert Compressed().process_result_value(kept, SQLITE) == text


def test_nothing_stays_nothing() -> None:
    """An empty field is one in both directions."""
    for kind in (Moment(), Compressed()):
        assert kind.process_bind_param(None, SQLITE) is None
        assert kind.process_result_value(None, SQLITE) is None
