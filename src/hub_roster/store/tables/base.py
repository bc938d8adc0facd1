"""What every table is made of; whatever belongs to a hub says so, and is then seen only through its scope."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Enum, ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from hub_roster.store.columns import Moment

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a migration can change it on both databases."""


class Table(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {
        datetime: Moment,
        # as the words people read; a database's own kind of enumeration is hard to add to
        StrEnum: Enum(
            StrEnum, native_enum=False, length=20, values_callable=lambda kind: [str(each) for each in kind]
        ),
    }


class OfHub:
    """What belongs to one hub's file.

    Attributes
    ----------
    file_id
        The id that the file itself carries.
    """

    @declared_attr
    @classmethod
    def file_id(cls) -> Mapped[UUID]:
        """Refer to the file."""
        return mapped_column(ForeignKey("hub_file.file_id"), index=True)
