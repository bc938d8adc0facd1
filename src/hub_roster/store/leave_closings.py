"""Days that are closed to leave, or close to it on a date, as a hub's manager keeps them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from hub_roster.store.hub_files import Made
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import LeaveClosing


@dataclass(frozen=True)
class Closing:
    """Some days, and until when they can be asked for.

    Attributes
    ----------
    label
        Why, to everybody.
    closes_on
        The last day on which they can; None where they cannot be at all.
    """

    first_day: date
    last_day: date
    label: str
    closes_on: date | None = None

    def has_day_of(self, first_day: date, last_day: date) -> bool:
        """Say whether any of its days lies in a span, both ends included."""
        return self.first_day <= last_day and first_day <= self.last_day

    def is_over(self, on: date) -> bool:
        """Say whether its days cannot be asked for on a date."""
        return self.closes_on is None or on > self.closes_on


@dataclass(frozen=True)
class KeptClosing:
    """Such days as they are kept: never changed, only followed by others."""

    id: UUID
    closing: Closing
    made: Made


@dataclass(frozen=True)
class ClosingDates:
    """All of a hub that hold now, in order of their days.

    Attributes
    ----------
    changed
        Who changed them last, and when; None where nobody ever has.
    """

    kept: tuple[KeptClosing, ...]
    changed: Made | None

    @property
    def closings(self) -> tuple[Closing, ...]:
        """What they say."""
        return tuple(each.closing for each in self.kept)


class LeaveClosings:
    """The closing dates of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def of(self, file_id: UUID) -> ClosingDates:
        """Give those of a hub's file that hold now."""
        rows = self._rows(file_id)
        changes = [Made(row.made_by, row.made_at) for row in rows]
        changes += [
            Made(row.ended_by, row.ended_at)
            for row in rows
            if row.ended_at is not None and row.ended_by is not None
        ]
        kept = [_told(row) for row in rows if row.ended_at is None]
        return ClosingDates(tuple(kept), max(changes, key=lambda made: made.at, default=None))

    def replace(self, file_id: UUID, closings: Collection[Closing], made: Made) -> ClosingDates:
        """Let others hold from now on; those that hold already stay as they are."""
        wanted = set(closings)
        for row in self._rows(file_id):
            if row.ended_at is not None:
                continue
            if _told(row).closing in wanted:
                wanted.remove(_told(row).closing)
            else:
                row.ended_at, row.ended_by = made.at, made.by
        for closing in wanted:
            self._session.add(
                LeaveClosing(
                    id=uuid4(),
                    file_id=file_id,
                    first_day=closing.first_day,
                    last_day=closing.last_day,
                    label=closing.label,
                    closes_on=closing.closes_on,
                    made_at=made.at,
                    made_by=made.by,
                    ended_at=None,
                    ended_by=None,
                )
            )
        self._session.flush()
        return self.of(file_id)

    def _rows(self, file_id: UUID) -> list[LeaveClosing]:
        return list(
            self._session.scalars(
                select(LeaveClosing)
                .where(LeaveClosing.file_id == file_id)
                .order_by(LeaveClosing.first_day, LeaveClosing.last_day, LeaveClosing.id)
            )
        )


def _told(row: LeaveClosing) -> KeptClosing:
    closing = Closing(row.first_day, row.last_day, row.label, row.closes_on)
    return KeptClosing(row.id, closing, Made(row.made_by, row.made_at))
