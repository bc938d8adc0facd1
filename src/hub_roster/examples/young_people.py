"""Forty young people of a hub: where they live, who is theirs, what was agreed with them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from hub_roster.domain.young_people import Stay, StayKind, YoungPerson
from hub_roster.examples.draws import shuffled, weighted
from hub_roster.examples.people import Group, Staff
from hub_roster.examples.skills import DRIVER, Held

if TYPE_CHECKING:
    from random import Random

    from hub_roster.domain.people import Placement
    from hub_roster.examples.places import County

KEY_WORKER_CAP = 4
"""Young people of one key worker (domain.md 6.3 [A])."""


class Need(StrEnum):
    """Groups of domain.md 6.3; the edge of care in its three intensities."""

    RESIDENT = "resident"
    FAMILY = "hub community family"
    LODGINGS = "lodgings"
    OTHER = "other placement"
    HIGH = "edge of care, high"
    MEDIUM = "edge of care, medium"
    LOW = "edge of care, low"
    STEPPED_OUT = "stepped out"


@dataclass(frozen=True)
class Plan:
    """What is usual in a group: how many, living where, with how many visits of what minutes.

    Attributes
    ----------
    team
        Adults of the young person's team: key worker, deputy and others.
    evening
        Share of visits on weekday evenings; the rest fall on weekends and in the daytime.
    """

    heads: int
    stay: StayKind
    visits: tuple[int, int]
    minutes: tuple[int, ...]
    team: tuple[int, int]
    evening: float


PLANS: dict[Need, Plan] = {
    Need.RESIDENT: Plan(5, StayKind.HUB_BED, (1, 2), (45, 60), (4, 5), 0.6),
    Need.FAMILY: Plan(3, StayKind.HUB_CARER, (3, 3), (45, 60, 75), (3, 4), 0.75),
    Need.LODGINGS: Plan(2, StayKind.LODGINGS, (3, 3), (45, 60, 75), (3, 3), 0.5),
    Need.OTHER: Plan(5, StayKind.OTHER_PLACEMENT, (3, 3), (60, 60, 75), (3, 4), 0.75),
    Need.HIGH: Plan(3, StayKind.FAMILY_HOME, (7, 7), (75, 90, 90), (5, 5), 0.72),
    Need.MEDIUM: Plan(9, StayKind.FAMILY_HOME, (4, 5), (60, 60, 75), (4, 4), 0.72),
    Need.LOW: Plan(8, StayKind.FAMILY_HOME, (2, 2), (45, 45, 60), (3, 3), 0.7),
    Need.STEPPED_OUT: Plan(5, StayKind.OWN_HOME, (1, 1), (30, 45, 60), (2, 3), 0.3),
}
"""Numbers, hours and groups of domain.md 6.3 [A]."""

PER_HUB = sum(plan.heads for plan in PLANS.values())
RECENT = 3
"""Young people whose work has only just begun: no ledger yet (domain.md 6.3 [D])."""
LARGEST_TEAM = 5
"""Adults of a core team at most (the glossary of the design)."""
CASELOADS: dict[Group, tuple[int, ...]] = {
    Group.LEAD: (2, 2, 2, 3, 2, 2),
    Group.WORKER: (4, 2, 4, 3, 4, 4, 1),
    Group.PART_TIMER: (1, 2, 1),
    Group.DEPUTY: (1, 0),
}
"""Young people for each key worker: the newest has few, the one who does not drive a resident."""


@dataclass(frozen=True)
class Child:
    """A young person with what the generator knows beyond the record."""

    record: YoungPerson
    need: Need
    recent: bool

    @property
    def code(self) -> str:
        """The young person's code."""
        return self.record.code

    @property
    def plan(self) -> Plan:
        """What is usual in the group."""
        return PLANS[self.need]

    @property
    def circle(self) -> tuple[str, ...]:
        """Key worker, deputy and core team, each once."""
        named = (self.record.key_worker, self.record.deputy, *self.record.core_team)
        return tuple(dict.fromkeys(key for key in named if key))


def children(
    where: County,
    codes: list[str],
    team: list[Staff],
    held: Held,
    placements: list[Placement],
    draw: Random,
) -> list[Child]:
    """Make the young people of one hub, each with a team of adults whose others live nearby.

    A key worker's young people are neighbours where possible, as a manager would have it.
    """
    homes = _places(where, team, placements, draw)
    order = {area.code: k for k, area in enumerate((where.base, *where.areas))}
    needs = sorted(homes, key=lambda pair: order[pair[1]])
    recent = set(draw.sample([k for k, (need, _) in enumerate(needs) if need in RECENT_NEEDS], RECENT))
    circles = _circles([need for need, _ in needs], team, held, draw)
    return [
        Child(
            YoungPerson(
                code=codes[k],
                hub=where.town,
                place=place,
                key_worker=circles[k][0],
                deputy=circles[k][1],
                core_team=tuple(circles[k]),
                most_adults=draw.choice((4, 5, 6)) if draw.random() < 0.15 else None,
            ),
            need,
            k in recent,
        )
        for k, (need, place) in enumerate(needs)
    ]


