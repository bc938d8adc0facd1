"""A first roster out of the relaxation: fix what it takes, solve again, let in what pays, and again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hub_roster.solver.columns import Columns, Indices
from hub_roster.solver.generation import paying
from hub_roster.solver.limits import SIMPLEX_ITERATION
from hub_roster.solver.relaxation import TOLERANCE, Relaxation, Relaxed

SURE = 0.9
"""From this share on a column is fixed as if it were whole."""

AT_ONCE, FEWEST = 0.25, 4
"""Share of what is left that is fixed where nothing is sure; with as few and no way on, the dive ends."""

ROOM = 30_000
"""Points the dive may lose: half an hour more of what can best stay short. Beyond, CP-SAT chooses better."""


@dataclass(frozen=True)
class Dived:
    """Where a dive ended: the columns fixed, the relaxation with them, and the work done."""

    fixed: Indices
    relaxed: Relaxed
    work: float


def dive(relaxation: Relaxation, columns: Columns, root: Relaxed, most_work: float) -> Dived:
    """Fix more and more columns as long as that costs little, and leave the relaxation as it was."""
    fixed = np.zeros(0, dtype=np.int64)
    relaxed, work, share = root, 0.0, AT_ONCE
    while work < most_work:
        wanted = _next(relaxed, fixed, share)
        if not len(wanted):
            break
        relaxation.fix(wanted)
        tried = relaxation.solve()
        work += SIMPLEX_ITERATION * (tried.iterations if tried is not None else 0)
        if tried is not None and not tried.escaped and tried.value <= root.value + ROOM:
            fixed, relaxed = np.union1d(fixed, wanted), tried
            relaxation.add(paying(tried, columns))
        elif len(wanted) <= FEWEST:
            relaxation.unfix(wanted)
            break
        else:
            relaxation.unfix(wanted)
            share /= 2
    relaxation.unfix(fixed)
    return Dived(fixed, relaxed, work)


def _next(relaxed: Relaxed, fixed: Indices, share: float) -> Indices:
    """Give what is as good as whole, or else some of what the relaxation takes most of."""
    open_ = (relaxed.values > TOLERANCE) & ~np.isin(relaxed.columns, fixed)
    columns, values = relaxed.columns[open_], relaxed.values[open_]
    most = np.argsort(-values, kind="stable")
    sure = most[values[most] >= SURE]
    count = max(1, round(share * len(most)))
    return columns[sure if len(sure) and share == AT_ONCE else most[:count]]
