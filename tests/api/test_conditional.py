"""Tags, dates and encodings, as clients write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_roster.api.conditional import http_date, matched, takes_gzip, unchanged_since

AT = datetime(2026, 2, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('"a"', '"a"'),
        ('W/"b"', '"b"'),
        ('"x", W/"b" ,"a"', '"a"'),
        ("*", '"a"'),
        (" * ", '"a"'),
        ('"x"', None),
        ("a", None),
        ('"a', None),
        ("", None),
    ],
)
def test_tags_are_compared_weakly(header: str, found: str | None) -> None:
    """The first of ours that the client names; none of what is no tag."""
    assert matched(header, ('"a"', '"b"')) == found


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_a_client_sends_is_a_fault(first: str, second: str) -> None:
    """Whatever stands in a header is read as something or as nothing."""
    matched(first, ('"a"',))
    unchanged_since(second, AT, AT)
    takes_gzip(f"{first};q={second}, {second}")


@pytest.mark.parametrize(
    ("header", "unchanged"),
    [
        ("Mon, 02 Feb 2026 12:00:00 GMT", True),
        ("Mon, 02 Feb 2026 12:00:01 GMT", True),
        ("Mon, 02 Feb 2026 11:59:59 GMT", False),
        ("Monday, 02-Feb-26 12:00:00 GMT", True),
        ("Mon Feb  2 12:00:00 2026", True),
        ("Tue, 03 Feb 2026 12:00:00 GMT", False),  # to come
        ("2026-02-02", False),
        ("Mon, 02 Feb 99999999999999999999 12:00:00 GMT", False),
        ("Mon, 02 Feb 2026 12:00:00 +99999999999999", False),
        ("", False),
    ],
)
def test_dates_are_compared_by_the_second(header: str, unchanged: bool) -> None:
    """All three ways of writing them; one that is none is as if it were not there."""
    changed = AT + timedelta(milliseconds=400)
    assert unchanged_since(header, changed, AT + timedelta(minutes=1)) == unchanged


def test_dates_are_written_in_gmt() -> None:
    """As headers want them."""
    assert http_date(AT) == "Mon, 02 Feb 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("header", "takes"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("br;q=1.0, GZIP;q=0.5", True),
        ("x-gzip", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, *", False),
        ("*;q=0", False),
        ("identity", False),
        ("br", False),
        ("", False),
        ("gzip;q=much", False),
    ],
)
def test_compressed_answers_are_for_those_that_take_them(header: str, takes: bool) -> None:
    """With a quality of nought they are refused."""
    assert takes_gzip(header) == takes
