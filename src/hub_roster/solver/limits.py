"""How much a draft may do, and what it says on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic

from hub_roster.domain.roster import Roster
from hub_roster.solver.stop import Stop

SIMPLEX_ITERATION = 1e-4
"""Work of one simplex iteration, in CP-SAT's deterministic seconds."""

PIECE_LISTED = 5e-5
"""Work of listing one piece."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a draft ends.

    Attributes
    ----------
    seconds
        Wall time for solving; None for no limit.
    work
        Work, in CP-SAT's deterministic seconds; None for no limit. Equal work gives equal rosters.
    workers
        Threads; they change how long it takes, not what comes out for equal work.
    """

    seconds: float | None = 20.0
    work: float | None = None
    seed: int = 1
    workers: int = 2


class Phase(StrEnum):
    """What a draft is doing."""

    LISTING = "Listing what everyone could do"
    FIRST = "Making a first roster"
    SEARCH = "Looking for better ones, and proving how good they can get"


@dataclass(frozen=True, slots=True)
class Progress:
    """One report on the way.

    Attributes
    ----------
    shortfall
        Minutes short by priority, None before there is a roster.
    roster
        The best roster so far, given when it is new.
    work
        Work done, in CP-SAT's deterministic seconds.
    columns
        How many columns the relaxation has; None before there is one.
    """

    phase: Phase
    seconds: float
    share: float
    shortfall: tuple[int, ...] | None = None
    cost: int | None = None
    bound: int | None = None
    roster: Roster | None = None
    work: float = 0.0
    columns: int | None = None


Report = Callable[[Progress], None]


class Budget:
    """Counts work and watches the clock. The clock only decides whether a next step starts."""

    def __init__(self, limits: Limits, stop: Stop) -> None:
        self.limits = limits
        self.stop = stop
        self.work = 0.0
        self._began = monotonic()

    @property
    def seconds(self) -> float:
        """Wall time since solving began."""
        return monotonic() - self._began

    @property
    def left(self) -> float | None:
        """Wall time left; None for no limit."""
        return None if self.limits.seconds is None else self.limits.seconds - self.seconds

    @property
    def share(self) -> float:
        """How much of the limit is used, 0 to 1."""
        by_time = self.seconds / self.limits.seconds if self.limits.seconds else 0.0
        by_work = self.work / self.limits.work if self.limits.work else 0.0
        return min(1.0, max(by_time, by_work))

    def open(self, reserve: float = 0.0) -> bool:
        """Say whether a next step may start, with some wall time kept back."""
        if self.stop.asked:
            return False
        if self.limits.work is not None and self.work >= self.limits.work:
            return False
        return self.left is None or self.left > reserve
