"""Passwords chosen and taken away: by whoever they are for, so that nobody else ever knows one.

An administrator gives a link, which opens once; whoever has it chooses. To set a password for somebody is for
the machine's own commands alone.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.changing import account_subject, changing
from hub_roster.service.access.entrance import Entrance, NotSignedIn, digest_of, new_token
from hub_roster.service.access.passwords import check_password
from hub_roster.service.access.signing_in import MOST_OF_NAME, PasswordsOff, TooManyAttempts
from hub_roster.service.audit import Did, record
from hub_roster.store.accounts import Account, Accounts, folded
from hub_roster.store.password_links import GOOD_FOR, PasswordLinks
from hub_roster.store.scope import WHOLE, ScopedSession
from hub_roster.store.sign_ins import Attempts, SignIns


class WrongPassword(Exception):
    """The password somebody is signed in by is another than they gave."""

    def __init__(self) -> None:
        super().__init__("The old password is not right.")


@dataclass(frozen=True)
class NewPasswordLink:
    """A link just made: `token` is shown this once, and kept nowhere."""

    token: str = field(repr=False)
    good_until: datetime


def make_password_link(entrance: Entrance, by: Caller, account_id: UUID, *, at: datetime) -> NewPasswordLink:
    """Make a link by which somebody chooses their password; the one they have is good until then.

    Raises
    ------
    NotAllowed, NotThere, OwnAccount
        If the caller may not, there is no such account, or it is their own.
    PasswordsOff
        If nobody signs in by password here.
    """
    if not entrance.by_password:
        raise PasswordsOff
    token = new_token()
    with changing(entrance, by, Action.MANAGE_ACCOUNTS, None, account_id) as session:
        PasswordLinks(session).put(account_id, digest_of(token), at)
        record(session, by.actor, Did.MADE_PASSWORD_LINK, at, subject=account_subject(account_id))
    return NewPasswordLink(token, at + GOOD_FOR)


async def choose_password(entrance: Entrance, token: str, password: str, *, at: datetime) -> None:
    """Let a password hold that somebody chose by a link, which is good no more; they sign in by it.

    Raises
    ------
    NotSignedIn
        If the link is none, is used, or is too old.
    UnfitPassword
        If it may not be used; the link stays good.
    PasswordsOff
        If nobody signs in by password here.
    """
    if not entrance.by_password:
        raise PasswordsOff
    account = await asyncio.to_thread(_of_link, entrance, token, at)
    kept = await _fit_and_hashed(entrance, password, account.name)
    await asyncio.to_thread(_keep_chosen, entrance, token, kept, at)


def _of_link(entrance: Entrance, token: str, at: datetime) -> Account:
    with entrance.database.reading(WHOLE) as session:
        return _whose(session, token, at)


def _whose(session: ScopedSession, token: str, at: datetime) -> Account:
    account_id = PasswordLinks(session).whose(digest_of(token), at)
    account = None if account_id is None else Accounts(session).account(account_id)
    if account is None or not account.active:
        raise NotSignedIn("This link is not good any more. Ask for a new one.")
    return account


def _keep_chosen(entrance: Entrance, token: str, kept: str, at: datetime) -> None:
    with entrance.database.writing(WHOLE) as session:
        # Once more, when nobody else can: another may have been faster meanwhile.
        Accounts(session).hold(_whose(session, token, at).id)
        account = _whose(session, token, at)
        _let_hold(entrance, session, f"account {account.id}", account, kept, at)


async def set_password(
    entrance: Entrance, by: Caller, account_id: UUID, password: str, *, at: datetime
) -> None:
    """Give somebody another password, and sign them out everywhere.

    Raises
    ------
    NotAllowed, NotThere
        If the caller may not, or there is no such account.
    UnfitPassword
        If it may not be used.
    """
    by.require(Action.MANAGE_ACCOUNTS, None)
    account = await asyncio.to_thread(_account, entrance, account_id)
    await _set_password(entrance, by, account, password, at)


async def change_own_password(
    entrance: Entrance, caller: Caller, old: str, new: str, *, at: datetime, source: str
) -> None:
    """Change one's own password, by who knows the old one; they sign in anew everywhere.

    Raises
    ------
    WrongPassword
        If the old one is wrong.
    TooManyAttempts
        If it was wrong too often: whoever found a browser left open is not to try on.
    UnfitPassword
        If the new one may not be used.
    PasswordsOff
        If nobody signs in by password here.
    """
    if not entrance.by_password:
        raise PasswordsOff
    account = await asyncio.to_thread(_account, entrance, caller.id)
    check_password(new, account.name)
    tries = entrance.hashes.hash("own password", str(caller.id))
    await asyncio.to_thread(_count, entrance, tries, source, at)
    if not (await entrance.passwords.verify(old, account.password_hash)).right:
        raise WrongPassword
    kept = await entrance.passwords.hash(new)
    await asyncio.to_thread(_keep_own, entrance, caller, account, kept, at)


def _keep_own(entrance: Entrance, caller: Caller, account: Account, kept: str, at: datetime) -> None:
    """Let the new one hold, unless the old one was taken away or changed while it was looked at."""
    with entrance.database.writing(WHOLE) as session:
        Accounts(session).hold(account.id)
        now = Accounts(session).account(account.id)
        if not now.active or now.password_hash != account.password_hash:
            raise WrongPassword
        _let_hold(entrance, session, caller.actor, account, kept, at)


def _count(entrance: Entrance, tries: str, source: str, at: datetime) -> None:
    """Count a try as wrong until it turns out right, apart from attempts to sign in by the same name.

    Else whoever found a browser left open could keep its owner from signing in.
    """
    with entrance.database.writing(WHOLE) as session:
        attempts = Attempts(session)
        of_source = entrance.hashes.hash("sign-in source", source)
        if attempts.before(tries, of_source, at).of_name >= MOST_OF_NAME:
            raise TooManyAttempts
        attempts.add(tries, of_source, at)


def end_password(entrance: Entrance, by: Caller, account_id: UUID, *, at: datetime) -> None:
    """Take somebody's password away, and sign them out: they sign in by the council's provider alone.

    Raises
    ------
    NotAllowed, NotThere, OwnAccount
        If the caller may not, there is no such account, or it is their own.
    """
    with changing(entrance, by, Action.MANAGE_ACCOUNTS, None, account_id) as session:
        Accounts(session).set_password_hash(account_id, None)
        PasswordLinks(session).end(account_id)
        SignIns(session).end_all(account_id)
        record(session, by.actor, Did.ENDED_PASSWORD, at, subject=account_subject(account_id))


def _account(entrance: Entrance, account_id: UUID) -> Account:
    with entrance.database.reading(WHOLE) as session:
        return Accounts(session).account(account_id)


async def _set_password(
    entrance: Entrance, by: Caller, account: Account, password: str, at: datetime
) -> None:
    kept = await _fit_and_hashed(entrance, password, account.name)
    await asyncio.to_thread(_keep, entrance, by, account, kept, at)


def _keep(entrance: Entrance, by: Caller, account: Account, kept: str, at: datetime) -> None:
    with entrance.database.writing(WHOLE) as session:
        _let_hold(entrance, session, by.actor, account, kept, at)


def _let_hold(
    entrance: Entrance, session: ScopedSession, actor: str, account: Account, kept: str, at: datetime
) -> None:
    """Let a password hold: whoever had got in by the old one is out, and tries of it count no more."""
    Accounts(session).set_password_hash(account.id, kept)
    PasswordLinks(session).end(account.id)
    SignIns(session).end_all(account.id)
    for purpose, of in (("sign-in name", folded(account.name)), ("own password", str(account.id))):
        Attempts(session).forgive(entrance.hashes.hash(purpose, of))
    record(session, actor, Did.CHANGED_PASSWORD, at, subject=account_subject(account.id))


async def _fit_and_hashed(entrance: Entrance, password: str, name: str) -> str:
    check_password(password, name)
    return await entrance.passwords.hash(password)
