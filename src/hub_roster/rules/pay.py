"""The numbers of pay a policy may change: which hours count as night, overtime and holiday."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated

from pydantic import AfterValidator, Field

from hub_roster.domain.bank_holidays import PAY, bank_holidays, day_in_figures
from hub_roster.domain.model import Record
from hub_roster.domain.problem import Problem


def _quarter(hour: float) -> float:
    if hour * 4 != int(hour * 4):
        raise ValueError("is not a whole quarter of an hour")
    return hour


def _date_or_none(figures: int) -> int:
    if figures:
        datetime.strptime(str(figures), "%Y%m%d")
    return figures


HourOfDay = Annotated[float, Field(ge=0, lt=24, allow_inf_nan=False), AfterValidator(_quarter)]
"""A time of day as a number: 20.5 is 20:30."""

DateFigures = Annotated[int, Field(ge=0, le=21491231), AfterValidator(_date_or_none)]
"""A date as a number: 20261224 is 24 December 2026; 0 is none."""


class PayNumbers(Record):
    """Paid hours fall to pay elements by when they are worked. Rates of pay are the payroll's, not ours."""

    night_starts: HourOfDay = Field(
        default=20.0,
        description="Time of day from which paid hours are night hours, as a number: 20.5 is 20:30. "
        "20:00 is, "
        "unchecked against its text, what the NJC Green Book falls back on nationally (Part 3, section 2); "
        "councils differ (Lancashire: 23:00).",
    )
    night_ends: HourOfDay = Field(
        default=6.0, description="Time of day until which they are: 6:00 likewise (Lancashire: 08:00)."
    )
    overtime_from: Annotated[float, Field(gt=0, le=168, allow_inf_nan=False)] = Field(
        default=37.0,
        description="Hours a week from which hours above contract are overtime. 37 is the full-time week of "
        "the NJC Green Book, Part 2; in London it is 36. That hours below it are additional ones at plain "
        "time is an assumption.",
    )
    holiday_itself: Annotated[int, Field(ge=0, le=1)] = Field(
        default=0,
        description="1 where a bank holiday on a weekend counts on its own day too, besides the day the law "
        "gives instead; 0 where only the day given instead counts (assumption).",
    )
    extra_day_1: DateFigures = Field(
        default=0,
        description="A day that counts as a bank holiday beside those of England, such as an extra-statutory "
        "day of the NJC Green Book, as a number: 20261224 is 24 December 2026; 0 is none.",
    )
    extra_day_2: DateFigures = Field(default=0, description="Another such day; 0 is none.")

    @property
    def night(self) -> tuple[time, time]:
        """When the night starts and ends."""
        return _time_of(self.night_starts), _time_of(self.night_ends)

    @property
    def extra_days(self) -> tuple[date, ...]:
        """Give the days that count as bank holidays beside those of England."""
        given = (day_in_figures(figures) for figures in (self.extra_day_1, self.extra_day_2))
        return tuple(day for day in given if day)

    def bank_holidays(self, first: date, last: date) -> frozenset[date]:
        """Give the days from first to last, both included, whose hours are bank-holiday hours."""
        return bank_holidays(first, last, itself=bool(self.holiday_itself), extra=self.extra_days)


def pay_numbers(problem: Problem) -> PayNumbers:
    """Give the numbers of pay of a problem whose policy the rulebook has taken."""
    given = {number.number: number.value for number in problem.numbers if number.rule == PAY}
    return PayNumbers.model_validate(given)


def _time_of(hour: float) -> time:
    return time(int(hour), round(60 * (hour % 1)))
