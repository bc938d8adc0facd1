"""A service to look at: an example hub with nobody real in it, and a manager's way in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from hub_roster.domain.clock import LONDON, monday_of
from hub_roster.domain.problem import Problem
from hub_roster.examples import FIXTURE_SEED, make_hub
from hub_roster.service.access.accounts import give_role, make_account
from hub_roster.service.access.caller import SERVICE, caller_of
from hub_roster.service.access.choosing_passwords import set_password
from hub_roster.service.access.entrance import Entrance
from hub_roster.service.access.system_keys import make_key
from hub_roster.service.importing import take_in
from hub_roster.store.accounts import Account, Accounts, Grant
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.scope import WHOLE, Scope
from hub_roster.store.tables import Role

MANAGER = "manager@example.org"

KEY_LASTS = timedelta(days=7)


@dataclass(frozen=True)
class ExampleHub:
    """What somebody needs to look around.

    Attributes
    ----------
    first_day
        The week the example hub's file is of.
    key
        For programs, such as curl: good for a week.
    """

    hub: UUID
    first_day: date
    home: str
    name: str
    password: str = field(repr=False)
    key: str = field(repr=False)


async def keep_example(entrance: Entrance, at: datetime) -> ExampleHub:
    """Keep an example hub, unless one is there, and give its manager a new password and key."""
    hub, problem = _hub(entrance, at)
    password = secrets.token_urlsafe(12)
    account = await _manager(entrance, hub, password, at)
    key = make_key(
        entrance,
        caller_of(account),
        hub,
        "to look around",
        Role.HUB_MANAGER,
        expires_at=at + KEY_LASTS,
        at=at,
    )
    return ExampleHub(hub, problem.first_day, problem.homes[0].code, MANAGER, password, key.token)


def _hub(entrance: Entrance, at: datetime) -> tuple[UUID, Problem]:
    with entrance.database.reading(WHOLE) as session:
        files = HubFiles(session)
        for kept in files.listed():
            return kept.file_id, files.problem(kept.file_id, kept.number)
    following = monday_of(at.astimezone(LONDON).date()) + timedelta(days=7)
    problem = make_hub(FIXTURE_SEED, first_day=following)
    made = Made("example", at, "an example")
    take_in(entrance.database, Scope.of(problem.id), problem, made, actor=SERVICE.actor, after=0)
    return problem.id, problem


async def _manager(entrance: Entrance, hub: UUID, password: str, at: datetime) -> Account:
    with entrance.database.reading(WHOLE) as session:
        known = Accounts(session).named(MANAGER)
    if known is None:
        known = await make_account(entrance, SERVICE, MANAGER, "Example manager", password, at=at)
        give_role(entrance, SERVICE, known.id, Grant(Role.HUB_MANAGER, hub), at=at)
    else:
        await set_password(entrance, SERVICE, known.id, password, at=at)
    with entrance.database.reading(WHOLE) as session:
        return Accounts(session).account(known.id)
