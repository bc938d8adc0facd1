"""Passwords chosen by a link: once, in time, and by nobody whose account is closed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from hub_roster.service.access.caller import SERVICE, caller_of
from hub_roster.service.access.choosing_passwords import (
    WrongPassword,
    change_own_password,
    choose_password,
    end_password,
    make_password_link,
)
from hub_roster.service.access.entrance import Entrance, NotSignedIn
from hub_roster.service.access.passwords import Passwords, UnfitPassword
from hub_roster.service.access.signing_in import MOST_OF_NAME, PasswordsOff
from hub_roster.service.audit import Did
from hub_roster.store.accounts import Account, Accounts
from hub_roster.store.password_links import GOOD_FOR
from tests.service.access.callers import (
    NOON,
    PASSWORD,
    QUICK,
    Beside,
    ann,
    as_kept,
    fail,
    sign_in,
    written_down,
)

CHOSEN = "a password of my own"


def link(entrance: Entrance, account: Account) -> str:
    """Give a link for an account."""
    return make_password_link(entrance, SERVICE, account.id, at=NOON).token


def choose(entrance: Entrance, token: str, password: str = CHOSEN) -> None:
    """Choose a password by a link."""
    asyncio.run(choose_password(entrance, token, password, at=NOON))


def test_a_link_opens_once(entrance: Entrance) -> None:
    """Until then the old password holds; one that is unfit leaves it as it is; a lock is over."""
    account = ann(entrance)
    token = link(entrance, account)
    sign_in(entrance)
    with pytest.raises(UnfitPassword):
        choose(entrance, token, "short")
    fail(entrance, MOST_OF_NAME)
    choose(entrance, token)
    sign_in(entrance, CHOSEN)
    with pytest.raises(NotSignedIn, match="not good any more"):
        choose(entrance, token, PASSWORD)
    assert Did.MADE_PASSWORD_LINK in written_down(entrance)


def test_a_link_is_over_after_three_days_or_when_there_is_another(entrance: Entrance) -> None:
    """And one that is made up never was."""
    account = ann(entrance)
    first, second = link(entrance, account), link(entrance, account)
    for token, at in ((first, NOON), ("made up", NOON), (second, NOON + GOOD_FOR)):
        with pytest.raises(NotSignedIn):
            asyncio.run(choose_password(entrance, token, CHOSEN, at=at))


def test_a_password_is_taken_away(entrance: Entrance) -> None:
    """With the link there was for another."""
    account = ann(entrance)
    token = link(entrance, account)
    end_password(entrance, SERVICE, account.id, at=NOON)
    assert as_kept(entrance, account).password_hash is None
    with pytest.raises(NotSignedIn):
        sign_in(entrance)
    with pytest.raises(NotSignedIn):
        choose(entrance, token)


def test_where_passwords_are_switched_off_none_is_chosen(entrance: Entrance) -> None:
    """Nobody signs in by one, nor keeps one for later."""
    account = ann(entrance)
    token = link(entrance, account)
    off = replace(entrance, by_password=False)
    for attempt in (
        lambda: sign_in(off),
        lambda: choose(off, token),
        lambda: link(off, account),
        lambda: asyncio.run(
            change_own_password(off, caller_of(account), PASSWORD, CHOSEN, at=NOON, source="10.0.0.1")
        ),
    ):
        with pytest.raises(PasswordsOff):
            attempt()


def test_a_link_used_twice_at_once_opens_once(entrance: Entrance, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second is told that it is not good any more, and the first one's password holds."""
    account = ann(entrance)
    token = link(entrance, account)
    refused: list[str] = []

    def choose_too() -> None:
        try:
            choose(entrance, token, "what somebody else chose")
        except NotSignedIn as error:
            refused.append(str(error))

    second = Beside(choose_too)
    keep = Accounts.set_password_hash

    def keep_slowly(self: Accounts, account_id: UUID, password_hash: str | None) -> None:
        monkeypatch.setattr(Accounts, "set_password_hash", keep)
        second.begin()
        keep(self, account_id, password_hash)

    monkeypatch.setattr(Accounts, "set_password_hash", keep_slowly)
    choose(entrance, token)
    second.end()
    assert refused
    sign_in(entrance, CHOSEN)


class Meanwhile(Passwords):
    """Does something while it is at a password that was right."""

    def __init__(self, deed: Callable[[], None]) -> None:
        super().__init__(QUICK)
        self._deed = deed

    async def hash(self, password: str) -> str:
        """Do it first."""
        await asyncio.to_thread(self._deed)
        return await super().hash(password)


def test_a_password_taken_away_is_not_brought_back_by_its_change(entrance: Entrance) -> None:
    """Whoever began to change theirs before that, and ends after it, has none."""
    account = ann(entrance)
    slow = Meanwhile(lambda: end_password(entrance, SERVICE, account.id, at=NOON))
    with pytest.raises(WrongPassword):
        asyncio.run(
            change_own_password(
                replace(entrance, passwords=slow),
                caller_of(account),
                PASSWORD,
                CHOSEN,
                at=NOON,
                source="10.0.0.1",
            )
        )
    slow.close()
    assert as_kept(entrance, account).password_hash is None
