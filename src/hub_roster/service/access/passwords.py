"""Passwords: what one has to be, and how it is kept."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from pwdlib import PasswordHash

from hub_roster.store.accounts import folded

T = TypeVar("T")

SHORTEST, LONGEST = 12, 256

AT_ONCE = 2
"""Passwords worked on at one time: each takes a fifth of a second and 64 MiB."""


class UnfitPassword(Exception):
    """A password that may not be used; the message lists every fault, and not the password."""


@dataclass(frozen=True)
class Verified:
    """Whether a password was right.

    Attributes
    ----------
    renewed
        Another hash to keep in place of the old one, where hashes are made more dearly by now.
    """

    right: bool
    renewed: str | None = field(default=None, repr=False)


def check_password(password: str, name: str) -> None:
    """Go on only with a password that may be used by whoever signs in by a name.

    No mixture of signs is asked for: length is what counts, and rules about signs make people write it down.

    Raises
    ------
    UnfitPassword
        With every fault.
    """
    written = _as_meant(password)
    faults = []
    if len(written) < SHORTEST:
        faults.append(f"has at least {SHORTEST} characters")
    if len(written) > LONGEST:
        faults.append(f"has at most {LONGEST} characters")
    if folded(written) in (folded(name), folded(name).partition("@")[0]):
        faults.append("is not your sign-in name")
    if faults:
        raise UnfitPassword(f"Choose a password that {_listed(faults)}.")


def _as_meant(password: str) -> str:
    """Give a password as it was meant: the same letters can be typed as different characters."""
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    # halves of characters, which JSON lets in, are wrong passwords and no fault
    return _as_meant(password).encode(errors="surrogatepass")


def _listed(parts: list[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


class Passwords:
    """Hashes and verifies passwords with argon2id, in a few threads of its own.

    Whoever waits for one waits in the event loop and takes no thread, so that a flood of sign-ins neither
    fills the machine's memory nor holds up everything else.

    Parameters
    ----------
    hashing
        How; by default as `pwdlib` recommends.
    at_once
        How many at one time.
    """

    def __init__(self, hashing: PasswordHash | None = None, at_once: int = AT_ONCE) -> None:
        self._hashing = hashing or PasswordHash.recommended()
        self._turns = ThreadPoolExecutor(at_once, thread_name_prefix="password")
        # Verified in place of what an unknown name does not have, so that it takes the same time.
        self._nobodys = self._hashing.hash("nobody's password")

    async def hash(self, password: str) -> str:
        """Give what is kept of a password."""
        return await self._in_turn(lambda: self._hashing.hash(_bytes(password)))

    async def verify(self, password: str, kept: str | None) -> Verified:
        """Say whether a password is the one of which something was kept.

        Of None there is none that is right, which takes the same work to say.
        """
        return await self._in_turn(lambda: self._verify(_bytes(password), kept))

    def close(self) -> None:
        """Let go of the threads."""
        self._turns.shutdown()

    async def _in_turn(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._turns, work)

    def _verify(self, written: bytes, kept: str | None) -> Verified:
        right, renewed = self._hashing.verify_and_update(written, kept or self._nobodys)
        return Verified(right, renewed) if right and kept else Verified(False)
