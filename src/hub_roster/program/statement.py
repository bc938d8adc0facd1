"""The frozen integer Program, and the builder that rules post it with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hub_roster.domain.problem import Problem
from hub_roster.program.features import Feature, FeatureTable, Matrix, begun, from_base, takes
from hub_roster.program.pieces import Piece, PieceKind

UNBOUNDED = 2**53
"""Stands for no bound on a row; far beyond what any row can reach."""


class Priority(IntEnum):
    """Order in which shortfall is kept least (design: what is optimised, exactly)."""

    NOBODY = 1
    COVER = 2
    SAFETY = 3
    AGREED = 4
    OTHER = 5
    MEETINGS = 6


@dataclass(frozen=True, slots=True)
class Variable:
    """A whole number beside the columns: something short, above, missed.

    Attributes
    ----------
    points
        Its price in the cost.
    priority, minutes
        For shortfall: where it ranks, and what one unit of it counts there.
    """

    rule: str
    subject: str
    upper: int
    points: int = 0
    priority: Priority | None = None
    minutes: int = 0


@dataclass(slots=True)
class Row:
    """One row while it is built: lower <= columns and variables, weighted <= upper."""

    rule: str
    subject: str
    lower: int
    upper: int
    lazy: bool
    integer_only: bool
    people: list[int] = field(default_factory=list)
    features: list[int] = field(default_factory=list)
    amounts: list[int] = field(default_factory=list)
    variables: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Program:
    """The mathematical statement of a draft.

    A *column* is a (person, piece) pair with value 0 or 1. The coefficient of a column in a row is the sum
    over the piece's features of amount x the row's coefficient for that person and feature; its points
    likewise.

    Attributes
    ----------
    people
        Keys, in the order of the person axis.
    features
        Pieces x features: amounts.
    admitted
        People x pieces: whether the column exists.
    terms
        For each person, rows x features: coefficients.
    row_variables
        Rows x variables: coefficients.
    lazy
        Rows an LP may leave out until a solution breaks them; an integer solve has them all.
    integer_only
        Rows an LP leaves out for good: over fractions they say next to nothing, and its bound holds without.
    prices
        People x features: points.
    whole
        Every piece there is was listed. Without that no bound holds for what was not.
    """

    problem: Problem
    people: tuple[str, ...]
    pieces: tuple[Piece, ...]
    features: Matrix
    admitted: NDArray[np.bool_]
    names: tuple[tuple[str, str], ...]
    lower: NDArray[np.int64]
    upper: NDArray[np.int64]
    lazy: NDArray[np.bool_]
    integer_only: NDArray[np.bool_]
    terms: tuple[Matrix, ...]
    row_variables: Matrix
    variables: tuple[Variable, ...]
    prices: Matrix
    whole: bool = True

    def points(self, person: int, pieces: NDArray[np.int64] | slice) -> NDArray[np.int64]:
        """Give the points of a person's columns for some pieces."""
        price = self.prices[[person], :].toarray()[0]
        return np.asarray(self.features[pieces] @ price)

    def coefficients(self, person: int, pieces: NDArray[np.int64]) -> sparse.csc_array:
        """Give rows x pieces: the coefficients of a person's columns."""
        return sparse.csc_array(self.terms[person] @ self.features[pieces].T)

    @property
    def column_count(self) -> int:
        """How many columns exist."""
        return int(self.admitted.sum())


