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

ROUND_WORK = 0.6
"""Deterministic seconds each stream searches, or the prover proves, before what they found is merged.

One search step has room in it. Longer rounds keep a better roster from the other lane for seconds.
"""

GROWING_WORK = 2.0
"""The same for everyone's likeliest columns while that is solved, and for a dive: at most, few need it."""

FIRST_WORK, LEAST_WORK = 0.25, 0.05
"""The same before there are prices, and at least beside a step over everyone: both are soon done."""

ROOT_WORK = 2.0
"""Deterministic seconds for the prices of a week in one go."""

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
        """Give what is done in one round, about as long each."""
        if self.tiny:
            return [lambda: self._proof.ask_whole(best, self._seed)]
        known = self._proof.known(best)
        first = self._streams[0]
        if known.reduced is None:
            search = self._searching(0, best, known, FIRST_WORK)
            return [search, lambda: self._proof.step(best, ROOT_WORK)]
        if not first.grows(known):
            return self._side_by_side(best, known, idle)
        growing = self._searching(0, best, known, GROWING_WORK)
        if not self._proof.dived:
            return [growing, lambda: self._proof.dive(best, self._seed, GROWING_WORK)]
        if self._proof.is_worth(best, idle=idle >= IDLE_TO_PROOF):
            return [growing, lambda: self._proof.step(best, FIRST_WORK)]
        beside = min(FIRST_WORK, max(LEAST_WORK, first.grown_in))
        return [growing, self._searching(1, best, known, beside)]

    def _side_by_side(self, best: Incumbent, known: Known, idle: int) -> list[Job]:
        """Search in one lane; in the other prove, or search too."""
        proof, search = self._proof, self._searching(0, best, known, ROUND_WORK)
        if proof.is_worth(best, idle=idle >= IDLE_TO_PROOF):
            return [search, lambda: proof.step(best, ROUND_WORK)]
        self._turn += 1
        if self._small and idle >= IDLE_TO_WHOLE and (self._turn % 2 or not proof.may_raise(best)):
            search = self._searching(0, best, known, proof.whole_work)
            return [search, lambda: proof.ask_whole(best, self._seed)]
        if proof.may_raise(best):
            return [search, lambda: proof.raise_bound(best, ROUND_WORK)]
        return [search, self._searching(1, best, known, ROUND_WORK)]

    def _searching(self, stream: int, best: Incumbent, known: Known, work: float) -> Job:
        return lambda: self._streams[stream].round(best, known, work, self._left, self._stop)
