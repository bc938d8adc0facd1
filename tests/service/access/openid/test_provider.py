"""The provider asked: what it says is kept a while, new keys are found, and what is no answer is none."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from hub_roster.service.access.openid.provider import ANEW_AFTER, KEPT, CodeRefused, Provider, ProviderAway
from hub_roster.service.access.openid.settings import Settings
from tests.service.access.openid.council import NOON, Council, Misbehaviour

NOWHERE = 9
"""A port nobody listens at."""


def asking(council: Council) -> Provider:
    """Give the provider, at the council's time."""
    return Provider(council.settings, lambda: council.at)


def test_what_it_says_is_kept_for_an_hour(council: Council) -> None:
    """A sign-in does not ask for it each time."""
    provider = asking(council)
    for minutes in (0, 59, 60):
        council.at = NOON + timedelta(minutes=minutes)
        asyncio.run(provider.metadata())
        asyncio.run(provider.keys())
    assert timedelta(hours=1) == KEPT
    assert Counter(council.asked) == {"/.well-known/openid-configuration": 2, "/keys": 2}


def test_new_keys_are_found_and_not_asked_for_at_every_try(council: Council) -> None:
    """A minute after the last time at the soonest, whatever keys tokens name."""
    provider = asking(council)
    first = asyncio.run(provider.keys())
    council.rotate()
    assert asyncio.run(provider.keys(anew=True)) == first
    council.at = NOON + ANEW_AFTER
    assert {key.kid for key in asyncio.run(provider.keys(anew=True))} == {key.kid for key in council.keys}
    assert council.asked.count("/keys") == 2


def test_keys_of_kinds_that_are_not_known_are_left_out(council: Council) -> None:
    """A provider may be ahead of us."""
    assert [key.key_type for key in asyncio.run(asking(council).keys())] == ["RSA"]


@pytest.mark.parametrize(
    "wrong", [Misbehaviour.DOWN, Misbehaviour.ENDLESS, Misbehaviour.NO_JSON, Misbehaviour.REDIRECTING]
)
def test_what_is_no_answer_is_none(council: Council, wrong: Misbehaviour) -> None:
    """A page of a guest network, megabytes, a redirect, a failure."""
    council.misbehaves = wrong
    with pytest.raises(ProviderAway, match="Try again in a few minutes"):
        asyncio.run(asking(council).metadata())
    assert "/elsewhere" not in council.asked


def test_one_that_calls_itself_otherwise_is_not_it(council: Council) -> None:
    """An address mistyped by a letter would let another directory in."""
    council.calls_itself = "https://login.example/other"
    with pytest.raises(ProviderAway):
        asyncio.run(asking(council).metadata())


def test_one_that_is_not_there_is_away(council: Council) -> None:
    """Nobody listens."""
    settings = Settings(f"http://127.0.0.1:{NOWHERE}", "hub-roster", "secret", None, "http://127.0.0.1:8000")
    with pytest.raises(ProviderAway):
        asyncio.run(Provider(settings, lambda: council.at).metadata())


def test_while_it_is_away_what_it_said_goes_on(council: Council) -> None:
    """An hour's outage of its description keeps nobody out who holds what it signed."""
    provider = asking(council)
    before = asyncio.run(provider.keys())
    council.at, council.misbehaves = NOON + KEPT, Misbehaviour.DOWN
    assert asyncio.run(provider.keys()) == before


@pytest.mark.parametrize("methods", [("client_secret_post",), ("client_secret_basic",)])
def test_a_code_it_does_not_know_is_refused(council: Council, methods: tuple[str, ...]) -> None:
    """Either way of showing who asks."""
    council.methods = methods
    with pytest.raises(CodeRefused):
        asyncio.run(asking(council).id_token("made up", "verifier"))


def test_a_secret_that_is_over_is_for_whoever_runs_this(
    council: Council, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody is told to begin again, which would help nothing; the log says why, in no words of others."""
    council.misbehaves = Misbehaviour.OVER
    with pytest.raises(ProviderAway):
        asyncio.run(asking(council).id_token("code", "verifier"))
    assert "invalid_client" in caplog.text
    assert "Ann" not in caplog.text
