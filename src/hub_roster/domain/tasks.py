"""The work to fill: shifts with their seats, visits, and spells of on-call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hub_roster.domain.clock import Instant, day_of, instant, instant_of
from hub_roster.domain.home import PartKind
from hub_roster.domain.model import Code, Day, PersonKey, Record, TaskId, WallMoment, WallTime


class Who(StrEnum):
    """Who the plan lets make a visit."""

    KEY_WORKER = "key worker"
    CORE_TEAM = "core team"
    KNOWN = "anyone known"
    ANYONE = "anyone"


class VisitKind(StrEnum):
    """Why a visit is made; the first three rank above the last."""

    AGREED = "agreed"
    STATUTORY = "statutory"
    INTRODUCTION = "introduction"
    OTHER = "other"


class Visit(Record):
    """Time with one young person, on one of some days, between two times of day."""

    id: Code
    young_person: Code
    minutes: Annotated[int, Field(ge=5, le=16 * 60)]
    first_day: Day
    last_day: Day
    earliest: WallTime
    latest: WallTime = Field(description="The visit has ended by then; not after midnight.")
    adults: Annotated[int, Field(ge=1, le=2)] = 1
    who: Who = Who.KNOWN
    kind: VisitKind = VisitKind.AGREED
    skill: Code | None = None
    place: Code | None = Field(default=None, description="Where, if not at the young person's place.")

    @property
    def days(self) -> tuple[date, ...]:
        """Give the days it may be made on."""
        return tuple(
            self.first_day + timedelta(days=k) for k in range((self.last_day - self.first_day).days + 1)
        )

    def window(self, day: date) -> tuple[Instant, Instant]:
        """Give the first and last instant at which it may *start* on a day."""
        return instant(day, self.earliest), instant(day, self.latest) - self.minutes


class OnCall(Record):
    """A spell of on-call for a hub: its person can be reached, and is not on a duty because of it."""

    id: Code
    hub: Code
    start: WallMoment
    end: WallMoment
    skill: Code = "on call"

    @property
    def span(self) -> tuple[Instant, Instant]:
        """Give start and end as instants."""
        return instant_of(self.start), instant_of(self.end)

    @property
    def day(self) -> date:
        """Give the local date it starts on."""
        return day_of(self.span[0])


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift of a home on one day, with its seats.

    Attributes
    ----------
    id
        ``home/date/name``; a seat adds ``/1``, ``/2``.
    optional
        It starts after the period: a duty of the period may take it, nobody must.
    """

    id: str
    home: str
    hub: str
    place: str
    day: date
    name: str
    kind: PartKind
    start: Instant
    end: Instant
    seats: int
    gives_break: bool
    optional: bool

    def seat(self, number: int) -> str:
        """Give the id of a seat, counted from 1."""
        return f"{self.id}/{number}"


def shift_of(task: str) -> str:
    """Give the shift id of a seat id, and any other task id unchanged."""
    parts = task.rsplit("/", 1)
    return parts[0] if len(parts) == 2 and task.count("/") == 3 else task


class Lock(Record):
    """A hand-made decision the next draft keeps: this person does, or never does, this task."""

    person: PersonKey
    task: TaskId
    must: bool = True
    start: WallMoment | None = Field(default=None, description="For a visit: when it starts.")


class PublishedAssignment(Record):
    """One assignment of the roster already published for the period."""

    person: PersonKey
    task: TaskId
    start: WallMoment
