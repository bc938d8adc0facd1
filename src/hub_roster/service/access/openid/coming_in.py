"""A sign-in by the provider, from leaving for it to being back: begun and ended in one browser, once."""

from __future__ import annotations

import asyncio
import hmac
import logging
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from hub_roster.service.access.caller import caller_of
from hub_roster.service.access.entrance import Entrance, NotSignedIn, digest_of, new_token
from hub_roster.service.access.openid.provider import CodeRefused, Provider, ProviderAway
from hub_roster.service.access.openid.settings import is_safe
from hub_roster.service.access.openid.tokens import Identity, NotBelieved, UnknownKey, identity
from hub_roster.service.audit import Did, record
from hub_roster.store.accounts import Account, Accounts
from hub_roster.store.identities import Identities, Leaving, Leavings
from hub_roster.store.scope import WHOLE, ScopedSession
from hub_roster.store.sign_ins import SignIns

SCOPE = "openid profile email"

LONGEST_PATH = 500

BEGIN_AGAIN = "This sign-in took too long, or was begun in another browser. Begin it again."
NOT_TRUSTED = (
    "Your council's sign-in gave an answer that cannot be trusted, so you are not signed in. "
    "Try again; if it stays so, tell whoever runs this service."
)

log = logging.getLogger(__name__)


class NoProvider(Exception):
    """There is no provider to sign in by."""

    def __init__(self) -> None:
        super().__init__("Signing in by your council's account is not set up here: use your password.")


class NoAccount(Exception):
    """Somebody the provider knows, who has no account here: whether there ever was one is not said."""

    def __init__(self) -> None:
        super().__init__(
            "Your council knows you, but there is no account for you here. "
            "Ask whoever sees to accounts to add one with your work e-mail address."
        )


@dataclass(frozen=True)
class Begun:
    """A sign-in that was begun.

    Attributes
    ----------
    address
        The provider's, to send the browser to.
    browser
        What the browser keeps meanwhile, to show that it is the same when it comes back.
    """

    address: str = field(repr=False)
    browser: str = field(repr=False)


@dataclass(frozen=True)
class Back:
    """What a browser brings back from the provider.

    Attributes
    ----------
    code
        None where the provider let nobody in.
    issuer
        Who sends them, where the provider says so (RFC 9207).
    """

    state: str = field(repr=False)
    browser: str = field(repr=False)
    code: str | None = field(repr=False)
    issuer: str | None = None


@dataclass(frozen=True)
class Ended:
    """A sign-in that succeeded: the session's token, and the page to go on with."""

    token: str = field(repr=False)
    back_to: str


def own_path(wanted: str) -> str:
    """Give the page to go on with after signing in: one of this service's own, or the first one.

    A browser takes what begins with two slashes, or with a backslash for one, as another site's address.
    """
    fit = (
        wanted.startswith("/")
        and not wanted.startswith("//")
        and len(wanted) <= LONGEST_PATH
        and wanted.isascii()
        and wanted.isprintable()
        and not set(wanted) & {"\\", " "}
    )
    parts = urlsplit(wanted) if fit else None
    return wanted if parts is not None and not parts.scheme and not parts.netloc else "/"


async def begin(entrance: Entrance, provider: Provider, back_to: str, at: datetime) -> Begun:
    """Begin a sign-in.

    Raises
    ------
    ProviderAway
        If the provider cannot be reached.
    """
    metadata = await provider.metadata()
    state, nonce, browser = new_token(), new_token(), new_token()
    leaving = Leaving(digest_of(browser), digest_of(nonce), own_path(back_to), at)
    await asyncio.to_thread(_keep, entrance, digest_of(state), leaving)
    asked = {
        "response_type": "code",
        "response_mode": "query",
        "client_id": provider.settings.client_id,
        "redirect_uri": provider.settings.redirect_uri,
        "scope": SCOPE,
        "state": state,
        "nonce": nonce,
        "code_challenge": _challenge(_verifier(entrance, state)),
        "code_challenge_method": "S256",
    }
    joined = "&" if urlsplit(metadata.authorization_endpoint).query else "?"
    return Begun(f"{metadata.authorization_endpoint}{joined}{urlencode(asked)}", browser)


def _keep(entrance: Entrance, digest: str, leaving: Leaving) -> None:
    with entrance.database.writing(WHOLE) as session:
        Leavings(session).add(digest, leaving)


