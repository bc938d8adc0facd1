"""Where judge, Program and solver disagree about one tiny hub: what the tests ask, and the long proof too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from unittest.mock import patch

import numpy as np

from hub_roster.program.statement import Priority
from hub_roster.rules.judge import judge
from hub_roster.solver.columns import Columns, write_out
from hub_roster.solver.draft import draft
from hub_roster.solver.generation import first_columns
from hub_roster.solver.incumbent import Incumbent, empty
from hub_roster.solver.integer import Limit, Part, solve
from hub_roster.solver.limits import Limits, Phase, Progress
from hub_roster.solver.line_bound import LineBound
from hub_roster.solver.line_mix import Prices
from hub_roster.solver.locks import ContradictoryLocks
from hub_roster.solver.relaxation import Relaxation, Relaxed
from hub_roster.solver.result import Draft, Status
from hub_roster.solver.stop import Stop
from hub_roster.solver.weights import MINUTE_SHORT, cost_alone, shortfall_first
from tests.properties.comparison import Comparison
from tests.properties.edits import edits
from tests.properties.every_roster import Tiny
from tests.solver.convergence import converge

WORK = 10.0
"""Deterministic seconds a draft may take: far more than any of these needs."""

ROUNDED = 1e-3
"""Points by which an LP's bound may be above a whole number of them through rounding alone."""


def of_rosters(comparison: Comparison) -> Iterator[str]:
    """Give where judge and Program differ on any roster: legality, and minutes and points of each rule."""
    stated = comparison.tiny.stated
    yield from comparison.differences(stated)
    yield from comparison.rule_by_rule(stated)


def of_duties(comparison: Comparison) -> Iterator[str]:
    """Give duties that the judge allows and no listing holds, or the other way round."""
    yield from comparison.duties()
    yield from comparison.unlisted()


def of_edits(case: Tiny, seed: int) -> Iterator[str]:
    """Give rules whose answers change by something else in the part an edit touches than in the whole."""
    for number, edit in enumerate(edits(case, seed)):
        for rule in case.rules:
            if edit.change_of(rule) != edit.change_of_part(rule):
                yield f"edit {number}: '{rule.name}' changes elsewhere than where it was touched"


# Drafts and their bounds --------------------------------------------------------------------------


def of_root(case: Tiny) -> Iterator[str]:
    """Give rounds of pricing whose bound lies above the best roster there is."""
    best = min((_weighted(rank) for rank in case.ranks.values()), default=None)
    columns = write_out(case.program)
    if best is None or not len(columns):
        return
    relaxation = Relaxation(columns, columns.points, shortfall_first(columns))
    relaxation.add(first_columns(columns))
    bounds: list[float] = []

    def note(relaxed: Relaxed) -> bool:
        bounds.append(relaxed.bound)
        return True

    converge(relaxation, columns, note)
    for number, bound in enumerate(bounds):
        if bound > best + ROUNDED:
            yield f"in round {number} the bound is {bound}, above {best}"


def of_whole_lines(case: Tiny) -> Iterator[str]:
    """Give passes over whole lines, by themselves, whose bound lies above the best roster there is."""
    rank = min(case.ranks.values(), default=None)
    columns = write_out(case.program)
    if rank is None or not len(columns):
        return
    best = drafted_whole(columns, rank[:-1])
    relaxation = Relaxation(columns, columns.points, shortfall_first(columns))
    relaxation.add(np.union1d(first_columns(columns), best.taken))
    root = converge(relaxation, columns, lambda _: True)
    assert root is not None
    lines = LineBound(columns, best, Prices(root.duals, root.hold_duals), Stop(), lambda: None)
    for number, _ in enumerate(lines.steps()):
        if lines.bound > rank[-1] + ROUNDED:
            yield f"after step {number} whole lines give {lines.bound}, above {rank[-1]}"
            return
    weighed = _weighted((*rank[:-1], 0))
    if lines.bound < root.bound - weighed - ROUNDED:
        yield f"whole lines give {lines.bound}, the relaxation {root.bound - weighed}"


def drafted_whole(columns: Columns, shortfall: tuple[int, ...]) -> Incumbent:
    """Give the cheapest roster of a shortfall, by CP-SAT over everything."""
    everything = Part(np.arange(len(columns)), empty(columns), whole=True)
    answer = solve(everything, cost_alone(columns, shortfall), Limit(WORK, 1), Stop())
    assert answer.incumbent is not None
    return answer.incumbent


