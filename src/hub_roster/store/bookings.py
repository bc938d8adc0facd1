"""Who is taken when, by the rosters in force of every hub: nobody is ever booked twice at one time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import aliased

from hub_roster.domain.clock import day_of, instant_of, monday_of
from hub_roster.store.rosters import Version
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import Booking
from hub_roster.store.turns import take_turn

TURN = 0x626F6F6B
"""Number of PostgreSQL's lock that lets one transaction book at a time."""


@dataclass(frozen=True, order=True)
class Taken:
    """A span in which somebody is taken.

    Attributes
    ----------
    who
        Employer and person number.
    """

    who: str
    starts: datetime
    ends: datetime


class DoubleBooking(Exception):
    """Somebody would be in two places at once; `taken` is what stands against it, where that is known."""

    def __init__(self, taken: Sequence[Taken]) -> None:
        super().__init__("Somebody is taken already.")
        self.taken = tuple(taken)


class Bookings:
    """The bookings of rosters in force, held against those of every hub: a person may work for several."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def swap(self, version: Version, spans: Sequence[Taken]) -> None:
        """Book the spans of a version in place of what stood for its weeks.

        Raises
        ------
        DoubleBooking
            If somebody is taken in one of them: the transaction has to be given up then.
        """
        take_turn(self._session, TURN)  # so that each sees what the one before booked, and can say so
        self.clear(version.file_id, version.mondays)
        self._session.add_all(
            Booking(
                file_id=version.file_id,
                roster=version.id,
                first_day=monday_of(day_of(instant_of(span.starts))),
                who=span.who,
                starts=span.starts,
                ends=span.ends,
            )
            for span in spans
        )
        self._session.flush()
        twice = self._twice(version)
        if twice:
            raise DoubleBooking(twice)

    def clear(self, file_id: UUID, mondays: Sequence[date]) -> None:
        """Take away what stands for some weeks of a hub's file."""
        self._session.execute(
            delete(Booking).where(Booking.file_id == file_id, Booking.first_day.in_(mondays))
        )

    def elsewhere(self, file_id: UUID, spans: Sequence[Taken]) -> list[tuple[Taken, Taken]]:
        """Give each span with what the rosters of other hubs' files have its person for meanwhile."""
        if not spans:
            return []
        first, last = min(span.starts for span in spans), max(span.ends for span in spans)
        wanted = select(Booking).where(
            Booking.file_id != file_id,
            Booking.who.in_({span.who for span in spans}),
            Booking.starts < last,
            Booking.ends > first,
        )
        with self._session.across_hubs():
            found = [Taken(row.who, row.starts, row.ends) for row in self._session.scalars(wanted)]
        return sorted(
            (span, other)
            for span in spans
            for other in found
            if span.who == other.who and span.starts < other.ends and other.starts < span.ends
        )

    def _twice(self, version: Version) -> list[Taken]:
        """Give what overlaps with the spans of a version, its own included."""
        own, other = aliased(Booking), aliased(Booking)
        overlap = (own.who == other.who) & (own.starts < other.ends) & (other.starts < own.ends)
        with self._session.across_hubs():
            rows = self._session.scalars(
                select(other).join(own, overlap).where(own.roster == version.id, own.id != other.id)
            )
            return sorted({Taken(row.who, row.starts, row.ends) for row in rows})
