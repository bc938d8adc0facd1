"""A young person's own week: when they are elsewhere, and where."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from hub_roster.domain.clock import Instant, interval
from hub_roster.domain.home import EVERY_DAY, Weekdays
from hub_roster.domain.model import Code, Dated, Day, Record, WallTime


class Term(Record):
    """A stretch of a school's or college's term; half terms and holidays are the gaps between rows."""

    calendar: Code = Field(description="The school's or college's calendar, such as 'Schools' or 'College'.")
    first_day: Day
    last_day: Day


class WeekKind(StrEnum):
    """What a young person does at a fixed time."""

    SCHOOL = "school"
    COLLEGE = "college"
    WORK = "work"
    FAMILY_TIME = "family time"
    CLUB = "club"
    NIGHT_AWAY = "night away"
    OTHER = "other"


class WeekTime(Dated):
    """A fixed time of a young person's week. An end not after the start is on the next day.

    No visit is made then, unless the row says that visits are welcome; those are made where they are.
    """

    young_person: Code
    kind: WeekKind
    days: Weekdays = EVERY_DAY
    start: WallTime
    end: WallTime
    calendar: Code | None = Field(default=None, description="Only in the terms of this calendar.")
    place: Code | None = Field(default=None, description="Where they are then; empty: not for visits.")
    visits: bool = Field(default=False, description="Visits are welcome then, at that place.")

    def span(self, day: date) -> tuple[Instant, Instant]:
        """Give start and end of the time that begins on a date."""
        return interval(day, self.start, self.end)
