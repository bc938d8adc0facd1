"""Runs of visits: what one person can drive to in a row, from a place and back to it, in one duty.

A run's times are canonical: the earliest finish its order allows and then, where leaving later costs nothing,
the latest start. Times so close may leave no break where one is due: the same order is then listed with room
for it as well, before each of its visits. Orders of the same visits that are beaten in leaving, returning and
driving are dropped. A visit whose start other people or other visits depend on is listed once for every start
on its grid, one whose start was fixed by hand at that start alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from operator import itemgetter

from hub_roster.domain.appointments import Appointment, Opening
from hub_roster.domain.clock import ONE_DAY
from hub_roster.domain.problem import Problem
from hub_roster.program.run_times import Order, Run, RunClock, Slot, Starts, Window, is_one_duty, may_follow
from hub_roster.program.starts import starts_in, timed_visits


@dataclass(frozen=True, slots=True)
class Break:
    """A break some rule asks for: after how many minutes of duty it is due, and how many it lasts."""

    due_after: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Timing:
    """How starts of visits are listed.

    Attributes
    ----------
    grid
        Minutes between possible starts of a visit.
    shared_grid
        The same for visits that must agree with others on their start.
    most_visits
        The longest run listed.
    breaks
        The breaks that runs leave room for.
    most_orders, most_a_week
        Beyond so many orders of visits in one slot, or for each week of a hub, only shorter runs are listed:
        time and memory would not do for more.
    """

    grid: int = 15
    shared_grid: int = 30
    most_visits: int = 4
    breaks: tuple[Break, ...] = ()
    most_orders: int = 20_000
    most_a_week: int = 40_000


Suited = Callable[[Appointment, date], frozenset[str]]
"""Who may make a visit on a day."""


class Runs:
    """Lists runs that at least one person may make; slots asked for twice are listed once.

    Attributes
    ----------
    whole
        Every run there is was listed, as far as was asked: without that no bound holds.
    """

    def __init__(self, problem: Problem, timing: Timing, suited: Suited) -> None:
        self._problem = problem
        self._timing = timing
        self._suited = suited
        self.timed = timed_visits(problem)
        self.whole = True
        self._orders_left = timing.most_a_week * problem.weeks * len(problem.hubs)
        self._known: dict[Slot, tuple[Run, ...]] = {}
        self._by_day: dict[date, list[Appointment]] = defaultdict(list)
        for visit in problem.appointments:
            for day in visit.days:
                self._by_day[day].append(visit)

    def of(self, slot: Slot) -> tuple[Run, ...]:
        """Give every run that fits a slot, in a fixed order."""
        if slot not in self._known:
            self._known[slot] = tuple(self._list(slot))
        return self._known[slot]

    def _list(self, slot: Slot) -> Iterator[Run]:
        clock = RunClock(self._problem, self._timing.grid, slot)
        alike: dict[tuple[object, ...], list[Run]] = defaultdict(list)
        for order, earliest in self._orders_in_bounds(slot, clock):
            for starts in self._best_starts(slot, clock, order, earliest):
                run = clock.run(order, starts)
                alike[_told_apart_by(order, starts), self._breaks_left(slot, clock, order, run)].append(run)
        for runs in alike.values():
            yield from _undominated(runs)

    # Breaks ---------------------------------------------------------------------------------------

    def _best_starts(self, slot: Slot, clock: RunClock, order: Order, earliest: Starts) -> Iterator[Starts]:
        """Give the best starts of an order, and the best with room for each break they leave none for."""
        best = clock.as_late(order, earliest)
        if is_one_duty(order, best):
            yield best
        left = self._breaks_left(slot, clock, order, clock.run(order, best))
        wanting = [due for due, has in zip(self._timing.breaks, left, strict=True) if not has]
        for due in wanting:
            for place in clock.gaps(order):
                starts = clock.with_gap(order, earliest, place, due.minutes)
                if starts is not None and is_one_duty(order, starts):
                    yield starts

    def _breaks_left(self, slot: Slot, clock: RunClock, order: Order, run: Run) -> tuple[bool, ...]:
        """Say of each break whether a run has room for it, or needs none."""
        if slot.pauses or any(window.visit.gives_break for window in order):
            return (True,) * len(self._timing.breaks)
        longest = clock.longest_gap(order, run)
        alone = run.returns - run.leaves if slot.is_free else None
        return tuple(
            longest >= due.minutes or (alone is not None and alone <= due.due_after)
            for due in self._timing.breaks
        )

    # Orders ---------------------------------------------------------------------------------------

    def _orders_in_bounds(self, slot: Slot, clock: RunClock) -> list[tuple[Order, Starts]]:
        """Give every order, or where those are too many every order of fewer visits."""
        longest, room = self._timing.most_visits, min(self._timing.most_orders, self._orders_left)
        for most in range(longest, 0, -1):
            found = list(islice(self._orders(slot, clock, most), None if most == 1 else room + 1))
            if len(found) <= room or most == 1:
                self.whole = self.whole and most == longest
                break
        self._orders_left = max(0, self._orders_left - len(found))
        return found

    def _orders(self, slot: Slot, clock: RunClock, most: int) -> Iterator[tuple[Order, Starts]]:
        """Extend partial runs visit by visit, each at its earliest start (every start where timed)."""
        windows = list(self._windows(slot))
        everybody = frozenset[str]().union(*(window.people for window in windows))
        stack: list[tuple[Order, Starts, frozenset[str]]] = [((), (), everybody)]
        while stack:
            order, starts, people = stack.pop()
            if order:
                yield order, starts
            if len(order) == most:
                continue
            for window in windows:
                able = people & window.people
                if not able or not may_follow(order, window, slot):
                    continue
                after = clock.next_starts(order, starts, window)
                stack.extend(((*order, window), (*starts, start), able) for start in after)

    def _windows(self, slot: Slot) -> Iterator[Window]:
        opens, closes = slot.reach
        for day in (slot.day - ONE_DAY, slot.day, slot.day + ONE_DAY, slot.day + 2 * ONE_DAY):
            for visit in self._by_day.get(day, ()):
                for opening in visit.openings[day]:
                    if opening.last + visit.minutes > opens and opening.first < closes:
                        yield from self._window(slot, visit, day, opening)

    def _window(self, slot: Slot, visit: Appointment, day: date, opening: Opening) -> Iterator[Window]:
        people = self._suited(visit, day)
        if slot.people is not None:
            people &= slot.people
        if people:
            timed = visit.id in self.timed
            starts = starts_in(self._problem, visit, opening, self._timing.shared_grid) if timed else ()
            first, last = opening.first, opening.last
            yield Window(visit, day, opening.place, opening.ends_at, first, last, timed, starts, people)


def _told_apart_by(order: Order, starts: Starts) -> tuple[tuple[str, object], ...]:
    """Give what tells runs of the same visits apart: their days, and starts that others depend on."""
    made = zip(order, starts, strict=True)
    return tuple(sorted(((w.visit.id, s if w.timed else w.day) for w, s in made), key=itemgetter(0)))


def _undominated(runs: list[Run]) -> Iterator[Run]:
    """Keep runs of the same visits that no other leaves later, returns earlier and drives less than."""
    kept: list[Run] = []
    for run in sorted(runs, key=lambda r: (r.returns - r.leaves, r.driving, r.returns, r.starts)):
        if not any(
            k.leaves >= run.leaves and k.returns <= run.returns and k.driving <= run.driving for k in kept
        ):
            kept.append(run)
    yield from kept
