"""What somebody is down for by rosters in force in days they want to be away: it is to be given to others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import ONE_DAY, midnight, monday_of, utc
from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import FIRM, AssignmentState
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster
from hub_roster.domain.tasks import Shift
from hub_roster.exchange.calendars import Privacy, post
from hub_roster.service.offers.offering import places
from hub_roster.service.rosters_seen import InForce, in_force
from hub_roster.store.leave_requests import LeaveAsked
from hub_roster.store.rosters import Rosters
from hub_roster.store.scope import ScopedSession

WEEK = timedelta(days=7)

COUNTED_ON = FIRM | {AssignmentState.BOOKED}
"""States in which somebody is expected to come."""


@dataclass(frozen=True)
class DutyHeld:
    """One piece of work that somebody is down for.

    Attributes
    ----------
    post
        What it is called to whoever may see no young person.
    short
        How many people it lacks without them; 0 where there are enough.
    """

    id: UUID
    task: str
    post: str
    starts: datetime
    ends: datetime
    short: int


@dataclass(frozen=True)
class DutiesHeld:
    """All that somebody is down for in some days, in order of time, by a problem of those weeks."""

    found: InForce
    duties: tuple[DutyHeld, ...]

    @property
    def ids(self) -> frozenset[UUID]:
        """Which assignments they are."""
        return frozenset(each.id for each in self.duties)


def duties_held(session: ScopedSession, leave: LeaveAsked) -> DutiesHeld | None:
    """Give what somebody is down for with a minute in days of leave; None where nothing of them is published.

    A night that begins the evening before reaches into the first of them.
    """
    first, last = monday_of(leave.first_day - ONE_DAY), monday_of(leave.last_day)
    held = Rosters(session).weeks(leave.file_id, first, last)
    published = [week.first_day for week in held if week.published is not None]
    if not published:
        return None
    weeks = (max(published) - min(published)) // WEEK + 1
    found = in_force(session, leave.file_id, min(published), weeks)
    return None if found is None else DutiesHeld(found, _duties(found, leave))


def _duties(found: InForce, leave: LeaveAsked) -> tuple[DutyHeld, ...]:
    start, end = midnight(leave.first_day), midnight(leave.last_day + ONE_DAY)
    theirs = [
        each
        for each in found.roster.assignments
        if each.person == leave.person
        and each.state in FIRM
        and each.span[0] < end
        and start < each.span[1]
        and found.problem.task(each.task) is not None
    ]
    without = _without(found, theirs)
    listed = (_held(found.problem, without, each) for each in theirs)
    return tuple(sorted(listed, key=lambda each: (each.starts, each.task)))


def _without(found: InForce, theirs: list[Assignment]) -> Lines:
    """Give the lines of everybody who can be counted on, but for theirs."""
    gone = {each.id for each in theirs}
    others = tuple(
        each for each in found.roster.assignments if each.state in COUNTED_ON and each.id not in gone
    )
    roster: Roster = found.roster.model_copy(update={"assignments": others})
    return Lines(found.problem, roster)


def _held(problem: Problem, without: Lines, assignment: Assignment) -> DutyHeld:
    task = problem.task(assignment.task)
    assert task is not None
    start, end = assignment.span
    short = max(0, places(without, task)) if isinstance(task, Shift | Appointment) else 1
    return DutyHeld(
        assignment.id, assignment.task, post(task, Privacy.POST_ONLY), utc(start), utc(end), short
    )
