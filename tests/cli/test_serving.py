"""The service as it is started: healthy by itself, and again after whatever dies."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

pytestmark = pytest.mark.slow

MOST_SECONDS = 90
"""Far more than it takes: whether it starts at all is shown here, not how fast."""


def free_port() -> int:
    """Give a port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children(pid: int) -> dict[str, int]:
    """Give the two processes a parent keeps running, by the command each runs.

    One that is just being started still goes by its parent's words, and the list itself may miss one.
    """
    named: dict[str, int] = {}
    for _ in range(MOST_SECONDS * 5):
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        words = {child: Path(f"/proc/{child}/cmdline").read_bytes().decode().split("\0") for child in listed}
        named = {said[3]: int(child) for child, said in words.items() if len(said) > 3}
        if named.keys() == {"web", "dispatch"}:
            return named
        time.sleep(0.2)
    raise AssertionError(f"only {sorted(named)} run")


def wait_until_ready(port: int) -> None:
    """Wait until the service says that it can work."""
    for _ in range(MOST_SECONDS * 5):
        try:
            if httpx2.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError("the service did not become ready")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, Path]]:
    """Give a service with an example hub, its port, and the file it writes to."""
    port, said = free_port(), tmp_path / "said"
    environment = {name: v for name, v in os.environ.items() if not name.startswith("HUB_ROSTER")}
    command = [sys.executable, "-m", "hub_roster.cli", "serve", "--demo", "--port", str(port)]
    with said.open("wb") as out:
        process = subprocess.Popen(command, cwd=tmp_path, stdout=out, stderr=out, env=environment)
    try:
        wait_until_ready(port)
        yield process, port, said
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(MOST_SECONDS) == 0


def test_the_service_is_there_again_after_a_kill(
    served: tuple[subprocess.Popen[bytes], int, Path], tmp_path: Path
) -> None:
    """Its key opens the example hub, before the web process is killed and after; no secret is logged."""
    process, port, said = served
    key = re.search(r"^KEY=(\S+)$", said.read_text(), re.MULTILINE)
    assert key is not None
    headers = {"Authorization": f"Bearer {key[1]}"}
    hubs = f"http://127.0.0.1:{port}/api/v1/hubs"
    before = httpx2.get(hubs, headers=headers).json()
    assert len(before["items"]) == 1
    first = children(process.pid)
    os.kill(first["web"], signal.SIGKILL)
    time.sleep(1)
    wait_until_ready(port)
    assert httpx2.get(hubs, headers=headers).json() == before
    now = children(process.pid)
    assert now["dispatch"] == first["dispatch"]
    assert now["web"] != first["web"]
    assert said.read_text().count(key[1]) == 1
    logged = [json.loads(line) for line in said.read_text().splitlines() if line.startswith("{")]
    told = [line["message"] for line in logged if line["logger"].startswith("hub_roster.cli")]
    assert told[0].startswith("Starting")
    assert told[1].startswith(f"It will listen at http://127.0.0.1:{port} ")
    assert told[2:] == ["web ended (-9); it is started again in 1 s"]
    # For people, and so as they are: what the example hub is called, and where it lies.
    assert f"its data is in {tmp_path}/demo/hub-roster.db" in " ".join(said.read_text().split())
