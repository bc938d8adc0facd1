"""The visits a hub agreed to make in a week, before anyone thinks of who makes them when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hub_roster.domain.tasks import VisitKind
from hub_roster.examples.people import Group
from hub_roster.examples.skills import PARTNER_SKILL
from hub_roster.examples.young_people import Child, Need

if TYPE_CHECKING:
    from random import Random

VISITS_A_WEEK = (134, 143)
"""Inside the 130 to 150 of domain.md 6.4b."""
TWO_ADULTS = (11, 14)
"""At least 10 (domain.md 6.4b)."""
EVENING_SHARE = 0.68
"""Visits on weekday evenings: at least 60 % (domain.md 6.4b)."""
PARTNER_VISITS = {Group.COACH: 4, Group.COMMUNICATION: 3, Group.POLICE: 1}
STATUTORY = 5
INTRODUCTIONS = 2
PARTNER_MINUTES = {Group.COACH: 60, Group.COMMUNICATION: 60, Group.POLICE: 45}


class When(StrEnum):
    """Parts of the week a visit may be asked for in."""

    EVENING = "weekday evening"
    DAYTIME = "weekday daytime"
    WEEKEND = "weekend"


HOURS: dict[When, tuple[int, int]] = {
    When.EVENING: (15 * 60 + 30, 20 * 60 + 30),
    When.DAYTIME: (9 * 60 + 30, 15 * 60 + 30),
    When.WEEKEND: (10 * 60, 18 * 60),
}
"""Minutes of the day between which a visit lies (domain.md 6.3 [A])."""
DAYS: dict[When, range] = {
    When.EVENING: range(5),
    When.DAYTIME: range(5),
    When.WEEKEND: range(5, 7),
}


@dataclass(frozen=True)
class Wanted:
    """One visit to find a time and people for."""

    child: Child
    minutes: int
    when: When
    adults: int = 1
    kind: VisitKind = VisitKind.AGREED
    partner: Group | None = None

    @property
    def skill(self) -> str | None:
        """The skill the visit needs beyond what every visit does."""
        return None if self.partner is None else PARTNER_SKILL[self.partner]


def wanted_in_week(family: list[Child], draw: Random) -> list[Wanted]:
    """Draw a week's visits: the agreed ones, then statutory and others up to a drawn number."""
    visits = [_agreed(child, draw) for child in family for _ in range(draw.randint(*child.plan.visits))]
    outside = [child for child in family if child.need is not Need.RESIDENT]
    visits += _extra(outside, VisitKind.STATUTORY, STATUTORY, draw)
    visits += _extra([c for c in outside if c.recent], VisitKind.INTRODUCTION, INTRODUCTIONS, draw)
    for partner, number in PARTNER_VISITS.items():
        visits += [
            Wanted(child, PARTNER_MINUTES[partner], When.EVENING, kind=VisitKind.OTHER, partner=partner)
            for child in draw.sample(outside, number)
        ]
    busiest = [c for c in outside if c.need in {Need.HIGH, Need.MEDIUM, Need.OTHER, Need.FAMILY}]
    more = draw.randint(*VISITS_A_WEEK) - len(visits)
    visits += _extra(busiest, VisitKind.OTHER, more, draw)
    return _with_second_adult(_at_times(visits, draw), draw)


def _agreed(child: Child, draw: Random) -> Wanted:
    return Wanted(child, draw.choice(child.plan.minutes), When.EVENING)


def _extra(family: list[Child], kind: VisitKind, number: int, draw: Random) -> list[Wanted]:
    return [
        Wanted(draw.choice(family), draw.choice((45, 60)), When.EVENING, kind=kind) for _ in range(number)
    ]


def _at_times(visits: list[Wanted], draw: Random) -> list[Wanted]:
    """Spread the visits over evenings, daytime and weekend, each group by its own habits.

    The number on weekday evenings is the same every week: it is those likeliest to be free then.
    """
    ranked = sorted(range(len(visits)), key=lambda k: draw.random() ** (1 / visits[k].child.plan.evening))
    evenings = set(ranked[-round(EVENING_SHARE * len(visits)) :])
    return [
        _moved(visit, When.EVENING if k in evenings else _elsewhen(visit, draw))
        for k, visit in enumerate(visits)
    ]


def _elsewhen(visit: Wanted, draw: Random) -> When:
    grown = visit.child.need in {Need.STEPPED_OUT, Need.LODGINGS}
    weekday = visit.partner is not None or visit.kind is VisitKind.STATUTORY
    share = 1.0 if weekday else 0.7 if grown else 0.25
    return When.DAYTIME if draw.random() < share else When.WEEKEND


def _moved(visit: Wanted, when: When) -> Wanted:
    return Wanted(visit.child, visit.minutes, when, visit.adults, visit.kind, visit.partner)


def _with_second_adult(visits: list[Wanted], draw: Random) -> list[Wanted]:
    """Ask for two adults on some visits, mostly to the same few young people."""
    able = [
        k
        for k, visit in enumerate(visits)
        if visit.partner is None
        and visit.kind is not VisitKind.INTRODUCTION
        and visit.child.need in {Need.HIGH, Need.MEDIUM, Need.OTHER}
    ]
    chosen = set(draw.sample(able, draw.randint(*TWO_ADULTS)))
    return [
        Wanted(v.child, v.minutes, v.when, 2 if k in chosen else 1, v.kind, v.partner)
        for k, v in enumerate(visits)
    ]
