"""The database that commands about the service use: the one the settings name, or why it cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from hub_roster.cli.inputs import REFUSED
from hub_roster.cli.ports import UnusablePort
from hub_roster.cli.screen import tell
from hub_roster.service.access.keyed import UnusableSecret
from hub_roster.service.access.openid.settings import UnusableProvider
from hub_roster.service.drafts.dispatching import UnusableScheduler
from hub_roster.service.messages.settings import UnusableSetting
from hub_roster.service.settings import UnusableSettings
from hub_roster.store.database import Database, UnusableAddress, address
from hub_roster.store.migrating import NewerDatabase, upgrade
from hub_roster.store.outages import Outage
from hub_roster.store.reaching import NoDatabase, Unreachable, reach, require

UNUSABLE = (
    NewerDatabase,
    NoDatabase,
    Outage,
    Unreachable,
    UnusableAddress,
    UnusablePort,
    UnusableProvider,
    UnusableScheduler,
    UnusableSecret,
    UnusableSetting,
    UnusableSettings,
)
"""What somebody set up wrong, or a database that is away: said in words, and nothing is started."""


@contextmanager
def refusals() -> Iterator[None]:
    """End with a report on standard error and exit code 2 where the service is set up wrong."""
    try:
        yield
    except UNUSABLE as error:
        tell(str(error))
        raise typer.Exit(REFUSED) from None


def database_meant(*, may_make: bool = False) -> Database:
    """Give the database, with the tables of this release.

    Parameters
    ----------
    may_make
        Where there is none, make it; else that is refused.
    """
    database = Database(address())
    if may_make:
        reach(database)
    else:
        require(database)
    upgrade(database)
    return database
