"""Features: what rows and prices say of a piece, so that a column listed later has its coefficients too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hub_roster.domain.clock import Instant, day_of
from hub_roster.domain.duty import Duty, Length
from hub_roster.domain.home import PartKind
from hub_roster.domain.people import PatternDay
from hub_roster.domain.problem import Problem
from hub_roster.program.pieces import Piece, PieceKind

Feature = tuple[str, ...]
"""A name in parts. Two pieces with equal features look alike to every row and price."""

WISHED_KINDS: Mapping[PatternDay, frozenset[PartKind]] = MappingProxyType(
    {
        PatternDay.EARLY: frozenset({PartKind.EARLY, PartKind.DAY}),
        PatternDay.LATE: frozenset({PartKind.LATE, PartKind.DAY}),
        PatternDay.NIGHT: frozenset({PartKind.SLEEP_IN, PartKind.WAKING_NIGHT}),
        PatternDay.OUTREACH: frozenset({PartKind.OUTREACH}),
    }
)
"""What a duty holds that is of the kind a working pattern or a request names."""

Matrix = sparse.csr_array


def takes(task: str) -> Feature:
    """A shift, appointment or spell is taken."""
    return ("takes", task)


def takes_at(task: str, start: Instant) -> Feature:
    """An appointment is taken at a start, in a duty or from a shift."""
    return ("takes at", task, str(start))


def from_shift(task: str, start: Instant) -> Feature:
    """An appointment is taken at a start, from a shift."""
    return ("from shift", task, str(start))


def touches(day: date) -> Feature:
    """A duty with a task of the period has a minute on a date."""
    return ("touches", day.isoformat())


def starts_on(day: date) -> Feature:
    """A duty starts on a date."""
    return ("starts on", day.isoformat())


def takes_on(task: str, day: date) -> Feature:
    """An appointment that may be on several days is taken on one of them."""
    return ("takes on", task, day.isoformat())


def matches(wish: PatternDay, day: date) -> Feature:
    """A duty that starts on a date is of the kind a pattern or request names."""
    return ("matches", wish.value, day.isoformat())


def is_of(wish: PatternDay, duty: Duty) -> bool:
    """Say whether a duty is of the kind a pattern or request names."""
    return not WISHED_KINDS[wish].isdisjoint(duty.kinds)


def minutes(length: Length, week: int) -> Feature:
    """Minutes of a length that fall to a week of the period, counted from 0."""
    return ("minutes", length.value, str(week))


def driving() -> Feature:
    """Minutes of driving."""
    return ("driving",)


def from_base(base: str) -> Feature:
    """A duty of visits alone starts at a base."""
    return ("from base", base)


def begun(person: str) -> Feature:
    """The duty a person had begun before the period."""
    return ("begun", person)


def weekly_rest(week: int) -> Feature:
    """A weekly rest lies in a week of the period."""
    return ("weekly rest", str(week))


def covers(family: str, moment: Instant) -> Feature:
    """A span that a rule gives each piece holds a moment."""
    return ("covers", family, str(moment))


class FeatureTable:
    """The features of every piece, as a matrix that grows by families of columns.

    Attributes
    ----------
    index
        The column of each feature.
    """

    def __init__(self, problem: Problem, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._problem = problem
        self.index: dict[Feature, int] = {}
        self._blocks: list[Matrix] = [self._counted()]

    def _counted(self) -> Matrix:
        rows: list[int] = []
        columns: list[int] = []
        amounts: list[int] = []
        for row, piece in enumerate(self._pieces):
            for feature, amount in _features(self._problem, piece):
                rows.append(row)
                columns.append(self.index.setdefault(feature, len(self.index)))
                amounts.append(amount)
        return _matrix(rows, columns, amounts, (len(self._pieces), len(self.index)))

    def add_spans(self, family: str, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> list[Feature]:
        """Add a feature for each moment at which a largest set of spans meets.

        Parameters
        ----------
        starts, ends
            A half-open span for each piece; an empty one meets nothing.

        Returns
        -------
        The features: two spans share a minute exactly if they share one of these.
        """
        alive = ends > starts
        moments = _meeting_moments(starts[alive], ends[alive])
        first = np.searchsorted(moments, starts, side="left")
        last = np.where(alive, np.searchsorted(moments, ends, side="left"), first)
        counts = np.maximum(0, last - first)
        rows = np.repeat(np.arange(len(starts)), counts)
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        columns = np.repeat(first, counts) + offsets
        return self._append(
            [covers(family, int(m)) for m in moments], rows, columns, np.ones(len(rows), np.int64)
        )

    def add_flags(self, feature: Feature, flagged: NDArray[np.bool_]) -> None:
        """Add one feature that some pieces have."""
        rows = np.flatnonzero(flagged)
        self._append([feature], rows, np.zeros(len(rows), np.int64), np.ones(len(rows), np.int64))

    def add_amounts(self, feature: Feature, amounts: NDArray[np.int64]) -> None:
        """Add one feature of which each piece has so many units."""
        rows = np.flatnonzero(amounts)
        self._append([feature], rows, np.zeros(len(rows), np.int64), amounts[rows].astype(np.int64))

    def _append(
        self,
        features: list[Feature],
        rows: NDArray[np.int64],
        columns: NDArray[np.int64],
        amounts: NDArray[np.int64],
    ) -> list[Feature]:
        for feature in features:
            if feature in self.index:
                raise ValueError(f"feature {feature} is there already")
            self.index[feature] = len(self.index)
        self._blocks.append(_matrix(rows, columns, amounts, (len(self._pieces), len(features))))
        return features

    def has(self, feature: Feature) -> NDArray[np.bool_]:
        """Say of each piece whether it has a feature."""
        column = self.index[feature]
        for block in self._blocks:
            if column < block.shape[1]:
                return np.asarray(block[:, [column]].toarray()[:, 0] > 0)
            column -= block.shape[1]
        raise KeyError(feature)

    def matrix(self) -> Matrix:
        """Give pieces x features."""
        return sparse.csr_array(sparse.hstack(self._blocks, format="csr"))


def _meeting_moments(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give, for each end, the last start before it: the largest sets of spans meet at those moments."""
    if not len(starts):
        return np.zeros(0, np.int64)
    opening = np.unique(starts)
    position = np.searchsorted(opening, np.unique(ends), side="left") - 1
    return opening[np.unique(position[position >= 0])]


