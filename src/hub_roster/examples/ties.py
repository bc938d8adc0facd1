"""Who may work with whom, who knows whom, and what young people say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.people import Approval
from hub_roster.domain.young_people import Acquaintance, HowWell, Restriction, View, ViewKind
from hub_roster.examples.draws import weighted
from hub_roster.examples.people import HOME_TEAM, Group, Staff
from hub_roster.examples.young_people import Child, Need

if TYPE_CHECKING:
    from random import Random

APPROVED: dict[Group, float] = {
    Group.MANAGER: 0.5,
    Group.DEPUTY: 0.6,
    Group.LEAD: 0.55,
    Group.WORKER: 0.55,
    Group.PART_TIMER: 0.45,
    Group.COACH: 0.5,
    Group.COMMUNICATION: 0.5,
    Group.POLICE: 0.4,
    Group.CARER: 0.35,
    Group.RELIEF: 0.4,
    Group.BANK: 0.25,
    Group.AGENCY: 0.05,
}
"""Share of young people outside a person's own circle for whom the person is approved [A]: over a
quarter of all pairs are not (domain.md 6.4b)."""
LAPSED = 0.04
"""Share of the other pairs whose approval has run out."""
KNOWS: dict[HowWell, float] = {HowWell.A_LITTLE: 0.55, HowWell.WELL: 0.2, HowWell.NOT: 0.25}
SAYS_NOT_WITH = 5
SAYS_ASKS_FOR = 8
SAYS_FINE = 14
RESTRICTED = 4

Pair = tuple[str, str]
"""A person's key and a young person's code."""


def approved_pairs(team: list[Staff], family: list[Child], draw: Random) -> set[Pair]:
    """Draw who may work one-to-one: all of a circle, the home team for residents, others."""
    pairs = set()
    for staff in team:
        for child in family:
            drawn = draw.random() < APPROVED[staff.group]
            at_home = child.need is Need.RESIDENT and staff.group in HOME_TEAM | {Group.RELIEF}
            if staff.key in child.circle or at_home or drawn:
                pairs.add((staff.key, child.code))
    return pairs


def approvals_of(
    team: list[Staff], family: list[Child], approved: set[Pair], first_day: date, draw: Random
) -> list[Approval]:
    """Write the approvals down, with some of other pairs that have run out."""
    rows = []
    for staff in team:
        for child in family:
            begun = first_day - timedelta(days=draw.randint(20, 400))
            lapsed = draw.random() < LAPSED
            if (staff.key, child.code) in approved:
                rows.append(Approval(person=staff.key, young_person=child.code, valid_from=begun))
            elif lapsed:
                end = first_day - timedelta(days=draw.randint(1, 18))
                rows.append(
                    Approval(
                        person=staff.key,
                        young_person=child.code,
                        valid_from=begun,
                        valid_until=end,
                    )
                )
    return rows


def acquaintances_of(
    team: list[Staff], family: list[Child], approved: set[Pair], draw: Random
) -> list[Acquaintance]:
    """Write down who knows whom in a manager's judgement, for pairs outside a circle.

    Where a young person's work has only just begun this is all that is known of them.
    """
    rows = []
    for staff in team:
        for child in family:
            near = (staff.key, child.code) in approved and staff.group is not Group.AGENCY
            chance = 0.5 if child.recent else 0.3
            if staff.key in child.circle:
                how_well = HowWell.WELL if child.recent else None
            else:
                how_well = weighted(KNOWS, draw) if near and draw.random() < chance else None
            if how_well is not None:
                rows.append(Acquaintance(person=staff.key, young_person=child.code, how_well=how_well))
    return rows


def refusals(team: list[Staff], family: list[Child], draw: Random) -> set[Pair]:
    """Draw pairs that are kept apart: never of a circle, nor of the home team and a resident."""
    pairs = [
        (staff.key, child.code)
        for staff in team
        for child in family
        if staff.key not in child.circle
        and child.need is not Need.RESIDENT
        and staff.group is not Group.AGENCY
    ]
    return set(draw.sample(pairs, SAYS_NOT_WITH + RESTRICTED))


def views_of(family: list[Child], refused: list[Pair], first_day: date, draw: Random) -> list[View]:
    """Write down what young people said: not with, asks for, fine."""
    said = [(pair, ViewKind.NOT_WITH) for pair in refused]
    circles = [(key, child.code) for child in family for key in child.circle]
    chosen = draw.sample(circles, SAYS_ASKS_FOR + SAYS_FINE)
    said += [(pair, ViewKind.ASKS_FOR) for pair in chosen[:SAYS_ASKS_FOR]]
    said += [(pair, ViewKind.FINE) for pair in chosen[SAYS_ASKS_FOR:]]
    return [
        View(
            person=person,
            young_person=code,
            view=view,
            day=first_day - timedelta(days=draw.randint(2, 120)),
        )
        for (person, code), view in said
    ]


def restrictions_of(refused: list[Pair], first_day: date, draw: Random) -> list[Restriction]:
    """Write down restrictions; the last has run out."""
    rows = [
        Restriction(
            person=person,
            young_person=code,
            first_day=first_day - timedelta(days=draw.randint(20, 200)),
        )
        for person, code in refused
    ]
    ended = rows[-1].model_copy(update={"last_day": first_day - timedelta(days=3)})
    return [*rows[:-1], ended]
