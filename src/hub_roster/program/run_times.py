"""The times of a run of visits: where it may lie, its earliest starts and its best, and room for a break."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import ONE_DAY, Instant, day_of, midnight
from hub_roster.domain.duty import ENDS_DUTY
from hub_roster.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a run may lie: it leaves `place` not before `opens` and is back not after `closes`.

    Attributes
    ----------
    day
        The date of the shift beside it; of a run of visits alone the date of its first visit.
    people
        Who could take it; None for anybody.
    pauses
        Whether a break can be taken on a shift beside it.
    """

    place: str
    day: date
    opens: Instant | None = None
    closes: Instant | None = None
    people: frozenset[str] | None = None
    pauses: bool = False

    @property
    def is_free(self) -> bool:
        """Say whether no shift comes before or after."""
        return self.opens is None and self.closes is None

    @property
    def reach(self) -> tuple[Instant, Instant]:
        """The instants between which its visits may start: one duty has no gap as long as what ends one."""
        if self.opens is not None:
            start = self.opens
        elif self.closes is not None:
            start = min(midnight(self.day), self.closes - ENDS_DUTY)
        else:
            start = midnight(self.day)
        last_day = self.day if self.opens is None else max(self.day, day_of(self.opens))
        end = self.closes if self.closes is not None else midnight(last_day + ONE_DAY) + ENDS_DUTY
        return start, end


@dataclass(frozen=True, slots=True)
class Window:
    """A window of one visit on one day; a timed visit has its starts listed."""

    visit: Appointment
    day: date
    place: str
    ends_at: str
    first: Instant
    last: Instant
    timed: bool
    starts: tuple[Instant, ...]
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class Run:
    """Visits in order with their starts."""

    visits: tuple[str, ...]
    starts: tuple[Instant, ...]
    leaves: Instant
    returns: Instant
    driving: int


Order = tuple[Window, ...]
Starts = tuple[Instant, ...]


class RunClock:
    """Works out the times of orders of visits in one slot."""

    def __init__(self, problem: Problem, grid: int, slot: Slot) -> None:
        self._drive = problem.drive
        self._grid = grid
        self._slot = slot
        self._opens, _ = slot.reach

    def next_starts(self, order: Order, starts: Starts, window: Window, gap: int = 0) -> Iterable[Instant]:
        """Give where a visit may start after others: the earliest, or every start where timed.

        Parameters
        ----------
        gap
            Minutes kept free before it.
        """
        here = order[-1].ends_at if order else self._slot.place
        free = starts[-1] + order[-1].visit.minutes if order else self._opens
        arrive = max(free + self._drive(here, window.place) + gap, window.first)
        if self._slot.closes is None:
            latest = window.last
        else:
            latest = self._slot.closes - self._drive(window.ends_at, self._slot.place) - window.visit.minutes
        return [start for start in self._starts(window, arrive) if start <= latest]

    def _starts(self, window: Window, arrive: Instant) -> Iterable[Instant]:
        if window.timed:
            return (start for start in window.starts if start >= arrive)
        first = arrive + -arrive % self._grid
        if first <= window.last:
            return (first,)
        off_grid = window.first + -window.first % self._grid > window.last
        return (window.first,) if off_grid and arrive == window.first else ()

    def as_late(self, order: Order, starts: Starts, place: int = -1, gap: int = 0) -> Starts:
        """Move visits as late as costs nothing: up to the next one, or up to the shift that follows.

        Parameters
        ----------
        place, gap
            Minutes kept free before the visit at this place, or before the shift where the place is past
            the last.
        """
        if self._slot.opens is not None:
            return starts
        late = list(starts)
        for k in reversed(range(len(order))):
            window = order[k]
            if window.timed:
                continue
            if k + 1 < len(order):
                after = late[k + 1] - self._drive(window.ends_at, order[k + 1].place)
            elif self._slot.closes is not None:
                after = self._slot.closes - self._drive(window.ends_at, self._slot.place)
            else:
                continue
            if k + 1 == place:
                after -= gap
            latest = min(window.last, after - window.visit.minutes)
            late[k] = max(starts[k], latest - latest % self._grid)
        return tuple(late)

    def gaps(self, order: Order) -> range:
        """Give the places of an order before which a break may lie."""
        first = 1 if self._slot.opens is None else 0
        return range(first, len(order) + (self._slot.closes is not None))

    def with_gap(self, order: Order, starts: Starts, place: int, gap: int) -> Starts | None:
        """Give the best starts that keep minutes free before a place; None where there are none.

        Parameters
        ----------
        starts
            The earliest starts; timed visits keep theirs.
        """
        earliest: Starts = ()
        for k, window in enumerate(order):
            may = self.next_starts(order[:k], earliest, window, gap if k == place else 0)
            start = next((s for s in may if not window.timed or s == starts[k]), None)
            if start is None:
                return None
            earliest = (*earliest, start)
        closes = self._slot.closes if place == len(order) else None
        if closes is not None and closes - self.run(order, earliest).returns < gap:
            return None
        return self.as_late(order, earliest, place, gap)

    def run(self, order: Order, starts: Starts) -> Run:
        """Give a run of visits with when it leaves, when it is back, and its driving."""
        leaving = [self._slot.place, *(window.ends_at for window in order)]
        going_to = [*(window.place for window in order), self._slot.place]
        legs = [self._drive(a, b) for a, b in zip(leaving, going_to, strict=True)]
        return Run(
            visits=tuple(window.visit.id for window in order),
            starts=starts,
            leaves=starts[0] - legs[0],
            returns=starts[-1] + order[-1].visit.minutes + legs[-1],
            driving=sum(legs),
        )

    def longest_gap(self, order: Order, run: Run) -> int:
        """Give the longest time that is neither a visit nor driving, to the shifts beside it included."""
        free = [run.leaves - self._slot.opens] if self._slot.opens is not None else []
        free += [self._slot.closes - run.returns] if self._slot.closes is not None else []
        for k in range(1, len(order)):
            way = self._drive(order[k - 1].ends_at, order[k].place)
            free.append(run.starts[k] - run.starts[k - 1] - order[k - 1].visit.minutes - way)
        return max(free, default=0)


def may_follow(order: Order, window: Window, slot: Slot) -> bool:
    """Say whether a visit may come after others in one duty, whatever their starts."""
    if not order:
        return not slot.is_free or window.day == slot.day
    before = order[-1]
    apart = window.first - before.last - before.visit.minutes
    return apart < ENDS_DUTY and all(window.visit.id != other.visit.id for other in order)


def is_one_duty(order: Order, starts: Starts) -> bool:
    """Say whether no gap between visits is so long that a duty ends there."""
    ends = [start + window.visit.minutes for window, start in zip(order, starts, strict=True)]
    return all(start - end < ENDS_DUTY for end, start in zip(ends, starts[1:], strict=False))
