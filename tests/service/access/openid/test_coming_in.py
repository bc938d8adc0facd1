"""Signing in by the provider: only whoever it answers for, in the browser they began in, once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx2
import pytest

from hub_roster.service.access.accounts import close_account, untie_identity
from hub_roster.service.access.caller import SERVICE
from hub_roster.service.access.entrance import Entrance, NotSignedIn
from hub_roster.service.access.openid.coming_in import (
    BEGIN_AGAIN,
    NOT_TRUSTED,
    Back,
    Begun,
    NoAccount,
    begin,
    end,
    own_path,
    sign_out_address,
)
from hub_roster.service.access.openid.provider import Provider, ProviderAway
from hub_roster.service.access.signing_in import caller_of_session
from hub_roster.service.audit import Did
from hub_roster.store.accounts import Account
from hub_roster.store.identities import LONGEST_AWAY, Identities
from hub_roster.store.scope import WHOLE
from hub_roster.store.sign_ins import SignIns
from tests.service.access.callers import ANN, NOON, Beside, ann, written_down
from tests.service.access.openid.council import ORIGIN, Council, Misbehaviour

OID = "6b1f7c1e-ann"


def provider(council: Council) -> Provider:
    """Give a provider that was not asked anything yet, at noon."""
    return Provider(council.settings, lambda: council.at)


def leave(entrance: Entrance, asked: Provider, back_to: str = "/") -> Begun:
    """Begin a sign-in."""
    return asyncio.run(begin(entrance, asked, back_to, NOON))


def at_the_provider(begun: Begun) -> Back:
    """Sign in there, and give what the browser brings back."""
    answer = httpx2.get(begun.address)
    assert answer.headers["location"].startswith(f"{ORIGIN}/api/v1/sign-in/openid/callback?")
    said = parse_qs(urlsplit(answer.headers["location"]).query)
    return Back(said["state"][0], begun.browser, said["code"][0])


def come_in(entrance: Entrance, council: Council, asked: Provider | None = None) -> str:
    """Sign in from end to end, and give the session's token."""
    asked = asked or provider(council)
    back = at_the_provider(leave(entrance, asked))
    return asyncio.run(end(entrance, asked, back, council.at)).token


def tied(entrance: Entrance, account: Account) -> bool:
    """Say whether an account is tied to somebody at the provider."""
    with entrance.database.reading(WHOLE) as session:
        return Identities(session).of(account.id) is not None


def test_the_first_sign_in_ties_and_then_the_subject_alone_counts(
    entrance: Entrance, council: Council
) -> None:
    """A marriage changes the address; whoever is given the old one later is nobody here."""
    account = ann(entrance, password=None)
    council.be(OID, ANN.upper())
    signed_in = caller_of_session(entrance, come_in(entrance, council), NOON)
    assert (signed_in.caller.id, signed_in.by_provider) == (account.id, True)
    assert written_down(entrance)[-2:] == [Did.TIED_IDENTITY, Did.SIGNED_IN]
    council.be(OID, "ann.married@council.example")
    assert caller_of_session(entrance, come_in(entrance, council), NOON).caller.id == account.id
    council.be("another's", ANN)
    with pytest.raises(NoAccount):
        come_in(entrance, council)


def test_a_provider_that_wants_the_secret_in_a_header(entrance: Entrance, council: Council) -> None:
    """Whatever signs stand in the secret."""
    ann(entrance)
    council.be(OID, ANN)
    council.methods = ("client_secret_basic",)
    come_in(entrance, council)


def test_who_has_no_account_is_refused_and_nothing_is_made(entrance: Entrance, council: Council) -> None:
    """Nor has whoever's account is closed, and both are told the same."""
    council.be("stranger", "stranger@council.example")
    with pytest.raises(NoAccount, match="no account for you"):
        come_in(entrance, council)
    account = ann(entrance)
    close_account(entrance, SERVICE, account.id, at=NOON)
    before = written_down(entrance)
    council.be(OID, ANN)
    with pytest.raises(NoAccount):
        come_in(entrance, council)
    assert not tied(entrance, account)
    assert written_down(entrance) == before


