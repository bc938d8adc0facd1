"""A bound from whole lines: each person's week made of whole duties, tied to the others' by prices alone.

The relaxation mixes parts of duties within one person's week, which no roster can: half a weekend off, hours
that meet a contract to the minute. Priced whole, a week cannot. For any prices of the rows that tie people
together, the least that every person's line costs at those prices, with what the rows themselves are worth,
is a bound (Geoffrion, 1974). It is never below that of the relaxation, whose prices it begins with, and holds
for every column listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from hub_roster.program.statement import Priority
from hub_roster.solver.best_line import MOST_WORK, Line, OneWeek, Priced
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.integer import Limit
from hub_roster.solver.line_mix import LineMix, Prices
from hub_roster.solver.linear import Values
from hub_roster.solver.relaxation import usable_prices
from hub_roster.solver.stop import Stop
from hub_roster.solver.ties import SHARED, ties
from hub_roster.solver.weights import shortfall_first

FIRST_BOX = 6.0
"""Points by which the price of one head may differ from that of the best bound yet, at first."""

NARROWER, WIDER = 0.5, 1.5
"""How the box changes after a bound far below, or near, what the mix promised."""

POOR, GOOD = 0.1, 0.5
"""Shares of the promised gain that make a bound poor, or good."""

NO_GAIN = 1.0
"""Points that a mix may promise without the bound being at its best."""

LEAST_BOX = 1e-3
"""A box in which prices hardly move: what a mix still promises is what lines are off their bounds."""


@dataclass(frozen=True)
class Proven:
    """What a bound is made of, so that its gap can be told.

    Attributes
    ----------
    column_prices, variable_prices
        What each column and variable costs at the prices of the rows that tie people.
    least
        For each person, what no line of theirs costs less than.
    """

    prices: Prices
    column_prices: Values
    variable_prices: Values
    least: Values


class LineBound:
    """Raises a bound on cost, for rosters of one shortfall that is proven least.

    Attributes
    ----------
    bound
        No such roster costs less.
    proven
        What it is made of; None before there is one.
    weeks
        Everybody's, by person.
    shared
        The variables that are of no one person.
    """

    def __init__(
        self,
        columns: Columns,
        best: Incumbent,
        prices: Prices,
        stop: Stop,
        seconds_left: Callable[[], float | None],
    ) -> None:
        self.bound = -np.inf
        self.proven: Proven | None = None
        self._columns = columns
        self._stop = stop
        self._seconds_left = seconds_left
        self._shortfall = best.shortfall
        self._weights = shortfall_first(columns)
        self._minutes = np.array([columns.shortfall_minutes[p] for p in Priority])
        self._weighed_short = float((self._weights - columns.variable_points) @ best.values)
        self._ties = ties(columns)
        self.shared = np.flatnonzero(self._ties.variables == SHARED)
        self.weeks = [OneWeek(columns, self._ties, k) for k in range(len(columns.program.people))]
        self._lines: list[list[Line]] = [[] for _ in self.weeks]
        self._mix = LineMix(columns, self._ties, self._weights, self._shortfall, stop, seconds_left)
        self._centre = prices
        self._box = FIRST_BOX
        self.learn(best)

    def learn(self, roster: Incumbent) -> None:
        """Take the lines of a roster with the same shortfall among those known."""
        for person in range(len(self.weeks)):
            self._add(person, self.line_of(roster, person))

    def line_of(self, roster: Incumbent, person: int) -> Line:
        """Give one person's week of a roster."""
        taken = roster.taken[self._columns.person[roster.taken] == person]
        return Line(taken, roster.values[self.weeks[person].variables])

    def _add(self, person: int, line: Line) -> None:
        if any(_same(line, known) for known in self._lines[person]):
            return
        self._lines[person].append(line)
        self._mix.add(person, line, self.weeks[person].variables)

    def steps(self) -> Iterator[float]:
        """Raise the bound until nothing is promised any more; give the work of each step."""
        yield from self._pass(self._centre, promised=-np.inf)
        while self._box >= LEAST_BOX and not self._over:
            mixed = self._mix.solve(self._centre, self._box)
            if mixed is None or mixed.value - self._weighed_short - self.bound < NO_GAIN:
                return
            yield mixed.work
            yield from self._pass(mixed.prices, mixed.value - self._weighed_short)

    def _pass(self, prices: Prices, promised: float) -> Iterator[float]:
        """Price everybody's line, and take the bound that comes of it if it is the best yet."""
        at = self._at(prices)
        least = np.zeros(len(self.weeks))
        for person, week in enumerate(self.weeks):
            if self._over:
                return
            priced = self._cheapest(person, week, at)
            least[person] = priced.bound
            if priced.line is not None:
                self._add(person, priced.line)
            yield priced.work
        bound = self._rows_alone(at) + float(least.sum())
        gain = promised - self.bound
        if bound < self.bound + POOR * gain:
            self._box *= NARROWER
        elif bound > self.bound + GOOD * gain and np.isfinite(gain):
            self._box *= WIDER
        if bound > self.bound:
            self.bound, self._centre = bound, prices
            self.proven = Proven(at.prices, at.column_prices, at.variable_prices, least)

    @property
    def _over(self) -> bool:
        left = self._seconds_left()
        return self._stop.asked or (left is not None and left <= 0)

    def _cheapest(self, person: int, week: OneWeek, at: Proven) -> Priced:
        limit = Limit(MOST_WORK, 0, self._seconds_left())
        return week.cheapest(at.column_prices, at.variable_prices, self._lines[person], limit, self._stop)

    def _at(self, prices: Prices) -> Proven:
        """Work out what everything costs at the prices of the rows that tie people."""
        program = self._columns.program
        rows = np.where(self._ties.rows == SHARED, usable_prices(program, prices.rows), 0.0)
        column_prices = self._columns.points - self._columns.matrix.T @ rows
        variable_prices = self._weights - program.row_variables.T @ rows - prices.holds @ self._minutes
        return Proven(Prices(rows, prices.holds), column_prices, variable_prices, np.zeros(0))

    def _rows_alone(self, at: Proven) -> float:
        """Give what the rows that tie people, and the variables of nobody alone, come to at the least."""
        program = self._columns.program
        rows = at.prices.rows
        sides = np.where(rows > 0, program.lower, program.upper)
        of_rows = float(np.where(rows == 0, 0.0, rows * sides).sum())
        of_holds = float(at.prices.holds @ np.array(self._shortfall))
        uppers: Indices = self._columns.variable_upper[self.shared]
        of_variables = float(np.minimum(at.variable_prices[self.shared], 0.0) @ uppers)
        return of_rows + of_holds + of_variables - self._weighed_short


def _same(one: Line, other: Line) -> bool:
    return np.array_equal(one.taken, other.taken) and np.array_equal(one.values, other.values)
