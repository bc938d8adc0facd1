"""Continuity of a whole family: its young people and adults together, a joint visit counted once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from hub_roster.continuity.demand import SEEN_DAYS, demanded
from hub_roster.continuity.fulfilment import (
    WEEKS_BEFORE,
    Fulfilment,
    fulfilment_before,
    fulfilment_of_period,
)
from hub_roster.continuity.measures import NO_CONTACT, NO_KEY_WORKER, Index
from hub_roster.continuity.meetings import meetings
from hub_roster.continuity.owed import Owed, owed_to
from hub_roster.domain.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hub_roster.continuity.demand import Demand
    from hub_roster.continuity.familiarity import Familiarity
    from hub_roster.continuity.meetings import Meeting
    from hub_roster.domain.lines import Lines
    from hub_roster.domain.problem import Problem

NOT_SEEN_NOW = "nobody is with them in the period"
NO_WORKER = "no worker is named and none was met before"


class AdultsWorker(Record):
    """Whether an adult of a family keeps their worker.

    Attributes
    ----------
    worker
        The worker named for them; where none is, whom they met most in the four weeks before.
    kept
        The worker is with them in the period. None where nobody is, or there is no worker to keep.
    n
        Their contacts in the period.
    reason
        Why `kept` is None, in plain words.
    """

    adult: str
    worker: str | None
    kept: bool | None
    n: int
    reason: str = ""


class FamilyContinuity(Record):
    """Continuity of one family under one roster.

    Attributes
    ----------
    members
        Codes of its young people, then of its adults.
    owed
        Minutes owed to any of them; of a joint visit each member there has an equal part.
    distinct_adults
        Different workers any of them met in the 14 days up to the period's end.
    by_own_workers
        Share of the family's visits, of the four weeks before and the period, by a worker named for any of
        its members; `n` is visits, joint ones once, each adult of a two-adult visit for itself.
    joint_visits
        How many of the period's visits several members are there for.
    plan_before, plan_now
        What was agreed with its members, and what came of it.
    """

    family: str
    members: tuple[str, ...]
    owed: Owed
    distinct_adults: int
    by_own_workers: Index
    adults_workers: tuple[AdultsWorker, ...]
    joint_visits: int
    plan_before: Fulfilment
    plan_now: Fulfilment


def families_report(lines: Lines, familiarity: Familiarity) -> tuple[FamilyContinuity, ...]:
    """Report each family's continuity under a roster, the highest unfamiliar share first."""
    met, owed = meetings(lines), demanded(lines.problem)
    rows = (
        _row(lines, code, members, met=met, owed=owed, familiarity=familiarity)
        for code, members in members_of(lines.problem).items()
        if members
    )
    return tuple(sorted(rows, key=_worst_first))


def members_of(problem: Problem) -> Mapping[str, tuple[str, ...]]:
    """Give the codes of each family's members, young people first."""
    found: dict[str, list[str]] = {family.code: [] for family in problem.families}
    for young in problem.young_people:
        if young.family is not None:
            found.setdefault(young.family, []).append(young.code)
    for adult in problem.family_adults:
        found.setdefault(adult.family, []).append(adult.code)
    return {code: tuple(members) for code, members in found.items()}


def _worst_first(row: FamilyContinuity) -> tuple[bool, float, str]:
    share = row.owed.unfamiliar_share
    return share is None, -(share or 0.0), row.family


def _row(
    lines: Lines,
    code: str,
    members: tuple[str, ...],
    *,
    met: Mapping[str, Sequence[Meeting]],
    owed: Mapping[str, Sequence[Demand]],
    familiarity: Familiarity,
) -> FamilyContinuity:
    problem = lines.problem
    first = problem.last_day - timedelta(days=SEEN_DAYS - 1)
    listed = [meeting for member in members for meeting in met[member]]
    adults = [adult.code for adult in problem.family_adults if adult.code in members]
    return FamilyContinuity(
        family=code,
        members=members,
        owed=_owed(lines, members, owed, familiarity),
        distinct_adults=len({meeting.person for meeting in listed if meeting.day >= first}),
        by_own_workers=_by_own_workers(problem, members, met),
        adults_workers=tuple(_worker(problem, adult, met[adult]) for adult in adults),
        joint_visits=sum(len(set(members) & set(v.young_people)) > 1 for v in problem.appointments),
        plan_before=fulfilment_before(problem, members),
        plan_now=fulfilment_of_period(lines, members),
    )


def _owed(
    lines: Lines,
    members: Iterable[str],
    owed: Mapping[str, Sequence[Demand]],
    familiarity: Familiarity,
) -> Owed:
    """Sum what members are owed; the minutes of a joint visit are the family's once."""
    demands = [demand for member in members for demand in owed[member]]
    there = Counter(demand.task_id for demand in demands)
    # Of a home's shift each resident has a share already; of a visit all have the same minutes.
    joint = lines.problem.appointment
    parts = ((demand, there[demand.task_id] if demand.task_id in joint else 1) for demand in demands)
    return owed_to(lines, familiarity, parts)


def _by_own_workers(problem: Problem, members: Iterable[str], met: Mapping[str, Sequence[Meeting]]) -> Index:
    first = problem.first_day - timedelta(days=7 * WEEKS_BEFORE)
    visits: Counter[tuple[str, str]] = Counter()
    workers = set()
    for member in members:
        # The larger of two counts, so that a joint visit is not added up and two alike of one are.
        visits |= Counter((m.person, m.session) for m in met[member] if m.visit and m.day >= first)
        workers.add(problem.supported[member].key_worker)
    n, named = visits.total(), workers - {None}
    if not n or not named:
        return Index(value=None, n=n, reason=NO_CONTACT if named else NO_KEY_WORKER)
    own = sum(count for (person, _), count in visits.items() if person in named)
    return Index(value=own / n, n=n)


def _worker(problem: Problem, adult: str, met: Sequence[Meeting]) -> AdultsWorker:
    first = problem.first_day - timedelta(days=7 * WEEKS_BEFORE)
    now = [m.person for m in met if m.together and m.day >= problem.first_day]
    before = Counter(m.person for m in met if m.together and first <= m.day < problem.first_day)
    usual = min(before, key=lambda person: (-before[person], person), default=None)
    worker = problem.supported[adult].key_worker or usual
    if worker is None or not now:
        reason = NO_WORKER if worker is None else NOT_SEEN_NOW
        return AdultsWorker(adult=adult, worker=worker, kept=None, n=len(now), reason=reason)
    return AdultsWorker(adult=adult, worker=worker, kept=worker in now, n=len(now))
