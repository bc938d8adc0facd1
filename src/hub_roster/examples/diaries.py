"""Diaries of people who visit: a plausible time for each appointment, found before its window is drawn.

What is agreed is agreed with people who know when they can come. The diaries are thrown away: they are in no
table of the example.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from hub_roster.examples.draws import weighted
from hub_roster.examples.rounds import GRID, Drive, Round, Stop

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

Span = tuple[int, int]
"""Two times of a day, in minutes."""

ON_THE = 30
"""Minutes between the times people agree on: the hour and the half hour, as drafts have what is shared."""
FULL_DAY = 60
"""Minutes of dislike for each appointment a day already has: weeks are spread out."""
SPARE = {0: 2.0, 15: 3.0, 30: 3.0, 45: 1.0}
"""Minutes an appointment may be earlier, or later, than one good time; and how often."""


@dataclass(frozen=True)
class Booked:
    """A day and a start, in minutes of the day."""

    day: date
    start: int


class Diaries:
    """Finds times at which people are free, with the driving between."""

    def __init__(self, drive: Drive) -> None:
        self._drive = drive
        self._rounds: dict[tuple[str, date], Round] = {}
        self._with: dict[tuple[str, date], list[Span]] = {}

    def open(self, person: str, base: str, days: Iterable[date], hours: Span) -> None:
        """Let somebody be booked on some days, between leaving the base and being back."""
        for day in days:
            self._rounds[person, day] = Round(base, self._drive, *hours)

    def keep_free(self, whom: str, day: date, hours: Span) -> None:
        """Book nothing with somebody at a time of their own."""
        self._with.setdefault((whom, day), []).append(hours)

    def book(
        self,
        people: Sequence[str],
        place: str,
        minutes: int,
        days: Iterable[date],
        hours: Span,
        *,
        whom: str = "",
    ) -> Booked | None:
        """Book people where it costs them least; None where they have no time in common.

        Parameters
        ----------
        whom
            Whom it is with: nobody has two appointments at a time.
        """
        options = (
            option
            for day in days
            for option in self._on(people, place, minutes, day, hours, self._with.get((whom, day), []))
        )
        best = min(options, key=lambda option: option[0], default=None)
        if best is None:
            return None
        _, booked = best
        stop = Stop(booked.start, booked.start + minutes, place)
        for person in people:
            self._rounds[person, booked.day].take(stop)
        if whom:
            self._with.setdefault((whom, booked.day), []).append((stop.start, stop.end))
        return booked

    def _on(
        self, people: Sequence[str], place: str, minutes: int, day: date, hours: Span, taken: list[Span]
    ) -> Iterable[tuple[int, Booked]]:
        rounds = [self._rounds[person, day] for person in people if (person, day) in self._rounds]
        if len(rounds) < len(people):
            return
        for start in range(-(-hours[0] // ON_THE) * ON_THE, hours[1] - minutes + 1, ON_THE):
            stop = Stop(start, start + minutes, place)
            # Half an hour between two appointments of one family, or a day of their own.
            if any(start < end + GRID and begin - GRID < stop.end for begin, end in taken):
                continue
            added = [worked.added(stop) for worked in rounds]
            if None not in added:
                cost = sum(minute or 0 for minute in added)
                full = FULL_DAY * sum(len(worked.stops) for worked in rounds)
                yield cost + full, Booked(day, start)


def window(booked: Booked, minutes: int, hours: Span, draw: Random) -> tuple[time, time]:
    """Draw from when until when an appointment may be, around the time that was found for it."""
    earliest = max(hours[0], booked.start - weighted(SPARE, draw))
    latest = min(hours[1], booked.start + minutes + weighted(SPARE, draw))
    return wall(earliest), wall(latest)


def wall(minute: int) -> time:
    """Give a minute of the day as a time."""
    return time(*divmod(minute, 60))
