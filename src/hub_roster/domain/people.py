"""People who work: terms, patterns, skills, leave, and the placements that take a hub carer off the rota."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hub_roster.domain.home import EVERY_DAY, Weekdays
from hub_roster.domain.model import (
    Code,
    Dated,
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
    """On what terms a person works: the rungs of the ladder, cheapest first, and those who stand beside it.

    A partner is sent by another employer, such as the NHS or the police, whose hours are given and not
    for a hub to assign. A volunteer is never counted as cover.
    """

    CONTRACTED = "contracted"
    RELIEF = "relief"
    BANK = "bank"
    AGENCY = "agency"
    VOLUNTEER = "volunteer"
    PARTNER = "partner"


class Reach(StrEnum):
    """How a person would rather be reached about work."""

    WORK_PHONE = "work phone"
    TEXT = "text message"
    EMAIL = "e-mail"
    IN_PERSON = "in person"


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
    adult_from: Day | None = Field(
        default=None, description="The day an apprentice turns 18; empty for everyone who is 18 already."
    )
    household: Words = Field(default="", description="A hub carer's household; empty for everyone else.")
    pattern_anchor: Day | None = Field(default=None, description="A Monday on which week 1 began.")
    floats_to: tuple[Code, ...] = Field(default=(), description="Other hubs this person also works for.")
    pod: Code | None = None
    unnamed: bool = Field(
        default=False, description="Booked from an agency; who comes is to be named and checked."
    )
    work_phone: Words = ""
    preferred_contact: Reach | None = None

    @property
    def contract_minutes(self) -> int:
        """Minutes a week to roster."""
        return round(self.contract_hours * 60)

    @property
    def most_minutes(self) -> int:
        """Minutes a week that may not be passed, sleep-ins apart."""
        return round(self.most_hours * 60)


class PatternDay(StrEnum):
    """What a working pattern says of one day: `never` is a fixed non-working day, `off` one kept free."""

    ANY = "any"
    OFF = "off"
    NEVER = "never"
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

NIGHT_ASSESSMENT = "night assessment"
"""The skill record of someone whose health was assessed for night work, valid until the next is due."""


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


class Adjustment(Dated):
    """Something a person is not asked to do between dates. No reason is kept."""

    person: PersonKey
    kind: AdjustmentKind
    time: WallTime | None = Field(default=None, description="For 'not before' and 'not after'.")


class Availability(Dated):
    """When a person can be asked or, for a partner, is there; outside all their rows they are not.

    A person without any can be asked at all times. An end not after the start is on the next day.
    """

    person: PersonKey
    start: WallTime
    end: WallTime
    days: Weekdays = EVERY_DAY


class Induction(Record):
    """A new starter's induction: until it is signed off they visit nobody alone and are not on call."""

    person: PersonKey
    first_day: Day
    signed_off: Day | None = Field(default=None, description="From this date on it is complete.")
    signed_by: Words = ""

    def open_on(self, day: date) -> bool:
        """Say whether it has begun and is not signed off on a date."""
        return self.first_day <= day and (self.signed_off is None or day < self.signed_off)


class LeaveYear(Record):
    """What leave a person may take between two dates, and what was carried into them."""

    person: PersonKey
    first_day: Day
    last_day: Day
    hours: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
    carried_hours: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)] = 0


USUAL_CHILDREN = 3
"""Children a household may usually foster at once (Children Act 1989, Sch 7)."""


class Household(Record):
    """A family of hub carers, and the children it may have placed at once."""

    code: Code
    hub: Code
    most_children: Annotated[int, Field(ge=0, le=10)] = Field(
        default=USUAL_CHILDREN,
        description="Children it may have at once: usually three (Children Act 1989, Sch 7).",
    )


class Placement(Record):
    """A child living with a hub carer's household: its carers work no shift until made deployable again.

    `first_time` is the wall time the child arrives where it is known; without it the whole first day is
    closed. After `last_day` the carers stay off the rota until `deployable_from`, which a manager sets.
    """

    household: Code
    person: PersonKey | None = Field(
        default=None, description="The one carer of the household this row is about; empty: all of them."
    )
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
    weekend_days: Annotated[int, Field(ge=0, le=2)] = Field(
        default=0, description="Saturdays and Sundays of it with a duty, for fair shares."
    )
    nights: Annotated[int, Field(ge=0, le=7)] = Field(default=0, description="Waking nights begun in it.")
    sleep_ins: Annotated[int, Field(ge=0, le=7)] = Field(default=0, description="Sleep-ins begun in it.")
    bank_holidays: Annotated[int, Field(ge=0, le=7)] = Field(
        default=0, description="Bank holidays of it with a duty."
    )


class DayWorked(Record):
    """One past day on which a person worked or was on call: what runs of days are counted on from."""

    person: PersonKey
    day: Day
    working_minutes: Minutes = Field(default=0, description="Working time that fell on this date.")
    duty: bool = Field(default=True, description="A duty began on this date.")
    sleep_in: bool = Field(default=False, description="A sleep-in began on this date.")
    on_call: bool = Field(default=False, description="A spell of on-call began on this date.")
    called_in: bool = Field(default=False, description="The duty was on a day kept free by their pattern.")


class Consent(Record):
    """A person agreed beforehand to be asked on one day of their leave, or one day kept free."""

    person: PersonKey
    day: Day


class PairApart(Dated):
    """Two people who are not to work together between dates. No reason is kept."""

    person: PersonKey
    other: PersonKey


class DutyBefore(Record):
    """A person's last duty begun before the period; its tasks that lie inside the period stand."""

    person: PersonKey
    start: WallMoment
    end: WallMoment
    tasks: tuple[TaskId, ...] = ()
    disturbed_minutes: Minutes = Field(
        default=0, description="Minutes awake for work in the night of its sleep-in: rest is longer by them."
    )
