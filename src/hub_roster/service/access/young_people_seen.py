"""Which young people somebody sees: by their role, and by what they have to do with them now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import LONDON, day_of, instant_of
from hub_roster.domain.offers import FIRM
from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import Shift
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.keyed import KeyedHashes
from hub_roster.store.accounts import Grant
from hub_roster.store.tables import Role

AHEAD = timedelta(days=7)
"""How long before a duty it is current: visits are published by the week, and are to be prepared."""

AFTER = timedelta(days=1)
"""How long after a duty it is current still: what happened is written up the day after at the latest."""

TONIGHT = timedelta(hours=12)
"""How long before a shift its leader sees who lives in the home: the handover may be read before."""


def young_people_seen(
    caller: Caller, problem: Problem, roster: Roster | None, now: datetime, hashes: KeyedHashes
) -> Mapping[str, str]:
    """Give the young people, and adults of families, that somebody sees, and what each is called to them.

    Whoever is not in it is not there for them. By several roles they see what each of them shows, and a
    young person's code where any does.

    Parameters
    ----------
    problem
        The period of the hub's file that is looked at.
    roster
        The roster in force in it: what is not published, or not said yes to, makes nobody theirs.

    Returns
    -------
    Mapping
        From code to what is shown: the code itself, or a planner's pseudonym.
    """
    seen: dict[str, str] = {}
    for grant in caller.grants:
        if grant.file_id == problem.id:
            if grant.role is Role.PLANNER:
                named = pseudonyms(hashes, problem)
                seen |= {code: named[code] for code in _living(problem, grant, now) if code not in seen}
            else:
                seen |= {code: code for code in _by(grant, caller, problem, roster, now)}
    return MappingProxyType(seen)


def _by(
    grant: Grant, caller: Caller, problem: Problem, roster: Roster | None, now: datetime
) -> Iterable[str]:
    """Give the codes of those seen by one role."""
    own = tuple(_current(problem, roster, caller.people(problem.id), now))
    if grant.role is Role.STAFF:
        return _with(problem, own)
    if grant.role is Role.PARTNER:
        return _with(problem, (task for task in own if isinstance(task, Appointment)))
    if grant.role is Role.SHIFT_LEADER:
        return {*_with(problem, own), *_tonight(grant, problem, own, now)}
    if grant.role in (Role.HUB_MANAGER, Role.AUDITOR):
        return _living(problem, grant, now)
    return ()


def _living(problem: Problem, grant: Grant, now: datetime) -> Iterator[str]:
    """Give everybody of a file, or those who live in the home a role is limited to."""
    today = now.astimezone(LONDON).date()
    for code in problem.supported:
        if grant.home is None or problem.home_of(code, today) == grant.home:
            yield code


def _current(
    problem: Problem, roster: Roster | None, people: frozenset[str], now: datetime
) -> Iterator[Task]:
    """Give the tasks of some people that are current: of a duty under way, soon to come, or just over."""
    earliest, latest = instant_of(now - AFTER), instant_of(now + AHEAD)
    for each in () if roster is None else roster.assignments:
        start, end = each.span
        if each.person in people and each.state in FIRM and end > earliest and start <= latest:
            task = problem.task(each.task)
            if task is not None:
                yield task


def _with(problem: Problem, tasks: Iterable[Task]) -> Iterator[str]:
    """Give those that whoever does some tasks is with.

    A role limited to a home does not narrow it: whoever is sent somewhere has to know to whom.
    """
    for task in tasks:
        yield from problem.young_people_of(task)


def _tonight(grant: Grant, problem: Problem, tasks: Iterable[Task], now: datetime) -> Iterator[str]:
    """Give all who live in the home of a shift under way or about to begin, wherever they are meanwhile."""
    soon, at = instant_of(now + TONIGHT), instant_of(now)
    for shift in tasks:
        if isinstance(shift, Shift) and shift.start <= soon and at < shift.end and _in(grant, shift):
            yield from problem.residents.get((shift.home, day_of(max(at, shift.start))), ())


def _in(grant: Grant, shift: Shift) -> bool:
    return grant.home is None or grant.home == shift.home


# Pseudonyms ---------------------------------------------------------------------------------------

SHORTEST = 4
"""Signs of a pseudonym at least: forty young people seldom share one so short."""


def pseudonyms(hashes: KeyedHashes, problem: Problem) -> Mapping[str, str]:
    """Give each code of a hub's file what planners call it, such as "Young person 7F3A".

    It stays the same from week to week, differs from file to file, and leads back to no code. Where two
    would be called alike, those two are called by more signs.
    """
    whole = {code: hashes.hash(f"young person of {problem.id}", code).upper() for code in problem.supported}
    kind = {code: "Young person" if code in problem.young_person else "Family adult" for code in whole}
    return MappingProxyType({code: f"{kind[code]} {_short(code, whole)}" for code in whole})


def _short(code: str, whole: Mapping[str, str]) -> str:
    others = [sign for other, sign in whole.items() if other != code]
    length = SHORTEST
    while any(other.startswith(whole[code][:length]) for other in others):
        length += 1
    return whole[code][:length]
