"""When people can work: leave, free weekends, hours given, inductions, adjustments, requests."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.people import (
    Adjustment,
    AdjustmentKind,
    Availability,
    BusyPeriod,
    Employment,
    Induction,
    Leave,
    PatternDay,
    PatternWeek,
    Request,
)
from hub_roster.examples.patterns import DAY_NAMES

if TYPE_CHECKING:
    from random import Random

    from hub_roster.examples.crewe.team import Team
    from hub_roster.examples.posts import Worker

WEEKEND = (5, 6)
NEW_DAYS = 40
"""Days since starting within which an induction is still open [A]."""
VOLUNTEER_DAYS = ((0, 2, 3), (1, 3, 4), (0, 1, 3), (1, 2, 4))
HEALTH_DAYS = (1, 3)
GIVEN = time(9), time(18)
"""Hours that volunteers, bank and health's own gave."""
REQUESTS = 5


def leave_of(people: Team, first_day: date, weeks: int, draw: Random) -> list[Leave]:
    """Draw who is away: two practitioners for the week, a consultant and a mentor for two days."""
    rows = []
    for week in range(weeks):
        monday = first_day + timedelta(days=7 * week)
        pods = draw.sample(people.pods, 2)
        rows += [_leave(draw.choice(pod.practitioners), monday, 0, 7) for pod in pods]
        rows.append(_leave(draw.choice(people.pods).consultant, monday, 3, 2))
        rows.append(_leave(draw.choice(people.pods).mentor, monday, 3, 2))
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
    """Keep the weekend free of all who have a contract."""
    off = {DAY_NAMES[day]: PatternDay.OFF for day in WEEKEND}
    return [
        PatternWeek(person=worker.key, week=1, **off)
        for worker in people.all
        if worker.person.employment is Employment.CONTRACTED
    ]


def availability_of(people: Team) -> list[Availability]:
    """Write down the hours of volunteers, bank and the health visitor."""
    rows = [_hours(w, days) for w, days in zip(people.volunteers, VOLUNTEER_DAYS, strict=True)]
    rows += [_hours(worker, (0, 1, 2, 3)) for worker in people.bank]
    return [*rows, _hours(people.health_visitor, HEALTH_DAYS)]


def _hours(worker: Worker, days: tuple[int, ...]) -> Availability:
    return Availability(person=worker.key, days=days, start=GIVEN[0], end=GIVEN[1])


def inductions_of(people: Team, first_day: date) -> list[Induction]:
    """Write the inductions of those who started lately, and one that was signed off."""
    rows = []
    for worker in people.all:
        started = worker.person.started or first_day
        if (first_day - started).days <= NEW_DAYS:
            rows.append(Induction(person=worker.key, first_day=started))
    done = people.practitioners[-1]
    began = done.person.started or first_day
    signed = Induction(
        person=done.key,
        first_day=began,
        signed_off=began + timedelta(days=60),
        signed_by="service manager",
    )
    return [*rows, signed]


def adjustments_of(people: Team) -> list[Adjustment]:
    """Give some people agreed adjustments."""
    return [
        Adjustment(person=people.group_workers[0].key, kind=AdjustmentKind.NO_DRIVING),
        Adjustment(person=people.practitioners[4].key, kind=AdjustmentKind.NOT_AFTER, time=time(19)),
        Adjustment(person=people.pods[1].mentor.key, kind=AdjustmentKind.NOT_BEFORE, time=time(8, 45)),
    ]


def busy_of(people: Team, first_day: date) -> list[BusyPeriod]:
    """Keep one consultant in court for a morning, and the manager at a panel."""
    rows = []
    for worker, weekday in ((people.pods[2].consultant, 2), (people.manager, 1)):
        day = first_day + timedelta(days=weekday)
        start, end = datetime.combine(day, time(9)), datetime.combine(day, time(12, 30))
        rows.append(BusyPeriod(person=worker.key, start=start, end=end))
    return rows


def requests_of(people: Team, first_day: date, draw: Random) -> list[Request]:
    """Draw requests for a day off."""
    return [
        Request(person=worker.key, day=first_day + timedelta(days=draw.randrange(5)), wish=PatternDay.OFF)
        for worker in draw.sample(people.practitioners, REQUESTS)
    ]
