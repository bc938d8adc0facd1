"""What is known of the best roster there can be: the least shortfall, a bound on cost, whose the gap is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil, inf

import numpy as np

from hub_roster.program.statement import Priority
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.gap import GapPart, gap_parts, gap_parts_of_lines
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.integer import Answer, Limit, Outcome, Part, solve
from hub_roster.solver.linear import Values
from hub_roster.solver.prover import Prover
from hub_roster.solver.relaxation import TOLERANCE, Relaxation, Relaxed
from hub_roster.solver.search import Known
from hub_roster.solver.stop import Stop
from hub_roster.solver.weights import MINUTE_SHORT, everything_less, rounded_up, shortfall_first
from hub_roster.solver.whole import Whole

Shortfall = tuple[int, ...]

BESIDE_A_DIVE = 50
"""Likeliest columns of each person and week to choose from beside what a dive has fixed."""


class Proof:
    """Keeps what the relaxation, whole lines and CP-SAT over everything have shown."""

    def __init__(
        self, columns: Columns, first: Indices, work: float, stop: Stop, left: Callable[[], float | None]
    ) -> None:
        self._columns = columns
        self._stop = stop
        self._left = left
        self.dived = False
        self._whole = Whole(columns, work)
        relaxation = Relaxation(columns, columns.points, shortfall_first(columns), stop, left)
        relaxation.add(first)
        self._prover = Prover(relaxation, columns, stop, left)

    # What is known --------------------------------------------------------------------------------

    @property
    def columns(self) -> int:
        """How many columns the relaxation has."""
        return self._prover.columns

    @property
    def has_prices(self) -> bool:
        """Whether it is known, or never will be, which columns are likely in a good roster."""
        return self._prover.converged

    def least(self, priority: Priority) -> int | None:
        """Give the minutes no roster can stay below; None for nothing known."""
        known = (self._whole.least.get(priority), self._prover.least.get(priority))
        return max((k for k in known if k is not None), default=None)

    def unproven(self, shortfall: Shortfall) -> tuple[Priority, ...]:
        """Give the priorities at which less may be short, for all that is known."""
        each = zip(Priority, shortfall, strict=True)
        return tuple(p for p, short in each if short > (self.least(p) or 0))

    def bound(self, best: Incumbent) -> int | None:
        """Give what no roster costs less than; None while the shortfall is not proven least."""
        known = max(self._whole.bound, self._root_bound(best.shortfall), self._line_bound)
        if self.unproven(best.shortfall) or known == -inf:
            return None
        return min(best.cost, ceil(known - 1e-4))

    def known(self, best: Incumbent) -> Known:
        """Give what helps to look for better rosters."""
        root, unproven = self._prover.root, self.unproven(best.shortfall)
        if not self._prover.converged:
            return Known(unproven=unproven)
        if root is None:
            return Known(np.zeros(len(self._columns)), unproven=unproven)
        likeliness = _likeliness((unproven and self._prover.least_short) or root)
        return Known(root.reduced, likeliness, best.cost - self._root_bound(best.shortfall), unproven)

    def gap_parts(self, best: Incumbent) -> tuple[GapPart, ...]:
        """Say whose the gap is; nothing where trying everything at once says more than prices do."""
        bound = self.bound(best)
        root, lines = self._root_bound(best.shortfall), self._line_bound
        if bound is None or self._prover.root is None or self._whole.bound > max(root, lines):
            return ()
        if self._prover.lines is not None and lines >= root:
            return gap_parts_of_lines(best, self._prover.lines)
        weights = (self._columns.points, shortfall_first(self._columns))
        return gap_parts(best, weights, self._prover.root)

    def _root_bound(self, shortfall: Shortfall) -> float:
        """Give the relaxation's bound, less what the shortfall stands for in it."""
        root = self._prover.root
        weighed = sum(MINUTE_SHORT[p] * short for p, short in zip(Priority, shortfall, strict=True))
        return -inf if root is None else root.bound - weighed

    @property
    def _line_bound(self) -> float:
        return -inf if self._prover.lines is None else self._prover.lines.bound

    # Going on -------------------------------------------------------------------------------------

    def is_worth(self, best: Incumbent, *, idle: bool) -> bool:
        """Say whether the prover goes on: of a shortfall, once it seems to be the least."""
        if not self._prover.converged:
            return True
        if not self.unproven(best.shortfall):
            return False  # whole lines have the relaxation now, under holds of their own
        hopeful = idle or best.shortfall <= self._hoped()
        return self._prover.may_prove(best.shortfall) and hopeful

    def may_raise(self, best: Incumbent) -> bool:
        """Say whether whole lines may raise the bound."""
        return self._prover.may_raise and not self.unproven(best.shortfall)

    def step(self, best: Incumbent, work: float) -> list[Answer]:
        """Go on with the prover for some work: there is no roster in the answer.

        It is not cut: were it to end sooner, the run that repeats this one would still make the same rosters.
        """
        return [_worked(self._prover.step(best.shortfall, work))]

    def dive(self, best: Incumbent, seed: int, work: float) -> list[Answer]:
        """Make a roster of what the relaxation takes, and of what is likeliest beside that."""
        self.dived = True
        dived = self._prover.dive(work)
        left = self._left()
        if self._stop.asked or (left is not None and left <= 0):
            return [Answer(Outcome.UNKNOWN, None, -inf, 0.0, cut=True)]
        if dived is None:
            return [_worked(0.0)]
        likely = _likeliness(dived.relaxed)
        likely[dived.fixed] = inf
        count = BESIDE_A_DIVE * len(self._columns.program.people) * self._columns.program.problem.weeks
        free = np.sort(np.argsort(likely, kind="stable")[: min(count, len(likely) - len(dived.fixed))])
        part = Part(free, Incumbent(self._columns, dived.fixed, best.values), whole=True)
        limit = Limit(max(work / 2, work - dived.work), seed, self._left())
        answer = solve(part, everything_less(self._columns), limit, self._stop)
        return [replace(answer, work=answer.work + dived.work)]

    def raise_bound(self, best: Incumbent, work: float) -> list[Answer]:
        """Go on with whole lines for some work: there is no roster in the answer."""
        return [_worked(self._prover.raise_bound(best, work))]

    @property
    def whole_work(self) -> float:
        """Deterministic seconds of the next question about everything."""
        return self._whole.work

    def ask_whole(self, best: Incumbent, seed: int) -> list[Answer]:
        """Ask CP-SAT of every column there is."""
        limit = Limit(self._whole.work, seed, self._left())
        return [self._whole.ask(best, self.unproven(best.shortfall), limit, self._stop)]

    def nothing_to_choose(self, only: Incumbent) -> None:
        """Take note that there is one roster alone."""
        self._whole.least = dict(zip(Priority, only.shortfall, strict=True))
        self._whole.bound = only.cost

    def _hoped(self) -> Shortfall:
        """Give the shortfall of the relaxation: once a roster has no more, a proof is worth trying."""
        if self._prover.root is None:
            return (0,) * len(Priority)
        values = self._prover.root.variable_values
        minutes = self._columns.shortfall_minutes
        return tuple(rounded_up(self._columns, p, float(minutes[p] @ values)) for p in Priority)


def _likeliness(relaxed: Relaxed) -> Values:
    """Give reduced costs, and less than any for what the relaxation takes."""
    likeliness = relaxed.reduced.copy()
    likeliness[relaxed.columns[relaxed.values > TOLERANCE]] = -inf
    return likeliness


def _worked(work: float) -> Answer:
    return Answer(Outcome.UNKNOWN, None, -inf, work, cut=False)
