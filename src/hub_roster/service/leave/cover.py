"""How many people are left for the shifts that somebody who wants to be away could work."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import ValidationError

from hub_roster.domain.clock import days_touched, monday_of
from hub_roster.domain.people import Employment
from hub_roster.domain.problem import Problem
from hub_roster.domain.rolling import starting
from hub_roster.domain.tasks import Shift
from hub_roster.rules.availability import OnLeave
from hub_roster.rules.rule import Case
from hub_roster.rules.rulebook import RULEBOOK

WEEK = timedelta(days=7)

AT_ONCE = 4
"""Weeks looked at together: what rules work out for a period grows faster than its length."""

COVERING = frozenset({Employment.CONTRACTED, Employment.RELIEF, Employment.BANK})
"""Whose work a hub can count on asking for; agency comes last, volunteers and partners are no cover."""


@dataclass(frozen=True)
class Cover:
    """A shift, and who is left for it.

    Attributes
    ----------
    seats
        How many people it needs.
    can_work
        How many could work it by their skills, terms and patterns, whoever wants to be away included.
    away
        How many of those are on leave.
    asked
        How many others of those have asked for leave then.
    left
        How many are there without all who are away, and without whoever wants to be.
    """

    home: str
    shift: str
    seats: int
    can_work: int
    away: int
    asked: int
    left: int


def tightest_by_day(
    problem: Problem, person: str, days: Sequence[date], asked: Mapping[date, Collection[str]]
) -> dict[date, Cover]:
    """Give, for each day with a shift somebody could work, the one with the fewest people to spare.

    Who can work a shift is what the rulebook says of them, whatever else they do; of each no more than a
    count is given, so that it tells nobody's reasons.

    Parameters
    ----------
    problem
        The newest version of the hub's file, of whatever period.
    days
        In order.
    asked
        By day, who else has asked for leave.
    """
    found: dict[date, Cover] = {}
    for weeks in _parts(problem, days):
        for shift, cover in _covers(weeks, person, frozenset(days), asked):
            standing = found.get(shift.day)
            if standing is None or cover.left - cover.seats < standing.left - standing.seats:
                found[shift.day] = cover
    return found


def _parts(problem: Problem, days: Sequence[date]) -> Iterator[Problem]:
    """Give problems of a few weeks that hold all days, but for weeks in which the file has faults."""
    monday, last = monday_of(days[0]), monday_of(days[-1])
    while monday <= last:
        weeks = min(AT_ONCE, (last - monday) // WEEK + 1)
        with suppress(ValidationError):
            yield starting(problem, monday, weeks)
        monday += weeks * WEEK


def _covers(
    problem: Problem, person: str, days: frozenset[date], asked: Mapping[date, Collection[str]]
) -> Iterator[tuple[Shift, Cover]]:
    case = RULEBOOK.without(OnLeave.name).of(problem).case
    for shift in problem.shift.values():
        if shift.optional or shift.day not in days or not _can_work(case, person, shift):
            continue
        others = {each for each in case.people if each != person and _can_work(case, each, shift)}
        touched = days_touched(shift.start, shift.end)
        away = {each for each in others if not problem.leave_days.get(each, frozenset()).isdisjoint(touched)}
        wishing = {each for day in touched for each in asked.get(day, ())} & (others - away)
        on_leave = not problem.leave_days.get(person, frozenset()).isdisjoint(touched)
        yield (
            shift,
            Cover(
                shift.home,
                shift.name,
                shift.seats,
                len(others) + 1,
                len(away) + on_leave,
                len(wishing),
                len(others - away),
            ),
        )


def _can_work(case: Case, key: str, shift: Shift) -> bool:
    person = case.problem.person[key]
    begun = person.started is None or person.started <= shift.day
    counts = person.employment in COVERING and not person.unnamed
    return begun and counts and not case.kept_from(key, shift)
