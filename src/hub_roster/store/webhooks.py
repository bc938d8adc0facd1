"""Webhooks: the addresses of other systems that hubs tell of what they publish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update

from hub_roster.store import tables
from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.scope import ScopedSession


@dataclass(frozen=True)
class Target:
    """Where a webhook's messages go, and what its secrets are made with.

    Attributes
    ----------
    salt_before, rotated_at
        Of the secret before this one, and when that was changed; None where there was none.
    """

    id: UUID
    address: str
    salt: UUID
    salt_before: UUID | None
    rotated_at: datetime | None
    paused: bool


@dataclass(frozen=True)
class Webhook:
    """A webhook of a hub's file.

    Attributes
    ----------
    paused_at, paused_why
        None and empty while it is sent what happens.
    """

    file_id: UUID
    name: str
    target: Target
    made: Made
    paused_at: datetime | None = None
    paused_why: str = ""

    @property
    def id(self) -> UUID:
        """Its id."""
        return self.target.id


class Webhooks:
    """The webhooks of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def add(self, file_id: UUID, name: str, target: Target, made: Made) -> Webhook:
        """Keep a webhook."""
        self._session.add(
            tables.Webhook(
                id=target.id,
                file_id=file_id,
                name=name,
                address=target.address,
                salt=target.salt,
                made_at=made.at,
                made_by=made.by,
                paused_why="",
            )
        )
        self._session.flush()
        return Webhook(file_id, name, target, made)

    def webhook(self, file_id: UUID, webhook_id: UUID) -> Webhook:
        """Give a webhook of a hub's file.

        Raises
        ------
        NotThere
            If there is none of that id.
        """
        row = self._session.scalars(
            select(tables.Webhook).where(tables.Webhook.id == webhook_id, tables.Webhook.file_id == file_id)
        ).first()
        if row is None:
            raise NotThere
        return _told(row)

    def listed(self, file_id: UUID) -> list[Webhook]:
        """Give the webhooks of a hub's file, the oldest first."""
        rows = self._session.scalars(
            select(tables.Webhook)
            .where(tables.Webhook.file_id == file_id)
            .order_by(tables.Webhook.made_at, tables.Webhook.id)
        )
        return [_told(row) for row in rows]

    def pause(self, webhook_id: UUID, at: datetime, why: str = "") -> None:
        """Send nothing to it until it is told to go on."""
        self._change(webhook_id, paused_at=at, paused_why=why)

    def go_on(self, webhook_id: UUID) -> None:
        """Send to it again what happens from now on."""
        self._change(webhook_id, paused_at=None, paused_why="")

    def rotate(self, webhook: Webhook, salt: UUID, at: datetime) -> None:
        """Give it another secret; the one before is known for a while."""
        self._change(webhook.id, salt=salt, salt_before=webhook.target.salt, rotated_at=at)

    def remove(self, webhook_id: UUID) -> None:
        """Forget a webhook whose messages are erased already."""
        self._session.execute(delete(tables.Webhook).where(tables.Webhook.id == webhook_id))

    def _change(self, webhook_id: UUID, **values: object) -> None:
        self._session.execute(update(tables.Webhook).where(tables.Webhook.id == webhook_id).values(**values))


def target_of(session: ScopedSession, webhook_id: UUID) -> Target | None:
    """Give where a webhook's messages go; None where it is gone."""
    row = session.scalars(select(tables.Webhook).where(tables.Webhook.id == webhook_id)).first()
    return None if row is None else _told(row).target


def _told(row: tables.Webhook) -> Webhook:
    target = Target(row.id, row.address, row.salt, row.salt_before, row.rotated_at, row.paused_at is not None)
    made = Made(row.made_by, row.made_at)
    return Webhook(row.file_id, row.name, target, made, row.paused_at, row.paused_why)
