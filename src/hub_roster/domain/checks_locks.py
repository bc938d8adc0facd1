"""Checks of locks against what they fix: seats there are, visits at their times, certificates in date."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import Fault, in_words
from hub_roster.domain.in_force import templates_on
from hub_roster.domain.people import CHECKS, DRIVER, Skill
from hub_roster.domain.tasks import OnCall, Visit, shift_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hub_roster.domain.tables import Tables
    from hub_roster.domain.tasks import Lock


def seats_there_are(problem: Tables) -> Iterator[Fault]:
    """Find locks on a seat beyond those of its shift, and more people locked to a shift than it seats."""
    people: dict[str, set[str]] = defaultdict(set)
    for row, lock in enumerate(problem.locks):
        shift = shift_of(lock.task)
        seats = _seats(problem, shift)
        if seats is None or not lock.must:
            continue
        has = "1 seat" if seats == 1 else f"{seats} seats"
        if lock.task != shift and _number(lock.task) > seats:
            message = f"The shift has {has}: there is no seat {_number(lock.task)}."
            yield Fault(("locks", row, "task"), message)
            continue
        people[shift].add(lock.person)
        if len(people[shift]) > seats:
            message = f"{len(people[shift])} people are locked to '{shift}', which has {has}: release a lock."
            yield Fault(("locks", row, "task"), message)


def _number(seat: str) -> int:
    number = seat.rsplit("/", 1)[-1]
    return int(number) if number.isdecimal() and len(number) < 10 else 0


def _seats(problem: Tables, shift: str) -> int | None:
    """Give the most seats a shift may have by its id; None where there is no such shift."""
    home, _, rest = shift.partition("/")
    written, _, name = rest.partition("/")
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    running = (t for t in templates_on(problem.shifts, day) if (t.home, t.name) == (home, name))
    seats = (template.seats + template.most_extra for template in running)
    own = sum(row.adults for row in problem.own_adults if row.holds_on(day))
    return next((found + own for found in seats), None)


def visit_times(problem: Tables) -> Iterator[Fault]:
    """Find locks that start a visit on a day or at a time it may not be made."""
    visits = {visit.id: visit for visit in problem.visits}
    for row, lock in enumerate(problem.locks):
        visit = visits.get(lock.task)
        if visit is None or lock.start is None or not lock.must:
            continue
        first, last = _minute(visit.earliest), _minute(visit.latest) - visit.minutes
        if last < first or visit.last_day < visit.first_day:
            continue  # the visit cannot be made at all, which is told of the visit
        path = ("locks", row, "start")
        day = lock.start.date()
        if not visit.first_day <= day <= visit.last_day:
            when = f"{in_words(visit.first_day)} to {in_words(visit.last_day)}"
            yield Fault(path, f"{in_words(day)} is none of the days of visit '{visit.id}', {when}.")
        elif not first <= _minute(lock.start.time()) <= last:
            yield Fault(
                path,
                f"Visit '{visit.id}' lasts {visit.minutes} minutes and is made between "
                f"{visit.earliest:%H:%M} and {visit.latest:%H:%M}: it cannot start at {lock.start:%H:%M}.",
            )


def _minute(at: time) -> int:
    return 60 * at.hour + at.minute


def certificates(problem: Tables) -> Iterator[Fault]:
    """Find locks that give a person a task on a day on which a certificate it needs has run out.

    Who never held it is no fault of the file: a draft refuses such a lock, or a hub records no skills.
    """
    held: dict[tuple[str, str], list[Skill]] = defaultdict(list)
    for skill in problem.skills:
        held[skill.person, skill.skill].append(skill)
    begun = {(duty.person, shift_of(task)) for duty in problem.duties_before for task in duty.tasks}
    tasks: dict[str, Visit | OnCall] = {spell.id: spell for spell in problem.on_call}
    tasks.update((visit.id, visit) for visit in problem.visits)
    for row, lock in enumerate(problem.locks):
        if not lock.must or (lock.person, shift_of(lock.task)) in begun:
            continue
        task = tasks.get(lock.task)
        days = _days(problem, lock, task)
        for skill_name in _needed(task):
            records = held.get((lock.person, skill_name), [])
            if records and days and not any(record.holds_on(day) for record in records for day in days):
                yield Fault(("locks", row, "task"), _run_out(lock.person, skill_name, records, days))


def _needed(task: Visit | OnCall | None) -> Iterator[str]:
    """Give the skills that whoever does a task needs, as the rule of skills and checks asks for them."""
    yield CHECKS
    if isinstance(task, Visit):
        yield DRIVER
    if task is not None and task.skill:
        yield task.skill


def _days(problem: Tables, lock: Lock, task: Visit | OnCall | None) -> Sequence[date]:
    """Give the days on which a locked task may be done; none where it is not known."""
    if lock.start is not None:
        return (lock.start.date(),)
    if isinstance(task, OnCall):
        return (task.start.date(),)
    if isinstance(task, Visit):
        last = problem.first_day + timedelta(days=7 * problem.weeks - 1)
        first, end = max(task.first_day, problem.first_day), min(task.last_day, last)
        return [first + timedelta(days=k) for k in range((end - first).days + 1)]
    try:
        return (date.fromisoformat(lock.task.split("/")[1]),)
    except (IndexError, ValueError):
        return ()


def _run_out(person: str, skill: str, records: Sequence[Skill], days: Sequence[date]) -> str:
    ended = [r.valid_until for r in records if r.valid_until is not None and r.valid_until < days[0]]
    begins = [r.valid_from for r in records if r.valid_from is not None]
    when = f"ran out on {in_words(max(ended))}" if ended else f"begins on {in_words(min(begins))}"
    return (
        f"{person}'s '{skill}' {when}, and this task on {in_words(days[0])} needs it: "
        "renew it in Skills, or release this lock."
    )
