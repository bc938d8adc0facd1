"""How often something may be asked for: counted for each caller, in memory, by the service's own clock."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MOST_KEPT = 20_000
"""Callers remembered of one thing, before those who may ask as ever are forgotten."""


class TooOften(Exception):
    """Somebody asked for something too often.

    Attributes
    ----------
    seconds
        After how many they may ask again.
    """

    def __init__(self, what: str, wait: timedelta) -> None:
        self.seconds = max(1, math.ceil(wait.total_seconds()))
        minutes = math.ceil(self.seconds / 60)
        when = "in a minute" if minutes == 1 else f"in {minutes} minutes"
        super().__init__(f"Too many {what} were asked for in a short time. Try again {when}.")


@dataclass(frozen=True)
class Rate:
    """So many within a time: all at once if need be, and then evenly as time goes on.

    Attributes
    ----------
    what
        What is asked for, in words that go on from "too many".
    """

    what: str
    most: int
    within: timedelta

    @property
    def apart(self) -> timedelta:
        """The time that each takes of it."""
        return self.within / self.most


@dataclass
class Asked:
    """What was asked for lately, by whom.

    For each it is kept until when what they asked for takes up their time: one moment, however much they ask
    (the generic cell rate algorithm).
    """

    _until: dict[tuple[str, str], datetime] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, rate: Rate, who: str, at: datetime) -> None:
        """Count one more, unless it is too many; what is refused does not count.

        Raises
        ------
        TooOften
            If it is.
        """
        key = (rate.what, who)
        with self._lock:
            if len(self._until) >= MOST_KEPT:
                self._until = {each: until for each, until in self._until.items() if until > at}
            until = max(self._until.get(key, at), at) + rate.apart
            if until - at > rate.within:
                raise TooOften(rate.what, until - at - rate.within)
            self._until[key] = until
