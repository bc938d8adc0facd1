"""What is past its time: said, and erased now, for whoever has the service's machine."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from typer.testing import CliRunner, Result

from hub_roster.cli import retaining
from hub_roster.cli.app import app
from hub_roster.service.audit import Did, record
from hub_roster.service.retention.holding import Span, place_hold
from hub_roster.store.database import ADDRESS, Database
from hub_roster.store.hub_files import Made
from hub_roster.store.migrating import upgrade
from hub_roster.store.scope import WHOLE
from tests.service.retention.lives import FIRST, WEEK, Life, at, rows

HUB = UUID(int=1)


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the address of a database that commands use, in the year 2060."""
    url = f"sqlite:///{tmp_path / 'hub-roster.db'}"
    monkeypatch.setenv(ADDRESS, url)
    monkeypatch.setattr(retaining, "now", lambda: datetime(2060, 1, 1, tzinfo=UTC))
    return url


@pytest.fixture
def lived(address: str) -> Database:
    """Keep four weeks, of which the last is held, and something done in no hub."""
    database = Database(address)
    upgrade(database)
    with database.writing(WHOLE) as session:
        life = Life(session, HUB)
        life.file(FIRST - WEEK)
        for k in range(4):
            life.published(FIRST + k * WEEK)
        record(session, "service", Did.MADE_ACCOUNT, at(FIRST))
    span = Span(date(2026, 2, 24), None)
    place_hold(database, WHOLE, HUB, span, "Inquiry 12", Made("m", at(FIRST)), actor="account 1")
    return database


def run(*words: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(app, ["retention", *words])


def said(result: Result) -> str:
    """Give what a command said, as one line."""
    return " ".join(result.output.split())


def test_what_would_go_is_said_and_kept(lived: Database) -> None:
    """Hub by hub in counts, with the span of weeks and what is kept by which hold."""
    before = rows(lived, HUB)
    told = run("--dry-run")
    assert told.exit_code == 0
    for words in (
        f"Hub 1 ({HUB})",
        "would be erased: versions of rosters 12, weeks in force 3",
        "3 weeks of it whole: those of 02/02/2026 to 16/02/2026",
        "1 detail of the audit log would be erased",
        "kept by the hold 'Inquiry 12': 1 week, that of 23/02/2026",
        "Of no hub",
    ):
        assert words in said(told), words
    assert rows(lived, HUB) == before


def test_what_is_due_goes_now(lived: Database) -> None:
    """As it was foreseen; then there is nothing left to erase, and the log is whole."""
    foreseen, done = said(run("--dry-run")), run()
    assert done.exit_code == 0
    assert said(done) == foreseen.replace("would be erased", "erased")
    assert len(rows(lived, HUB)["Week"]) == 1
    assert "nothing erased" in said(run())
    assert CliRunner().invoke(app, ["audit", "verify"]).exit_code == 0


def test_without_a_hub_there_is_nothing(address: str) -> None:
    """A service just begun."""
    upgrade(Database(address))
    assert said(run()) == "There is no hub here."


def test_a_database_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2 and a sentence."""
    monkeypatch.setenv(ADDRESS, "mysql://nowhere")
    refused = run("--dry-run")
    assert (refused.exit_code, "begins with mysql" in said(refused)) == (2, True)
