"""The problem of a week as the store knows it: the hub's file moved on by what was worked or published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from hub_roster.domain.clock import DAY, instant_of, midnight
from hub_roster.domain.problem import Problem
from hub_roster.domain.published import with_published
from hub_roster.domain.rolling import moved_on, starting
from hub_roster.domain.roster import Roster
from hub_roster.store.hub_files import HubFiles
from hub_roster.store.rosters import Rosters, WeekInForce
from hub_roster.store.scope import ScopedSession

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Period:
    """A period of a hub's file, with its history.

    Attributes
    ----------
    file_number
        The version of the hub's file it is of.
    unknown
        Mondays between the file's own period and this one of which no roster is known: what people worked
        then is not counted.
    """

    problem: Problem
    file_number: int
    unknown: tuple[date, ...]


def period(
    session: ScopedSession, file_id: UUID, first_day: date, weeks: int, *, number: int | None = None
) -> Period:
    """Give a period as a hub's file and the rosters in force before it have it.

    Of a week that was recorded as worked that counts, of another what is published. What is published of the
    period itself is what people were told: a new draft changes little of it.

    Parameters
    ----------
    number
        The version of the hub's file; None for the newest.

    Raises
    ------
    NotThere
        If there is no such file, or version of it, in scope.
    pydantic.ValidationError
        If the first day is no Monday, or the file does not hold together in that period.
    """
    files, rosters = HubFiles(session), Rosters(session)
    number = number or files.newest(file_id).number
    problem = files.problem(file_id, number)
    known = {week.first_day: week for week in rosters.weeks(file_id, problem.first_day, first_day)}
    unknown: list[date] = []
    monday = problem.first_day
    while monday < first_day:
        before = _of_week(rosters, known.get(monday), monday)
        if before is None:
            unknown.append(monday)
        else:
            problem = moved_on(problem, before)
        monday += WEEK
    asked = starting(problem, first_day, weeks)
    told = _told(rosters, file_id, asked)
    return Period(asked if told is None else with_published(asked, told), number, tuple(unknown))


def _of_week(rosters: Rosters, week: WeekInForce | None, monday: date) -> Roster | None:
    held = None if week is None else week.worked or week.published
    return None if held is None else week_of(rosters.roster(held), monday)


def _told(rosters: Rosters, file_id: UUID, problem: Problem) -> Roster | None:
    """Give what people were told of a period, as one roster; None for nothing."""
    weeks = rosters.weeks(file_id, problem.first_day, problem.last_day)
    parts = [
        week_of(rosters.roster(week.published), week.first_day)
        for week in weeks
        if week.published is not None
    ]
    if not parts:
        return None
    assignments = {each.id: each for part in parts for each in part.assignments}
    return parts[0].model_copy(
        update={
            "first_day": problem.first_day,
            "weeks": problem.weeks,
            "assignments": tuple(assignments.values()),
        }
    )


def week_of(roster: Roster, monday: date) -> Roster:
    """Give one week of a roster, with what begins in the day after it: a long duty may reach into that."""
    if (roster.first_day, roster.weeks) == (monday, 1):
        return roster
    start, end = midnight(monday), midnight(monday + WEEK) + DAY
    kept = tuple(each for each in roster.assignments if start <= instant_of(each.start) < end)
    return roster.model_copy(update={"first_day": monday, "weeks": 1, "assignments": kept})