def of_draft(case: Tiny) -> Iterator[str]:
    """Give what is wrong with a draft that runs until it has proven itself best."""
    watch = _Watch(case)
    drafted = watch.drafted()
    yield from watch.said()
    if drafted is None:
        return
    if watch.best is None or watch.rank != watch.best:
        yield f"{watch.rank} instead of {watch.best}"
    elif drafted.status is not Status.OPTIMAL:
        yield f"only {drafted.status}: {drafted.shortfall_bound} and {drafted.bound} of {watch.best}"


def of_draft_in_parts(case: Tiny, rounds: int) -> Iterator[str]:
    """Give what is wrong with a draft as a large hub's is made: bounds from LPs alone, and some rounds."""
    watch = _Watch(case, rounds)
    with patch.multiple("hub_roster.solver.lanes", TINY_COLUMNS=0, WHOLE_COLUMNS=0):
        watch.drafted()
    yield from watch.said()


@dataclass
class _Watch:
    """A draft under way, and all it reports.

    Attributes
    ----------
    rounds
        Rounds of search after which it is told to stop; None to let it end by itself.
    """

    case: Tiny
    rounds: int | None = None
    stop: Stop = field(default_factory=Stop)
    reports: list[Progress] = field(default_factory=list)
    draft: Draft | None = None

    def drafted(self) -> Draft | None:
        """Draft; None where what was fixed by hand is refused."""
        limits = Limits(seconds=None, work=WORK, workers=1)
        try:
            self.draft = draft(
                self.case.problem, self.case.rulebook, limits=limits, stop=self.stop, report=self._note
            )
        except ContradictoryLocks:
            return None
        return self.draft

    def _note(self, progress: Progress) -> None:
        self.reports.append(progress)
        searched = [r for r in self.reports if r.phase is Phase.SEARCH and r.roster is None]
        if self.rounds is not None and len(searched) >= self.rounds:
            self.stop.ask()

    @property
    def best(self) -> tuple[int, ...] | None:
        """The best there is: minutes short by priority, then points."""
        return min(self.case.ranks.values(), default=None)

    @property
    def rank(self) -> tuple[int, ...]:
        """The draft's minutes short by priority, then its points."""
        assert self.draft is not None
        return (*(short.minutes for short in self.draft.judgement.shortfall.values()), self.draft.cost)

    def said(self) -> Iterator[str]:
        """Give reports and results that cannot be true of any draft, however soon it ended."""
        if self.draft is None:
            if self.best is not None:
                yield f"refused, though there is {self.best}"
            return
        if self.best is None:
            yield f"{self.rank} where no roster is legal"
            return
        if self.draft.judgement.violations or self.rank < self.best:
            yield f"illegal, or better than the best: {self.rank}, {self.best}"
        for priority, bound in self.draft.shortfall_bound.items():
            # What is proven of a priority is proven with those before it held at what they have.
            if (
                self.rank[: priority - 1] == self.best[: priority - 1]
                and (bound or 0) > self.best[priority - 1]
            ):
                yield f"{bound} minutes proven short at {priority.name}, above {self.best}"
        yield from self._bounds()
        yield from self._rosters()

    def _bounds(self) -> Iterator[str]:
        bounds = [report.bound for report in self.reports]
        assert self.draft is not None
        for number, bound in enumerate([*bounds, self.draft.bound]):
            if bound is not None and self.best is not None and bound > self.best[-1]:
                yield f"report {number} has the bound {bound}, above {self.best}"

    def _rosters(self) -> Iterator[str]:
        for number, report in enumerate(self.reports):
            if report.roster is None:
                continue
            judged = judge(self.case.rules, self.case.problem, report.roster)
            said = (report.shortfall, report.cost)
            short = tuple(found.minutes for found in judged.shortfall.values())
            if judged.violations or (short, judged.cost) != said:
                yield f"report {number} says {said}, the judge {(short, judged.cost)}"


def _weighted(rank: tuple[int, ...]) -> int:
    return rank[-1] + sum(MINUTE_SHORT[p] * short for p, short in zip(Priority, rank, strict=False))
