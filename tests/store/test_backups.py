"""Backups: everything in one file, and a database made of it again; a file that is not sound is refused."""

from __future__ import annotations

import hashlib
import json
import random
import stat
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import insert

from hub_roster.exchange.backup_file import LIST, MARK
from hub_roster.exchange.faults import UnreadableFile, UnwritableFile
from hub_roster.store.backups import rebuilt, write_backup
from hub_roster.store.database import Database
from hub_roster.store.migrating import NewerDatabase, newest, upgrade
from hub_roster.store.reaching import NoDatabase
from hub_roster.store.replacing import replacing
from hub_roster.store.tables import Table
from hub_roster.store.whole_tables import NOBODY, tables_in
from tests.store.one_of_each import AT, EVERYTHING, FILE, ROSTER, ROWS, Values, compressed, fill, held

ODD = "aé雪🏠\u202e\u0301'\"\\\n\t\x01,;{[$%"
"""Letters of one to four bytes, marks, what JSON, SQL and CSV quote, and a control character."""


@pytest.fixture
def filled(database: Database) -> Database:
    """Give a database with a row in every table."""
    fill(database)
    return database


def backed_up(database: Database, folder: Path) -> Path:
    """Give a backup of a database."""
    path = folder / "backup.zip"
    write_backup(database, path, AT, NOBODY)
    return path


def restored(path: Path, database: Database) -> dict[str, list[Values]]:
    """Put a backup in the place of what a database holds, and give that."""
    put_in_place(path, database)
    return held(database)


def put_in_place(path: Path, database: Database) -> None:
    """Put a backup in the place of what a database holds."""
    with rebuilt(path, NOBODY) as (_, staging):
        upgrade(database)
        with replacing(database) as target, staging.copying() as source:
            target.by(source, NOBODY)


def faults(path: Path) -> list[str]:
    """Give what is said of a backup that is refused."""
    with pytest.raises(UnreadableFile) as refused, rebuilt(path, NOBODY):
        pass
    return [fault.message for fault in refused.value.faults]


# There and back -----------------------------------------------------------------------------------


def test_every_table_comes_back(filled: Database, tmp_path: Path) -> None:
    """What was changed, added and taken away since is as it was."""
    path = backed_up(filled, tmp_path)
    with filled.owning() as connection:
        hub_file = Table.metadata.tables["hub_file"]
        connection.execute(insert(hub_file).values(file_id=UUID(int=99), name="Elm", made_at=AT))
    assert restored(path, filled) == EVERYTHING


@pytest.mark.parametrize("to_postgresql", [True, False])
def test_from_one_kind_of_database_to_the_other(
    tmp_path: Path, empty_postgresql: Callable[[], Database], to_postgresql: bool
) -> None:
    """A service moves by a backup: rows are equal, whichever way."""
    both = [Database(f"sqlite:///{tmp_path / 'a.db'}"), empty_postgresql()]
    source, target = both if to_postgresql else reversed(both)
    upgrade(source)
    fill(source)
    assert restored(backed_up(source, tmp_path), target) == held(source)
    both[0].close()


def test_postgresql_counts_on_after_a_restore(filled: Database, tmp_path: Path) -> None:
    """A row added next is given a number that no restored one has."""
    path = backed_up(filled, tmp_path)
    restored(path, filled)
    with filled.owning() as connection:
        attempt = Table.metadata.tables["sign_in_attempt"]
        connection.execute(insert(attempt).values(at=AT, name=None, source="x"))
    numbers = [row["id"] for row in held(filled)["sign_in_attempt"]]
    assert len(set(numbers)) == 2


@pytest.mark.parametrize("seed", range(3))
def test_odd_rows_come_back(database: Database, tmp_path: Path, seed: int) -> None:
    """Odd letters, bytes, instants, megabytes in a row, and rows that refer to others put in before them."""
    drawn = random.Random(seed)
    fill(database)
    with database.owning() as connection:
        tables = {table.name: table.table for table in tables_in(connection)}
        for name, rows in odd_rows(drawn).items():
            connection.execute(insert(tables[name]), rows)
    before = held(database)
    assert restored(backed_up(database, tmp_path), database) == before


