"""What a series of appointments is called: each of them by its row's code and its date or week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hub_roster.domain.plans import Move, Plan
    from hub_roster.domain.tables import Tables
    from hub_roster.domain.tasks import Meeting, Session


def mondays(tables: Tables) -> tuple[date, ...]:
    """Give the Mondays of the period."""
    return tuple(tables.first_day + timedelta(days=7 * k) for k in range(tables.weeks))


def plan_visit(plan: Plan, monday: date, number: int) -> str:
    """Give the id of one visit of a plan's week, counted from 1."""
    return f"{plan.code} {monday.isoformat()} {number}"


def introduction(move: Move, monday: date, number: int) -> str:
    """Give the id of one introduction of a move's week, counted from 1."""
    return f"{move.code} introduction {monday.isoformat()} {number}"


def goodbye(move: Move) -> str:
    """Give the id of the visit that ends a move's introductions."""
    return f"{move.code} goodbye"


def session_days(tables: Tables, session: Session) -> Iterator[tuple[str, date]]:
    """Give the id and date of each session of a series."""
    for monday in mondays(tables):
        for weekday in session.days:
            day = monday + timedelta(days=weekday)
            if session.holds_on(day):
                yield f"{session.code} {day.isoformat()}", day


def meeting_days(tables: Tables, meeting: Meeting) -> Iterator[tuple[str, date, date]]:
    """Give the id, the first and the last day of each meeting of a series; of a single one, its own."""
    first, last = meeting.first_day, meeting.last_day
    if not meeting.every_weeks:
        yield meeting.id, first, last
        return
    step = timedelta(days=7 * meeting.every_weeks)
    begins = tables.first_day
    ends = begins + timedelta(days=7 * tables.weeks)
    skipped = max(0, (begins - last).days // step.days)
    first, last = first + skipped * step, last + skipped * step
    while first < ends:
        if last >= begins:
            yield f"{meeting.id} {first.isoformat()}", first, last
        first, last = first + step, last + step


def appointment_ids(tables: Tables) -> frozenset[str]:
    """Give the ids of every appointment the tables may ask for in their period."""
    ids = {visit.id for visit in tables.visits} | {escort.id for escort in tables.escorts}
    ids |= {name for session in tables.sessions for name, _ in session_days(tables, session)}
    ids |= {name for meeting in tables.meetings for name, _, _ in meeting_days(tables, meeting)}
    for monday in mondays(tables):
        ids |= {plan_visit(plan, monday, k + 1) for plan in tables.plans for k in range(plan.times)}
        ids |= {introduction(move, monday, k + 1) for move in tables.moves for k in range(move.introductions)}
    return frozenset(ids | {goodbye(move) for move in tables.moves})