def _features(problem: Problem, piece: Piece) -> Iterator[tuple[Feature, int]]:
    if piece.kind is PieceKind.REST:
        yield weekly_rest(piece.week or 0), 1
        return
    for task in piece.tasks:
        yield takes(task), 1
    if piece.attached is not None:
        yield from _starting(problem, piece.attached, piece.start)
        yield from_shift(piece.attached, piece.start), 1
    duty = piece.duty
    if duty is None:
        return
    if piece.person is not None:
        yield begun(piece.person), 1
    if piece.base is not None:
        yield from_base(piece.base), 1
    for part in duty.parts:
        if part.kind is PartKind.OUTREACH:
            yield from _starting(problem, part.task, part.start)
    if duty.parts:
        for day in duty.touches:
            yield touches(day), 1
        yield starts_on(duty.day), 1
        for wish in WISHED_KINDS:
            if is_of(wish, duty):
                yield matches(wish, duty.day), 1
    if duty.driving:
        yield driving(), duty.driving
    yield from _lengths(problem, piece)


def _starting(problem: Problem, task: str, start: Instant) -> Iterator[tuple[Feature, int]]:
    yield takes_at(task, start), 1
    if not problem.appointment[task].one_day:
        yield takes_on(task, day_of(start)), 1


def _lengths(problem: Problem, piece: Piece) -> Iterator[tuple[Feature, int]]:
    assert piece.duty is not None
    for week, (start, end) in enumerate(problem.week_spans):
        if piece.end <= start or end <= piece.start:
            continue
        for length in Length:
            amount = piece.duty.minutes(length, start, end)
            if amount:
                yield minutes(length, week), amount


def _matrix(rows: object, columns: object, amounts: object, shape: tuple[int, int]) -> Matrix:
    data = np.asarray(amounts, dtype=np.int64)
    where = (np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64))
    return sparse.csr_array(sparse.coo_array((data, where), shape=shape))
