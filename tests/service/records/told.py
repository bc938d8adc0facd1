"""Rosters given out, and records of what was worked, put into the store as time would."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster, RosterStatus
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.rosters import Rosters, SignOff, Version
from hub_roster.store.scope import WHOLE


def at(day: int, hour: int = 12, month: int = 2) -> datetime:
    """Give an hour of a day of February 2026, or of another month."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


def file(database: Database, problem: Problem, when: datetime, after: int = 0) -> None:
    """Keep a version of a hub's file."""
    with database.writing(WHOLE) as session:
        HubFiles(session).add(problem, Made("Ada Reed", when), after=after)


def given_out(
    database: Database,
    roster: Roster,
    when: datetime,
    status: RosterStatus = RosterStatus.PUBLISHED,
    sign_off: SignOff | None = None,
) -> Version:
    """Put a version in force, or keep it as worked, whatever stands in its way."""
    with database.writing(WHOLE) as session:
        rosters = Rosters(session)
        number = HubFiles(session).as_of(roster.problem_id, when)
        made = Made("Joe Bell" if status is RosterStatus.WORKED else "Ada Reed", when)
        kept = roster.model_copy(update={"status": status})
        version = rosters.add(uuid4(), kept, number, made, None, sign_off)
        if status is RosterStatus.WORKED:
            rosters.put_as_worked(version)
        else:
            rosters.put_in_force(version)
        return version
