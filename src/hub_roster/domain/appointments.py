"""Appointments: what is done on some day by people who go there. Visits, escorts, sessions and meetings.

A draft and a judge see one kind of thing: which of its openings it starts in, who may take it, and whether
somebody on shift may take it from the shift.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hub_roster.domain.clock import Instant
from hub_roster.domain.tasks import VisitKind, Who


class AppointmentKind(StrEnum):
    """What an appointment is."""

    VISIT = "visit"
    ESCORT = "escort"
    SESSION = "session"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Opening:
    """Instants at which an appointment may start.

    Attributes
    ----------
    first, last
        The first and the last start.
    place, ends_at
        Where it begins and where it leaves its people.
    home
        The home from whose shifts it may be taken; None where it takes somebody of their own.
    """

    first: Instant
    last: Instant
    place: str
    ends_at: str
    home: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Appointment:
    """One appointment of the period.

    Attributes
    ----------
    id
        The code of its row; for one of a series with its date or week.
    young_people
        Whom its people are with: young people and adults of families, the one it is for first.
    adults
        How many people it takes.
    together
        All of them, or it does not take place.
    named
        Who may take it, where `who` is "named".
    roles
        What has to be there, each held by one of its people.
    lowers_cover
        Taken from a shift, its person is missing there.
    gives_break
        A rest break can be taken in it.
    openings
        By day, in order of time; days without any are left out.
    """

    id: str
    kind: AppointmentKind
    hub: str
    minutes: int
    adults: int
    openings: Mapping[date, tuple[Opening, ...]]
    young_people: tuple[str, ...] = ()
    together: bool = False
    who: Who = Who.ANYONE
    named: tuple[str, ...] = ()
    skill: str | None = None
    roles: tuple[str, ...] = ()
    visit_kind: VisitKind | None = None
    lowers_cover: bool = False
    gives_break: bool = False
    days: tuple[date, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the days in order."""
        object.__setattr__(self, "days", tuple(self.openings))

    @property
    def young_person(self) -> str | None:
        """Whom it is for; None for a session or a meeting."""
        return self.young_people[0] if self.young_people else None

    @property
    def window(self) -> tuple[Instant, Instant]:
        """The first instant it may start at and the last it may end at, over all its openings."""
        listed = [opening for openings in self.openings.values() for opening in openings]
        return min(o.first for o in listed), max(o.last for o in listed) + self.minutes

    @property
    def one_day(self) -> bool:
        """Whether it can be on a single day only."""
        return len(self.days) == 1

    @property
    def in_shift(self) -> bool:
        """Whether somebody on shift may take it from there, at some time."""
        return any(opening.home for openings in self.openings.values() for opening in openings)

    def opening(self, day: date, start: Instant) -> Opening | None:
        """Give the opening a start on a day lies in; None where it may not start then."""
        return next((o for o in self.openings.get(day, ()) if o.first <= start <= o.last), None)
