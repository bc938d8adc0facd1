"""Leave decided on by a manager; once approved it is a row of the hub's file, as any change of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from hub_roster.domain.people import Leave
from hub_roster.domain.problem import Problem
from hub_roster.service.access.caller import Caller
from hub_roster.service.audit import Detail, Did, file_subject, record
from hub_roster.service.feeds.building import build, showing_of
from hub_roster.service.leave.asking import NotDecided, leave_subject, newest_problem, today
from hub_roster.service.leave.duties import DutiesHeld, duties_held
from hub_roster.service.messages.outbox import leave_decided
from hub_roster.service.weeks import of_file
from hub_roster.store.hub_files import FileVersion, HubFiles, Made
from hub_roster.store.leave_requests import LeaveAsked, LeaveHappened, LeaveNow, LeaveRequests
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import LeaveEventKind, LeaveGround, LeaveState


class Decision(StrEnum):
    """What a manager decides.

    Attributes
    ----------
    CANCEL
        Approved leave does not hold any more.
    KEEP
        It does, though its person has asked to have it cancelled.
    """

    APPROVE = "approve"
    DECLINE = "decline"
    CANCEL = "cancel"
    KEEP = "keep"


HAPPENS: Mapping[Decision, LeaveEventKind] = {
    Decision.APPROVE: LeaveEventKind.APPROVED,
    Decision.DECLINE: LeaveEventKind.DECLINED,
    Decision.CANCEL: LeaveEventKind.CANCELLED,
    Decision.KEEP: LeaveEventKind.KEPT,
}

OF: Mapping[Decision, frozenset[LeaveState]] = {
    Decision.APPROVE: frozenset({LeaveState.ASKED}),
    Decision.DECLINE: frozenset({LeaveState.ASKED}),
    Decision.CANCEL: frozenset({LeaveState.APPROVED, LeaveState.CANCEL_ASKED}),
    Decision.KEEP: frozenset({LeaveState.CANCEL_ASKED}),
}
"""How a request stands on which that can be decided."""


@dataclass(frozen=True)
class Decided:
    """What a manager decides on a request.

    Attributes
    ----------
    ground
        Why it is declined.
    duties_seen
        The assignments, of rosters in force, that they know are to be given to others.
    """

    decision: Decision
    ground: LeaveGround | None = None
    duties_seen: frozenset[UUID] = field(default=frozenset())


class DutiesStand(Exception):
    """Whoever is to be away is down for other work than the manager has looked at; `held` is all of it."""

    def __init__(self, held: DutiesHeld) -> None:
        super().__init__(
            "There is work in these days by rosters in force. Look at it, and approve the leave with its "
            "assignments named as seen: it is then to be given to others."
        )
        self.held = held


def decide(session: ScopedSession, by: Caller, kept: LeaveNow, decided: Decided, made: Made) -> LeaveNow:
    """Decide on a request, in its file's turn: the file, calendars, its person and the log hear of it.

    Raises
    ------
    NotDecided
        If that cannot be decided of it as it stands, or it is the manager's own.
    DutiesStand
        If its person has duties that were not named.
    NotWhole
        If the hub's file would not hold together.
    """
    _refuse(by, kept, decided, made)
    if decided.decision is Decision.APPROVE:
        _look_at_duties(session, kept.leave, decided)
    version = _in_file(session, kept.leave, decided.decision, made)
    happened = LeaveHappened(HAPPENS[decided.decision], made, decided.ground)
    after = LeaveRequests(session).settle(kept.leave.id, happened)
    leave_decided(session, kept.leave.file_id, kept.leave.person, made.at)
    said = [leave_subject(kept), happened.kind.value]
    if version is not None:
        said.append(file_subject(version))
    record(
        session,
        by.actor,
        Did.DECIDED_LEAVE,
        made.at,
        file_id=kept.leave.file_id,
        subject=", ".join(said),
        detail=Detail(people=(kept.leave.person,)),
    )
    return after


def _refuse(by: Caller, kept: LeaveNow, decided: Decided, made: Made) -> None:
    if kept.leave.person in by.people(kept.leave.file_id):
        raise NotDecided("Nobody decides on their own leave: ask somebody else who may.")
    if kept.state not in OF[decided.decision]:
        raise NotDecided(f"This request is {kept.state} already: {decided.decision} is not for it.")
    if decided.decision is not Decision.DECLINE and decided.ground is not None:
        raise NotDecided("A ground is given where leave is declined, and nowhere else.")
    if decided.decision is Decision.DECLINE and decided.ground is None:
        raise NotDecided("Say on which ground it is declined: its person is told.")
    if kept.leave.last_day < today(made.at) and decided.decision is not Decision.DECLINE:
        raise NotDecided("These days are over.")


def _look_at_duties(session: ScopedSession, leave: LeaveAsked, decided: Decided) -> None:
    held = duties_held(session, leave)
    if held is not None and held.ids != decided.duties_seen:
        raise DutiesStand(held)


# In the hub's file --------------------------------------------------------------------------------


def _in_file(session: ScopedSession, leave: LeaveAsked, decision: Decision, made: Made) -> FileVersion | None:
    """Put leave into the hub's file, or take it out; None where that changes nothing of it."""
    problem = newest_problem(session, leave.file_id)
    if decision is Decision.APPROVE:
        rows, why = _with(problem, leave), "leave approved"
    elif decision is Decision.CANCEL:
        rows, why = _without(problem, leave, made), "leave cancelled"
    else:
        return None
    if rows == problem.leave:
        return None
    files = HubFiles(session)
    with of_file(problem):
        changed = problem.edited(leave=rows)
    number = files.newest(leave.file_id).number
    version = files.add(changed, Made(made.by, made.at, why), after=number)
    build(session, changed, made.at, showing_of(session, leave.file_id))
    return version


def _row(leave: LeaveAsked) -> Leave:
    return Leave(person=leave.person, first_day=leave.first_day, last_day=leave.last_day)


def _with(problem: Problem, leave: LeaveAsked) -> tuple[Leave, ...]:
    if leave.person not in problem.person:
        raise NotDecided("Nobody is called this in the hub's file any more: decline it.")
    return problem.leave if _row(leave) in problem.leave else (*problem.leave, _row(leave))


def _without(problem: Problem, leave: LeaveAsked, made: Made) -> tuple[Leave, ...]:
    """Give the rows without it; days of it that are over were taken, and stay."""
    others = tuple(row for row in problem.leave if row != _row(leave))
    away = {row for row in others if row.person == leave.person and is_in(leave, row)}
    if len(others) == len(problem.leave) and away:
        raise NotDecided("The hub's file has other days of this leave by now: put them right there first.")
    if len(others) == len(problem.leave) or leave.first_day >= today(made.at):
        return others
    taken = Leave(person=leave.person, first_day=leave.first_day, last_day=today(made.at) - timedelta(days=1))
    return (*others, taken)


def is_in(leave: LeaveAsked, row: Leave) -> bool:
    """Say whether a row of the hub's file has any day of it."""
    return row.first_day <= leave.last_day and leave.first_day <= row.last_day
