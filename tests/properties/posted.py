"""What a Program says of rosters: which are legal, and the least shortfall and points of each by rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hub_roster.program.features import Feature
from hub_roster.program.pieces import Piece, PieceKind
from hub_roster.program.statement import Builder, Priority, Program
from hub_roster.rules.rulebook import BoundRules
from tests.properties.settling import Block, Whole

Flags = NDArray[np.bool_]
Account = tuple[str, Priority | None]
"""A rule and the priority it charges shortfall at; None for points."""


@dataclass
class Verdicts:
    """What a Program says of some rosters.

    Attributes
    ----------
    broken
        By rule that posts rows: which rosters its rows cannot be met for.
    charged
        By account: minutes or points of each roster; accounts of nothing are missing.
    """

    count: int
    broken: dict[str, Flags] = field(default_factory=dict)
    charged: dict[Account, Whole] = field(default_factory=dict)

    @property
    def legal(self) -> Flags:
        """Which rosters no rows speak against."""
        illegal = np.zeros(self.count, dtype=np.bool_)
        for flags in self.broken.values():
            illegal |= flags
        return ~illegal

    def breaks(self, rule: str, flags: Flags) -> None:
        """Note rosters a rule's rows cannot be met for."""
        if flags.any():
            self.broken[rule] = self.broken.get(rule, np.zeros(self.count, dtype=np.bool_)) | flags

    def charge(self, account: Account, amounts: Whole) -> None:
        """Add amounts to an account."""
        if amounts.any():
            self.charged[account] = self.charged.get(account, np.zeros(self.count, dtype=np.int64)) + amounts


@dataclass(frozen=True)
class Group:
    """Rows tied together by helpers, or one row without any.

    Attributes
    ----------
    rows
        Their indices in the Program.
    columns, beside
        Rows x columns, rows x helpers of the group.
    accounts, weights
        What its helpers charge: accounts, and accounts x helpers.
    """

    rule: str
    rows: tuple[int, ...]
    columns: Whole
    lower: Whole
    upper: Whole
    helpers: tuple[int, ...]
    beside: Whole
    most: Whole
    accounts: tuple[Account, ...]
    weights: Whole

    def settle(self, verdicts: Verdicts, rosters: Flags) -> None:
        """Add what the rows say of rosters."""
        activity = rosters.astype(np.int64) @ self.columns.T
        if not self.helpers:
            outside: Flags = (activity < self.lower) | (activity > self.upper)
            verdicts.breaks(self.rule, np.asarray(outside.any(axis=1)))
            return
        different, of = np.unique(activity, axis=0, return_inverse=True)
        block = Block(self.beside, self.lower, self.upper, self.most, self.weights)
        best = [block.least(each) for each in different]
        verdicts.breaks(self.rule, np.array([values is None for values in best])[of])
        for k, account in enumerate(self.accounts):
            amounts = [0 if v is None else int(self.weights[k] @ v) for v in best]
            verdicts.charge(account, np.array(amounts, dtype=np.int64)[of])


