"""Neighbourhoods: some people's weeks or some days, made anew by CP-SAT while the rest stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from random import Random

import numpy as np
from numpy.typing import NDArray

from hub_roster.domain.clock import day_of
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.integer import Answer, Limit, Outcome, Part, solve
from hub_roster.solver.stop import Stop
from hub_roster.solver.weights import holding

STEP_WORK = 0.6
"""Deterministic seconds one step may take."""

SHARES = (0, 6, 2, 2)
"""How often what is short, people's weeks, days, and the likeliest columns of everyone are tried."""

SHARES_SHORT = (7, 1, 0, 2)
"""The same while something is short that may not have to be."""

MOST_COLUMNS = 5000
"""Columns one step may free: beyond, CP-SAT spends its time reading them."""


class _Kind(Enum):
    SHORT = auto()
    PEOPLE = auto()
    DAYS = auto()
    ALL = auto()


@dataclass
class Stream:
    """One of the search streams: it draws neighbourhoods of its own, and remembers what size paid.

    Attributes
    ----------
    reduced
        Reduced cost of every column at the root: what is low is likely in a good roster.
    people, days, columns_of_all
        How many people, days, or columns of everyone the next neighbourhood of each kind frees.
    """

    columns: Columns
    reduced: NDArray[np.float64]
    seed: int
    people: float = 8.0
    days: float = 1.0
    columns_of_all: float = 2000.0
    steps: int = 0

    def step(
        self, base: Incumbent, gap: float, least_short: bool, seconds: float | None, stop: Stop
    ) -> Answer:
        """Look for a better roster in one neighbourhood.

        Parameters
        ----------
        gap
            No better roster has a column of greater reduced cost.
        least_short
            The shortfall is proven least, so that only cost is left to gain.
        """
        self.steps += 1
        random = Random(f"{self.seed} {self.steps}")
        kind = self._kind(random, any(base.shortfall) and not least_short)
        chosen = {
            _Kind.SHORT: self._round_a_shortage,
            _Kind.PEOPLE: self._some_people,
            _Kind.DAYS: self._some_days,
            _Kind.ALL: self._everyone,
        }[kind](random, base)
        most = round(self.columns_of_all) if kind is _Kind.ALL else MOST_COLUMNS
        part = Part(self._worth(chosen, base, gap, most), base)
        limit = Limit(STEP_WORK, random.randrange(2**31), seconds)
        answer = solve(part, holding(self.columns, base.shortfall), limit, stop)
        self._learn(kind, answer)
        return answer

    def _kind(self, random: Random, short: bool) -> _Kind:
        return random.choices(list(_Kind), SHARES_SHORT if short else SHARES)[0]

    def _everyone(self, random: Random, base: Incumbent) -> NDArray[np.bool_]:
        """Free all there is; the columns likeliest to be in a good roster are kept of it."""
        del random, base
        return np.ones(len(self.columns), dtype=np.bool_)

    def _round_a_shortage(self, random: Random, base: Incumbent) -> NDArray[np.bool_]:
        """Free the weeks of people who could fill something that is short."""
        program = self.columns.program
        short = [
            index
            for index, variable in enumerate(program.variables)
            if variable.priority is not None and base.values[index] > 0
        ]
        by_variable = program.row_variables.T.tocsr()
        rows = by_variable[[random.choice(short)]].indices
        could = np.unique(self.columns.person[np.unique(self.columns.by_row[rows].indices)])
        if not len(could):
            return self._some_people(random, base)
        near = self._closeness[could].max(axis=0) + 0.3 * self._noise(random)
        near[could] += 1.0
        return self._people_nearest(near)

    def _learn(self, kind: _Kind, answer: Answer) -> None:
        factor = 1.15 if answer.outcome is Outcome.OPTIMAL else 0.85
        if kind is _Kind.ALL:
            self.columns_of_all = max(500.0, self.columns_of_all * factor)
        elif kind is _Kind.DAYS:
            self.days = min(7.0, max(1.0, self.days * factor))
        else:
            self.people = min(40.0, max(2.0, self.people * factor))

    def _worth(self, chosen: NDArray[np.bool_], base: Incumbent, gap: float, most: int) -> Indices:
        """Give the columns chosen that could be part of a better roster, the most likely ones if many.

        A column whose reduced cost is above the gap is in no better roster. What is taken now stays in.
        """
        free = np.flatnonzero(chosen & (self.reduced <= gap))
        if len(free) > most:
            free = free[np.argsort(self.reduced[free], kind="stable")[:most]]
        return np.union1d(free, base.taken[chosen[base.taken]]).astype(np.int64)

    def _some_people(self, random: Random, base: Incumbent) -> NDArray[np.bool_]:
        """Free the weeks of people who share young people or shifts with one drawn at random."""
        del base
        centre = random.randrange(len(self.columns.program.people))
        near = self._closeness[centre] + 0.15 * self._noise(random)
        near[centre] = np.inf
        return self._people_nearest(near)

    def _noise(self, random: Random) -> NDArray[np.float64]:
        return np.array([random.random() for _ in self.columns.program.people])

    def _people_nearest(self, near: NDArray[np.float64]) -> NDArray[np.bool_]:
        count = min(len(near), max(2, round(self.people)))
        people = np.argsort(-near, kind="stable")[:count]
        return np.isin(self.columns.person, people)

    def _some_days(self, random: Random, base: Incumbent) -> NDArray[np.bool_]:
        """Free everything that starts on a few days in a row."""
        del base
        days = self._day
        first, last = int(days.min()), int(days.max())
        count = max(1, round(self.days))
        start = random.randint(first, max(first, last - count + 1))
        return (days >= start) & (days < start + count)

    def __post_init__(self) -> None:
        """Work out how near people are to each other, and the day of each column."""
        program = self.columns.program
        ordinal = np.array([day_of(piece.start).toordinal() for piece in program.pieces], np.int64)
        self._day = ordinal[self.columns.piece] if len(self.columns) else ordinal
        use = np.zeros((len(program.people), program.features.shape[1]))
        for person in range(len(program.people)):
            own = self.columns.piece[self.columns.person == person]
            use[person] = np.asarray(program.features[own].astype(bool).sum(axis=0)).ravel() > 0
        shared = use @ use.T
        norm = np.sqrt(np.outer(np.diag(shared), np.diag(shared)))
        self._closeness = shared / np.maximum(norm, 1.0)
