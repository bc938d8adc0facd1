"""A price on work outside shifts at hours that are paid above plain time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from hub_roster.domain.people import Employment
from hub_roster.domain.premium import Premiums, outside_shifts, percent_minutes
from hub_roster.program.pieces import Piece, PieceKind
from hub_roster.rules.pay import pay_numbers
from hub_roster.rules.rule import Charge, Kind, Numbers, Rule
from hub_roster.rules.touched import EVERYTHING, Touched

if TYPE_CHECKING:
    from hub_roster.domain.duty import Duty
    from hub_roster.domain.lines import Lines
    from hub_roster.program.statement import Builder

PAID_BY_THE_HOUR = frozenset({Employment.CONTRACTED, Employment.RELIEF, Employment.BANK, Employment.AGENCY})

PREMIUM = ("premium pay",)
"""The feature: points of a duty for its minutes above plain time."""


class PremiumNumbers(Numbers):
    """What is paid above plain time. When it is night, and which days are bank holidays, pay says."""

    minute: int = Field(
        default=2, ge=0, description="Points for a minute paid twice; less in proportion (assumption)."
    )
    night: int = Field(default=33, ge=0, le=300, description="Percent on top at night: time and a third.")
    saturday: int = Field(
        default=25, ge=0, le=300, description="Percent on top on a Saturday, as in Lancashire."
    )
    sunday: int = Field(default=25, ge=0, le=300, description="Percent on top on a Sunday, as in Lancashire.")
    bank_holiday: int = Field(
        default=50, ge=0, le=300, description="Percent on top on a bank holiday, as in Lancashire."
    )


class PremiumPay(Rule[PremiumNumbers]):
    """Work outside shifts that can be at plain time is not put at night, a weekend or a bank holiday."""

    # The hours of shifts are not charged: they stand where the home needs them, and are paid the same
    # whoever works them, in every roster that fills the same seats.

    name = "premium pay"
    kind = Kind.PRICED
    source = "NJC Green Book, Part 3 section 2 (nights, unchecked); local agreements such as Lancashire's"
    numbers_type = PremiumNumbers

    @cached_property
    def _premiums(self) -> Premiums:
        pay, first = pay_numbers(self.problem), self.problem.first_day
        # A duty that begins on the last day may run on.
        last = self.problem.last_day + timedelta(days=7)
        return Premiums(
            hours=pay.night,
            holidays=pay.bank_holidays(first, last),
            night=self.numbers.night,
            saturday=self.numbers.saturday,
            sunday=self.numbers.sunday,
            holiday=self.numbers.bank_holiday,
        )

    def _points(self, duty: Duty) -> int:
        """Points of a duty, rounded once, halves up; none of one begun before the period, which is a fact."""
        if not self.problem.start <= duty.start < self.problem.end:
            return 0
        minutes = percent_minutes(outside_shifts(duty), self._premiums)
        return (minutes * self.numbers.minute + 50) // 100

    def charges(self, lines: Lines, touched: Touched = EVERYTHING) -> Iterator[Charge]:
        """Give points for each duty of somebody paid by the hour."""
        for person, duties in lines.of.items():
            if not touched.person(person) or not self._paid(person):
                continue
            for duty in duties:
                points = self._points(duty)
                if points:
                    yield self.charge(person, duty.tasks, points)

    def _paid(self, person: str) -> bool:
        return self.problem.person[person].employment in PAID_BY_THE_HOUR

    def post(self, program: Builder) -> None:
        """A price on each duty."""
        points = np.array([self._of_piece(piece) for piece in program.pieces], dtype=np.int64)
        if not points.any():
            return
        if PREMIUM not in program.table.index:
            program.table.add_amounts(PREMIUM, points)
        for person in program.people:
            if self._paid(person):
                program.price(person, PREMIUM, 1)

    def _of_piece(self, piece: Piece) -> int:
        if piece.kind is not PieceKind.DUTY or piece.duty is None:
            return 0
        return self._points(piece.duty)
