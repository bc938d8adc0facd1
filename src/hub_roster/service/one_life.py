"""A process that ends when a backup is restored: what it read as it started, or remembers, is of before."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from hub_roster.store.database import Database
from hub_roster.store.outages import Outage
from hub_roster.store.scope import WHOLE
from hub_roster.store.since_backup import life

LOOK_EVERY = 1.0
"""Seconds between two looks."""

log = logging.getLogger(__name__)


class OneLife:
    """Looks whether the database is still the one that the process started with.

    Whoever started the process starts it again, and it reads everything anew: the secret of keys and links,
    which looks were written down, which links are good.

    Parameters
    ----------
    over
        Ends the process.
    """

    def __init__(self, database: Database, over: Callable[[], None]) -> None:
        self._database = database
        self._over = over
        self._own = self._now()

    def _now(self) -> bytes | None:
        with self._database.reading(WHOLE) as session:
            return life(session)

    def is_over(self) -> bool:
        """Say whether a backup was restored since."""
        try:
            return self._now() != self._own
        except Outage:  # it will be back, and so is the question
            return False

    def watch(self) -> None:
        """Look from now on, in a thread that ends with the process."""
        threading.Thread(target=self._watching, name="one life", daemon=True).start()

    def _watching(self) -> None:
        pause = threading.Event()
        while not pause.wait(LOOK_EVERY):
            if self.is_over():
                log.warning("a backup was restored: this process ends, to be started anew")
                self._over()
                return
