"""Who may work with whom, who knows whom, what young people say, and work offered."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.offers import AssignmentState, Offer
from hub_roster.domain.young_people import Restriction, Supported
from hub_roster.examples.bonds import Pair, circles
from hub_roster.examples.shropshire.team import Team

if TYPE_CHECKING:
    from random import Random

    from hub_roster.domain.people import Availability
    from hub_roster.examples.shropshire.families import Families

COLLEAGUES = 0.45
"""Share of the outreach team's others for whom a practitioner is approved [A]."""
FLOATING = 0.6
"""The same for those who come to a home from elsewhere [A]."""
RESTRICTED = 3


def approved_pairs(them: Families, people: Team, met: set[Pair], draw: Random) -> set[Pair]:
    """Draw who may work one-to-one: all of a home with its children, circles, those named, some others."""
    pairs = met | circles(everybody(them))
    for worker in people.all:
        hubs = worker.person.floats_to
        for child in them.residents:
            own = worker.person.hub == child.record.hub
            floats = child.record.hub in hubs and draw.random() < FLOATING
            if (own or floats) and not worker.person.unnamed:
                pairs.add((worker.key, child.code))
    for worker in people.practitioners:
        others = [*them.adults, *(child.record for child in them.visited)]
        pairs |= {(worker.key, other.code) for other in others if draw.random() < COLLEAGUES}
    return pairs


def everybody(them: Families) -> list[Supported]:
    """List all young people and adults."""
    return [*(child.record for child in them.children), *them.adults]


def of_homes(them: Families, people: Team) -> set[Pair]:
    """Give all pairs of a young person in a home and somebody of its team."""
    return {(worker.key, child.code) for child in them.residents for worker in people.homes[child.record.hub]}


def may_part(them: Families, pairs: set[Pair]) -> set[Pair]:
    """Give pairs that may be kept apart: of no circle, and not of a young person in a home."""
    visited = {child.code for child in them.visited} | {adult.code for adult in them.adults}
    return {pair for pair in pairs - circles(everybody(them)) if pair[1] in visited}


def restrictions_of(them: Families, people: Team, first_day: date, draw: Random) -> list[Restriction]:
    """Write down restrictions; the last has run out."""
    relief = [worker.key for worker in people.relief]
    codes = [child.code for child in draw.sample(them.residents, RESTRICTED)]
    rows = [
        Restriction(
            young_person=code,
            person=draw.choice(relief),
            first_day=first_day - timedelta(days=draw.randint(20, 200)),
        )
        for code in codes
    ]
    return [*rows[:-1], rows[-1].model_copy(update={"last_day": first_day - timedelta(days=3)})]


def offers_of(people: Team, availability: list[Availability], first_day: date) -> list[Offer]:
    """Offer lates to relief and bank staff: one was accepted, one declined, one waits for an answer."""
    states = (AssignmentState.ACCEPTED, AssignmentState.DECLINED, AssignmentState.OFFERED)
    asked = datetime.combine(first_day - timedelta(days=10), time(11))
    rows = []
    for worker, state in zip(people.relief, states, strict=False):
        days = next(row.days for row in availability if row.person == worker.key)
        day = first_day + timedelta(days=days[1])
        home = worker.person.base
        answered = None if state is AssignmentState.OFFERED else asked + timedelta(days=1, hours=2)
        rows.append(
            Offer(
                person=worker.key,
                task=f"{home}/{day.isoformat()}/late/2",
                state=state,
                offered=asked,
                until=asked + timedelta(days=5),
                answered=answered,
            )
        )
    return rows
