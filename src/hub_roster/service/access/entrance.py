"""What it takes to let somebody in: the database, hashes with a secret, and passwords."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hub_roster.service.access.keyed import KeyedHashes
from hub_roster.service.access.passwords import Passwords
from hub_roster.store.database import Database


@dataclass(frozen=True)
class Entrance:
    """What the functions of this package work with; made once in a process.

    Attributes
    ----------
    by_password
        Whether people may sign in by password; where not, the council's provider answers for all.
    """

    database: Database
    hashes: KeyedHashes
    passwords: Passwords
    by_password: bool = True

    @classmethod
    def of(
        cls,
        database: Database,
        at: datetime,
        passwords: Passwords | None = None,
        environment: Mapping[str, str] | None = None,
        *,
        by_password: bool = True,
    ) -> Entrance:
        """Make it for a database, with the secret from there or from the environment."""
        hashes = KeyedHashes.of(database, at, environment)
        return cls(database, hashes, passwords or Passwords(), by_password)


class NotSignedIn(Exception):
    """Whoever asks is nobody the service knows.

    The message is the same whether a name, a password or a key is wrong, locked, or not good any more.
    """


def new_token() -> str:
    """Give 256 random bits, as text for an address or a cookie."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Give what is kept of a token that is random itself: nobody can try them all."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
