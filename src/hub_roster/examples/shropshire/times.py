"""When people can work: leave, patterns, hours given, inductions, adjustments, children placed, requests."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.people import (
    Adjustment,
    AdjustmentKind,
    Availability,
    BusyPeriod,
    Household,
    Induction,
    Leave,
    PatternDay,
    PatternWeek,
    Placement,
    Request,
)
from hub_roster.examples.patterns import DAY_NAMES
from hub_roster.examples.shropshire.places import TREES
from hub_roster.examples.shropshire.team import (
    HOUSEHOLDS,
    NIGHT,
    PART_TIMER,
    STEPPING_STONES,
    WORKER,
    Team,
    household,
)

if TYPE_CHECKING:
    from random import Random

    from hub_roster.examples.posts import Worker

HOMES_WITH_LEAVE = 4
"""Homes of which somebody is away for a whole week [A]."""
CYCLE = 4
REQUESTS = 8
WEEKDAYS, WEEKEND = (0, 1, 2, 3, 4), (5, 6)


def leave_of(people: Team, first_day: date, weeks: int, draw: Random) -> list[Leave]:
    """Draw who is away: for a whole week in some homes, for two days in another; two of the outreach team."""
    rows = []
    for week in range(weeks):
        monday = first_day + timedelta(days=7 * week)
        trees = draw.sample(TREES, HOMES_WITH_LEAVE + 1)
        for k, tree in enumerate(trees):
            able = [worker for worker in people.homes[tree][2:] if worker.post is not NIGHT]
            first, days = (0, 7) if k < HOMES_WITH_LEAVE else (3, 2)
            rows.append(_leave(draw.choice(able), monday, first, days))
        practitioner = draw.choice(people.practitioners)
        rows.append(_leave(practitioner, monday, 3, 2))
        rows.append(_leave(draw.choice(people.site_workers[1:]), monday, 2, 1))
    return rows


def _leave(worker: Worker, monday: date, first: int, days: int) -> Leave:
    begins = monday + timedelta(days=first)
    return Leave(person=worker.key, first_day=begins, last_day=begins + timedelta(days=days - 1))


def away_of(leave: list[Leave]) -> dict[str, set[date]]:
    """Give the dates on which each person is on leave."""
    away: dict[str, set[date]] = defaultdict(set)
    for row in leave:
        span = (row.last_day - row.first_day).days + 1
        away[row.person] |= {row.first_day + timedelta(days=k) for k in range(span)}
    return away


def patterns_of(people: Team) -> list[PatternWeek]:
    """Write patterns: homes four weeks with two days off that move on, others free at the weekend."""
    rows = []
    for team in people.homes.values():
        shift_workers = [worker for worker in team[1:] if worker.post is not NIGHT]
        for nth, worker in enumerate(shift_workers):
            for week in range(CYCLE):
                first = (nth + 2 * week) % 7
                off = [first, (first + 1) % 7]
                if worker.post is PART_TIMER:
                    off += [(first + 2) % 7, (first + 4) % 7]
                rows.append(_pattern(worker.key, week + 1, dict.fromkeys(off, PatternDay.OFF)))
        managers = dict.fromkeys(WEEKEND, PatternDay.NEVER)
        rows.append(_pattern(team[0].key, 1, managers))
    by_day = (people.outreach_manager, *people.practitioners, *people.site_workers)
    free = dict.fromkeys(WEEKEND, PatternDay.OFF)
    return [*rows, *(_pattern(worker.key, 1, free) for worker in by_day)]


def _pattern(person: str, week: int, days: dict[int, PatternDay]) -> PatternWeek:
    return PatternWeek(person=person, week=week, **{DAY_NAMES[day]: kind for day, kind in days.items()})


def availability_of(people: Team, draw: Random) -> list[Availability]:
    """Write down the hours of partners and volunteers, and when carers, relief and bank can be asked."""
    rows = [
        _hours(people.therapist, (1, 3), time(12), time(19)),
        _hours(people.speech, (0, 2), time(12), time(19)),
        *(_hours(mentor, (0, 2, 3), time(14, 30), time(20)) for mentor in people.mentors),
    ]
    for k, carer in enumerate(people.carers):
        # Each carer of a household has hours of their own; they share the care of their own children.
        if k % 2:
            rows.append(_hours(carer, WEEKEND, time(7), time(23)))
            rows.append(_hours(carer, (1, 3), time(14), time(23)))
        else:
            rows.append(_hours(carer, WEEKDAYS, time(7), time(19, 30)))
            rows.append(_hours(carer, (2, 5), time(14), time(16)))
    for k, worker in enumerate(people.relief):
        free = tuple(sorted(draw.sample(range(7), 4)))
        rows.append(_hours(worker, free, time(7), time(7)))
        if k == 0:
            rows.append(_hours(worker, WEEKEND, time(7), time(7)))
    return rows


def _hours(worker: Worker, days: tuple[int, ...], start: time, end: time) -> Availability:
    return Availability(person=worker.key, days=days, start=start, end=end)


def inductions_of(people: Team, first_day: date) -> list[Induction]:
    """Write the inductions of those who started lately; one of them was signed off."""
    rows = []
    for worker in people.all:
        started = worker.person.started or first_day
        if (first_day - started).days <= 40:
            rows.append(Induction(person=worker.key, first_day=started))
    done = people.homes[TREES[0]][-1]
    began = done.person.started or first_day
    signed = Induction(
        person=done.key,
        first_day=began,
        signed_off=began + timedelta(days=60),
        signed_by="registered manager",
    )
    return [*rows, signed]


def adjustments_of(people: Team) -> list[Adjustment]:
    """Give some people agreed adjustments."""
    second = [worker for worker in people.homes[TREES[1]] if worker.post is WORKER]
    fifth = [worker for worker in people.homes[TREES[4]] if worker.post is PART_TIMER]
    return [
        Adjustment(person=second[1].key, kind=AdjustmentKind.NO_SLEEP_INS),
        Adjustment(person=fifth[0].key, kind=AdjustmentKind.NO_WAKING_NIGHTS),
        Adjustment(person=people.relief[1].key, kind=AdjustmentKind.NO_SLEEP_INS),
        Adjustment(person=people.practitioners[2].key, kind=AdjustmentKind.NOT_AFTER, time=time(20, 30)),
    ]


def households_of() -> list[Household]:
    """List the households of hub carers, and the children each may have."""
    return [
        Household(code=household(k), hub=STEPPING_STONES, most_children=2 if k else 1)
        for k in range(len(HOUSEHOLDS))
    ]


def placements_of(first_day: date) -> list[Placement]:
    """Place a child with the second household; the third household's left, and it is deployable again."""
    long_ago = first_day - timedelta(days=90)
    return [
        Placement(household=household(1), first_day=long_ago),
        Placement(
            household=household(2),
            first_day=long_ago,
            last_day=first_day - timedelta(days=14),
            deployable_from=first_day - timedelta(days=2),
        ),
    ]


def requests_of(people: Team, first_day: date, draw: Random) -> list[Request]:
    """Draw requests: mostly a day off, some a late or an early."""
    able = [worker for team in people.homes.values() for worker in team[2:] if worker.post is not NIGHT]
    wishes = [PatternDay.OFF] * (REQUESTS - 2) + [PatternDay.EARLY, PatternDay.LATE]
    return [
        Request(person=worker.key, day=first_day + timedelta(days=draw.randrange(7)), wish=wish)
        for worker, wish in zip(draw.sample(able, REQUESTS), wishes, strict=True)
    ]


def busy_of(people: Team, first_day: date) -> list[BusyPeriod]:
    """Keep a manager at a panel, and a deputy on a course, for a day each."""
    rows = []
    for worker, weekday in ((people.homes[TREES[3]][0], 1), (people.homes[TREES[6]][1], 3)):
        day = first_day + timedelta(days=weekday)
        start, end = datetime.combine(day, time(9)), datetime.combine(day, time(16))
        rows.append(BusyPeriod(person=worker.key, start=start, end=end))
    return rows
