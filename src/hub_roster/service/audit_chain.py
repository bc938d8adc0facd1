"""Whether the audit log holds: nothing missing, changed, put elsewhere, or erased without a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hub_roster.service.audit import Did
from hub_roster.store.audit_log import NOTHING_BEFORE, AuditLog, Head, Kept, Link, digest_of, hash_of
from hub_roster.store.database import Database
from hub_roster.store.scope import WHOLE


class FaultKind(StrEnum):
    """What is wrong with the log at one place, in a sentence about an entry."""

    MISSING = "Entry {} is missing."
    CHANGED = "Entry {} was changed, or does not follow the one before it."
    NOT_AS_NOTED = "Entry {} is not as it was noted: the log was cut off, or written anew."
    DETAIL_MISSING = "The detail of entry {} is missing."
    DETAIL_CHANGED = "The detail of entry {} was changed."
    ERASED_UNTOLD = "The detail of entry {} was erased, and no entry says so."
    DETAIL_ALONE = "There is a detail of entry {}, and not the entry."


@dataclass(frozen=True)
class Fault:
    """Something wrong with the log, at one entry or, where they are missing, at several in a row."""

    kind: FaultKind
    number: int
    last: int | None = None

    @property
    def message(self) -> str:
        """In a sentence."""
        if self.last is not None and self.last > self.number:
            return f"Entries {self.number} to {self.last} are missing."
        return self.kind.format(self.number)


def head(database: Database) -> Head:
    """Give how far the log goes, to be noted where nobody who can change the database can change it."""
    with database.reading(WHOLE) as session:
        return AuditLog(session).head()


def verify(database: Database, noted: Head | None = None) -> list[Fault]:
    """Say all that is wrong with the log; nothing, if every entry is as it was made.

    Parameters
    ----------
    noted
        How far it went once. A chain alone cannot show that its end was cut off with all that hangs on it,
        nor that somebody made all of it anew.
    """
    check = _Check(noted)
    with database.reading(WHOLE) as session:
        log = AuditLog(session)
        for link, kept in log.whole():
            check.follow(link, kept)
        check.end(log.details_alone())
    return sorted(check.faults, key=lambda fault: fault.number)


class _Check:
    """The log walked along once, in order."""

    def __init__(self, noted: Head | None) -> None:
        self.faults: list[Fault] = []
        self._noted = noted
        self._last = Head(0, NOTHING_BEFORE)
        self._erased: list[tuple[int, datetime | None]] = []
        self._told: dict[datetime | None, list[range]] = {}

    def follow(self, link: Link, kept: Kept | None) -> None:
        """Go on to the next entry."""
        if link.number != self._last.number + 1:
            # What the next one should follow is gone, so that nothing can be said of its hash.
            self.faults.append(Fault(FaultKind.MISSING, self._last.number + 1, link.number - 1))
        elif link.hash != hash_of(self._last.hash, link.number, link.deed, link.detail_digest):
            self._fault(FaultKind.CHANGED, link.number)
        self._detail(link, kept)
        self._last = Head(link.number, link.hash)
        if self._noted is not None and self._noted.number == link.number and self._noted.hash != link.hash:
            self._fault(FaultKind.NOT_AS_NOTED, link.number)
        if link.deed.action == Did.ERASED:
            self._told.setdefault(link.deed.at, []).extend(_entries_in(link.deed.subject))

    def _detail(self, link: Link, kept: Kept | None) -> None:
        if kept is None:
            self._fault(FaultKind.DETAIL_MISSING, link.number)
        elif kept.content is None or kept.salt is None:
            self._erased.append((link.number, kept.erased_at))
        elif digest_of(kept.salt, kept.content) != link.detail_digest:
            self._fault(FaultKind.DETAIL_CHANGED, link.number)

    def end(self, details_alone: Iterable[int]) -> None:
        """Look at what can only be said of the whole."""
        for number in details_alone:
            self._fault(FaultKind.DETAIL_ALONE, number)
        for number, erased_at in self._erased:
            if not any(number in numbers for numbers in self._told.get(erased_at, ())):
                self._fault(FaultKind.ERASED_UNTOLD, number)
        if self._noted is not None and self._noted.number > self._last.number:
            self._fault(FaultKind.NOT_AS_NOTED, self._noted.number)

    def _fault(self, kind: FaultKind, number: int) -> None:
        self.faults.append(Fault(kind, number))


def _entries_in(subject: str) -> Iterator[range]:
    """Read the numbers of "entries 1-3, 7"."""
    for first, last in re.findall(r"([0-9]+)(?:-([0-9]+))?", subject):
        yield range(int(first), int(last or first) + 1)
