"""A hub whose people ask for leave, and what is done with that, as tests of leave need it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hub_roster.domain.people import LeaveYear
from hub_roster.service.access.caller import Caller
from hub_roster.service.leave.asking import Days, ask, newest_problem, request_of, today
from hub_roster.service.leave.deciding import Decided, Decision, decide
from hub_roster.service.leave.weighing import Weighing, weighing
from hub_roster.store.accounts import Grant, Post
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.leave_requests import LeaveNow, LeaveRequests, Wanted
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import LeaveState, Role
from tests import tiny
from tests.service.kept import MADE, later

YEAR = LeaveYear(person="ann", first_day=date(2025, 4, 1), last_day=date(2026, 3, 31), hours=40)

HUB = tiny.hub(
    tiny.people("ann ben cat", contract_hours=40),
    tiny.shift("early"),
    tiny.young("Heron", key_worker="ann", deputy="ben", core_team=("cat",)),
    YEAR,
)

MANAGER = Caller(UUID(int=7), "Mia", (Grant(Role.HUB_MANAGER, HUB.id),), (Post(HUB.id, "ben"),))


def asked(database: Database, first: str, last: str = "", person: str = "ann", made: Made = MADE) -> LeaveNow:
    """Ask for leave from one day of the week to another."""
    days = Days(person, tiny.on(first), tiny.on(last or first))
    with database.writing(WHOLE) as session:
        return ask(session, HUB.id, days, made, actor="account 1")


def decided(
    database: Database,
    kept: LeaveNow,
    decision: Decision | Decided = Decision.APPROVE,
    made: Made | None = None,
    by: Caller = MANAGER,
) -> LeaveNow:
    """Decide on a request as it stands."""
    given = decision if isinstance(decision, Decided) else Decided(decision)
    with database.writing(WHOLE) as session:
        HubFiles(session).take_turn(HUB.id)
        now = request_of(session, HUB.id, kept.leave.id)
        return decide(session, by, now, given, made or later(10))


def away(database: Database, person: str = "ann") -> list[date]:
    """Give the days somebody is on leave by the newest version of the hub's file."""
    with database.reading(WHOLE) as session:
        return sorted(newest_problem(session, HUB.id).leave_days.get(person, ()))


def number(database: Database) -> int:
    """Give the number of the newest version of the hub's file."""
    with database.reading(WHOLE) as session:
        return HubFiles(session).newest(HUB.id).number


def states(database: Database) -> list[LeaveState]:
    """Give how every request stands, in order of their days."""
    with database.reading(WHOLE) as session:
        return [each.state for each in LeaveRequests(session).listed(HUB.id, Wanted())]


def held_against(database: Database, kept: LeaveNow, made: Made = MADE) -> Weighing:
    """Weigh a request whole, as it stands."""
    with database.reading(WHOLE) as session:
        now = request_of(session, HUB.id, kept.leave.id)
        found = weighing(session, newest_problem(session, HUB.id), now, today(made.at))
        assert found is not None
        for part in ("years", "closed", "duties", "away", "asked", "cover", "without"):
            getattr(found, part)
        return found