@pytest.mark.parametrize(
    "guest",
    [
        {"idp": "https://sts.windows.net/another/"},
        {"acct": 1},
        {"preferred_username": f"{ANN.replace('@', '_')}#EXT#@council.example"},
        {"preferred_username": None, "email": ANN},
        {"preferred_username": None, "email": ANN, "email_verified": "true"},
    ],
)
def test_an_address_nobody_answers_for_ties_nothing(
    entrance: Entrance, council: Council, guest: dict[str, object]
) -> None:
    """A guest's sign-in name is some other directory's, and an address may be written by anybody."""
    account = ann(entrance)
    council.be(OID, ANN, **guest)
    with pytest.raises(NoAccount):
        come_in(entrance, council)
    assert not tied(entrance, account)


def test_a_verified_address_ties_a_guest_too(entrance: Entrance, council: Council) -> None:
    """An agency's worker, whose own directory answers for their address."""
    account = ann(entrance)
    council.be(OID, "a_b#EXT#@council.example", idp="https://another", email=ANN, xms_edov=True)
    come_in(entrance, council)
    assert tied(entrance, account)


@pytest.mark.parametrize(
    "wrong",
    [each for each in Misbehaviour if each.value.startswith(("signs", "does not say"))],
)
def test_what_is_signed_wrongly_signs_nobody_in(
    entrance: Entrance, council: Council, wrong: Misbehaviour
) -> None:
    """Whatever is not right about it; the sentence names no reason that would help a forger."""
    account = ann(entrance)
    council.be(OID, ANN)
    council.misbehaves = wrong
    with pytest.raises(NotSignedIn, match="cannot be trusted") as refused:
        come_in(entrance, council)
    assert str(refused.value) == NOT_TRUSTED
    assert not tied(entrance, account)


def test_clocks_may_differ_a_little(entrance: Entrance, council: Council) -> None:
    """Two minutes; not five."""
    ann(entrance)
    council.be(OID, ANN)
    asked = Provider(council.settings, lambda: NOON)
    for minutes, fits in ((2, True), (5, False)):
        council.at = NOON + timedelta(minutes=minutes)
        back = at_the_provider(leave(entrance, asked))
        if fits:
            asyncio.run(end(entrance, asked, back, NOON))
        else:
            with pytest.raises(NotSignedIn):
                asyncio.run(end(entrance, asked, back, NOON))


def test_it_ends_in_the_browser_it_was_begun_in_alone(entrance: Entrance, council: Council) -> None:
    """A link that somebody else made with their own sign-in does not sign its reader in as them."""
    ann(entrance)
    council.be(OID, ANN)
    asked = provider(council)
    attacker, victim = leave(entrance, asked), leave(entrance, asked)
    back = at_the_provider(attacker)
    with pytest.raises(NotSignedIn, match="another browser"):
        asyncio.run(end(entrance, asked, Back(back.state, victim.browser, back.code), NOON))
    with pytest.raises(NotSignedIn, match="another browser"):
        asyncio.run(end(entrance, asked, back, NOON))  # and whoever began it has to begin again


def test_it_ends_once_and_in_time(entrance: Entrance, council: Council) -> None:
    """What came back before, or after ten minutes, or for nothing that was begun, opens nothing."""
    ann(entrance)
    council.be(OID, ANN)
    asked = provider(council)
    back = at_the_provider(leave(entrance, asked))
    asyncio.run(end(entrance, asked, back, NOON))
    late = at_the_provider(leave(entrance, asked))
    never = Back(str(uuid4()), late.browser, late.code)
    for again, at in ((back, NOON), (late, NOON + LONGEST_AWAY), (never, NOON)):
        with pytest.raises(NotSignedIn) as refused:
            asyncio.run(end(entrance, asked, again, at))
        assert str(refused.value) == BEGIN_AGAIN


