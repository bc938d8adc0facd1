"""Who may work with whom in a service like Project Crewe, and work offered to bank practitioners."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.offers import AssignmentState, Offer
from hub_roster.domain.young_people import Restriction, Supported
from hub_roster.examples.bonds import Pair, circles

if TYPE_CHECKING:
    from random import Random

    from hub_roster.domain.plans import Plan
    from hub_roster.examples.crewe.families import Home
    from hub_roster.examples.crewe.team import Team

COLLEAGUES = 0.5
"""Share of a pod's other families for whom a practitioner is approved [A]."""
BANK = 0.2
RESTRICTED = 3


def everybody(homes: list[Home]) -> list[Supported]:
    """List all parents and children."""
    return [one for home in homes for one in (home.parent, home.child) if one is not None]


def approved_pairs(homes: list[Home], people: Team, met: set[Pair], draw: Random) -> set[Pair]:
    """Draw who may work alone with whom: circles, those named, the pod's consultant, some of its others."""
    pairs = met | circles(everybody(homes))
    for home in homes:
        consultants = (home.pod.consultant, people.stand_in(home.pod))
        for one in (home.parent, home.child):
            if one is not None:
                pairs |= {(worker.key, one.code) for worker in consultants}
                others = [worker for worker in home.pod.practitioners if draw.random() < COLLEAGUES]
                others += [worker for worker in people.bank if draw.random() < BANK]
                pairs |= {(worker.key, one.code) for worker in others}
    return pairs


def restrictions_of(homes: list[Home], people: Team, first_day: date, draw: Random) -> list[Restriction]:
    """Keep some people and families apart, across pods; the last row has run out."""
    rows = []
    for home in draw.sample(homes, RESTRICTED):
        strangers = [pod for pod in people.pods if pod is not home.pod]
        worker = draw.choice(draw.choice(strangers).practitioners)
        since = first_day - timedelta(days=draw.randint(20, 200))
        rows.append(Restriction(young_person=home.parent.code, person=worker.key, first_day=since))
    return [*rows[:-1], rows[-1].model_copy(update={"last_day": first_day - timedelta(days=3)})]


def offers_of(homes: list[Home], people: Team, plans: list[Plan], first_day: date) -> list[Offer]:
    """Offer bank practitioners sessions of families that know them: one declined, one not answered yet."""
    bank = {worker.key for worker in people.bank}
    known = {home.parent.code: key for home in homes for key in home.parent.core_team if key in bank}
    asked = datetime.combine(first_day - timedelta(days=6), time(10))
    open_plans = [p for p in plans if p.young_person in known and p.falls_in(first_day) and not p.named]
    states = (AssignmentState.OFFERED, AssignmentState.DECLINED)
    return [
        Offer(
            person=known[plan.young_person],
            task=f"{plan.code} {first_day.isoformat()} 1",
            state=state,
            offered=asked,
            until=asked + timedelta(days=3),
            answered=None if state is AssignmentState.OFFERED else asked + timedelta(days=1),
        )
        for plan, state in zip(open_plans, states, strict=False)
    ]
