"""What falls on a date, and limits on dates together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from hub_roster.domain.clock import ONE_DAY, midnight
from hub_roster.domain.duty import Duty, Length
from hub_roster.program.features import Feature
from hub_roster.program.pieces import PieceKind
from hub_roster.program.statement import Builder


def binding(limits: Iterable[tuple[frozenset[date], int]]) -> list[tuple[frozenset[date], int]]:
    """Give the limits on what dates hold together that no other implies: one on more dates, and no higher."""
    kept: list[tuple[frozenset[date], int]] = []
    for days, most in sorted(limits, key=lambda limit: (limit[1], -len(limit[0]))):
        if days and not any(days <= more for more, _ in kept):
            kept.append((days, most))
    return kept


def worked_on(duties: Iterable[Duty], first: date, last: date) -> int:
    """Give the working minutes of duties, sleep-ins in full, from one date to another, both included."""
    start, end = midnight(first), midnight(last + ONE_DAY)
    return sum(duty.minutes(Length.WORKING, start, end) for duty in duties)


def post_worked_on(program: Builder, day: date) -> Feature:
    """Give the feature that counts a piece's working minutes on a date, added where it is not yet there."""
    feature = ("worked on", day.isoformat())
    if feature not in program.table.index:
        start, end = midnight(day), midnight(day + ONE_DAY)
        shared = np.minimum(program.ends, end) - np.maximum(program.starts, start)
        working = program.is_kind(PieceKind.DUTY, PieceKind.BEGUN)
        program.table.add_amounts(feature, np.maximum(shared, 0) * working)
    return feature
