"""What those who work see of rosters in force: their own duties, and who is on which shift of which home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import instant_of, midnight, utc
from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import FIRM, AssignmentState
from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.roster import Assignment, Roster
from hub_roster.domain.tasks import OnCall, Shift, shift_of
from hub_roster.exchange.calendars import Privacy, category, post
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.masking import Eyes
from hub_roster.service.access.young_people_seen import AFTER, AHEAD
from hub_roster.service.weeks import mondays_of, period, told_of
from hub_roster.store.rosters import Rosters
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import Role


@dataclass(frozen=True)
class InForce:
    """What is in force in some weeks.

    Attributes
    ----------
    problem
        Of the weeks, by the newest version of the hub's file.
    roster
        Of those weeks of them that have one.
    versions
        The ids of the versions it is of.
    """

    problem: Problem
    roster: Roster
    versions: tuple[UUID, ...]


def in_force(session: ScopedSession, file_id: UUID, first_day: date, weeks: int) -> InForce | None:
    """Give what is in force in some weeks; None for nothing."""
    rosters = Rosters(session)
    held = rosters.weeks(file_id, first_day, mondays_of(first_day, weeks)[-1])
    roster = told_of(rosters, held)
    if roster is None:
        return None
    versions = dict.fromkeys(week.published for week in held if week.published is not None)
    return InForce(period(session, file_id, first_day, weeks).problem, roster, tuple(versions))


@dataclass(frozen=True)
class Work:
    """One piece of work somebody has.

    Attributes
    ----------
    post
        Such as "Late, Ash", or "Outreach".
    young_people
        By their codes, those whom whoever asks sees now.
    """

    id: UUID
    post: str
    category: str
    home: str | None
    starts: datetime
    ends: datetime
    young_people: tuple[str, ...]


@dataclass(frozen=True)
class OwnDuty:
    """A duty of one's own, or a spell of on-call: from when to when, and the work in it in order."""

    person: str
    starts: datetime
    ends: datetime
    work: tuple[Work, ...]


def own_duties(caller: Caller, found: InForce, eyes: Eyes, now: datetime) -> tuple[OwnDuty, ...]:
    """Give somebody's own duties in order of time: what is agreed, and nothing that is only offered."""
    own = caller.people(found.problem.id)
    visits_alone = caller.roles(found.problem.id) == {Role.PARTNER}
    agreed = tuple(each for each in found.roster.assignments if each.person in own and each.state in FIRM)
    lines = Lines(found.problem, found.roster.model_copy(update={"assignments": agreed}))
    works = [
        (each, task)
        for each in lines.known
        if (task := found.problem.task(each.task)) is not None
        and (not visits_alone or isinstance(task, Appointment))
    ]
    spans = [
        (person, duty.start, duty.end) for person in own if person in lines.of for duty in lines.of[person]
    ]
    duties = [
        _duty(eyes, now, person, [w for w in works if _is_in(w[0], w[1], person, start, end)])
        for person, start, end in spans
    ]
    spells = [
        _duty(eyes, now, each.person, [(each, task)]) for each, task in works if isinstance(task, OnCall)
    ]
    listed = [each for each in (*duties, *spells) if each is not None]
    return tuple(sorted(listed, key=lambda each: (each.starts, each.person, each.ends)))


def _is_in(assignment: Assignment, task: Task, person: str, start: int, end: int) -> bool:
    begins, _ = assignment.span
    return not isinstance(task, OnCall) and assignment.person == person and start <= begins < end


def _duty(eyes: Eyes, now: datetime, person: str, works: list[tuple[Assignment, Task]]) -> OwnDuty | None:
    """Give a duty by the work in it: what somebody else sees to, such as the drive, is not told."""
    if not works:
        return None
    works.sort(key=lambda work: work[0].span)
    starts, ends = works[0][0].span[0], max(each.span[1] for each, _ in works)
    return OwnDuty(
        person, utc(starts), utc(ends), tuple(_work(eyes, now, each, task) for each, task in works)
    )


def _work(eyes: Eyes, now: datetime, assignment: Assignment, task: Task) -> Work:
    start, end = assignment.span
    current = start <= instant_of(now + AHEAD) and end > instant_of(now - AFTER)
    return Work(
        assignment.id,
        post(task, Privacy.POST_ONLY),
        category(task),
        task.home if isinstance(task, Shift) else None,
        utc(start),
        utc(end),
        seen_of(eyes, task) if current else (),
    )


def seen_of(eyes: Eyes, task: Task) -> tuple[str, ...]:
    """Give what the young people of a task are called to whoever asks, but for those they do not see."""
    return tuple(sorted(eyes.whom(code) for code in eyes.problem.young_people_of(task) if code in eyes.seen))


# The roster of a week ------------------------------------------------------------------------------


@dataclass(frozen=True)
class ShiftSeen:
    """A shift of a home, and who is on it.

    Attributes
    ----------
    people
        By name: those who are agreed, or whom an agency is to send.
    at_risk
        Seats whose people have not said yes.
    young_people
        Those who live there, where whoever asks sees them for it.
    """

    home: str
    shift: str
    starts: datetime
    ends: datetime
    people: tuple[str, ...]
    at_risk: int
    young_people: tuple[str, ...]


@dataclass(frozen=True)
class Elsewhere:
    """What somebody does outside the homes: when, and of what kind, and nothing of young people."""

    person: str
    category: str
    starts: datetime
    ends: datetime


def shifts_seen(caller: Caller, found: InForce, eyes: Eyes) -> Iterator[ShiftSeen]:
    """Give the shifts of homes that somebody may see, in order of time."""
    homes = caller.homes(Action.SEE_ROSTER, found.problem.id)
    weeks = found.problem
    for shift in sorted(weeks.shift.values(), key=lambda s: (s.start, s.home, s.name)):
        if not shift.optional and (homes is None or shift.home in homes):
            on = [each for each in found.roster.assignments if shift_of(each.task) == shift.id]
            told = {each.person for each in on if each.state in FIRM or each.state is AssignmentState.BOOKED}
            yield ShiftSeen(
                shift.home,
                shift.name,
                utc(shift.start),
                utc(shift.end),
                tuple(sorted(name_of(weeks, person) for person in told)),
                sum(each.state not in FIRM for each in on),
                _residents(caller, found, eyes, shift, on),
            )


def _residents(
    caller: Caller, found: InForce, eyes: Eyes, shift: Shift, on: list[Assignment]
) -> tuple[str, ...]:
    """Give who lives there, to whoever sees all of them by their role, or is on the shift themselves."""
    own = caller.people(found.problem.id)
    sees_all = caller.may(Action.SEE_DRAFTS, found.problem.id, shift.home)
    theirs = any(each.person in own and each.state in FIRM for each in on)
    return seen_of(eyes, shift) if sees_all or theirs else ()


def elsewhere(found: InForce) -> Iterator[Elsewhere]:
    """Give what people do outside the homes, in order of time: outreach, meetings, on-call."""
    start, end = midnight(found.problem.first_day), found.problem.end
    for each in sorted(found.roster.assignments, key=lambda a: (a.start, a.person, a.task)):
        task = found.problem.task(each.task)
        begins, ends = each.span
        if task is None or isinstance(task, Shift) or each.state not in FIRM or not start <= begins < end:
            continue
        yield Elsewhere(name_of(found.problem, each.person), category(task), utc(begins), utc(ends))


def name_of(problem: Problem, person: str) -> str:
    """Give what somebody who works is called."""
    known = problem.person.get(person)
    return person if known is None else known.name or person
