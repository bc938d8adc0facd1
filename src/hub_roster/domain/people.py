"""People who work: terms, patterns, skills, leave, and the placements that take a hub carer off the rota."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hub_roster.domain.model import (
    Code,
    Day,
    Hours,
    Minutes,
    PersonKey,
    Record,
    TaskId,
    WallMoment,
    WallTime,
    Words,
)


class Employment(StrEnum):
    """On what terms a person works: the rungs of the ladder, cheapest first."""

    CONTRACTED = "contracted"
    RELIEF = "relief"
    BANK = "bank"
    AGENCY = "agency"


class Person(Record):
    """Someone who works, in one post.

    `contract_hours` are the hours a week to roster (after those spent on other work); `most_hours` is what
    the contract or agreement lets a week reach, sleep-ins apart.
    """

    key: PersonKey
    name: Words = ""
    hub: Code
    role: Words = ""
    employment: Employment = Employment.CONTRACTED
    base: Code = Field(description="The place where this person's outreach starts and ends.")
    contract_hours: Hours = 0
    most_hours: Hours = 48
    opted_out: bool = Field(default=False, description="Has agreed in writing to exceed 48 h on average.")
    reference_weeks: Annotated[int, Field(ge=1, le=52)] = 26
    started: Day | None = None
    household: Words = Field(default="", description="A hub carer's household; empty for everyone else.")
    pattern_anchor: Day | None = Field(default=None, description="A Monday on which week 1 began.")

    @property
    def contract_minutes(self) -> int:
        """Minutes a week to roster."""
        return round(self.contract_hours * 60)

    @property
    def most_minutes(self) -> int:
        """Minutes a week that may not be passed, sleep-ins apart."""
        return round(self.most_hours * 60)


class PatternDay(StrEnum):
    """What a working pattern says of one day."""

    ANY = "any"
    OFF = "off"
    EARLY = "early"
    LATE = "late"
    NIGHT = "night"
    OUTREACH = "outreach"


class PatternWeek(Record):
    """One week of a person's working pattern, 1 to 8 of them in a cycle."""

    person: PersonKey
    week: Annotated[int, Field(ge=1, le=8)]
    monday: PatternDay = PatternDay.ANY
    tuesday: PatternDay = PatternDay.ANY
    wednesday: PatternDay = PatternDay.ANY
    thursday: PatternDay = PatternDay.ANY
    friday: PatternDay = PatternDay.ANY
    saturday: PatternDay = PatternDay.ANY
    sunday: PatternDay = PatternDay.ANY

    def on(self, weekday: int) -> PatternDay:
        """Give what the pattern says of a weekday, Monday 0."""
        days = (
            self.monday,
            self.tuesday,
            self.wednesday,
            self.thursday,
            self.friday,
            self.saturday,
            self.sunday,
        )
        return days[weekday]


CHECKS = "checks"
"""The skill record of someone whose enhanced checks, references and history are complete: all need it."""

DRIVER = "driver"
"""The skill record of someone who may drive to visits."""


class Skill(Record):
    """A qualification, check or training a person holds, between dates where it has them."""

    person: PersonKey
    skill: Code
    valid_from: Day | None = None
    valid_until: Day | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it is valid on a date, the last day included."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class Approval(Record):
    """Leave for a person to work one-to-one with a young person (risk assessed, inducted)."""

    person: PersonKey
    young_person: Code
    valid_from: Day | None = None
    valid_until: Day | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it is valid on a date, the last day included."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class Leave(Record):
    """Days a person is away. No reason is kept."""

    person: PersonKey
    first_day: Day
    last_day: Day


class AdjustmentKind(StrEnum):
    """What an agreed adjustment rules out."""

    NO_SLEEP_INS = "no sleep-ins"
    NO_WAKING_NIGHTS = "no waking nights"
    NO_DRIVING = "no driving"
    NO_OUTREACH = "no outreach"
    NOT_BEFORE = "not before"
    NOT_AFTER = "not after"


class Adjustment(Record):
    """Something a person is not asked to do between dates. No reason is kept."""

    person: PersonKey
    kind: AdjustmentKind
    time: WallTime | None = Field(default=None, description="For 'not before' and 'not after'.")
    first_day: Day | None = None
    last_day: Day | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it applies on a date."""
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )


class Placement(Record):
    """A child living with a hub carer's household: its carers work no shift until made deployable again.

    `first_time` is the wall time the child arrives where it is known; without it the whole first day is
    closed. After `last_day` the carers stay off the rota until `deployable_from`, which a manager sets.
    """

    household: Words
    first_day: Day
    first_time: WallTime | None = None
    last_day: Day | None = None
    deployable_from: Day | None = None


class Request(Record):
    """What a person asked for on a date: the day off, or a kind of work."""

    person: PersonKey
    day: Day
    wish: PatternDay


class BusyPeriod(Record):
    """A fixed commitment elsewhere: nothing else may overlap it."""

    person: PersonKey
    start: WallMoment
    end: WallMoment


class WeekWorked(Record):
    """One past week of a person's counted working time (regulation 4(6), Working Time Regulations 1998)."""

    person: PersonKey
    week: Day = Field(description="The Monday it began on.")
    working_minutes: Minutes
    excluded_days: Annotated[int, Field(ge=0, le=7)] = 0
    assumed: bool = Field(default=False, description="From the published roster, not from time worked.")


class DutyBefore(Record):
    """A person's last duty begun before the period; its tasks that lie inside the period stand."""

    person: PersonKey
    start: WallMoment
    end: WallMoment
    tasks: tuple[TaskId, ...] = ()
