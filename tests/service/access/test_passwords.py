"""Passwords: what one has to be, and that each is hashed in its turn."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from hub_roster.service.access.passwords import Passwords, UnfitPassword, Verified, check_password
from tests.service.access.callers import PASSWORD, QUICK

NAME = "ann.example@council.example"


@pytest.mark.parametrize("password", ["a" * 12, "é" * 256, "correct horse battery", "     spaces     "])
def test_a_long_password_will_do(password: str) -> None:
    """No mixture of signs is asked for."""
    check_password(password, NAME)


@pytest.mark.parametrize(
    ("password", "faults"),
    [
        ("", ["at least 12"]),
        ("a" * 11, ["at least 12"]),
        ("a" * 257, ["at most 256"]),
        (NAME.upper(), ["not your sign-in name"]),
        (" ann.example@council.example", ["not your sign-in name"]),
    ],
)
def test_another_is_refused_in_words(password: str, faults: list[str]) -> None:
    """The message says what a password has to be."""
    with pytest.raises(UnfitPassword) as refused:
        check_password(password, NAME)
    for fault in faults:
        assert fault in str(refused.value)


def test_every_fault_is_told_at_once() -> None:
    """One message, without the password in it."""
    with pytest.raises(UnfitPassword) as refused:
        check_password("bo@b.exa", "bo@b.exa")
    assert str(refused.value) == (
        "Choose a password that has at least 12 characters and is not your sign-in name."
    )


def verified(password: str, kept: str | None, hashing: PasswordHash = QUICK) -> Verified:
    """Verify a password."""
    return asyncio.run(Passwords(hashing).verify(password, kept))


def test_the_same_password_is_right_and_another_is_not() -> None:
    """Two hashes of one password differ; however its letters were typed it is the same."""
    passwords = Passwords(QUICK)
    one, two = (asyncio.run(passwords.hash("café au lait, s'il")) for _ in range(2))
    assert one != two
    assert one.startswith("$argon2id$")
    assert verified("cafe\u0301 au lait, s'il", one) == Verified(True)
    assert not verified("Café au lait, s'il", one).right
    assert not verified("\ud800" * 12, one).right


def test_who_has_no_password_has_none_that_is_right() -> None:
    """Not even the one that is verified in its place."""
    assert not verified("nobody's password", None).right
    assert not verified("", None).right


def test_a_cheap_hash_is_renewed() -> None:
    """Once it is known to be right, and not before."""
    dearer = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=16, parallelism=1),))
    kept = QUICK.hash(PASSWORD)
    renewed = verified(PASSWORD, kept, dearer).renewed
    assert renewed is not None
    assert verified(PASSWORD, renewed, dearer) == Verified(True)
    assert verified("wrong", kept, dearer).renewed is None


class Slow(Argon2Hasher):
    """Hashes slowly, and counts how many do at once."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self._lock = threading.Lock()
        self.now = self.most = 0

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        """Hash, and take a while over it."""
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.02)
        with self._lock:
            self.now -= 1
        return super().hash(password, salt=salt)


def test_a_few_at_once_and_the_rest_wait() -> None:
    """Meanwhile the event loop goes on with other things."""
    slow, ticks = Slow(), 0

    async def flood() -> None:
        nonlocal ticks
        passwords = Passwords(PasswordHash((slow,)), at_once=2)
        flood = asyncio.gather(*(passwords.hash(PASSWORD) for _ in range(8)))
        while not flood.done():
            await asyncio.sleep(0.005)
            ticks += 1

    asyncio.run(flood())
    assert slow.most == 2
    assert ticks > 4
