"""The team of one hub: who works there, in which group, on what terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from hub_roster.domain.people import Employment, Person

if TYPE_CHECKING:
    from random import Random

    from hub_roster.examples.places import County

OPTED_OUT = 0.30
"""Share of people who may exceed 48 h on average (domain.md 6.1 [A])."""
CARER_PLACES = (0, 0, 1)
"""Which of the hub's nearest areas each hub carer lives in; equal numbers share a household."""


class Group(StrEnum):
    """Groups of a hub's team (domain.md 1.2, 6.1)."""

    MANAGER = "hub manager"
    DEPUTY = "deputy manager"
    LEAD = "portfolio lead"
    WORKER = "hub worker"
    PART_TIMER = "hub worker, part-time"
    COACH = "life coach"
    COMMUNICATION = "communication support worker"
    POLICE = "police liaison"
    CARER = "hub carer"
    RELIEF = "relief worker"
    BANK = "bank worker"
    AGENCY = "agency worker"


@dataclass(frozen=True)
class Terms:
    """Terms of one group.

    Attributes
    ----------
    paid
        Hours a week of the post; the 48-hour average counts them all.
    roster
        Hours a week to roster, one of these: what is left of `paid` after management, supervision,
        meetings, training and recording (domain.md 6.1; the split is an assumption).
    extra
        Hours beyond `roster` that a week may reach.
    """

    heads: int
    employer: str
    employment: Employment
    paid: float
    roster: tuple[float, ...]
    extra: float


TEAM: dict[Group, Terms] = {
    Group.MANAGER: Terms(1, "NYC", Employment.CONTRACTED, 37, (0,), 8),
    Group.DEPUTY: Terms(2, "NYC", Employment.CONTRACTED, 37, (12, 14), 8),
    Group.LEAD: Terms(6, "NYC", Employment.CONTRACTED, 37, (26, 27), 9),
    Group.WORKER: Terms(7, "NYC", Employment.CONTRACTED, 37, (30, 31), 9),
    Group.PART_TIMER: Terms(3, "NYC", Employment.CONTRACTED, 18.5, (15.5, 16), 9),
    Group.COACH: Terms(1, "NHS", Employment.CONTRACTED, 37, (9,), 4),
    Group.COMMUNICATION: Terms(1, "NHS", Employment.CONTRACTED, 37, (8,), 4),
    Group.POLICE: Terms(1, "NYP", Employment.CONTRACTED, 37, (6,), 4),
    Group.CARER: Terms(3, "NYC", Employment.RELIEF, 20, (16, 20), 8),
    Group.RELIEF: Terms(4, "NYC", Employment.RELIEF, 12, (6, 8, 10), 12),
    Group.BANK: Terms(4, "NYC", Employment.BANK, 6, (0, 0, 4), 16),
    Group.AGENCY: Terms(3, "AGY", Employment.AGENCY, 8, (0,), 22),
}
"""8.5 FTE of hub workers are seven full-time and three half-time posts (domain.md 6.1)."""

PARTNERS = frozenset({Group.COACH, Group.COMMUNICATION, Group.POLICE})
"""Employed by health or police: never on shifts."""
HOME_TEAM = frozenset({Group.DEPUTY, Group.LEAD, Group.WORKER, Group.PART_TIMER})
"""Work shifts and sleep-ins by a rolling pattern."""
OFFICE_REFERENCE_WEEKS = 17
"""For those whom regulation 21 does not cover (domain.md section 0, point 2)."""


Identity = tuple[str, int]
"""A made-up name and a person number."""


@dataclass(frozen=True)
class Staff:
    """A person with what the generator knows beyond the record."""

    person: Person
    group: Group

    @property
    def key(self) -> str:
        """The person's key."""
        return self.person.key

    @property
    def terms(self) -> Terms:
        """The terms of the person's group."""
        return TEAM[self.group]

    def started_by(self, day: date) -> bool:
        """Say whether the person works there on a date."""
        return self.person.started is None or self.person.started <= day


def heads() -> int:
    """Give how many people one hub has."""
    return sum(terms.heads for terms in TEAM.values())


def team(hub: str, where: County, identities: list[Identity], first_day: date, draw: Random) -> list[Staff]:
    """Make the people of one hub, the manager first.

    Parameters
    ----------
    identities
        One for each of `heads()` people.
    first_day
        The Monday the period starts on.
    """
    groups = [group for group, terms in TEAM.items() for _ in range(terms.heads)]
    opted_out = set(draw.sample(range(1, len(groups)), round(OPTED_OUT * len(groups))))
    made = []
    for k, group in enumerate(groups):
        terms, (name, number) = TEAM[group], identities[k]
        nth = groups[:k].count(group)
        hours = draw.choice(terms.roster)
        carer = group is Group.CARER
        person = Person(
            key=f"{terms.employer}:{number}:1",
            name=name,
            hub=hub,
            role=group.value,
            employment=terms.employment,
            # Carers start at home, everyone else at the hub.
            base=where.areas[CARER_PLACES[nth]].code if carer else where.base.code,
            household=f"{hub} household {'AB'[CARER_PLACES[nth]]}" if carer else "",
            contract_hours=hours,
            most_hours=hours + terms.extra,
            opted_out=k in opted_out,
            reference_weeks=OFFICE_REFERENCE_WEEKS if group in PARTNERS else 26,
            started=_started(group, first_day, nth, draw),
        )
        made.append(Staff(person, group))
    return made


def _started(group: Group, first_day: date, nth: int, draw: Random) -> date:
    """Draw when a person started: years ago, but one worker and one bank worker only weeks ago."""
    if nth == 1 and group in {Group.WORKER, Group.BANK}:
        return first_day - timedelta(days=7 * draw.randint(5, 12))
    return first_day - timedelta(days=draw.randint(300, 3200))
