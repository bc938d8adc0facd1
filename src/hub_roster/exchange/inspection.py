"""What a registered manager hands to an inspector of a home: its staff, and its weeks on record."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, Field

from hub_roster.domain.model import Record
from hub_roster.exchange.who_was_on import Issued, Named


class Held(Record):
    """A check, qualification or training that somebody holds, between dates where it has them."""

    skill: Annotated[str, Field(examples=["checks", "first aid"])]
    valid_from: date | None
    valid_until: date | None


class ApprovedFor(Record):
    """Somebody approved to work one-to-one with a young person."""

    called: str
    valid_from: date | None
    valid_until: date | None


class InductedFrom(Record):
    """An induction; signed off where it is complete."""

    first_day: date
    signed_off: date | None
    signed_by: str


class StaffMember(Record):
    """Somebody of the home's staff.

    Attributes
    ----------
    shifts
        How many of the home they are on, on record of the period.
    """

    who: Named
    started: date | None
    held: tuple[Held, ...]
    inductions: tuple[InductedFrom, ...]
    approvals: tuple[ApprovedFor, ...]
    shifts: int


class AgencyWeek(Record):
    """How much of a week's shifts agency and bank staff were on, as the rule "agency share" counts them.

    Attributes
    ----------
    is_worked
        As worked; else as planned last, since what was worked is not recorded.
    seats, minutes
        Seats that somebody is on, and their minutes, nights included.
    """

    first_day: date
    is_worked: bool
    seats: int
    minutes: int
    agency_seats: int
    agency_minutes: int

    @property
    def share(self) -> float:
        """The part of the minutes, 0 to 1; 0 where nobody is on."""
        return self.agency_minutes / self.minutes if self.minutes else 0.0


class DifferentAdults(Record):
    """How many different adults were with a young person who lived in the home, nights and visits included.

    Attributes
    ----------
    in_period, most_in_a_week
        In all its weeks, and in the week with the most of them.
    """

    called: str
    in_period: int
    most_in_a_week: int


class ShiftOnRecord(Record):
    """A shift with who was planned on it last, and who worked it; None where that is not recorded.

    Attributes
    ----------
    seats
        That it was to have; 0 where the hub's file has no such shift.
    """

    day: date
    name: str
    seats: int
    planned: tuple[Named, ...]
    worked: tuple[Named, ...] | None


class InspectedWeek(Record):
    """A week: the versions published for it, the record of what was worked, and its shifts."""

    first_day: date
    published: tuple[Issued, ...]
    worked: Issued | None
    shifts: tuple[ShiftOnRecord, ...]


class SignedOff(Record):
    """A roster that went out with a safety need unmet: on whose word, what is done about it, what was short.

    Attributes
    ----------
    short
        Of this home alone, in words.
    """

    version: Issued
    by: str
    contingency: str
    short: tuple[str, ...]


class Pack(Record):
    """The inspector's pack of a home, over whole weeks.

    Attributes
    ----------
    unrecorded
        Mondays of the weeks of which what was worked is not recorded.
    """

    hub: str
    home: str
    first_day: date
    last_day: date
    made_at: AwareDatetime
    made_by: str
    staff: tuple[StaffMember, ...]
    agency: tuple[AgencyWeek, ...]
    adults: tuple[DifferentAdults, ...]
    weeks: tuple[InspectedWeek, ...]
    signed_off: tuple[SignedOff, ...]
    unrecorded: tuple[date, ...]
