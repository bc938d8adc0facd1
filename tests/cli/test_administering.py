"""What whoever has the service's machine sees to: the first account, and whether the audit log is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from hub_roster.cli.app import app
from hub_roster.store.database import ADDRESS, Database


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the address of a database that is not there yet, which commands use."""
    url = f"sqlite:///{tmp_path / 'hub-roster.db'}"
    monkeypatch.setenv(ADDRESS, url)
    return url


def run(*words: str, said: str | None = None) -> Result:
    """Run a command."""
    return CliRunner().invoke(app, words, input=said)


def add_account(folder: Path, password: str = "correct horse battery", *more: str) -> Result:
    """Make an administrator's account, with a password from a file."""
    file = folder / "password"
    file.write_text(password + "\n")
    told = ("--shown-as", "IT", "--role", "administrator", "--password-file", str(file), *more)
    return run("add-account", "it@example.org", *told)


def test_the_first_account_is_an_administrator_s(address: str, tmp_path: Path) -> None:
    """It is written down, and the log is as it was written."""
    del address
    made = add_account(tmp_path)
    assert (made.exit_code, "can sign in as administrator" in made.output) == (0, True)
    assert f"The database is {tmp_path / 'hub-roster.db'}." in made.output
    verified = run("audit", "verify")
    assert verified.exit_code == 0
    assert f"The database is {tmp_path / 'hub-roster.db'}." in verified.output
    assert "2 entries, all as written." in " ".join(verified.output.split())


@pytest.mark.parametrize("words", ["audit verify", "retention", "retention --dry-run"])
def test_a_database_that_is_not_there_is_not_made(address: str, tmp_path: Path, words: str) -> None:
    """Nor said to be whole: whoever stands in another folder is told which database was looked for."""
    del address
    verified = run(*words.split())
    assert verified.exit_code == 2
    assert verified.output == f"There is no database of hub-roster at {tmp_path / 'hub-roster.db'}.\n"
    assert not list(tmp_path.iterdir())


def test_a_password_is_read_from_a_pipe(address: str) -> None:
    """Quietly: there is no terminal to hide it on. Where nothing comes, that is refused."""
    del address
    told = ("add-account", "it@example.org", "--shown-as", "IT", "--role", "administrator")
    nothing = run(*told)
    assert nothing.exit_code == 2
    assert "No password was given" in nothing.output
    assert "short" not in run(*told, said="short\n").output.partition("12 characters")[0]
    made = run(*told, said="correct horse battery\n")
    assert made.exit_code == 0
    assert "Password" not in made.output


def test_an_account_that_cannot_be_made_is_refused_in_words(address: str, tmp_path: Path) -> None:
    """A short password, a name that is taken, a hub that is not there: exit code 2, and why."""
    del address
    assert "12 characters" in " ".join(add_account(tmp_path, "short").output.split())
    assert add_account(tmp_path).exit_code == 0
    assert add_account(tmp_path).exit_code == 2
    file = str(tmp_path / "password")
    told = ("--shown-as", "Ann", "--role", "hub manager", "--password-file", file)
    nowhere = "00000000-0000-0000-0000-000000000009"
    refused = run("add-account", "ann@example.org", *told, "--hub", nowhere)
    assert (refused.exit_code, "import its workbook first" in " ".join(refused.output.split())) == (2, True)


def test_a_log_that_was_changed_is_found(address: str, tmp_path: Path) -> None:
    """Even by whoever goes round the triggers: exit code 1, and which entry."""
    add_account(tmp_path)
    database = Database(address)
    with database.owning() as connection:
        triggers = connection.execute(text("select name from sqlite_master where type = 'trigger'")).scalars()
        for name in list(triggers):
            connection.execute(text(f"drop trigger {name}"))
        connection.execute(text("update audit_entry set actor = 'somebody else' where number = 1"))
    database.close()
    assert run("audit", "verify").exit_code == 1
