"""A price on work people are told of at short notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from hub_roster.domain.grouping import grouped
from hub_roster.domain.home import PartKind
from hub_roster.domain.tasks import shift_of
from hub_roster.program.features import starts_on
from hub_roster.program.pieces import PieceKind
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hub_roster.domain.duty import Duty
    from hub_roster.domain.lines import Lines
    from hub_roster.program.statement import Builder


class NoticeNumbers(Numbers):
    """How long before a duty people are to be told."""

    days: int = Field(
        default=14,
        ge=0,
        le=84,
        description="Days between the day people are told and the first duty without a price (assumption).",
    )
    points: int = Field(default=200, ge=0, description="Points for each duty told later (assumption).")


class NoticeGiven(Rule[NoticeNumbers]):
    """People know of their shifts and of other days at work two weeks before, relief and bank staff too."""

    name = "notice given"
    kind = Kind.PRICED
    source = "Employment Rights Act 2025 (reasonable notice of shifts); the price is an assumption"
    numbers_type = NoticeNumbers

    @cached_property
    def _short(self) -> tuple[date, ...]:
        """Dates of the period that come too soon after people are told."""
        told = self.problem.told_on
        if told is None:
            return ()
        first_fine = told + timedelta(days=self.numbers.days)
        return tuple(day for day in self.problem.days if day < first_fine)

    @cached_property
    def _told(self) -> Mapping[str, tuple[str, ...]]:
        """What each person had been told of before: shifts, whichever seat, and other tasks."""
        return grouped((told.person, shift_of(told.task)) for told in self.problem.published)

    def _knows(self, person: str, duty: Duty) -> bool:
        """Say whether a person knows of a duty: of all its shifts; of one visit, where it has none.

        What a day of visits holds is planned week by week, and is no news.
        """
        told = self._told.get(person, ())
        shifts = [part.task for part in duty.parts if part.kind is not PartKind.OUTREACH]
        return all(s in told for s in shifts) if shifts else any(task in told for task in duty.tasks)

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for each duty that is news too late."""
        for person, duties in lines.of.items():
            if not touched.person(person):
                continue
            for duty in duties:
                if duty.parts and duty.day in self._short and not self._knows(person, duty):
                    yield self.charge(person, duty.tasks, self.numbers.points)

    def post(self, program: Builder) -> None:
        """A price on a duty of those days, given back where it was told."""
        for person in program.people:
            for day in self._short:
                program.price(person, starts_on(day), self.numbers.points)
            told = [
                piece.kind in {PieceKind.DUTY, PieceKind.BEGUN}
                and piece.duty is not None
                and bool(piece.duty.parts)
                and piece.duty.day in self._short
                and self._knows(person, piece.duty)
                for piece in (program.pieces if self._short and person in self._told else ())
            ]
            if any(told):
                feature = ("told", person)
                if feature not in program.table.index:
                    program.table.add_flags(feature, np.array(told, dtype=np.bool_))
                program.price(person, feature, -self.numbers.points)
