"""The work to fill: shifts with their seats, visits, escorts, sessions, meetings and spells of on-call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from hub_roster.domain.clock import Instant, day_of, instant_of
from hub_roster.domain.home import PartKind, Weekdays
from hub_roster.domain.model import Code, Dated, Day, PersonKey, Record, TaskId, WallMoment, WallTime


class Who(StrEnum):
    """Who the plan lets make a visit; `named`: the people it names, and nobody else."""

    KEY_WORKER = "key worker"
    CORE_TEAM = "core team"
    KNOWN = "anyone known"
    ANYONE = "anyone"
    NAMED = "named"


class VisitKind(StrEnum):
    """Why a visit is made; `other` ranks below the rest."""

    AGREED = "agreed"
    STATUTORY = "statutory"
    INTRODUCTION = "introduction"
    ENDING = "ending"
    STAYING_IN_TOUCH = "staying in touch"
    OTHER = "other"


class Visit(Record):
    """Time with one young person or adult of a family, on one of some days, between two times of day."""

    id: Code
    young_person: Code = Field(description="A young person, or an adult of a family.")
    others: tuple[Code, ...] = Field(default=(), description="Who of the family is there too.")
    minutes: Annotated[int, Field(ge=5, le=16 * 60)]
    first_day: Day
    last_day: Day
    earliest: WallTime
    latest: WallTime = Field(description="The visit has ended by then; not after midnight.")
    adults: Annotated[int, Field(ge=1, le=2)] = 1
    who: Who = Who.KNOWN
    named: tuple[PersonKey, ...] = Field(default=(), description="For 'named': who may make it.")
    kind: VisitKind = VisitKind.AGREED
    skill: Code | None = None
    roles: tuple[Code, ...] = Field(
        default=(), description="Skills or roles that have to be there, each held by one of the adults."
    )
    place: Code | None = Field(default=None, description="Where, if not at the young person's place.")
    in_shift: bool = Field(default=False, description="May be made by whoever is on shift in their home.")


class Escort(Record):
    """Taking a young person somewhere, at a fixed time.

    Whoever is on shift in their home may go, and is then missing there; so may anyone else who drives.
    """

    id: Code
    young_person: Code
    start: WallMoment
    minutes: Annotated[int, Field(ge=5, le=16 * 60)] = Field(description="From setting off until free again.")
    origin: Code
    destination: Code
    returns: bool = Field(default=False, description="Waits there, and brings them back.")
    adults: Annotated[int, Field(ge=1, le=2)] = 1
    who: Who = Who.KNOWN
    named: tuple[PersonKey, ...] = Field(default=(), description="For 'named': who may go.")
    skill: Code | None = None

    @property
    def ends_at(self) -> str:
        """The place at which the escort is free again."""
        return self.origin if self.returns else self.destination


class Session(Dated):
    """A staffed session such as a duty desk or a drop-in: a place, adults and their role, no child."""

    code: Code
    hub: Code
    place: Code
    days: Weekdays
    start: WallTime
    end: WallTime
    adults: Annotated[int, Field(ge=1, le=20)] = 1
    skill: Code | None = Field(default=None, description="What each of its adults holds.")
    gives_break: bool = Field(default=True, description="A rest break can be taken while it runs.")


class MeetingKind(StrEnum):
    """What a meeting is for; of a supervision all are there, or it does not take place."""

    MEETING = "meeting"
    SUPERVISION = "supervision"
    CASE_SUPERVISION = "case supervision"
    TRAINING = "training"


class Meeting(Record):
    """A meeting of named people. On shift in the home it is held in, they attend from the shift."""

    id: Code
    hub: Code
    kind: MeetingKind = MeetingKind.MEETING
    place: Code
    attendees: Annotated[tuple[PersonKey, ...], Field(min_length=1, max_length=60)]
    minutes: Annotated[int, Field(ge=5, le=16 * 60)]
    first_day: Day
    last_day: Day
    earliest: WallTime
    latest: WallTime
    every_weeks: Annotated[int, Field(ge=0, le=52)] = Field(
        default=0, description="0: once; 1: again on the same days of every week; 2: of every other week."
    )


class OnCall(Record):
    """A spell of on-call for a hub: its person can be reached, and is not on a duty because of it."""

    id: Code
    hub: Code
    shared_with: tuple[Code, ...] = Field(default=(), description="Other hubs it is on call for too.")
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
    seats
        With those that residents have for themselves.
    own_seats
        How many of them those are.
    extra
        Adults above its seats who may be on it too.
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
    own_seats: int
    gives_break: bool
    optional: bool
    extra: int = 0

    @property
    def places(self) -> int:
        """How many people it takes at most."""
        return self.seats + self.extra

    @property
    def lets_go(self) -> bool:
        """Whether its people may take something else from it: all but those asleep."""
        return self.kind is not PartKind.SLEEP_IN

    def seat(self, number: int) -> str:
        """Give the id of a seat, counted from 1."""
        return f"{self.id}/{number}"


@lru_cache(maxsize=65536)
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
