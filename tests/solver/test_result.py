"""A draft's own figures: gap and status from cost and bound."""

from __future__ import annotations

import dataclasses

from hub_roster.solver.result import Status
from tests.solver.small_hubs import SMALL
from tests.tiny import drafted

FOUND = drafted(SMALL)


def test_a_bound_that_is_met_is_the_best() -> None:
    """No points are left to gain."""
    assert (FOUND.bound, FOUND.gap_points, FOUND.gap, FOUND.status) == (FOUND.cost, 0, 0.0, Status.OPTIMAL)


def test_a_bound_below_leaves_a_gap() -> None:
    """The gap is the share of the cost that is left to gain."""
    found = dataclasses.replace(FOUND, bound=FOUND.cost - FOUND.cost // 4)
    assert found.gap_points == FOUND.cost // 4
    assert found.gap == FOUND.cost // 4 / FOUND.cost
    assert found.status is Status.FEASIBLE


def test_without_a_bound_there_is_no_gap() -> None:
    """Nothing is said of how good it is."""
    found = dataclasses.replace(FOUND, bound=None)
    assert (found.gap_points, found.gap, found.status) == (None, None, Status.FEASIBLE)
