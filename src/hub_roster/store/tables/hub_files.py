"""Tables of hubs' files."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hub_roster.store.columns import Compressed
from hub_roster.store.tables.base import OfHub, Table


class HubFile(OfHub, Table):
    """A hub's file: all that is known of one or more hubs that are rostered together."""

    __tablename__ = "hub_file"

    file_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]


class HubFileVersion(OfHub, Table):
    """A hub's file as it stood from one change to the next: never changed, only followed.

    Attributes
    ----------
    number
        Counts from 1 in each file.
    content
        The Problem in JSON.
    why
        What brought it about, in a few words.
    """

    __tablename__ = "hub_file_version"
    __table_args__ = (CheckConstraint("number >= 1", "number_from_1"),)

    file_id: Mapped[UUID] = mapped_column(ForeignKey("hub_file.file_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Compressed)
    why: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))
