"""Visits as a hub writes them down: days, windows, and who may make them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.tasks import OnCall, Visit, VisitKind, Who
from hub_roster.examples.demand import DAYS, HOURS
from hub_roster.examples.draws import weighted
from hub_roster.examples.rounds import GRID

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from hub_roster.examples.allocation import Made
    from hub_roster.examples.demand import Wanted, When

SPARE = {0: 2.0, 15: 3.0, 30: 4.0, 45: 2.0, 60: 1.5, 90: 0.5}
"""Minutes a visit may be earlier, or later, than one good time; and how often."""
MORE_DAYS = {0: 0.80, 1: 0.13, 2: 0.07}
"""Further days a visit may move to; and how often."""
WHO: dict[str, dict[Who, float]] = {
    "key worker": {Who.KEY_WORKER: 0.5, Who.CORE_TEAM: 0.3, Who.KNOWN: 0.2},
    "core team": {Who.CORE_TEAM: 0.5, Who.KNOWN: 0.45, Who.ANYONE: 0.05},
    "known": {Who.KNOWN: 0.8, Who.ANYONE: 0.2},
}
"""Who may make a visit, by who of the young person's adults happened to be free."""


def _wall(minute: int) -> time:
    return time(*divmod(minute, 60))


class VisitBook:
    """Numbers the visits of one hub and draws their windows."""

    def __init__(
        self,
        hub: str,
        known: Callable[[str, str], bool],
        circles: dict[str, tuple[str, ...]],
        draw: Random,
    ) -> None:
        self._hub = hub
        self._known = known
        self._circles = circles
        self._draw = draw
        self._number = 0

    def made(self, made: Made) -> Visit:
        """Write down a visit that somebody could make."""
        lo, hi = HOURS[made.wanted.when]
        end = made.start + made.wanted.minutes
        earliest = max(lo, made.start - weighted(SPARE, self._draw))
        latest = min(hi, end + weighted(SPARE, self._draw))
        if made.wanted.adults == 2:
            earliest, latest = max(lo, earliest - 2 * GRID), min(hi, latest + 2 * GRID)
        first, last = self._days(made.day, made.wanted.when)
        return self._visit(made.wanted, first, last, (earliest, latest), self._who(made))

    def unmade(self, wanted: Wanted, monday: date) -> Visit:
        """Write down a visit that found nobody: a short week stays short."""
        lo, hi = HOURS[wanted.when]
        day = monday + timedelta(days=self._draw.choice(DAYS[wanted.when]))
        who = Who.ANYONE if wanted.partner else Who.KNOWN
        return self._visit(wanted, day, day, (lo, hi), who)

    def _visit(self, wanted: Wanted, first: date, last: date, window: tuple[int, int], who: Who) -> Visit:
        self._number += 1
        return Visit(
            id=f"{self._hub}-v{self._number:04d}",
            young_person=wanted.child.code,
            minutes=wanted.minutes,
            first_day=first,
            last_day=last,
            earliest=_wall(window[0]),
            latest=_wall(window[1]),
            adults=wanted.adults,
            who=who,
            kind=wanted.kind,
            skill=wanted.skill,
        )

    def _days(self, day: date, when: When) -> tuple[date, date]:
        """Widen a day to two or three that lie in the same part of the week."""
        more = weighted(MORE_DAYS, self._draw)
        before = self._draw.randint(0, more)
        allowed = DAYS[when]
        monday = day - timedelta(days=day.weekday())
        first = max(allowed.start, day.weekday() - before)
        last = min(allowed.stop - 1, day.weekday() + more - before)
        return monday + timedelta(days=first), monday + timedelta(days=last)

    def _who(self, made: Made) -> Who:
        wanted = made.wanted
        if wanted.partner is not None:
            return Who.ANYONE
        if wanted.kind is VisitKind.INTRODUCTION:
            return Who.CORE_TEAM if set(made.people) <= set(self._circles[wanted.child.code]) else Who.ANYONE
        standing = self._standing(made)
        if standing == "stranger":
            return Who.ANYONE
        return weighted(WHO[standing], self._draw)

    def _standing(self, made: Made) -> str:
        """Say how close the least close of the visit's people is to the young person."""
        child = made.wanted.child
        if made.people == (child.record.key_worker,):
            return "key worker"
        if set(made.people) <= set(self._circles[child.code]):
            return "core team"
        if all(self._known(person, child.code) for person in made.people):
            return "known"
        return "stranger"


def numbered(visits: list[Visit], hub: str) -> list[Visit]:
    """Give visits numbers in order of time: an id says nothing of how the example was made."""
    ordered = sorted(visits, key=lambda v: (v.first_day, v.earliest, v.young_person, v.id))
    return [
        visit.model_copy(update={"id": f"{hub}-v{number:04d}"})
        for number, visit in enumerate(ordered, start=1)
    ]


def on_call(hub: str, days: list[date]) -> list[OnCall]:
    """List the hub's on-call spells: a day and a night each, from early to early."""
    return [
        OnCall(
            id=f"{hub}-on-call-{day.isoformat()}",
            hub=hub,
            start=datetime.combine(day, time(7, 30)),
            end=datetime.combine(day + timedelta(days=1), time(7, 30)),
        )
        for day in days
    ]
