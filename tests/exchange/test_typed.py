"""Dates and times typed as text: what can be read in one way is read, all else is refused plainly."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub_roster.exchange.faults import Unclear
from hub_roster.exchange.typed import date_as_typed, moment_as_typed, time_as_typed

THURSDAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    "text",
    [
        "15/01/2026",
        "15/1/2026",
        "15.01.2026",
        "15-01-2026",
        "2026-01-15",
        "15 Jan 2026",
        "15-jan-2026",
        "15 JANUARY 2026",
        "15th January 2026",
        "Thu 15 Jan 2026",
        "Thursday, 15 January 2026",
        " 15  Jan\N{NO-BREAK SPACE}2026 ",
    ],
)
def test_dates_that_say_one_day_are_read(text: str) -> None:
    """Day, month and full year, the day first or the ISO way, are one day."""
    assert date_as_typed(text) == THURSDAY


def test_the_day_comes_first() -> None:
    """A date that could be read either way is read as it is written in England."""
    assert date_as_typed("02/09/2019") == date_as_typed("2 Sept 2019") == date(2019, 9, 2)


DATES: tuple[tuple[str, str], ...] = (
    ("01/15/2026", "If the 15th of January is meant, write 15/01/2026."),
    ("3/22/2026", "If the 22nd of March is meant, write 22/03/2026."),
    ("1/2/26", "gives two figures of the year only; write all four: 05/01/2026."),
    ("5 Jan 26", "gives two figures of the year only"),
    ("Fri 15 Jan 2026", "does not hold together: that day is a Thursday."),
    ("30/02/2026", "'30/02/2026' is not a day of the calendar."),
    ("00/01/2026", "is not a day of the calendar."),
    ("31 Sept 2026", "is not a day of the calendar."),
    ("Jan 15 2026", "write day, month and year, such as 05/01/2026 or 5 Jan 2026."),
    ("15 Janury 2026", "is not a date"),
    ("15/01-2026", "is not a date"),
    ("2026/01/15", "is not a date"),
    ("20260115", "is not a date"),
    ("next Monday", "is not a date"),
    ("\u0661\u0665/01/2026", "is not a date"),
)


@pytest.mark.parametrize(("text", "message"), DATES)
def test_other_dates_are_refused_with_how_to_write_them(text: str, message: str) -> None:
    """What is no day, or more than one, is not guessed at."""
    with pytest.raises(Unclear) as raised:
        date_as_typed(text)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("7:30", time(7, 30)),
        ("07:30", time(7, 30)),
        ("07:30:00", time(7, 30)),
        ("07.30", time(7, 30)),
        ("7.30pm", time(19, 30)),
        ("7:30 p.m.", time(19, 30)),
        ("7 AM", time(7)),
        ("00:00", time(0)),
    ],
)
def test_times_that_say_one_time_are_read(text: str, at: time) -> None:
    """The clock of 24 hours, with colon or dot, and that of 12 with am or pm."""
    assert time_as_typed(text) == at


TIMES: tuple[tuple[str, str], ...] = (
    ("12pm", "may be noon or midnight; write 12:00 for noon, 00:00 for midnight."),
    ("12.30 am", "may be noon or midnight"),
    ("13:30pm", "is not a time of day; write it as 07:30."),
    ("7:75 pm", "is not a time of day"),
    ("7.5", "is not a time of day; write it as 07:30."),
    ("7", "is not a time of day"),
    ("0730", "is not a time of day"),
    ("24:00", "Midnight is written 00:00, also where something ends then."),
    ("24:30", "A time after midnight is written as the clock shows it: 00:30."),
    ("25:00", "A time after midnight is written as the clock shows it: 01:00."),
    ("07:75", "'07:75' is not a time of day: they run from 00:00 to 23:59."),
    ("99:00", "they run from 00:00 to 23:59."),
)


@pytest.mark.parametrize(("text", "message"), TIMES)
def test_other_times_are_refused_with_how_to_write_them(text: str, message: str) -> None:
    """What is no time, or more than one, is not guessed at."""
    with pytest.raises(Unclear) as raised:
        time_as_typed(text)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        "15/01/2026 07:30",
        "15 Jan 2026, 7.30",
        "15 Jan 2026 7:30 am",
        "2026-01-15 07:30",
        "2026-01-15T07:30",
    ],
)
def test_moments_are_read(text: str) -> None:
    """A date and a time as either would be typed alone."""
    assert moment_as_typed(text) == datetime(2026, 1, 15, 7, 30)


@pytest.mark.parametrize("text", ["15/01/2026", "07:30", "15/01/2026 12pm", "", "x" * 100_000])
def test_other_moments_are_refused(text: str) -> None:
    """A date or a time that is missing, or unclear, is refused, and quickly."""
    with pytest.raises(Unclear):
        moment_as_typed(text)


@pytest.mark.parametrize("read", [date_as_typed, time_as_typed, moment_as_typed])
def test_any_text_is_read_or_refused(read: Callable[[str], object]) -> None:
    """No text makes another error than one that says how to write it."""

    @settings(max_examples=300, derandomize=True, deadline=None)
    @given(st.text("0123456789/.:- apmtjnT,", max_size=24) | st.text(max_size=24))
    def holds(text: str) -> None:
        with contextlib.suppress(Unclear):
            read(text)

    holds()
