"""The columns of a Program, written out: who, what, coefficients, points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hub_roster.program.features import Matrix
from hub_roster.program.statement import Priority, Program

Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Columns:
    """Every admissible (person, piece) pair of a Program.

    Attributes
    ----------
    person, piece
        Indices into the Program's people and pieces.
    matrix
        Rows x columns.
    points
        Price of each column.
    """

    program: Program
    person: Indices
    piece: Indices
    matrix: sparse.csc_array
    points: Indices

    def __len__(self) -> int:
        """Give their number."""
        return len(self.person)

    @cached_property
    def by_row(self) -> Matrix:
        """The matrix with rows at hand."""
        return sparse.csr_array(self.matrix)

    @cached_property
    def variable_points(self) -> Indices:
        """Price of each variable."""
        return np.array([v.points for v in self.program.variables], dtype=np.int64)

    @cached_property
    def variable_upper(self) -> Indices:
        """Upper bound of each variable."""
        return np.array([v.upper for v in self.program.variables], dtype=np.int64)

    @cached_property
    def shortfall_minutes(self) -> dict[Priority, Indices]:
        """For each priority, the minutes that one unit of each variable counts."""
        return {
            priority: np.array(
                [v.minutes if v.priority is priority else 0 for v in self.program.variables],
                dtype=np.int64,
            )
            for priority in Priority
        }


def write_out(program: Program) -> Columns:
    """Write out all columns of a Program."""
    people, pieces, blocks, points = [], [], [], []
    for index in range(len(program.people)):
        admitted = np.flatnonzero(program.admitted[index])
        people.append(np.full(len(admitted), index, dtype=np.int64))
        pieces.append(admitted.astype(np.int64))
        blocks.append(program.coefficients(index, admitted))
        points.append(program.points(index, admitted))
    if not blocks:
        empty = np.zeros(0, dtype=np.int64)
        matrix = sparse.csc_array((len(program.lower), 0), dtype=np.int64)
        return Columns(program, empty, empty, matrix, empty)
    return Columns(
        program,
        np.concatenate(people),
        np.concatenate(pieces),
        sparse.csc_array(sparse.hstack(blocks, format="csc")),
        np.concatenate(points),
    )
