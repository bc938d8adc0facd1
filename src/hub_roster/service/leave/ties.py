"""Young people, and adults of families, who are without somebody of their own while that person is away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub_roster.domain.problem import Problem
from hub_roster.domain.young_people import Supported


class Tie(StrEnum):
    """What somebody is to a young person; the first that holds is told."""

    KEY_WORKER = "key worker"
    DEPUTY = "deputy"
    CORE_TEAM = "core team"
    NAMED = "named in a plan"


@dataclass(frozen=True)
class Without:
    """A young person whose own adult wants to be away.

    Attributes
    ----------
    code
        Theirs, to be shown as whoever asks may see it.
    second
        The deputy, where it is the key worker; the key worker, where it is not. None where there is none.
    second_away, second_asked
        The days on which they are on leave as well, or have asked for it.
    nobody
        The days on which no adult of their own is left: all are on leave.
    """

    code: str
    tie: Tie
    second: str | None
    second_away: tuple[date, ...]
    second_asked: tuple[date, ...]
    nobody: tuple[date, ...]


def without_their_own(
    problem: Problem, person: str, days: Sequence[date], asked: Mapping[date, Collection[str]]
) -> Iterator[Without]:
    """Give all whose own adult somebody is, key workers' first.

    Parameters
    ----------
    problem
        The newest version of the hub's file.
    asked
        By day, who else has asked for leave.
    """
    found = []
    for someone in problem.supported.values():
        named = _named(problem, someone.code, days)
        tie = _tie(someone, person, named)
        if tie is not None:
            found.append(_without(problem, someone, tie, person, named, days, asked))
    order = list(Tie)
    yield from sorted(found, key=lambda each: (order.index(each.tie), each.code))


def _named(problem: Problem, code: str, days: Sequence[date]) -> frozenset[str]:
    """Give who is named for visits of plans that hold on some day."""
    plans = (plan for plan in problem.plans if plan.young_person == code)
    return frozenset(person for plan in plans if any(map(plan.holds_on, days)) for person in plan.named)


def _tie(someone: Supported, person: str, named: Collection[str]) -> Tie | None:
    if someone.key_worker == person:
        return Tie.KEY_WORKER
    if someone.deputy == person:
        return Tie.DEPUTY
    if person in someone.core_team:
        return Tie.CORE_TEAM
    return Tie.NAMED if person in named else None


def _without(
    problem: Problem,
    someone: Supported,
    tie: Tie,
    person: str,
    named: Collection[str],
    days: Sequence[date],
    asked: Mapping[date, Collection[str]],
) -> Without:
    second = someone.deputy if tie is Tie.KEY_WORKER else someone.key_worker
    own = {someone.key_worker, someone.deputy, *someone.core_team, *named} - {None, person}
    away = {each: problem.leave_days.get(each, frozenset()) for each in own if each is not None}
    return Without(
        someone.code,
        tie,
        second,
        tuple(day for day in days if second is not None and day in away[second]),
        tuple(day for day in days if second in asked.get(day, ())),
        tuple(day for day in days if all(day in leave for leave in away.values())),
    )
