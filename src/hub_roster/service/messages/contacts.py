"""How one wants to hear: one's own to see and to change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from hub_roster.service.access.caller import Caller, CallerKind
from hub_roster.service.audit import Did, record
from hub_roster.service.messages.text import is_number
from hub_roster.store.accounts import Accounts
from hub_roster.store.contacts import Contact, Contacts
from hub_roster.store.database import Database
from hub_roster.store.hub_files import NotThere
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import Later


class UnfitContact(Exception):
    """A way to be told that cannot be; the message says why."""


def own_contact(database: Database, caller: Caller) -> Contact:
    """Give how a caller wants to hear.

    Raises
    ------
    NotThere
        If it is another system: nobody writes to one.
    """
    _of_account(caller)
    with database.reading(WHOLE) as session:
        return Contacts(session).of(caller.id)


def change_own_contact(
    database: Database, caller: Caller, wanted: Contact, at: datetime, *, still: Callable[[Contact], None]
) -> None:
    """Change how a caller wants to hear.

    Parameters
    ----------
    still
        Raises if they do not want to hear any more as they looked at it.

    Raises
    ------
    NotThere
        If it is another system.
    UnfitContact
        If there is no such number, or none for the text messages they want.
    """
    _of_account(caller)
    if wanted.number is not None and not is_number(wanted.number):
        raise UnfitContact("Write the number with its country and without spaces, such as +447700900123.")
    if wanted.later is Later.TEXT and wanted.number is None:
        raise UnfitContact("Give the number that text messages go to, or choose another way.")
    with database.writing(WHOLE) as session:
        Accounts(session).hold(caller.id)
        still(Contacts(session).of(caller.id))
        Contacts(session).keep(caller.id, wanted)
        # That it was changed; the number stands in no log.
        record(session, caller.actor, Did.CHANGED_CONTACT, at, subject=f"account {caller.id}")


def _of_account(caller: Caller) -> None:
    if caller.kind is not CallerKind.ACCOUNT:
        raise NotThere
