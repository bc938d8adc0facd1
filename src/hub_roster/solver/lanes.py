"""Two lanes of work side by side, whatever the cores: what each does in the next round."""

from __future__ import annotations

from collections.abc import Callable

from hub_roster.solver.columns import Columns
from hub_roster.solver.incumbent import Incumbent
from hub_roster.solver.integer import Answer
from hub_roster.solver.proof import Proof
from hub_roster.solver.search import Known, Stream
from hub_roster.solver.stop import Stop

WHOLE_COLUMNS = 20_000
"""Up to so many columns the whole Program is given to CP-SAT as well, so that its bound counts."""

TINY_COLUMNS = 2_000
"""Up to so many columns nothing else is tried: CP-SAT proves the whole at once."""

STREAMS = 2
"""Search streams, whatever the cores: their answers are merged in fixed order."""

ROUND_WORK = 1.0
"""Deterministic seconds each stream searches, or the prover proves, before what they found is merged."""

GROWING_WORK = 2.0
"""The same for everyone's likeliest columns while that is solved: with less, what it finds is far from it."""

FIRST_WORK = 0.5
"""The same before there is a root: soon after it there is a far better roster."""

IDLE_TO_PROOF, IDLE_TO_WHOLE = 2, 1
"""Rounds without a better roster after which the least shortfall is proven, and the whole is asked."""

Job = Callable[[], list[Answer]]
"""What runs in a thread of its own."""


class Lanes:
    """Gives one lane to the search, and the other to whatever brings more: the proof, or a second stream."""

    def __init__(
        self, columns: Columns, proof: Proof, seed: int, stop: Stop, left: Callable[[], float | None]
    ) -> None:
        self.tiny = len(columns) <= TINY_COLUMNS
        self._small = len(columns) <= WHOLE_COLUMNS
        self._proof = proof
        self._seed = seed
        self._stop = stop
        self._left = left
        self._streams = [Stream(columns, 2 * seed + k) for k in range(STREAMS)]
        self._turn = 0

    def jobs(self, best: Incumbent, idle: int) -> list[Job]:
        """Give what is done in one round, as much work each."""
        if self.tiny:
            return [lambda: self._proof.ask_whole(best, self._seed)]
        known = self._proof.known(best)
        work = FIRST_WORK if known.reduced is None else ROUND_WORK
        first, second = self._streams
        beside = work
        if first.grows(known):
            work, beside = GROWING_WORK, FIRST_WORK
        if self._proof.is_worth(best, idle=idle >= IDLE_TO_PROOF):
            return [self._searching(first, best, known, work), lambda: self._proof.step(best, beside)]
        self._turn += 1
        if self._small and idle >= IDLE_TO_WHOLE and (self._turn % 2 or not self._proof.may_raise(best)):
            work = self._proof.whole_work
            return [
                self._searching(first, best, known, work),
                lambda: self._proof.ask_whole(best, self._seed),
            ]
        if self._proof.may_raise(best):
            return [self._searching(first, best, known, work), lambda: self._proof.raise_bound(best, beside)]
        return [self._searching(first, best, known, work), self._searching(second, best, known, beside)]

    def _searching(self, stream: Stream, best: Incumbent, known: Known, work: float) -> Job:
        return lambda: stream.round(best, known, work, self._left, self._stop)
