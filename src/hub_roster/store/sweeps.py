"""The day's sweep: of several processes that could do it one does, and another if that one dies."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select, update

from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import Sweep
from hub_roster.store.turns import take_turn

TURN = 0x73776570
"""Number of PostgreSQL's lock that lets one process at a time look whose sweep it is."""

GIVEN = timedelta(hours=1)
"""How long a sweep may take before another process takes it for dead."""

REMEMBERED = timedelta(days=90)
"""How long it is kept that there was a sweep on a day."""


class Sweeps:
    """The sweeps of the whole service, in its own scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def take(self, day: date, at: datetime) -> bool:
        """Take a day's sweep, if nobody did it or is at it; say whether it is ours."""
        take_turn(self._session, TURN)
        row = self._session.get(Sweep, day)
        if row is None:
            self._session.execute(delete(Sweep).where(Sweep.day < day - REMEMBERED))
            self._session.add(Sweep(day=day, began_at=at))
        elif row.ended_at is None and row.began_at < at - GIVEN:
            row.began_at = at
        else:
            return False
        self._session.flush()
        return True

    def end(self, day: date, at: datetime) -> None:
        """Write down that a day's sweep came to its end."""
        self._session.execute(update(Sweep).where(Sweep.day == day).values(ended_at=at))

    def last_ended(self) -> datetime | None:
        """Give when a sweep last came to its end; None before the first."""
        return self._session.scalar(select(func.max(Sweep.ended_at)))
