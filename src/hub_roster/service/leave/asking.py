"""Leave asked for by whom it is for, or written down by a manager; taken back while it is not decided on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from hub_roster.domain.clock import day_of, instant_of
from hub_roster.domain.people import Leave
from hub_roster.domain.problem import Problem
from hub_roster.service.audit import Detail, Did, record
from hub_roster.service.leave.closing import closed_to
from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.leave_closings import LeaveClosings
from hub_roster.store.leave_requests import LIVE, LeaveAsked, LeaveHappened, LeaveNow, LeaveRequests, Wanted
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import LeaveEventKind, LeaveState

MOST_DAYS = 92
"""Days of one request: a longer absence is written into the hub's file by a manager."""

AHEAD = timedelta(days=2 * 366)
"""How far ahead leave is asked for: a year written further off is a slip."""


@dataclass(frozen=True)
class Days:
    """Days that somebody wants to be away, both ends included."""

    person: str
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Against:
    """One reason why leave cannot be asked for so: which part of it, and why, in a sentence."""

    place: str
    words: str


class NotAsked(Exception):
    """Leave that cannot be asked for so; `reasons` are all there are."""

    def __init__(self, reasons: Sequence[Against]) -> None:
        super().__init__("This leave cannot be asked for as it is.")
        self.reasons = tuple(reasons)


class NotDecided(Exception):
    """Something that cannot be done with a request as it stands, and why, in a sentence."""


def today(at: datetime) -> date:
    """Give the local date of a moment."""
    return day_of(instant_of(at))


def newest_problem(session: ScopedSession, file_id: UUID) -> Problem:
    """Give what a hub's file holds now.

    Raises
    ------
    NotThere
        If there is no such file in scope.
    """
    files = HubFiles(session)
    return files.problem(file_id, files.newest(file_id).number)


def request_of(session: ScopedSession, file_id: UUID, request_id: UUID) -> LeaveNow:
    """Give a request of a hub's file.

    Raises
    ------
    NotThere
        If that file has none of that id.
    """
    kept = LeaveRequests(session).request(request_id)
    if kept.leave.file_id != file_id:
        raise NotThere
    return kept


def ask(session: ScopedSession, file_id: UUID, days: Days, made: Made, *, actor: str) -> LeaveNow:
    """Ask for leave. What is late, or more than there is left, is taken too: a manager decides.

    Raises
    ------
    NotThere
        If there is no such file in scope.
    NotAsked
        With every reason: nobody of that name, days that are over or far off, or asked for already.
    """
    HubFiles(session).take_turn(file_id)
    problem, requests = newest_problem(session, file_id), LeaveRequests(session)
    own = Wanted(LIVE, (days.person,), days.first_day, days.last_day)
    reasons = [*_unfit(problem, days, today(made.at))]
    if days.first_day <= days.last_day:
        reasons += _overlapping(problem, days, requests.listed(file_id, own))
    if reasons:
        raise NotAsked(reasons)
    closings = LeaveClosings(session).of(file_id).closings
    late = bool(closed_to(closings, days.first_day, days.last_day, today(made.at)))
    kept = requests.add(LeaveAsked(uuid4(), file_id, days.person, days.first_day, days.last_day, late), made)
    _write_down(session, kept, made, actor, "asked for")
    return kept


def _unfit(problem: Problem, days: Days, on: date) -> Iterator[Against]:
    known = problem.person.get(days.person)
    if known is None:
        yield Against("person", "Nobody is called this in the hub's file.")
    elif known.unnamed:
        yield Against("person", "An agency is to send somebody: nobody can be away yet.")
    if days.last_day < days.first_day:
        yield Against("last_day", "The last day is before the first.")
    elif (days.last_day - days.first_day).days >= MOST_DAYS:
        yield Against("last_day", f"Leave of more than {MOST_DAYS} days is put into the hub's file.")
    if days.first_day < on:
        yield Against(
            "first_day", "Days that are over are not asked for: they are recorded as worked or not."
        )
    if days.last_day > on + AHEAD:
        yield Against("last_day", "This is more than two years ahead.")


def _overlapping(problem: Problem, days: Days, asked: Sequence[LeaveNow]) -> Iterator[Against]:
    """Give one sentence for all leave there is in those days, and all that is asked for."""
    rows = [row for row in problem.leave if row.person == days.person and _share_a_day(row, days)]
    spans = {(row.first_day, row.last_day) for row in rows}
    spans |= {(each.leave.first_day, each.leave.last_day) for each in asked}
    if spans:
        listed = ", ".join(in_days(*span) for span in sorted(spans))
        yield Against("first_day", f"There is leave in these days, or it is asked for already: {listed}.")


def _share_a_day(row: Leave, days: Days) -> bool:
    return row.first_day <= days.last_day and days.first_day <= row.last_day


def in_days(first_day: date, last_day: date) -> str:
    """Say some days as people do: "2 Feb 2026 to 6 Feb 2026"."""
    first, last = (f"{day.day} {day:%b %Y}" for day in (first_day, last_day))
    return first if first == last else f"{first} to {last}"


TAKEN_BACK = {
    LeaveState.ASKED: LeaveEventKind.WITHDRAWN,
    LeaveState.APPROVED: LeaveEventKind.CANCEL_ASKED,
}
"""What it is when somebody does not want their leave any more: approved leave holds until it is cancelled."""

SETTLED = {
    LeaveState.WITHDRAWN: "This request was withdrawn already.",
    LeaveState.DECLINED: "This request was declined: there is nothing to take back.",
    LeaveState.CANCEL_ASKED: "It is asked for already that this leave be cancelled.",
    LeaveState.CANCELLED: "This leave was cancelled already.",
}
"""Why one that stands so cannot be taken back."""


def take_back(session: ScopedSession, kept: LeaveNow, made: Made, *, actor: str) -> LeaveNow:
    """Withdraw a request, or ask to have approved leave cancelled; in its file's turn.

    Raises
    ------
    NotDecided
        If it was declined, or is over or taken back already.
    """
    kind = TAKEN_BACK.get(kept.state)
    if kind is None:
        raise NotDecided(SETTLED[kept.state])
    if kept.state is LeaveState.APPROVED and kept.leave.last_day < today(made.at):
        raise NotDecided("This leave is over.")
    after = LeaveRequests(session).settle(kept.leave.id, LeaveHappened(kind, made))
    _write_down(session, after, made, actor, after.state.value)
    return after


def _write_down(session: ScopedSession, kept: LeaveNow, made: Made, actor: str, what: str) -> None:
    record(
        session,
        actor,
        Did.REQUESTED_LEAVE,
        made.at,
        file_id=kept.leave.file_id,
        subject=f"{leave_subject(kept)}, {what}",
        detail=Detail(people=(kept.leave.person,)),
    )


def leave_subject(kept: LeaveNow) -> str:
    """Call a request what the audit log calls it."""
    return f"leave {kept.leave.id}"
