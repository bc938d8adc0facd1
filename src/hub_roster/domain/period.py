"""The dates and instants of a problem's period."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from hub_roster.domain.clock import Instant, midnight
from hub_roster.domain.tables import Tables


class Period(Tables):
    """Tables with the dates of their period."""

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Dates of the period."""
        return tuple(self.first_day + timedelta(days=k) for k in range(7 * self.weeks))

    @property
    def last_day(self) -> date:
        """Last date of the period."""
        return self.days[-1]

    @cached_property
    def start(self) -> Instant:
        """Instant the period begins."""
        return midnight(self.first_day)

    @cached_property
    def end(self) -> Instant:
        """Instant the period ends."""
        return midnight(self.first_day + timedelta(days=7 * self.weeks))

    @cached_property
    def week_spans(self) -> tuple[tuple[Instant, Instant], ...]:
        """Start and end instants of each week of the period."""
        mondays = [midnight(self.first_day + timedelta(days=7 * k)) for k in range(self.weeks + 1)]
        return tuple(zip(mondays[:-1], mondays[1:], strict=True))

    @cached_property
    def period(self) -> frozenset[date]:
        """Dates of the period, to ask whether one is among them."""
        return frozenset(self.days)
