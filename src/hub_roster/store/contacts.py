"""How people want to hear, and by which account each person of a hub can be reached."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import delete, select

from hub_roster.store import tables
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import Account, AccountPerson, Later


@dataclass(frozen=True)
class Contact:
    """How somebody wants to hear.

    Attributes
    ----------
    number
        As E.164 writes it, such as +447700900123; None for no text messages.
    later
        How to tell of changes that are not soon. Of those that are, everybody is told.
    """

    number: str | None = field(default=None, repr=False)
    later: Later = Later.EMAIL


@dataclass(frozen=True)
class Reach:
    """An account somebody is reached by."""

    account_id: UUID
    has_number: bool
    later: Later


class Contacts:
    """How everybody wants to hear: read and written in the service's own scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def of(self, account_id: UUID) -> Contact:
        """Give how an account wants to hear; unless it chose, by e-mail."""
        row = self._session.get(tables.Contact, account_id)
        return Contact() if row is None else Contact(row.number, row.later)

    def keep(self, account_id: UUID, contact: Contact) -> None:
        """Keep how an account wants to hear."""
        self._session.merge(tables.Contact(account_id=account_id, number=contact.number, later=contact.later))
        self._session.flush()

    def erase(self, account_id: UUID) -> None:
        """Forget an account's number and choice."""
        self._session.execute(delete(tables.Contact).where(tables.Contact.account_id == account_id))


def reached(session: ScopedSession, file_id: UUID, people: Collection[str]) -> dict[str, Reach]:
    """Give the accounts by which people of a hub's file are reached; who has none is not in it.

    An account belongs to no hub, so it is looked for across them, and nothing of it is told but this.
    """
    wanted = (
        select(AccountPerson.person, Account.id, tables.Contact.number, tables.Contact.later)
        .join(Account, Account.id == AccountPerson.account_id)
        .outerjoin(tables.Contact, tables.Contact.account_id == Account.id)
        .where(AccountPerson.file_id == file_id, AccountPerson.person.in_(people), Account.active)
    )
    with session.across_hubs():
        rows = session.execute(wanted).all()
    return {
        person: Reach(account_id, number is not None, later or Later.EMAIL)
        for person, account_id, number, later in rows
    }
