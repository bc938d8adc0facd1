"""What the routes work with, made once when the server starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, cast

from fastapi import Depends, Request

from hub_roster.api.too_often import Asked
from hub_roster.service.access.entrance import Entrance
from hub_roster.service.access.looks import LooksWritten
from hub_roster.service.access.openid.provider import Provider
from hub_roster.service.feeds.fetching import LastFetched
from hub_roster.service.messages.guard import Guard
from hub_roster.store.database import Database


@dataclass(frozen=True)
class Running:
    """A service that runs.

    Attributes
    ----------
    over_https
        Cookies are sent over HTTPS alone; only a demonstration on one's own machine goes without.
    looks
        Which looks at young people were written to the audit log lately.
    asked
        What was asked for lately, by whom, where that is limited.
    provider
        The council's own, by which people sign in; None where there is none.
    guard
        Says which addresses webhooks may have.
    origin
        Where people reach the service; empty where nobody said, and it goes by what is asked for.
    metrics_token
        What shows the figures to other machines; empty where they are shown to this one alone.
    """

    database: Database
    entrance: Entrance
    feed_secret: bytes
    last_fetched: LastFetched
    clock: Callable[[], datetime]
    over_https: bool = True
    looks: LooksWritten = field(default_factory=LooksWritten)
    asked: Asked = field(default_factory=Asked)
    provider: Provider | None = None
    guard: Guard = field(default_factory=Guard)
    origin: str = ""
    metrics_token: str = field(default="", repr=False)


def running(request: Request) -> Running:
    """Give what the application that was asked works with."""
    return cast(Running, request.app.state.running)


Here = Annotated[Running, Depends(running)]
