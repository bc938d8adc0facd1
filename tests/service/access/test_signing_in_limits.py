"""Signing in: how often it may fail, and that nothing else tells a wrong name from a wrong password."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from hub_roster.service.access import signing_in
from hub_roster.service.access.entrance import Entrance, NotSignedIn
from hub_roster.service.access.passwords import Passwords, Verified
from hub_roster.service.access.signing_in import MOST_OF_NAME, MOST_OF_SOURCE, TooManyAttempts, sign_out
from hub_roster.service.audit import Did
from tests.service.access.callers import ANN, NOON, QUICK, after, ann, fail, sign_in, written_down

LATER = timedelta(minutes=15)


class Counted(Passwords):
    """Passwords that count how often one was verified, and against what."""

    def __init__(self) -> None:
        super().__init__(QUICK)
        self.verified: list[str | None] = []

    async def verify(self, password: str, kept: str | None) -> Verified:
        """Verify one."""
        self.verified.append(kept)
        return await super().verify(password, kept)


def test_a_wrong_name_takes_the_same_work(entrance: Entrance) -> None:
    """One password is verified for a name that is unknown or locked, as for one that is neither."""
    ann(entrance)
    counted = Counted()
    watched = replace(entrance, passwords=counted)
    fail(watched, 1, name="nobody@council.example")
    fail(watched, MOST_OF_NAME + 1)
    assert [kept is None for kept in counted.verified] == [True, *[False] * MOST_OF_NAME, True]
    counted.close()


def test_a_name_is_locked_and_time_releases_it(entrance: Entrance) -> None:
    """After five that fail not even the right password helps, for a quarter of an hour."""
    ann(entrance)
    fail(entrance, MOST_OF_NAME)
    with pytest.raises(NotSignedIn):
        sign_in(entrance, at=after(14))
    sign_in(entrance, at=NOON + LATER)


def test_to_try_on_does_not_lock_for_longer(entrance: Entrance) -> None:
    """Nobody can be kept out for ever by somebody who goes on trying."""
    ann(entrance)
    fail(entrance, MOST_OF_NAME)
    for minutes in range(1, 15):
        fail(entrance, 1, at=after(minutes))
    sign_in(entrance, at=NOON + LATER)


def test_who_succeeds_begins_anew(entrance: Entrance) -> None:
    """What failed before is forgiven."""
    ann(entrance)
    for _ in range(3):
        fail(entrance, MOST_OF_NAME - 1)
        sign_in(entrance)


def test_the_lock_holds_in_every_process(entrance: Entrance) -> None:
    """It stands in the database, and from whatever address it was tried."""
    ann(entrance)
    for number in range(MOST_OF_NAME):
        other = Entrance.of(entrance.database, NOON, Passwords(QUICK), environment={})
        fail(other, 1, source=f"10.0.0.{number}")
        other.passwords.close()
    with pytest.raises(NotSignedIn):
        sign_in(entrance, source="10.0.0.99")


def test_many_at_once_are_counted_one_by_one(entrance: Entrance) -> None:
    """However many guess in the same moment, five passwords are looked at."""
    ann(entrance)
    counted = Counted()
    watched = replace(entrance, passwords=counted)

    async def guess() -> None:
        guesses = [
            signing_in.sign_in(watched, ANN, f"guess number {n}", at=NOON, source="10.0.0.1")
            for n in range(12)
        ]
        await asyncio.gather(*guesses, return_exceptions=True)

    asyncio.run(guess())
    assert sum(kept is not None for kept in counted.verified) == MOST_OF_NAME
    counted.close()


def test_an_address_is_refused_after_many_names(entrance: Entrance) -> None:
    """Before any work is done; other addresses go on, and time releases it."""
    ann(entrance)
    for number in range(MOST_OF_SOURCE):
        fail(entrance, 1, name=f"nobody{number}@council.example")
    with pytest.raises(TooManyAttempts):
        sign_in(entrance)
    sign_in(entrance, source="10.0.0.2")
    sign_in(entrance, at=NOON + LATER)


def test_neither_names_tried_nor_addresses_are_kept(entrance: Entrance) -> None:
    """A password typed into the wrong field lies in no table, and what is old is gone."""
    fail(entrance, 1, name="my secret password", source="10.1.2.3")
    with entrance.database.owning() as connection:
        rows = [str(row) for row in connection.execute(text("select * from sign_in_attempt"))]
    assert len(rows) == 1
    assert "secret" not in rows[0]
    assert "10.1.2.3" not in rows[0]
    fail(entrance, 1, at=NOON + LATER)
    with entrance.database.owning() as connection:
        assert connection.execute(text("select count(*) from sign_in_attempt")).scalar() == 1


def test_sign_ins_and_locks_are_written_down(entrance: Entrance) -> None:
    """A lock once, of a name without an account too; single failures are not."""
    ann(entrance)
    sign_out(entrance, sign_in(entrance), NOON)
    fail(entrance, MOST_OF_NAME + 2)
    fail(entrance, MOST_OF_NAME, name="nobody@council.example")
    wanted = [Did.MADE_ACCOUNT, Did.SIGNED_IN, Did.SIGNED_OUT, Did.LOCKED, Did.LOCKED]
    assert written_down(entrance) == wanted
