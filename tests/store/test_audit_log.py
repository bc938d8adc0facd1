"""The audit log: it grows by one entry at a time, and the database itself keeps what is in it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from hub_roster.store.audit_log import AuditLog, Deed, Head, canonical, digest_of, hash_of
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.scope import WHOLE, OutOfScope, Scope
from hub_roster.store.tables import HubFile
from tests import tiny

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
OWN, OTHER = UUID(int=1), UUID(int=2)
DEED = Deed(NOON, "account 1", "published a roster", OWN, "roster 3 of 2 Feb 2026")


def add(database: Database, *deeds: Deed, scope: Scope = WHOLE) -> None:
    """Write deeds down, each in a transaction of its own."""
    for deed in deeds:
        with database.writing(scope) as session:
            AuditLog(session).add(deed, '{"words":"x"}')


def test_entries_follow_one_another(database: Database) -> None:
    """Each is numbered, and comes back as it was made."""
    add(database, DEED, DEED)
    with database.reading(WHOLE) as session:
        (first, detail), (second, _) = AuditLog(session).whole()
        assert AuditLog(session).head() == Head(2, second.hash)
    assert (first.number, second.number) == (1, 2)
    assert first.deed == second.deed == DEED
    assert second.hash == hash_of(first.hash, 2, DEED, second.detail_digest)
    assert detail is not None
    assert detail.salt is not None
    assert digest_of(detail.salt, '{"words":"x"}') == first.detail_digest


def test_equal_details_have_different_digests(database: Database) -> None:
    """So that an erased one cannot be guessed by trying."""
    add(database, DEED, DEED)
    with database.reading(WHOLE) as session:
        (first, _), (second, _) = AuditLog(session).whole()
    assert first.detail_digest != second.detail_digest


def test_it_is_listed_from_the_latest_on_by_file_and_page(database: Database) -> None:
    """A page goes on from where the one before ended."""
    elsewhere = Deed(NOON, "service", "signed in")
    add(database, DEED, elsewhere, DEED, DEED)
    with database.reading(WHOLE) as session:
        log = AuditLog(session)
        assert [link.number for link in log.listed(OWN, most=2)] == [4, 3]
        assert [link.number for link in log.listed(OWN, before=3)] == [1]
        assert [link.number for link in log.listed(None)] == [4, 3, 2, 1]
        assert log.count() == 4
        with pytest.raises(NotThere):
            log.entry(5)


def test_what_is_not_done_is_not_written_down(database: Database) -> None:
    """A transaction that raises takes its entry with it, and the next one has its number."""

    def half() -> None:
        with database.writing(WHOLE) as session:
            AuditLog(session).add(DEED, "{}")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    add(database, DEED)
    with database.reading(WHOLE) as session:
        assert AuditLog(session).head().number == 1


def test_any_scope_may_add_and_none_but_the_service_s_may_read(database: Database) -> None:
    """What a hub's own change does is written down in its transaction."""
    add(database, DEED, scope=Scope.of(OWN))
    with database.reading(Scope.of(OWN)) as session, pytest.raises(OutOfScope):
        AuditLog(session).listed(OWN)


def test_to_write_down_lets_nothing_out_of_scope(database: Database) -> None:
    """What a caller has changed before passes the gate in the caller's scope, not in the log's."""

    def smuggle() -> None:
        with database.writing(Scope.of(OWN)) as session:
            session.add(HubFile(file_id=OTHER, name="Elm", made_at=NOON))
            AuditLog(session).add(DEED, "{}")

    with pytest.raises(OutOfScope):
        smuggle()


def test_many_at_once_make_one_chain(database: Database) -> None:
    """Each waits for the one before: no number is given twice, and each hash follows."""

    def add_some() -> None:
        for _ in range(5):
            add(database, DEED)

    threads = [threading.Thread(target=add_some) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading(WHOLE) as session:
        links = [link for link, _ in AuditLog(session).whole()]
    assert [link.number for link in links] == list(range(1, 21))
    for before, link in zip(links, links[1:], strict=False):
        assert link.hash == hash_of(before.hash, link.number, link.deed, link.detail_digest)


def test_a_detail_is_erased_once(database: Database) -> None:
    """Nothing of it is left; those erased before, or never there, are not told again."""
    add(database, DEED, DEED)
    with database.writing(WHOLE) as session:
        log = AuditLog(session)
        assert log.erase([1, 7], NOON) == [1]
        assert log.erase([1, 2], NOON) == [2]
    with database.reading(WHOLE) as session:
        kept = AuditLog(session).entry(1)[1]
    assert (kept.salt, kept.content, kept.erased_at) == (None, None, NOON)


FORBIDDEN = [
    "update audit_entry set subject = 'another'",
    "delete from audit_entry where number = 2",
    "update audit_detail set content = '{}'",
    "update audit_detail set salt = null, content = null, erased_at = '2026-02-02', number = 5",
    "delete from audit_detail",
]
ON_ONE = {
    "sqlite": [
        "insert or replace into audit_entry select * from audit_entry where number = 1",
        "insert or replace into audit_detail select * from audit_detail where number = 1",
        "replace into audit_entry select * from audit_entry",
    ],
    "postgresql": ["truncate audit_entry, audit_detail", "truncate audit_detail"],
}


def test_the_database_keeps_what_is_in_it(database: Database) -> None:
    """Whoever writes there, past every layer: nothing is changed, replaced or deleted."""
    add(database, DEED, DEED)

    def order(words: str) -> None:
        with database.owning() as connection:
            connection.execute(text(words))

    for words in FORBIDDEN + ON_ONE[database.engine.dialect.name]:
        with pytest.raises(DBAPIError, match="only added to"):
            order(words)
    with database.reading(WHOLE) as session:
        assert AuditLog(session).head().number == 2


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none())))
def test_the_order_of_fields_makes_no_difference(fields: dict[str, object]) -> None:
    """Equal content has equal digests."""
    assert canonical(fields) == canonical(dict(reversed(fields.items())))


def test_a_hub_may_go_and_its_entries_stay(database: Database) -> None:
    """What was done in a hub's file outlives the file."""
    with database.writing(WHOLE) as session:
        HubFiles(session).add(tiny.hub(id=OTHER), Made("ann", NOON), after=0)
    add(database, Deed(NOON, "service", "exported", OTHER))
    with database.owning() as connection:
        for table in ("hub_file_version", "hub_file"):
            connection.execute(text(f"delete from {table}"))
    with database.reading(WHOLE) as session:
        assert [link.deed.file_id for link in AuditLog(session).listed(None)] == [OTHER]
