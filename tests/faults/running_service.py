"""The service as it is started, to be killed: its processes found by parentage, its databases real ones."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import httpx2
import psycopg
from sqlalchemy import make_url

from hub_roster.domain.problem import Problem
from hub_roster.service.access.accounts import give_role, make_account, tie_person
from hub_roster.service.access.caller import SERVICE
from hub_roster.service.access.entrance import Entrance
from hub_roster.service.importing import take_in
from hub_roster.store.accounts import Grant, Post
from hub_roster.store.database import ADDRESS, Database
from hub_roster.store.hub_files import Made
from hub_roster.store.migrating import upgrade
from hub_roster.store.scope import Scope
from hub_roster.store.tables import Role
from tests import postgres

NAME, PASSWORD = "manager@example.org", "correct horse battery"

RELIEF, RELIEF_NAME = "rita", "rita@example.org"
"""A relief worker of the hub, and how they sign in, by the same password."""

MOST_SECONDS = 90.0
"""Within which the service is to answer again, whatever happened: far more than an idle machine takes."""

SAFE_ENOUGH = ("fsync=off", "full_page_writes=off", "log_min_messages=panic")
"""Of a PostgreSQL that crashes on a machine that does not: what it promised to keep it has to keep."""


class Part(StrEnum):
    """A process of the service; the scheduler and the nanny of the workers live in the dispatcher."""

    WEB = "web"
    DISPATCHER = "dispatcher"
    WORKER = "worker"


class Kind(StrEnum):
    """A database to run on."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


class CannotFill(Exception):
    """There is no small disk to fill here; the message says why."""


# Where it is kept ---------------------------------------------------------------------------------


@dataclass
class Kept:
    """Where a service keeps its data.

    Attributes
    ----------
    disk
        The folder it lies in.
    server
        The PostgreSQL, where it is one.
    """

    url: str
    disk: Path
    server: postgres.Server | None = None


@contextmanager
def kept(kind: Kind, megabytes: int | None = None) -> Iterator[Kept]:
    """Give an empty database: of SQLite, or of a PostgreSQL of its own; on a small disk where one is wanted.

    Raises
    ------
    CannotFill
        Where no small disk can be had.
    """
    with ExitStack() as stack:
        # Not pytest's own folder: a server that is not root must be let in, and a socket's path be short.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hub-roster-")))
        folder.chmod(0o755)
        disk = folder / "disk"
        disk.mkdir()
        if megabytes is not None:
            stack.enter_context(_small(disk, megabytes))
        if kind is Kind.SQLITE:
            yield Kept(f"sqlite:///{disk / 'hub-roster.db'}", disk)
            return
        server = postgres.Server(postgres.binaries(folder), disk / "data", SAFE_ENOUGH)
        server.initialise()
        server.start()
        try:
            with psycopg.connect(server.address, autocommit=True) as connection:
                connection.execute("create database hub")
            url = make_url(server.address).set(database="hub").render_as_string(hide_password=False)
            yield Kept(url, disk, server)
        finally:
            server.end(signal.SIGINT)


@contextmanager
def _small(folder: Path, megabytes: int) -> Iterator[None]:
    mount, options = shutil.which("mount"), ["-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs"]
    if os.geteuid() or mount is None:
        raise CannotFill("a disk can be filled only where one may be mounted: as root")
    done = subprocess.run([mount, *options, str(folder)], check=False, capture_output=True)
    if done.returncode:
        raise CannotFill("this container may mount no disk that could be filled")
    try:
        yield
    finally:
        # What still holds it open ends by itself; a folder left behind is no fault of the service.
        subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


# The service --------------------------------------------------------------------------------------


def prepare(url: str, hub: Problem) -> None:
    """Keep a hub, and make its manager's account."""
    database, at = Database(url), datetime.now(UTC)
    try:
        upgrade(database)
        entrance = Entrance.of(database, at, environment={})
        made = Made("set-up", at, "the first")
        take_in(database, Scope.of(hub.id), hub, made, actor=SERVICE.actor, after=0)
        for name, role in ((NAME, Role.HUB_MANAGER), (RELIEF_NAME, Role.STAFF)):
            account = asyncio.run(make_account(entrance, SERVICE, name, name, PASSWORD, at=at))
            give_role(entrance, SERVICE, account.id, Grant(role, hub.id), at=at)
        tie_person(entrance, SERVICE, account.id, Post(hub.id, RELIEF), at=at)
    finally:
        database.close()


@dataclass
class RunningService:
    """`hub-roster serve`, started in a folder of its own.

    Attributes
    ----------
    said
        What it and its processes write.
    """

    url: str
    folder: Path
    port: int = field(init=False)
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        """Start it."""
        self.port = free_port()
        self.said = self.folder / "said"
        environment = {name: v for name, v in os.environ.items() if not name.startswith("HUB_ROSTER")}
        command = [sys.executable, "-m", "hub_roster.cli", "serve", "--plain-http", "--port", str(self.port)]
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdout=out, stderr=out, env={**environment, ADDRESS: self.url}
            )

    @property
    def origin(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def wait_until_ready(self) -> float:
        """Wait until it says that it can work, and give the seconds that took."""
        began = time.monotonic()
        while time.monotonic() - began < MOST_SECONDS:
            try:
                if httpx2.get(f"{self.origin}/readyz", timeout=20).status_code == 200:
                    return time.monotonic() - began
            except httpx2.TransportError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"the service was not ready within {MOST_SECONDS:g} s")

    def kill(self, part: Part) -> None:
        """Kill one of its processes, as soon as there is one; no other process is ever touched."""
        for _ in range(int(MOST_SECONDS * 20)):
            found = self._find(part)
            if found is not None:
                os.kill(found, signal.SIGKILL)
                return
            time.sleep(0.05)
        raise AssertionError(f"no {part} runs")

    def end(self) -> int:
        """End it as its owner would, and give its exit code."""
        self.process.terminate()
        return self.process.wait(MOST_SECONDS)

    def _find(self, part: Part) -> int | None:
        words = "dispatch" if part is not Part.WEB else "web"
        own = [child for child in _children(self.process.pid) if _words(child)[3:4] == [words]]
        if part is Part.WORKER:
            # Its nanny starts it, and at first it goes by the words it was started with; the other child of
            # the dispatcher keeps count of what they share.
            said = {child: " ".join(_words(child)) for each in own for child in _children(each)}
            own = [child for child, words in said.items() if "dask worker" in words or "spawn_main" in words]
        return own[0] if own else None


@contextmanager
def serving(url: str) -> Iterator[RunningService]:
    """Give a service that is ready."""
    with tempfile.TemporaryDirectory(prefix="hub-roster-") as folder:
        service = RunningService(url, Path(folder))
        try:
            service.wait_until_ready()
            yield service
        finally:
            if service.process.poll() is None:
                service.end()


def free_port() -> int:
    """Give a port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _children(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:  # it has just ended
        return []


def _words(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    except OSError:
        return []