def odd_rows(drawn: random.Random) -> dict[str, list[Values]]:
    """Give rows drawn at random, of tables that take many kinds of value."""

    def text(most: int) -> str:
        return "".join(drawn.choice(ODD) for _ in range(drawn.randrange(1, most)))

    def at() -> datetime:
        return datetime(1999, 12, 31, tzinfo=UTC) + timedelta(microseconds=drawn.randrange(2**52))

    versions = [
        ROWS["hub_file_version"] | {"number": number, "content": compressed(text(300_000)), "why": text(200)}
        for number in range(2, 6)
    ]
    # Each follows another, whose id may come later in order.
    ids = [UUID(int=drawn.getrandbits(128)) for _ in range(250)]
    rosters = [
        ROWS["roster_version"]
        | {"id": each, "number": number, "follows": follows, "content": drawn.randbytes(900), "made_at": at()}
        for number, (each, follows) in enumerate(zip(ids, [ROSTER, *ids], strict=False), start=2)
    ]
    bodies = [
        ROWS["feed_body"] | {"key": f"{number} {text(40)}", "ics": drawn.randbytes(5000), "revised_at": at()}
        for number in range(30)
    ]
    return {"hub_file_version": versions, "roster_version": rosters, "feed_body": bodies}


def test_a_backup_of_an_earlier_revision_is_brought_up(empty: Database, tmp_path: Path) -> None:
    """Restored into tables as they were then, and migrated: what those kept is there."""
    upgrade(empty, "0004")
    before = fill(empty)
    path = backed_up(empty, tmp_path)
    with rebuilt(path, NOBODY) as (contents, staging):
        assert contents.revision == "0004"
        after = held(staging)
    assert after.keys() == Table.metadata.tables.keys()
    for name, values in before.items():
        kept = {column: value for column, value in values.items() if column in after[name][0]}
        assert kept.items() <= after[name][0].items()
    assert after["message"] == []


def test_what_it_takes_of_memory_does_not_grow_with_the_database(filled: Database, tmp_path: Path) -> None:
    """Neither to back 30 MB up nor to restore them."""
    drawn = random.Random(1)
    with filled.owning() as connection:
        (told,) = (table.table for table in tables_in(connection) if table.name == "feed_body")
        for some in range(0, 1500, 100):
            rows = [{"key": f"{some} {k}", "ics": drawn.randbytes(20_000)} for k in range(100)]
            connection.execute(insert(told), [ROWS["feed_body"] | row for row in rows])
    tracemalloc.start()
    try:
        put_in_place(backed_up(filled, tmp_path), filled)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 15_000_000


# The file -----------------------------------------------------------------------------------------


def test_the_file_is_for_its_owner_alone(filled: Database, tmp_path: Path) -> None:
    """It is as confidential as the database; and nothing else lies beside it."""
    folder = tmp_path / "backups"
    folder.mkdir()
    path = backed_up(filled, folder)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(folder.iterdir()) == [path]


