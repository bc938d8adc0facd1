"""Hashes that only this service can make: of keys, of names tried, and of young people for planners."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hub_roster.store.api_keys import secret
from hub_roster.store.database import Database
from hub_roster.store.scope import WHOLE

SECRET = "HUB_ROSTER_SECRET"
"""The environment variable that holds the secret, where it is not to lie in the database."""

KEPT_AS = "keyed hashes"
"""What the secret is called in the database, where it does lie there."""

SHORTEST = 32
"""Characters a secret has at least: 128 bits and more, however it is written."""


class UnusableSecret(Exception):
    """The secret in the environment could be guessed."""

    def __init__(self) -> None:
        super().__init__(f"The secret in {SECRET} is too short: it takes {SHORTEST} characters at least.")


def given_secret(environment: Mapping[str, str]) -> str:
    """Give the secret that stands in the environment; empty where none does.

    Raises
    ------
    UnusableSecret
        If it could be guessed.
    """
    given = environment.get(SECRET, "")
    if 0 < len(given) < SHORTEST:
        raise UnusableSecret
    return given


@dataclass(frozen=True)
class KeyedHashes:
    """Makes hashes with a secret, which shows nowhere."""

    _secret: bytes = field(repr=False)

    @classmethod
    def of(
        cls, database: Database, at: datetime, environment: Mapping[str, str] | None = None
    ) -> KeyedHashes:
        """Take the secret from the environment, or from the database, which makes it when first needed.

        With another secret every key and link given out before is void, and pseudonyms change.

        Raises
        ------
        UnusableSecret
            If the environment holds one that could be guessed.
        """
        given = given_secret(os.environ if environment is None else environment)
        if given:
            return cls(given.encode())
        with database.writing(WHOLE) as session:
            return cls(secret(session, KEPT_AS, at))

    def hash(self, purpose: str, text: str) -> str:
        """Give the hash of a text, in hexadecimal; one text has another for each purpose."""
        return hmac.new(
            self._secret, f"{purpose}\0{text}".encode(errors="surrogatepass"), hashlib.sha256
        ).hexdigest()

    def matches(self, purpose: str, text: str, kept: str) -> bool:
        """Say whether a text has a hash that was kept, in a time that tells nothing of it."""
        return hmac.compare_digest(self.hash(purpose, text), kept)
