"""Backing up and restoring while the service goes on: what is of that moment, and what became of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, func, insert, select, update

from hub_roster.service.access.keyed import KEPT_AS
from hub_roster.service.audit import Did, record
from hub_roster.service.audit_chain import FaultKind, head, verify
from hub_roster.service.backing_up import HoldsData, Restored, back_up, check, restore
from hub_roster.service.messages.sending import Sender
from hub_roster.service.one_life import OneLife
from hub_roster.service.weeks import period
from hub_roster.store.audit_log import AuditLog, Deed
from hub_roster.store.database import Database
from hub_roster.store.jobs import MOST_ATTEMPTS, Jobs, LostJob
from hub_roster.store.migrating import upgrade
from hub_roster.store.replacing import DoesNotFit
from hub_roster.store.rosters import Rosters
from hub_roster.store.scope import WHOLE
from hub_roster.store.sending import MOST_AGE, Sending
from hub_roster.store.since_backup import MAY_BE_SENT
from hub_roster.store.tables import (
    Booking,
    Channel,
    FeedBody,
    HubFile,
    JobState,
    Message,
    MessageState,
    PasswordLink,
    Secret,
    SignIn,
    Wish,
)
from tests import tiny
from tests.service.kept import NOON, keep_file, let_hold
from tests.store.one_of_each import AT, EVERYTHING, MESSAGE, ROWS, fill, held

JOB = UUID(int=13)
NIGHT, MORNING = AT + timedelta(hours=2), AT + timedelta(hours=8)
"""When it is backed up, and when restored."""


@pytest.fixture
def kept(database: Database) -> Database:
    """Give a database with a row in every table: a draft is worked on, a message sent, somebody signed in."""
    fill(database)
    return database


def backed_up(database: Database, folder: Path, at: datetime = NIGHT) -> Path:
    """Back a database up."""
    path = folder / "backup.zip"
    back_up(database, path, at)
    return path


def put_back(database: Database, path: Path, at: datetime = MORNING) -> Restored:
    """Restore a backup in place of everything."""
    return restore(database, path, at, replace=True)


def message(database: Database) -> Message:
    """Give the one message."""
    with database.reading(WHOLE) as session:
        return session.get_one(Message, MESSAGE)


# What comes back ----------------------------------------------------------------------------------


def test_what_is_no_matter_of_the_moment_comes_back_as_it_was(kept: Database, tmp_path: Path) -> None:
    """All but drafts under way, messages, sign-ins, when calendars changed, and the log's last entry."""
    path = backed_up(kept, tmp_path)
    with kept.owning() as connection:
        connection.execute(delete(Booking))
        connection.execute(update(HubFile).values(name="changed since"))
    put_back(kept, path)
    of_the_moment = {"job", "message_attempt", "sign_in", "provider_leaving", "password_link"}
    also = {"feed_body", "audit_entry", "audit_detail", "secret"}
    now = held(kept)
    assert {name for name, values in ROWS.items() if now[name] != [values]} == of_the_moment | also
    assert now["audit_entry"][0] == ROWS["audit_entry"]
    assert now["secret"][0] == ROWS["secret"]


def test_it_is_restored_into_an_empty_database(kept: Database, empty: Database, tmp_path: Path) -> None:
    """Without a word about what is lost; another service's that was only started is as good as empty."""
    path = backed_up(kept, tmp_path)
    upgrade(empty)
    with empty.writing(WHOLE) as session:
        session.add(Secret(name=KEPT_AS, value=b"another", made_at=AT))
    lost: list[object] = []
    found = restore(empty, path, MORNING, losing=lost.append)
    assert (lost, found.held.holding.hubs) == ([], (ROWS["hub_file"]["name"],))
    assert held(empty)["hub_file"] == [ROWS["hub_file"]]


def test_data_is_not_replaced_unasked(kept: Database, tmp_path: Path) -> None:
    """What would be lost is told, and nothing changes; asked for, it is told before."""
    path = backed_up(kept, tmp_path)
    before = held(kept)
    with pytest.raises(HoldsData) as refused:
        restore(kept, path, MORNING)
    assert refused.value.held.holding.hubs == (ROWS["hub_file"]["name"],)
    assert refused.value.held.holding.latest == NIGHT
    assert refused.value.held.rows["audit_entry"] == 2
    assert held(kept) == before
    told: list[object] = []
    restore(kept, path, MORNING, replace=True, losing=told.append)
    assert told == [refused.value.held]


def test_a_check_says_what_it_holds_and_needs_no_database(kept: Database, tmp_path: Path) -> None:
    """When it was made, at which revision, how much, and that the secret is in it."""
    found = check(backed_up(kept, tmp_path))
    assert (found.contents.made_at, found.held.with_secret) == (NIGHT, True)
    assert found.held.rows == {name: len(rows) for name, rows in EVERYTHING.items()}
    with kept.owning() as connection:
        connection.execute(delete(Secret))
    assert not check(backed_up(kept, tmp_path)).held.with_secret


