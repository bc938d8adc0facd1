"""The sweep of every day, beside what hands out drafts and sends messages."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import date

from hub_roster.service.drafts.solving import Clock
from hub_roster.service.retention.due import local_day
from hub_roster.service.retention.sweeping import sweep
from hub_roster.store.database import Database
from hub_roster.store.outages import Outage
from hub_roster.store.scope import WHOLE
from hub_roster.store.sweeps import Sweeps

LOOK_EVERY = 60.0
"""Seconds between two looks whether it is another day."""

log = logging.getLogger(__name__)


@dataclass
class Sweeper:
    """Erases what is past its time, once a day; of several that run, one does it."""

    database: Database
    clock: Clock
    ended: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _swept: date | None = None

    def start(self) -> None:
        """Begin, in a thread that ends with the process if not before."""
        self._thread = threading.Thread(target=self._sweeping, daemon=True)
        self._thread.start()

    def end(self, seconds: float) -> None:
        """End, at the latest after a while: what is being erased then is not, and goes another day."""
        self.ended.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def sweep_today(self) -> bool:
        """Do the day's sweep, unless it was done or another is at it; say whether it was ours."""
        at = self.clock()
        today = local_day(at)
        if self._swept == today:
            return False
        with self.database.writing(WHOLE) as session:
            ours = Sweeps(session).take(today, at)
        if ours:
            sweep(self.database, at)
            with self.database.writing(WHOLE) as session:
                Sweeps(session).end(today, self.clock())
            self._swept = today
        return ours

    def _sweeping(self) -> None:
        while not self.ended.wait(LOOK_EVERY):
            try:
                self.sweep_today()
            except Outage as outage:  # it will be back, and what is due stays due
                log.warning("what is past its time could not be erased: %s", outage)
            except Exception:
                log.exception("what is past its time could not be erased")
