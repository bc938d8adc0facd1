"""Holds placed on records, and lifted: by a manager in person, and written down."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from hub_roster.domain.problem import Problem
from hub_roster.service.audit import Detail, Did, record
from hub_roster.store.database import Database
from hub_roster.store.holds import Hold, Holds
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.scope import Scope

NAMES_SOMEBODY = (
    "A hold is called without anybody's name or code, as it stays on record for good: 'Inquiry 12', say."
)
UPSIDE_DOWN = "The last day is before the first."


class NotHeld(Exception):
    """A hold that cannot be placed as it was asked; the message says why."""


@dataclass(frozen=True)
class Span:
    """Days whose records are to be kept, both included; None for ever before, or for ever after."""

    first_day: date | None
    last_day: date | None

    def __str__(self) -> str:
        """Say it in words."""
        first = "the beginning" if self.first_day is None else _words(self.first_day)
        return f"from {first}" + ("" if self.last_day is None else f" to {_words(self.last_day)}")


def place_hold(
    database: Database, scope: Scope, file_id: UUID, span: Span, label: str, made: Made, *, actor: str
) -> Hold:
    """Keep the records of some days, whatever the policy says, until the hold is lifted.

    Raises
    ------
    NotHeld
        If the days are the wrong way round, or it is called by somebody's name or code.
    NotThere
        If there is no such file in scope.
    """
    if span.first_day is not None and span.last_day is not None and span.last_day < span.first_day:
        raise NotHeld(UPSIDE_DOWN)
    with database.writing(scope) as session:
        files = HubFiles(session)
        files.take_turn(file_id)  # or what it is to keep might go in this moment
        if _names_somebody(label, files.problem(file_id, files.newest(file_id).number)):
            raise NotHeld(NAMES_SOMEBODY)
        hold = Hold(uuid4(), file_id, span.first_day, span.last_day, label, made)
        Holds(session).place(hold)
        record(
            session,
            actor,
            Did.HELD,
            made.at,
            file_id=file_id,
            subject=f"records {span}, hold {hold.id}",
            detail=Detail(words=label),
        )
        return hold


def lift_hold(
    database: Database, scope: Scope, file_id: UUID, hold_id: UUID, made: Made, *, actor: str
) -> Hold:
    """Let the policy decide again about what a hold kept.

    Raises
    ------
    AlreadyLifted
        If somebody did before.
    NotThere
        If there is no such hold of that file.
    """
    with database.writing(scope) as session:
        HubFiles(session).take_turn(file_id)
        hold = Holds(session).lift(file_id, hold_id, made)
        span = Span(hold.first_day, hold.last_day)
        subject = f"records {span}, hold {hold.id}"
        record(session, actor, Did.LIFTED_HOLD, made.at, file_id=file_id, subject=subject)
        return hold


def _names_somebody(label: str, problem: Problem) -> bool:
    """Say whether a name or code of the hub's file stands in a label as words of its own."""
    names = {*problem.supported, *problem.person, *(person.name for person in problem.people)}
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", label, re.IGNORECASE) for name in names if name)


def _words(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
