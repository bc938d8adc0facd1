"""From a problem to a roster: list, bound, dive, prove, search; the best so far is kept at every moment."""

from __future__ import annotations

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
from hub_roster.solver.dive import dive, fitting
from hub_roster.solver.gap import GapPart, gap_parts
from hub_roster.solver.generation import Go, converge, first_columns
from hub_roster.solver.greedy import complete, fill
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.integer import Aim, Answer, Limit, Outcome, Part, solve
from hub_roster.solver.legal_start import legal_start
from hub_roster.solver.limits import (
    PIECE_LISTED,
    SIMPLEX_ITERATION,
    Budget,
    Limits,
    Phase,
    Progress,
    Report,
)
from hub_roster.solver.relaxation import Relaxation, Relaxed
from hub_roster.solver.result import Draft
from hub_roster.solver.search import Known, Stream
from hub_roster.solver.stop import Stop
from hub_roster.solver.weights import MINUTE_SHORT, cost_alone, holding, only, rounded_up, shortfall_first

WHOLE_COLUMNS = 20_000
"""Up to so many columns the whole Program is given to CP-SAT as well, so that its bound counts."""

TINY_COLUMNS = 2_000
"""Up to so many columns nothing else is tried: CP-SAT proves the whole at once."""

FIRST_WORK = 2.5
"""Deterministic seconds to finish a first roster."""

HEAVY, LIGHT = 1_000_000, 1_000
"""Weights of a minute short while its least is proven, and of one at a lower priority."""

STREAMS = 2
"""Search streams, whatever the cores: their answers are merged in fixed order."""

ROUND_WORK = 2.0
"""Deterministic seconds each stream searches before their answers are merged."""

