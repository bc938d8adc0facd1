"""Least values of helpers, found by bounds and branching, are those that trying every value finds."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np

from tests.properties.settling import Block


def test_least_values_are_those_of_trying_all() -> None:
    """On random rows over few helpers: the same feasibility and the same least sums, first things first."""
    rng = Random(5)
    for _ in range(300):
        rows, helpers = rng.choice((1, 2, 3)), rng.choice((1, 2, 3, 4))
        block = Block(
            matrix=np.array([[rng.choice((-3, -1, 0, 1, 2)) for _ in range(helpers)] for _ in range(rows)]),
            row_lower=np.array([rng.choice((-(2**53), -2, 0, 1)) for _ in range(rows)]),
            row_upper=np.array([rng.choice((2**53, 1, 3)) for _ in range(rows)]),
            upper=np.array([rng.choice((1, 2, 4)) for _ in range(helpers)]),
            weights=np.array([[rng.choice((0, 1, 7)) for _ in range(helpers)] for _ in range(2)]),
        )
        activity = np.array([rng.randrange(-3, 4) for _ in range(rows)])
        tried = [np.array(values) for values in product(*(range(u + 1) for u in block.upper.tolist()))]
        reached = [(values, activity + block.matrix @ values) for values in tried]
        sums = [
            tuple((block.weights @ values).tolist())
            for values, sides in reached
            if ((block.row_lower <= sides) & (sides <= block.row_upper)).all()
        ]
        found = block.least(activity)
        assert (None if found is None else tuple((block.weights @ found).tolist())) == min(sums, default=None)
