"""Rounds of outreach: one person's visits on one day, with the driving, kept short."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

GRID = 15
"""Minutes between the moments a visit may start at."""
LONGEST = 10 * 60
"""The longest outreach duty (the default shapes of domain/policy.py)."""

MOST_STOPS = 4
"""Visits in one round (a duty's longest run of outreach)."""
DAY = 24 * 60
REST_STARTS = 3 * 60
"""Weekly rest is looked for from every third hour."""
BREAK_AFTER = 6 * 60
BREAK = 20
"""A duty of more than 6 h has 20 minutes of break (Working Time Regulations 1998, reg 12)."""

Drive = Callable[[str, str], int]


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit of a round, in minutes of the day."""

    start: int
    end: int
    place: str


def _up(minute: int) -> int:
    return -(-minute // GRID) * GRID


@dataclass
class Round:
    """A person's outreach on one day.

    Attributes
    ----------
    opens, closes
        Minutes of the day between which the person may be away from the base.
    """

    base: str
    drive: Drive
    opens: int
    closes: int
    stops: list[Stop] = field(default_factory=list)

    def span(self, stops: list[Stop] | None = None) -> int:
        """Give minutes from leaving the base to being back."""
        listed = self.stops if stops is None else stops
        if not listed:
            return 0
        left, back = self._ends(listed)
        return back - left

    def _ends(self, stops: list[Stop]) -> tuple[int, int]:
        out = self.drive(self.base, stops[0].place)
        return stops[0].start - out, stops[-1].end + self.drive(stops[-1].place, self.base)

    def extent(self, stops: list[Stop]) -> tuple[int, int]:
        """Say when the person would leave the base and be back with these stops, in any order."""
        return self._ends(sorted(stops, key=lambda stop: stop.start))

    def added(self, stop: Stop) -> int | None:
        """Give the minutes a visit would add to the round; None where it does not fit."""
        stops = sorted([*self.stops, stop], key=lambda s: s.start)
        gaps = [b.start - a.end - self.drive(a.place, b.place) for a, b in itertools.pairwise(stops)]
        left, back = self._ends(stops)
        fits = self.opens <= left and back <= self.closes and back - left <= LONGEST
        rested = back - left <= BREAK_AFTER or max(gaps, default=0) >= BREAK
        if len(stops) > MOST_STOPS or min(gaps, default=0) < 0 or not fits or not rested:
            return None
        return back - left - self.span()

    def starts(self, place: str, minutes: int, first: int, last: int, fresh: int) -> Iterator[int]:
        """List starts worth trying from `first` to `last`: close to the visits there already are.

        Parameters
        ----------
        fresh
            The start to try where the round is empty.
        """
        tried = [fresh] if not self.stops else []
        for stop in self.stops:
            between = self.drive(stop.place, place)
            tried.append(_up(stop.end + between))
            tried.append((stop.start - between - minutes) // GRID * GRID)
        yield from (start for start in dict.fromkeys(tried) if first <= start <= last)

    def take(self, stop: Stop) -> None:
        """Put a visit into the round."""
        self.stops = sorted([*self.stops, stop], key=lambda s: s.start)


def holds_weekly_rest(taken: list[tuple[int, int]]) -> bool:
    """Say whether 24 h lie free between spans of a week, in order, given in minutes."""
    free = 0
    for begin, end in taken:
        if begin >= free + DAY:
            return True
        free = -(-end // REST_STARTS) * REST_STARTS
    return False
