"""What keeps the service from starting: said once and at once, by exit code 2, before anything is done."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hub_roster.cli.app import app
from hub_roster.store.database import ADDRESS


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with no settings."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(("HUB_ROSTER_", "DASK_")):
            monkeypatch.delenv(name)
    return tmp_path


def run(*words: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(app, words)


def test_settings_that_cannot_be_used_are_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them, also those only its processes would find, and no database is made."""
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", "tcp://10.0.0.5:8786")
    monkeypatch.setenv("HUB_ROSTER_ORIGIN", "rota.example")
    monkeypatch.setenv("HUB_ROSTER_LOGS", "json")
    ended = run("serve")
    assert ended.exit_code == 2
    for name in ("DASK_SCHEDULER_ADDRESS", "HUB_ROSTER_ORIGIN", "HUB_ROSTER_LOGS", "PostgreSQL"):
        assert name in ended.output
    assert "Listening" not in ended.output
    assert not list(folder.iterdir())


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_port_that_is_taken_is_said_to_be(folder: Path, host: str) -> None:
    """And nothing is started."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ended = run("serve", "--port", str(port), "--host", host)
    assert (ended.exit_code, ended.output) == (2, f"Port {port} is taken on {host}.\n")
    assert not list(folder.iterdir())


def test_an_address_of_another_machine_cannot_be_listened_at() -> None:
    """One kept for documentation, and a name that is none."""
    assert "has no address 192.0.2.1" in run("serve", "--host", "192.0.2.1").output
    unknown = run("serve", "--host", "no-such.invalid")
    assert "No address of this machine is known as no-such.invalid" in unknown.output


def test_settings_from_a_file_go_before_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command then uses the same database as the service whose file it is."""
    monkeypatch.setenv(ADDRESS, "sqlite:///of-the-environment.db")
    file = folder / "hub-roster.env"
    file.write_text(f"# the service's\n{ADDRESS}=sqlite:///{folder}/of-the-file.db\n")
    ended = run("--settings", str(file), "audit", "verify")
    assert ended.exit_code == 2
    assert f"There is no database of hub-roster at {folder}/of-the-file.db." in ended.output


def test_a_file_of_settings_with_faults_is_refused(folder: Path) -> None:
    """Whatever the command is, and before it."""
    file = folder / "hub-roster.env"
    file.write_text("HUB_ROSTER_DATABASE_ULR=sqlite:///hub.db\nnonsense\n")
    ended = run("--settings", str(file), "audit", "verify")
    assert ended.exit_code == 2
    assert (
        "line 1: HUB_ROSTER_DATABASE_ULR is no setting of hub-roster: HUB_ROSTER_DATABASE_URL is."
        in ended.output
    )
    assert "line 2: it is not of the form NAME=VALUE." in ended.output
    assert "There is no database" not in ended.output