def test_a_backup_that_fails_leaves_what_stood_there(
    filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full, or anything else: the last backup is still the last."""
    path = backed_up(filled, tmp_path)
    before = path.read_bytes()
    monkeypatch.setattr("os.replace", _full)
    with pytest.raises(UnwritableFile, match="no space left"):
        write_backup(filled, path, AT, NOBODY)
    assert path.read_bytes() == before
    assert [each for each in tmp_path.iterdir() if each.suffix == ".part"] == []


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_where_there_is_nothing_nothing_is_made(tmp_path: Path, empty: Database) -> None:
    """A wrong folder is told of, and no empty database made in it."""
    nowhere = Database(f"sqlite:///{tmp_path / 'nowhere.db'}")
    for database in (nowhere, empty):
        with pytest.raises(NoDatabase):
            backed_up(database, tmp_path)
    assert not (tmp_path / "nowhere.db").exists()
    assert not (tmp_path / "backup.zip").exists()


def test_a_later_release_s_database_is_left_to_it(filled: Database, tmp_path: Path) -> None:
    """What its tables mean nobody here knows."""
    with filled.owning() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    with pytest.raises(NewerDatabase):
        backed_up(filled, tmp_path)


# A file that is not sound -------------------------------------------------------------------------


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Give a backup of a database with a row in every table."""
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    upgrade(database)
    fill(database)
    path = backed_up(database, tmp_path)
    database.close()
    return path


Members = dict[str, bytes]


def rewritten(path: Path, change: Callable[[Members], None]) -> Path:
    """Write a backup anew with other members."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    other = path.with_name("other.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return other


def listed(change: Callable[[dict[str, object]], object]) -> Callable[[Members], None]:
    """Give a change of the list of what a backup holds."""

    def changed(members: Members) -> None:
        contents = json.loads(members[LIST])
        change(contents)
        members[LIST] = json.dumps(contents).encode()

    return changed


def test_a_file_that_is_cut_off_is_known_for_one(backup: Path) -> None:
    """Wherever it ends."""
    whole = backup.read_bytes()
    for share in (0.1, 0.5, 0.9, 0.999):
        backup.write_bytes(whole[: int(len(whole) * share)])
        assert faults(backup) == ["This backup is cut off: its end is missing."]


def test_any_byte_changed_is_found(backup: Path) -> None:
    """Of what the tables and the list hold: nothing else is restored."""
    whole, drawn, found = backup.read_bytes(), random.Random(1), 0
    with rebuilt(backup, NOBODY) as (_, staging):
        sound = held(staging)
    for _ in range(30):
        place = drawn.randrange(len(whole))
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            with rebuilt(backup, NOBODY) as (_, staging):
                assert held(staging) == sound  # a date of the zip's own, or the like
        except UnreadableFile:
            found += 1
    assert found > 20


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This is no backup of hub-roster."),
        (b"PK\x03\x04" + bytes(60), "This is no backup of hub-roster."),
        (b"SQLite format 3\x00" + bytes(100), "This is no backup of hub-roster."),
    ],
)
def test_another_file_is_none(tmp_path: Path, content: bytes, said: str) -> None:
    """Nor is an empty one, or a database."""
    path = tmp_path / "other.zip"
    path.write_bytes(content)
    assert faults(path) == [said]


def test_what_is_not_there_or_a_folder_is_told_apart(tmp_path: Path) -> None:
    """As for any file."""
    assert faults(tmp_path / "none.zip") == ["There is no such file."]
    assert faults(tmp_path) == ["This is a folder, not a file."]


def without_mark(members: Members) -> None:
    """Take away what says whose a zip is."""
    del members[MARK]


def test_a_zip_of_something_else_is_none(backup: Path) -> None:
    """A workbook is a zip too."""
    assert faults(rewritten(backup, without_mark)) == ["This is no backup of hub-roster."]


def test_every_fault_is_told_at_once(backup: Path) -> None:
    """Each with its table."""

    def spoil(members: Members) -> None:
        members["tables/week.jsonl"] = members["tables/week.jsonl"].replace(b"2026", b"2027")
        members["tables/told.jsonl"] += members["tables/told.jsonl"].replace(b"0e", b"1e")
        members["tables/secret.jsonl"] = b"[1,2,3]\n"
        del members["tables/contact.jsonl"]

    assert sorted(faults(rewritten(backup, spoil))) == [
        "Table 'contact': it cannot be read whole.",
        "Table 'secret': row 1 is not of the kinds it should be.",
        "Table 'told': it has 2 rows, and had 1 when it was written.",
        "Table 'week': it was changed since it was written.",
    ]


def test_tables_of_another_shape_are_refused(backup: Path) -> None:
    """One missing, one too many, one with other columns."""

    def reshape(contents: dict[str, object]) -> None:
        tables = contents["tables"]
        assert isinstance(tables, list)
        by_name = {table["name"]: table for table in tables}
        by_name["week"]["name"] = "weak"
        by_name["told"]["columns"].pop()

    assert faults(rewritten(backup, listed(reshape))) == [
        "Table 'told' has other columns than it should have.",
        "Table 'weak' is none of hub-roster's.",
        "Table 'week' is missing.",
    ]


@pytest.mark.parametrize("change", [{"revision": "9999"}, {"format": 2}])
def test_a_later_release_s_backup_is_left_to_it(backup: Path, change: dict[str, object]) -> None:
    """By the revision of its tables or by its format."""
    (said,) = faults(rewritten(backup, listed(lambda contents: contents.update(change))))
    assert "later release" in said
    assert "restore it with that one" in said


def test_a_list_nobody_wrote_is_refused(backup: Path) -> None:
    """Whatever JSON it is, or none."""
    for content in (b"", b"[]", b'{"format":1}', b'{"format":"1"}', b"[" * 100_000):

        def write(members: Members, content: bytes = content) -> None:
            members[LIST] = content

        (said,) = faults(rewritten(backup, write))
        assert said.startswith("The list of what this backup holds")


def test_rows_that_refer_to_nothing_are_refused(backup: Path) -> None:
    """A backup put together by hand, with digests that are right."""

    def lose(members: Members) -> None:
        members["tables/audit_entry.jsonl"] = b""
        contents = json.loads(members[LIST])
        for table in contents["tables"]:
            if table["name"] == "audit_entry":
                table["rows"], table["digest"] = 0, hashlib.sha256().hexdigest()
        members[LIST] = json.dumps(contents).encode()

    assert faults(rewritten(backup, lose)) == ["Table 'audit_detail': it refers to rows that are missing."]


def test_the_newest_revision_is_written_down(backup: Path) -> None:
    """And when, by which release, and how much: what `--check` says without a database."""
    with zipfile.ZipFile(backup) as archive:
        contents = json.loads(archive.read(LIST))
    assert contents["revision"] == newest()
    counts = {table["name"]: table["rows"] for table in contents["tables"]}
    assert counts == {name: len(rows) for name, rows in EVERYTHING.items()}
    assert FILE.hex not in json.dumps(contents)