# The audit log ------------------------------------------------------------------------------------


def test_the_log_goes_on_and_says_what_was_restored(kept: Database, tmp_path: Path) -> None:
    """From which backup, and how far the log went that is gone: whoever noted that finds it."""
    path = backed_up(kept, tmp_path)
    with kept.writing(WHOLE) as session:
        record(session, "account 1", Did.EDITED, MORNING, subject="a roster")
    gone = head(kept)
    put_back(kept, path)
    assert verify(kept) == []
    with kept.reading(WHOLE) as session:
        deeds = [link.deed for link, _ in AuditLog(session).whole()]
    assert [(deed.actor, deed.action) for deed in deeds[1:]] == [("service", Did.RESTORED)]
    told = f"backup of 29 Mar 2026 02:59:59 UTC, in place of a log that went to entry 3, {gone.hash}"
    assert (deeds[1].subject, gone.number) == (told, 3)
    assert [fault.kind for fault in verify(kept, gone)] == [FaultKind.NOT_AS_NOTED]


def test_a_backup_is_written_down(kept: Database, tmp_path: Path) -> None:
    """It takes everything out."""
    assert back_up(kept, tmp_path / "b.zip", NIGHT).written_down
    with kept.reading(WHOLE) as session:
        link, _ = AuditLog(session).entry(2)
    assert link.deed == Deed(NIGHT, "service", Did.BACKED_UP, None, "backup of 29 Mar 2026 02:59:59 UTC")


def test_the_guards_stand_again(kept: Database, tmp_path: Path) -> None:
    """What only grows can be changed no more after a restore than before."""
    put_back(kept, backed_up(kept, tmp_path))
    for order in ("delete from audit_entry", "update offer_event set by = 'x'", "delete from offer_event"):
        with pytest.raises(Exception, match=r"only added to|stays as it was"), kept.owning() as connection:
            connection.exec_driver_sql(order.replace(" by ", ' "by" '))


# Drafts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("since", [0, 1])
def test_a_draft_under_way_waits_again_and_no_live_worker_can_write_it(
    kept: Database, tmp_path: Path, since: int
) -> None:
    """Neither the one of the backup's moment nor one that took it later."""
    path = backed_up(kept, tmp_path)
    for _ in range(since):
        with kept.writing(WHOLE) as session:
            assert Jobs(session).take(MORNING) is not None
    assert put_back(kept, path).drafts == 1
    live = 1 + since
    with pytest.raises(LostJob), kept.writing(WHOLE) as session:
        Jobs(session).renew(JOB, live, MORNING, None, None)
    with kept.writing(WHOLE) as session:
        taken = Jobs(session).take(MORNING)
    assert taken is not None
    assert (taken.id, taken.state, taken.attempt) == (JOB, JobState.RUNNING, live + 1)
    with pytest.raises(LostJob), kept.writing(WHOLE) as session:
        Jobs(session).end(JOB, live, MORNING, JobState.DONE)
    assert taken.attempt <= MOST_ATTEMPTS


def test_a_draft_that_waited_is_not_taken_by_a_number_in_use(kept: Database, tmp_path: Path) -> None:
    """A worker took it after the backup, and is at it still."""
    with kept.owning() as connection:
        connection.exec_driver_sql("update job set state = 'waiting', attempt = 0, lease_until = null")
    path = backed_up(kept, tmp_path)
    with kept.writing(WHOLE) as session:
        live = Jobs(session).take(MORNING)
    assert live is not None
    put_back(kept, path)
    with kept.writing(WHOLE) as session:
        taken = Jobs(session).take(MORNING)
    assert taken is not None
    assert (live.attempt, taken.attempt, taken.wish) == (1, 2, Wish.NOTHING)


# Messages -----------------------------------------------------------------------------------------


def test_a_message_sent_since_counts_as_sent(kept: Database, tmp_path: Path) -> None:
    """With its attempts: it does not go out twice."""
    path = backed_up(kept, tmp_path)
    with kept.writing(WHOLE) as session:
        sent = Sending(session).take(MORNING, Channel.WEBHOOK)
        assert sent is not None
        Sending(session).settle(sent, MORNING, went=True, answer="200")
    before = held(kept)
    assert put_back(kept, path).given_up == 0
    now = held(kept)
    assert now["message"] == before["message"]
    numbers = [(row["number"], row["went"], row["answer"]) for row in now["message_attempt"]]
    assert numbers == [(1, None, "no answer was heard"), (2, True, "200")]


