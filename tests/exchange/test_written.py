"""Weekdays and lists as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_roster.exchange.faults import Unclear
from hub_roster.exchange.written import read_list, read_weekdays, write_list, write_weekdays


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ((0, 1, 2, 3, 4, 6), "Mon-Fri, Sun"),
        ((5, 6), "Sat, Sun"),
        ((0, 1, 2, 3, 4, 5, 6), "Mon-Sun"),
        ((2,), "Wed"),
        ((), "none"),
    ],
)
def test_weekdays_are_written_as_people_do(days: tuple[int, ...], text: str) -> None:
    """Three days and more in a row are a run."""
    assert write_weekdays(days) == text


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every day", (0, 1, 2, 3, 4, 5, 6)),
        ("Monday to Wednesday", (0, 1, 2)),
        ("sat-mon", (0, 5, 6)),
        ("Tues; Weds & Thurs", (1, 2, 3)),
        ("Fri \N{EN DASH} Sun", (4, 5, 6)),
        ("Mon,,Tue,", (0, 1)),
        ("None", ()),
    ],
)
def test_weekdays_are_read_in_many_forms(text: str, days: tuple[int, ...]) -> None:
    """Full names, abbreviations, runs over Sunday and other marks are understood."""
    assert read_weekdays(text) == days


@pytest.mark.parametrize("text", ["Mo", "weekdays", "Mon-Wed-Fri", "Mon/Tue", "Sonday", "Monday week"])
def test_other_words_are_no_weekdays(text: str) -> None:
    """What is not clearly weekdays is refused."""
    with pytest.raises(Unclear, match="is not a list of weekdays; write it as Mon-Fri, Sun"):
        read_weekdays(text)


@given(st.sets(st.integers(0, 6)).map(sorted))
def test_weekdays_survive(days: list[int]) -> None:
    """Any set of weekdays reads back as it was written."""
    assert read_weekdays(write_weekdays(days)) == tuple(days)


@given(st.lists(st.text('ab," =', min_size=1).map(str.strip).filter(bool)))
def test_lists_survive(texts: list[str]) -> None:
    """Texts with commas and quotes in them read back as they were written."""
    assert read_list(write_list(texts)) == tuple(texts)
