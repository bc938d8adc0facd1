"""Neighbourhoods: some people's weeks or some days, made anew by CP-SAT while the rest stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from random import Random

import numpy as np
from numpy.typing import NDArray

from hub_roster.domain.clock import day_of
from hub_roster.program.statement import Priority
from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.integer import Aim, Answer, Limit, Outcome, Part, solve
from hub_roster.solver.stop import Stop
from hub_roster.solver.weights import everything_less, holding, lessening

STEP_WORK = 0.6
"""Deterministic seconds of a step over some people or days; one over everyone may take its round's rest."""

MOST_STEPS = 4
"""Steps of one round: where they are this easy, what they found is worth merging before going on."""

SHARES = ((0, 2, 1, 7), (0, 6, 2, 2))
"""How often each stream tries what is short, people's weeks, days, and everyone's likeliest columns."""

SHARES_SHORT = ((2, 0, 0, 8), (7, 1, 0, 2))
"""The same while something is short that may not have to be."""

LESS_SHORT, FIRST_PRIORITY = 0.5, 0.7
"""How often such a step insists on less short at some priority, and at the first that may have less."""

LIKELIEST = 20
"""Columns of each person and week that the first step over everyone frees: a second's work or two."""

GROWTH = 3.0
"""By how much more each step over everyone frees than the last, while they are solved to their end."""

MOST_COLUMNS = 5000
"""Columns a step over some people or days may free: beyond, CP-SAT spends its time reading them."""


class _Kind(Enum):
    SHORT = auto()
    PEOPLE = auto()
    DAYS = auto()
    ALL = auto()


@dataclass(frozen=True)
class Known:
    """What is known of better rosters.

    Attributes
    ----------
    reduced
        Reduced cost of every column at the root: what is low is likely in a good roster. None before the
        root is at its end.
    likeliness
        By column, less for one that is likelier in a good roster: its reduced cost where least may be short,
        and less than any for one that is taken there. None for like `reduced`.
    gap
        None has a column of greater reduced cost, unless it has less short at one priority for more below.
    unproven
        The priorities at which less may be short.
    """

    reduced: NDArray[np.float64] | None = None
    likeliness: NDArray[np.float64] | None = None
    gap: float = np.inf
    unproven: tuple[Priority, ...] = ()


