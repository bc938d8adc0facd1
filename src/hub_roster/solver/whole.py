"""The whole Program given to CP-SAT, where it is small enough: less is short, or no roster can have less."""

from __future__ import annotations

from math import inf

import numpy as np

from hub_roster.program.statement import Priority
from hub_roster.solver.columns import Columns
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.integer import Answer, Limit, Outcome, Part, solve
from hub_roster.solver.stop import Stop
from hub_roster.solver.weights import cost_alone, only, rounded_up


class Whole:
    """Asks CP-SAT of every column there is: the first priority not proven least, or else cost.

    Attributes
    ----------
    work
        Deterministic seconds of the next question; without an answer it is asked again with twice as many.
    least
        For each priority, the minutes that no roster can stay below, as far as is known.
    bound
        No roster with the least shortfall costs less.
    """

    def __init__(self, columns: Columns, work: float) -> None:
        self.work = work
        self.least: dict[Priority, int] = {}
        self.bound = -inf
        self._columns = columns
        self._free = np.arange(len(columns), dtype=np.int64)

    def ask(self, best: Incumbent, unproven: tuple[Priority, ...], limit: Limit, stop: Stop) -> Answer:
        """Ask for less short at the first priority unproven, those above being proven, or for less cost."""
        part = Part(self._free, best, whole=True)
        priority = unproven[0] if unproven else None
        if priority is None:
            answer = solve(part, cost_alone(self._columns, best.shortfall), limit, stop)
        else:
            answer = solve(part, only(self._columns, priority, best.shortfall), limit, stop)
        if answer.cut:
            return answer
        if answer.outcome is not Outcome.OPTIMAL:
            self.work *= 2
        if priority is None:
            self.bound = max(self.bound, answer.bound)
        elif answer.bound > -inf:
            least = rounded_up(self._columns, priority, answer.bound)
            self.least[priority] = max(self.least.get(priority, 0), least)
        return answer
