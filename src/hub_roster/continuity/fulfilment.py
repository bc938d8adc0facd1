"""How far what was agreed with a young person, or a family, was kept: in the four weeks before, and now.

Agreed is what the plan's rows ask of a week, or the minutes a week of the young person's row, whichever is
more; in the period also each visit asked for. Without either, what was agreed can only be told from the
outcomes on record. Tried and declined counts for the worker, not against the plan (domain.md 5.5): such
visits are taken off what was agreed, so a young person who sends everyone away neither looks well served
nor let down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from hub_roster.continuity.on_record import MOVED, VisitOnRecord, visits_before, visits_of_period
from hub_roster.domain.clock import monday_of
from hub_roster.domain.model import Record
from hub_roster.domain.plans import OutcomeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from hub_roster.domain.lines import Lines
    from hub_roster.domain.plans import Plan
    from hub_roster.domain.problem import Problem

WEEKS_BEFORE = 4
"""Weeks before the period that are looked back on (domain.md 5.5: hours owed)."""

NOTHING_AGREED = "no plan, and no outcome of a visit, is on record"
ALL_DECLINED = "every visit was tried and declined"
NO_RECORD = "no week of those is on record"


class Tally(Record):
    """What was agreed and what came of it, in visits or in minutes.

    Attributes
    ----------
    agreed, met
        What was to be, and what was. More may be met than was agreed.
    declined
        Tried, and declined by the young person.
    moved_by_them, moved_by_us
        Moved to another time; one made then counts under `met` too.
    not_made
        Recorded so, or agreed with nothing at all on record.
    """

    agreed: int = 0
    met: int = 0
    declined: int = 0
    moved_by_them: int = 0
    moved_by_us: int = 0
    not_made: int = 0

    @property
    def unmet(self) -> int:
        """What is left of the agreed, without what was declined."""
        return max(0, self.agreed - self.declined - self.met)

    @property
    def kept(self) -> float | None:
        """0 to 1: met of what was agreed and not declined. None where that is nothing."""
        whole = self.met + self.unmet
        return self.met / whole if whole and self.agreed else None


class Fulfilment(Record):
    """How far what was agreed was kept over some weeks.

    Attributes
    ----------
    weeks
        Weeks counted. Before the period only those of which the hub has any contact or outcome, and which
        the young person was already there for: a week nobody wrote up says nothing.
    n
        Visits on record or agreed, whichever is more.
    with_outcome
        Visits an outcome is on record of; the others are assumed made as the ledger or the roster has them.
    reason
        Why no share can be given, in plain words; empty where one can.
    """

    weeks: int
    n: int
    with_outcome: int
    visits: Tally
    minutes: Tally
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a plan asks for over some weeks; `None` for visits where only minutes were agreed."""

    weeks: int
    visits: int | None
    minutes: int


def fulfilment_before(problem: Problem, codes: Sequence[str]) -> Fulfilment:
    """Give how far what was agreed was kept in the four weeks before the period.

    Parameters
    ----------
    codes
        One young person, or the members of a family: a visit to several of them counts once.
    """
    written_up = _weeks_on_record(problem)
    mondays = {code: _weeks_of(problem, code, written_up) for code in codes}
    agreed = _together(_agreed(problem, code, mondays[code]) for code in codes)
    visits = once_each(
        visits_before(problem, code, (m + timedelta(days=k) for m in mondays[code] for k in range(7)))
        for code in codes
    )
    return _fulfilment(agreed, visits, asked_for=False)


def fulfilment_of_period(lines: Lines, codes: Sequence[str]) -> Fulfilment:
    """Give how far what is agreed will be kept in the period, if its outcomes do not say otherwise."""
    problem = lines.problem
    mondays = problem.days[::7]
    agreed = _together(_agreed(problem, code, mondays) for code in codes)
    return _fulfilment(agreed, once_each(visits_of_period(lines, c) for c in codes), asked_for=True)


def once_each(of_each: Iterable[Sequence[VisitOnRecord]]) -> tuple[VisitOnRecord, ...]:
    """Put the visits of several young people together, joint ones once; made, if made for any of them."""
    found: dict[str, VisitOnRecord] = {}
    for visits in of_each:
        for visit in visits:
            other = found.setdefault(visit.key, visit)
            if visit.made and not other.made:
                found[visit.key] = visit
    return tuple(found.values())


