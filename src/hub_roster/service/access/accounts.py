"""Accounts seen to: made, closed, given roles and tied to people, each written down.

Nobody changes what they themselves may do or whom they stand for: it takes a second person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID, uuid4

from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.entrance import Entrance, NotSignedIn
from hub_roster.service.access.passwords import check_password
from hub_roster.service.audit import Detail, Did, record
from hub_roster.store.accounts import Account, Accounts, Grant, Post
from hub_roster.store.hub_files import HubFiles, NotThere
from hub_roster.store.scope import WHOLE, ScopedSession
from hub_roster.store.sign_ins import SignIns
from hub_roster.store.tables import Role

AN_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


class UnfitAccount(Exception):
    """An account that cannot be made or changed so; the message says why."""


class OwnAccount(Exception):
    """Somebody tried to change what they themselves may do."""

    def __init__(self) -> None:
        super().__init__("Nobody changes their own roles: ask somebody else who may give them.")


# Accounts -----------------------------------------------------------------------------------------


async def make_account(
    entrance: Entrance, by: Caller, name: str, display_name: str, password: str | None, *, at: datetime
) -> Account:
    """Make an account, without any role yet.

    Parameters
    ----------
    name
        The e-mail address they sign in with.
    password
        None for somebody who signs in another way.

    Raises
    ------
    NotAllowed
        If the caller may not.
    UnfitAccount, UnfitPassword, NameTaken
        If there cannot be one like that.
    """
    by.require(Action.MANAGE_ACCOUNTS, None)
    name, display_name = name.strip(), display_name.strip()
    if len(name) > 254 or not AN_ADDRESS.fullmatch(name) or not name.isprintable():
        raise UnfitAccount("A sign-in name is an e-mail address.")
    if not 1 <= len(display_name) <= 120 or not display_name.isprintable():
        raise UnfitAccount("Give a name of at most 120 characters to show to others.")
    kept = None if password is None else await _fit_and_hashed(entrance, password, name)
    with entrance.database.writing(WHOLE) as session:
        account = Accounts(session).add(uuid4(), name, display_name, kept, at)
        _write_down(session, by, Did.MADE_ACCOUNT, account.id, at)
    return account


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
    await _set_password(entrance, by, _account(entrance, account_id), password, at)


async def change_own_password(
    entrance: Entrance, caller: Caller, old: str, new: str, *, at: datetime
) -> None:
    """Change one's own password, by who knows the old one; they sign in anew everywhere.

    Raises
    ------
    NotSignedIn
        If the old one is wrong.
    UnfitPassword
        If the new one may not be used.
    """
    account = _account(entrance, caller.id)
    if not (await entrance.passwords.verify(old, account.password_hash)).right:
        raise NotSignedIn("The old password is not right.")
    await _set_password(entrance, caller, account, new, at)


async def _set_password(
    entrance: Entrance, by: Caller, account: Account, password: str, at: datetime
) -> None:
    kept = await _fit_and_hashed(entrance, password, account.name)
    with entrance.database.writing(WHOLE) as session:
        Accounts(session).set_password_hash(account.id, kept)
        SignIns(session).end_all(account.id)
        _write_down(session, by, Did.CHANGED_PASSWORD, account.id, at)


async def _fit_and_hashed(entrance: Entrance, password: str, name: str) -> str:
    check_password(password, name)
    return await entrance.passwords.hash(password)


def _account(entrance: Entrance, account_id: UUID) -> Account:
    with entrance.database.reading(WHOLE) as session:
        return Accounts(session).account(account_id)


def close_account(entrance: Entrance, by: Caller, account_id: UUID, *, at: datetime) -> None:
    """Let somebody sign in no more, and sign them out everywhere; what they did stays theirs.

    Raises
    ------
    NotAllowed, NotThere, OwnAccount
        If the caller may not, there is no such account, or it is their own.
    """
    with _changing(entrance, by, Action.MANAGE_ACCOUNTS, None, account_id) as session:
        Accounts(session).set_active(account_id, False)
        SignIns(session).end_all(account_id)
        _write_down(session, by, Did.CLOSED_ACCOUNT, account_id, at)


def open_account(entrance: Entrance, by: Caller, account_id: UUID, *, at: datetime) -> None:
    """Let somebody sign in again, with the roles they had."""
    with _changing(entrance, by, Action.MANAGE_ACCOUNTS, None, account_id) as session:
        Accounts(session).set_active(account_id, True)
        _write_down(session, by, Did.OPENED_ACCOUNT, account_id, at)


def accounts(entrance: Entrance, by: Caller, file_id: UUID | None = None) -> list[Account]:
    """Give the accounts with a role in a hub's file, or all there are, for whoever sees to them.

    Raises
    ------
    NotAllowed, NotThere
        If the caller may not.
    """
    by.require(Action.MANAGE_ACCOUNTS if file_id is None else Action.GIVE_ROLES, file_id)
    with entrance.database.reading(WHOLE) as session:
        return Accounts(session).listed(file_id)


def account_named(entrance: Entrance, by: Caller, file_id: UUID, name: str) -> Account:
    """Give the account that signs in by a name, for whoever may give it a role in a hub's file.

    Raises
    ------
    NotAllowed, NotThere
        If the caller may give none there, or there is no such account.
    """
    by.require(Action.GIVE_ROLES, file_id)
    with entrance.database.reading(WHOLE) as session:
        found = Accounts(session).named(name)
    if found is None:
        raise NotThere
    return found


# Roles and people ---------------------------------------------------------------------------------


def give_role(entrance: Entrance, by: Caller, account_id: UUID, grant: Grant, *, at: datetime) -> None:
    """Give somebody a role.

    Raises
    ------
    NotAllowed, NotThere, OwnAccount
        If the caller may not, there is no such account, file or home, or the account is their own.
    """
    with _changing(entrance, by, _to_give(grant), grant.file_id, account_id, grant.home) as session:
        if grant.file_id is not None:
            _look_for(session, grant.file_id, home=grant.home)
        Accounts(session).give(account_id, grant)
        _write_down(session, by, Did.GAVE_ROLE, account_id, at, grant.file_id, _in_words(grant))


def take_role(entrance: Entrance, by: Caller, account_id: UUID, grant: Grant, *, at: datetime) -> None:
    """Take a role away from somebody; they may do nothing by it from their next step on.

    Raises
    ------
    NotAllowed, NotThere, OwnAccount
        If the caller may not, there is no such account, or it is their own.
    """
    with _changing(entrance, by, _to_give(grant), grant.file_id, account_id, grant.home) as session:
        Accounts(session).take_away(account_id, grant)
        _write_down(session, by, Did.TOOK_ROLE, account_id, at, grant.file_id, _in_words(grant))


def tie_person(entrance: Entrance, by: Caller, account_id: UUID, post: Post, *, at: datetime) -> None:
    """Let an account stand for somebody who works in a hub: their duties are that account's own.

    Raises
    ------
    NotAllowed, NotThere, OwnAccount
        If the caller may not, there is no such account, file or person, or the account is their own.
    PersonTaken
        If another account stands for them.
    """
    with _changing(entrance, by, Action.GIVE_ROLES, post.file_id, account_id) as session:
        _look_for(session, post.file_id, person=post.person)
        Accounts(session).stand_for(account_id, post)
        _write_down(session, by, Did.TIED_PERSON, account_id, at, post.file_id, people=(post.person,))


def untie_person(entrance: Entrance, by: Caller, account_id: UUID, post: Post, *, at: datetime) -> None:
    """Let an account not stand for somebody any more."""
    with _changing(entrance, by, Action.GIVE_ROLES, post.file_id, account_id) as session:
        Accounts(session).stand_no_more_for(account_id, post)
        _write_down(session, by, Did.UNTIED_PERSON, account_id, at, post.file_id, people=(post.person,))


@contextmanager
def _changing(
    entrance: Entrance,
    by: Caller,
    action: Action,
    file_id: UUID | None,
    account_id: UUID,
    home: str | None = None,
) -> Iterator[ScopedSession]:
    """Change an account that is there and not the caller's own, in the service's own scope."""
    by.require(action, file_id, home)
    if by.id == account_id:
        raise OwnAccount
    with entrance.database.writing(WHOLE) as session:
        Accounts(session).account(account_id)
        yield session


def _to_give(grant: Grant) -> Action:
    return Action.MANAGE_ACCOUNTS if grant.role is Role.ADMINISTRATOR else Action.GIVE_ROLES


def _look_for(
    session: ScopedSession, file_id: UUID, *, home: str | None = None, person: str | None = None
) -> None:
    """Go on only if a hub's file has what is named, as it is now."""
    files = HubFiles(session)
    newest = files.newest(file_id)
    if home is None and person is None:
        return
    problem = files.problem(file_id, newest.number)
    if (home is not None and home not in problem.home) or (person and person not in problem.person):
        raise NotThere


def _in_words(grant: Grant) -> str:
    return str(grant.role) if grant.home is None else f"{grant.role} in {grant.home}"


def _write_down(
    session: ScopedSession,
    by: Caller,
    did: Did,
    account_id: UUID,
    at: datetime,
    file_id: UUID | None = None,
    what: str = "",
    people: tuple[str, ...] = (),
) -> None:
    subject = f"account {account_id}" + (f", {what}" if what else "")
    record(session, by.actor, did, at, file_id=file_id, subject=subject, detail=Detail(people=people))
