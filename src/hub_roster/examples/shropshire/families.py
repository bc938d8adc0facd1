"""Young people and families: who lives where, whose worker is who, and what their weeks are like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.their_week import WeekKind
from hub_roster.domain.young_people import Family, FamilyAdult, Stay, StayKind, YoungPerson
from hub_roster.examples import school
from hub_roster.examples.draws import weighted
from hub_roster.examples.shropshire.team import STEPPING_STONES, Team

if TYPE_CHECKING:
    from random import Random

    from hub_roster.domain.their_week import WeekTime
    from hub_roster.examples.posts import Worker
    from hub_roster.examples.shropshire.homes import Household
    from hub_roster.examples.shropshire.places import Country

FAMILIES = 21
"""Families the outreach team works with at home [A]."""
RESIDENT_FAMILIES = 5
"""Families of young people in a home, who are to go back to them or to a family [A]."""
SECOND_ADULTS = 4
PLACED_AWAY = 3
"""Young people in a placement elsewhere, to step down from it; one with hub carers beside them."""
CODES = 20 + 2 * FAMILIES + RESIDENT_FAMILIES + SECOND_ADULTS
OWN_ADULT = time(15), time(21)
"""When a young person has an adult for themselves: from school until bedtime."""


@dataclass(frozen=True)
class Child:
    """A young person with what the generator knows beyond the record."""

    record: YoungPerson
    home: Household | None = None
    stay: StayKind = StayKind.FAMILY_HOME

    @property
    def code(self) -> str:
        """The young person's code."""
        return self.record.code


@dataclass(frozen=True)
class Families:
    """Everyone the service is there for.

    Attributes
    ----------
    adults
        Adults of families in the order of their families.
    """

    families: list[Family]
    children: list[Child]
    adults: list[FamilyAdult]

    @property
    def residents(self) -> list[Child]:
        """Those who live in a home."""
        return [child for child in self.children if child.home is not None]

    @property
    def visited(self) -> list[Child]:
        """Those who do not."""
        return [child for child in self.children if child.home is None]


def families(
    homes: list[Household], people: Team, where: Country, codes: list[str], draw: Random
) -> Families:
    """Make everyone the service is there for, each with a key worker, a deputy and a core team."""
    ahead = iter(codes)
    made = [
        Family(code=f"Family {k + 1:02d}", hub=STEPPING_STONES) for k in range(FAMILIES + RESIDENT_FAMILIES)
    ]
    residents = [
        Child(_resident(next(ahead), home, nth, people), home, StayKind.HUB_BED)
        for home in homes
        for nth in range(home.beds)
    ]
    children, adults = [], []
    belong = draw.sample(range(len(residents)), RESIDENT_FAMILIES)
    for k, family in enumerate(made):
        place = weighted(where.weights, draw)
        pair = [people.practitioners[(k + step) % len(people.practitioners)] for step in (0, 3)]
        if k < FAMILIES:
            children.append(_at_home(next(ahead), k, family, place, pair, people, draw))
        else:
            at = belong[k - FAMILIES]
            own = residents[at].record
            team = (*own.core_team, pair[0].key)
            record = own.model_copy(update={"family": family.code, "core_team": team})
            residents[at] = Child(record, residents[at].home, residents[at].stay)
        adults += [
            _adult(next(ahead), family, place, pair) for _ in range(2 if k in range(SECOND_ADULTS) else 1)
        ]
    return Families(made, [*residents, *children], adults)


def _resident(code: str, home: Household, nth: int, people: Team) -> YoungPerson:
    """Give a resident a key worker of the home, two adults who stand in, and the deputy manager."""
    # Manager and deputy come first; a key worker is a senior or another worker.
    workers = [w for w in people.homes[home.tree][2:] if w.post.role != "waking night worker"]
    circle = [workers[(nth + step) % len(workers)].key for step in (0, 2, 4)]
    return YoungPerson(
        code=code,
        hub=home.tree,
        place=home.code,
        key_worker=circle[0],
        deputy=circle[1],
        core_team=(*circle, people.homes[home.tree][1].key),
        agreed_minutes=60,
    )


def _at_home(
    code: str, k: int, family: Family, place: str, pair: list[Worker], people: Team, draw: Random
) -> Child:
    """Give the child of a family one of the family's two practitioners as key worker."""
    # Half of the families have a worker for the adults and another for the child.
    own, other = pair if k % 2 else (pair[1], pair[0])
    third = people.practitioners[(k + 5) % len(people.practitioners)]
    stay = StayKind.OTHER_PLACEMENT if k < PLACED_AWAY else StayKind.FAMILY_HOME
    if k == PLACED_AWAY:
        stay, place = StayKind.HUB_CARER, people.of_household(1)[0].person.base
    record = YoungPerson(
        code=code,
        hub=STEPPING_STONES,
        place=place,
        key_worker=own.key,
        deputy=other.key,
        core_team=(own.key, other.key, third.key),
        agreed_minutes=60,
        most_adults=draw.choice((3, 4)) if draw.random() < 0.3 else None,
        family=family.code,
    )
    return Child(record, None, stay)


def _adult(code: str, family: Family, place: str, pair: list[Worker]) -> FamilyAdult:
    return FamilyAdult(
        code=code,
        hub=STEPPING_STONES,
        place=place,
        key_worker=pair[0].key,
        deputy=pair[1].key,
        core_team=(pair[0].key, pair[1].key),
        agreed_minutes=75,
        family=family.code,
    )


def stays_of(them: Families, first_day: date, draw: Random) -> list[Stay]:
    """Write down where each young person lives, and since when."""
    return [
        Stay(
            young_person=child.code,
            kind=child.stay,
            home=None if child.home is None else child.home.code,
            first_day=first_day - timedelta(days=draw.randint(30, 500)),
        )
        for child in them.children
    ]


def week_times_of(them: Families, draw: Random) -> list[WeekTime]:
    """Write down everyone's week: school or college, family time, clubs, and nights away."""
    rows = []
    for child in them.children:
        rows.append(school.lessons(child.code, draw))
        if draw.random() < 0.3:
            day, start = draw.randrange(5), draw.choice((18, 19))
            rows.append(school.own_time(child.code, WeekKind.CLUB, (day,), time(start), time(start + 1)))
        if child.home is not None and child.record.family is not None:
            rows.append(school.own_time(child.code, WeekKind.NIGHT_AWAY, (5,), time(10), time(10)))
        elif child.home is not None and draw.random() < 0.3:
            rows.append(school.own_time(child.code, WeekKind.FAMILY_TIME, (6,), time(13), time(16)))
    return rows
