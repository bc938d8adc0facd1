"""Whether the log holds: whatever is done to it, past every guard, is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, delete, insert, select, text, update

from hub_roster.service.audit import Detail, Did, erase_detail, record
from hub_roster.service.audit_chain import Fault, FaultKind, head, verify
from hub_roster.store import tables
from hub_roster.store.audit_log import Deed, Head, hash_of
from hub_roster.store.database import Database
from hub_roster.store.scope import WHOLE

NOON = datetime(2026, 2, 2, 12, tzinfo=UTC)
ENTRY, DETAIL = (tables.Table.metadata.tables[name] for name in ("audit_entry", "audit_detail"))
NUMBERS = range(1, 7)

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Open:
    """A log whose guards in the database are taken away."""

    database: Database

    def do(self, *orders: Any) -> None:
        """Change what lies in it."""
        with self.database.owning() as connection:
            for order in orders:
                connection.execute(order)

    def rows(self, table: Table) -> list[Row]:
        """Give all its rows."""
        with self.database.owning() as connection:
            return [dict(row) for row in connection.execute(select(table).order_by("number")).mappings()]

    def faults(self) -> list[Fault]:
        """Say what is wrong with it."""
        return verify(self.database)


def grow(database: Database) -> None:
    """Write some things down, and erase two details: entry 6 says so."""
    for number in range(5):
        with database.writing(WHOLE) as session:
            detail = Detail(young_people=("Heron",), words=f"change {number}")
            at = NOON + timedelta(minutes=number)
            record(session, "account 1", Did.EDITED, at, file_id=UUID(int=1), subject="roster", detail=detail)
    with database.writing(WHOLE) as session:
        erase_detail(session, "service", [2, 3], NOON + timedelta(days=1))


@pytest.fixture
def log(database: Database) -> Open:
    """Give a log of six entries, without its guards."""
    grow(database)
    opened = Open(database)
    if database.is_postgresql:
        opened.do(*(text(f"alter table {table} disable trigger user") for table in (ENTRY, DETAIL)))
    else:
        with database.owning() as connection:
            found = connection.execute(text("select name from sqlite_master where type = 'trigger'"))
            names = list(found.scalars())
        opened.do(*(text(f"drop trigger {name}") for name in names))
    return opened


def test_a_log_that_grew_holds(log: Open) -> None:
    """With details erased, and as it was noted at any time."""
    assert log.faults() == []
    for row in log.rows(ENTRY):
        assert verify(log.database, Head(row["number"], row["hash"])) == []
    assert head(log.database) == Head(6, log.rows(ENTRY)[-1]["hash"])


def test_an_empty_log_holds(database: Database) -> None:
    """Nothing was done, and nothing is wrong."""
    assert head(database).number == 0
    assert verify(database, head(database)) == []


WORDS = st.text(st.characters(codec="ascii", categories=("L", "N", "Z")), max_size=20)
OTHERS: dict[tuple[Table, str], st.SearchStrategy[Any]] = {
    (ENTRY, "at"): st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    (ENTRY, "actor"): WORDS,
    (ENTRY, "action"): WORDS,
    (ENTRY, "file_id"): st.none() | st.uuids(),
    (ENTRY, "subject"): WORDS,
    (ENTRY, "detail_digest"): WORDS,
    (ENTRY, "hash"): WORDS,
    (DETAIL, "salt"): st.binary(max_size=40),
    (DETAIL, "content"): WORDS,
    (DETAIL, "erased_at"): st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
}
"""What a single field of a single row could be made into."""


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.sampled_from(list(OTHERS)), st.sampled_from(NUMBERS))
def test_any_change_to_any_row_is_found(
    log: Open, data: st.DataObject, field: tuple[Table, str], number: int
) -> None:
    """Whichever field, of the chain or of a detail, becomes whatever else."""
    table, name = field
    before = log.rows(table)[number - 1][name]
    # A detail is there, or erased, with all three fields: the table itself refuses what is neither.
    assume(table is ENTRY or before is not None)
    after = data.draw(OTHERS[field])
    assume(after != before)
    log.do(update(table).where(table.c.number == number).values({name: after}))
    faults = log.faults()
    log.do(update(table).where(table.c.number == number).values({name: before}))
    assert faults
    assert log.faults() == []


@pytest.mark.parametrize("number", NUMBERS)
def test_an_entry_taken_out_is_missed(log: Open, number: int) -> None:
    """With its detail; the last one, once it was noted how far the log went."""
    noted = head(log.database)
    log.do(delete(DETAIL).where(DETAIL.c.number == number), delete(ENTRY).where(ENTRY.c.number == number))
    kind = FaultKind.NOT_AS_NOTED if number == 6 else FaultKind.MISSING
    found = {(fault.kind, fault.number) for fault in verify(log.database, noted)}
    # Without the last entry nothing says either that details were erased.
    untold = {(FaultKind.ERASED_UNTOLD, erased) for erased in (2, 3)} if number == 6 else set()
    assert found == {(kind, number)} | untold


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 5), (5, 6)])
def test_entries_in_another_order_are_found(log: Open, one: int, other: int) -> None:
    """Two that have changed places, details and all."""
    entries, details = log.rows(ENTRY), log.rows(DETAIL)
    places = {one: other, other: one}
    log.do(delete(DETAIL), delete(ENTRY))
    for table, rows in ((ENTRY, entries), (DETAIL, details)):
        log.do(
            insert(table).values([dict(row, number=places.get(row["number"], row["number"])) for row in rows])
        )
    assert {fault.number for fault in log.faults() if fault.kind is FaultKind.CHANGED} >= {one, other}


def test_an_entry_whose_hash_was_made_to_fit_is_found_by_the_next(log: Open) -> None:
    """The one after it holds the hash it had."""
    before, row = log.rows(ENTRY)[1:3]
    link = {**row, "actor": "account 2"}
    link["hash"] = refitted(before["hash"], link)
    log.do(update(ENTRY).where(ENTRY.c.number == 3).values(link))
    assert log.faults() == [Fault(FaultKind.CHANGED, 4)]


def test_a_log_made_anew_is_found_by_what_was_noted(log: Open) -> None:
    """A chain that fits to its end is another than the one that was seen."""
    noted = head(log.database)
    rows = log.rows(ENTRY)
    last = {**rows[5], "actor": "account 2"}
    last["hash"] = refitted(rows[4]["hash"], last)
    log.do(update(ENTRY).where(ENTRY.c.number == 6).values(last))
    assert log.faults() == []
    assert verify(log.database, noted) == [Fault(FaultKind.NOT_AS_NOTED, 6)]


def refitted(before: str, row: Row) -> str:
    """Give the hash that somebody would make who changes an entry."""
    deed = Deed(row["at"], row["actor"], row["action"], row["file_id"], row["subject"])
    return hash_of(before, row["number"], deed, row["detail_digest"])


def test_a_detail_taken_out_is_missed(log: Open) -> None:
    """One that was erased is there still, and empty."""
    log.do(delete(DETAIL).where(DETAIL.c.number.in_([1, 2])))
    assert log.faults() == [Fault(FaultKind.DETAIL_MISSING, 1), Fault(FaultKind.DETAIL_MISSING, 2)]


def test_an_entry_cut_off_leaves_its_detail(log: Open) -> None:
    """Where somebody has taken away what ties the two, the last entry alone is missed."""
    order = "delete from audit_entry where number = 6"
    if log.database.file is None:
        log.do(text("alter table audit_detail drop constraint fk_audit_detail_number"), text(order))
    else:
        with closing(sqlite3.connect(log.database.file)) as connection:
            connection.execute(order)
            connection.commit()
    assert Fault(FaultKind.DETAIL_ALONE, 6) in log.faults()


def test_a_detail_erased_without_a_word_is_found(log: Open) -> None:
    """Though the database would let it happen."""
    erased = {"salt": None, "content": None, "erased_at": NOON}
    log.do(update(DETAIL).where(DETAIL.c.number == 4).values(erased))
    assert log.faults() == [Fault(FaultKind.ERASED_UNTOLD, 4)]


def test_faults_are_said_in_sentences() -> None:
    """With the entry, or where several are gone, all of them."""
    assert Fault(FaultKind.MISSING, 5, 5).message == "Entry 5 is missing."
    assert Fault(FaultKind.MISSING, 5, 7).message == "Entries 5 to 7 are missing."
    assert Fault(FaultKind.DETAIL_CHANGED, 3).message == "The detail of entry 3 was changed."
