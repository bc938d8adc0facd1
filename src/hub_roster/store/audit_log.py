"""The audit log: every entry holds the hash of the one before, so that none can be changed unnoticed.

Entries hold codes alone. What may be known for a while only stands in details, which an entry holds by a
salted digest: a detail can be erased, and the chain is whole without it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import func, select, update

from hub_roster.store.hub_files import NotThere
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import AuditDetail, AuditEntry
from hub_roster.store.turns import take_turn

TURN = 0x61756469
"""Number of PostgreSQL's lock that lets one transaction add to the log at a time."""

NOTHING_BEFORE = "0" * 64
"""What the first entry holds in place of a hash."""

AT_ONCE = 1000
"""Entries read at a time: a log of years does not fit in memory."""


@dataclass(frozen=True)
class Deed:
    """What was done: by whom, to what, in which hub's file; never a young person's code."""

    at: datetime
    actor: str
    action: str
    file_id: UUID | None = None
    subject: str = ""


@dataclass(frozen=True)
class Link:
    """An entry as it stands in the chain.

    Attributes
    ----------
    detail_digest
        SHA-256 over salt and content of its detail.
    hash
        SHA-256 over the hash of the entry before and all of this one.
    """

    number: int
    deed: Deed
    detail_digest: str
    hash: str


@dataclass(frozen=True)
class Kept:
    """A detail as it is kept: both None once it is erased."""

    salt: bytes | None
    content: str | None
    erased_at: datetime | None


@dataclass(frozen=True)
class Dated:
    """When something was done, and in which hub's file: by that it is decided how long its detail is kept."""

    number: int
    at: datetime
    file_id: UUID | None


@dataclass(frozen=True)
class Head:
    """How far the log goes.

    Noted somewhere else it shows later that nothing was cut off, and nothing before it written anew.
    """

    number: int
    hash: str


def canonical(fields: object) -> str:
    """Write something as JSON in the one way that its digest is taken of."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest_of(salt: bytes, content: str) -> str:
    """Give the digest an entry holds of its detail."""
    return hashlib.sha256(salt + content.encode()).hexdigest()


def hash_of(before: str, number: int, deed: Deed, detail_digest: str) -> str:
    """Give the hash of an entry that follows one with another hash."""
    fields = asdict(deed) | {
        "number": number,
        "at": deed.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "file_id": None if deed.file_id is None else str(deed.file_id),
        "detail_digest": detail_digest,
    }
    return hashlib.sha256(f"{before}\n{canonical(fields)}".encode()).hexdigest()


class AuditLog:
    """The log of the whole service.

    A session of any scope may add to it, within its own transaction; to read it takes the service's own.
    """

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def add(self, deed: Deed, content: str) -> Link:
        """Add an entry, with a detail in canonical JSON.

        From here on no other transaction adds one until this one ends: it is the last thing to do in it.
        """
        # What the caller has changed so far is to pass the gate in the caller's own scope.
        self._session.flush()
        take_turn(self._session, TURN)
        with self._session.across_hubs():
            before = self._head()
            number, salt = before.number + 1, secrets.token_bytes(32)
            digest = digest_of(salt, content)
            link = Link(number, deed, digest, hash_of(before.hash, number, deed, digest))
            self._session.add(
                AuditEntry(
                    number=number,
                    at=deed.at,
                    actor=deed.actor,
                    action=deed.action,
                    file_id=deed.file_id,
                    subject=deed.subject,
                    detail_digest=digest,
                    hash=link.hash,
                )
            )
            self._session.flush()
            self._session.add(AuditDetail(number=number, salt=salt, content=content))
            self._session.flush()
        return link

    def _head(self) -> Head:
        row = self._session.execute(
            select(AuditEntry.number, AuditEntry.hash).order_by(AuditEntry.number.desc()).limit(1)
        ).first()
        return Head(0, NOTHING_BEFORE) if row is None else Head(row.number, row.hash)

    def head(self) -> Head:
        """Give how far the log goes; number 0 for an empty one."""
        return self._head()

    def listed(self, file_id: UUID | None, before: int | None = None, most: int = 100) -> list[Link]:
        """Give entries of a hub's file, or of all, the latest first.

        Parameters
        ----------
        before
            Those with a lower number alone: to go on where a page ended.
        """
        wanted = select(AuditEntry).order_by(AuditEntry.number.desc()).limit(most)
        if file_id is not None:
            wanted = wanted.where(AuditEntry.file_id == file_id)
        if before is not None:
            wanted = wanted.where(AuditEntry.number < before)
        return [_link(row) for row in self._session.scalars(wanted)]

    def entry(self, number: int) -> tuple[Link, Kept]:
        """Give an entry with its detail.

        Raises
        ------
        NotThere
            If there is none of that number.
        """
        row, detail = (self._session.get(kind, number) for kind in (AuditEntry, AuditDetail))
        if not isinstance(row, AuditEntry) or not isinstance(detail, AuditDetail):
            raise NotThere
        return _link(row), _kept(detail)

    def whole(self) -> Iterator[tuple[Link, Kept | None]]:
        """Give every entry with its detail, in order; None where the detail is not there."""
        rows = self._session.execute(
            select(AuditEntry, AuditDetail)
            .outerjoin(AuditDetail, AuditDetail.number == AuditEntry.number)
            .order_by(AuditEntry.number)
            .execution_options(yield_per=AT_ONCE)
        )
        for row, detail in rows:
            yield _link(row), None if detail is None else _kept(detail)

    def details_alone(self) -> list[int]:
        """Give the numbers of details whose entry is not there."""
        return list(
            self._session.scalars(
                select(AuditDetail.number)
                .outerjoin(AuditEntry, AuditEntry.number == AuditDetail.number)
                .where(AuditEntry.number.is_(None))
                .order_by(AuditDetail.number)
            )
        )

    def with_details(self, before: datetime) -> Iterator[Dated]:
        """Give the entries made before a moment whose detail is not erased yet, in order."""
        rows = self._session.execute(
            select(AuditEntry.number, AuditEntry.at, AuditEntry.file_id)
            .join(AuditDetail, AuditDetail.number == AuditEntry.number)
            .where(AuditEntry.at < before, AuditDetail.erased_at.is_(None))
            .order_by(AuditEntry.number)
            .execution_options(yield_per=AT_ONCE)
        )
        return (Dated(*row) for row in rows)

    def erase(self, numbers: Sequence[int], at: datetime) -> list[int]:
        """Erase the details of entries, and say of which: not of those erased before, or not there."""
        erased: list[int] = []
        for start in range(0, len(numbers), AT_ONCE):
            some = numbers[start : start + AT_ONCE]
            erased += self._session.scalars(
                update(AuditDetail)
                .where(AuditDetail.number.in_(some), AuditDetail.erased_at.is_(None))
                .values(salt=None, content=None, erased_at=at)
                .returning(AuditDetail.number)
            ).all()
        return sorted(erased)

    def count(self) -> int:
        """Say how many entries there are."""
        return self._session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def _link(row: AuditEntry) -> Link:
    deed = Deed(row.at, row.actor, row.action, row.file_id, row.subject)
    return Link(row.number, deed, row.detail_digest, row.hash)


def _kept(row: AuditDetail) -> Kept:
    return Kept(row.salt, row.content, row.erased_at)
