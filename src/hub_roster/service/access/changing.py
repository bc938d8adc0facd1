"""A change of somebody's account: by whoever may, never of one's own, in the service's own scope."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.entrance import Entrance
from hub_roster.store.accounts import Accounts
from hub_roster.store.scope import WHOLE, ScopedSession


class OwnAccount(Exception):
    """Somebody tried to change what they themselves may do."""

    def __init__(self) -> None:
        super().__init__("Nobody changes their own account: ask somebody else who may.")


@contextmanager
def changing(
    entrance: Entrance,
    by: Caller,
    action: Action,
    file_id: UUID | None,
    account_id: UUID,
    home: str | None = None,
) -> Iterator[ScopedSession]:
    """Change an account that is there and not the caller's own, while nobody else changes it.

    Raises
    ------
    NotAllowed, NotThere, OwnAccount
        If the caller may not do such a thing there, there is no such account, or it is their own.
    """
    by.require(action, file_id, home)
    if by.id == account_id:
        raise OwnAccount
    with entrance.database.writing(WHOLE) as session:
        Accounts(session).hold(account_id)
        yield session


def account_subject(account_id: UUID, what: str = "") -> str:
    """Call an account, and what it is about, what the audit log calls it."""
    return f"account {account_id}" + (f", {what}" if what else "")
