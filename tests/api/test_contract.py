"""The contract is kept: whatever is asked, as it allows or not, is answered as it says, by every role."""

from __future__ import annotations

import os
from uuid import UUID

import pytest

from hub_roster.service.messages.guard import Guard
from hub_roster.store.accounts import Grant, Post
from hub_roster.store.database import Database
from hub_roster.store.tables import Role
from tests import tiny
from tests.api.contract_asked import ask_everything
from tests.api.served import Served
from tests.service.kept import keep, keep_file

HUB = UUID(int=1)

EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "3"))
"""Of each operation at random, besides the edges: `./hub prove contract` tries many more."""


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", list(Role))
def test_everything_is_answered_as_the_contract_says(database: Database, role: Role) -> None:
    """Whatever a signed-in role asks: no failure of ours, no answer that the contract does not name."""
    # No name is looked up: there is no network.
    guard = Guard(look_up=lambda host, port: ["93.184.216.34"])
    served = Served(database, over_https=True, guard=guard)
    hub = tiny.hub(tiny.people("ann", contract_hours=40), tiny.shift("early", "Mon"), id=HUB)
    keep_file(database, hub)
    keep(database, tiny.roster(hub, ann="early Mon"))
    grant = Grant(role) if role is Role.ADMINISTRATOR else Grant(role, HUB)
    served.account("asks@example.org", grant, post=Post(HUB, "ann"))
    found = ask_everything(served, "asks@example.org", HUB, examples=EXAMPLES, seed=1)
    assert not found.broken, "\n\n".join(found.broken)
    done = {asked for asked, statuses in found.answered.items() if any(status < 300 for status in statuses)}
    theirs = [asked for asked, statuses in found.answered.items() if set(statuses) - {401, 403, 405}]
    # What takes a password, a provider or another's account nobody guesses.
    assert len(done) >= (len(theirs) * 3 // 5 if role is Role.HUB_MANAGER else 3)