def test_a_message_being_sent_is_settled_by_its_sender(kept: Database, tmp_path: Path) -> None:
    """Whoever sends it while a backup is restored writes what came of it."""
    path = backed_up(kept, tmp_path)
    with kept.writing(WHOLE) as session:
        sent = Sending(session).take(MORNING, Channel.WEBHOOK)
        assert sent is not None
    put_back(kept, path)
    with kept.writing(WHOLE) as session:
        Sending(session).settle(sent, MORNING, went=True, answer="200")
    assert message(kept).state is MessageState.SENT


def test_a_message_of_which_nothing_is_known_is_given_up(
    kept: Database, empty: Database, tmp_path: Path
) -> None:
    """It may have been sent after the backup; nobody sends it, and that is told."""
    path = backed_up(kept, tmp_path)
    upgrade(empty)
    assert restore(empty, path, MORNING).given_up == 1
    assert (message(empty).state, message(empty).answer) == (MessageState.GIVEN_UP, MAY_BE_SENT)
    assert not Sender(empty, {}, lambda: MORNING + timedelta(days=1)).send_one(Channel.WEBHOOK)


def test_a_message_that_still_waits_goes_out_once_unless_it_is_too_old(
    kept: Database, tmp_path: Path
) -> None:
    """The database itself shows that nobody has sent it."""
    with kept.owning() as connection:
        connection.execute(update(Message).values(state=MessageState.WAITING, lease_until=None))
    path = backed_up(kept, tmp_path)
    assert put_back(kept, path).given_up == 0
    assert message(kept).state is MessageState.WAITING
    late = AT + MOST_AGE + timedelta(minutes=1)
    assert put_back(kept, path, late).given_up == 1
    assert message(kept).state is MessageState.GIVEN_UP


# Access, and calendars ----------------------------------------------------------------------------


def test_nobody_is_signed_in_by_a_restored_session(kept: Database, tmp_path: Path) -> None:
    """Nor can a link to choose a password open again."""
    path = backed_up(kept, tmp_path)
    assert put_back(kept, path).signed_out == 1
    with kept.reading(WHOLE) as session:
        for model in (SignIn, PasswordLink):
            assert session.scalar(select(func.count()).select_from(model)) == 0


@pytest.mark.parametrize("ahead", [0, 10])
def test_calendars_count_as_changed_after_whatever_they_were(
    kept: Database, tmp_path: Path, ahead: int
) -> None:
    """A client that asks by time alone fetches them anew; their tags go with their bytes and stay."""
    path = backed_up(kept, tmp_path)
    last = MORNING.replace(microsecond=0) + timedelta(seconds=ahead)
    with kept.owning() as connection:
        connection.execute(update(FeedBody).values(changed_at=last, ics_tag="newer"))
    put_back(kept, path)
    with kept.reading(WHOLE) as session:
        body = session.scalars(select(FeedBody)).one()
    assert body.changed_at == last + timedelta(seconds=1)
    assert body.ics_tag == ROWS["feed_body"]["ics_tag"]


def test_whatever_runs_learns_that_a_backup_was_restored(kept: Database, tmp_path: Path) -> None:
    """Each time anew: what it holds in memory is of the life before."""
    path = backed_up(kept, tmp_path)
    life = OneLife(kept, lambda: None)
    assert not life.is_over()
    put_back(kept, path)
    assert life.is_over()
    life = OneLife(kept, lambda: None)
    assert not life.is_over()
    put_back(kept, path)
    assert life.is_over()


def test_a_week_worked_out_before_is_worked_out_anew(database: Database, tmp_path: Path) -> None:
    """The same version number of a hub's file holds something else after a restore."""
    hub = tiny.hub(tiny.people("ann ben", contract_hours=40), tiny.shift("early", "Mon"))
    keep_file(database, hub)
    path = backed_up(database, tmp_path)

    def people() -> list[str]:
        with database.reading(WHOLE) as session:
            return [person.key for person in period(session, hub.id, tiny.MONDAY, 1).problem.people]

    keep_file(database, tiny.hub(tiny.people("cat", contract_hours=40)), after=1)
    assert people() == ["cat"]
    put_back(database, path)
    assert people() == ["ann", "ben"]
    keep_file(database, tiny.hub(tiny.people("dan", contract_hours=40)), after=1)
    assert people() == ["dan"]


# While others go on -------------------------------------------------------------------------------


