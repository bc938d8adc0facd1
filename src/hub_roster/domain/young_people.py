"""Young people: where they live, who is theirs, what they say, and what was agreed with them."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hub_roster.domain.model import (
    Code,
    Dated,
    Day,
    Minutes,
    PersonKey,
    Record,
    TaskId,
    WallMoment,
    WallTime,
    Words,
)


class Supported(Record):
    """Someone a hub is there for, known by a code the hub chose; no name is kept."""

    code: Code
    hub: Code
    place: Code = Field(description="Where they are visited: an area, not an address.")
    key_worker: PersonKey | None = None
    deputy: PersonKey | None = None
    core_team: tuple[PersonKey, ...] = ()
    agreed_minutes: Minutes = Field(default=0, description="Minutes a week agreed in their plan.")
    most_adults: Annotated[int, Field(ge=1, le=50)] | None = Field(
        default=None, description="Different adults their plan allows in 14 days; empty: the policy's."
    )
    pod: Code | None = Field(default=None, description="The team whose supervisor answers for the case.")


class YoungPerson(Supported):
    """A young person."""

    family: Code | None = None
    moved_on: Day | None = Field(
        default=None, description="Since when they are a former young person, who stays in touch."
    )
    restraint_planned: bool = Field(
        default=False,
        description="Their plan allows restraint, so somebody trained for it is on every shift.",
    )


class Family(Record):
    """Young people and adults who belong together."""

    code: Code
    hub: Code


class FamilyAdult(Supported):
    """An adult of a family, with a worker, wishes and continuity of their own."""

    family: Code


class StayKind(StrEnum):
    """Where a young person lives."""

    HUB_BED = "hub bed"
    HUB_CARER = "hub carer"
    LODGINGS = "lodgings"
    OTHER_PLACEMENT = "other placement"
    FAMILY_HOME = "family home"
    OWN_HOME = "own home"
    HOSPITAL = "hospital"
    CUSTODY = "custody"


class Stay(Record):
    """Where a young person lives, first and last night's dates included."""

    young_person: Code
    kind: StayKind
    home: Code | None = None
    first_day: Day
    last_day: Day | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the young person lives there on a date."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


class ViewKind(StrEnum):
    """What a young person says of an adult."""

    ASKS_FOR = "asks for"
    FINE = "fine"
    NOT_WITH = "not with"


class View(Record):
    """A young person's view of an adult, from its date until a later one replaces it."""

    young_person: Code
    person: PersonKey
    view: ViewKind
    day: Day


class Restriction(Dated):
    """A person who may not work with a young person between dates. No reason is kept."""

    young_person: Code
    person: PersonKey


class MissingEpisode(Record):
    """A time a young person was missing; the hours after their return are among those that matter most."""

    young_person: Code
    gone: WallMoment
    back: WallMoment | None = Field(default=None, description="When they came back; empty: not yet.")


class PersonalNeed(Dated):
    """Who may do a task, or visit a young person, by a personal characteristic: only with a recorded need.

    It counts until its review date and not after; with neither a young person nor a task it is refused.
    """

    young_person: Code | None = Field(default=None, description="Whose visits and escorts it is about.")
    task: TaskId | None = Field(
        default=None, description="Or one visit, escort or shift: its code, or home/date/shift."
    )
    skill: Code = Field(description="The record those hold in Skills who may do it, such as 'woman'.")
    recorded: Words = Field(description="The reference of the recorded need; never the need itself.")
    approved_by: Words
    review_by: Day = Field(description="The day it has to be looked at again: it does not count after it.")


class OwnAdults(Dated):
    """Adults a young person has for themselves in the home, on top of its cover: one-to-one or two-to-one.

    An end not after the start is on the next day; without times, at all hours.
    """

    young_person: Code
    adults: Annotated[int, Field(ge=1, le=4)] = 1
    start: WallTime = time(0, 0)
    end: WallTime = time(0, 0)


class Setting(StrEnum):
    """How a person and a young person spent time together."""

    VISIT = "visit"
    SHIFT = "shift"
    ASLEEP = "asleep"
    RESTRAINT = "restraint"


class Contact(Record):
    """One entry of the contact ledger: time a person spent with a young person on a day."""

    person: PersonKey
    young_person: Code
    day: Day
    minutes: Minutes
    setting: Setting = Setting.VISIT
    young_people: Annotated[int, Field(ge=1, le=50)] = Field(
        default=1, description="Young people present: a shift's time is shared among them."
    )
    adults: Annotated[int, Field(ge=1, le=50)] = 1


class HowWell(StrEnum):
    """How well a person knows a young person, in a manager's judgement."""

    WELL = "well"
    A_LITTLE = "a little"
    NOT = "not"
    DOES_NOT_COUNT = "does not count"


class Acquaintance(Record):
    """Who knows whom, in a manager's word: it stands beside the ledger, and the higher of the two counts."""

    person: PersonKey
    young_person: Code
    how_well: HowWell
