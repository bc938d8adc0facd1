"""From a problem to a roster: list, search and prove side by side; the best yet is kept at every moment."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from hub_roster.domain.lines import Lines
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.program.statement import Priority
from hub_roster.rules.judge import judge
from hub_roster.rules.posting import state
from hub_roster.rules.rulebook import RULEBOOK, BoundRules, Rulebook
from hub_roster.rules.states import with_states
from hub_roster.solver.columns import Columns, Indices, write_out
from hub_roster.solver.generation import first_columns
from hub_roster.solver.greedy import fill
from hub_roster.solver.incumbent import Incumbent, joined
from hub_roster.solver.integer import Aim, Answer, Limit, Part, solve
from hub_roster.solver.lanes import ROUND_WORK, STREAMS, Lanes
from hub_roster.solver.legal_start import legal_start
from hub_roster.solver.limits import (
    PIECE_LISTED,
    Budget,
    Limits,
    Phase,
    Progress,
    Report,
)
from hub_roster.solver.proof import Proof
from hub_roster.solver.result import Draft
from hub_roster.solver.stop import Stop
from hub_roster.solver.week_by_week import columns_of, rests, week_by_week
from hub_roster.solver.weights import shortfall_first

AT_ONCE_COLUMNS = 20_000
"""With more columns than that a period of several weeks is drafted week by week first."""

WEEK_WORK = 4.0
"""Deterministic seconds to draft each week of a longer period before the period is searched as one."""

JOINING_WORK = 5.0
"""Deterministic seconds to take of those weeks what stands together."""


def draft(
    problem: Problem,
    rulebook: Rulebook = RULEBOOK,
    *,
    limits: Limits | None = None,
    stop: Stop | None = None,
    report: Report = lambda _: None,
) -> Draft:
    """Draft the roster of a problem.

    There is always one, however much stays short.

    Raises
    ------
    ContradictoryLocks
        If what was fixed by hand cannot all stand together.
    """
    return _Drafting(problem, rulebook, limits or Limits(), stop or Stop(), report).run()


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Leave garbage lying: a quarter of listing went into looking for it among what is all kept."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@dataclass
class _Drafting:
    """One draft under way."""

    problem: Problem
    rulebook: Rulebook
    limits: Limits
    stop: Stop
    report: Report
    first_complete: dict[tuple[int, ...], float] = field(default_factory=dict)
    proof: Proof | None = None
    phase: Phase = Phase.LISTING

    def run(self) -> Draft:
        """List, make a legal roster, then search and prove."""
        self.budget = Budget(self.limits, self.stop)
        self.rules: BoundRules = self.rulebook.of(self.problem)
        self._tell()
        with _nothing_collected():
            program = state(self.problem, self.rules)
            self.columns: Columns = write_out(program)
        self.listed_whole = program.whole
        self.budget.work += PIECE_LISTED * len(program.pieces)
        self.phase = Phase.FIRST
        start, work = legal_start(self.columns, self.limits.seed)
        self.budget.work += work
        self.best: Incumbent = self._settled(start)
        self._note(self.best)
        if len(self.columns):
            self._improve()
        else:
            self._begin_proof().nothing_to_choose(self.best)
        return self._result()

    def _begin_proof(self) -> Proof:
        first = np.union1d(first_columns(self.columns), self.best.taken)
        self.proof = Proof(self.columns, first, ROUND_WORK, self.stop, lambda: self.budget.left)
        return self.proof

    # Phases ---------------------------------------------------------------------------------------

    def _improve(self) -> None:
        self._at_once()
        if self.problem.weeks > 1 and len(self.columns) > AT_ONCE_COLUMNS:
            self._by_weeks()
        proof = self._begin_proof()
        with ThreadPoolExecutor(max_workers=max(1, min(STREAMS, self.limits.workers))) as pool:
            self._search(pool, proof)

    def _at_once(self) -> None:
        """Make a roster by taking what fills most, to have one whatever happens."""
        self._grown(fill(self.best))

    def _by_weeks(self) -> None:
        """Draft week after week, and take what of it stands in the whole period."""
        drafted = columns_of(self.columns, week_by_week(self.problem, self._week))
        free = np.union1d(np.union1d(drafted, rests(self.columns)), self.best.taken)
        part = Part(free, self.best, whole=True)
        aim = Aim(self.columns.points, shortfall_first(self.columns))
        self._offer(self._solve(part, aim, JOINING_WORK))

    def _week(self, week: Problem) -> Roster | None:
        """Draft one week for as much work as that takes, and as there is time for."""
        if not self.budget.open():
            return None
        work = WEEK_WORK if self.limits.work is None else min(WEEK_WORK, self.limits.work - self.budget.work)
        limits = Limits(self.budget.left, work, self.limits.seed, self.limits.workers)
        drafted = draft(week, self.rulebook, limits=limits, stop=self.stop, report=lambda _: self._tell())
        self.budget.work += drafted.work
        return drafted.roster

    def _grown(self, taken: Indices) -> None:
        """Take a roster made of columns alone, if it is legal and better."""
        grown = Incumbent(self.columns, taken, self.best.values)
        settled = self._settled(grown)
        if settled is not grown and settled.rank < self.best.rank:
            self.best = settled
            self._note(settled)

    def _search(self, pool: ThreadPoolExecutor, proof: Proof) -> None:
        """Search in two streams, or in one beside a proof."""
        lanes = Lanes(self.columns, proof, self.limits.seed, self.stop, lambda: self.budget.left)
        idle = 0
        while self.budget.open(reserve=0.2) and proof.bound(self.best) != self.best.cost:
            before = self.best.rank
            futures = [pool.submit(job) for job in lanes.jobs(self.best, idle)]
            if not self._merge([future.result() for future in futures]):
                return
            idle = 0 if self.best.rank < before else idle + 1
            if proof.has_prices or lanes.tiny:
                self.phase = Phase.SEARCH
            self._tell()

    def _merge(self, found: list[list[Answer]]) -> bool:
        """Take what was found in one round, in the order of its jobs; say whether there may be another.

        A round cut short is dropped, work and all, and is the last: equal work then repeats the run.
        """
        if any(answer.cut for answers in found for answer in answers):
            return False
        self.budget.work += sum(answer.work for answers in found for answer in answers)
        better = [
            min(rosters, key=lambda roster: roster.rank)
            for answers in found
            if (rosters := [a.incumbent for a in answers if a.incumbent is not None])
        ]
        base = self.best
        if len(better) == STREAMS and all(roster.rank < base.rank for roster in better):
            self._grown(joined(base, *better))
        for roster in better:
            self._take(roster)
        return True

    # Keeping the best -----------------------------------------------------------------------------

    def _solve(self, part: Part, aim: Aim, work: float) -> Answer:
        return solve(part, aim, Limit(work, self.limits.seed, self.budget.left), self.stop)

    def _offer(self, answer: Answer) -> None:
        """Take a step's answer. One cut short is dropped, work and all: equal work then repeats the run."""
        if answer.cut:
            return
        self.budget.work += answer.work
        if answer.incumbent is not None:
            self._take(answer.incumbent)

    def _take(self, roster: Incumbent) -> None:
        """Take a legal roster if it is better."""
        if roster.rank >= self.best.rank:
            return
        self.best = self._settled(roster)
        self._note(self.best)

    def _settled(self, incumbent: Incumbent) -> Incumbent:
        """Give every variable the least value that the columns taken allow."""
        nothing = np.zeros(0, dtype=np.int64)
        aim = Aim(self.columns.points, shortfall_first(self.columns))
        part = Part(nothing, incumbent, whole=True)
        answer = solve(part, aim, Limit(5.0, self.limits.seed), Stop())
        return answer.incumbent or incumbent

    def _note(self, best: Incumbent) -> None:
        self.first_complete.setdefault(best.shortfall, self.budget.seconds)
        self._tell(self._roster(best))

    def _roster(self, best: Incumbent) -> Roster:
        """Give a roster with how each of its assignments stands."""
        return with_states(self.rules, Lines(self.problem, best.roster(self.limits.seed)))

    def _tell(self, roster: Roster | None = None) -> None:
        best = getattr(self, "best", None)
        self.report(
            Progress(
                self.phase,
                self.budget.seconds,
                self.budget.share,
                None if best is None else best.shortfall,
                None if best is None else best.cost,
                None if best is None else self._bound(best),
                roster,
                self.budget.work,
                None if self.proof is None else self.proof.columns,
            )
        )

    def _result(self) -> Draft:
        roster = self._roster(self.best)
        proof = self.proof
        least = map(self._least, Priority, self.best.shortfall)
        return Draft(
            roster=roster,
            judgement=judge(self.rules, self.problem, roster),
            shortfall_bound=dict(zip(Priority, least, strict=True)),
            bound=self._bound(self.best),
            first_complete_seconds=self.first_complete[self.best.shortfall],
            seconds=self.budget.seconds,
            work=self.budget.work,
            seed=self.limits.seed,
            gap_parts=() if proof is None or not self.listed_whole else proof.gap_parts(self.best),
            listed_whole=self.listed_whole,
        )

    def _least(self, priority: Priority, short: int) -> int | None:
        if not short:
            return 0
        return None if self.proof is None or not self.listed_whole else self.proof.least(priority)

    def _bound(self, best: Incumbent) -> int | None:
        """Give what no roster costs less than; None where there may be rosters of what was not listed."""
        return None if self.proof is None or not self.listed_whole else self.proof.bound(best)