class Builder:
    """Collects rows, variables and prices from rules, then freezes them."""

    def __init__(self, problem: Problem, pieces: Sequence[Piece]) -> None:
        self.problem = problem
        self.pieces = tuple(pieces)
        self.people = tuple(sorted(person.key for person in problem.people))
        self.table = FeatureTable(problem, self.pieces)
        self._person = {key: k for k, key in enumerate(self.people)}
        self._rows: list[Row] = []
        self._variables: list[Variable] = []
        self._price: dict[tuple[int, int], int] = {}
        self._barred: dict[int, set[int]] = {}
        self._refused: list[tuple[int, NDArray[np.bool_]]] = []
        self._kept: set[tuple[str, Feature]] = set()
        self._keep_begun()

    def _keep_begun(self) -> None:
        """Hold everyone to the duty they had begun before the period: it is a fact."""
        for key in sorted(self.problem.duty_before):
            row = self.row("begun before the period", key, lower=1)
            self.take(row, [key], begun(key))
        for piece in self.pieces:
            if piece.kind is PieceKind.BEGUN and piece.person is not None:
                self._kept.update((piece.person, takes(task)) for task in piece.tasks)

    @property
    def starts(self) -> NDArray[np.int64]:
        """Start instant of each piece."""
        return np.array([piece.start for piece in self.pieces], dtype=np.int64)

    @property
    def ends(self) -> NDArray[np.int64]:
        """End instant of each piece."""
        return np.array([piece.end for piece in self.pieces], dtype=np.int64)

    def is_kind(self, *kinds: PieceKind) -> NDArray[np.bool_]:
        """Say of each piece whether it is of one of some kinds."""
        return np.array([piece.kind in kinds for piece in self.pieces], dtype=np.bool_)

    def variable(
        self,
        rule: str,
        subject: str,
        upper: int,
        *,
        points: int = 0,
        priority: Priority | None = None,
        minutes: int = 0,
    ) -> int:
        """Add a whole number from 0 to `upper`; give its index."""
        self._variables.append(Variable(rule, subject, upper, points, priority, minutes))
        return len(self._variables) - 1

    def row(
        self,
        rule: str,
        subject: str,
        *,
        lower: int = -UNBOUNDED,
        upper: int = UNBOUNDED,
        lazy: bool = False,
        integer_only: bool = False,
    ) -> Row:
        """Add a row, to be filled by `take` and `add`."""
        self._rows.append(Row(rule, subject, lower, upper, lazy, integer_only))
        return self._rows[-1]

    def rows_of(self, rule: str) -> list[Row]:
        """Give the rows a rule has posted so far."""
        return [row for row in self._rows if row.rule == rule]

    def take(self, row: Row, people: Iterable[str], feature: Feature, amount: int = 1) -> None:
        """Add `amount` for every unit of a feature that any of these people takes."""
        column = self.table.index.get(feature)
        if column is None or amount == 0:
            return
        for key in people:
            row.people.append(self._person[key])
            row.features.append(column)
            row.amounts.append(amount)

    def add(self, row: Row, variable: int, amount: int = 1) -> None:
        """Add `amount` for every unit of a variable."""
        row.variables.append((variable, amount))

    def price(self, person: str, feature: Feature, points: int) -> None:
        """Charge a person's columns `points` for every unit of a feature."""
        column = self.table.index.get(feature)
        if column is not None and points:
            key = (self._person[person], column)
            self._price[key] = self._price.get(key, 0) + points

    def bar(self, person: str, feature: Feature) -> None:
        """Take away every column of a person whose piece has a feature."""
        column = self.table.index.get(feature)
        if column is not None:
            self._barred.setdefault(self._person[person], set()).add(column)

    def open(self, person: str, feature: Feature) -> bool:
        """Say whether a person may have columns with a feature, as far as is barred so far.

        What their duty begun before the period takes they have, whatever bars it for others.
        """
        column = self.table.index.get(feature)
        if column is None:
            return False
        return column not in self._barred.get(self._person[person], ()) or (person, feature) in self._kept

    def refuse(self, person: str, refused: NDArray[np.bool_]) -> None:
        """Take away a person's columns of the pieces flagged."""
        self._refused.append((self._person[person], refused))

    def freeze(self) -> Program:
        """Give the Program. Duties already begun are kept by a row of their own."""
        features = self.table.matrix()
        rows = self._rows
        return Program(
            problem=self.problem,
            people=self.people,
            pieces=self.pieces,
            features=features,
            admitted=self._admitted(features),
            names=tuple((row.rule, row.subject) for row in rows),
            lower=np.array([row.lower for row in rows], dtype=np.int64),
            upper=np.array([row.upper for row in rows], dtype=np.int64),
            lazy=np.array([row.lazy for row in rows], dtype=np.bool_),
            integer_only=np.array([row.integer_only for row in rows], dtype=np.bool_),
            terms=self._terms(features.shape[1]),
            row_variables=self._row_variables(),
            variables=tuple(self._variables),
            prices=self._prices(features.shape[1]),
        )

    def _admitted(self, features: Matrix) -> NDArray[np.bool_]:
        admitted = np.ones((len(self.people), len(self.pieces)), dtype=np.bool_)
        bases = {piece.base for piece in self.pieces if piece.base is not None}
        for person in self.problem.people:
            for base in sorted(bases - {person.base}):
                self.bar(person.key, from_base(base))
        for person_index, columns in self._barred.items():
            flags = np.zeros(features.shape[1], dtype=np.int64)
            flags[list(columns)] = 1
            admitted[person_index] &= (features @ flags) == 0
        for person_index, refused in self._refused:
            admitted[person_index] &= ~refused
        for index, piece in enumerate(self.pieces):
            if piece.kind is PieceKind.BEGUN:
                admitted[:, index] = np.array([key == piece.person for key in self.people])
        return admitted

    def _terms(self, width: int) -> tuple[Matrix, ...]:
        shape = (len(self._rows), width)
        numbers = [np.full(len(row.people), k) for k, row in enumerate(self._rows)]
        row_of = np.concatenate(numbers) if numbers else np.zeros(0, np.int64)
        person_of = np.array([p for row in self._rows for p in row.people], dtype=np.int64)
        feature_of = np.array([f for row in self._rows for f in row.features], dtype=np.int64)
        amount_of = np.array([a for row in self._rows for a in row.amounts], dtype=np.int64)
        order = np.argsort(person_of, kind="stable")
        edges = np.searchsorted(person_of[order], np.arange(len(self.people) + 1))
        terms = []
        for person in range(len(self.people)):
            part = order[edges[person] : edges[person + 1]]
            where = (row_of[part].astype(np.int64), feature_of[part])
            terms.append(sparse.csr_array(sparse.coo_array((amount_of[part], where), shape=shape)))
        return tuple(terms)

    def _row_variables(self) -> Matrix:
        entries = [(k, v, a) for k, row in enumerate(self._rows) for v, a in row.variables]
        data = np.array([a for _, _, a in entries], dtype=np.int64)
        where = (
            np.array([k for k, _, _ in entries], dtype=np.int64),
            np.array([v for _, v, _ in entries], dtype=np.int64),
        )
        shape = (len(self._rows), len(self._variables))
        return sparse.csr_array(sparse.coo_array((data, where), shape=shape))

    def _prices(self, width: int) -> Matrix:
        data = np.array(list(self._price.values()), dtype=np.int64)
        keys = np.array(list(self._price), dtype=np.int64).reshape(-1, 2)
        shape = (len(self.people), width)
        return sparse.csr_array(sparse.coo_array((data, (keys[:, 0], keys[:, 1])), shape=shape))
