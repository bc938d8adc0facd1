"""The base of every record, and the kinds of value that records share."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


class Record(BaseModel):
    """One row of what a hub keeps: frozen, checked, with no field it does not know."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        validate_default=True,
        ser_json_timedelta="iso8601",
    )


def _one_line(text: str) -> str:
    if re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]", text):
        raise ValueError("must be one line of plain text")
    return text


FIRST_YEAR, LAST_YEAR = 1950, 2149


def _plausible(day: date) -> date:
    """Refuse slips of the keyboard such as 0206; spreadsheets could not hold them either."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"has a year outside {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _wall(moment: datetime) -> datetime:
    if moment.tzinfo is not None:
        raise ValueError("is a local time, so it takes no time zone")
    if moment.second or moment.microsecond:
        raise ValueError("is given to the minute, without seconds")
    return moment


def _whole_minute(at: time) -> time:
    if at.tzinfo is not None or at.second or at.microsecond:
        raise ValueError("is a local time to the minute, such as 07:30")
    return at


Code = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60, pattern=r"^[^/\\<>\"|]+$"),
    AfterValidator(_one_line),
]
"""A short name that other records refer to: a home, a place, a young person's code."""

PersonKey = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._:-]*$"),
]
"""Employer, person number and post number joined by ':' (domain.md 7.2: staff of several employers)."""

Words = Annotated[str, StringConstraints(max_length=120), AfterValidator(_one_line)]
"""Free words for people to read; never about a child."""

TaskId = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_one_line)]
"""What a task is called: ``home/date/shift/seat``, or the code of the visit or spell."""

Day = Annotated[date, AfterValidator(_plausible)]
WallTime = Annotated[time, AfterValidator(_whole_minute)]
WallMoment = Annotated[datetime, AfterValidator(_plausible), AfterValidator(_wall)]
Minutes = Annotated[int, Field(ge=0, le=60 * 24 * 366)]
Hours = Annotated[float, Field(ge=0, le=168, allow_inf_nan=False)]


class Dated(Record):
    """A row that holds between two dates, both included; without one it holds from, or for, ever."""

    first_day: Day | None = None
    last_day: Day | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on a date."""
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )
