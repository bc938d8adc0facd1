"""Days that are closed to leave: a request for them is taken, marked as late, and left to a manager."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from hub_roster.service.audit import Did, record
from hub_roster.store.hub_files import Made
from hub_roster.store.leave_closings import Closing, ClosingDates, LeaveClosings
from hub_roster.store.scope import ScopedSession


def closed_to(closings: Iterable[Closing], first_day: date, last_day: date, on: date) -> tuple[Closing, ...]:
    """Give what stands against asking for some days on a date."""
    return tuple(each for each in closings if each.has_day_of(first_day, last_day) and each.is_over(on))


def put_closing_dates(
    session: ScopedSession, file_id: UUID, closings: Collection[Closing], made: Made, *, actor: str
) -> ClosingDates:
    """Let these hold in a hub from now on, and no others; what was asked for before stays as it is."""
    kept = LeaveClosings(session).replace(file_id, closings, made)
    subject = f"{len(kept.kept)} closing dates"
    record(session, actor, Did.CLOSED_LEAVE, made.at, file_id=file_id, subject=subject)
    return kept
