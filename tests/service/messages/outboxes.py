"""A hub whose people have accounts, rosters published in it, and what waits to be sent of that."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from hub_roster.domain.problem import Problem
from hub_roster.service.publishing.publishing import publish
from hub_roster.store.accounts import Accounts, Post
from hub_roster.store.contacts import Contact, Contacts
from hub_roster.store.database import Database
from hub_roster.store.hub_files import Made
from hub_roster.store.messages import Messages, Queued
from hub_roster.store.rosters import Rosters, Version
from hub_roster.store.scope import WHOLE, Scope
from hub_roster.store.tables import Channel, MessageState
from tests import tiny
from tests.service.kept import NOON, SIGNED, keep, keep_file

HUB = tiny.hub(
    tiny.people("ann ben cat", contract_hours=40),
    tiny.young("Heron"),
    tiny.shift("early", "Mon Thu"),
    tiny.visit("to Heron", "Heron", "Thu", between="16:00 18:00"),
)
"""On Friday 30 January its Monday is further away than 48 hours."""

SUNDAY = NOON + timedelta(days=2)
"""From here its Monday is soon, and its Thursday is not."""


def account(database: Database, person: str, contact: Contact | None = None, hub: Problem = HUB) -> UUID:
    """Make the account of somebody who works in a hub."""
    with database.writing(WHOLE) as session:
        accounts = Accounts(session)
        made = accounts.add(uuid4(), f"{person}@example.org", person, None, NOON)
        accounts.stand_for(made.id, Post(hub.id, person))
        if contact is not None:
            Contacts(session).keep(made.id, contact)
    return made.id


def let_hold(database: Database, at: datetime = NOON, hub: Problem = HUB, **lines: str) -> Version:
    """Publish a roster of the hub, in the scope of a manager of that hub alone."""
    draft = keep(database, tiny.roster(hub, **lines))
    with database.reading(WHOLE) as session:
        held = {week.published for week in Rosters(session).weeks(hub.id, tiny.MONDAY, tiny.MONDAY)}
    instead_of = [each for each in held if each is not None]
    return publish(
        database,
        Scope.of(hub.id),
        draft.id,
        Made("manager", at),
        actor="service",
        instead_of=instead_of,
        sign_off=SIGNED,
    )


def queued(database: Database, hub: Problem = HUB) -> list[Queued]:
    """Give every message of the hub, in order of their people."""
    with database.reading(WHOLE) as session:
        found = Messages(session).listed(hub.id)
    return sorted(found, key=lambda each: (each.person or "", each.channel, each.news))


def told(database: Database) -> list[tuple[str | None, Channel, bool, MessageState]]:
    """Give who is told by what, whether of something soon, and how far it is."""
    return [(each.person, each.channel, each.soon, each.state) for each in queued(database)]


def kept_hub(database: Database) -> None:
    """Keep the hub's file."""
    keep_file(database, HUB)