def _verifier(entrance: Entrance, state: str) -> str:
    """Give what proves to the provider that who ends a sign-in began it: made again, so kept nowhere."""
    return entrance.hashes.hash("code verifier", state)


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


async def end(
    entrance: Entrance, provider: Provider, back: Back, at: datetime, *, instead_of: str | None = None
) -> Ended:
    """End a sign-in: whoever the provider answers for is signed in, by a token of their own.

    Parameters
    ----------
    instead_of
        The token that was signed in by in this browser before, which is over now.

    Raises
    ------
    NotSignedIn
        If it was not begun in this browser, is over, or proves nothing.
    NoAccount
        If there is no account for them.
    ProviderAway
        If the provider cannot be reached.
    """
    leaving = await asyncio.to_thread(_take, entrance, back.state, at)
    if leaving is None or not hmac.compare_digest(digest_of(back.browser), leaving.browser):
        raise NotSignedIn(BEGIN_AGAIN)
    if back.issuer is not None and back.issuer != provider.settings.issuer:
        raise _refused("iss")
    if back.code is None:
        raise NotSignedIn("Your council's sign-in let nobody in. Begin it again.")
    try:
        token = await provider.id_token(back.code, _verifier(entrance, back.state))
        who = await _identity(provider, token, leaving, at)
    except CodeRefused:
        raise NotSignedIn(BEGIN_AGAIN) from None
    except NotBelieved as error:
        raise _refused(str(error)) from None
    return Ended(await asyncio.to_thread(_sign_in, entrance, who, at, instead_of), leaving.back_to)


async def _identity(provider: Provider, token: str, leaving: Leaving, at: datetime) -> Identity:
    settings = provider.settings
    try:
        return identity(token, await provider.keys(), settings, leaving.nonce, at)
    except UnknownKey:
        pass
    try:
        return identity(token, await provider.keys(anew=True), settings, leaving.nonce, at)
    except UnknownKey:
        raise NotBelieved("key") from None


def _refused(why: str) -> NotSignedIn:
    log.warning("a sign-in by the council's provider was not believed: %s", why)
    return NotSignedIn(NOT_TRUSTED)


def _take(entrance: Entrance, state: str, at: datetime) -> Leaving | None:
    with entrance.database.writing(WHOLE) as session:
        return Leavings(session).take(digest_of(state), at)


def _sign_in(entrance: Entrance, who: Identity, at: datetime, instead_of: str | None) -> str:
    with entrance.database.writing(WHOLE) as session:
        account, is_new = _account(session, who)
        if is_new:
            Identities(session).tie(account.id, who.issuer, who.subject, at)
        if instead_of is not None:
            SignIns(session).end(digest_of(instead_of))
        token = new_token()
        SignIns(session).add(digest_of(token), account.id, new_token(), at, by_provider=True)
        actor = caller_of(account).actor
        if is_new:
            record(session, actor, Did.TIED_IDENTITY, at, subject=f"account {account.id}")
        record(session, actor, Did.SIGNED_IN, at, subject="by the council's provider")
    return token


async def sign_out_address(provider: Provider) -> str | None:
    """Give where somebody signs out at the provider too; None where it has no such place, or is away."""
    try:
        place = (await provider.metadata()).end_session_endpoint
    except ProviderAway:
        return None
    if place is None or not is_safe(place):
        return None
    asked = {
        "client_id": provider.settings.client_id,
        "post_logout_redirect_uri": f"{provider.settings.origin}/",
    }
    return f"{place}{'&' if urlsplit(place).query else '?'}{urlencode(asked)}"


def _account(session: ScopedSession, who: Identity) -> tuple[Account, bool]:
    """Give whose account it is, and whether that is to be tied to them now.

    Who is tied is known by what they stay known by alone. An address counts once, for an account that an
    administrator made for it and that nobody is tied to: given to somebody else later, it opens nothing.
    """
    identities, accounts = Identities(session), Accounts(session)
    known: UUID | None = identities.whose(who.issuer, who.subject)
    if known is not None:
        accounts.hold(known)
        # Who is untied in this moment is signed out everywhere, and not let in after that.
        if identities.whose(who.issuer, who.subject) != known:
            raise NoAccount
        account = accounts.account(known)
    else:
        named = None if who.address is None else accounts.named(who.address)
        if named is None or identities.of(named.id) is not None:
            raise NoAccount
        account = named
    if not account.active:
        raise NoAccount
    return account, known is None
