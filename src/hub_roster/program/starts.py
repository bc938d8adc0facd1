"""When appointments may start: those that others depend on are listed start by start, on a grid."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from hub_roster.domain.appointments import Appointment, Opening
from hub_roster.domain.clock import Instant, instant_of
from hub_roster.domain.problem import Problem


def timed_visits(problem: Problem) -> frozenset[str]:
    """Give the appointments listed start by start: for several adults, able to clash, or fixed by hand."""
    listed = problem.appointments
    timed = {visit.id for visit in listed if visit.adults > 1 or visit.in_shift or _fixed(problem, visit)}
    by_young_person: dict[str, list[Appointment]] = defaultdict(list)
    for visit in listed:
        for code in visit.young_people:
            by_young_person[code].append(visit)
    for visits in by_young_person.values():
        for k, one in enumerate(visits):
            for other in visits[k + 1 :]:
                if _may_clash(one, other):
                    timed |= {one.id, other.id}
    return frozenset(timed)


def shared_starts(problem: Problem, visit: Appointment, day: date, grid: int) -> tuple[Instant, ...]:
    """Give the starts of a timed appointment on a day: those on the grid, or what was fixed by hand."""
    openings = visit.openings.get(day, ())
    return tuple(start for opening in openings for start in starts_in(problem, visit, opening, grid))


def starts_in(problem: Problem, visit: Appointment, opening: Opening, grid: int) -> tuple[Instant, ...]:
    """Give the starts of a timed appointment in one of its openings.

    An opening too short for the grid has its first instant: an escort leaves when it leaves.
    """
    first, last = opening.first, opening.last
    fixed = _fixed(problem, visit)
    if fixed:
        return tuple(start for start in fixed if first <= start <= last)
    return tuple(range(first + -first % grid, last + 1, grid)) or (first,)


def _fixed(problem: Problem, visit: Appointment) -> list[Instant]:
    locks = (lock for lock in problem.locks if lock.task == visit.id and lock.must)
    return sorted({instant_of(lock.start) for lock in locks if lock.start is not None})


def _may_clash(one: Appointment, other: Appointment) -> bool:
    return any(
        a.first < b.last + other.minutes and b.first < a.last + one.minutes
        for day in one.openings.keys() & other.openings.keys()
        for a in one.openings[day]
        for b in other.openings[day]
    )
