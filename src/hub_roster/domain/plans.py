"""What was agreed with a young person: regular visits, a planned move, and what came of visits."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hub_roster.domain.clock import monday_of
from hub_roster.domain.home import EVERY_DAY, Weekdays
from hub_roster.domain.model import Code, Dated, Day, Minutes, PersonKey, Record, WallTime, Words
from hub_roster.domain.tasks import VisitKind, Who


class PlanForm(StrEnum):
    """Whether a plan names times, or leaves them to its worker."""

    APPOINTMENTS = "appointments"
    FLEXIBLE = "flexible time"


class Plan(Dated):
    """Regular visits agreed with a young person, or an adult of a family.

    Appointments keep to their days and times. Flexible time is the named worker's own: anywhere in the
    week between the two times of day, and nobody else's.
    """

    code: Code
    young_person: Code
    form: PlanForm = PlanForm.APPOINTMENTS
    times: Annotated[int, Field(ge=1, le=7)] = Field(default=1, description="Visits in each of its weeks.")
    every_weeks: Annotated[int, Field(ge=1, le=13)] = Field(
        default=1, description="1: every week; 2: every other week, from the first day's week on."
    )
    minutes: Annotated[int, Field(ge=5, le=16 * 60)]
    days: Weekdays = Field(default=EVERY_DAY, description="Shared out, in order, among the visits of a week.")
    earliest: WallTime
    latest: WallTime = Field(description="A visit has ended by then; not after midnight.")
    adults: Annotated[int, Field(ge=1, le=2)] = 1
    who: Who = Who.KNOWN
    named: tuple[PersonKey, ...] = Field(default=(), description="For 'named': who may make them.")
    kind: VisitKind = VisitKind.AGREED
    skill: Code | None = None
    in_shift: bool = Field(default=False, description="May be made by whoever is on shift in their home.")

    def falls_in(self, monday: date) -> bool:
        """Say whether the plan has visits in the week that begins on a Monday."""
        anchor = monday_of(self.first_day) if self.first_day else monday
        inside = self.last_day is None or monday <= self.last_day
        return anchor <= monday and inside and (monday - anchor).days // 7 % self.every_weeks == 0


class Move(Record):
    """A planned move of a young person to a household of hub carers, or to a home.

    Introductions count only from the recorded matching decision on. A date in `paused_from` stops them; one
    in `ended_on` ends them, with one last visit by the carer in the week that follows.
    """

    code: Code
    young_person: Code
    household: Words = ""
    home: Code | None = None
    carers: tuple[PersonKey, ...] = Field(
        default=(), description="Who gets to know them; empty: the household's carers."
    )
    planned_day: Day | None = None
    decided_by: Words = Field(default="", description="Who took the matching decision.")
    decided_on: Day | None = None
    introductions: Annotated[int, Field(ge=0, le=14)] = Field(
        default=2, description="How often they meet in a week."
    )
    minutes: Annotated[int, Field(ge=5, le=16 * 60)] = 90
    earliest: WallTime = Field(description="Introductions outside a home start no earlier.")
    latest: WallTime
    paused_from: Day | None = None
    ended_on: Day | None = None
    exemption: Words = Field(
        default="", description="Reference of the exemption from the usual fostering limit; empty: none."
    )

    def introduces_on(self, day: date) -> bool:
        """Say whether carer and young person are to get to know each other on a date."""
        decided = bool(self.decided_by) and self.decided_on is not None and self.decided_on <= day
        before = self.planned_day is None or day < self.planned_day
        stopped = (stop is not None and stop <= day for stop in (self.paused_from, self.ended_on))
        return decided and before and not any(stopped)

    @property
    def last_visit_days(self) -> tuple[date, ...]:
        """Days on one of which an ended introduction says goodbye."""
        ended = self.ended_on
        return () if ended is None else tuple(ended + timedelta(days=k) for k in range(7))


class OutcomeKind(StrEnum):
    """What came of a visit."""

    MADE = "made"
    DECLINED = "tried and declined"
    MOVED_BY_THEM = "moved by the young person"
    MOVED_BY_US = "moved by us"
    NOT_MADE = "not made"


class Outcome(Record):
    """What came of one visit: tried and declined counts for the worker, not against the plan."""

    young_person: Code
    person: PersonKey | None = None
    day: Day
    minutes: Minutes
    outcome: OutcomeKind
    visit: Code | None = Field(default=None, description="The code of the visit, where it has one.")
