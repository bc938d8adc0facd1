"""From one period to the next: a hub's problem moved on, with what a roster did now part of the past."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from pydantic import ValidationError

from hub_roster.domain import series
from hub_roster.domain.appointments import Appointment
from hub_roster.domain.checks_fault import Fault, ProblemFaults
from hub_roster.domain.clock import DAY, Instant, day_of, instant_of, wall
from hub_roster.domain.duty import Duty
from hub_roster.domain.home import NIGHTS
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import DutyBefore
from hub_roster.domain.plans import Outcome, OutcomeKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import Lock, Shift, shift_of
from hub_roster.domain.worked import days_worked, weeks_worked
from hub_roster.domain.young_people import Contact, Setting

STILL_FELT = DAY
"""A duty that ended longer than this before a period needs no rest inside it that its person has not had."""


def starting(problem: Problem, first_day: date, weeks: int) -> Problem:
    """Give the problem of another period of the same hubs.

    What belongs to one period only is left out where it lies wholly outside the new one: visits, on-call,
    requests, locks, what is published, needs of single tasks, past weeks and days that are past no longer,
    last duties begun too late or ended long before. People are told of another roster on another day.

    Parameters
    ----------
    first_day
        A Monday.

    Raises
    ------
    pydantic.ValidationError
        If the first day is not a Monday, or the number of weeks out of range.
    """
    if (first_day, weeks) == (problem.first_day, problem.weeks):
        return problem
    end = first_day + timedelta(days=7 * weeks)
    visits = tuple(v for v in problem.visits if v.first_day < end and first_day <= v.last_day)
    spells = tuple(s for s in problem.on_call if first_day <= s.day < end)
    # Without what names tasks, the new period can be made, and then knows which tasks it has.
    bare = problem.edited(
        first_day=first_day,
        weeks=weeks,
        told_on=problem.told_on if first_day == problem.first_day else None,
        visits=visits,
        on_call=spells,
        requests=tuple(r for r in problem.requests if first_day <= r.day < end),
        weeks_worked=tuple(w for w in problem.weeks_worked if w.week < first_day),
        days_worked=tuple(d for d in problem.days_worked if d.day < first_day),
        personal_needs=(),
        duties_before=(),
        locks=(),
        published=(),
        offers=(),
    )
    return bare.edited(
        personal_needs=tuple(n for n in problem.personal_needs if not n.task or bare.task(n.task)),
        duties_before=tuple(_carried(bare, duty) for duty in problem.duties_before if _is_felt(bare, duty)),
        locks=tuple(lock for lock in problem.locks if holds_in(bare, lock)),
        published=tuple(p for p in problem.published if _has(bare, p.task, p.start)),
        offers=tuple(offer for offer in problem.offers if _has(bare, offer.task, None)),
    )


def continued(problem: Problem, roster: Roster, *, weeks: int = 1) -> Problem:
    """Give the problem of the period straight after a roster of the same hubs.

    The roster becomes the past: weeks and days worked, contacts, and each person's last duty, whose tasks in
    the new period stand. Visits it makes are not asked for again; a move whose goodbye is said is over.

    Parameters
    ----------
    problem
        Its period may differ from the roster's: longer where the hub's file holds months of visits.
    """
    lines = Lines(starting(problem, roster.first_day, roster.weeks), roster)
    past = lines.problem
    following = roster.first_day + timedelta(days=7 * roster.weeks)
    made = past.appointment.keys() & lines.on.keys()
    history = problem.edited(
        visits=tuple(visit for visit in problem.visits if visit.id not in made),
        meetings=tuple(meeting for meeting in problem.meetings if meeting.id not in made),
        personal_needs=tuple(need for need in problem.personal_needs if need.task not in made),
        moves=tuple(move for move in problem.moves if series.goodbye(move) not in made),
        locks=tuple(lock for lock in problem.locks if lock.task not in made),
        published=tuple(p for p in problem.published if p.task not in made),
        offers=tuple(offer for offer in problem.offers if offer.task not in made),
    )
    return starting(history, following, weeks).edited(
        contacts=tuple(_ledger(problem, lines)),
        outcomes=(*problem.outcomes, *_never_made(problem, lines)),
        weeks_worked=tuple(weeks_worked(problem, lines)),
        days_worked=tuple(days_worked(problem, lines, following)),
        duties_before=tuple(_last_duties(lines)),
    )


def moved_on(problem: Problem, roster: Roster) -> Problem:
    """Continue a problem after a roster, up to where the hub's file ends, so that later visits are kept."""
    end = problem.first_day.toordinal() + 7 * problem.weeks
    following = roster.first_day.toordinal() + 7 * roster.weeks
    return continued(problem, roster, weeks=max(1, (end - following) // 7))


def faults_of_period(error: ValidationError) -> tuple[Fault, ...]:
    """Give each fault of a hub's file that, sound for its own period, is not for another."""
    faults: list[Fault] = []
    for found in error.errors(include_url=False):
        cause = found.get("ctx", {}).get("error")
        if isinstance(cause, ProblemFaults):
            faults += cause.faults
        else:
            faults.append(Fault(found["loc"], found["msg"].removeprefix("Value error, ")))
    return tuple(faults)


def no_longer_whole(error: ValidationError) -> tuple[str, ...]:
    """Give each reason why a hub's file, sound for its own period, is not for another, in words."""
    return tuple(fault.message for fault in faults_of_period(error))


# What a period takes over from a file -------------------------------------------------------------


def holds_in(period: Problem, lock: Lock) -> bool:
    """Say whether a period has the task of a lock, and the start it gives."""
    if not lock.must:
        return period.task(lock.task) is not None
    return _has(period, lock.task, lock.start)


def _has(period: Problem, task_id: str, start: datetime | None) -> bool:
    """Say whether a period itself has a task, and holds the start given for it."""
    task = period.task(task_id)
    inside = start is None or period.first_day <= start.date() <= period.last_day
    # What the day after only offers to a long duty is for the next period to fix.
    return inside and task is not None and not (isinstance(task, Shift) and task.optional)


def _is_felt(period: Problem, duty: DutyBefore) -> bool:
    begun, ended = instant_of(duty.start), instant_of(duty.end)
    return begun < period.start < ended + STILL_FELT


def _carried(period: Problem, duty: DutyBefore) -> DutyBefore:
    tasks = tuple(task for task in duty.tasks if shift_of(task) in period.shift)
    return duty.model_copy(update={"tasks": tasks})


# What a roster leaves behind ----------------------------------------------------------------------


def _ledger(problem: Problem, lines: Lines) -> Iterator[Contact]:
    """Give the contacts before and, for the roster's own days, those it makes: there it speaks."""
    past = lines.problem
    yield from (c for c in problem.contacts if not past.first_day <= c.day <= past.last_day)
    yield from sorted(
        (contact for task in lines.on for contact in _contacts(lines, task)),
        key=lambda c: (c.day, c.person, c.young_person, c.setting, c.minutes),
    )


def _contacts(lines: Lines, task_id: str) -> Iterator[Contact]:
    task = lines.problem.task(task_id)
    if isinstance(task, Shift) and not task.optional:
        yield from _contacts_of_shift(lines, task)
    elif isinstance(task, Appointment):
        found = {a.person: a for a in lines.assignments_on[task.id]}
        # Two adults who went together made one visit, however long each of them stayed.
        longest = max(map(lines.minutes_on, found.values()))
        for code in task.young_people:
            for person, assignment in found.items():
                contact = Contact(
                    person=person,
                    young_person=code,
                    day=day_of(assignment.span[0]),
                    minutes=longest,
                    adults=len(found),
                )
                if not _fell_through(lines.problem, task.id, contact):
                    yield contact


def _fell_through(past: Problem, task: str, planned: Contact) -> bool:
    """Say whether an outcome tells that a visit planned brought nobody together."""
    return any(
        outcome.outcome is not OutcomeKind.MADE
        and outcome.young_person == planned.young_person
        and outcome.person in (None, planned.person)
        and (outcome.visit == task or (outcome.visit is None and outcome.day == planned.day))
        for outcome in past.outcomes
    )


def _never_made(problem: Problem, lines: Lines) -> Iterator[Outcome]:
    """Give an outcome for each visit that nobody was down for and that has no day left, if none is known."""
    known = {outcome.visit for outcome in problem.outcomes}
    following = lines.problem.last_day
    for visit in lines.problem.visits:
        if visit.last_day <= following and visit.id not in known and not lines.on.get(visit.id):
            yield Outcome(
                young_person=visit.young_person,
                day=visit.last_day,
                minutes=visit.minutes,
                outcome=OutcomeKind.NOT_MADE,
                visit=visit.id,
            )


def _contacts_of_shift(lines: Lines, shift: Shift) -> Iterator[Contact]:
    residents = lines.problem.young_people_of(shift)
    people = {a.person: a for a in sorted(lines.assignments_on[shift.id], key=lambda a: a.person)}
    for code in residents:
        for person, assignment in people.items():
            yield Contact(
                person=person,
                young_person=code,
                day=shift.day,
                minutes=lines.minutes_on(assignment),
                setting=Setting.ASLEEP if shift.kind in NIGHTS else Setting.SHIFT,
                young_people=len(residents),
                adults=len(people),
            )


def _last_duties(lines: Lines) -> Iterator[DutyBefore]:
    for person, duties in lines.of.items():
        begun = [duty for duty in duties if duty.start < lines.problem.end]
        if begun:
            last = begun[-1]
            yield DutyBefore(
                person=person,
                start=_wall(last.start),
                end=_wall(last.end),
                tasks=tuple(_seats_after(lines, person, last)),
                disturbed_minutes=last.disturbed,
            )


def _seats_after(lines: Lines, person: str, duty: Duty) -> Iterator[str]:
    """Give the seats of a duty's shifts that belong to the next period."""
    shifts = lines.problem.shift
    for part in duty.parts:
        if part.start >= lines.problem.end and part.task in shifts:
            yield from (a.task for a in lines.assignments_on[part.task] if a.person == person)


def _wall(at: Instant) -> datetime:
    return wall(at).replace(tzinfo=None)
