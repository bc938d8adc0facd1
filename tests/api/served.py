"""A service that answers, with people who may and may not ask: what tests of the routes begin with."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from hub_roster.api.app import create_app
from hub_roster.api.running import Running
from hub_roster.domain.problem import Problem
from hub_roster.service.access.accounts import give_role, make_account, tie_person
from hub_roster.service.access.caller import SERVICE
from hub_roster.service.access.entrance import Entrance
from hub_roster.service.access.openid.provider import Provider
from hub_roster.service.access.passwords import Passwords
from hub_roster.service.drafts.solving import solve
from hub_roster.service.feeds.fetching import LastFetched
from hub_roster.service.messages.guard import Guard
from hub_roster.store.accounts import Grant, Post
from hub_roster.store.database import Database
from hub_roster.store.jobs import Jobs
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import Role

PASSWORD = "correct horse battery"
FRIDAY = datetime(2026, 1, 30, 12, tzinfo=UTC)
"""Before the week of tiny hubs, which begins on Monday 2 February 2026."""


@cache
def passwords() -> Passwords:
    """Give one for all that is served, quick to hash by: its threads live as long as the tests."""
    return Passwords(PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),)))


@dataclass
class Served:
    """A service over a database, at a time that tests move on."""

    database: Database
    at: datetime = FRIDAY
    over_https: bool = False
    provider: Provider | None = None
    by_password: bool = True
    guard: Guard = field(default_factory=Guard)
    metrics_token: str = ""
    origin: str = ""
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        """Start it."""
        self.entrance = Entrance.of(
            self.database, self.at, passwords(), environment={}, by_password=self.by_password
        )
        self.last_fetched = LastFetched(self.database, self.at)
        running = Running(
            self.database,
            self.entrance,
            b"a secret for calendar links, long enough",
            self.last_fetched,
            self.clock,
            over_https=self.over_https,
            provider=self.provider,
            guard=self.guard,
            metrics_token=self.metrics_token,
            origin=self.origin,
        )
        self.app = create_app(running)

    def clock(self) -> datetime:
        """Give the time."""
        return self.at

    def later(self, minutes: int) -> None:
        """Let time pass."""
        self.at += timedelta(minutes=minutes)

    def client(self) -> TestClient:
        """Give a browser that nobody is signed in with."""
        return TestClient(self.app, raise_server_exceptions=False)

    def account(self, name: str, *grants: Grant, post: Post | None = None) -> UUID:
        """Make an account that may do something."""
        made = asyncio.run(
            make_account(self.entrance, SERVICE, name, name.split("@")[0], PASSWORD, at=self.at)
        )
        for grant in grants:
            give_role(self.entrance, SERVICE, made.id, grant, at=self.at)
        if post is not None:
            tie_person(self.entrance, SERVICE, made.id, post, at=self.at)
        return made.id

    def signed_in(self, name: str, *grants: Grant, post: Post | None = None) -> TestClient:
        """Make an account, and give a browser it is signed in with."""
        self.account(name, *grants, post=post)
        return self.sign_in(name)

    def sign_in(self, name: str) -> TestClient:
        """Give a browser somebody is signed in with, whose pages carry the form's token."""
        client = self.client()
        answer = client.post("/api/v1/sign-in", json={"name": name, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers["X-Form-Token"] = answer.json()["form_token"]
        return client

    def manager(self, hub: Problem) -> TestClient:
        """Give the browser of a hub's manager."""
        return self.signed_in(f"manager-{hub.id.int}@example.org", Grant(Role.HUB_MANAGER, hub.id))

    def work(self) -> None:
        """Work on every draft that waits, to its end."""
        while True:
            with self.database.writing(WHOLE) as session:
                job = Jobs(session).take(self.at)
            if job is None:
                return
            solve(self.database, job.asked.file_id, job.id, job.attempt, self.clock)
