"""Everything the contract allows asked of a service, and more, by somebody who is signed in."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import schemathesis
from schemathesis import engine
from schemathesis.auths import CachingAuthProvider
from schemathesis.config import (
    CacheConfig,
    GenerationConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.engine import events
from starlette.testclient import TestClient

from hub_roster.api.contract import ADDRESS
from tests.api.served import Served

AnyCase = schemathesis.Case[Any]

IMPOSSIBLE = ["2xx", "302", "304", "401", "403", "404", "409", "410", "412", "413", "422", "428", "429"]
"""What answers a request that is well-formed: it may ask for what is impossible, or not there."""

REFUSED = ["400", "401", "403", "404", "405", "409", "412", "413", "415", "422", "428", "429"]
"""What answers a request that is not: who may not ask is told so before what they sent is looked at."""

LOOK_EVERY = 0.2
"""Seconds between two looks for drafts to work on."""


@dataclass
class SignedIn:
    """Signs somebody in, and again whenever something that was asked has signed them out."""

    served: Served
    name: str

    def get(self, case: AnyCase, context: schemathesis.AuthContext) -> TestClient:
        """Sign in."""
        del case, context
        return self.served.sign_in(self.name)

    def set(self, case: AnyCase, data: TestClient, context: schemathesis.AuthContext) -> None:
        """Ask as whoever is signed in."""
        del context
        case.cookies.update(dict(data.cookies))
        case.headers["X-Form-Token"] = data.headers["X-Form-Token"]


@dataclass
class Found:
    """What came of asking.

    Attributes
    ----------
    broken
        What was not answered as the contract says, with a request that shows it.
    answered
        Operation by operation, with which status how often.
    """

    broken: list[str] = field(default_factory=list)
    answered: dict[str, Counter[int]] = field(default_factory=dict)


def ask_everything(served: Served, name: str, hub: UUID, *, examples: int, seed: int) -> Found:
    """Ask all of the contract as somebody who is signed in, about one hub.

    Parameters
    ----------
    examples
        Of each operation at random, besides the edges of each parameter.
    """
    config = SchemathesisConfig(
        seed=seed,
        cache=CacheConfig(enabled=False),
        projects=ProjectsConfig(default=_project(hub, examples)),
    )
    schema = schemathesis.openapi.from_asgi(ADDRESS, served.app, config=config)
    schema.auth.providers.append(CachingAuthProvider(SignedIn(served, name)))
    found = Found()
    with _worked_on(served):
        for event in engine.from_schema(schema).execute():
            _note(found, event)
    return found


def _project(hub: UUID, examples: int) -> ProjectConfig:
    project = ProjectConfig(
        parameters={"path.hub": str(hub), "path.home": "Oak", "path.monday": "2026-02-02"},
        continue_on_failure=True,
        max_stream_events=3,
        generation=GenerationConfig(max_examples=examples, no_shrink=True, database="none"),
    )
    project.checks.positive_data_acceptance.expected_statuses = IMPOSSIBLE
    project.checks.negative_data_rejection.expected_statuses = REFUSED
    return project


@contextmanager
def _worked_on(served: Served) -> Iterator[None]:
    """Work on drafts as they are asked for, so that whoever watches one sees its end."""
    ended = threading.Event()

    def work() -> None:
        while not ended.wait(LOOK_EVERY):
            served.work()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield
    finally:
        ended.set()
        worker.join()


def _note(found: Found, event: events.EngineEvent) -> None:
    if isinstance(event, events.NonFatalError):
        found.broken.append(f"{event.label}: {event.info.title}. {event.info.message}")
    if isinstance(event, events.FatalError):
        raise event.exception
    if not isinstance(event, events.ScenarioFinished):
        return
    for case_id, checks in event.recorder.checks.items():
        case = event.recorder.cases[case_id].value
        label = case.operation.label
        interaction = event.recorder.interactions.get(case_id)
        if interaction is not None and interaction.response is not None:
            found.answered.setdefault(label, Counter())[interaction.response.status_code] += 1
        for check in checks:
            if check.failure_info is not None:
                failure = check.failure_info.failure
                found.broken.append(f"{label}: {failure.title}. {failure.message}\n{case.as_curl_command()}")
