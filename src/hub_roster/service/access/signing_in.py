"""Signing in by password, staying signed in, and signing out."""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from hub_roster.service.access.caller import Caller, caller_of
from hub_roster.service.access.entrance import Entrance, NotSignedIn, digest_of, new_token
from hub_roster.service.access.passwords import Verified
from hub_roster.service.audit import Detail, Did, record
from hub_roster.store.accounts import Account, Accounts, folded
from hub_roster.store.hub_files import NotThere
from hub_roster.store.scope import WHOLE
from hub_roster.store.sign_ins import SEEN_EVERY, Attempts, Here, SignIns

MOST_OF_NAME = 5
"""Attempts that fail for one name, in the time that counts, before it is locked."""

MOST_OF_SOURCE = 50
"""Attempts that fail from one address: a whole council may come from one."""

WRONG = (
    "Name or password is not right. "
    "After several attempts that fail, sign-in is locked for a quarter of an hour."
)


class TooManyAttempts(Exception):
    """Too many attempts came from one address, whatever names they tried."""

    def __init__(self) -> None:
        super().__init__("Too many attempts to sign in came from here. Try again in a quarter of an hour.")


class PasswordsOff(Exception):
    """Nobody signs in by password here."""

    def __init__(self) -> None:
        super().__init__("Nobody signs in by password here: sign in with your council's account.")


@dataclass(frozen=True)
class SignedIn:
    """Somebody signed in.

    Attributes
    ----------
    form_token
        What a form has to carry that they send in.
    digest
        What is kept of the token they hold, by which this sign-in is told from their others.
    by_provider
        Whether the council's provider answered for them.
    """

    caller: Caller
    form_token: str = field(repr=False)
    digest: str = field(repr=False)
    by_provider: bool = False

    def sent(self, form_token: str) -> bool:
        """Say whether a form comes from them, by the token it carries."""
        return hmac.compare_digest(digest_of(self.form_token), digest_of(form_token))


@dataclass(frozen=True)
class _Attempt:
    """An attempt that was counted.

    Attributes
    ----------
    name
        Keyed hash of the name.
    account
        None where there is no active one of that name, or it is locked: no password is right then.
    last
        Whether the name is locked from here on, should it fail.
    """

    name: str
    account: Account | None
    last: bool


async def sign_in(entrance: Entrance, name: str, password: str, *, at: datetime, source: str) -> str:
    """Let somebody in who knows a name and its password; gives the token their browser is to hold.

    Unknown, locked and closed accounts are answered like wrong passwords, after the same work.

    Parameters
    ----------
    source
        The address they come from; behind a proxy, what that proxy says.

    Raises
    ------
    NotSignedIn
        If name and password do not belong together, or the name is locked.
    TooManyAttempts
        If too many failed from that address, which is said before any work is done.
    PasswordsOff
        If nobody signs in by password here.
    """
    if not entrance.by_password:
        raise PasswordsOff
    attempt = await asyncio.to_thread(_begin, entrance, name, at, source)
    kept = None if attempt.account is None else attempt.account.password_hash
    verified = await entrance.passwords.verify(password, kept)
    return await asyncio.to_thread(_end, entrance, attempt, verified, at)


def _begin(entrance: Entrance, name: str, at: datetime, source: str) -> _Attempt:
    """Count an attempt, as failed until it turns out right, and find whose it is."""
    of_name = entrance.hashes.hash("sign-in name", folded(name))
    of_source = entrance.hashes.hash("sign-in source", source)
    with entrance.database.writing(WHOLE) as session:
        attempts = Attempts(session)
        tried = attempts.before(of_name, of_source, at)
        if tried.of_source >= MOST_OF_SOURCE:
            raise TooManyAttempts
        locked = tried.of_name >= MOST_OF_NAME
        # One while it is locked does not lock it longer: nobody could be kept out by trying on.
        attempts.add(None if locked else of_name, of_source, at)
        account = Accounts(session).named(name)
    usable = account is not None and account.active and not locked
    return _Attempt(of_name, account if usable else None, tried.of_name + 1 == MOST_OF_NAME)


def _end(entrance: Entrance, attempt: _Attempt, verified: Verified, at: datetime) -> str:
    with entrance.database.writing(WHOLE) as session:
        account = _still(Accounts(session), attempt.account) if verified.right else None
        if account is not None:
            Attempts(session).forgive(attempt.name)
            if verified.renewed is not None:
                Accounts(session).set_password_hash(account.id, verified.renewed)
            token = new_token()
            SignIns(session).add(digest_of(token), account.id, new_token(), at)
            record(session, caller_of(account).actor, Did.SIGNED_IN, at)
            return token
        if attempt.last:
            # Of a name without an account too: the log must not make a difference that can be measured.
            known = () if attempt.account is None else (attempt.account.id,)
            record(session, "service", Did.LOCKED, at, detail=Detail(accounts=known))
    raise NotSignedIn(WRONG)


def _still(accounts: Accounts, account: Account | None) -> Account | None:
    """Give an account as it is now, unless it was closed or given another password meanwhile."""
    if account is None:
        return None
    accounts.hold(account.id)
    now = accounts.account(account.id)
    return now if now.active and now.password_hash == account.password_hash else None


def caller_of_session(entrance: Entrance, token: str, at: datetime) -> SignedIn:
    """Give who is signed in by a token, with the roles they have by now.

    Raises
    ------
    NotSignedIn
        If nobody is, or not any more: after half an hour without a word, or twelve hours.
    """
    digest = digest_of(token)
    with entrance.database.reading(WHOLE) as session:
        here = SignIns(session).here(digest, at)
        account = None if here is None else _active(Accounts(session), here.account_id)
    if here is None or account is None:
        raise NotSignedIn("Sign in to go on.")
    if at - here.last_seen_at >= SEEN_EVERY:
        with entrance.database.writing(WHOLE) as session:
            SignIns(session).seen(digest, at)
    return SignedIn(caller_of(account), here.form_token, digest, here.by_provider)


def _active(accounts: Accounts, account_id: UUID) -> Account | None:
    try:
        account = accounts.account(account_id)
    except NotThere:
        return None
    return account if account.active else None


def sign_out(entrance: Entrance, token: str, at: datetime) -> None:
    """Sign somebody out where they are; nothing happens where nobody is signed in."""
    with entrance.database.writing(WHOLE) as session:
        account_id = SignIns(session).end(digest_of(token))
        if account_id is not None:
            record(session, f"account {account_id}", Did.SIGNED_OUT, at)


def own_sign_ins(entrance: Entrance, caller: Caller, at: datetime) -> list[Here]:
    """Give where somebody is signed in, the latest first."""
    with entrance.database.reading(WHOLE) as session:
        return SignIns(session).of(caller.id, at)


def end_own_sign_in(entrance: Entrance, caller: Caller, digest: str, at: datetime) -> None:
    """Sign somebody out in one place of theirs.

    Raises
    ------
    NotThere
        If they are not signed in there.
    """
    with entrance.database.writing(WHOLE) as session:
        if not SignIns(session).end_of(caller.id, digest):
            raise NotThere
        record(session, caller.actor, Did.SIGNED_OUT, at, subject="in another place")


def sign_out_everywhere(entrance: Entrance, caller: Caller, at: datetime) -> None:
    """Sign somebody out wherever they are, such as when a phone is lost."""
    with entrance.database.writing(WHOLE) as session:
        SignIns(session).end_all(caller.id)
        record(session, caller.actor, Did.SIGNED_OUT, at, subject="everywhere")
