"""What the tests of the solver share."""

from __future__ import annotations

import pytest

from hub_roster.domain.problem import Problem
from tests.solver.small_hubs import SMALL


@pytest.fixture
def small() -> Problem:
    """Give the small hub."""
    return SMALL
