"""A roster: who does which task when, and how the tasks of one person make duties."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Annotated
from uuid import UUID, uuid5

from pydantic import AwareDatetime, Field

from hub_roster.domain.clock import Instant, instant_of, utc
from hub_roster.domain.model import Day, Minutes, PersonKey, Record, TaskId
from hub_roster.domain.offers import AssignmentState


class RosterStatus(StrEnum):
    """How far a roster has come."""

    DRAFT = "draft"
    PUBLISHED = "published"
    AMENDED = "amended"
    WORKED = "worked"


class Assignment(Record):
    """One person on one task: a seat, an appointment or a spell.

    Attributes
    ----------
    state, until
        How it stands with its person; by when an offer is to be answered.
    disturbed_minutes
        Of a sleep-in that was worked: minutes awake for work in its night.
    """

    id: UUID
    person: PersonKey
    task: TaskId
    start: AwareDatetime
    end: AwareDatetime
    state: AssignmentState = AssignmentState.CONTRACTED
    until: AwareDatetime | None = None
    # Drafts are written as they ever were: only what was worked can have been disturbed.
    disturbed_minutes: Minutes = Field(default=0, exclude_if=lambda minutes: minutes == 0)

    @cached_property
    def span(self) -> tuple[Instant, Instant]:
        """Start and end as instants."""
        return instant_of(self.start), instant_of(self.end)


def assign(problem_id: UUID, person: str, task: str, start: Instant, end: Instant) -> Assignment:
    """Make an assignment; its id depends on the hub's file, the task and the person, never on the times."""
    return Assignment(
        id=uuid5(problem_id, f"{task}|{person}"),
        person=person,
        task=task,
        start=utc(start),
        end=utc(end),
    )


class Roster(Record):
    """Every line of a period. It holds no clock time of its own making, so equal drafts are equal bytes.

    The times of a task planned are the task's own; of a roster of time worked they are its assignments'.
    """

    problem_id: UUID
    first_day: Day
    weeks: Annotated[int, Field(ge=1, le=26)] = 1
    status: RosterStatus = RosterStatus.DRAFT
    seed: int | None = None
    assignments: tuple[Assignment, ...] = ()
