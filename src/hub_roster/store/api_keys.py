"""Keys of other systems, and the secret their hashes are made with."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from hub_roster.store import tables
from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import Role, Secret


@dataclass(frozen=True)
class ApiKey:
    """A key by which another system works in one hub's file, in one role.

    Attributes
    ----------
    name
        What the system is called.
    digest
        Keyed hash of the key.
    """

    id: UUID
    file_id: UUID
    name: str
    role: Role
    made: Made
    expires_at: datetime
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None
    digest: str = field(default="", repr=False)

    def holds_at(self, at: datetime) -> bool:
        """Say whether it is good."""
        return self.revoked_at is None and at < self.expires_at


class ApiKeys:
    """The keys of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def add(self, key: ApiKey) -> None:
        """Keep a key."""
        self._session.add(
            tables.ApiKey(
                id=key.id,
                file_id=key.file_id,
                name=key.name,
                role=key.role,
                digest=key.digest,
                made_at=key.made.at,
                made_by=key.made.by,
                expires_at=key.expires_at,
            )
        )
        self._session.flush()

    def key(self, key_id: UUID) -> ApiKey:
        """Give a key.

        Raises
        ------
        NotThere
            If there is none of that id in scope.
        """
        row = self._session.scalars(select(tables.ApiKey).where(tables.ApiKey.id == key_id)).first()
        if row is None:
            raise NotThere
        return _told(row)

    def listed(self, file_id: UUID) -> list[ApiKey]:
        """Give the keys of a hub's file, good or not, by name."""
        rows = self._session.scalars(
            select(tables.ApiKey)
            .where(tables.ApiKey.file_id == file_id)
            .order_by(tables.ApiKey.name, tables.ApiKey.made_at)
        )
        return [_told(row) for row in rows]

    def names(self, key_ids: Iterable[UUID]) -> dict[UUID, str]:
        """Give what the systems are called that have keys, of those that are there."""
        wanted = select(tables.ApiKey.id, tables.ApiKey.name)
        rows = self._session.execute(wanted.where(tables.ApiKey.id.in_(set(key_ids))))
        return {row.id: row.name for row in rows}

    def used(self, key_id: UUID, at: datetime) -> None:
        """Keep that a key was used."""
        self._session.execute(update(tables.ApiKey).where(tables.ApiKey.id == key_id).values(last_used_at=at))

    def revoke(self, key_id: UUID, at: datetime) -> None:
        """Let a key be good no more; when that was first said stays."""
        self._session.execute(
            update(tables.ApiKey)
            .where(tables.ApiKey.id == key_id, tables.ApiKey.revoked_at.is_(None))
            .values(revoked_at=at)
        )


def _told(row: tables.ApiKey) -> ApiKey:
    return ApiKey(
        row.id,
        row.file_id,
        row.name,
        row.role,
        Made(row.made_by, row.made_at),
        row.expires_at,
        row.last_used_at,
        row.revoked_at,
        row.digest,
    )


def secret(session: ScopedSession, name: str, at: datetime) -> bytes:
    """Give the secret of a name, made at random when it is first needed; for the service's own scope."""
    held = session.get(Secret, name)
    if held is None:
        made = Secret(name=name, value=secrets.token_bytes(32), made_at=at)
        try:
            with session.begin_nested():
                session.add(made)
            held = made
        except IntegrityError:  # another process made it in the same moment
            held = session.get(Secret, name)
            assert held is not None
    return held.value


def has_secret(session: ScopedSession, name: str) -> bool:
    """Say whether there is a secret of a name, without making one; for the service's own scope."""
    return session.get(Secret, name) is not None
