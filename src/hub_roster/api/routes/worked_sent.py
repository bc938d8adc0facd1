"""What is sent to record a week: each kind of difference from the roster in force, by its own name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field

from hub_roster.api.sent import Choice, Moment, Sent, Whole
from hub_roster.domain.model import Code, PersonKey, TaskId
from hub_roster.domain.plans import OutcomeKind
from hub_roster.domain.recorded import AbsenceReason
from hub_roster.service.recording import said

Person = Annotated[PersonKey, Field(examples=["council:1042"])]
Task = Annotated[
    TaskId, Field(description="A seat, a visit or a spell.", examples=["Ash/2026-11-30/early/1"])
]
Then = Annotated[Moment, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2150, 1, 1, tzinfo=UTC))]


class Came(Sent):
    """Somebody came to a task they were not down for, in place of another or as one more."""

    what: Literal["came"]
    person: Person
    task: Task
    start: Annotated[Then | None, Field(description="Needed for a visit; else where not as planned.")] = None
    end: Then | None = None
    instead_of: Person | None = None

    def said(self) -> said.Came:
        """Give it to the service."""
        return said.Came(self.person, self.task, self.start, self.end, self.instead_of)


class OtherTimes(Sent):
    """Somebody came earlier or later, left earlier, or stayed on."""

    what: Literal["other times"]
    person: Person
    task: Task
    start: Then | None = None
    end: Then | None = None

    def said(self) -> said.OtherTimes:
        """Give it to the service."""
        return said.OtherTimes(self.person, self.task, self.start, self.end)


class DidNotCome(Sent):
    """Somebody who was down for a task did not come."""

    what: Literal["did not come"]
    person: Person
    task: Task
    reason: AbsenceReason

    def said(self) -> said.DidNotCome:
        """Give it to the service."""
        return said.DidNotCome(self.person, self.task, self.reason)


class NotDone(Sent):
    """Nobody did a task."""

    what: Literal["not done"]
    task: Task

    def said(self) -> said.NotDone:
        """Give it to the service."""
        return said.NotDone(self.task)


class ExtraWork(Sent):
    """Work that no roster planned, such as a call-out."""

    what: Literal["extra work"]
    person: Person
    start: Then
    end: Then
    home: Annotated[Code | None, Field(description="The home it was in.", examples=["Ash"])] = None
    young_person: Annotated[Code | None, Field(description="Whom it was with.", examples=["Heron"])] = None
    call_out: Choice = False

    def said(self) -> said.ExtraWork:
        """Give it to the service."""
        return said.ExtraWork(self.person, self.start, self.end, self.home, self.young_person, self.call_out)


class Disturbed(Sent):
    """Somebody was awake for work in the night of a sleep-in: their rest is longer by as much."""

    what: Literal["disturbed"]
    person: Person
    task: Task
    minutes: Annotated[Whole, Field(ge=0, le=24 * 60)]

    def said(self) -> said.Disturbed:
        """Give it to the service."""
        return said.Disturbed(self.person, self.task, self.minutes)


class CameOfVisit(Sent):
    """What came of a visit. Of one moved or not made nobody was there; one declined counts for its worker."""

    what: Literal["outcome"]
    visit: Task
    outcome: OutcomeKind
    person: Annotated[Person | None, Field(description="None: whoever was down for it.")] = None

    def said(self) -> said.CameOfVisit:
        """Give it to the service."""
        return said.CameOfVisit(self.visit, self.outcome, self.person)


Difference = Annotated[
    Came | OtherTimes | DidNotCome | NotDone | ExtraWork | Disturbed | CameOfVisit,
    Field(discriminator="what"),
]


class Recording(Sent):
    """What was different from the roster in force, and from what was recorded before; empty: nothing was.

    It is taken in order, and can be sent day by day: what is still to come stays as it is planned.
    """

    differences: Annotated[tuple[Difference, ...], Field(max_length=1000)] = ()