def test_a_code_from_another_sign_in_opens_nothing(entrance: Entrance, council: Council) -> None:
    """The provider gives a token to whoever began alone (PKCE), and for each code once."""
    ann(entrance)
    council.be(OID, ANN)
    asked = provider(council)
    mine, stolen = (at_the_provider(leave(entrance, asked)) for _ in range(2))
    with pytest.raises(NotSignedIn) as refused:
        asyncio.run(end(entrance, asked, Back(mine.state, mine.browser, stolen.code), NOON))
    assert str(refused.value) == BEGIN_AGAIN


def test_an_answer_in_the_name_of_another_provider_is_refused(entrance: Entrance, council: Council) -> None:
    """Where it says whose answer it is (RFC 9207)."""
    asked = provider(council)
    back = at_the_provider(leave(entrance, asked))
    with pytest.raises(NotSignedIn, match="cannot be trusted"):
        asyncio.run(
            end(entrance, asked, Back(back.state, back.browser, back.code, "https://evil.example"), NOON)
        )


def test_whom_the_provider_turns_away_is_not_signed_in(entrance: Entrance, council: Council) -> None:
    """They come back without a code."""
    asked = provider(council)
    back = at_the_provider(leave(entrance, asked))
    with pytest.raises(NotSignedIn, match="let nobody in"):
        asyncio.run(end(entrance, asked, Back(back.state, back.browser, None), NOON))


def test_the_session_before_is_over(entrance: Entrance, council: Council) -> None:
    """A token that somebody else planted in the browser is nobody's after signing in."""
    ann(entrance)
    council.be(OID, ANN)
    first = come_in(entrance, council)
    asked = provider(council)
    back = at_the_provider(leave(entrance, asked))
    second = asyncio.run(end(entrance, asked, back, NOON, instead_of=first)).token
    assert second != first
    with pytest.raises(NotSignedIn):
        caller_of_session(entrance, first, NOON)
    assert caller_of_session(entrance, second, NOON).caller.name == "Ann"


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/", "/"),
        ("/rosters?week=2026-02-02#late", "/rosters?week=2026-02-02#late"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("evil", "/"),
        ("", "/"),
        ("/é", "/"),
        ("/" + "a" * 600, "/"),
    ],
)
def test_it_goes_on_with_a_page_of_our_own(wanted: str, led_to: str) -> None:
    """Whatever address was asked for: none of another site."""
    assert own_path(wanted) == led_to


def test_where_to_sign_out_at_the_provider_too(entrance: Entrance, council: Council) -> None:
    """And back to the first page from there; nowhere while it does not answer."""
    del entrance
    address = asyncio.run(sign_out_address(provider(council)))
    assert address is not None
    assert address.startswith(f"{council.issuer}/logout?client_id=hub-roster&post_logout_redirect_uri=http")
    council.misbehaves = Misbehaviour.DOWN
    assert asyncio.run(sign_out_address(provider(council))) is None


def test_nobody_signs_in_while_the_provider_is_away(entrance: Entrance, council: Council) -> None:
    """They are told so, and may try again."""
    ann(entrance)
    council.be(OID, ANN)
    asked = provider(council)
    back = at_the_provider(leave(entrance, asked))
    council.misbehaves = Misbehaviour.NO_TOKEN
    with pytest.raises(ProviderAway, match="cannot be reached"):
        asyncio.run(end(entrance, asked, back, NOON))


def test_who_is_untied_in_the_same_moment_is_not_left_signed_in(
    entrance: Entrance, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever is first: whoever was somebody else at the provider is out."""
    account = ann(entrance, password=None)
    council.be(OID, ANN)
    come_in(entrance, council)
    beside = Beside(lambda: untie_identity(entrance, SERVICE, account.id, at=NOON))
    add = SignIns.add

    def add_slowly(self: SignIns, *given: Any, **more: Any) -> None:
        beside.begin()
        add(self, *given, **more)

    monkeypatch.setattr(SignIns, "add", add_slowly)
    token = come_in(entrance, council)
    beside.end()
    with pytest.raises(NotSignedIn):
        caller_of_session(entrance, token, NOON)
