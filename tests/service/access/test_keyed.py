"""Hashes with a secret: the same in every process, and the secret shows nowhere."""

from __future__ import annotations

import threading

import pytest

from hub_roster.service.access.keyed import SECRET, KeyedHashes, UnusableSecret
from hub_roster.store.database import Database
from tests.service.access.callers import NOON

GIVEN = "a secret of more than thirty-two characters"


def test_the_secret_is_made_once(database: Database) -> None:
    """Processes that start in the same moment have the same."""
    start, made = threading.Barrier(4), []

    def begin() -> None:
        start.wait()
        made.append(KeyedHashes.of(database, NOON, {}))

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({hashes.hash("key", "x") for hashes in made}) == 1
    assert len(made) == 4


def test_the_environment_s_secret_goes_before_the_database_s(database: Database) -> None:
    """And makes other hashes than that."""
    given = KeyedHashes.of(database, NOON, {SECRET: GIVEN})
    assert given == KeyedHashes(GIVEN.encode())
    assert given.hash("key", "x") != KeyedHashes.of(database, NOON, {}).hash("key", "x")


def test_a_short_secret_is_refused(database: Database) -> None:
    """In words, without it."""
    with pytest.raises(UnusableSecret, match="32 characters") as refused:
        KeyedHashes.of(database, NOON, {SECRET: "hunter2"})
    assert "hunter2" not in str(refused.value)


def test_the_secret_shows_nowhere() -> None:
    """Nor in what is logged of the hashes."""
    assert GIVEN not in repr(KeyedHashes(GIVEN.encode()))


def test_a_text_has_another_hash_for_each_purpose() -> None:
    """So that what is kept for one thing says nothing of another."""
    hashes = KeyedHashes(b"secret")
    assert hashes.hash("key", "x") != hashes.hash("sign-in name", "x")
    assert hashes.matches("key", "x", hashes.hash("key", "x"))
    assert not hashes.matches("key", "x", hashes.hash("key", "y"))
