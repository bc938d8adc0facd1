"""What a published roster tells people, held against what they were told before.

A calendar knows an event by its UID, the assignment's id, and takes a change of it only where the sequence
rises. So each change of what anybody is told rises it by one, and what has not changed is left alone to the
byte.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.clock import DAY, Instant, day_of, instant_of, midnight, monday_of, utc
from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.people import Leave
from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.roster import Assignment, RosterStatus
from hub_roster.domain.tasks import OnCall, Shift
from hub_roster.exchange.calendar_events import to_the_second
from hub_roster.exchange.calendars import Privacy, category, leaves_free, post, seat_of
from hub_roster.store.rosters import Rosters
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import ToldKind
from hub_roster.store.told import Telling, Tellings, ToldSoFar

WINDOW = timedelta(weeks=4)
"""How far back calendars reach."""

TOLD = frozenset({AssignmentState.CONTRACTED, AssignmentState.ACCEPTED, AssignmentState.BOOKED})
"""Only what is agreed is told: people plan their lives by their calendars."""

IN_FORCE = frozenset({RosterStatus.PUBLISHED, RosterStatus.AMENDED})

WEEK = timedelta(days=7)

LEAVE = "Leave"


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in what somebody is told of one assignment.

    Attributes
    ----------
    before, now
        None where it did not stand before, or does not any more.
    """

    before: Telling | None
    now: Telling | None

    @property
    def person(self) -> str:
        """Who is told."""
        told = self.now or self.before
        assert told is not None
        return told.person


def tell(session: ScopedSession, lines: Lines, mondays: Collection[date], at: datetime) -> tuple[Change, ...]:
    """Tell people of a roster that comes into force, inside the transaction that publishes it.

    Gives what changed in what they were told.

    A task belongs to the week it starts in. What a long duty takes of the week after is told with it as long
    as nothing is published for that week, which then speaks for itself.

    Parameters
    ----------
    mondays
        The weeks it comes into force in.

    Raises
    ------
    ValueError
        If the roster is a draft: nobody is told of one.
    """
    if lines.roster.status not in IN_FORCE:
        raise ValueError("Only a roster in force is told to anybody.")
    file_id, at = lines.problem.id, to_the_second(at)
    weeks = frozenset(mondays) | _not_in_force(session, file_id, {monday + WEEK for monday in mondays})
    now = {telling.id: telling for telling in tellings(lines) if telling.week in weeks}
    kept = Tellings(session)
    # A visit may have moved here from a week that is not told anew.
    before = {
        told.telling.id: told for told in (*kept.of_weeks(file_id, weeks), *kept.of_ids(file_id, now.keys()))
    }
    changed = list(_changes(before, now, at))
    kept.keep(file_id, changed)
    return tuple(_change(before.get(told.telling.id), told) for told in changed)


def _change(before: ToldSoFar | None, told: ToldSoFar) -> Change:
    stood = before is not None and before.cancelled_at is None
    return Change(
        before.telling if before is not None and stood else None,
        told.telling if told.cancelled_at is None else None,
    )


def _not_in_force(session: ScopedSession, file_id: UUID, mondays: Collection[date]) -> frozenset[date]:
    known = Rosters(session).weeks(file_id, min(mondays), max(mondays)) if mondays else []
    return frozenset(mondays) - {week.first_day for week in known if week.published is not None}


def _changes(before: dict[UUID, ToldSoFar], now: dict[UUID, Telling], at: datetime) -> Iterator[ToldSoFar]:
    for each in sorted(before.keys() | now.keys()):
        changed = told_next(before.get(each), now.get(each), at)
        if changed is not None:
            yield changed


def told_next(before: ToldSoFar | None, now: Telling | None, at: datetime) -> ToldSoFar | None:
    """Give what is told of an assignment after what was told before; None where that still stands."""
    if before is None:
        return None if now is None else ToldSoFar(now, 0, at, None)
    cancelled = before.cancelled_at is not None
    if now is None:
        if cancelled:
            return None
        return replace(before, sequence=before.sequence + 1, revised_at=at, cancelled_at=at)
    if now == before.telling and not cancelled:
        return None
    return ToldSoFar(now, before.sequence + 1, at, None)


# What is said of an assignment ---------------------------------------------------------------------


def tellings(lines: Lines) -> Iterator[Telling]:
    """Give what a roster tells of each assignment that is agreed; of offers not yet accepted nothing."""
    for assignment in lines.known:
        task = lines.problem.task(assignment.task)
        if task is not None and assignment.state in TOLD:
            yield _telling(lines.problem, assignment, task)


