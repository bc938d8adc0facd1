"""Log lines without the secrets that addresses hold."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub_roster.api.without_tokens import WithoutTokens, without_tokens

TOKENS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=43, max_size=43)


@pytest.mark.parametrize(
    ("line", "clean"),
    [
        ('"GET /feeds/s3cret.ics HTTP/1.1" 200', '"GET /feeds/- HTTP/1.1" 200'),
        ("/feeds/s3cret.json?since=1#a", "/feeds/-"),
        ("https://rota.example/feeds/s3cret", "https://rota.example/feeds/-"),
        ("//FEEDS/s3cret.ics and /feeds/other.ics", "//feeds/- and /feeds/-"),
        ("/feeds/a/s3cret.ics", "/feeds/-"),
        ("/feeds/ is where they are", "/feeds/ is where they are"),
        ("/api/v1/feeds", "/api/v1/feeds"),
        (
            '"GET /api/v1/sign-in/openid/callback?code=s3cret&state=s3cret HTTP/1.1" 303',
            '"GET /api/v1/sign-in/openid/callback HTTP/1.1" 303',
        ),
    ],
)
def test_an_address_ends_where_its_secret_began(line: str, clean: str) -> None:
    """Whatever surrounds it stays."""
    assert without_tokens(line) == clean


@given(TOKENS, st.sampled_from(["/feeds/{}.ics", "GET /feeds/{}.json HTTP/1.1", "'/feeds/{}' failed"]))
def test_no_record_keeps_a_token(token: str, line: str) -> None:
    """Neither in its message nor in what is put into that, by place or by name."""
    said = line.format(token)
    for message, args in ((said, ()), ("%s: %d", (said, 1)), ("%(path)s", ({"path": said},))):
        record = logging.LogRecord("any", logging.INFO, __file__, 1, message, args, None)
        assert WithoutTokens().filter(record)
        assert token not in record.getMessage()
