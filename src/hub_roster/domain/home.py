"""Registered homes: their shifts, the adults that must be there, and what each shift must hold."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from hub_roster.domain.model import Code, Dated, Record, WallTime, Words


class PartKind(StrEnum):
    """What one part of a duty is: a kind of shift, or a run of visits."""

    EARLY = "early"
    LATE = "late"
    DAY = "day"
    SLEEP_IN = "sleep-in"
    WAKING_NIGHT = "waking night"
    OUTREACH = "outreach"


NIGHTS = frozenset({PartKind.SLEEP_IN, PartKind.WAKING_NIGHT})
"""Shifts on which young people are asleep: they are covered, but nobody spends time with anyone."""


def _weekdays(days: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(days)))


Weekdays = Annotated[
    tuple[Annotated[int, Field(ge=0, le=6)], ...],
    AfterValidator(_weekdays),
]
"""Days of the week, Monday 0 to Sunday 6, in order."""

EVERY_DAY: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)


class Home(Record):
    """A registered children's home of a hub."""

    code: Code
    hub: Code
    place: Code
    sleep_rooms: Annotated[int, Field(ge=0, le=20)] = 2
    lone_working_assessment: Words = Field(
        default="", description="Reference of the assessment that lets one adult be on alone; empty: none."
    )


class ShiftTemplate(Dated):
    """A shift a home runs on given weekdays. An end not after the start is on the next day.

    A row with dates stands, on those dates, in place of the home's rows of the same name without any: a
    change of cover for a while. With no seats the shift is not run then.
    """

    home: Code
    name: Code
    kind: PartKind
    start: WallTime
    end: WallTime
    days: Weekdays = EVERY_DAY
    seats: Annotated[int, Field(ge=0, le=20)] = 1
    most_extra: Annotated[int, Field(ge=0, le=5)] = Field(
        default=0, description="Adults above its seats who may be on it too, at a price."
    )
    gives_break: bool = Field(
        default=True, description="Another adult covers, so that a rest break can be taken on the shift."
    )


class CoverBand(Dated):
    """The fewest adults a home's Statement of Purpose allows between two times of day.

    On a date for which a home has bands with dates, those stand in place of the ones without.
    """

    home: Code
    start: WallTime
    end: WallTime
    adults: Annotated[int, Field(ge=1, le=20)]
    days: Weekdays = EVERY_DAY


class ShiftNeed(Dated):
    """What a shift must hold besides people: someone with a skill."""

    home: Code
    shift: Code = Field(description="The name of one of the home's shifts.")
    skill: Code
    adults: Annotated[int, Field(ge=1, le=20)] = 1

    @property
    def leads(self) -> bool:
        """Whether it is what the home asks of whoever leads the shift."""
        return LEADER in self.skill.casefold()


LEADER = "leader"
"""A skill with this word in its name is what a home asks of whoever leads a shift."""
