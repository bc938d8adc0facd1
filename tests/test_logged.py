"""The watch over log lines: it fails where it should, and only there."""

from __future__ import annotations

import asyncio
import logging
import secrets

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from hub_roster.service.access.passwords import Passwords
from hub_roster.store.database import Database
from tests import tiny
from tests.logged import Leaked, watched
from tests.service.kept import keep_file

PASSWORD = "three calm herons"
log = logging.getLogger("hub_roster.any")


@pytest.fixture(autouse=True)
def no_secret_is_logged() -> None:
    """Leave the watch of every other test out: here secrets are logged to see it fail."""


def test_a_secret_made_meanwhile_is_found_in_a_line() -> None:
    """In a message, and in what is put into it."""
    for line, made in (("signed in with %s", str), ("refused: %s", lambda token: {"token": token})):
        with pytest.raises(Leaked, match="nobody may read it"), watched():
            log.warning(line, made(secrets.token_urlsafe(32)))


def test_a_password_looked_at_is_found() -> None:
    """Right or wrong."""
    passwords = Passwords(PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),)))

    def look() -> None:
        asyncio.run(passwords.verify(PASSWORD, None))
        log.info("somebody tried %s", PASSWORD)

    with pytest.raises(Leaked), watched():
        look()
    passwords.close()


@pytest.mark.parametrize(
    "line", [f"hubroster_{'0' * 32}_{'a' * 43}", f"key hubroster_{'f' * 32}_{'-' * 43}."]
)
def test_keys_are_found_by_their_shape(line: str) -> None:
    """Whichever test made them."""
    with pytest.raises(Leaked), watched():
        log.info(line)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_young_person_s_code_is_found(database: Database) -> None:
    """Of a hub that was kept meanwhile."""

    def draft() -> None:
        keep_file(database, tiny.hub(tiny.people("ann"), tiny.young("Heron")))
        log.info("drafting visits to Heron")

    with pytest.raises(Leaked), watched():
        draft()


def test_what_may_be_read_passes() -> None:
    """And an address of a calendar is written without its secret."""
    with watched() as lines:
        token = secrets.token_urlsafe(32)
        log.info("GET /feeds/%s.ics", token)
        log.info("a draft of week 6 begins")
        log.debug(token)
        log.error("failed", exc_info=ValueError(f"no such {token}"))
    said = [line.partition(": ")[2] for line in lines.lines]
    assert said == ["GET /feeds/-", "a draft of week 6 begins", "failed\nbuiltins.ValueError"]
