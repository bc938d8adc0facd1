"""Tables of the audit log: the chain, which only grows, and the details, which retention may erase.

Triggers made by the migration hold both to that: no row of the chain is ever changed or deleted, and a
detail changes once, by being erased.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hub_roster.store.tables.base import Table


class AuditEntry(Table):
    """What was done, by whom and when, in codes alone.

    Attributes
    ----------
    number
        Counts from 1, without gaps, over the whole service.
    actor
        Account, key or the service itself.
    file_id
        The hub's file it concerns, which may be gone since; None where it concerns none.
    subject
        What it was done to; never a young person's code.
    detail_digest
        SHA-256 over salt and content of its detail.
    hash
        SHA-256 over the hash of the entry before and all of this one.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (CheckConstraint("number >= 1", "number_from_1"), Index(None, "file_id", "number"))

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(40))
    file_id: Mapped[UUID | None]
    subject: Mapped[str] = mapped_column(Text)
    detail_digest: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditDetail(Table):
    """What may be known of an entry for a while only: which young people, whose account, what changed.

    Attributes
    ----------
    salt
        Random, so that an erased detail cannot be guessed from its digest.
    content
        In canonical JSON; with the salt None once it is erased.
    """

    __tablename__ = "audit_detail"
    __table_args__ = (
        CheckConstraint(
            "(content is null) = (erased_at is not null) and (salt is null) = (content is null)", "whole"
        ),
    )

    number: Mapped[int] = mapped_column(
        ForeignKey("audit_entry.number"), primary_key=True, autoincrement=False
    )
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    content: Mapped[str | None] = mapped_column(Text)
    erased_at: Mapped[datetime | None]