def _telling(problem: Problem, assignment: Assignment, task: Task) -> Telling:
    start, end = assignment.span
    return Telling(
        id=assignment.id,
        week=monday_of(day_of(start)),
        person=assignment.person,
        task=assignment.task,
        kind=_kind(task),
        hubs=(task.hub, *task.shared_with) if isinstance(task, OnCall) else (task.hub,),
        home=task.home if isinstance(task, Shift) else None,
        starts=utc(start),
        ends=utc(end),
        post=post(task, Privacy.POST_ONLY),
        full=post(task, Privacy.FULL),
        shared=_shared(task, _name(problem, assignment.person)),
        category=category(task),
        free=leaves_free(task),
    )


def _name(problem: Problem, person: str) -> str:
    return problem.person[person].name or person


def _kind(task: Task) -> ToldKind:
    if isinstance(task, Shift):
        return ToldKind.SEAT
    return ToldKind.SPELL if isinstance(task, OnCall) else KINDS[task.kind]


KINDS = {
    AppointmentKind.VISIT: ToldKind.VISIT,
    AppointmentKind.ESCORT: ToldKind.ESCORT,
    AppointmentKind.SESSION: ToldKind.SESSION,
    AppointmentKind.MEETING: ToldKind.MEETING,
}


def _shared(task: Task, name: str) -> str:
    """Say it to others: of seats and on-call alone, which say nothing of young people."""
    if isinstance(task, Shift):
        return seat_of(task, name)
    return "" if isinstance(task, Appointment) else f"{category(task)}: {name}"


# Leave --------------------------------------------------------------------------------------------


def tell_leave(session: ScopedSession, problem: Problem, at: datetime) -> None:
    """Tell of the leave in a hub's file, which holds none but approved leave, and never a reason.

    Leave has no id there: days that overlap with what was told of the same person are that leave, moved.

    Parameters
    ----------
    problem
        The newest version of the file.
    """
    at, since = to_the_second(at), window_start(at)
    kept = Tellings(session)
    before = {told.telling.id: told for told in kept.of_leave(problem.id, utc(since))}
    days = {
        (leave.person, leave.first_day, leave.last_day): leave
        for leave in problem.leave
        if midnight(leave.last_day) + DAY > since
    }
    now = dict(_matched(problem, before.values(), list(days.values())))
    # What is over stays as it was, even where its row is cleared away.
    future = {key: told for key, told in before.items() if key in now or told.telling.ends > at}
    kept.keep(problem.id, _changes(future, now, at))


def _matched(
    problem: Problem, before: Iterable[ToldSoFar], rows: Iterable[Leave]
) -> Iterator[tuple[UUID, Telling]]:
    """Give each leave of the file the id it was told by: the same days first, then days that overlap."""
    standing_first = sorted(before, key=lambda told: told.cancelled_at is not None)
    free = {told.telling.id: told.telling for told in standing_first}
    moved = []
    for telling in (_leave_telling(problem, leave) for leave in rows):
        same = [old for old in free.values() if _days(old) == _days(telling)]
        if same:
            yield same[0].id, replace(telling, id=free.pop(same[0].id).id)
        else:
            moved.append(telling)
    for telling in moved:
        overlapping = [old for old in free.values() if _overlap(old, telling)]
        if overlapping:
            telling = replace(telling, id=free.pop(overlapping[0].id).id)
        yield telling.id, telling


def _days(telling: Telling) -> tuple[str, datetime, datetime]:
    return telling.person, telling.starts, telling.ends


def _overlap(one: Telling, other: Telling) -> bool:
    return one.person == other.person and one.starts < other.ends and other.starts < one.ends


def _leave_telling(problem: Problem, leave: Leave) -> Telling:
    return Telling(
        id=uuid4(),
        week=monday_of(leave.first_day),
        person=leave.person,
        task=LEAVE,
        kind=ToldKind.LEAVE,
        hubs=(problem.person[leave.person].hub,),
        home=None,
        starts=utc(midnight(leave.first_day)),
        ends=utc(midnight(leave.last_day + timedelta(days=1))),
        post=LEAVE,
        full=LEAVE,
        shared=f"{LEAVE}: {_name(problem, leave.person)}",
        category=LEAVE,
        free=True,
    )


def window_start(at: datetime) -> Instant:
    """Give the instant that calendars made at a moment reach back to: a Monday, so they change little."""
    return midnight(monday_of(day_of(instant_of(at))) - WINDOW)
