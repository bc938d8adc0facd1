"""What people worked before: 26 weeks of counted time, and the duties of the Sunday before."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.people import DutyBefore, WeekWorked
from hub_roster.examples.draws import weighted
from hub_roster.examples.people import HOME_TEAM, PARTNERS, Group, Staff

if TYPE_CHECKING:
    from random import Random

    from hub_roster.examples.nights import Nights

WEEKS = 26
"""Weeks of counted working time an example keeps (domain.md 6.4b)."""
MOST_ON_AVERAGE = 48 * 60
SLEEP_IN = 9 * 60
USUAL_NIGHTS = {0: 0.15, 1: 0.7, 2: 0.15}
"""Sleep-ins in a week before the ledger begins: 0.97 per full-time post (domain.md 6.2)."""
LEAVE_DAYS = {0: 0.78, 7: 0.09, 3: 0.08, 1: 0.05}
"""Excluded days of a week: about 12 % in all (domain.md 6.1)."""
NEAR_LIMIT = 3
"""People whose average leaves little more than what the plausible week asks of them."""
SUNDAY_ROUNDS = 4


def weeks_worked_of(
    team: list[Staff],
    nights: Nights,
    first_day: date,
    working: dict[str, int],
    draw: Random,
) -> list[WeekWorked]:
    """Write 26 weeks for everyone, fewer for those who started since.

    Parameters
    ----------
    working
        Working minutes of each person in the first week as it was plausibly allocated.
    """
    rows = []
    near = set(_near_limit(team, working, first_day - timedelta(days=7 * WEEKS), draw))
    starts = nights.by_person()
    for staff in team:
        weeks = [first_day - timedelta(days=7 * k) for k in range(1, WEEKS + 1)]
        worked = [
            _week(staff, monday, starts[staff.key], nights, staff.key not in near, draw)
            for monday in weeks
            if staff.started_by(monday)
        ]
        if staff.key in near or _over(staff, worked, working[staff.key]):
            worked = _up_to_limit(worked, working[staff.key] + draw.choice((0, 60, 120)))
        rows += worked
    return rows


def _near_limit(team: list[Staff], working: dict[str, int], first_week: date, draw: Random) -> list[str]:
    """Draw full-timers with all 26 weeks behind them, a full week before them and no opt-out."""
    able = [
        s.key
        for s in team
        if s.group in {Group.WORKER, Group.LEAD}
        and not s.person.opted_out
        and working[s.key] > 30 * 60
        and s.started_by(first_week)
    ]
    return draw.sample(able, min(NEAR_LIMIT, len(able)))


def _week(
    staff: Staff,
    monday: date,
    starts: set[date],
    nights: Nights,
    leave: bool,
    draw: Random,
) -> WeekWorked:
    """Draw one week: paid hours a little up or down, and the sleep-ins."""
    if monday in nights.pairs:
        asleep = sum(monday <= day < monday + timedelta(days=7) for day in starts)
    elif staff.group in HOME_TEAM and staff.terms.paid > 20:
        asleep = weighted(USUAL_NIGHTS, draw)
    else:
        asleep = 0
    excluded = weighted(LEAVE_DAYS, draw) if leave else 0
    usual = staff.terms.paid * 60
    minutes = usual + draw.gauss(0, 90 if staff.group in PARTNERS else 130) + SLEEP_IN * asleep
    minutes = max(0.0, minutes) * (7 - excluded) / 7
    return WeekWorked(
        person=staff.key,
        week=monday,
        working_minutes=15 * round(minutes / 15),
        excluded_days=excluded,
        assumed=draw.random() < 0.05,
    )


def _over(staff: Staff, rows: list[WeekWorked], coming: int) -> bool:
    """Say whether the past would forbid the plausible week: as with two sleep-ins in most weeks."""
    latest = rows[: WEEKS - 1]
    days = 7 + sum(7 - row.excluded_days for row in latest)
    minutes = coming + sum(row.working_minutes for row in latest)
    full = len(rows) == WEEKS and not staff.person.opted_out
    return full and minutes * 7 > MOST_ON_AVERAGE * days


def _up_to_limit(rows: list[WeekWorked], allowance: int) -> list[WeekWorked]:
    """Change the weeks so that the period's first week may hold just `allowance` minutes.

    The average is over the 25 latest weeks and the coming one; the oldest, which drops out, was
    quiet, so that the average did not yet stand above 48 h.
    """
    latest, oldest = rows[: WEEKS - 1], rows[WEEKS - 1 :]
    due = MOST_ON_AVERAGE * WEEKS - allowance - sum(row.working_minutes for row in latest)
    share, left = divmod(due, len(latest))
    changed = [
        row.model_copy(
            update={
                "working_minutes": row.working_minutes + share + (k < left),
                "excluded_days": 0,
            }
        )
        for k, row in enumerate(latest)
    ]
    quiet = [
        row.model_copy(update={"working_minutes": min(row.working_minutes, allowance)}) for row in oldest
    ]
    return [*changed, *quiet]


def duties_before_of(
    team: list[Staff], nights: Nights, home: str, first_day: date, draw: Random
) -> list[DutyBefore]:
    """Write the duties of the Sunday before: two blocks, the later holding Monday's early seats."""
    sunday = first_day - timedelta(days=1)
    rows = []
    for day in (sunday - timedelta(days=1), sunday):
        for number, person in enumerate(nights.pairs[day], start=1):
            held = (f"{home}/{first_day.isoformat()}/early/{number}",) if day == sunday else ()
            rows.append(
                DutyBefore(
                    person=person,
                    start=datetime.combine(day, time(14, 30)),
                    end=datetime.combine(day + timedelta(days=1), time(15)),
                    tasks=held,
                )
            )
    busy = {row.person for row in rows} | set(nights.pairs[first_day])
    free = [s.key for s in team if s.group in HOME_TEAM and s.key not in busy]
    for person in draw.sample(free, SUNDAY_ROUNDS):
        start = draw.choice((10, 11, 13))
        rows.append(
            DutyBefore(
                person=person,
                start=datetime.combine(sunday, time(start)),
                end=datetime.combine(sunday, time(start + 5, 30)),
            )
        )
    return rows
