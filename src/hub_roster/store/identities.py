"""Who accounts are to the council's provider, and who left for it to sign in: in the service's own scope."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import AccountIdentity, ProviderLeaving

LONGEST_AWAY = timedelta(minutes=10)
"""How long somebody may take at the provider: for a password, a code on a phone, and a second try."""


class IdentityTaken(Exception):
    """Somebody signed in for the first time twice in one moment: the second is told to begin again."""

    def __init__(self) -> None:
        super().__init__("This sign-in was made twice at once. Begin it again.")


class Identities:
    """By what accounts are known at the provider."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def whose(self, issuer: str, subject: str) -> UUID | None:
        """Give whose account somebody at the provider is tied to; None for nobody's."""
        return self._session.scalar(
            select(AccountIdentity.account_id).where(
                AccountIdentity.issuer == issuer, AccountIdentity.subject == subject
            )
        )

    def of(self, account_id: UUID) -> datetime | None:
        """Give since when an account is tied to somebody at the provider; None where it is not."""
        found = self._session.get(AccountIdentity, account_id)
        return None if found is None else found.tied_at

    def tie(self, account_id: UUID, issuer: str, subject: str, at: datetime) -> None:
        """Let an account be somebody's at the provider.

        Raises
        ------
        IdentityTaken
            If either is tied already.
        """
        row = AccountIdentity(account_id=account_id, issuer=issuer, subject=subject, tied_at=at)
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            raise IdentityTaken from None

    def untie(self, account_id: UUID) -> bool:
        """Let an account be nobody's at the provider, and say whether it was somebody's."""
        gone = self._session.execute(
            delete(AccountIdentity)
            .where(AccountIdentity.account_id == account_id)
            .returning(AccountIdentity.account_id)
        )
        return gone.first() is not None


@dataclass(frozen=True)
class Leaving:
    """Somebody who left for the provider.

    Attributes
    ----------
    browser, nonce
        Digests of what their browser keeps, and of what the provider is to sign.
    back_to
        The page to go on with.
    """

    browser: str = field(repr=False)
    nonce: str = field(repr=False)
    back_to: str
    at: datetime


class Leavings:
    """Those who left for the provider and are not back yet, by digests of what they come back with."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def add(self, digest: str, leaving: Leaving) -> None:
        """Keep that somebody left; those who never came back are forgotten."""
        self._session.execute(delete(ProviderLeaving).where(ProviderLeaving.at <= leaving.at - LONGEST_AWAY))
        self._session.add(
            ProviderLeaving(
                digest=digest,
                browser=leaving.browser,
                nonce=leaving.nonce,
                back_to=leaving.back_to,
                at=leaving.at,
            )
        )
        self._session.flush()

    def take(self, digest: str, at: datetime) -> Leaving | None:
        """Give who is back, this once; None where nobody left so, or too long ago."""
        row = self._session.execute(
            delete(ProviderLeaving)
            .where(ProviderLeaving.digest == digest)
            .returning(
                ProviderLeaving.browser, ProviderLeaving.nonce, ProviderLeaving.back_to, ProviderLeaving.at
            )
        ).first()
        if row is None or at - row.at >= LONGEST_AWAY:
            return None
        return Leaving(row.browser, row.nonce, row.back_to, row.at)
