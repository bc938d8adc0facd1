"""A whole hub's roster dealt out in turn, as cards are: big enough to print and pay, and lawful nowhere."""

from __future__ import annotations

from itertools import cycle

from hub_roster.domain.home import PartKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Assignment, Roster, RosterStatus, assign


def dealt(problem: Problem, status: RosterStatus = RosterStatus.DRAFT) -> Roster:
    """Give a roster in which everyone gets a task in turn, and whoever is on late sleeps in."""
    people = cycle(person.key for person in problem.people)
    shifts = sorted((s for s in problem.shift.values() if not s.optional), key=lambda s: (s.start, s.id))
    taken: list[Assignment] = []
    late: dict[str, str] = {}
    for shift in shifts:
        for number in range(1, shift.seats + 1):
            key = late.pop(shift.home, None) if shift.kind is PartKind.SLEEP_IN else None
            key = key or next(people)
            if shift.kind is PartKind.LATE:
                late[shift.home] = key
            taken.append(assign(problem.id, key, shift.seat(number), shift.start, shift.end))
    for visit in sorted(problem.appointments, key=lambda v: (v.window[0], v.id)):
        start = visit.window[0]
        taken.append(assign(problem.id, next(people), visit.id, start, start + visit.minutes))
    taken += [assign(problem.id, next(people), spell.id, *spell.span) for spell in problem.on_call]
    return Roster(
        problem_id=problem.id,
        first_day=problem.first_day,
        weeks=problem.weeks,
        status=status,
        assignments=tuple(taken),
    )
