"""The problem of a week as the store knows it: the hub's file moved on by what was worked or published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from pydantic import ValidationError

from hub_roster.domain.checks_fault import Fault
from hub_roster.domain.clock import DAY, instant_of, midnight
from hub_roster.domain.fixed_by_hand import Fixed, Idle, with_fixed
from hub_roster.domain.problem import Problem
from hub_roster.domain.published import with_published
from hub_roster.domain.recorded import moved_on_as_recorded
from hub_roster.domain.rolling import faults_of_period, moved_on, starting
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import Lock
from hub_roster.rules.rulebook import RULEBOOK, BoundRules
from hub_roster.service.latest import Latest
from hub_roster.service.publishing.kept_offers import KeptOffers, kept_offers
from hub_roster.store.hub_files import Content, HubFiles
from hub_roster.store.locks import Locks
from hub_roster.store.recordings import Recordings
from hub_roster.store.rosters import Rosters, WeekInForce
from hub_roster.store.scope import ScopedSession

WEEK = timedelta(days=7)


class NotWhole(Exception):
    """A hub's file, sound for its own period, does not hold together in another.

    Attributes
    ----------
    problem
        As it was before.
    faults
        Which may name young people, and whatever else the file knows.
    """

    def __init__(self, problem: Problem, faults: Sequence[Fault]) -> None:
        super().__init__("The hub's file does not hold together there.")
        self.problem = problem
        self.faults = tuple(faults)


@contextmanager
def of_file(problem: Problem) -> Iterator[None]:
    """Make other periods of a hub's file; only that they cannot be made is a fault of the file.

    Raises
    ------
    NotWhole
        If it does not hold together there.
    """
    try:
        yield
    except ValidationError as error:
        if error.title != Problem.__name__:  # what we made ourselves
            raise
        raise NotWhole(problem, faults_of_period(error)) from None


@dataclass(frozen=True)
class Period:
    """A period of a hub's file, with its history.

    Attributes
    ----------
    file_number
        The version of the hub's file it is of.
    unknown
        Mondays between the file's own period and this one of which no roster is known: what people worked
        then is not counted.
    idle
        What was fixed by hand and does not hold there.
    bare, fixed
        The same without what was fixed by hand, and what that was, where something was.
    """

    problem: Problem
    file_number: int
    unknown: tuple[date, ...]
    idle: tuple[Idle, ...] = ()
    bare: Period | None = field(default=None, compare=False, repr=False)
    fixed: Fixed | None = field(default=None, compare=False, repr=False)

    @cached_property
    def rules(self) -> BoundRules:
        """The rulebook with its numbers; what they have worked out of the period is kept with it."""
        if self.bare is None:
            return RULEBOOK.of(self.problem)
        return self.bare.rules.with_locks(self.problem.locks)

    @property
    def before_locks(self) -> Period:
        """The same without what was fixed by hand: what is worked out of it serves whatever is fixed."""
        return self.bare or self

    def fixing(self, locks: Sequence[Lock]) -> Period:
        """Give the same with what is fixed by hand, in place of what was."""
        bare = self.before_locks
        if not locks:
            return bare
        with of_file(bare.problem):
            fixed = with_fixed(bare.problem, locks, self.fixed)
        return Period(fixed.problem, self.file_number, self.unknown, fixed.idle, bare, fixed)


@dataclass(frozen=True)
class Known:
    """All that a period is made of: equal ones make equal problems, and whatever changes makes another.

    Attributes
    ----------
    content
        The version of the hub's file.
    weeks
        What holds in each week up to the period's last; a version of a roster never changes.
    offers
        What people were offered of the period, and answered.
    """

    file_id: UUID
    content: Content
    first_day: date
    length: int
    weeks: tuple[WeekInForce, ...]
    offers: KeptOffers


PERIODS: Latest[Period] = Latest(4)
"""Without locks. Of a large hub each is some 100 MB with all the rules have worked out, and took seconds."""


def period(
    session: ScopedSession, file_id: UUID, first_day: date, weeks: int, *, number: int | None = None
) -> Period:
    """Give a period as a hub's file and the rosters in force before it have it.

    Of a week that was recorded as worked that counts, of another what is published. What is published of the
    period itself is what people were told: a new draft changes little of it. What a manager fixed by hand
    stays.

    Parameters
    ----------
    number
        The version of the hub's file; None for the newest.

    Raises
    ------
    NotThere
        If there is no such file, or version of it, in scope.
    NotWhole
        If the first day is no Monday, or the file does not hold together in that period.
    """
    known = known_of(session, file_id, first_day, weeks, number)
    kept = Locks(session).of_weeks(file_id, mondays_of(first_day, weeks))
    return made_of(session, known).fixing([each.lock for each in kept])


def made_of(session: ScopedSession, known: Known) -> Period:
    """Give the period that is made of something, without what was fixed by hand."""
    return PERIODS.get(known, lambda: _made(session, known))


def known_of(
    session: ScopedSession, file_id: UUID, first_day: date, weeks: int, number: int | None = None
) -> Known:
    """Give all that a period is made of.

    Raises
    ------
    NotThere
        If there is no such file, or version of it, in scope.
    """
    content = HubFiles(session).content(file_id, number)
    mondays = mondays_of(first_day, weeks)
    held = Rosters(session).weeks(file_id, date.min, mondays[-1])
    offers = kept_offers(session, file_id, mondays)
    return Known(file_id, content, first_day, weeks, tuple(held), offers)


def mondays_of(first_day: date, weeks: int) -> tuple[date, ...]:
    """Give the first day of each week of a period."""
    return tuple(first_day + WEEK * k for k in range(weeks))


def _made(session: ScopedSession, known: Known) -> Period:
    """Make a period of what is known."""
    problem = HubFiles(session).problem(known.file_id, known.content.number)
    with of_file(problem):
        return _moved_on(session, known, problem)


def _moved_on(session: ScopedSession, known: Known, problem: Problem) -> Period:
    rosters = Rosters(session)
    held = {week.first_day: week for week in known.weeks}
    unknown: list[date] = []
    monday = problem.first_day
    while monday < known.first_day:
        after = _after(session, problem, held.get(monday), monday)
        if after is None:
            unknown.append(monday)
        problem = after or problem
        monday += WEEK
    asked = known.offers.put_into(starting(problem, known.first_day, known.length))
    told = told_of(rosters, (held[day] for day in mondays_of(asked.first_day, asked.weeks) if day in held))
    return Period(
        asked if told is None else with_published(asked, told), known.content.number, tuple(unknown)
    )


def _after(
    session: ScopedSession, problem: Problem, week: WeekInForce | None, monday: date
) -> Problem | None:
    """Continue a problem after a week; None where nothing is known of it."""
    rosters = Rosters(session)
    if week is not None and week.worked is not None:
        recorded = Recordings(session).recorded(week.worked)
        return moved_on_as_recorded(problem, week_of(rosters.roster(week.worked), monday), recorded)
    if week is not None and week.published is not None:
        return moved_on(problem, week_of(rosters.roster(week.published), monday))
    return None


def told_of(rosters: Rosters, weeks: Iterable[WeekInForce]) -> Roster | None:
    """Give what people were told of some weeks, in order, as one roster; None for nothing."""
    parts = [
        week_of(rosters.roster(week.published), week.first_day)
        for week in weeks
        if week.published is not None
    ]
    if not parts:
        return None
    assignments = {each.id: each for part in parts for each in part.assignments}
    weeks_told = (parts[-1].first_day - parts[0].first_day) // WEEK + 1
    return parts[0].model_copy(update={"weeks": weeks_told, "assignments": tuple(assignments.values())})


def week_of(roster: Roster, monday: date) -> Roster:
    """Give one week of a roster, with what begins in the day after it: a long duty may reach into that."""
    if (roster.first_day, roster.weeks) == (monday, 1):
        return roster
    start, end = midnight(monday), midnight(monday + WEEK) + DAY
    kept = tuple(each for each in roster.assignments if start <= instant_of(each.start) < end)
    return roster.model_copy(update={"first_day": monday, "weeks": 1, "assignments": kept})