# What was agreed ----------------------------------------------------------------------------------


def _weeks_on_record(problem: Problem) -> tuple[date, ...]:
    """Give the Mondays of the four weeks before of which the hub has written anything down."""
    days = {row.day for row in problem.contacts} | {row.day for row in problem.outcomes}
    written = {monday_of(day) for day in days}
    before = (problem.first_day - timedelta(days=7 * k) for k in range(WEEKS_BEFORE, 0, -1))
    return tuple(monday for monday in before if monday in written)


def _weeks_of(problem: Problem, code: str, mondays: Sequence[date]) -> tuple[date, ...]:
    """Leave out weeks before a young person's first stay."""
    began = min((stay.first_day for stay in problem.stays_of.get(code, ())), default=None)
    return tuple(monday for monday in mondays if began is None or began <= monday)


def _agreed(problem: Problem, code: str, mondays: Sequence[date]) -> Agreed:
    plans = [plan for plan in problem.plans if plan.young_person == code]
    of_weeks = [[(plan, _times(plan, monday)) for plan in plans] for monday in mondays]
    least = problem.supported[code].agreed_minutes
    return Agreed(
        weeks=len(mondays),
        visits=sum(times for week in of_weeks for _, times in week) if plans else None,
        minutes=sum(max(least, sum(times * plan.minutes for plan, times in week)) for week in of_weeks),
    )


def _times(plan: Plan, monday: date) -> int:
    """Give the visits of a plan in a week; where it begins or ends in the week, in proportion."""
    if not plan.falls_in(monday):
        return 0
    days = sum(plan.holds_on(monday + timedelta(days=weekday)) for weekday in plan.days)
    return round(plan.times * days / len(plan.days))


def _together(each: Iterable[Agreed]) -> Agreed:
    listed = tuple(each)
    told = [agreed.visits for agreed in listed if agreed.visits is not None]
    return Agreed(
        weeks=max((agreed.weeks for agreed in listed), default=0),
        visits=sum(told) if told else None,
        minutes=sum(agreed.minutes for agreed in listed),
    )


# What came of it ----------------------------------------------------------------------------------


def _fulfilment(agreed: Agreed, visits: Sequence[VisitOnRecord], *, asked_for: bool) -> Fulfilment:
    """Tally visits against what was agreed; in the period each of them was asked for."""
    told = [visit for visit in visits if not visit.assumed]
    if agreed.visits is None:
        # Without a plan's rows the ledger's visits were agreed only if somebody keeps outcomes at all.
        own = [visit for visit in visits if visit.is_its_own] if told or asked_for else []
    else:
        own = [visit for visit in (visits if asked_for else told) if visit.is_its_own]
    count = _tally(visits, max(agreed.visits or 0, len(own)), dict.fromkeys((v.key for v in visits), 1))
    minutes = _tally(
        visits,
        max(agreed.minutes, sum(visit.agreed_minutes for visit in own)),
        {visit.key: visit.minutes for visit in visits},
    )
    return Fulfilment(
        weeks=agreed.weeks,
        n=max(len(visits), count.agreed),
        with_outcome=len(told),
        visits=count,
        minutes=minutes,
        reason=_reason(agreed, count, minutes),
    )


def _tally(visits: Sequence[VisitOnRecord], agreed: int, size: Mapping[str, int]) -> Tally:
    def of(*words: OutcomeKind) -> int:
        return sum(size[v.key] for v in visits if not v.made and v.words[-1] in words)

    def moved(word: OutcomeKind) -> int:
        return sum(size[v.key] for v in visits if word in v.words)

    met = sum(size[visit.key] for visit in visits if visit.made)
    declined, not_made = of(OutcomeKind.DECLINED), of(OutcomeKind.NOT_MADE)
    them, us = moved(OutcomeKind.MOVED_BY_THEM), moved(OutcomeKind.MOVED_BY_US)
    silent = max(0, agreed - met - declined - not_made - of(*MOVED))
    return Tally(
        agreed=agreed,
        met=met,
        declined=declined,
        moved_by_them=them,
        moved_by_us=us,
        not_made=not_made + silent,
    )


def _reason(agreed: Agreed, count: Tally, minutes: Tally) -> str:
    if minutes.kept is not None:
        return ""
    if not agreed.weeks:
        return NO_RECORD
    return ALL_DECLINED if count.declined else NOTHING_AGREED
