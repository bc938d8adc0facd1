"""The committed lock files: safe to publish, and in step with each other."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCK_NAMES = re.compile(r"(^|/)([^/]*\.lock|pylock[^/]*\.toml|package-lock\.json)$")
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>\S+)(?: ; (?P<marker>.*?))? \\$", re.MULTILINE)


def committed_locks() -> list[Path]:
    """List the lock files git has, or would take up with the next commit."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [ROOT / name for name in listed if LOCK_NAMES.search(name)]


def pins(name: str) -> dict[str, set[tuple[str, str | None]]]:
    """Read each package's versions, with the marker that says where each is meant."""
    found: dict[str, set[tuple[str, str | None]]] = {}
    for pin in PIN.finditer((ROOT / name).read_text()):
        found.setdefault(pin["name"], set()).add((pin["version"], pin["marker"]))
    return found


def test_no_lock_names_a_registry_or_a_machine() -> None:
    """No committed lock holds an address, or a path of the machine it was made on."""
    locks = committed_locks()
    assert {"requirements.lock", "requirements-dev.lock"} <= {lock.name for lock in locks}
    for lock in locks:
        text = lock.read_text()
        assert "://" not in text, lock.name
        assert not re.search(r"(^|[\s=\"'])/\w", text), lock.name
        assert "index" not in text.splitlines()[1], lock.name


def test_development_has_the_versions_users_have() -> None:
    """Every pin of the run-time lock stands in the development lock, unchanged."""
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert run
    assert run == {name: dev.get(name) for name in run}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_pin_has_a_hash(name: str) -> None:
    """Nothing is installed that could have been changed since the lock was made."""
    entries = re.split(r"^(?=[a-z])", (ROOT / name).read_text(), flags=re.MULTILINE)[1:]
    assert len(entries) == sum(len(versions) for versions in pins(name).values())
    assert all(" \\\n    --hash=sha256:" in entry for entry in entries)
    assert {"editables", "hatchling", "uv"} <= pins(name).keys()
