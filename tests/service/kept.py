"""Tiny hubs and rosters kept in a database, as tests of the service need them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.service.publishing.publishing import publish
from hub_roster.store.database import Database
from hub_roster.store.hub_files import FileVersion, HubFiles, Made
from hub_roster.store.rosters import Rosters, SignOff, Version
from hub_roster.store.scope import WHOLE

NOON = datetime(2026, 1, 30, 12, tzinfo=UTC)
MADE = Made("manager", NOON)
SIGNED = SignOff("registered manager", "On-call comes in; the council's duty team knows.")


def later(minutes: int) -> Made:
    """Give the same manager some minutes after noon."""
    return Made("manager", NOON + timedelta(minutes=minutes))


def keep_file(database: Database, problem: Problem, after: int = 0) -> FileVersion:
    """Keep a hub's file as the version after another."""
    with database.writing(WHOLE) as session:
        return HubFiles(session).add(problem, MADE, after=after)


def keep(database: Database, roster: Roster) -> Version:
    """Keep a roster as a draft."""
    with database.writing(WHOLE) as session:
        number = HubFiles(session).newest(roster.problem_id).number
        return Rosters(session).add(uuid4(), roster, number, MADE, None)


def let_hold(
    database: Database, roster: Roster, instead_of: Collection[UUID] = (), sign_off: SignOff | None = SIGNED
) -> Version:
    """Keep a roster and publish it, with a signature unless told."""
    version = keep(database, roster)
    return publish(
        database, WHOLE, version.id, MADE, actor="service", instead_of=instead_of, sign_off=sign_off
    )
