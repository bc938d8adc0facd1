"""What keeps people off the rota: leave, adjustments, placements, and work elsewhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.people import (
    Adjustment,
    AdjustmentKind,
    BusyPeriod,
    Leave,
    Placement,
)
from hub_roster.examples.people import PARTNERS, Group, Staff

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

LEAVE_PLAN: tuple[tuple[Group, int, int], ...] = (
    (Group.LEAD, 0, 7),
    (Group.WORKER, 0, 7),
    (Group.WORKER, 2, 5),
    (Group.RELIEF, 0, 7),
    (Group.COACH, 3, 2),
)
"""Group, first weekday and days of each week's leave: 28 of 33 people's 231 days, 12 % (domain.md
6.1)."""


@dataclass(frozen=True)
class Absence:
    """Everything that keeps people of one hub off the rota."""

    leave: list[Leave]
    adjustments: list[Adjustment]
    placements: list[Placement]
    busy: list[BusyPeriod]
    away: dict[str, set[date]]
    """Dates on which a person does no work at all."""

    def kinds_of(self, person: str) -> set[AdjustmentKind]:
        """Give the kinds of a person's adjustments."""
        return {a.kind for a in self.adjustments if a.person == person}


def absence_of(team: list[Staff], first_day: date, weeks: int, draw: Random) -> Absence:
    """Draw leave, adjustments, placements and commitments elsewhere."""
    leave = _leave(team, first_day, weeks, draw)
    placements = _placements(team, first_day, draw)
    away: dict[str, set[date]] = defaultdict(set)
    for row in leave:
        span = (row.last_day - row.first_day).days + 1
        away[row.person] |= {row.first_day + timedelta(days=k) for k in range(span)}
    days = [first_day + timedelta(days=k) for k in range(-1, 7 * weeks + 1)]
    for staff in team:
        away[staff.key] |= {day for day in days if closed(staff.person.household, placements, day)}
    return Absence(leave, _adjustments(team), placements, _busy(team, first_day, weeks, draw), away)


def _leave(team: list[Staff], first_day: date, weeks: int, draw: Random) -> list[Leave]:
    """Draw who is away in each week; nobody twice in one week."""
    rows = []
    for week in range(weeks):
        chosen: set[str] = set()
        for group, weekday, days in LEAVE_PLAN:
            # New starters and the worker who cannot drive (the last) are needed and stay.
            able = [s for s in team if s.group is group][: 6 if group is Group.WORKER else None]
            staff = draw.choice([s for s in able if s.key not in chosen])
            chosen.add(staff.key)
            first = first_day + timedelta(days=7 * week + weekday)
            last = first + timedelta(days=days - 1)
            rows.append(Leave(person=staff.key, first_day=first, last_day=last))
    return rows


def _adjustments(team: list[Staff]) -> list[Adjustment]:
    """Give some people agreed adjustments."""
    by_group = defaultdict(list)
    for staff in team:
        by_group[staff.group].append(staff.key)
    part_timers, relief, bank = (by_group[group] for group in (Group.PART_TIMER, Group.RELIEF, Group.BANK))
    return [
        Adjustment(person=part_timers[0], kind=AdjustmentKind.NO_SLEEP_INS),
        Adjustment(person=part_timers[1], kind=AdjustmentKind.NOT_BEFORE, time=time(9, 15)),
        Adjustment(person=relief[0], kind=AdjustmentKind.NOT_AFTER, time=time(21, 0)),
        Adjustment(person=relief[1], kind=AdjustmentKind.NO_OUTREACH),
        Adjustment(person=bank[0], kind=AdjustmentKind.NO_SLEEP_INS),
        Adjustment(person=bank[1], kind=AdjustmentKind.NO_DRIVING),
    ]


def _placements(team: list[Staff], first_day: date, draw: Random) -> list[Placement]:
    """Draw one of three situations of two households; a carer at least is deployable at first."""
    first, second = sorted({s.person.household for s in team if s.person.household})
    if draw.random() < 0.5:
        first, second = second, first
    long_ago = first_day - timedelta(days=draw.randint(30, 120))
    stays = [Placement(household=first, first_day=long_ago)]
    situation = draw.randrange(3)
    if situation == 0:
        arrival = first_day + timedelta(days=2)
        stays.append(Placement(household=second, first_day=arrival, first_time=time(16)))
    elif situation == 1:
        arrival = first_day + timedelta(days=3)
        stays.append(Placement(household=second, first_day=arrival))
    else:
        left = first_day - timedelta(days=10)
        stays.append(
            Placement(
                household=second,
                first_day=long_ago,
                last_day=left,
                deployable_from=first_day - timedelta(days=1),
            )
        )
    return stays


def closed(household: str, placements: Iterable[Placement], day: date) -> bool:
    """Say whether a household's carers do no duty on a date."""
    return any(
        placement.first_day <= day
        and (
            placement.last_day is None
            or day <= placement.last_day
            or placement.deployable_from is None
            or day < placement.deployable_from
        )
        for placement in placements
        if placement.household == household
    )


def _busy(team: list[Staff], first_day: date, weeks: int, draw: Random) -> list[BusyPeriod]:
    """Give partners their clinics and briefings, mornings of three weekdays."""
    rows = []
    for staff in team:
        if staff.group not in PARTNERS:
            continue
        for week in range(weeks):
            for weekday in sorted(draw.sample(range(5), 3)):
                day = first_day + timedelta(days=7 * week + weekday)
                start = datetime.combine(day, time(9))
                end = datetime.combine(day, time(draw.choice((12, 13))))
                rows.append(BusyPeriod(person=staff.key, start=start, end=end))
    return rows
