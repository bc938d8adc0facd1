"""A small parent: it starts processes, starts again whichever ends, and ends them all when it is told to."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

LOOK_EVERY = 0.2
"""Seconds between two looks whether each still runs."""

SOONEST, LATEST = 0.5, 30.0
"""Seconds before a process that ended is started again: at first, and where it ends again and again."""

LONG_ENOUGH = 60.0
"""Seconds after which a process counts as having started well."""

MOST_TO_END = 15.0
"""Seconds processes have to end by themselves."""


@dataclass
class _Child:
    """One process, started again whenever it ends.

    Attributes
    ----------
    pause
        Seconds to wait before it is started again.
    """

    words: Sequence[str]
    pause: float = SOONEST
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0

    def start(self) -> None:
        """Start it, in a group of its own: Ctrl-C is for the parent, which then ends it."""
        command = [sys.executable, "-m", "hub_roster.cli", *self.words]
        self.process = subprocess.Popen(command, start_new_session=True)
        self.started = time.monotonic()

    def see_to(self, tell: Callable[[str], None]) -> None:
        """Start it again if it has ended, and it is time."""
        now = time.monotonic()
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return
            self.pause = SOONEST if now - self.started > LONG_ENOUGH else min(LATEST, 2 * self.pause)
            self.process, self.due = None, now + self.pause
            tell(f"{self.words[0]} ended ({code}); it is started again in {self.pause:g} s")
        if now >= self.due:
            self.start()


@dataclass
class Parent:
    """Keeps some processes running.

    Attributes
    ----------
    commands
        By name, the command of hub-roster that each process runs, and its options.
    """

    commands: Mapping[str, Sequence[str]]
    tell: Callable[[str], None]
    ended: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Keep them running until told to end by SIGTERM or Ctrl-C."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.ended.set())
        children = [_Child([name, *options]) for name, options in self.commands.items()]
        try:
            while not self.ended.wait(LOOK_EVERY):
                for child in children:
                    child.see_to(self.tell)
        finally:
            _end([child.process for child in children if child.process is not None])


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Let processes end by themselves, and make those that do not."""
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + MOST_TO_END
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
