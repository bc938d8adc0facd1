"""Edits by hand over HTTP, each with all the rulebook says of it: a manager does not wait for the answer.

Client and server share a machine and its cores. The first edit of a week pays for working out its problem,
and is told apart from those that follow.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from secrets import token_urlsafe
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

from feeds import our_web

from hub_roster.domain.appointments import Appointment
from hub_roster.domain.clock import utc
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.domain.tasks import shift_of
from hub_roster.exchange.files import read_problem
from hub_roster.service.access.accounts import give_role, make_account
from hub_roster.service.access.caller import SERVICE, caller_of
from hub_roster.service.access.entrance import Entrance
from hub_roster.service.access.system_keys import make_key
from hub_roster.service.importing import take_in
from hub_roster.solver.draft import draft
from hub_roster.solver.limits import Limits
from hub_roster.store.accounts import Accounts, Grant
from hub_roster.store.database import Database
from hub_roster.store.hub_files import Made
from hub_roster.store.migrating import upgrade
from hub_roster.store.rosters import Rosters
from hub_roster.store.scope import WHOLE, Scope
from hub_roster.store.tables import Role

CASES = ("shropshire",)

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"

EDITS, SEED = 300, 1
MOST_MS = 100.0

FIRST = 0
"""Work of the draft: the first legal roster is one to edit."""

Figures = dict[str, Any]


@dataclass(frozen=True)
class Edited:
    """A service with a roster to edit.

    Attributes
    ----------
    key
        Of a system that may edit it.
    """

    address: str
    problem: Problem
    roster: Roster
    version: UUID
    key: str


def prove_edits(case: str) -> Figures:
    """Measure the edits of one example."""
    with TemporaryDirectory() as folder:
        edited = _kept(Path(folder), case)
        with our_web(edited.address) as port:
            return _measured(edited, port)


def _kept(folder: Path, case: str) -> Edited:
    """Keep an example hub, and a draft of its week."""
    address = f"sqlite:///{folder / 'hub-roster.db'}"
    database = Database(address)
    upgrade(database)
    now = datetime.now(UTC)
    entrance = Entrance.of(database, now)
    problem = read_problem(FIXTURES / f"{case}.xlsx")
    scope, made = Scope.of(problem.id), Made("benchmark", now, "an example")
    take_in(database, scope, problem, made, actor="service", after=0)
    roster = draft(problem, limits=Limits(seconds=None, work=FIRST)).roster
    with database.writing(scope) as session:
        version = Rosters(session).add(uuid4(), roster, 1, made, None)
    key = _key(entrance, problem.id, now)
    database.close()
    return Edited(address, problem, roster, version.id, key)


def _key(entrance: Entrance, hub: UUID, now: datetime) -> str:
    """Give a key of a manager of a hub."""
    name = "manager@example.org"
    account = asyncio.run(make_account(entrance, SERVICE, name, "Manager", token_urlsafe(12), at=now))
    give_role(entrance, SERVICE, account.id, Grant(Role.HUB_MANAGER, hub), at=now)
    with entrance.database.reading(WHOLE) as session:
        manager = caller_of(Accounts(session).account(account.id))
    expires = now + timedelta(days=1)
    key = make_key(entrance, manager, hub, "edits", Role.HUB_MANAGER, expires_at=expires, at=now)
    return key.token


class _Manager:
    """Edits the newest version of a roster, over one connection."""

    def __init__(self, edited: Edited, port: int) -> None:
        self._path = f"/api/v1/hubs/{edited.problem.id}/rosters"
        self._headers = {"Authorization": f"Bearer {edited.key}", "Content-Type": "application/json"}
        self._connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self._newest = str(edited.version)
        self._tag = self._ask("GET", f"{self._path}/{self._newest}", None)[2]

    def edit(self, change: Figures) -> tuple[int, float]:
        """Make one change; gives the status and the seconds it took."""
        begun = time.perf_counter()
        path = f"{self._path}/{self._newest}/edits"
        status, said, tag = self._ask("POST", path, {"changes": [change]})
        took = time.perf_counter() - begun
        if status == 201:
            self._newest, self._tag = said["roster"]["id"], tag
        return status, took

    def _ask(self, method: str, path: str, body: Figures | None) -> tuple[int, Figures, str]:
        headers = dict(self._headers) if body is None else {**self._headers, "If-Match": self._tag}
        self._connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self._connection.getresponse()
        return answer.status, json.loads(answer.read()), answer.headers.get("ETag", "")


def _changes(edited: Edited) -> list[Figures]:
    """Draw changes, each possible after those before."""
    draw = random.Random(SEED)
    people = sorted(person.key for person in edited.problem.people)
    held = {(each.person, each.task) for each in edited.roster.assignments}
    drawn: list[Figures] = []
    while len(drawn) < EDITS:
        person, task = draw.choice(sorted(held))
        change = _change(edited.problem, draw, people, person, task)
        if change["change"] == "put":
            other = (change["person"], task)
            if other[0] in {who for who, what in held if shift_of(what) == shift_of(task)}:
                continue
            held = held - {(person, task)} | {other}
        elif change["change"] == "take off":
            held = held - {(person, task)}
        drawn.append(change)
    return drawn


def _change(problem: Problem, draw: random.Random, people: list[str], person: str, task: str) -> Figures:
    """Draw a change of what somebody has: a visit is moved as often as not."""
    known = problem.task(task)
    if isinstance(known, Appointment) and draw.random() < 0.5:
        opening = draw.choice([each for listed in known.openings.values() for each in listed])
        start = draw.randrange(opening.first, opening.last + 1, 15)
        return {"change": "move", "task": task, "start": utc(start).isoformat()}
    if draw.random() < 0.2:
        return {"change": "take off", "person": person, "task": task}
    return {"change": "put", "person": draw.choice(people), "task": task, "instead_of": person}


def _measured(edited: Edited, port: int) -> Figures:
    manager = _Manager(edited, port)
    answers = [manager.edit(change) for change in _changes(edited)]
    statuses = Counter(status for status, _ in answers)
    (_, first), *rest = answers
    cuts = [1000 * cut for cut in quantiles([took for _, took in rest], n=100)]
    return {
        "holds": cuts[98] < MOST_MS and set(statuses) == {201},
        "people": len(edited.problem.people),
        "assignments": len(edited.roster.assignments),
        "answered": dict(statuses),
        "first_ms": round(1000 * first, 1),
        "p50_ms": round(cuts[49], 1),
        "p99_ms": round(cuts[98], 1),
        "most_ms": round(1000 * max(took for _, took in rest), 1),
        "load": os.getloadavg()[0],
    }
