"""Stopping: asked for once, from any thread, and heard by whatever is being solved."""

from __future__ import annotations

import threading


class Stop:
    """Lets another thread end whatever is being solved now."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def ask(self) -> None:
        """End the solve under way and start no other."""
        self._asked.set()

    @property
    def asked(self) -> bool:
        """Say whether an end was asked for."""
        return self._asked.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until asked, at most so long."""
        return self._asked.wait(seconds)
