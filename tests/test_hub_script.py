"""`./hub`, run as a person runs it, in a small project of its own and without a network."""

import fcntl
import getpass
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = ("hub", "pyproject.toml", "requirements.lock", "requirements-dev.lock")
SECONDS = 20


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Load the script as a module, for its own account of what "ready" means."""
    loader = SourceFileLoader("hub_script", str(ROOT / "hub"))
    spec = importlib.util.spec_from_loader("hub_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a fresh checkout, as far as `./hub` is concerned."""
    for name in FILES:
        shutil.copy2(ROOT / name, tmp_path / name)
    return tmp_path


def install_program(script: ModuleType, project: Path, shell: str) -> None:
    """Leave what a finished set-up leaves, with a shell script in hub-roster's place."""
    programs = project / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").symlink_to(sys.executable)
    (programs / "hub-roster").write_text(f"#!/bin/sh\n{shell}\n")
    (programs / "hub-roster").chmod(0o755)
    finished = script.Project(project).expected_marker("run")
    (project / ".venv" / "hub-ready.json").write_text(json.dumps(finished._asdict()))


def start(project: Path, arguments: Sequence[str], **runs_as: Any) -> subprocess.Popen[str]:
    """Start `./hub` from another folder, with a package index that holds nothing."""
    return subprocess.Popen(
        [project / "hub", *arguments],
        cwd="/",
        env={
            **os.environ,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": "",
            "PIP_CONFIG_FILE": os.devnull,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **runs_as,
    )


def run(project: Path, *arguments: str) -> tuple[int, str, str]:
    """Run `./hub` to its end: exit code, standard output, standard error."""
    with start(project, arguments) as hub:
        out, err = hub.communicate(timeout=SECONDS)
    return hub.returncode, out, err


def interrupt_at(hub: subprocess.Popen[str], words: str) -> str:
    """Press Ctrl-C once some words have appeared; give all of standard error."""
    assert hub.stderr is not None
    seen = ""
    while words not in seen:
        letter = hub.stderr.read(1)
        assert letter, seen
        seen += letter
    hub.send_signal(signal.SIGINT)
    return seen + hub.communicate(timeout=SECONDS)[1]


def test_without_arguments_it_says_how_to_use_it(project: Path) -> None:
    """Usage is shown at once, and nothing is installed for it."""
    code, out, err = run(project)
    assert (code, err) == (0, "")
    assert "./hub demo" in out
    assert "./hub test" in out
    assert not (project / ".venv").exists()


def test_a_python_that_is_too_old_is_named_as_the_reason(project: Path, tmp_path: Path) -> None:
    """Where no Python is new enough, it says which it needs."""
    shell = shutil.which("sh")
    assert shell is not None
    empty = tmp_path / "programs"
    empty.mkdir()
    ended = subprocess.run(
        [shell, project / "hub", "demo"], env={"PATH": str(empty)}, capture_output=True, text=True
    )
    assert ended.returncode == 1
    assert "Python 3.11 or newer is needed" in ended.stderr


def test_hub_roster_hears_how_it_was_called(script: ModuleType, project: Path) -> None:
    """Commands it prints to be copied are then those of this script."""
    install_program(script, project, 'echo "called $HUB_ROSTER_CALLED"')
    assert run(project, "check") == (0, f"called {project / 'hub'}\n", "")


def test_arguments_output_and_exit_code_pass_untouched(script: ModuleType, project: Path) -> None:
    """A ready project adds nothing of its own to what hub-roster says."""
    install_program(script, project, 'printf "%s|" "$@"; echo told >&2; exit 7')
    assert run(project, "demo", "two words", "--fast") == (7, "demo|two words|--fast|", "told\n")


def test_ctrl_c_is_for_the_command(script: ModuleType, project: Path) -> None:
    """The running command meets Ctrl-C itself and ends in its own way."""
    install_program(script, project, 'trap "exit 42" INT; echo up >&2; while :; do sleep 0.05; done')
    with start(project, ["demo"]) as hub:
        interrupt_at(hub, "up\n")
    assert hub.returncode == 42


def test_an_interrupted_set_up_begins_afresh(project: Path) -> None:
    """After Ctrl-C half an environment is never taken for a whole one."""
    with start(project, ["demo"]) as hub:
        err = interrupt_at(hub, "making .venv")
    assert hub.returncode == 130
    assert "the next ./hub takes it up again" in err
    (project / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
    with start(project, ["demo"]) as hub:
        err = interrupt_at(hub, "making .venv")
    assert "unfinished" in err
    assert not (project / ".venv" / "hub-ready.json").exists()


@pytest.mark.slow
def test_a_set_up_that_fails_says_where(project: Path) -> None:
    """Without a package index the failing step and its reason are shown, on standard error only."""
    code, out, err = run(project, "demo")
    assert (code, out) == (1, "")
    assert "installing uv failed" in err
    assert "No matching distribution found for uv==" in err
    assert not (project / ".venv" / "hub-ready.json").exists()


def test_a_second_one_waits_for_the_first(script: ModuleType, project: Path) -> None:
    """Of two at once one sets up; the other waits and finds the work done."""
    with (project / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with start(project, ["demo"]) as hub:
            assert hub.stderr is not None
            assert "waiting for another ./hub" in hub.stderr.readline()
            install_program(script, project, "echo done")
            fcntl.flock(lock, fcntl.LOCK_UN)
            out, err = hub.communicate(timeout=SECONDS)
    assert (hub.returncode, out, err) == (0, "done\n", "")


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_changed_file_asks_for_a_new_set_up(script: ModuleType, project: Path, changed: str) -> None:
    """The environment counts as ready only for the files it was made from."""
    install_program(script, project, "")
    assert script.Project(project).is_ready("run")
    assert not script.Project(project).is_ready("dev")
    with (project / changed).open("a") as file:
        file.write("# one line more\n")
    assert not script.Project(project).is_ready("run")


@pytest.mark.parametrize(
    ("ready", "said"), [(True, "has changed since it was set up"), (False, "is not set up yet")]
)
def test_who_may_not_set_up_is_told_who_may(script: ModuleType, ready: bool, said: str) -> None:
    """As the service's own user after an upgrade: exit code 1, in words."""
    with tempfile.TemporaryDirectory(prefix="hub-roster-") as folder:
        project = Path(folder)
        for name in FILES:
            shutil.copy2(ROOT / name, project / name)
        if ready:
            install_program(script, project, "")
            # One that everybody may look at: ours may lie in a folder of root's.
            (project / ".venv" / "bin" / "python").unlink()
            (project / ".venv" / "bin" / "python").symlink_to("/bin/sh")
            with (project / "requirements.lock").open("a") as file:
                file.write("# one line more\n")
        project.chmod(0o555)
        nobody = {} if os.geteuid() else {"user": "nobody", "group": "nogroup", "extra_groups": []}
        with start(project, ["check"], **nobody) as hub:
            _, err = hub.communicate(timeout=SECONDS)
        project.chmod(0o755)
    assert hub.returncode == 1
    user = "nobody" if nobody else getpass.getuser()
    assert f"This copy of hub-roster {said}, and {user} may not write in {folder}: run `./hub --help`" in err
    assert "Traceback" not in err


def test_a_moved_project_is_not_ready(script: ModuleType, project: Path) -> None:
    """The programs in `.venv` name their folder, so a copy elsewhere needs its own."""
    install_program(script, project, "")
    moved = project.rename(project.with_name("moved"))
    assert not script.Project(moved).is_ready("run")


def test_tests_packages_stay_installed(script: ModuleType, project: Path) -> None:
    """An ordinary command keeps the larger set that `./hub test` installed."""
    install_program(script, project, "")
    subject = script.Project(project)
    finished = subject.expected_marker("dev")
    subject.marker_file.write_text(json.dumps(finished._asdict()))
    assert subject.is_ready("run")
    assert subject.to_install("run") == "dev"


def test_prove_says_that_there_is_nothing_to_prove(project: Path) -> None:
    """Without benchmarks there is a plain word and exit code 2, and no set-up."""
    code, out, err = run(project, "prove", "speed")
    assert (code, out) == (2, "")
    assert "benchmarks/prove.py is missing" in err
    assert not (project / ".venv").exists()
