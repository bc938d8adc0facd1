"""A hundred families: a parent each, some with a child who has sessions of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from hub_roster.domain.their_week import WeekKind
from hub_roster.domain.young_people import Family, FamilyAdult, Stay, StayKind, YoungPerson
from hub_roster.examples import school
from hub_roster.examples.crewe.places import WEIGHTS
from hub_roster.examples.crewe.team import HUB, PodTeam, Team
from hub_roster.examples.draws import shuffled, weighted

if TYPE_CHECKING:
    from random import Random

    from hub_roster.domain.their_week import WeekTime

FAMILIES = 100
CHILDREN = 30
"""Families with a child who has sessions of their own [A]."""
WORKING = 20
"""Parents who work in the mornings [A]."""
CODES = FAMILIES + CHILDREN
SHIFT = time(8, 30), time(13)


class Need(StrEnum):
    """How often a family is visited."""

    TWICE = "twice a week"
    WEEKLY = "every week"
    FORTNIGHTLY = "every other week"


NEEDS = {Need.TWICE: 12, Need.WEEKLY: 56, Need.FORTNIGHTLY: 32}
"""Families by how often they are visited: mostly every week; the numbers are assumptions."""


@dataclass(frozen=True)
class Home:
    """A family with what the generator knows beyond the records."""

    family: Family
    parent: FamilyAdult
    child: YoungPerson | None
    need: Need
    works: bool
    pod: PodTeam


def families(people: Team, codes: list[str], draw: Random) -> list[Home]:
    """Make the families, dealt to the practitioners in turn, neighbours to one practitioner."""
    areas = sorted(weighted(WEIGHTS, draw) for _ in range(FAMILIES))
    needs = shuffled([need for need, number in NEEDS.items() for _ in range(number)], draw)
    with_child = set(draw.sample(range(FAMILIES), CHILDREN))
    working = set(draw.sample(range(FAMILIES), WORKING))
    ahead = iter(codes)
    made = []
    for k, area in enumerate(areas):
        at = k * len(people.practitioners) // FAMILIES
        pod = people.pods[at // len(people.pods[0].practitioners)]
        circle = _circle(people, pod, at, k)
        family = Family(code=f"Family {k + 1:03d}", hub=HUB)
        parent = FamilyAdult(
            code=next(ahead),
            hub=HUB,
            place=area,
            key_worker=circle[0],
            deputy=circle[1],
            core_team=circle,
            agreed_minutes=75,
            pod=pod.code,
            family=family.code,
        )
        child = None
        if k in with_child:
            child = YoungPerson(
                code=next(ahead),
                hub=HUB,
                place=area,
                key_worker=circle[0],
                deputy=circle[1],
                core_team=circle,
                agreed_minutes=60,
                most_adults=draw.choice((3, 4)) if draw.random() < 0.3 else None,
                pod=pod.code,
                family=family.code,
            )
        made.append(Home(family, parent, child, needs[k], k in working, pod))
    return made


def _circle(people: Team, pod: PodTeam, at: int, k: int) -> tuple[str, ...]:
    """Give a family's key worker, a deputy of the same pod, and now and then a bank practitioner."""
    own = people.practitioners[at]
    others = [worker for worker in pod.practitioners if worker is not own]
    bank = [people.bank[k % 2].key] if k % 8 == 0 else []
    return (own.key, others[k % len(others)].key, *bank)


def week_times_of(homes: list[Home], draw: Random) -> list[WeekTime]:
    """Write down children's lessons and parents' work."""
    rows = [school.lessons(home.child.code, draw) for home in homes if home.child is not None]
    for home in homes:
        if home.works:
            rows.append(school.own_time(home.parent.code, WeekKind.WORK, (0, 1, 2, 3, 4), *SHIFT))
        if home.child is not None and draw.random() < 0.2:
            day = (draw.randrange(5),)
            rows.append(school.own_time(home.child.code, WeekKind.CLUB, day, time(17, 30), time(18, 30)))
    return rows


def stays_of(homes: list[Home], first_day: date, draw: Random) -> list[Stay]:
    """Write down that the children live with their families."""
    return [
        Stay(
            young_person=home.child.code,
            kind=StayKind.FAMILY_HOME,
            first_day=first_day - timedelta(days=draw.randint(100, 3000)),
        )
        for home in homes
        if home.child is not None
    ]
