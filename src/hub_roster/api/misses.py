"""Attempts at links that lead nowhere, counted by where they come from."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter, OrderedDict
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=1)
AT_MOST = 30
"""Misses that one address may have in that time: far more than a household of dead links."""

REMEMBERED = 10_000
"""Links remembered as good."""


class Misses:
    """Refuses what comes from an address with many misses, but for links known to be good.

    Much of a council sits behind one address: while somebody there tries links, everybody else's calendars
    go on. What is kept is in memory, and no token is: its hash is.
    """

    def __init__(self, since: datetime, at_most: int = AT_MOST) -> None:
        self._since = since
        self._at_most = at_most
        self._count: Counter[str] = Counter()
        self._good: OrderedDict[bytes, None] = OrderedDict()
        self._lock = threading.Lock()

    def refuses(self, source: str, token: str, at: datetime) -> bool:
        """Say whether not even to look for a token."""
        with self._lock:
            if at - self._since >= WINDOW:
                self._since, self._count = at, Counter()
            return self._count[source] >= self._at_most and _mark(token) not in self._good

    def missed(self, source: str, token: str) -> None:
        """Count a link that led nowhere."""
        with self._lock:
            self._count[source] += 1
            self._good.pop(_mark(token), None)

    def found(self, token: str) -> None:
        """Remember a link that is good."""
        with self._lock:
            self._good[_mark(token)] = None
            self._good.move_to_end(_mark(token))
            if len(self._good) > REMEMBERED:
                self._good.popitem(last=False)


def _mark(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
