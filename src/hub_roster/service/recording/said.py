"""What somebody says was different from the roster in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub_roster.domain.plans import OutcomeKind
from hub_roster.domain.recorded import AbsenceReason


@dataclass(frozen=True)
class Came:
    """Somebody came to a task they were not down for, in place of another or as one more.

    Attributes
    ----------
    start, end
        Needed for a visit; of a shift, where they are not those planned.
    """

    person: str
    task: str
    start: datetime | None = None
    end: datetime | None = None
    instead_of: str | None = None


@dataclass(frozen=True)
class OtherTimes:
    """Somebody came earlier or later, left earlier, or stayed on."""

    person: str
    task: str
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True)
class DidNotCome:
    """Somebody who was down for a task did not come."""

    person: str
    task: str
    reason: AbsenceReason


@dataclass(frozen=True)
class NotDone:
    """Nobody did a task."""

    task: str


@dataclass(frozen=True)
class ExtraWork:
    """Work that no roster planned, such as a call-out.

    Attributes
    ----------
    home
        Where it was; None for where the young person is, else the person's base.
    """

    person: str
    start: datetime
    end: datetime
    home: str | None = None
    young_person: str | None = None
    call_out: bool = False


@dataclass(frozen=True)
class Disturbed:
    """Somebody was awake for work in the night of a sleep-in, for so many minutes in all."""

    person: str
    task: str
    minutes: int


@dataclass(frozen=True)
class CameOfVisit:
    """What came of a visit.

    Attributes
    ----------
    person
        Whom it is about; None for whoever was down for it.
    """

    visit: str
    outcome: OutcomeKind
    person: str | None = None


Difference = Came | OtherTimes | DidNotCome | NotDone | ExtraWork | Disturbed | CameOfVisit


@dataclass(frozen=True)
class Flaw:
    """Why something said makes no sense; `place` is its JSON path."""

    place: str
    message: str


class NotRecorded(Exception):
    """What was said of a week makes no sense; `flaws` are all the reasons."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__("This cannot be recorded as it is.")
        self.flaws = tuple(flaws)
