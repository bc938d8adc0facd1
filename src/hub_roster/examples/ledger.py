"""Eight weeks of contact: shifts by the rolling rota, visits mostly by a young person's own."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.young_people import Contact, Setting
from hub_roster.examples.people import PARTNERS, Group, Staff
from hub_roster.examples.young_people import Child, Need

if TYPE_CHECKING:
    from random import Random

    from hub_roster.examples.nights import Nights
    from hub_roster.examples.ties import Pair

WEEKS = 8
"""Weeks of rosters an example keeps (domain.md 6.4b)."""
LATE_MINUTES, EARLY_MINUTES, ASLEEP_MINUTES = 480, 450, 540
ASLEEP_DAYS = 14
"""Days back to which nights asleep are kept: they count for how many adults someone had about."""
SHARES = (0.46, 0.24, 0.16)
"""Visits made by the key worker, the deputy, the rest of the circle; else anyone approved [A]."""
PARTNER_EVERY = 0.12
"""Chance that health or police saw a young person they are approved for in a week."""


class Ledger:
    """Adds up minutes per person, young person, day and setting."""

    def __init__(self) -> None:
        self._minutes: dict[tuple[str, str, date, Setting], int] = defaultdict(int)
        self._present: dict[Setting, tuple[int, int]] = {}

    def add(self, person: str, code: str, day: date, minutes: int, setting: Setting) -> None:
        """Add minutes."""
        self._minutes[person, code, day, setting] += minutes

    def rows(self, residents: int) -> list[Contact]:
        """Give the contacts in order of day."""
        listed = sorted(self._minutes.items(), key=lambda item: (item[0][2], *item[0][:2], item[0][3]))
        return [
            Contact(
                person=person,
                young_person=code,
                day=day,
                minutes=minutes,
                setting=setting,
                young_people=1 if setting is Setting.VISIT else residents,
                adults=1 if setting is Setting.VISIT else 2,
            )
            for (person, code, day, setting), minutes in listed
        ]


def contacts_of(
    team: list[Staff],
    family: list[Child],
    approved: set[Pair],
    nights: Nights,
    first_day: date,
    draw: Random,
) -> list[Contact]:
    """Make the ledger of the eight weeks before the period."""
    ledger = Ledger()
    settled = [child for child in family if not child.recent]
    residents = [child for child in settled if child.need is Need.RESIDENT]
    first = first_day - timedelta(days=7 * WEEKS)
    for day, pair in nights.pairs.items():
        if first <= day < first_day:
            _add_block(ledger, pair, residents, day, first_day)
    for child in settled:
        _add_visits(ledger, child, team, approved, first, draw)
    _add_partners(ledger, team, settled, approved, first, draw)
    restrained = draw.choice(residents)
    ledger.add(
        nights.pairs[first_day - timedelta(days=9)][0],
        restrained.code,
        first_day - timedelta(days=9),
        10,
        Setting.RESTRAINT,
    )
    return ledger.rows(len(residents))


def _add_block(
    ledger: Ledger, pair: tuple[str, ...], residents: list[Child], day: date, first_day: date
) -> None:
    """Add late, night and early of one block to everyone in residence."""
    after = day + timedelta(days=1)
    for person in pair:
        for child in residents:
            ledger.add(person, child.code, day, LATE_MINUTES, Setting.SHIFT)
            if after < first_day:
                ledger.add(person, child.code, after, EARLY_MINUTES, Setting.SHIFT)
            if (first_day - day).days <= ASLEEP_DAYS:
                ledger.add(person, child.code, day, ASLEEP_MINUTES, Setting.ASLEEP)


def _add_visits(
    ledger: Ledger,
    child: Child,
    team: list[Staff],
    approved: set[Pair],
    first: date,
    draw: Random,
) -> None:
    """Add the visits of one young person."""
    others = [
        s.key
        for s in team
        if (s.key, child.code) in approved
        and s.key not in child.circle
        and s.group not in PARTNERS | {Group.MANAGER}
    ]
    # The same few stand in for each other: a young person does not meet everyone approved.
    others = draw.sample(others, min(4, len(others)))
    started = {s.key: s for s in team}
    for week in range(WEEKS):
        number = draw.randint(*child.plan.visits)
        for weekday in sorted(draw.sample(range(7), number)):
            day = first + timedelta(days=7 * week + weekday)
            person = _who(child, others, draw)
            if started[person].started_by(day):
                ledger.add(person, child.code, day, draw.choice(child.plan.minutes), Setting.VISIT)


def _who(child: Child, others: list[str], draw: Random) -> str:
    """Draw who made a visit."""
    key_worker, deputy, *rest = child.circle
    share = draw.random()
    if share < SHARES[0]:
        return key_worker
    if share < SHARES[0] + SHARES[1]:
        return deputy
    if rest and (share < sum(SHARES) or not others):
        return draw.choice(rest)
    return draw.choice(others) if others else deputy


def _add_partners(
    ledger: Ledger,
    team: list[Staff],
    family: list[Child],
    approved: set[Pair],
    first: date,
    draw: Random,
) -> None:
    """Add the sessions of health and police."""
    for staff in team:
        if staff.group not in PARTNERS:
            continue
        for child in family:
            for week in range(WEEKS):
                if (staff.key, child.code) in approved and draw.random() < PARTNER_EVERY:
                    day = first + timedelta(days=7 * week + draw.randrange(5))
                    ledger.add(staff.key, child.code, day, draw.choice((45, 60)), Setting.VISIT)
