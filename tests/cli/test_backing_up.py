"""`hub-roster backup` and `restore` as whoever runs the service types them."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hub_roster.cli.app import app
from hub_roster.service.access.keyed import SECRET
from hub_roster.store.database import ADDRESS, Database
from hub_roster.store.migrating import upgrade
from tests.store.one_of_each import EVERYTHING, ROWS, fill, held

HUB = str(ROWS["hub_file"]["name"])


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Give the database that the commands use, with a row in every table."""
    url = f"sqlite:///{tmp_path / 'hub-roster.db'}"
    monkeypatch.setenv(ADDRESS, url)
    made = Database(url)
    upgrade(made)
    fill(made)
    return made


@pytest.fixture
def backup(database: Database, tmp_path: Path) -> Path:
    """Give a backup that the command made."""
    del database
    path = tmp_path / "backup.zip"
    assert run("backup", path).exit_code == 0
    return path


def run(*words: object) -> Result:
    """Run a command without a terminal."""
    return CliRunner(env={"COLUMNS": "200"}).invoke(app, [str(word) for word in words])


def said(result: Result) -> str:
    """Give what a command says, in one line."""
    return " ".join(result.output.split())


def test_a_backup_says_what_it_holds_and_what_it_does_not(database: Database, tmp_path: Path) -> None:
    """How much, and whether the secret of keys and links is in it."""
    path = tmp_path / "b.zip"
    ended = run("backup", path)
    assert ended.exit_code == 0
    assert "b.zip holds everything as of" in said(ended)
    assert f"{len(ROWS)} rows of {len(EVERYTHING)} tables" in said(ended)
    assert "The secret of keys and calendar links is in it." in said(ended)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with database.owning() as connection:
        connection.exec_driver_sql("delete from secret")
    ended = run("backup", path, "--replace")
    assert f"is not in it: it stands in {SECRET}" in said(ended)


def test_a_name_that_is_taken_is_not_written_over(backup: Path) -> None:
    """Unless that is asked for; nor is a name that says it is something else."""
    before = backup.read_bytes()
    ended = run("backup", backup)
    assert (ended.exit_code, "--replace" in said(ended)) == (2, True)
    assert backup.read_bytes() == before
    assert run("backup", backup, "--replace").exit_code == 0
    assert run("backup", backup.with_suffix(".db")).exit_code == 2
    assert run("backup", backup.parent / "nowhere" / "b.zip").exit_code == 2


def test_a_wrong_folder_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no database in it, and none is made."""
    monkeypatch.setenv(ADDRESS, f"sqlite:///{tmp_path / 'none.db'}")
    ended = run("backup", tmp_path / "b.zip")
    assert (ended.exit_code, "There is no database" in said(ended)) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_check_tells_everything_and_changes_nothing(
    backup: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no database, too."""
    before = held(database)
    monkeypatch.setenv(ADDRESS, "sqlite:////nowhere/at/all.db")
    ended = run("restore", backup, "--check")
    assert ended.exit_code == 0
    for words in ("backup.zip is sound", HUB, "1 account", "1 entry of the audit log", "kept_offer 1"):
        assert words in said(ended)
    assert held(database) == before


def test_a_restore_wants_to_be_asked_twice(backup: Path, database: Database) -> None:
    """It says what the database holds, and what is lost."""
    before = held(database)
    ended = run("restore", backup)
    assert ended.exit_code == 2
    assert f"The database holds 1 hub's file ({HUB})" in said(ended)
    assert "2 entries of the audit log, the last of" in said(ended)
    assert "add --replace" in said(ended)
    assert held(database) == before
    ended = run("restore", backup, "--replace")
    assert ended.exit_code == 0
    for words in (
        f"In the place of what is there now: 1 hub's file ({HUB})",
        "is restored: 1 hub's file",
        "sign in again",
        "1 draft under way",
        "is open again",
    ):
        assert words in said(ended)
    assert run("audit", "verify").exit_code == 0


def test_a_restore_into_nothing_makes_the_database(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On another machine, say; messages that waited are given up there, and that is told."""
    other = tmp_path / "other.db"
    monkeypatch.setenv(ADDRESS, f"sqlite:///{other}")
    monkeypatch.setenv(SECRET, "x" * 32)
    ended = run("restore", backup)
    assert ended.exit_code == 0
    assert "In the place of what is there now" not in said(ended)
    assert "1 message that waited then will not be sent" in said(ended)
    assert f"{SECRET} is set here, and counts in place of" in said(ended)
    assert held(Database(f"sqlite:///{other}"))["hub_file"] == [ROWS["hub_file"]]


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def _foreign(path: Path) -> None:
    path.write_bytes(b"not a backup")


def _gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [(_cut, "cut off"), (_foreign, "no backup of hub-roster"), (_gone, "no such file")],
)
def test_a_backup_that_is_not_sound_is_refused(
    backup: Path, database: Database, spoil: Callable[[Path], None], words: str
) -> None:
    """In a sentence; what the database holds is left alone."""
    before = held(database)
    spoil(backup)
    for asked in (("restore", backup, "--check"), ("restore", backup, "--replace")):
        ended = run(*asked)
        assert (ended.exit_code, words in said(ended)) == (2, True)
        assert "Traceback" not in ended.output
    assert held(database) == before
