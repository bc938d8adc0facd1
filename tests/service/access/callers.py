"""Callers, and accounts for them, as tests of access need them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Thread
from uuid import UUID

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from hub_roster.domain.problem import Problem
from hub_roster.service.access import signing_in
from hub_roster.service.access.accounts import make_account
from hub_roster.service.access.caller import SERVICE, Caller
from hub_roster.service.access.entrance import Entrance, NotSignedIn
from hub_roster.service.audit import Did
from hub_roster.store.accounts import Account, Accounts, Grant, Post
from hub_roster.store.audit_log import AuditLog
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import Role
from tests import tiny

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
HUB, OTHER = UUID(int=1), UUID(int=2)
QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
ANN = "ann@council.example"
PASSWORD = "three calm herons"
ADMINISTRATOR = Caller(UUID(int=100), "Ada", (Grant(Role.ADMINISTRATOR),))


def after(minutes: float) -> datetime:
    """Give some minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def caller(role: Role, home: str | None = None, *, people: str = "", file_id: UUID = HUB) -> Caller:
    """Give somebody with one role in a hub's file, who is some of its people."""
    posts = tuple(Post(file_id, person) for person in people.split())
    return Caller(UUID(int=101), "Ann", (Grant(role, file_id, home),), posts)


def keep(entrance: Entrance, problem: Problem | None = None) -> None:
    """Keep a hub's file."""
    with entrance.database.writing(WHOLE) as session:
        HubFiles(session).add(problem or tiny.hub(), Made("ann", NOON), after=0)


def ann(entrance: Entrance, password: str | None = PASSWORD) -> Account:
    """Make the account of Ann."""
    return asyncio.run(make_account(entrance, SERVICE, ANN, "Ann", password, at=NOON))


def sign_in(
    entrance: Entrance,
    password: str = PASSWORD,
    at: datetime = NOON,
    name: str = ANN,
    source: str = "10.0.0.1",
) -> str:
    """Sign in as Ann, unless told."""
    return asyncio.run(signing_in.sign_in(entrance, name, password, at=at, source=source))


def fail(
    entrance: Entrance, times: int, at: datetime = NOON, name: str = ANN, source: str = "10.0.0.1"
) -> None:
    """Try a wrong password some times."""
    for _ in range(times):
        with pytest.raises(NotSignedIn) as refused:
            sign_in(entrance, "a wrong password", at, name, source)
        assert str(refused.value) == signing_in.WRONG


class Beside:
    """Something done at the same time in another thread: begun by one transaction that is under way.

    Parameters
    ----------
    deed
        What is done; it waits where the transaction under way lets nobody else do that.
    """

    def __init__(self, deed: Callable[[], object]) -> None:
        self._thread = Thread(target=deed, daemon=True)

    def begin(self) -> None:
        """Begin it, and go on when it is done or waits."""
        self._thread.start()
        self._thread.join(0.5)

    def end(self) -> None:
        """Wait until it is done."""
        self._thread.join()


def as_kept(entrance: Entrance, account: Account) -> Account:
    """Give an account as it is by now."""
    with entrance.database.reading(WHOLE) as session:
        return Accounts(session).account(account.id)


def written_down(entrance: Entrance) -> list[Did]:
    """Give what the log says was done, in order."""
    with entrance.database.reading(WHOLE) as session:
        return [Did(link.deed.action) for link, _ in AuditLog(session).whole()]
