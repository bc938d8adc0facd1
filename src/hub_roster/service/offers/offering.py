"""Offers of work to people, made by a manager: all that is asked for, or none of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID, uuid4

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import day_of, instant_of, monday_of, utc
from hub_roster.domain.lines import Lines
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.problem import Problem, Task
from hub_roster.domain.roster import Assignment, Roster, RosterStatus, assign
from hub_roster.domain.tasks import Shift
from hub_roster.exchange.calendars import Privacy, post
from hub_roster.rules.states import with_states
from hub_roster.service.audit import Detail, Did, record, roster_subject
from hub_roster.service.messages.outbox import offered
from hub_roster.service.offers.hindrances import hindrances, told
from hub_roster.service.weeks import WEEK, Period, period
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.offers import Happened, OfferNow, Offers, WorkOffered
from hub_roster.store.rosters import Rosters, Version
from hub_roster.store.scope import Scope, ScopedSession
from hub_roster.store.tables import OfferEventKind, OfferState

NOT_OFFERED = {
    AssignmentState.CONTRACTED: "Is within the contract: there is nothing to offer.",
    AssignmentState.ACCEPTED: "Was accepted already.",
    AssignmentState.DECLINED: "Was declined: offer it to somebody else.",
    AssignmentState.BOOKED: "An agency is to send somebody: name who comes first.",
}
"""Why an assignment in such a state is not offered."""


@dataclass(frozen=True)
class FreeTask:
    """A task that nobody has, or not enough people, for those who may say yes first.

    Attributes
    ----------
    start
        For an appointment that may begin at several times; None for the first of them.
    """

    task: str
    people: tuple[str, ...]
    start: datetime | None = None


@dataclass(frozen=True)
class Wanted:
    """What is to be offered of a roster.

    Attributes
    ----------
    assignments
        Ids of those that are offered to the person they are of.
    until
        By when it is to be answered.
    """

    assignments: tuple[UUID, ...]
    tasks: tuple[FreeTask, ...]
    until: datetime


@dataclass(frozen=True)
class Against:
    """One reason why something is not offered: whom and what it concerns, and why, in a sentence."""

    whom: str
    task: str
    words: str


class NotOffered(Exception):
    """Work that cannot be offered so; `reasons` are all there are, of a problem's roster."""

    def __init__(self, problem: Problem, reasons: Sequence[Against]) -> None:
        super().__init__("This cannot be offered as it is.")
        self.problem = problem
        self.reasons = tuple(reasons)


def offer(
    database: Database, scope: Scope, version_id: UUID, wanted: Wanted, made: Made, *, actor: str
) -> list[OfferNow]:
    """Offer work of a roster, all of it or none; what is open for the same time already stays as it is.

    Raises
    ------
    NotThere
        If there is no such roster.
    NotOffered
        With every reason.
    """
    with database.writing(scope) as session:
        version = Rosters(session).version(version_id)
        HubFiles(session).take_turn(version.file_id)
        now = period(session, version.file_id, version.first_day, version.weeks)
        asked = _Asked(session, now, version, wanted, made)
        asked.refuse()
        made_now = [asked.make(work) for work in asked.works]
        new = [each.work for each in made_now if each.work in asked.works]
        for work in new:
            offered(session, work.file_id, work.person, work.starts, made.at)
        if new:
            record(
                session,
                actor,
                Did.OFFERED,
                made.at,
                file_id=version.file_id,
                subject=f"{roster_subject(version)}: {len(new)} offered",
                detail=Detail(people=tuple(sorted({work.person for work in new}))),
            )
        return made_now


