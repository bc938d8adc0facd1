"""The gate: nobody sees or changes what lies outside their scope, by whatever kind of query."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import aliased

import hub_roster.store
from hub_roster.domain.problem import Problem
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.scope import WHOLE, OutOfScope, Scope, ScopedSession
from hub_roster.store.tables import HubFile, HubFileVersion, OfHub, Table
from tests import tiny

OWN, OTHER = UUID(int=1), UUID(int=2)
MADE = Made("ann", datetime(2026, 2, 2, 12, tzinfo=UTC))

STORE = Path(hub_roster.store.__file__).parent
PAST_THE_GATE = re.compile(r"\btext\(|exec_driver_sql|\.connection\(|\bSession\(|sessionmaker|\.connect\(")
MAY_PASS = {
    "store/backups.py",
    "store/database.py",
    "store/migrating.py",
    "store/reaching.py",
    "store/replacing.py",
    "store/scope.py",
}
"""Where sessions and connections are made, and the tables themselves changed, or copied whole."""

Ask = Callable[[ScopedSession], object]


@pytest.fixture
def two(database: Database) -> Database:
    """Give a database with two hubs' files."""
    with database.writing(WHOLE) as session:
        for file_id in (OWN, OTHER):
            HubFiles(session).add(tiny.hub(id=file_id), MADE, after=0)
    return database


QUESTIONS: dict[str, Ask] = {
    "rows": lambda s: [row.file_id for row in s.scalars(select(HubFileVersion))],
    "columns": lambda s: list(s.scalars(select(HubFileVersion.file_id))),
    "an alias": lambda s: list(s.scalars(select(aliased(HubFileVersion).file_id))),
    "a subquery": lambda s: list(s.scalars(select(select(HubFile.file_id).subquery().c.file_id))),
    "a join": lambda s: list(
        s.scalars(select(HubFileVersion.file_id).join(HubFile, HubFile.file_id == HubFileVersion.file_id))
    ),
    "the old way": lambda s: [row.file_id for row in s.query(HubFile)],
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_query_sees_its_scope_alone(two: Database, question: str) -> None:
    """Rows of another hub are not there, however one asks."""
    with two.reading(Scope.of(OWN)) as session:
        assert QUESTIONS[question](session) == [OWN]
    with two.reading(WHOLE) as session:
        assert sorted(QUESTIONS[question](session)) == [OWN, OTHER]  # type: ignore[call-overload]


def test_counts_and_keys_do_not_reach_out(two: Database) -> None:
    """Neither how many there are nor a row of known key is told."""
    with two.reading(Scope.of(OWN)) as session:
        assert session.scalar(select(func.count()).select_from(HubFileVersion)) == 1
        assert session.get(HubFileVersion, (OTHER, 1)) is None
        with pytest.raises(NotThere):
            HubFiles(session).newest(OTHER)


def test_updates_and_deletes_do_not_reach_out(two: Database) -> None:
    """To change or delete everything changes what is in scope."""
    with two.writing(Scope.of(OWN)) as session:
        session.execute(update(HubFile).values(name="ours"))
        session.execute(delete(HubFileVersion))
    with two.reading(WHOLE) as session:
        rows = session.execute(select(HubFile.file_id, HubFile.name))
        assert {row.file_id: row.name for row in rows} == {
            OWN: "ours",
            OTHER: "Hub",
        }
        assert list(session.scalars(select(HubFileVersion.file_id))) == [OTHER]


def _add(problem: Problem) -> Ask:
    return lambda session: HubFiles(session).add(problem, MADE, after=0)


def _take_over(session: ScopedSession) -> None:
    session.scalars(select(HubFileVersion)).one().file_id = OTHER
    session.flush()


ATTEMPTS: dict[str, Ask] = {
    "a new row": _add(tiny.hub(id=UUID(int=3))),
    "a row moved out": _take_over,
    "a bulk insert": lambda s: s.execute(
        insert(HubFile), [{"file_id": UUID(int=3), "name": "Elm", "made_at": MADE.at}]
    ),
    "plain SQL": lambda s: s.execute(text("select * from hub_file")),
    "a table": lambda s: s.execute(select(HubFile.__table__)),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_what_goes_round_the_gate_is_refused(two: Database, attempt: str) -> None:
    """Statements that cannot be limited, and rows outside, raise at once."""
    with pytest.raises(OutOfScope), two.writing(Scope.of(OWN)) as session:
        ATTEMPTS[attempt](session)


def test_an_empty_scope_sees_nothing(two: Database) -> None:
    """Somebody without any hub is shown none, not all."""
    with two.reading(Scope.of()) as session:
        assert HubFiles(session).listed() == []


def test_every_table_belongs_to_a_hub() -> None:
    """A table that belongs to none has to be listed here, and is then for the service's own scope alone."""
    apart = {
        mapper.class_.__name__ for mapper in Table.registry.mappers if not issubclass(mapper.class_, OfHub)
    }
    assert apart == {
        "Account",
        "AccountIdentity",
        "AuditDetail",
        "AuditEntry",
        "Contact",  # how an account wants to hear, whichever hubs it has to do with
        "GrantedRole",
        "PasswordLink",
        "ProviderLeaving",
        "Secret",
        "SignIn",
        "SignInAttempt",
        "Sweep",
    }


CODE = {
    path.relative_to(STORE.parent).as_posix(): path.read_text()
    for path in sorted(STORE.parent.rglob("*.py"))
    if "sqlalchemy" in path.read_text()
}


@pytest.mark.parametrize("name", [name for name in CODE if "/migrations/" not in name])
def test_no_code_goes_past_the_gate(name: str) -> None:
    """Sessions, connections and SQL in words are used nowhere but where the gate itself is made."""
    if name not in MAY_PASS:
        assert not PAST_THE_GATE.findall(CODE[name])


def test_the_database_is_asked_from_the_store_alone() -> None:
    """No other layer knows SQLAlchemy: whatever it asks, it asks through the store."""
    assert [name for name in CODE if not name.startswith("store/")] == []