def test_a_backup_taken_amid_writing_is_of_one_moment(database: Database, tmp_path: Path) -> None:
    """Somebody publishes all the while: each backup refers to nothing missing, and its log holds."""
    hub = tiny.hub(tiny.people("ann ben", contract_hours=40), tiny.shift("early", "Mon Thu"))
    keep_file(database, hub)
    ended, failed = threading.Event(), []

    def publish() -> None:
        held_last: tuple[UUID, ...] = ()
        try:
            while not ended.is_set():
                who = ("ann", "ben") if len(held_last) % 2 else ("ben", "ann")
                roster = tiny.roster(hub, **{who[0]: "early Mon", who[1]: "early Thu"})
                held_last = (let_hold(database, roster, held_last).id,)
        except Exception as error:
            failed.append(error)

    writer = threading.Thread(target=publish)
    writer.start()
    entries = []
    try:
        for number in range(3):
            path = tmp_path / f"{number}.zip"
            back_up(database, path, NOON)
            other = Database(f"sqlite:///{tmp_path / f'{number}.db'}")
            restore(other, path, NOON)
            assert verify(other) == []
            assert_whole(other)
            entries.append(head(other).number)
            other.close()
    finally:
        ended.set()
        writer.join()
    assert failed == []
    assert entries == sorted(set(entries))


def assert_whole(database: Database) -> None:
    """Show that as many rosters were published as the log says, and that the last of them is booked."""
    with database.reading(WHOLE) as session:
        published = [link for link, _ in AuditLog(session).whole() if link.deed.action == Did.PUBLISHED]
        weeks = Rosters(session).weeks(tiny.hub().id, tiny.MONDAY, tiny.MONDAY)
        booked = set(session.scalars(select(Booking.roster)))
        versions = Rosters(session).given_out(tiny.hub().id, tiny.MONDAY, tiny.MONDAY)
    assert len(versions) == len(published)
    assert booked == {week.published for week in weeks if week.published is not None}


def test_readers_see_the_old_whole_or_the_new(kept: Database, tmp_path: Path) -> None:
    """One who began before a restore goes on with what was there then; nobody waits for it."""
    path = backed_up(kept, tmp_path)
    with kept.owning() as connection:
        connection.execute(update(HubFile).values(name="newer"))
        connection.execute(insert(Secret).values(name="newer", value=b"x", made_at=AT))
    with kept.reading(WHOLE) as before:
        assert before.scalar(select(HubFile.name)) == "newer"
        put_back(kept, path)
        before.expire_all()
        assert before.scalar(select(HubFile.name)) == "newer"
        assert before.get(Secret, "newer") is not None
        assert before.scalar(select(func.count()).select_from(SignIn)) == 1
        with kept.reading(WHOLE) as after:
            assert after.scalar(select(HubFile.name)) == ROWS["hub_file"]["name"]
            assert after.get(Secret, "newer") is None
            assert after.scalar(select(func.count()).select_from(SignIn)) == 0


def test_a_writer_meanwhile_waits_and_comes_after(kept: Database, tmp_path: Path) -> None:
    """What it reads and writes is of the restored database, or was there before and is gone: never both."""
    path = backed_up(kept, tmp_path)
    ended, failed = threading.Event(), []

    def write() -> None:
        number = 0
        while not ended.is_set():
            number += 1
            try:
                with kept.writing(WHOLE) as session:
                    record(session, "account 1", Did.EDITED, NIGHT, subject=f"change {number}")
            except Exception as error:
                failed.append(error)
                return

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        for _ in range(3):
            put_back(kept, path)
            assert verify(kept) == []
    finally:
        ended.set()
        for writer in writers:
            writer.join()
    assert failed == []
    assert verify(kept) == []


@pytest.mark.parametrize(
    "order",
    [
        "insert into booking select 8, file_id, roster, first_day, who, starts, ends from booking",
        "update hub_file set name = 'a' || char(0)",
    ],
)
def test_what_only_sqlite_keeps_is_refused_by_postgresql(
    tmp_path: Path, empty_postgresql: Callable[[], Database], order: str
) -> None:
    """Somebody booked twice past the service, or a letter that is none: said, and nothing changes."""
    source, target = Database(f"sqlite:///{tmp_path / 'a.db'}"), empty_postgresql()
    for each in (source, target):
        upgrade(each)
        fill(each)
    with source.owning() as connection:
        columns = ", ".join(ROWS["booking"])
        connection.exec_driver_sql(order.replace("into booking", f"into booking ({columns})"))
    before = held(target)
    with pytest.raises(DoesNotFit, match="booked twice"):
        put_back(target, backed_up(source, tmp_path))
    assert held(target) == before
    source.close()


def test_what_cannot_be_put_in_place_changes_nothing(
    kept: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens amid it: what was there before is there, guards and all."""
    path = backed_up(kept, tmp_path)
    before = held(kept)
    monkeypatch.setattr("hub_roster.store.replacing._count_on", _broken)
    with pytest.raises(RuntimeError, match="amid"):
        put_back(kept, path)
    assert held(kept) == before
    with pytest.raises(Exception, match="only added to"), kept.owning() as connection:
        connection.exec_driver_sql("delete from audit_detail")


def _broken(*_: object) -> None:
    raise RuntimeError("amid the work")
