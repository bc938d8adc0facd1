"""The reduced form of `./hub prove hubs`: unseen example hubs drafted with a fixed amount of work."""

from __future__ import annotations

import pytest

from hub_roster.examples import make_hub
from hub_roster.program.statement import Priority
from hub_roster.solver.draft import draft
from hub_roster.solver.limits import Limits

WORK = 12.0
"""About what 20 seconds hold on two cores."""


@pytest.mark.slow
@pytest.mark.parametrize("seed", [9101, 9102])
def test_an_unseen_hub_is_drafted_safely(seed: int) -> None:
    """No rule is broken, the home is covered, and what is short is never below what is proven."""
    drafted = draft(make_hub(seed), limits=Limits(seconds=None, work=WORK))
    assert drafted.judgement.violations == ()
    short = {priority: found.minutes for priority, found in drafted.judgement.shortfall.items()}
    assert [short[p] for p in (Priority.NOBODY, Priority.COVER, Priority.SAFETY)] == [0, 0, 0]
    for priority, least in drafted.shortfall_bound.items():
        assert least is None or least <= short[priority]
    assert drafted.bound is None or drafted.bound <= drafted.cost
