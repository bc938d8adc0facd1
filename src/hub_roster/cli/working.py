"""A draft under way: what it is doing is shown, and Ctrl-C ends it with the best so far."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from rich.console import Group
from rich.live import Live
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from hub_roster.cli.screen import err, tell
from hub_roster.cli.words import PRIORITIES, length_words, percent
from hub_roster.domain.problem import Problem
from hub_roster.program.statement import Priority
from hub_roster.solver import limits as solving
from hub_roster.solver.draft import draft
from hub_roster.solver.limits import Limits, Phase, Report
from hub_roster.solver.result import Draft
from hub_roster.solver.stop import Stop

EVERY = 0.1
"""Seconds between two looks at how far it is."""

LINE_EVERY = 2.0
"""Seconds between two lines where lines cannot be overwritten."""

BEFORE_FIRST = (Phase.LISTING, Phase.FIRST)
"""What comes before there is more than the roster of locked and begun duties."""

GIVEN_UP = 130
"""Exit code after a second Ctrl-C, as shells have it."""


class Solving(threading.Thread):
    """A draft in a thread of its own: the main thread must be free to hear Ctrl-C."""

    def __init__(self, problem: Problem, limits: Limits, report: Report) -> None:
        # A daemon, so that giving up need not wait for a solver that is deep in its work.
        super().__init__(name="drafting", daemon=True)
        self.stop = Stop()
        self.latest = solving.Progress(Phase.LISTING, 0.0, 0.0)
        self._problem = problem
        self._limits = limits
        self._report = report
        self._began = monotonic()
        self._draft: Draft | None = None
        self._error: BaseException | None = None

    def run(self) -> None:
        """Draft."""
        try:
            self._draft = draft(self._problem, limits=self._limits, stop=self.stop, report=self._take)
        except BaseException as error:
            self._error = error

    def _take(self, progress: solving.Progress) -> None:
        self._report(progress)
        self.latest = progress

    @property
    def share(self) -> float:
        """How much of the limit is used; between two reports the clock goes on."""
        seconds = self._limits.seconds
        by_clock = (monotonic() - self._began) / seconds if seconds else 0.0
        return min(1.0, max(self.latest.share, by_clock))

    def result(self) -> Draft:
        """Give the draft, or raise what went wrong."""
        if self._error is not None:
            raise self._error
        assert self._draft is not None
        return self._draft


class Interrupts:
    """Counts how often Ctrl-C was pressed."""

    def __init__(self, stop: Stop) -> None:
        self.count = 0
        self._stop = stop

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Take one: the first ends the draft, the second everything."""
        self.count += 1
        self._stop.ask()

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Take Ctrl-C here while this lasts; only a main thread can."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, self)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


def draft_visibly(problem: Problem, limits: Limits, report: Report = lambda _: None) -> Draft:
    """Draft a roster and show on standard error how far it is.

    Ctrl-C ends the search and gives the best so far; a second one gives up, and the process ends.

    Parameters
    ----------
    report
        Told of everything on the way, in the draft's own thread.
    """
    thread = Solving(problem, limits, report)
    interrupts = Interrupts(thread.stop)
    with interrupts.heard():
        thread.start()
        shown = _bar(thread, interrupts) if err.is_terminal else _lines(thread, interrupts)
        for _ in shown:
            if interrupts.count > 1:
                break
        shown.close()
        if interrupts.count > 1:
            _give_up()
    return thread.result()


def _give_up() -> None:
    tell("Given up: nothing was written.")
    sys.stdout.flush()
    sys.stderr.flush()
    # Not sys.exit: it would wait for the solver's threads.
    os._exit(GIVEN_UP)


def _beats(thread: Solving) -> Generator[None]:
    while thread.is_alive():
        thread.join(EVERY)
        yield


def _bar(thread: Solving, interrupts: Interrupts) -> Generator[None]:
    """Show a bar, and what is short under it, over and over in the same two lines."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        BarColumn(20),
        TextColumn("{task.description}"),
    )
    bar = Progress(*columns, console=err)
    task = bar.add_task("", total=1.0)
    with Live(bar, console=err, transient=True) as live:
        for beat in _beats(thread):
            words = "Stopping: the best so far is kept" if interrupts.count else str(thread.latest.phase)
            bar.update(task, completed=thread.share, description=words)
            live.update(
                Group(bar, Text(f"  {state_words(thread.latest)}", overflow="ellipsis", no_wrap=True))
            )
            yield beat


def _lines(thread: Solving, interrupts: Interrupts) -> Generator[None]:
    """Say now and then, in a line each, how far it is: for logs and pipes."""
    said, last, stopping = "", -LINE_EVERY, False
    for beat in _beats(thread):
        words = f"{thread.latest.phase}; {state_words(thread.latest)}"
        if interrupts.count and not stopping:
            stopping = True
            tell("Stopping; the best roster so far is kept. Ctrl-C again gives up.")
        elif words != said and monotonic() - last >= LINE_EVERY and not stopping:
            said, last = words, monotonic()
            tell(f"{round(100 * thread.share):3} %  {words}")
        yield beat


def state_words(progress: solving.Progress) -> str:
    """Say what is still uncovered and how much is left to gain."""
    if progress.shortfall is None or progress.phase in BEFORE_FIRST:
        return "no whole roster yet"
    return f"{_uncovered(progress.shortfall)}{_left(progress)}"


def _uncovered(shortfall: tuple[int, ...]) -> str:
    for priority, minutes in zip(Priority, shortfall, strict=True):
        if minutes:
            return f"still short: {PRIORITIES[priority]}, {length_words(minutes)}"
    return "everything covered"


def _left(progress: solving.Progress) -> str:
    if progress.bound is None or progress.cost is None:
        return ""
    return f"; left to gain: at most {percent((progress.cost - progress.bound) / max(1, progress.cost))}"
