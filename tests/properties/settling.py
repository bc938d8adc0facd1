"""Least values of helper variables beside fixed columns, found exactly by bounds and branching.

Written for the tests alone: no solver of the package takes part, so that none can hide its own faults.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """Rows that share helpers, and those helpers.

    Attributes
    ----------
    matrix
        Rows x helpers.
    upper
        Most of each helper; the least is 0.
    weights
        Aims x helpers, first things first: what is made least.
    """

    matrix: Whole
    row_lower: Whole
    row_upper: Whole
    upper: Whole
    weights: Whole

    def least(self, activity: Whole) -> Whole | None:
        """Give the best helper values beside the activity of the columns; None where there are none."""
        need, most = self.row_lower - activity, self.row_upper - activity
        return self._search(need, most, np.zeros_like(self.upper), self.upper.copy(), None)

    def _search(self, need: Whole, most: Whole, low: Whole, high: Whole, best: Whole | None) -> Whole | None:
        if not self._tighten(need, most, low, high):
            return best
        if best is not None and self._value(low) >= self._value(best):
            return best
        reached = self.matrix @ low
        broken = np.flatnonzero((reached < need) | (reached > most))
        if not len(broken):
            # Everything at its least: no weight is negative, so nothing here is better.
            return low
        open_helpers = np.flatnonzero((self.matrix[broken[0]] != 0) & (low < high))
        helper = open_helpers[0]
        for at_least in (True, False):
            lower, higher = low.copy(), high.copy()
            if at_least:
                lower[helper] += 1
            else:
                higher[helper] = low[helper]
            best = self._search(need, most, lower, higher, best)
            if best is not None and not self.weights.any():
                return best
        return best

    def _value(self, values: Whole) -> tuple[int, ...]:
        return tuple((self.weights @ values).tolist())

    def _tighten(self, need: Whole, most: Whole, low: Whole, high: Whole) -> bool:
        """Narrow the bounds in place until nothing changes; False where no value is left."""
        positive, negative = np.maximum(self.matrix, 0), np.minimum(self.matrix, 0)
        rows, helpers = np.nonzero(self.matrix)
        factor = self.matrix[rows, helpers]
        while True:
            least = positive @ low + negative @ high
            greatest = positive @ high + negative @ low
            if (least > most).any() or (greatest < need).any():
                return False
            own_least = np.where(factor > 0, factor * low[helpers], factor * high[helpers])
            own_greatest = np.where(factor > 0, factor * high[helpers], factor * low[helpers])
            room = most[rows] - (least[rows] - own_least)
            due = need[rows] - (greatest[rows] - own_greatest)
            size = np.abs(factor)
            highest = np.where(factor > 0, room // size, -due // size)
            lowest = np.where(factor > 0, -(-due // size), -(room // size))
            new_low, new_high = low.copy(), high.copy()
            np.maximum.at(new_low, helpers, lowest)
            np.minimum.at(new_high, helpers, highest)
            if (new_low > new_high).any():
                return False
            if (new_low == low).all() and (new_high == high).all():
                return True
            low[:], high[:] = new_low, new_high