@dataclass(frozen=True)
class Posted:
    """A Program with its columns and helpers apart.

    Columns are what rosters are made of. Helpers are the Program's variables and, behind them, the weekly
    rests: no roster holds them, so it only counts that there are some.
    """

    program: Program
    rules: BoundRules

    @cached_property
    def column_prices(self) -> Mapping[str, Whole]:
        """Points of each column by the rules that price any."""
        builder = _PricesByRule(self.program)
        for rule in self.rules:
            builder.posting = rule.name
            rule.post(builder)
        features = sparse.csc_array(builder.table.matrix())
        found: dict[str, Whole] = {}
        for name, prices in builder.charged.items():
            points = np.zeros(self.program.admitted.shape, dtype=np.int64)
            for (person, feature), amount in prices.items():
                column = builder.table.index[feature]
                pieces = slice(*features.indptr[column : column + 2])
                who = self.program.people.index(person)
                points[who, features.indices[pieces]] += amount * features.data[pieces]
            found[name] = self._of_columns(points)
        together = np.array([self.program.points(p, slice(None)) for p in range(len(self.program.people))])
        apart = sum(found.values(), np.zeros(len(self.columns), np.int64))
        assert np.array_equal(apart, self._of_columns(together))
        return found

    def _of_columns(self, points: Whole) -> Whole:
        """Give points of people x pieces for each column."""
        people, pieces = np.array(self.pairs(rest=False), dtype=np.int64).reshape(-1, 2).T
        return np.asarray(points[people, pieces])

    @cached_property
    def columns(self) -> tuple[tuple[int, Piece], ...]:
        """Person and piece of each column."""
        return tuple((p, self.program.pieces[k]) for p, k in self.pairs(rest=False))

    def pairs(self, *, rest: bool) -> list[tuple[int, int]]:
        """Give person and piece, by index, of each column, or of each weekly rest."""
        return self._pairs[rest]

    @cached_property
    def _pairs(self) -> dict[bool, list[tuple[int, int]]]:
        is_rest = np.array([piece.kind is PieceKind.REST for piece in self.program.pieces])
        return {
            rest: [(int(p), int(k)) for p, k in np.argwhere(self.program.admitted & (is_rest == rest))]
            for rest in (False, True)
        }

    def _coefficients(self, pairs: list[tuple[int, int]]) -> Whole:
        features = self.program.features.toarray()
        terms = [terms.toarray() for terms in self.program.terms]
        found = [terms[person] @ features[piece] for person, piece in pairs]
        return np.array(found, dtype=np.int64).reshape(len(pairs), len(self.program.lower)).T

    @cached_property
    def matrix(self) -> Whole:
        """Rows x columns."""
        return self._coefficients(self.pairs(rest=False))

    @cached_property
    def helpers(self) -> Whole:
        """Rows x helpers."""
        variables = self.program.row_variables.toarray().astype(np.int64)
        return np.hstack([variables, self._coefficients(self.pairs(rest=True))])

    @cached_property
    def helper_upper(self) -> Whole:
        """Most of each helper."""
        uppers = [variable.upper for variable in self.program.variables]
        return np.array(uppers + [1] * len(self.pairs(rest=True)), dtype=np.int64)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Rows and helpers in groups that have nothing to do with one another."""
        group_of = list(range(len(self.program.lower)))

        def root(row: int) -> int:
            while group_of[row] != row:
                row = group_of[row]
            return row

        for helper in range(self.helpers.shape[1]):
            rows = np.flatnonzero(self.helpers[:, helper]).tolist()
            for other in rows[1:]:
                group_of[root(other)] = root(rows[0])
        members: dict[int, list[int]] = defaultdict(list)
        for row in range(len(group_of)):
            members[root(row)].append(row)
        return tuple(self._group(rows) for rows in members.values())

    def _group(self, rows: list[int]) -> Group:
        helpers = np.flatnonzero(self.helpers[rows].any(axis=0)).tolist()
        weights: dict[Account, Whole] = {}
        for k, helper in enumerate(helpers):
            if helper < len(self.program.variables):
                variable = self.program.variables[helper]
                for account, weight in (
                    ((variable.rule, variable.priority), variable.minutes),
                    ((variable.rule, None), variable.points),
                ):
                    if weight:
                        weights.setdefault(account, np.zeros(len(helpers), np.int64))[k] = weight
        accounts = sorted(weights, key=lambda account: (account[1] or 9, account[0]))
        return Group(
            # Rests of one person hang together: the weekly rest and the daily rests round it.
            rule=self.program.names[rows[-1]][0],
            rows=tuple(rows),
            columns=self.matrix[rows],
            lower=self.program.lower[rows],
            upper=self.program.upper[rows],
            helpers=tuple(helpers),
            beside=self.helpers[np.ix_(rows, helpers)],
            most=self.helper_upper[helpers],
            accounts=tuple(accounts),
            weights=np.array([weights[a] for a in accounts], dtype=np.int64).reshape(
                len(accounts), len(helpers)
            ),
        )

    def verdicts(self, rosters: Flags, groups: Iterable[Group] | None = None) -> Verdicts:
        """Judge rosters, given as rosters x columns, by all rows and prices or by the rows of some groups."""
        verdicts = Verdicts(len(rosters))
        for group in self.groups if groups is None else groups:
            group.settle(verdicts, rosters)
        for rule, prices in self.column_prices.items() if groups is None else ():
            verdicts.charge((rule, None), rosters @ prices)
        return verdicts

    def of_one_person(self, group: Group) -> int | None:
        """Give the person all columns in a group belong to; None where they are several's, or nobody's."""
        people = {self.columns[column][0] for column in np.flatnonzero(group.columns.any(axis=0))}
        return people.pop() if len(people) == 1 else None


class _PricesByRule(Builder):
    """A builder that notes which rule charges what, as all post to it in turn."""

    def __init__(self, program: Program) -> None:
        super().__init__(program.problem, program.pieces)
        self.charged: dict[str, dict[tuple[str, Feature], int]] = defaultdict(lambda: defaultdict(int))
        self.posting = ""

    def price(self, person: str, feature: Feature, points: int) -> None:
        """Note a price instead of adding it up with those of other rules."""
        if feature in self.table.index:
            self.charged[self.posting][person, feature] += points