IDLE_TO_PROOF, IDLE_TO_WHOLE = 2, 3
"""Rounds without a better roster after which the least shortfall is proven, and the whole is tried."""


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
    bound: float = -inf
    root: Relaxed | None = None
    generated: int | None = None
    shortfall_bounds: dict[Priority, int] = field(default_factory=dict)

    def run(self) -> Draft:
        """List, bound, dive, prove, search."""
        self.budget = Budget(self.limits, self.stop)
        self.rules: BoundRules = self.rulebook.of(self.problem)
        self._tell(Phase.LISTING)
        program = state(self.problem, self.rules)
        self.columns: Columns = write_out(program)
        self.budget.work += PIECE_LISTED * len(program.pieces)
        start, work = legal_start(self.columns, self.limits.seed)
        self.budget.work += work
        self.start: Incumbent = self._settled(start)
        self.best: Incumbent = self.start
        self._note(self.best)
        if len(self.columns):
            self._improve()
        else:
            self.shortfall_bounds = dict(zip(Priority, self.best.shortfall, strict=True))
            self.bound = self.best.cost
        return self._result()

    # Phases ---------------------------------------------------------------------------------------

    def _improve(self) -> None:
        self._at_once()
        self.relaxation = Relaxation(
            self.columns,
            self.columns.points,
            shortfall_first(self.columns),
            self.stop,
            lambda: self.budget.left,
        )
        self.relaxation.add(np.union1d(first_columns(self.columns), self.best.taken))
        self._tell(Phase.BOUND)
        self.root = converge(self.relaxation, self.columns, self._go(Phase.BOUND))
        if self.root is not None:
            self._tell(Phase.FIRST)
            self._first(self.root)
        self._search()

    def _at_once(self) -> None:
        """Make a roster by taking what fills most, to have one whatever happens."""
        self._grown(fill(self.best))

    def _grown(self, taken: Indices) -> None:
        """Take a roster made of columns alone, if it is legal and better."""
        grown = Incumbent(self.columns, taken, self.best.values)
        settled = self._settled(grown)
        if settled is not grown and settled.rank < self.best.rank:
            self.best = settled
            self._note(settled)

    def _first(self, relaxed: Relaxed) -> None:
        """Fix what the relaxation is sure of, fill up, and let CP-SAT finish with what fits beside it."""
        fixed = dive(self.relaxation, self.columns, relaxed, self._go(Phase.FIRST), self.budget.open)
        self.relaxation.release()
        if not self.budget.open():
            return
        self._grown(complete(self.start, fixed))
        free = np.union1d(fitting(self.columns, self.relaxation.held, fixed), self.best.taken)
        part = Part(free, self.best, whole=True)
        self._offer(self._solve(part, holding(self.columns, self.best.shortfall), FIRST_WORK))

    def _prove(self) -> None:
        """Find, priority by priority, how much must stay short in any roster.

        Below one that is not proven least nothing is held: more may be short there where less is short above,
        and a bound under a hold would not be one for that.
        """
        self._tell(Phase.PROOF)
        for priority in Priority:
            self.relaxation.let_go(priority)  # an earlier proof's: less may be short above, and more below
        settled = True
        for priority, short in zip(Priority, self.best.shortfall, strict=True):
            known = self.shortfall_bounds.get(priority, 0)
            if short > known and self.budget.open():
                least = self._least_short(priority)
                self.shortfall_bounds[priority] = min(short, max(known, least))
            settled = settled and short <= self.shortfall_bounds.get(priority, 0)
            if settled:
                self.relaxation.hold(priority, short)

    def _least_short(self, priority: Priority) -> int:
        """Bound the shortfall of a priority, with those above it held that are proven least.

        An LP of that shortfall alone has no idea where to go. One in which a minute of it outweighs all else
        starts from the root's solution, and the LP alone from there.
        """
        minutes = self.columns.shortfall_minutes[priority]
        heavy = self.columns.variable_points + HEAVY * minutes
        for lower in Priority:
            if lower > priority:
                heavy = heavy + LIGHT * self.columns.shortfall_minutes[lower]
        self.relaxation.aim(self.columns.points, heavy)
        converge(self.relaxation, self.columns, self._go(Phase.PROOF))
        alone = only(self.columns, priority, self.best.shortfall)
        self.relaxation.aim(alone.column_weights, alone.variable_weights)
        relaxed = converge(self.relaxation, self.columns, self._go(Phase.PROOF))
        return 0 if relaxed is None else rounded_up(self.columns, priority, relaxed.bound)

    def _search(self) -> None:
        """Search in two streams; where the Program is small, give CP-SAT the whole of it in between."""
        reduced = np.zeros(len(self.columns)) if self.root is None else self.root.reduced
        streams = [Stream(self.columns, reduced, 2 * self.limits.seed + k) for k in range(STREAMS)]
        whole_work = 1.0 if len(self.columns) <= WHOLE_COLUMNS else inf
        hoped = self._hoped()
        idle, proved = 0, self.best.shortfall if not any(self.best.shortfall) else None
        with ThreadPoolExecutor(max_workers=max(1, min(STREAMS, self.limits.workers))) as pool:
            while self.budget.open(reserve=0.2) and not self._done():
                if whole_work < inf and (idle >= IDLE_TO_WHOLE or len(self.columns) <= TINY_COLUMNS):
                    self._whole(whole_work)
                    whole_work, idle = whole_work * 2, 0
                    continue
                if self.best.shortfall != proved and (self.best.shortfall <= hoped or idle >= IDLE_TO_PROOF):
                    self._prove()
                    proved = self.best.shortfall
                before = self.best.rank
                self._round(pool, streams)
                idle = 0 if self.best.rank < before else idle + 1

    def _hoped(self) -> tuple[int, ...]:
        """Give the shortfall of the relaxation: once a roster has no more, a proof is worth trying."""
        if self.root is None:
            return (0,) * len(Priority)
        values = self.root.variable_values
        minutes = self.columns.shortfall_minutes
        return tuple(rounded_up(self.columns, p, float(minutes[p] @ values)) for p in Priority)

    def _round(self, pool: ThreadPoolExecutor, streams: list[Stream]) -> None:
        root = -inf if self.root is None else self.root.bound
        known = Known(self._weighted(self.best.shortfall) + self.best.cost - root, self._unproven())
        futures = [
            pool.submit(stream.round, self.best, known, ROUND_WORK, lambda: self.budget.left, self.stop)
            for stream in streams
        ]
        answers = [answer for future in futures for answer in future.result()]
        if not any(answer.cut for answer in answers):
            for answer in answers:
                self._offer(answer)
        self._tell(Phase.SEARCH)

    def _whole(self, work: float) -> None:
        """Give CP-SAT every column: first what is short and not proven least, then cost."""
        part_of = np.arange(len(self.columns), dtype=np.int64)
        for priority in Priority:
            short = self.best.shortfall[priority - 1]
            if short <= self.shortfall_bounds.get(priority, 0):
                continue
            aim = only(self.columns, priority, self.best.shortfall)
            answer = self._solve(Part(part_of, self.best, whole=True), aim, work)
            self._offer(answer)
            if answer.outcome is not Outcome.OPTIMAL or not self.budget.open():
                return
            self.shortfall_bounds[priority] = self.best.shortfall[priority - 1]
        aim = cost_alone(self.columns, self.best.shortfall)
        answer = self._solve(Part(part_of, self.best, whole=True), aim, work)
        self._offer(answer)
        if not answer.cut:
            self.bound = max(self.bound, answer.bound)

    # Keeping the best -----------------------------------------------------------------------------

    def _solve(self, part: Part, aim: Aim, work: float) -> Answer:
        return solve(part, aim, Limit(work, self.limits.seed, self.budget.left), self.stop)

    def _offer(self, answer: Answer) -> None:
        """Take a step's answer. One cut short is dropped, work and all: equal work then repeats the run."""
        if answer.cut:
            return
        self.budget.work += answer.work
        if answer.incumbent is None:
            return
        candidate = self._settled(answer.incumbent)
        if candidate.rank < self.best.rank:
            self.best = candidate
            self._note(candidate)

    def _settled(self, incumbent: Incumbent) -> Incumbent:
        """Give every variable the least value that the columns taken allow."""
        nothing = np.zeros(0, dtype=np.int64)
        aim = Aim(self.columns.points, shortfall_first(self.columns))
        part = Part(nothing, incumbent, whole=True)
        answer = solve(part, aim, Limit(5.0, self.limits.seed), Stop())
        return answer.incumbent or incumbent

    def _note(self, best: Incumbent) -> None:
        self.first_complete.setdefault(best.shortfall, self.budget.seconds)
        self._tell(Phase.SEARCH, self._roster(best))

    def _roster(self, best: Incumbent) -> Roster:
        """Give a roster with how each of its assignments stands."""
        return with_states(self.rules, Lines(self.problem, best.roster(self.limits.seed)))

    def _tell(self, phase: Phase, roster: Roster | None = None) -> None:
        best = getattr(self, "best", None)
        self.report(
            Progress(
                phase,
                self.budget.seconds,
                self.budget.share,
                None if best is None else best.shortfall,
                None if best is None else best.cost,
                self._bound() if best is not None else None,
                roster,
                self.budget.work,
                self.generated,
            )
        )

    def _go(self, phase: Phase) -> Go:
        """Count a simplex round, tell of it, and say whether the next may start."""

        def go(relaxed: Relaxed) -> bool:
            self.budget.work += SIMPLEX_ITERATION * relaxed.iterations
            self.generated = len(relaxed.columns)
            self._tell(phase)
            return self.budget.open()

        return go

    # Proof ----------------------------------------------------------------------------------------

    def _unproven(self) -> tuple[Priority, ...]:
        """Give the priorities at which less may be short, for all that is known."""
        shortfall = zip(Priority, self.best.shortfall, strict=True)
        return tuple(p for p, short in shortfall if short > self.shortfall_bounds.get(p, 0))

    def _weighted(self, shortfall: tuple[int, ...]) -> int:
        return sum(MINUTE_SHORT[p] * short for p, short in zip(Priority, shortfall, strict=True))

    def _bound(self) -> int | None:
        """Give the bound on cost: the relaxation's, less what the shortfall stands for in it."""
        known = self.bound
        if self.root is not None:
            known = max(known, self._root_bound(self.root))
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
                p: 0 if not s else self.shortfall_bounds.get(p)
                for p, s in zip(Priority, self.best.shortfall, strict=True)
            },
            bound=self._bound(),
            first_complete_seconds=self.first_complete[self.best.shortfall],
            seconds=self.budget.seconds,
            work=self.budget.work,
            seed=self.limits.seed,
            gap_parts=self._gap_parts(),
        )

    def _gap_parts(self) -> tuple[GapPart, ...]:
        if self.root is None or self._bound() is None or self.bound > self._root_bound(self.root):
            return ()
        return gap_parts(self.best, (self.columns.points, shortfall_first(self.columns)), self.root)
