"""What ties people's weeks together: the rows and variables that more than one person touches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from hub_roster.program.features import Matrix
from hub_roster.solver.columns import Columns, Indices

SHARED = -1
"""Stands for no single person."""


@dataclass(frozen=True)
class Ties:
    """Whose each row and each variable is.

    Attributes
    ----------
    rows, variables
        The index of the one person whose columns decide it, or `SHARED`.
    """

    rows: Indices
    variables: Indices


def ties(columns: Columns) -> Ties:
    """Find out whose every row and variable is: rows that share a variable are one matter."""
    program = columns.program
    matters = _matters(program.row_variables)
    count = len(program.lower)
    entries = columns.matrix.tocoo()
    people = columns.person[entries.col]
    first = np.full(matters.max(initial=-1) + 1, len(program.people), dtype=np.int64)
    last = np.full(len(first), SHARED, dtype=np.int64)
    np.minimum.at(first, matters[entries.row], people)
    np.maximum.at(last, matters[entries.row], people)
    whose = np.where(first == last, first, SHARED)
    return Ties(whose[matters[:count]], whose[matters[count:]])


def _matters(row_variables: Matrix) -> Indices:
    """Give a number to each row, and each variable behind them: the same where they belong together."""
    rows, variables = row_variables.shape
    entries = row_variables.tocoo()
    joined = sparse.coo_array(
        (np.ones(entries.nnz, dtype=np.int8), (entries.row, rows + entries.col)),
        shape=(rows + variables, rows + variables),
    )
    _, numbers = sparse.csgraph.connected_components(joined, directed=False)
    return np.asarray(numbers, dtype=np.int64)
