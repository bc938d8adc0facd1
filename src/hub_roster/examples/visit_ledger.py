"""Eight weeks of visits by plans that still hold, and what came of those of the last four."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.plans import Outcome, OutcomeKind
from hub_roster.domain.young_people import Contact, Setting
from hub_roster.examples.draws import weighted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from hub_roster.domain.plans import Plan
    from hub_roster.domain.young_people import Supported

WEEKS = 8
"""Weeks of contact an example keeps (domain.md 6.4b)."""
OUTCOME_WEEKS = 4
SHARES = (0.65, 0.25)
"""Visits made by the key worker and by the deputy; the rest by the core team [A]."""
CAME_OF_IT = {
    OutcomeKind.MADE: 0.84,
    OutcomeKind.DECLINED: 0.06,
    OutcomeKind.MOVED_BY_THEM: 0.05,
    OutcomeKind.MOVED_BY_US: 0.03,
    OutcomeKind.NOT_MADE: 0.02,
}
"""A visit refused or moved by the young person 5 % each (domain.md 6.6); the rest are assumptions."""


def contacts_of(
    plans: Iterable[Plan], supported: Iterable[Supported], first_day: date, draw: Random
) -> list[Contact]:
    """Make the contacts that plans led to in the eight weeks before the period."""
    known = {one.code: one for one in supported}
    mondays = [first_day - timedelta(days=7 * week) for week in range(1, WEEKS + 1)]
    return [
        Contact(
            person=_who(known[plan.young_person], plan, draw),
            young_person=plan.young_person,
            day=monday + timedelta(days=weekday),
            minutes=plan.minutes,
        )
        for plan in plans
        for monday in mondays
        if plan.falls_in(monday)
        for weekday in plan.days[: plan.times]
    ]


def _who(someone: Supported, plan: Plan, draw: Random) -> str:
    """Draw who made a visit of a plan."""
    share = draw.random()
    if plan.named:
        return plan.named[0]
    if share < SHARES[0] and someone.key_worker:
        return someone.key_worker
    if share < sum(SHARES) and someone.deputy:
        return someone.deputy
    return draw.choice(someone.core_team)


def outcomes_of(contacts: Iterable[Contact], first_day: date, draw: Random) -> list[Outcome]:
    """Say of the visits of the last four weeks what came of them."""
    first = first_day - timedelta(days=7 * OUTCOME_WEEKS)
    return [
        Outcome(
            young_person=row.young_person,
            person=row.person,
            day=row.day,
            minutes=row.minutes,
            outcome=weighted(CAME_OF_IT, draw),
        )
        for row in contacts
        if row.setting is Setting.VISIT and row.day >= first
    ]
