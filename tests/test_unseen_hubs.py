"""The reduced form of `./hub prove hubs`: unseen example hubs drafted with a fixed amount of work."""

from __future__ import annotations

import pytest

from hub_roster.examples import make_hub
from hub_roster.program.statement import Priority
from hub_roster.solver.draft import draft
from hub_roster.solver.limits import Limits

WORK = {"north-yorkshire": 12.0, "shropshire": 36.0, "crewe": 6.0}
"""For a hub like North Yorkshire's about what 20 seconds hold on two cores, for one like Shropshire's 75."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("like", "seed"),
    [("north-yorkshire", 9101), ("north-yorkshire", 9102), ("shropshire", 9101), ("crewe", 9101)],
)
def test_an_unseen_hub_is_drafted_safely(like: str, seed: int) -> None:
    """No rule is broken, the home is covered, and what is short is never below what is proven."""
    drafted = draft(make_hub(seed, like=like), limits=Limits(seconds=None, work=WORK[like]))
    assert drafted.judgement.violations == ()
    short = {priority: found.minutes for priority, found in drafted.judgement.shortfall.items()}
    assert [short[p] for p in (Priority.NOBODY, Priority.COVER, Priority.SAFETY)] == [0, 0, 0]
    for priority, least in drafted.shortfall_bound.items():
        assert least is None or least <= short[priority]
    assert drafted.bound is None or drafted.bound <= drafted.cost