@dataclass
class Stream:
    """One of the search streams: it draws neighbourhoods of its own, and remembers what size paid.

    Attributes
    ----------
    people, days, columns_of_all
        How many people, days, or columns of everyone the next neighbourhood of each kind frees.
    growing
        Everything over everyone has been solved to its end so far: a stream with an even seed does only that,
        with more columns each time.
    grown_in
        Deterministic seconds of the last such step; 0 before the first.
    """

    columns: Columns
    seed: int
    people: float = 8.0
    days: float = 1.0
    columns_of_all: float = 0.0
    steps: int = 0
    growing: bool = True
    grown_in: float = 0.0

    def round(
        self, base: Incumbent, known: Known, work: float, seconds: Callable[[], float | None], stop: Stop
    ) -> list[Answer]:
        """Take steps, each from the best roster yet, until the work is done; one cut short is the last."""
        answers: list[Answer] = []
        most = 1.0 if self.grows(known) else max(MOST_STEPS, work / STEP_WORK)
        while work > 0 and len(answers) < most and not (answers and answers[-1].cut):
            answer = self.step(base, known, Limit(work, 0, seconds()), stop)
            answers.append(answer)
            work -= answer.work
            if answer.incumbent is not None and answer.incumbent.rank < base.rank:
                base = answer.incumbent
        return answers

    def step(self, base: Incumbent, known: Known, limit: Limit, stop: Stop) -> Answer:
        """Look for a better roster in one neighbourhood, with a seed of the stream's own."""
        self.steps += 1
        random = Random(f"{self.seed} {self.steps}")
        unproven = [p for p in known.unproven if base.shortfall[p - 1]]
        kind = self._kind(random, bool(unproven), known)
        chosen = {
            _Kind.SHORT: self._round_a_shortage,
            _Kind.PEOPLE: self._some_people,
            _Kind.DAYS: self._some_days,
            _Kind.ALL: self._everyone,
        }[kind](random, base)
        most = round(self.columns_of_all) if kind is _Kind.ALL else MOST_COLUMNS
        part = Part(self._worth(chosen, base, known, most), base)
        work = limit.work if kind is _Kind.ALL else min(limit.work, STEP_WORK)
        growing = kind is _Kind.ALL and self.growing
        aim = self._aim_growing(base) if growing else self._aim(random, kind, base, unproven)
        answer = solve(part, aim, Limit(work, random.randrange(2**31), limit.seconds), stop)
        if growing:
            self.grown_in = answer.work
        if not answer.cut:
            self._learn(kind, solved=answer.outcome in {Outcome.OPTIMAL, Outcome.INFEASIBLE})
        return answer

    def _aim_growing(self, base: Incumbent) -> Aim:
        """Hold nothing the first time: the roster there is says little yet of what must be short."""
        return holding(self.columns, base.shortfall) if self.grown_in else everything_less(self.columns)

    def _aim(self, random: Random, kind: _Kind, base: Incumbent, unproven: list[Priority]) -> Aim:
        """Give the aim of less of anything, or now and then of less at one priority and more below it."""
        if not unproven or kind not in {_Kind.SHORT, _Kind.ALL}:
            return holding(self.columns, base.shortfall)
        if random.random() >= LESS_SHORT:
            everyone = kind is _Kind.ALL
            return everything_less(self.columns) if everyone else holding(self.columns, base.shortfall)
        first = random.random() < FIRST_PRIORITY
        return lessening(self.columns, base.shortfall, unproven[0] if first else random.choice(unproven))

    def grows(self, known: Known) -> bool:
        """Say whether the next step is over everyone's likeliest columns, more of them than the last.

        It is the only one of its round: what it finds is far better than what there is.
        """
        return self.growing and self.seed % 2 == 0 and known.reduced is not None

    def _kind(self, random: Random, short: bool, known: Known) -> _Kind:
        """Draw what to free; what is likely is not known before there is a root."""
        if known.reduced is None:
            return random.choices((_Kind.SHORT, _Kind.PEOPLE, _Kind.DAYS), (3 * short, 2, 5))[0]
        if self.grows(known):
            return _Kind.ALL
        return random.choices(list(_Kind), (SHARES_SHORT if short else SHARES)[self.seed % 2])[0]

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

    def _learn(self, kind: _Kind, *, solved: bool) -> None:
        factor = 1.15 if solved else 0.85
        if kind is _Kind.ALL:
            # Solved, there is nothing left to find in it: it grows until it was everything, or too much once.
            everything = self.columns_of_all >= len(self.columns)
            ended = self.growing and not solved
            factor = 1 / GROWTH if ended else (GROWTH if self.growing else 1.5) if solved else 0.8
            self.growing = self.growing and solved and not everything
            self.columns_of_all = min(float(len(self.columns)), max(500.0, self.columns_of_all * factor))
        elif kind is _Kind.DAYS:
            self.days = min(7.0, max(1.0, self.days * factor))
        else:
            self.people = min(40.0, max(2.0, self.people * factor))

    def _worth(self, chosen: NDArray[np.bool_], base: Incumbent, known: Known, most: int) -> Indices:
        """Give the columns chosen that could be part of a better roster, the most likely ones if many.

        A column whose reduced cost is above the gap is in no better roster. What is taken now stays in.
        """
        reduced = np.zeros(len(chosen)) if known.reduced is None else known.reduced
        free = np.flatnonzero(chosen & (reduced <= known.gap))
        if len(free) > most:
            likeliness = reduced if known.likeliness is None else known.likeliness
            free = free[np.argsort(likeliness[free], kind="stable")[:most]]
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
        self.columns_of_all = float(LIKELIEST * len(program.people) * program.problem.weeks)
        ordinal = np.array([day_of(piece.start).toordinal() for piece in program.pieces], np.int64)
        self._day = ordinal[self.columns.piece] if len(self.columns) else ordinal
        use = np.zeros((len(program.people), program.features.shape[1]))
        for person in range(len(program.people)):
            own = self.columns.piece[self.columns.person == person]
            use[person] = np.asarray(program.features[own].astype(bool).sum(axis=0)).ravel() > 0
        shared = use @ use.T
        norm = np.sqrt(np.outer(np.diag(shared), np.diag(shared)))
        self._closeness = shared / np.maximum(norm, 1.0)
