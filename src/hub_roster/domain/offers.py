"""What people were asked and answered: work beyond contract or on a day off, and all relief, is an offer."""

from __future__ import annotations

from enum import StrEnum

from hub_roster.domain.model import PersonKey, Record, TaskId, WallMoment


class AssignmentState(StrEnum):
    """How an assignment stands with its person."""

    CONTRACTED = "contracted"
    TO_OFFER = "to offer"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    BOOKED = "booked"


FIRM = frozenset({AssignmentState.CONTRACTED, AssignmentState.ACCEPTED})
"""States in which a seat is covered; in every other one it is at risk."""


class Offer(Record):
    """A task offered to a person.

    Attributes
    ----------
    state
        Offered, accepted or declined.
    offered, until, answered
        Wall times: when it was offered, by when an answer is due, and when it came (the Employment Rights
        Act 2025 will ask).
    """

    person: PersonKey
    task: TaskId
    state: AssignmentState = AssignmentState.OFFERED
    offered: WallMoment | None = None
    until: WallMoment | None = None
    answered: WallMoment | None = None
