"""Faults put into posted rows, one at a time, and whether judge and Program then differ on any roster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

import numpy as np

from hub_roster.program.statement import UNBOUNDED
from tests.properties.comparison import Comparison
from tests.properties.posted import Account, Group, Verdicts
from tests.properties.settling import Whole


class FaultKind(StrEnum):
    """What is wrong with a row."""

    DROPPED = "dropped"
    COEFFICIENT = "coefficient shifted"
    BOUND = "bound shifted"


@dataclass(frozen=True)
class RowFault:
    """A group of rows with one fault in it."""

    rule: str
    kind: FaultKind
    group: Group


class Faulty:
    """The rows of one tiny hub's Program, and what a fault in them changes."""

    def __init__(self, comparison: Comparison, seed: int) -> None:
        self._comparison = comparison
        self._tiny = comparison.tiny
        self._posted = self._tiny.posted
        self._rng = Random(seed)
        self._rosters = self._tiny.flags(self._tiny.all)
        self._own = {
            group.rows: self._posted.verdicts(self._rosters, [group]) for group in self._posted.groups
        }
        self._broken = np.sum([~own.legal for own in self._own.values()], axis=0)

    def faults(self) -> Iterator[RowFault]:
        """Give faults of every row: it is gone; a coefficient is one off; a bound is one off."""
        for group in self._posted.groups:
            for at, row in enumerate(group.rows):
                rule = self._posted.program.names[row][0]
                yield RowFault(rule, FaultKind.DROPPED, _bounded(group, at, -UNBOUNDED, UNBOUNDED))
                for shifted in self._coefficients_shifted(group, at, row):
                    yield RowFault(rule, FaultKind.COEFFICIENT, shifted)
                for shifted in _bounds_shifted(group, at):
                    yield RowFault(rule, FaultKind.BOUND, shifted)

    def caught(self, fault: RowFault) -> bool:
        """Say whether judge and Program differ on some roster because of a fault."""
        before, after = self._own[fault.group.rows], self._posted.verdicts(self._rosters, [fault.group])
        others_allow = (self._broken - ~before.legal) == 0
        compared = self._comparison.alike & others_allow
        # What is one duty and no longer kept from being two is noticed as well.
        if (others_allow & (before.legal != after.legal)).any():
            return True
        compared &= before.legal
        return any(
            (compared & (_charged(before, account) != _charged(after, account))).any()
            for account in {*before.charged, *after.charged}
        )

    def _coefficients_shifted(self, group: Group, at: int, row: int) -> Iterator[Group]:
        """Give the group with a coefficient of columns one up or down, and with one of a helper."""
        entries = [
            (person, int(feature))
            for person, terms in enumerate(self._posted.program.terms)
            for feature in terms[[row], :].indices
        ]
        if entries:
            yield self._feature_shifted(group, at, *self._rng.choice(entries))
        used = [k for k in np.flatnonzero(group.beside[at]) if group.helpers[k] < self._variables]
        if used:
            beside = group.beside.copy()
            beside[at, self._rng.choice(used)] += self._rng.choice((-1, 1))
            yield replace(group, beside=beside)

    @property
    def _variables(self) -> int:
        return len(self._posted.program.variables)

    def _feature_shifted(self, group: Group, at: int, person: int, feature: int) -> Group:
        by = self._rng.choice((-1, 1))
        amounts = self._posted.program.features[:, [feature]].toarray()[:, 0] * by

        def shift(pairs: list[tuple[int, int]]) -> Whole:
            return np.array([amounts[piece] if who == person else 0 for who, piece in pairs], dtype=np.int64)

        columns, beside = group.columns.copy(), group.beside.copy()
        columns[at] += shift(self._posted.pairs(rest=False))
        rests = np.concatenate([np.zeros(self._variables, np.int64), shift(self._posted.pairs(rest=True))])
        beside[at] += rests[list(group.helpers)]
        return replace(group, columns=columns, beside=beside)


def _bounded(group: Group, at: int, lower: int, upper: int) -> Group:
    lowers, uppers = group.lower.copy(), group.upper.copy()
    lowers[at], uppers[at] = lower, upper
    return replace(group, lower=lowers, upper=uppers)


def _bounds_shifted(group: Group, at: int) -> Iterator[Group]:
    lower, upper = int(group.lower[at]), int(group.upper[at])
    for by in (-1, 1):
        if lower > -UNBOUNDED:
            yield _bounded(group, at, lower + by, max(upper, lower + by))
        if upper < UNBOUNDED:
            yield _bounded(group, at, min(lower, upper + by), upper + by)


def _charged(verdicts: Verdicts, account: Account) -> Whole:
    return verdicts.charged.get(account, np.zeros(verdicts.count, dtype=np.int64))


def tally(
    comparison: Comparison, seed: int
) -> tuple[Counter[tuple[str, FaultKind]], Counter[tuple[str, FaultKind]]]:
    """Count the faults of each rule's rows: those caught, and all."""
    caught: Counter[tuple[str, FaultKind]] = Counter()
    tried: Counter[tuple[str, FaultKind]] = Counter()
    faulty = Faulty(comparison, seed)
    for fault in faulty.faults():
        tried[fault.rule, fault.kind] += 1
        caught[fault.rule, fault.kind] += faulty.caught(fault)
    return caught, tried
