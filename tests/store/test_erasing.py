"""What nobody may delete goes by retention alone, and the way to it is open for no longer than that takes."""

from __future__ import annotations

import subprocess
import sys
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Executable, delete, func, select, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from hub_roster.store.database import Database
from hub_roster.store.erasing import Eraser, Kind, erasing
from hub_roster.store.scope import WHOLE, Scope
from hub_roster.store.tables import Erasing, KeptOffer, OfferEvent
from tests.service.retention.lives import FIRST, Life

OWN, OTHER = UUID(int=1), UUID(int=2)

TELLTALE = b"a telltale task"

OPENED = """
import sys, time
from uuid import UUID
from sqlalchemy import delete
from hub_roster.store.database import Database
from hub_roster.store.erasing import erasing
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import OfferEvent
with Database(sys.argv[1]).writing(WHOLE) as session, erasing(session, UUID(int=1)):
    session.execute(delete(OfferEvent).where(OfferEvent.file_id == UUID(int=1)))
    print("erased", flush=True)
    time.sleep(60)
"""
"""What a process does that is killed in the middle of it."""


@pytest.fixture
def kept(database: Database) -> Database:
    """Keep a week with an offer of each of two hubs."""
    with database.writing(WHOLE) as session:
        for hub in (OWN, OTHER):
            life = Life(session, hub)
            life.file(FIRST)
            life.published(FIRST)
    return database


def events(database: Database, hub: UUID = OWN) -> int:
    """Count what happened to a hub's offers."""
    with database.reading(WHOLE) as session:
        wanted = select(func.count()).select_from(OfferEvent).where(OfferEvent.file_id == hub)
        return session.scalar(wanted) or 0


def open_ways(database: Database) -> int:
    """Count the hubs whose offers could be erased."""
    with database.reading(WHOLE) as session:
        return session.scalar(select(func.count()).select_from(Erasing)) or 0


OF_OWN = delete(OfferEvent).where(OfferEvent.file_id == OWN).execution_options(synchronize_session=False)


@pytest.mark.parametrize(
    "change",
    [OF_OWN, delete(OfferEvent), update(OfferEvent).values(by="somebody else")],
    ids=["one hub's", "all", "changed"],
)
def test_what_happened_stays_although_a_hub_is_erased(kept: Database, change: Executable) -> None:
    """While another hub's go; and while its own go nothing of it is changed."""
    being = OWN if change is not OF_OWN else OTHER
    refused = pytest.raises(DatabaseError, match="stays as it was written")
    with refused, kept.writing(WHOLE) as session, erasing(session, being):
        session.execute(change)
    assert (events(kept), events(kept, OTHER), open_ways(kept)) == (2, 2, 0)


def test_what_happened_goes_while_it_is_erased(kept: Database) -> None:
    """In the scope of its hub; before that and after it is refused."""
    for erased in (False, True, False):
        if erased:
            with kept.writing(Scope.of(OWN)) as session, erasing(session, OWN):
                session.execute(OF_OWN)
            assert (events(kept), events(kept, OTHER)) == (0, 2)
        else:
            with pytest.raises(DatabaseError, match="stays as it"), kept.writing(WHOLE) as session:
                session.execute(delete(OfferEvent))
    assert open_ways(kept) == 0


def test_the_way_cannot_be_left_open(kept: Database) -> None:
    """A transaction that forgets to close it does not come to its end, and nothing it did does."""
    for number in (0, 1):  # there is a version 1 that it could refer to
        with pytest.raises(IntegrityError):
            forget(kept, number)
        assert (events(kept), open_ways(kept)) == (2, 0)


def forget(database: Database, number: int) -> None:
    """Open a way, erase by it, and leave it open."""
    with database.writing(WHOLE) as session:
        session.add(Erasing(file_id=OWN, never=number))
        session.flush()
        session.execute(OF_OWN)


def test_nothing_is_left_open_by_a_process_that_is_killed(kept: Database) -> None:
    """In the middle of erasing: nothing went, and nothing can."""
    url = kept.engine.url.render_as_string(hide_password=False)
    with subprocess.Popen([sys.executable, "-c", OPENED, url], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "erased\n"
        process.kill()
    assert (events(kept), open_ways(kept)) == (2, 0)
    with pytest.raises(DatabaseError, match="stays as it was written"), kept.writing(WHOLE) as session:
        session.execute(OF_OWN)


def test_an_eraser_reaches_its_hub_alone(kept: Database) -> None:
    """Whatever ids it is given, in the scope of one hub nothing of another goes."""
    with kept.reading(WHOLE) as session:
        other = list(session.scalars(select(KeptOffer.roster).where(KeptOffer.file_id == OTHER)))
    with kept.writing(Scope.of(OWN)) as session:
        eraser = Eraser(session, OWN)
        assert eraser.count_rosters([*other, uuid4()])[Kind.ROSTER] == 0
        assert eraser.erase_rosters(other)[Kind.ROSTER] == 0
        eraser.erase_week(FIRST, [])
    assert (events(kept), events(kept, OTHER)) == (0, 2)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_erased_is_not_left_in_the_file(kept: Database) -> None:
    """A week that was erased cannot be read out of SQLite's file, however it was built."""

    def in_file() -> bool:
        with kept.copying() as connection:
            connection.exec_driver_sql("commit")
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
            connection.exec_driver_sql("begin")
        assert kept.file is not None
        return TELLTALE in kept.file.read_bytes()

    with kept.writing(WHOLE) as session:
        session.execute(update(KeptOffer).where(KeptOffer.file_id == OWN).values(task=TELLTALE.decode()))
    assert in_file()
    with kept.writing(Scope.of(OWN)) as session:
        Eraser(session, OWN).erase_week(FIRST, [])
    assert not in_file()
