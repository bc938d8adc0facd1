"""Checks of work: visits that can be made, and locks that can be kept."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import Fault, listed, meant
from hub_roster.domain.tasks import Who, shift_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub_roster.domain.tables import Tables


def visit_windows(problem: Tables) -> Iterator[Fault]:
    """Find visits that are longer than the time they may be made in."""
    for row, visit in enumerate(problem.visits):
        early, late = visit.earliest, visit.latest
        window = 60 * (late.hour - early.hour) + late.minute - early.minute
        if window <= 0:
            yield Fault(
                ("visits", row, "latest"),
                f"The visit must end by {late:%H:%M}, which is not after {early:%H:%M}; "
                "it may not go past midnight.",
            )
        elif window < visit.minutes:
            yield Fault(
                ("visits", row, "latest"),
                f"A visit of {visit.minutes} minutes does not fit between {early:%H:%M} and {late:%H:%M}.",
            )


def visit_key_workers(problem: Tables) -> Iterator[Fault]:
    """Find visits for a key worker where the young person has none."""
    young = {young.code: young for young in problem.young_people}
    for row, visit in enumerate(problem.visits):
        known = young.get(visit.young_person)
        if visit.who is Who.KEY_WORKER and known is not None and known.key_worker is None:
            yield Fault(
                ("visits", row, "who"),
                f"{visit.young_person} has no key worker: name one, or let someone else visit.",
            )


def unknown_locks(problem: Tables) -> Iterator[Fault]:
    """Find locks, and duties begun before, on a task the period does not have."""
    if not (problem.locks or problem.duties_before) or problem.first_day.weekday():
        return  # nothing to look at, or a period that starts on a wrong day, which is told elsewhere
    others = {visit.id for visit in problem.visits} | {spell.id for spell in problem.on_call}
    shifts = _shift_ids(problem)
    for row, lock in enumerate(problem.locks):
        if lock.task not in others and not _is_seat(lock.task, shifts):
            hint = meant(lock.task, others | shifts)
            yield Fault(("locks", row, "task"), f"The period has no task called '{lock.task}'.{hint}")
    for row, before in enumerate(problem.duties_before):
        for task in before.tasks:
            if not _is_seat(task, shifts):
                hint = meant(task, shifts)
                yield Fault(("duties_before", row, "tasks"), f"The period has no seat '{task}'.{hint}")


def _shift_ids(problem: Tables) -> frozenset[str]:
    # Not Problem.shift: that needs every home to be known.
    days = [problem.first_day + timedelta(days=k) for k in range(7 * problem.weeks + 1)]
    return frozenset(
        f"{template.home}/{day.isoformat()}/{template.name}"
        for template in problem.shifts
        for day in days
        if day.weekday() in template.days
    )


def _is_seat(task: str, shifts: frozenset[str]) -> bool:
    if task in shifts:
        return True
    number = task.rsplit("/", 1)[-1]
    return shift_of(task) in shifts and number.isdecimal() and str(int(number)) == number != "0"


def crowded_locks(problem: Tables) -> Iterator[Fault]:
    """Find locks that give one seat, visit or spell to more people than it takes."""
    room = {visit.id: visit.adults for visit in problem.visits}
    people: dict[str, list[str]] = defaultdict(list)
    for row, lock in enumerate(problem.locks):
        if not lock.must or lock.person in people[lock.task]:
            continue
        taken = people[lock.task]
        # A whole shift has as many seats as it needs; a seat of it is one person's.
        if len(taken) >= room.get(lock.task, 1) and lock.task.count("/") != 2:
            yield Fault(
                ("locks", row, "task"),
                f"'{lock.task}' is locked to {listed(taken)} already: release one of these locks.",
            )
        taken.append(lock.person)
