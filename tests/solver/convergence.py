"""Column generation run to its end, for tests that look at every round of it."""

from __future__ import annotations

from collections.abc import Callable

from hub_roster.solver.columns import Columns
from hub_roster.solver.generation import SLACK, rounds
from hub_roster.solver.relaxation import Relaxation, Relaxed

Go = Callable[[Relaxed], bool]
"""Told of each round; says whether to go on."""


def converge(
    relaxation: Relaxation, columns: Columns, go: Go, most: int = 1000, slack: float = SLACK
) -> Relaxed | None:
    """Solve and price until nothing is missing, `go` says no, or the rounds are up and no row is broken.

    Returns
    -------
    The last solution, None where the relaxation has none.
    """
    relaxed: Relaxed | None = None
    for relaxed in rounds(relaxation, columns, most, slack):
        if relaxed is None or not go(relaxed):
            break
    return relaxed
