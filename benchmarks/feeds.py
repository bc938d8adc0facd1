"""Calendars under load: beside Radicale serving the same one, and polled by a thousand people.

Client and server share a machine and its cores, so that rates say how the two servers compare and not what a
server of its own could do.
"""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from importlib.metadata import version
from pathlib import Path
from queue import SimpleQueue
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from hub_roster.domain.problem import Problem
from hub_roster.examples import make_hub
from hub_roster.exchange.calendars import Privacy
from hub_roster.service.access.entrance import Entrance
from hub_roster.service.feeds.building import Showing
from hub_roster.service.feeds.links import Wanted, make
from hub_roster.service.importing import take_in
from hub_roster.service.publishing.publishing import publish
from hub_roster.service.weeks import period
from hub_roster.solver.draft import draft
from hub_roster.solver.limits import Limits
from hub_roster.store.database import ADDRESS, Database
from hub_roster.store.hub_files import Made
from hub_roster.store.migrating import upgrade
from hub_roster.store.rosters import Rosters, SignOff
from hub_roster.store.scope import WHOLE, Scope
from hub_roster.store.tables import FeedKind

CASES = ("beside Radicale", "1,000 people at 20 times the rate")

SEED, WEEKS = 9001, 4
SUBSCRIBED = 1000
PEOPLE = 36
"""Links before the first second one to the same person."""

FIRST = 0
"""Work of the draft: the first legal roster, as what is in the calendars does not matter here."""

EVERY = 15 * 60 / 20
"""Seconds between two polls of one person: a twentieth of the quarter of an hour programs are to take."""

POLLED_SECONDS = 120
MOST_MS = 50.0

ROUNDS, ROUND_SECONDS = 5, 4.0
CONNECTIONS = 4

READY_SECONDS = 90

Figures = dict[str, Any]


def prove_feeds(case: str) -> Figures:
    """Measure one case."""
    with TemporaryDirectory() as folder:
        served = _subscribed(Path(folder))
        with our_web(served.address) as port:
            if case == CASES[0]:
                return _beside_radicale(Path(folder), served, port)
            return _polled(served, port)


# What is served -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Subscribed:
    """A hub's service with links to its people's calendars."""

    address: str
    tokens: tuple[str, ...]


def _subscribed(folder: Path) -> Subscribed:
    """Publish four weeks of an example hub, and let a thousand programs subscribe to its people."""
    address = f"sqlite:///{folder / 'hub-roster.db'}"
    database = Database(address)
    upgrade(database)
    now = datetime.now(UTC)
    entrance = Entrance.of(database, now)
    secret = entrance.hashes.hash("calendar links", "secret").encode()
    monday = (now + timedelta(days=7 - now.weekday())).date()
    problem = make_hub(SEED, first_day=monday)
    scope, made = Scope.of(problem.id), Made("benchmark", now, "an example")
    take_in(database, scope, problem, made, actor="service", after=0)
    _publish(database, problem, made)
    people = [person.key for person in problem.people]
    wanted = [
        Wanted(kind=FeedKind.PERSON, key=people[n % len(people)], level=Privacy.POST_ONLY, name="phone")
        for n in range(SUBSCRIBED)
    ]
    with database.writing(scope) as session:
        tokens = tuple(make(session, secret, problem.id, each, made, Showing()).token for each in wanted)
    database.close()
    return Subscribed(address, tokens)


def _publish(database: Database, problem: Problem, made: Made) -> None:
    scope = Scope.of(problem.id)
    with database.reading(scope) as session:
        asked = period(session, problem.id, problem.first_day, WEEKS).problem
    roster = draft(asked, limits=Limits(seconds=None, work=FIRST)).roster
    with database.writing(WHOLE) as session:
        version_made = Rosters(session).add(uuid4(), roster, 1, made, None, None)
    signed = SignOff("benchmark", "Nobody is looked after by this roster.")
    publish(database, scope, version_made.id, made, actor="service", instead_of=(), sign_off=signed)


@contextmanager
def our_web(address: str) -> Iterator[int]:
    """Serve what is in a database, and give the port."""
    port = _free_port()
    command = [sys.executable, "-m", "hub_roster.cli", "web", "--plain-http", "--port", str(port)]
    with _running(command, {**os.environ, ADDRESS: address}, port):
        yield port


@contextmanager
def _radicale(folder: Path) -> Iterator[int]:
    port = _free_port()
    options = {
        "server-hosts": f"127.0.0.1:{port}",
        "auth-type": "none",
        "rights-type": "authenticated",
        "storage-filesystem-folder": str(folder / "radicale"),
        "logging-level": "error",
    }
    words = [f"--{name}={value}" for name, value in options.items()]
    with _running([sys.executable, "-m", "radicale", *words], dict(os.environ), port):
        yield port


@contextmanager
def _running(command: Sequence[str], environment: dict[str, str], port: int) -> Iterator[None]:
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait(port)
            yield
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(READY_SECONDS * 5):
        try:
            Client(port).get("/", {})
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"nobody answers at port {port}")


