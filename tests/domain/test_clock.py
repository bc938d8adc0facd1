"""Local wall time and elapsed time, over the two nights on which the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub_roster.domain.clock import (
    HOUR,
    day_of,
    days_touched,
    instant,
    instant_of,
    interval,
    midnight,
    monday_of,
    overlap,
    utc,
    wall,
)

OCTOBER = date(2026, 10, 25)
"""At 02:00 BST clocks go back to 01:00 GMT: the day has 25 hours."""
MARCH = date(2027, 3, 28)
"""At 01:00 GMT clocks go on to 02:00 BST: the day has 23 hours."""

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
spans = st.tuples(st.integers(-3000, 3000), st.integers(0, 3000)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)


def hours(first: tuple[date, time], last: tuple[date, time]) -> float:
    """Give elapsed hours between two wall times."""
    return (instant(*last) - instant(*first)) / HOUR


def test_a_night_in_october_is_an_hour_longer() -> None:
    """From 23:00 to 07:00 nine hours pass, and the Sunday has 25."""
    night = (date(2026, 10, 24), time(23)), (OCTOBER, time(7))
    assert hours(*night) == 9
    assert (midnight(date(2026, 10, 26)) - midnight(OCTOBER)) / HOUR == 25


def test_a_night_in_march_is_an_hour_shorter() -> None:
    """From 23:00 to 07:00 seven hours pass, and the Sunday has 23."""
    night = (date(2027, 3, 27), time(23)), (MARCH, time(7))
    assert hours(*night) == 7
    assert (midnight(date(2027, 3, 29)) - midnight(MARCH)) / HOUR == 23


def test_the_hour_that_comes_twice_is_read_as_its_first() -> None:
    """01:30 on the October night is 00:30 UTC, still summer time."""
    assert utc(instant(OCTOBER, time(1, 30))) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert utc(instant(OCTOBER, time(2))) == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)


def test_the_hour_that_is_skipped_is_read_by_the_clock_before() -> None:
    """01:30 on the March night does not exist; it is read as 01:30 GMT, which is 02:30 by the new clock."""
    skipped = instant(MARCH, time(1, 30))
    assert utc(skipped) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert wall(skipped).time() == time(2, 30)


def test_an_end_not_after_its_start_is_on_the_next_day() -> None:
    """22:00 to 08:00 lasts ten hours, 07:00 to 07:00 a day, 15:00 to 00:00 nine hours."""
    for start, end, lasts in ((22, 8, 10), (7, 7, 24), (15, 0, 9), (7, 15, 8)):
        begins, ends = interval(date(2026, 2, 2), time(start), time(end))
        assert (ends - begins) / HOUR == lasts


def test_days_a_span_has_a_minute_on() -> None:
    """A span is half open: one that ends at midnight touches no minute of the next day."""
    monday, tuesday = date(2026, 2, 2), date(2026, 2, 3)
    ten = instant(monday, time(22))
    assert days_touched(ten, midnight(tuesday)) == (monday,)
    assert days_touched(ten, midnight(tuesday) + 1) == (monday, tuesday)
    assert days_touched(ten, ten) == (monday,)


@given(day=days, at=times)
def test_wall_and_instant_agree(day: date, at: time) -> None:
    """Back from an instant comes the wall time it was made of, or the skipped hour read an hour on."""
    back = wall(instant(day, at)).replace(tzinfo=None)
    meant = datetime.combine(day, at)
    assert back in {meant, meant + timedelta(hours=1)}
    assert back == meant or back.month == 3
    assert instant_of(datetime.combine(day, at)) == instant(day, at)
    assert instant_of(wall(instant(day, at))) == instant(day, at)


@given(day=days)
def test_midnight_begins_its_day(day: date) -> None:
    """The minute at midnight is of the day, the one before it of the day before; weeks begin on Monday."""
    assert day_of(midnight(day)) == day
    assert day_of(midnight(day) - 1) == day - timedelta(days=1)
    assert monday_of(day).weekday() == 0
    assert 0 <= (day - monday_of(day)).days < 7


@given(a=spans, b=spans)
def test_overlap_counts_shared_minutes(a: tuple[int, int], b: tuple[int, int]) -> None:
    """Minutes two spans share, counted one by one; whichever comes first."""
    assert overlap(*a, *b) == overlap(*b, *a) == len(set(range(*a)) & set(range(*b)))