RECENT_NEEDS = frozenset({Need.MEDIUM, Need.LOW, Need.OTHER})


def _places(
    where: County, team: list[Staff], placements: list[Placement], draw: Random
) -> list[tuple[Need, str]]:
    """Draw where everyone lives; those with hub carers live where the carers do."""
    placed = {p.household for p in placements if p.last_day is None}
    carers = [s.person.base for s in team if s.person.household in placed]
    areas = {area.code: float(area.weight) for area in where.areas}
    homes = []
    for need, plan in PLANS.items():
        for k in range(plan.heads):
            if need is Need.RESIDENT:
                place = where.base.code
            elif need is Need.FAMILY:
                place = carers[k % len(carers)]
            else:
                place = weighted(areas, draw)
            homes.append((need, place))
    return homes


def _circles(needs: list[Need], team: list[Staff], held: Held, draw: Random) -> list[list[str]]:
    """Choose each young person's adults: key worker first, then deputy, then the others."""
    keys = _key_workers(needs, team, held, draw)
    drivers = [s.key for s in team if s.group in CASELOADS and held.ever(s.key, DRIVER)]
    shift_only = [s.key for s in team if s.group in CASELOADS and not held.ever(s.key, DRIVER)]
    load: dict[str, int] = defaultdict(int)
    circles = []
    for k, need in enumerate(needs):
        size = draw.randint(*PLANS[need].team)
        # Neighbours' key workers drive that way anyhow; the rest come from whoever has least to do.
        near = [key for key in _around(keys, k) if key in drivers]
        pool = list(dict.fromkeys([*near[:6], *shuffled(drivers, draw)]))
        pool += shift_only if need is Need.RESIDENT else []
        rest = sorted((key for key in pool[:10] if key != keys[k]), key=lambda key: load[key])
        circle = [keys[k], *rest[: size - 1]]
        for key in circle:
            load[key] += 1
        circles.append(circle)
    return circles


def _around(keys: list[str], k: int) -> list[str]:
    """List the key workers of the nearest neighbours in the list, nearest first."""
    return [keys[j] for j in sorted(range(len(keys)), key=lambda j: abs(j - k)) if j != k]


def _key_workers(needs: list[Need], team: list[Staff], held: Held, draw: Random) -> list[str]:
    """Deal key workers in runs along the neighbours; residents get those who do not drive."""
    runs = []
    for group, loads in CASELOADS.items():
        members = [s.key for s in team if s.group is group]
        runs += list(zip(members, loads, strict=True))
    fixed = [key for key, load in runs if not held.ever(key, DRIVER) for _ in range(load)]
    dealt = [key for key, load in shuffled(runs, draw) if held.ever(key, DRIVER) for _ in range(load)]
    return [fixed.pop() if fixed and need is Need.RESIDENT else dealt.pop() for need in needs]


def joined(family: list[Child], joining: dict[str, list[str]]) -> list[Child]:
    """Let staff who could well make visits join core teams: plans follow who is there."""
    return [replace(child, record=_with(child, joining.get(child.code, []))) for child in family]


def _with(child: Child, joining: list[str]) -> YoungPerson:
    adults = (*child.record.core_team, *joining)
    return child.record.model_copy(update={"core_team": tuple(dict.fromkeys(adults))})


def stays_of(
    family: list[Child], home: str, placements: list[Placement], first_day: date, draw: Random
) -> list[Stay]:
    """Write down where everyone lives and since when.

    The last of those who live with hub carers is the one who comes where a child arrives this week.
    """
    rows = []
    arrival = max(p.first_day for p in placements if p.last_day is None)
    coming = [child.code for child in family if child.need is Need.FAMILY][-1]
    for child in family:
        kind = child.plan.stay
        days = draw.randint(10, 40) if child.recent else draw.randint(70, 500)
        stay = Stay(
            young_person=child.code,
            kind=kind,
            home=home if kind is StayKind.HUB_BED else None,
            first_day=first_day - timedelta(days=days),
        )
        if child.code == coming and arrival > first_day:
            until = arrival - timedelta(days=1)
            rows.append(stay.model_copy(update={"kind": StayKind.FAMILY_HOME, "last_day": until}))
            stay = stay.model_copy(update={"first_day": arrival})
        rows.append(stay)
    return rows