class _Asked:
    """What a manager asks to be offered, held against the roster it is of."""

    def __init__(
        self, session: ScopedSession, now: Period, version: Version, wanted: Wanted, made: Made
    ) -> None:
        self._session, self._now, self._version = session, now, version
        self._wanted, self._made = wanted, made
        kept = Rosters(session).roster(version.id)
        self._lines = Lines(now.problem, with_states(now.rules, Lines(now.problem, kept)))
        weeks = (*version.mondays, version.mondays[-1] + WEEK)  # a long duty may reach into the last
        self._open = {
            (each.work.person, each.work.task): each
            for each in Offers(session).latest(version.file_id, weeks)
            if each.kept is OfferState.OFFERED
        }

    # What stands against it ------------------------------------------------------------------------

    def refuse(self) -> None:
        """Go on only if everything that is asked for can be offered."""
        reasons = [*self._of_roster(), *self._of_assignments(), *self._of_tasks()]
        reasons += self._of_times() if not reasons else ()
        if reasons:
            raise NotOffered(self._now.problem, reasons)

    def _of_roster(self) -> Iterator[Against]:
        if self._version.status is RosterStatus.WORKED:
            yield Against("", "", "This was worked already.")
        elif self._version.status is not RosterStatus.DRAFT:
            weeks = Rosters(self._session).weeks(
                self._version.file_id, self._version.first_day, self._version.mondays[-1]
            )
            if self._version.id not in {week.published for week in weeks}:
                yield Against("", "", "Another roster is in force by now: offer the work of that one.")

    def _of_assignments(self) -> Iterator[Against]:
        for assignment_id in self._wanted.assignments:
            found = self._assignment.get(assignment_id)
            if found is None:
                yield Against("", str(assignment_id), "This roster has no such assignment.")
            elif found.state in NOT_OFFERED:
                yield Against(found.person, found.task, NOT_OFFERED[found.state])

    def _of_tasks(self) -> Iterator[Against]:
        problem = self._now.problem
        for free in self._wanted.tasks:
            task = problem.task(free.task)
            if task is None:
                yield Against("", free.task, "There is no such task in these weeks.")
            elif self._places(task) < 1:
                yield Against("", free.task, "Has everybody it needs.")
            elif not _may_begin(task, free.start):
                yield Against("", free.task, "May not begin then.")
            else:
                for person in free.people:
                    yield from self._of_person(task, free, person)

    def _of_person(self, task: Task, free: FreeTask, person: str) -> Iterator[Against]:
        known = self._now.problem.person.get(person)
        if known is None:
            yield Against(person, free.task, "Nobody is called this in the hub's file.")
        elif known.unnamed:
            yield Against(person, free.task, NOT_OFFERED[AssignmentState.BOOKED])
        elif person in self._lines.on.get(task.id, ()):
            yield Against(person, free.task, "Is on it already: offer them their own assignment.")
        else:
            found = hindrances(self._now, self._lines.roster, self._assigned(task, free, person))
            for against in told(found):
                yield Against(person, free.task, against.message)

    def _of_times(self) -> Iterator[Against]:
        for work in self.works:
            if self._version.status is not RosterStatus.DRAFT and not self._version_knows(work):
                yield Against(work.person, work.task, LATER_FILE)
            if work.until <= self._made.at:
                yield Against(work.person, work.task, "The time to answer by is over already.")
            elif work.until > work.starts:
                yield Against(work.person, work.task, "Begins before the time to answer by.")
            standing = self._open.get((work.person, work.task))
            if standing is None or standing.state(self._made.at) is OfferState.LAPSED:
                continue
            if standing.work.until != work.until:
                yield Against(work.person, work.task, "Is offered already: withdraw that to offer it anew.")

    def _version_knows(self, work: WorkOffered) -> bool:
        return work.person in self._own.person and self._own.task(work.task) is not None

    @cached_property
    def _own(self) -> Problem:
        """The period by the version of the hub's file that the roster was made for."""
        version = self._version
        return period(
            self._session, version.file_id, version.first_day, version.weeks, number=version.file_number
        ).problem

    @cached_property
    def _assignment(self) -> dict[UUID, Assignment]:
        return {each.id: each for each in self._lines.known}

    # What is offered -------------------------------------------------------------------------------

    @cached_property
    def works(self) -> tuple[WorkOffered, ...]:
        """All that is offered, each person and task once."""
        listed = (*self._own_work(), *self._free_work())
        return tuple({(work.person, work.task): work for work in listed}.values())

    def _own_work(self) -> Iterator[WorkOffered]:
        for assignment_id in self._wanted.assignments:
            assignment = self._assignment[assignment_id]
            task = self._now.problem.task(assignment.task)
            if task is not None:
                yield self._work(task, assignment)

    def _free_work(self) -> Iterator[WorkOffered]:
        for free in self._wanted.tasks:
            task = self._now.problem.task(free.task)
            if task is not None:
                race = uuid4()
                for person in free.people:
                    assignment = self._assigned(task, free, person)
                    yield self._work(task, assignment, race, self._places(task))

    def _work(
        self, task: Task, assignment: Assignment, race: UUID | None = None, places: int = 1
    ) -> WorkOffered:
        start, end = assignment.span
        return WorkOffered(
            uuid4(),
            self._version.file_id,
            monday_of(day_of(start)),
            self._version.id,
            assignment.person,
            task.id,
            post(task, Privacy.POST_ONLY),
            task.home if isinstance(task, Shift) else None,
            utc(start),
            utc(end),
            self._wanted.until,
            race,
            places,
        )

    def _assigned(self, task: Task, free: FreeTask, person: str) -> Assignment:
        return assigned(self._now.problem, self._lines.roster, task, person, free.start)

    def _places(self, task: Task) -> int:
        return places(self._lines, task)

    def make(self, work: WorkOffered) -> OfferNow:
        """Offer one piece of work, unless it is offered already; one not answered in time is over."""
        offers = Offers(self._session)
        standing = self._open.get((work.person, work.task))
        if standing is not None and standing.state(self._made.at) is OfferState.OFFERED:
            return standing
        if standing is not None:
            offers.settle(standing.work.id, OfferState.LAPSED, Happened(OfferEventKind.LAPSED, self._made))
        return offers.add(work, self._made)


LATER_FILE = "The roster in force was made before the hub's file had this: publish an amendment of it first."


def _may_begin(task: Task, start: datetime | None) -> bool:
    if start is None or not isinstance(task, Appointment):
        return start is None
    begins, (first, last) = instant_of(start), task.window
    return first <= begins <= last and task.opening(day_of(begins), begins) is not None


def places(lines: Lines, task: Task) -> int:
    """Give how many people a task still needs."""
    needed = task.seats if isinstance(task, Shift) else task.adults if isinstance(task, Appointment) else 1
    return needed - len(lines.on.get(task.id, ()))


def assigned(
    problem: Problem, roster: Roster, task: Task, person: str, start: datetime | None = None
) -> Assignment:
    """Give somebody's assignment to a task they are not on: the first free seat, or the first start."""
    if isinstance(task, Shift):
        taken = {each.task for each in roster.assignments}
        seat = next(k for k in range(1, len(taken) + 2) if task.seat(k) not in taken)
        return assign(problem.id, person, task.seat(seat), task.start, task.end)
    if isinstance(task, Appointment):
        begins = task.window[0] if start is None else instant_of(start)
        return assign(problem.id, person, task.id, begins, begins + task.minutes)
    return assign(problem.id, person, task.id, *task.span)
