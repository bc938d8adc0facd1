"""Continuity in a home, where two or more adults are on and indices over contacts mean little."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from hub_roster.continuity.demand import is_waking
from hub_roster.continuity.familiarity import circle_of
from hub_roster.continuity.measures import Index

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hub_roster.continuity.meetings import Meeting
    from hub_roster.domain.clock import Instant
    from hub_roster.domain.lines import Lines
    from hub_roster.domain.problem import Problem
    from hub_roster.domain.tasks import Shift
    from hub_roster.domain.young_people import Supported

CARRY_DAYS = 7
"""Days back in which time together carries over to the next shift."""

NOT_AT_HOME = "no waking time in a home of the hub"
NO_ADULTS = "no key worker, deputy or core team is named"


def waking_shifts(problem: Problem, young_person: str) -> tuple[Shift, ...]:
    """Give the waking shifts of the period in the home a young person lives in on their day."""
    return tuple(
        shift
        for shift in problem.shift.values()
        if is_waking(shift) and young_person in problem.young_people_of(shift)
    )


def core_team_cover(lines: Lines, young: Supported, shifts: Iterable[Shift]) -> Index:
    """Give the share of a resident's waking time at home with one of their own adults on duty.

    Their own are the key worker, the deputy and the core team; the waking time is that of the
    home's waking shifts, less the times their own week has them elsewhere. `n` is minutes. Undefined for
    who lives in no home or has no adults named.
    """
    circle = circle_of(young)
    shifts = tuple(shifts)
    own = (shift for shift in shifts if circle.intersection(lines.on.get(shift.id, ())))
    whole, covered = (_minutes_at_home(lines.problem, young.code, group) for group in (shifts, own))
    if not whole or not circle:
        return Index(value=None, n=whole, reason=NO_ADULTS if whole else NOT_AT_HOME)
    return Index(value=covered / whole, n=whole)


def handover_carry_over(lines: Lines, shifts: Iterable[Shift], met: Sequence[Meeting]) -> Index:
    """Give the share of handovers at which someone coming on is not new to the young person.

    A handover is a moment at which waking shifts of their home begin. It carries over where anyone
    on those shifts spent time with them earlier that day or in the 7 days before. `n` is handovers.
    """
    coming_on: dict[tuple[str, Instant], list[Shift]] = defaultdict(list)
    for shift in shifts:
        coming_on[shift.home, shift.start].append(shift)
    carried = sum(_carries(lines, group, met) for group in coming_on.values())
    n = len(coming_on)
    return Index(value=carried / n, n=n) if n else Index(value=None, n=0, reason=NOT_AT_HOME)


def _carries(lines: Lines, group: Sequence[Shift], met: Sequence[Meeting]) -> bool:
    start, first = group[0].start, group[0].day - timedelta(days=CARRY_DAYS)
    people = {person for shift in group for person in lines.on.get(shift.id, ())}
    return any(
        meeting.together and meeting.person in people and first <= meeting.day and meeting.start < start
        for meeting in met
    )


def _minutes_at_home(problem: Problem, code: str, shifts: Iterable[Shift]) -> int:
    """Give the minutes in any of some shifts, overlaps once, that a young person is at home."""
    total, reached = 0, None
    for start, end in sorted((shift.start, shift.end) for shift in shifts):
        begin = start if reached is None else max(start, reached)
        if begin < end:
            total += problem.minutes_at_home(code, begin, end)
        reached = end if reached is None else max(reached, end)
    return total
