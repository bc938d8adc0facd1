"""A stop: asked once, and heard for good."""

from __future__ import annotations

import threading

from hub_roster.solver.stop import Stop


def test_it_stays_asked() -> None:
    """Not asked at first; asked once or twice it stays so, and waiting for it ends."""
    stop = Stop()
    heard = [(stop.asked, stop.wait(0.0))]
    for _ in range(2):
        stop.ask()
        heard.append((stop.asked, stop.wait(60.0)))
    assert heard == [(False, False), (True, True), (True, True)]


def test_another_thread_may_ask() -> None:
    """Whoever waits is told."""
    stop = Stop()
    asker = threading.Timer(0.05, stop.ask)
    asker.start()
    assert stop.wait(60.0)
    asker.join()
