"""Accounts seen to: made, closed, given roles and tied to people, each written down.

Nobody changes what they themselves may do or whom they stand for: it takes a second person.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.changing import account_subject, changing
from hub_roster.service.access.entrance import Entrance
from hub_roster.service.access.passwords import check_password
from hub_roster.service.audit import Detail, Did, record
from hub_roster.service.feeds.links import end_of_account
from hub_roster.store.accounts import Account, Accounts, Grant, Post
from hub_roster.store.contacts import Contacts
from hub_roster.store.hub_files import HubFiles, NotThere
from hub_roster.store.identities import Identities
from hub_roster.store.password_links import PasswordLinks
from hub_roster.store.scope import WHOLE, ScopedSession
from hub_roster.store.sign_ins import SignIns
from hub_roster.store.tables import Role

AN_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


class UnfitAccount(Exception):
    """An account that cannot be made or changed so; the message says why."""


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
    name, display_name = _fit(name, display_name)
    kept = None if password is None else await _fit_and_hashed(entrance, password, name)
    return await asyncio.to_thread(_add, entrance, by, name, display_name, kept, at)


def _add(
    entrance: Entrance, by: Caller, name: str, display_name: str, kept: str | None, at: datetime
) -> Account:
    with entrance.database.writing(WHOLE) as session:
        account = Accounts(session).add(uuid4(), name, display_name, kept, at)
        _write_down(session, by, Did.MADE_ACCOUNT, account.id, at)
    return account


def _fit(name: str, display_name: str) -> tuple[str, str]:
    name, display_name = name.strip(), display_name.strip()
    if len(name) > 254 or not AN_ADDRESS.fullmatch(name) or not name.isprintable():
        raise UnfitAccount("A sign-in name is an e-mail address.")
    if not 1 <= len(display_name) <= 120 or not display_name.isprintable():
        raise UnfitAccount("Give a name of at most 120 characters to show to others.")
    return name, display_name


async def _fit_and_hashed(entrance: Entrance, password: str, name: str) -> str:
    check_password(password, name)
    return await entrance.passwords.hash(password)


def rename_account(
    entrance: Entrance,
    by: Caller,
    account_id: UUID,
    name: str,
    display_name: str,
    *,
    at: datetime,
    still: Callable[[Account], None],
) -> Account:
    """Give an account another address to sign in with, and another name to show, such as after a marriage.

    Parameters
    ----------
    still
        Raises if the account is not as the caller looked at it any more.

    Raises
    ------
    NotAllowed, NotThere, OwnAccount
        If the caller may not, there is no such account, or it is their own.
    UnfitAccount, NameTaken
        If it cannot be called so.
    """
    with changing(entrance, by, Action.MANAGE_ACCOUNTS, None, account_id) as session:
        accounts = Accounts(session)
        still(accounts.account(account_id))
        accounts.rename(account_id, *_fit(name, display_name))
        _write_down(session, by, Did.RENAMED_ACCOUNT, account_id, at)
        return accounts.account(account_id)


def untie_identity(entrance: Entrance, by: Caller, account_id: UUID, *, at: datetime) -> None:
    """Let an account be nobody's at the council's provider, until whoever has its address signs in anew.

    Such as where the council made somebody anew there. They are signed out everywhere.
    """
    with changing(entrance, by, Action.MANAGE_ACCOUNTS, None, account_id) as session:
        if Identities(session).untie(account_id):
            SignIns(session).end_all(account_id)
            _write_down(session, by, Did.UNTIED_IDENTITY, account_id, at)


def account(entrance: Entrance, by: Caller, account_id: UUID) -> Account:
    """Give an account, for whoever sees to accounts.

    Raises
    ------
    NotAllowed, NotThere
        If the caller may not, or there is none of that id.
    """
    by.require(Action.MANAGE_ACCOUNTS, None)
    with entrance.database.reading(WHOLE) as session:
        return Accounts(session).account(account_id)


def close_account(entrance: Entrance, by: Caller, account_id: UUID, *, at: datetime) -> None:
    """Let somebody sign in no more, sign them out everywhere, and forget their number; what they did stays.

    The calendar links that the people it stands for hold end, as a leaver's do.

    Raises
    ------
    NotAllowed, NotThere, OwnAccount
        If the caller may not, there is no such account, or it is their own.
    """
    with changing(entrance, by, Action.MANAGE_ACCOUNTS, None, account_id) as session:
        Accounts(session).set_active(account_id, False)
        PasswordLinks(session).end(account_id)
        SignIns(session).end_all(account_id)
        Contacts(session).erase(account_id)
        end_of_account(session, Accounts(session).account(account_id).posts, at, actor=by.actor)
        _write_down(session, by, Did.CLOSED_ACCOUNT, account_id, at)


def open_account(entrance: Entrance, by: Caller, account_id: UUID, *, at: datetime) -> None:
    """Let somebody sign in again, with the roles they had."""
    with changing(entrance, by, Action.MANAGE_ACCOUNTS, None, account_id) as session:
        Accounts(session).set_active(account_id, True)
        _write_down(session, by, Did.OPENED_ACCOUNT, account_id, at)


def accounts(
    entrance: Entrance,
    by: Caller,
    file_id: UUID | None = None,
    after: str | None = None,
    most: int | None = None,
) -> list[Account]:
    """Give the accounts with a role in a hub's file, or all there are, for whoever sees to them, by name.

    Parameters
    ----------
    after
        The name, in one case, that a page ended with.

    Raises
    ------
    NotAllowed, NotThere
        If the caller may not.
    """
    by.require(Action.MANAGE_ACCOUNTS if file_id is None else Action.GIVE_ROLES, file_id)
    with entrance.database.reading(WHOLE) as session:
        return Accounts(session).listed(file_id, after, most)


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


def account_to_give(entrance: Entrance, by: Caller, file_id: UUID, account_id: UUID) -> Account:
    """Give an account, for whoever may give it a role in a hub's file, or in one home of it.

    Raises
    ------
    NotAllowed, NotThere
        If the caller may give none there, or there is none of that id.
    """
    by.require(Action.GIVE_ROLES, file_id)
    with entrance.database.reading(WHOLE) as session:
        return Accounts(session).account(account_id)


# Roles and people ---------------------------------------------------------------------------------


def give_role(entrance: Entrance, by: Caller, account_id: UUID, grant: Grant, *, at: datetime) -> None:
    """Give somebody a role.

    Raises
    ------
    NotAllowed, NotThere, OwnAccount
        If the caller may not, there is no such account, file or home, or the account is their own.
    """
    with changing(entrance, by, _to_give(grant), grant.file_id, account_id, grant.home) as session:
        if grant.file_id is not None:
            _look_for(session, grant.file_id, home=grant.home)
        if Accounts(session).give(account_id, grant):
            _write_down(session, by, Did.GAVE_ROLE, account_id, at, grant.file_id, _in_words(grant))


def take_role(entrance: Entrance, by: Caller, account_id: UUID, grant: Grant, *, at: datetime) -> None:
    """Take a role away from somebody; they may do nothing by it from their next step on.

    Raises
    ------
    NotAllowed, NotThere, OwnAccount
        If the caller may not, there is no such account, or it is their own.
    """
    with changing(entrance, by, _to_give(grant), grant.file_id, account_id, grant.home) as session:
        if Accounts(session).take_away(account_id, grant):
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
    with changing(entrance, by, Action.GIVE_ROLES, post.file_id, account_id) as session:
        _look_for(session, post.file_id, person=post.person)
        if Accounts(session).stand_for(account_id, post):
            _write_down(session, by, Did.TIED_PERSON, account_id, at, post.file_id, people=(post.person,))


def untie_person(entrance: Entrance, by: Caller, account_id: UUID, post: Post, *, at: datetime) -> None:
    """Let an account not stand for somebody any more."""
    with changing(entrance, by, Action.GIVE_ROLES, post.file_id, account_id) as session:
        if Accounts(session).stand_no_more_for(account_id, post):
            _write_down(session, by, Did.UNTIED_PERSON, account_id, at, post.file_id, people=(post.person,))


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
    subject, detail = account_subject(account_id, what), Detail(people=people)
    record(session, by.actor, did, at, file_id=file_id, subject=subject, detail=detail)
