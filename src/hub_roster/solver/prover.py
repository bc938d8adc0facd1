"""Proof beside the search: the relaxation to its end, how much must stay short, a bound from whole lines.

It goes on in steps of limited work, so that it may run in a thread of its own beside a search stream and be
what it is for equal work, whatever the cores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hub_roster.program.statement import Priority
from hub_roster.solver.columns import Columns
from hub_roster.solver.dive import Dived, dive
from hub_roster.solver.generation import rounds
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.limits import SIMPLEX_ITERATION
from hub_roster.solver.line_bound import LineBound
from hub_roster.solver.line_mix import Prices
from hub_roster.solver.relaxation import Relaxation, Relaxed
from hub_roster.solver.stop import Stop
from hub_roster.solver.weights import only, rounded_up, shortfall_first

Seconds = Callable[[], float | None]

HEAVY, LIGHT = 1_000_000, 1_000
"""Weights of a minute short while its least is proven, and of one at a lower priority."""

Shortfall = tuple[int, ...]


class Prover:
    """Makes the bound on cost as good as the relaxation allows, and proves shortfall least.

    Attributes
    ----------
    root
        The solution of the relaxation with the best bound yet, over shortfall and cost together; None before
        there is one in which every row is met. Once whole lines have begun it is one under holds, and bounds
        rosters of that shortfall alone: it is proven least by then.
    converged
        The relaxation is at its end: `root` is as good as it gets.
    least_short
        The relaxation's solution at the last priority that was to be proven, with least short there and
        below; None before one was.
    columns
        How many columns the relaxation has.
    least
        For each priority, the minutes that no roster can stay below, as far as is known.
    lines
        The bound from whole lines; None while the shortfall is not proven least.
    """

    def __init__(
        self, relaxation: Relaxation, columns: Columns, stop: Stop | None = None, left: Seconds = lambda: None
    ) -> None:
        self.root: Relaxed | None = None
        self.lines: LineBound | None = None
        self._stop, self._left = stop or Stop(), left
        self.least_short: Relaxed | None = None
        self.least: dict[Priority, int] = {}
        self.converged = False
        self.columns = len(relaxation.held)
        self._relaxation = relaxation
        self._all = columns
        self._going: Iterator[float] = self._to_its_end()
        self._target: Shortfall | None = None
        self._through = False
        self._raising: Iterator[float] | None = None
        self._raised = False
        self._learnt: Incumbent | None = None

    def may_prove(self, shortfall: Shortfall) -> bool:
        """Say whether there is something left to prove of a roster's shortfall."""
        if not any(short > self.least.get(p, 0) for p, short in zip(Priority, shortfall, strict=True)):
            return False
        return shortfall != self._target or not self._through

    def dive(self, work: float) -> Dived | None:
        """Dive from the root; None where there is none."""
        return None if self.root is None else dive(self._relaxation, self._all, self.root, work)

    def step(self, shortfall: Shortfall, work: float) -> float:
        """Go on for some work: to the relaxation's end, then with the proof of a shortfall.

        Returns
        -------
        The work done.
        """
        if self.converged and shortfall != self._target:
            self._target, self._through = shortfall, False
            self._going = self._of_shortfall(shortfall)
        done, ended = _gone_on(self._going, work)
        if ended:
            self._through = self.converged
            self.converged = True
        self.columns = len(self._relaxation.held)
        return done

    @property
    def may_raise(self) -> bool:
        """Say whether whole lines may still raise the bound, once the shortfall is proven least."""
        return self.root is not None and not self._raised

    def raise_bound(self, best: Incumbent, work: float) -> float:
        """Go on for some work with the bound from whole lines, for a shortfall that is proven least.

        Returns
        -------
        The work done.
        """
        if self._raising is None:
            self._raising = self._of_whole_lines(best)
        elif self.lines is not None and best is not self._learnt:
            self.lines.learn(best)
        self._learnt = best
        done, self._raised = _gone_on(self._raising, work)
        return done

    def _of_whole_lines(self, best: Incumbent) -> Iterator[float]:
        """Hold all shortfall in the relaxation, then price whole lines from where that ends."""
        for priority, short in zip(Priority, best.shortfall, strict=True):
            self._relaxation.hold(priority, short, short)
        root = self.root
        for relaxed in self._rounds_of_cost():
            if not relaxed.escaped and (root is None or relaxed.bound > root.bound):
                root = relaxed
            yield SIMPLEX_ITERATION * relaxed.iterations
        if root is None:
            return
        self.root = root
        prices = Prices(root.duals, root.hold_duals)
        self.lines = LineBound(self._all, best, prices, self._stop, self._left)
        yield from self.lines.steps()

    def _rounds_of_cost(self) -> Iterator[Relaxed]:
        self._relaxation.aim(self._all.points, shortfall_first(self._all))
        for relaxed in rounds(self._relaxation, self._all):
            if relaxed is None:
                return
            self.columns = len(relaxed.columns)
            yield relaxed

    def _to_its_end(self) -> Iterator[float]:
        for relaxed in self._rounds_of_cost():
            if not relaxed.escaped and (self.root is None or relaxed.bound > self.root.bound):
                self.root = relaxed
            yield SIMPLEX_ITERATION * relaxed.iterations

    def _of_shortfall(self, shortfall: Shortfall) -> Iterator[float]:
        """Find, priority by priority, how much must stay short in any roster.

        Below one that is not proven least nothing is held: more may be short there where less is short above,
        and a bound under a hold would not be one for that.
        """
        for priority in Priority:
            self._relaxation.let_go(priority)  # an earlier proof's: less may be short above, and more below
        settled = True
        for priority, short in zip(Priority, shortfall, strict=True):
            if short > self.least.get(priority, 0):
                yield from self._of_priority(priority, shortfall)
            settled = settled and short <= self.least.get(priority, 0)
            if settled:
                self._relaxation.hold(priority, short, short)

    def _of_priority(self, priority: Priority, shortfall: Shortfall) -> Iterator[float]:
        """Bound the shortfall of a priority, with those above it held that are proven least.

        An LP of that shortfall alone has no idea where to go. One in which a minute of it outweighs all else
        starts from the root's solution, and the LP alone from there.
        """
        columns = self._all
        heavy = columns.variable_points + HEAVY * columns.shortfall_minutes[priority]
        for lower in Priority:
            if lower > priority:
                heavy = heavy + LIGHT * columns.shortfall_minutes[lower]
        self._relaxation.aim(columns.points, heavy)
        for relaxed in rounds(self._relaxation, columns):
            if relaxed is not None:
                self.least_short = relaxed
                yield SIMPLEX_ITERATION * relaxed.iterations
        alone = only(columns, priority, shortfall)
        self._relaxation.aim(alone.column_weights, alone.variable_weights)
        for relaxed in rounds(self._relaxation, columns):
            if relaxed is not None:
                least = rounded_up(columns, priority, relaxed.bound)
                known = self.least.get(priority, 0)
                self.least[priority] = min(shortfall[priority - 1], max(known, least))
                yield SIMPLEX_ITERATION * relaxed.iterations


def _gone_on(going: Iterator[float], work: float) -> tuple[float, bool]:
    """Go on until so much work is done; give how much was, and whether that was the end."""
    done = 0.0
    while done < work:
        spent = next(going, None)
        if spent is None:
            return done, True
        done += spent
    return done, False
