"""Links by which people choose their passwords: in the service's own scope."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select

from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import PasswordLink

GOOD_FOR = timedelta(days=3)
"""How long a link opens: given on a Friday, it is good on Monday morning."""


class PasswordLinks:
    """One link at most for each account, by the digest of what it holds."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def put(self, account_id: UUID, digest: str, at: datetime) -> None:
        """Let an account have this link, and no other."""
        self.end(account_id)
        self._session.add(PasswordLink(account_id=account_id, digest=digest, made_at=at))
        self._session.flush()

    def whose(self, digest: str, at: datetime) -> UUID | None:
        """Give whose link it is; None for nobody's, or not any more."""
        return self._session.scalar(
            select(PasswordLink.account_id).where(
                PasswordLink.digest == digest, PasswordLink.made_at > at - GOOD_FOR
            )
        )

    def end(self, account_id: UUID) -> None:
        """Let an account have no link."""
        self._session.execute(delete(PasswordLink).where(PasswordLink.account_id == account_id))
