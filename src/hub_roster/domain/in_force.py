"""Which rows of a home's shifts and cover hold on a date: those with dates stand in place of the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hub_roster.domain.home import CoverBand, ShiftTemplate


def templates_on(rows: Sequence[ShiftTemplate], day: date) -> tuple[ShiftTemplate, ...]:
    """Give the shifts that are run on a date."""
    on = [row for row in rows if row.holds_on(day) and day.weekday() in row.days]
    changed = {(row.home, row.name) for row in on if is_change(row)}
    return tuple(row for row in on if row.seats and (is_change(row) or (row.home, row.name) not in changed))


def bands_on(rows: Sequence[CoverBand], day: date) -> tuple[CoverBand, ...]:
    """Give the bands that begin on a date."""
    on = [row for row in rows if row.holds_on(day) and day.weekday() in row.days]
    changed = {row.home for row in on if is_change(row)}
    return tuple(row for row in on if is_change(row) or row.home not in changed)


def is_change(row: ShiftTemplate | CoverBand) -> bool:
    """Say whether a row is a change for a while."""
    return row.first_day is not None or row.last_day is not None
