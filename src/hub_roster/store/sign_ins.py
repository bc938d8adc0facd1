"""Who is signed in, and who tried to: in the service's own scope."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update

from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import SignIn, SignInAttempt
from hub_roster.store.turns import take_turn

IDLE = timedelta(minutes=30)
"""How long somebody stays signed in without doing anything."""

AT_MOST = timedelta(hours=12)
"""How long somebody stays signed in at all: the longest shift."""

SEEN_EVERY = timedelta(minutes=1)
"""A sign-in or a key is not written more often than this, however often it is used."""

WINDOW = timedelta(minutes=15)
"""How long an attempt that failed counts."""

TURN = 0x7369676E
"""Number of PostgreSQL's lock that lets one attempt be counted at a time."""


@dataclass(frozen=True)
class Here:
    """Somebody signed in.

    Attributes
    ----------
    digest
        Of the token they hold, by which one of their sign-ins is told from another.
    """

    account_id: UUID
    made_at: datetime
    last_seen_at: datetime
    by_provider: bool
    form_token: str = field(repr=False)
    digest: str = field(repr=False)

    def holds_at(self, at: datetime) -> bool:
        """Say whether they are signed in still."""
        return at < self.last_seen_at + IDLE and at < self.made_at + AT_MOST


class SignIns:
    """The sign-ins of all accounts, by the digests of their tokens."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def add(
        self, digest: str, account_id: UUID, form_token: str, at: datetime, *, by_provider: bool = False
    ) -> None:
        """Let somebody be signed in; those who are not any more are forgotten."""
        over = (SignIn.last_seen_at <= at - IDLE) | (SignIn.made_at <= at - AT_MOST)
        self._session.execute(delete(SignIn).where(over))
        self._session.add(
            SignIn(
                digest=digest,
                account_id=account_id,
                form_token=form_token,
                made_at=at,
                last_seen_at=at,
                by_provider=by_provider,
            )
        )
        self._session.flush()

    def here(self, digest: str, at: datetime) -> Here | None:
        """Give who is signed in by a token; None for nobody, or not any more."""
        row = self._session.get(SignIn, digest)
        found = None if row is None else _here(row)
        return found if found is not None and found.holds_at(at) else None

    def of(self, account_id: UUID, at: datetime) -> list[Here]:
        """Give where somebody is signed in, the latest first."""
        rows = self._session.scalars(
            select(SignIn)
            .where(SignIn.account_id == account_id)
            .order_by(SignIn.made_at.desc(), SignIn.digest)
        )
        return [here for here in map(_here, rows) if here.holds_at(at)]

    def seen(self, digest: str, at: datetime) -> None:
        """Keep that somebody was active."""
        self._session.execute(
            update(SignIn).where(SignIn.digest == digest, SignIn.last_seen_at < at).values(last_seen_at=at)
        )

    def end_of(self, account_id: UUID, digest: str) -> bool:
        """Sign one account out in one place, and say whether it was signed in there."""
        ended = self._session.execute(
            delete(SignIn)
            .where(SignIn.digest == digest, SignIn.account_id == account_id)
            .returning(SignIn.digest)
        )
        return ended.first() is not None

    def end(self, digest: str) -> UUID | None:
        """Sign somebody out here, and say whom; None for nobody."""
        return self._session.execute(
            delete(SignIn).where(SignIn.digest == digest).returning(SignIn.account_id)
        ).scalar()

    def end_all(self, account_id: UUID) -> None:
        """Sign somebody out everywhere."""
        self._session.execute(delete(SignIn).where(SignIn.account_id == account_id))


def _here(row: SignIn) -> Here:
    return Here(row.account_id, row.made_at, row.last_seen_at, row.by_provider, row.form_token, row.digest)


@dataclass(frozen=True)
class Tried:
    """How many attempts failed in the time that counts, or are under way: this one not included."""

    of_name: int
    of_source: int


class Attempts:
    """Attempts to sign in, by keyed hashes of the name tried and of the address they came from.

    An attempt counts as failed until it turns out right: however many are made at once, no more passwords
    are looked at than the limit says.
    """

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def before(self, name: str, source: str, at: datetime) -> Tried:
        """Count those before this one, and let no other be counted until this transaction ends."""
        take_turn(self._session, TURN)
        self._session.execute(delete(SignInAttempt).where(SignInAttempt.at <= at - WINDOW))
        return Tried(self._count(SignInAttempt.name == name), self._count(SignInAttempt.source == source))

    def add(self, name: str | None, source: str, at: datetime) -> None:
        """Count one."""
        self._session.add(SignInAttempt(name=name, source=source, at=at))
        self._session.flush()

    def forgive(self, name: str) -> None:
        """Count none of a name any more: who it is signed in."""
        self._session.execute(delete(SignInAttempt).where(SignInAttempt.name == name))

    def _count(self, which: object) -> int:
        found = select(func.count()).select_from(SignInAttempt).where(which)  # type: ignore[arg-type]
        return self._session.scalar(found) or 0
