"""From a problem to a roster: list, search and prove side by side; the best yet is kept at every moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import ceil, inf

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
from hub_roster.solver.gap import GapPart, gap_parts
from hub_roster.solver.generation import first_columns
from hub_roster.solver.greedy import fill
from hub_roster.solver.incumbent import Incumbent, joined
from hub_roster.solver.integer import Aim, Answer, Limit, Outcome, Part, solve
from hub_roster.solver.legal_start import legal_start
from hub_roster.solver.limits import (
    PIECE_LISTED,
    Budget,
    Limits,
    Phase,
    Progress,
    Report,
)
from hub_roster.solver.prover import Prover
from hub_roster.solver.relaxation import Relaxation, Relaxed
from hub_roster.solver.result import Draft
from hub_roster.solver.search import Known, Stream
from hub_roster.solver.stop import Stop
from hub_roster.solver.week_by_week import columns_of, rests, week_by_week
from hub_roster.solver.weights import MINUTE_SHORT, rounded_up, shortfall_first
from hub_roster.solver.whole import Whole

WHOLE_COLUMNS = 20_000
"""Up to so many columns the whole Program is given to CP-SAT as well, so that its bound counts."""

TINY_COLUMNS = 2_000
"""Up to so many columns nothing else is tried: CP-SAT proves the whole at once."""

AT_ONCE_COLUMNS = 20_000
"""With more columns than that a period of several weeks is drafted week by week first."""

WEEK_WORK = 10.0
"""Deterministic seconds to draft each week of a longer period before the period is searched as one."""

JOINING_WORK = 5.0
"""Deterministic seconds to take of those weeks what stands together."""

STREAMS = 2
"""Search streams, whatever the cores: their answers are merged in fixed order."""

ROUND_WORK = 2.0
"""Deterministic seconds each stream searches, or the prover proves, before what they found is merged."""

FIRST_WORK = 0.5
"""The same before there is a root: soon after it there is a far better roster."""

IDLE_TO_PROOF, IDLE_TO_WHOLE = 2, 1
"""Rounds without a better roster after which the least shortfall is proven, and the whole is asked."""

Job = Callable[[], list[Answer]]
"""What runs in a thread of its own."""


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


@dataclass
class _Drafting:
    """One draft under way."""

    problem: Problem
    rulebook: Rulebook
    limits: Limits
    stop: Stop
    report: Report
    first_complete: dict[tuple[int, ...], float] = field(default_factory=dict)
    prover: Prover | None = None
    phase: Phase = Phase.LISTING

    def run(self) -> Draft:
        """List, make a legal roster, then search and prove."""
        self.budget = Budget(self.limits, self.stop)
        self.rules: BoundRules = self.rulebook.of(self.problem)
        self._tell()
        program = state(self.problem, self.rules)
        self.columns: Columns = write_out(program)
        self.whole = Whole(self.columns, ROUND_WORK)
        self.budget.work += PIECE_LISTED * len(program.pieces)
        self.phase = Phase.FIRST
        start, work = legal_start(self.columns, self.limits.seed)
        self.budget.work += work
        self.best: Incumbent = self._settled(start)
        self._note(self.best)
        if len(self.columns):
            self._improve()
        else:
            self.whole.least = dict(zip(Priority, self.best.shortfall, strict=True))
            self.whole.bound = self.best.cost
        return self._result()

    # Phases ---------------------------------------------------------------------------------------

    def _improve(self) -> None:
        self._at_once()
        if self.problem.weeks > 1 and len(self.columns) > AT_ONCE_COLUMNS:
            self._by_weeks()
        weights = (self.columns.points, shortfall_first(self.columns))
        relaxation = Relaxation(self.columns, *weights, self.stop, lambda: self.budget.left)
        relaxation.add(np.union1d(first_columns(self.columns), self.best.taken))
        self.prover = Prover(relaxation, self.columns)
        with ThreadPoolExecutor(max_workers=max(1, min(STREAMS, self.limits.workers))) as pool:
            self._search(pool)

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

    def _search(self, pool: ThreadPoolExecutor) -> None:
        """Search in two streams, or in one beside a proof."""
        streams = [Stream(self.columns, 2 * self.limits.seed + k) for k in range(STREAMS)]
        idle = 0
        while self.budget.open(reserve=0.2) and not self._done():
            before = self.best.rank
            self._side_by_side(pool, self._jobs(streams, idle))
            idle = 0 if self.best.rank < before else idle + 1
            if self._known().reduced is not None or len(self.columns) <= TINY_COLUMNS:
                self.phase = Phase.SEARCH
            self._tell()

    def _jobs(self, streams: list[Stream], idle: int) -> list[Job]:
        """Give what is done in one round, as much work each."""
        if len(self.columns) <= TINY_COLUMNS:
            return [lambda: self._ask_whole(self.whole.work)]
        known = self._known()
        work = FIRST_WORK if known.reduced is None else ROUND_WORK
        proves = self._worth_proving(idle)
        asks = not proves and idle >= IDLE_TO_WHOLE and len(self.columns) <= WHOLE_COLUMNS
        if asks:
            work = self.whole.work
        beside = FIRST_WORK if streams[0].grows(known) else work

        def searching(stream: Stream, work: float) -> Job:
            return lambda: stream.round(self.best, known, work, lambda: self.budget.left, self.stop)

        second = searching(streams[1], beside)
        if proves:
            second = lambda: self._proof_step(beside)  # noqa: E731
        if asks:
            second = lambda: self._ask_whole(work)  # noqa: E731
        return [searching(streams[0], work), second]

    def _ask_whole(self, work: float) -> list[Answer]:
        limit = Limit(work, self.limits.seed, self.budget.left)
        return [self.whole.ask(self.best, self._unproven(), limit, self.stop)]

    def _side_by_side(self, pool: ThreadPoolExecutor, jobs: Iterable[Job]) -> None:
        """Do jobs at once and merge what they found, in the order of the jobs."""
        futures = [pool.submit(job) for job in jobs]
        found = [future.result() for future in futures]
        if any(answer.cut for answers in found for answer in answers):
            return  # dropped, work and all: equal work then repeats the run
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

    # Proof ----------------------------------------------------------------------------------------

    def _worth_proving(self, idle: int) -> bool:
        """Say whether the prover goes on: of a shortfall, once it seems to be the least."""
        if self.prover is None:
            return False
        if not self.prover.converged:
            return True
        shortfall = self.best.shortfall
        return self.prover.may_prove(shortfall) and (shortfall <= self._hoped() or idle >= IDLE_TO_PROOF)

    def _proof_step(self, work: float) -> list[Answer]:
        """Prove for as much work as a stream searches: there is no roster in the answer.

        It is not cut: were it to end sooner, the run that repeats this one would still make the same rosters.
        """
        if self.prover is None:
            return []
        done = self.prover.step(self.best.shortfall, work)
        return [Answer(Outcome.UNKNOWN, None, -inf, done, cut=False)]

    def _hoped(self) -> tuple[int, ...]:
        """Give the shortfall of the relaxation: once a roster has no more, a proof is worth trying."""
        if self.prover is None or self.prover.root is None:
            return (0,) * len(Priority)
        values = self.prover.root.variable_values
        minutes = self.columns.shortfall_minutes
        return tuple(rounded_up(self.columns, p, float(minutes[p] @ values)) for p in Priority)

    def _known(self) -> Known:
        root = None if self.prover is None else self.prover.root
        if root is None:
            through = self.prover is not None and self.prover.converged
            return Known(np.zeros(len(self.columns)) if through else None, unproven=self._unproven())
        weighed = self._weighted(self.best.shortfall) + self.best.cost
        return Known(root.reduced, weighed - root.bound, self._unproven())

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
                self._bound() if best is not None else None,
                roster,
                self.budget.work,
                None if self.prover is None else self.prover.columns,
            )
        )

    # Bounds ---------------------------------------------------------------------------------------

    def _least(self, priority: Priority) -> int | None:
        """Give the minutes no roster can stay below; None for nothing known."""
        known = [self.whole.least.get(priority)]
        if self.prover is not None:
            known.append(self.prover.least.get(priority))
        return max((k for k in known if k is not None), default=None)

    def _unproven(self) -> tuple[Priority, ...]:
        """Give the priorities at which less may be short, for all that is known."""
        shortfall = zip(Priority, self.best.shortfall, strict=True)
        return tuple(p for p, short in shortfall if short > (self._least(p) or 0))

    def _weighted(self, shortfall: tuple[int, ...]) -> int:
        return sum(MINUTE_SHORT[p] * short for p, short in zip(Priority, shortfall, strict=True))

    def _bound(self) -> int | None:
        """Give the bound on cost: the relaxation's, less what the shortfall stands for in it."""
        known = self.whole.bound
        if self.prover is not None and self.prover.root is not None:
            known = max(known, self._root_bound(self.prover.root))
        if self._unproven() or known == -inf:
            return None
        return min(self.best.cost, ceil(known - 1e-4))

    def _root_bound(self, root: Relaxed) -> float:
        return root.bound - self._weighted(self.best.shortfall)

    def _done(self) -> bool:
        return self._bound() == self.best.cost

    def _result(self) -> Draft:
        roster = self._roster(self.best)
        return Draft(
            roster=roster,
            judgement=judge(self.rules, self.problem, roster),
            shortfall_bound={
                p: 0 if not s else self._least(p) for p, s in zip(Priority, self.best.shortfall, strict=True)
            },
            bound=self._bound(),
            first_complete_seconds=self.first_complete[self.best.shortfall],
            seconds=self.budget.seconds,
            work=self.budget.work,
            seed=self.limits.seed,
            gap_parts=self._gap_parts(),
        )

    def _gap_parts(self) -> tuple[GapPart, ...]:
        root = None if self.prover is None else self.prover.root
        if root is None or self._bound() is None or self.whole.bound > self._root_bound(root):
            return ()
        return gap_parts(self.best, (self.columns.points, shortfall_first(self.columns)), root)
