"""Holds on records: what they cover is kept whatever the policy says, until they are lifted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import RecordHold


@dataclass(frozen=True)
class Hold:
    """A hold, as it was placed and, where it was, lifted.

    Attributes
    ----------
    first_day, last_day
        Both included; None for ever before, or for ever after.
    label
        What it is for, without a name.
    """

    id: UUID
    file_id: UUID
    first_day: date | None
    last_day: date | None
    label: str
    placed: Made
    lifted: Made | None = None

    @property
    def is_open(self) -> bool:
        """Say whether it still holds."""
        return self.lifted is None

    def covers(self, first: date, last: date) -> bool:
        """Say whether it is about any of some days, both included."""
        return (self.last_day is None or first <= self.last_day) and (
            self.first_day is None or self.first_day <= last
        )


class AlreadyLifted(Exception):
    """A hold that somebody lifted before."""

    def __init__(self) -> None:
        super().__init__("This hold was lifted before: place another where the records are to be kept again.")


class Holds:
    """The holds of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def place(self, hold: Hold) -> None:
        """Place a hold."""
        self._session.add(
            RecordHold(
                id=hold.id,
                file_id=hold.file_id,
                first_day=hold.first_day,
                last_day=hold.last_day,
                label=hold.label,
                placed_at=hold.placed.at,
                placed_by=hold.placed.by,
            )
        )
        self._session.flush()

    def lift(self, file_id: UUID, hold_id: UUID, lifted: Made) -> Hold:
        """Lift a hold: that is written beside it.

        Raises
        ------
        NotThere
            If there is none of that id in that file.
        AlreadyLifted
            If somebody did before.
        """
        row = self._session.scalars(
            select(RecordHold)
            .where(RecordHold.id == hold_id, RecordHold.file_id == file_id)
            .with_for_update()
        ).first()
        if row is None:
            raise NotThere
        if row.lifted_at is not None:
            raise AlreadyLifted
        row.lifted_at, row.lifted_by = lifted.at, lifted.by
        self._session.flush()
        return _told(row)

    def listed(self, file_id: UUID) -> list[Hold]:
        """Give every hold of a file, lifted ones too, in the order they were placed."""
        rows = self._session.scalars(
            select(RecordHold)
            .where(RecordHold.file_id == file_id)
            .order_by(RecordHold.placed_at, RecordHold.id)
        )
        return [_told(row) for row in rows]

    def standing(self, file_id: UUID) -> list[Hold]:
        """Give the holds of a file that nobody lifted."""
        return [hold for hold in self.listed(file_id) if hold.is_open]


def _told(row: RecordHold) -> Hold:
    lifted = None if row.lifted_at is None else Made(row.lifted_by or "", row.lifted_at)
    return Hold(
        row.id,
        row.file_id,
        row.first_day,
        row.last_day,
        row.label,
        Made(row.placed_by, row.placed_at),
        lifted,
    )