class Client:
    """A calendar program: one connection, kept open as long as the server keeps it."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)

    def get(self, path: str, headers: dict[str, str]) -> tuple[int, str, int]:
        """Give status, tag and size of what is there, over a new connection where the server closed it."""
        try:
            return self._get(path, headers)
        except (HTTPException, ConnectionError):
            self._connection.close()
            return self._get(path, headers)

    def _get(self, path: str, headers: dict[str, str]) -> tuple[int, str, int]:
        self._connection.request("GET", path, headers=headers)
        answer = self._connection.getresponse()
        return answer.status, answer.headers.get("ETag", ""), len(answer.read())


# Beside Radicale ----------------------------------------------------------------------------------

RADICALE = "/bench/calendar/"


def _beside_radicale(folder: Path, served: Subscribed, port: int) -> Figures:
    """Read one calendar from both, whole and with the tag of a copy that still stands, in rounds by turns."""
    path, content = _largest(served, port)
    with _radicale(folder) as other:
        _put(other, content)
        tags = {port: Client(port).get(path, {})[1], other: Client(other).get(RADICALE, {})[1]}
        kinds = {
            "whole": ({}, {}),
            "unchanged": ({"If-None-Match": tags[port]}, {"If-None-Match": tags[other]}),
        }
        found: Figures = {"radicale": version("radicale"), "calendar_bytes": len(content)}
        for kind, (ours, theirs) in kinds.items():
            rates: dict[str, list[float]] = {"ours": [], "radicale": []}
            statuses: dict[str, set[int]] = {"ours": set(), "radicale": set()}
            for _ in range(ROUNDS):
                for name, at, where, headers in (
                    ("ours", port, path, ours),
                    ("radicale", other, RADICALE, theirs),
                ):
                    rate, seen = _rate(at, where, headers)
                    rates[name].append(rate)
                    statuses[name] |= seen
            found[kind] = {
                **{f"{name}_a_second": round(median(each)) for name, each in rates.items()},
                "ratio": round(median(rates["ours"]) / median(rates["radicale"]), 2),
                "answered": {name: sorted(seen) for name, seen in statuses.items()},
            }
    right = found["whole"]["answered"]["ours"] == [200] and found["unchanged"]["answered"]["ours"] == [304]
    return {"holds": right and min(found[kind]["ratio"] for kind in kinds) >= 1, **found}


def _largest(served: Subscribed, port: int) -> tuple[str, bytes]:
    """Give the address and content of the largest calendar there is: of somebody who works a lot."""
    paths = {path: _read(port, path) for path in (f"/feeds/{token}.ics" for token in served.tokens[:PEOPLE])}
    return max(paths.items(), key=lambda item: len(item[1]))


def _read(port: int, path: str) -> bytes:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    return connection.getresponse().read()


def _put(port: int, content: bytes) -> None:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("PUT", RADICALE, content, {"Content-Type": "text/calendar", "Authorization": LET_IN})
    answer = connection.getresponse()
    if answer.status != 201:
        raise RuntimeError(f"Radicale answered {answer.status}: {answer.read()!r}")


LET_IN = "Basic YmVuY2g6"
"""Somebody called bench without a password: Radicale is told to ask for none."""


def _rate(port: int, path: str, headers: dict[str, str]) -> tuple[float, set[int]]:
    """Give reads a second over some connections at once, and the statuses they were answered with."""
    ends, counts, seen = time.monotonic() + ROUND_SECONDS, [0] * CONNECTIONS, set[int]()

    def read(number: int) -> None:
        client = Client(port)
        while time.monotonic() < ends:
            status, _, _ = client.get(path, {"Authorization": LET_IN, **headers})
            counts[number] += 1
            seen.add(status)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / ROUND_SECONDS, seen


# Polled -------------------------------------------------------------------------------------------


def _polled(served: Subscribed, port: int) -> Figures:
    """Poll as people's programs do: each at its own time, the first read whole, then by its tag.

    A read's time counts from when it was due, so that none that waits for another is left out.
    """
    draw = random.Random(1)
    due = sorted(
        (draw.uniform(0, EVERY) + EVERY * turn, number)
        for number in range(len(served.tokens))
        for turn in range(round(POLLED_SECONDS / EVERY))
    )
    waiting: SimpleQueue[tuple[float, int] | None] = SimpleQueue()
    tags: dict[int, str] = {}
    took: list[float] = []
    statuses: dict[int, int] = {}
    begun = time.monotonic()

    def poll() -> None:
        client = Client(port)
        while (asked := waiting.get()) is not None:
            moment, number = asked
            headers = {"If-None-Match": tags[number]} if number in tags else {}
            status, tag, _ = client.get(f"/feeds/{served.tokens[number]}.ics", headers)
            took.append(time.monotonic() - begun - moment)
            tags[number] = tag
            statuses[status] = statuses.get(status, 0) + 1

    threads = [threading.Thread(target=poll) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for moment, number in due:
        time.sleep(max(0.0, moment - (time.monotonic() - begun)))
        waiting.put((moment, number))
    for _ in threads:
        waiting.put(None)
    for thread in threads:
        thread.join()
    cuts = [1000 * cut for cut in quantiles(took, n=1000)]
    return {
        "holds": cuts[989] < MOST_MS and statuses.keys() <= {200, 304},
        "people": len(served.tokens),
        "reads_a_second": round(len(due) / POLLED_SECONDS, 1),
        "answered": statuses,
        "p50_ms": round(cuts[499], 1),
        "p99_ms": round(cuts[989], 1),
        "most_ms": round(1000 * max(took), 1),
        "load": os.getloadavg()[0],
    }
