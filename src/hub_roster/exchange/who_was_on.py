"""Who was on in a home at a time: what was planned, and what was worked, side by side.

Both are records that a home keeps (Children's Homes (England) Regulations 2015, Schedule 4, paragraph 3: the
staff duty roster, and the actual rosters worked).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from hub_roster.domain.leading import Leads
from hub_roster.domain.model import Record
from hub_roster.domain.people import Employment
from hub_roster.domain.roster import RosterStatus


class Seat(Record):
    """Somebody's time on a shift, in one roster.

    Attributes
    ----------
    agreed
        It was their contract, or they had said yes; never false of what was worked.
    """

    start: AwareDatetime
    end: AwareDatetime
    leads: Leads | None = None
    agreed: bool = True


class Sides(Record):
    """What each record says of one person on one shift; None where they are not on it there.

    Attributes
    ----------
    planned
        By the roster that was in force then, as it was known then.
    planned_last
        By the roster of that week as it was published last, whenever that was.
    worked
        By the record of what was worked.
    """

    planned: Seat | None = None
    planned_last: Seat | None = None
    worked: Seat | None = None


class Named(Record):
    """Somebody who works, as a record names them.

    Attributes
    ----------
    employer
        Empty where the hub writes keys without one.
    """

    key: Annotated[str, Field(examples=["SC:20417:1"])]
    name: str = ""
    role: str = ""
    employment: Employment | None = None
    employer: str = ""


class OnShift(Record):
    """Somebody on a shift of the home.

    Attributes
    ----------
    asleep
        The shift is a sleep-in; None where the hub's file has no such shift.
    """

    who: Named
    shift: str
    shift_day: date
    asleep: bool | None
    sides: Sides


class OnCallFor(Record):
    """Somebody on call for the home's hub."""

    who: Named
    sides: Sides


class LivedThere(Record):
    """A young person who lived in the home.

    Attributes
    ----------
    called
        Their code, or what stands for it to who does not see it.
    known_then, known_now
        So the hub's file had it at that time, and has it now.
    """

    called: str
    known_then: bool
    known_now: bool


class Issued(Record):
    """A version of a roster that was given out, or recorded as worked."""

    id: UUID
    first_day: date
    number: int
    status: RosterStatus
    at: AwareDatetime
    by: str


class WeekOnRecord(Record):
    """By which versions something is known of one week.

    Attributes
    ----------
    changed_since
        Published after the time that is asked about, the earliest first.
    """

    first_day: date
    planned: Issued | None
    planned_last: Issued | None
    worked: Issued | None
    changed_since: tuple[Issued, ...] = ()


class WhoWasOn(Record):
    """Who was on in a home at a time, or in a span of time.

    Attributes
    ----------
    until
        None where one instant was asked about.
    notes
        What to know of the records before trusting them, in sentences.
    """

    hub: str
    home: str
    since: AwareDatetime
    until: AwareDatetime | None
    asked_at: AwareDatetime
    asked_by: str
    people: tuple[OnShift, ...]
    on_call: tuple[OnCallFor, ...]
    young_people: tuple[LivedThere, ...]
    weeks: tuple[WeekOnRecord, ...]
    notes: tuple[str, ...]
