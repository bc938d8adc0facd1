"""The seven homes: children's beds, shifts, cover, and what changes for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.home import CoverBand, Home, PartKind, ShiftNeed, ShiftTemplate
from hub_roster.examples.shropshire.places import TREES, house
from hub_roster.examples.skills import FIRST_AID, LEADER, MEDICATION

if TYPE_CHECKING:
    from random import Random

SIZES = (2, 2, 3, 3, 3, 3, 4)
"""Children of each home: two to four (domain.md 2.1)."""
LARGE = 4
"""From so many children on a home has a waking night beside its sleep-in [A]."""
WEEKDAYS, WEEKEND = (0, 1, 2, 3, 4), (5, 6)
MORNING, AFTERNOON, NIGHT = time(7, 30), time(14, 30), time(22, 30)
NEEDS = {
    "early": (MEDICATION,),
    "late": (LEADER, FIRST_AID, MEDICATION),
    "sleep-in": (FIRST_AID,),
}
EXTRA_WEEKS = 3
"""Weeks of waking nights where risk has risen (domain.md 6.5)."""


@dataclass(frozen=True)
class Household:
    """A home of an example: the code name of its team, and its beds."""

    tree: str
    beds: int

    @property
    def code(self) -> str:
        """The home's code, which is its place's too."""
        return house(self.tree)

    @property
    def wakes(self) -> bool:
        """Whether somebody is awake there every night."""
        return self.beds >= LARGE


def households(draw: Random) -> list[Household]:
    """Draw which home has how many beds."""
    return [Household(tree, beds) for tree, beds in zip(TREES, draw.sample(SIZES, len(SIZES)), strict=True)]


def home_of(home: Household) -> Home:
    """Give the record of a home; where one adult sleeps in alone, that was assessed."""
    assessed = "" if home.wakes else f"LW-{home.tree}-2026"
    rooms = 1 if home.wakes else 2
    return Home(
        code=home.code, hub=home.tree, place=home.code, sleep_rooms=rooms, lone_working_assessment=assessed
    )


def shifts_of(home: Household) -> list[ShiftTemplate]:
    """List the shifts of a home: one adult on school mornings, when the manager is in the building too."""
    mornings = 2 if home.wakes else 1
    code = home.code
    rows = [
        _shift(code, "early", PartKind.EARLY, MORNING, time(15), mornings, WEEKDAYS),
        _shift(code, "early", PartKind.EARLY, MORNING, time(15), 2, WEEKEND),
        _shift(code, "late", PartKind.LATE, AFTERNOON, NIGHT, 2),
        _shift(code, "sleep-in", PartKind.SLEEP_IN, NIGHT, MORNING, 1),
    ]
    if home.wakes:
        rows.append(_waking_night(code, None, None))
    return rows


def _shift(
    home: str,
    name: str,
    kind: PartKind,
    start: time,
    end: time,
    seats: int,
    days: tuple[int, ...] = (*WEEKDAYS, *WEEKEND),
) -> ShiftTemplate:
    return ShiftTemplate(home=home, name=name, kind=kind, start=start, end=end, seats=seats, days=days)


def _waking_night(home: str, first: date | None, last: date | None) -> ShiftTemplate:
    return ShiftTemplate(
        home=home,
        name="waking night",
        kind=PartKind.WAKING_NIGHT,
        start=time(22),
        end=time(8),
        seats=1,
        first_day=first,
        last_day=last,
    )


def cover_of(home: Household, nights: int = 1, span: tuple[date, date] | None = None) -> list[CoverBand]:
    """List the fewest adults of a home's day, evening and night.

    Parameters
    ----------
    nights
        Adults by night.
    span
        The dates of a change for a while.
    """
    first, last = span or (None, None)
    day = 2 if home.wakes else 1
    bands = [(MORNING, AFTERNOON, day), (AFTERNOON, NIGHT, min(2, home.beds - 1)), (NIGHT, MORNING, nights)]
    return [
        CoverBand(home=home.code, start=start, end=end, adults=adults, first_day=first, last_day=last)
        for start, end, adults in bands
    ]


def extra_nights(home: Household, first_day: date) -> tuple[ShiftTemplate, list[CoverBand]]:
    """Give three weeks of waking nights, begun the week before the period, and the cover they bring."""
    span = first_day - timedelta(days=4), first_day + timedelta(days=7 * EXTRA_WEEKS - 5)
    return _waking_night(home.code, *span), cover_of(home, 2, span)


def needs_of(home: Household) -> list[ShiftNeed]:
    """List what each shift must hold."""
    return [
        ShiftNeed(home=home.code, shift=shift, skill=skill)
        for shift, skills in NEEDS.items()
        for skill in skills
    ]
