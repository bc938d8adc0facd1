"""Jobs handed to Dask workers that really run, and to others when those are killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from distributed import Client

from hub_roster.examples import FIXTURE_SEED, make_hub
from hub_roster.service.drafts.dispatching import SCHEDULER, Dispatcher, UnusableScheduler, connect, now
from hub_roster.service.drafts.drafting import Wanted, ask, stop_and_keep
from hub_roster.store.database import Database
from hub_roster.store.hub_files import Made
from hub_roster.store.jobs import DraftJob, Jobs
from hub_roster.store.rosters import Rosters
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import JobState
from tests import tiny
from tests.service.kept import keep_file

MOST_SECONDS = 60

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """Give a cluster of one worker on this machine."""
    with connect("sqlite:///unused", workers=1) as made:
        yield made


def url_of(database: Database) -> str:
    """Give the address another process reaches a database by."""
    return database.engine.url.render_as_string(hide_password=False)


def wait_until(true: Callable[[], bool]) -> None:
    """Wait for what takes another process some time."""
    for _ in range(MOST_SECONDS * 20):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come about")


def job(database: Database, job_id: UUID) -> DraftJob:
    """Give a job as it stands."""
    with database.reading(WHOLE) as session:
        return Jobs(session).draft(job_id)


def best(database: Database, job_id: UUID) -> str | None:
    """Give the best roster kept with a job so far."""
    with database.reading(WHOLE) as session:
        return Jobs(session).best(job_id)


def test_a_worker_drafts_what_was_asked_for(database: Database, client: Client) -> None:
    """In a process of its own, which knows nothing but where the database is."""
    problem = tiny.hub(tiny.people("ann ben", contract_hours=40), tiny.shift("early"))
    keep_file(database, problem)
    wanted = Wanted(problem.id, problem.first_day, "k", work=4)
    asked = ask(database, WHOLE, wanted, Made("ann", now()), actor="service")
    dispatcher = Dispatcher(database, url_of(database), client)
    assert dispatcher.hand_out()
    assert not dispatcher.hand_out()
    wait_until(lambda: not job(database, asked.id).is_open)
    done = job(database, asked.id)
    assert (done.state, done.attempt) == (JobState.DONE, 1)
    assert done.made is not None
    with database.reading(WHOLE) as session:
        assert Rosters(session).roster(done.made) == tiny.drafted(problem).roster


def test_a_job_outlives_the_worker_that_is_killed(database: Database, client: Client) -> None:
    """Its lease runs out, another attempt takes it up, and the best the first had found is still there."""
    problem = make_hub(FIXTURE_SEED)
    keep_file(database, problem)
    wanted = Wanted(problem.id, problem.first_day, "k", seconds=600)
    asked = ask(database, WHOLE, wanted, Made("ann", now()), actor="service")
    late = timedelta()

    def clock() -> datetime:
        return now() + late

    dispatcher = Dispatcher(database, url_of(database), client, clock)
    assert dispatcher.hand_out()
    wait_until(lambda: best(database, asked.id) is not None)
    found = best(database, asked.id)
    (killed,) = client.run(os.getpid).values()
    os.kill(killed, signal.SIGKILL)
    late = timedelta(minutes=1)
    wait_until(dispatcher.hand_out)
    wait_until(
        lambda: (job(database, asked.id).progress or "") != "" and job(database, asked.id).attempt == 2
    )
    assert best(database, asked.id) is not None
    assert found is not None
    late = timedelta()
    stop_and_keep(database, WHOLE, asked.id, Made("ann", now()), actor="service")
    wait_until(lambda: not job(database, asked.id).is_open)
    assert job(database, asked.id).state is JobState.DONE
    assert client.run(os.getpid).values() != [killed]


def test_a_cluster_lost_for_good_ends_the_dispatcher(database: Database) -> None:
    """A client that could not reach its scheduler again never tries once more: a new process has to."""
    with connect(url_of(database), workers=1) as lost:
        dispatcher = Dispatcher(database, url_of(database), lost)
    runs = threading.Thread(target=dispatcher.run, args=(threading.Event(),), daemon=True)
    runs.start()
    runs.join(10)
    assert not runs.is_alive()


@pytest.mark.parametrize(
    ("scheduler", "url", "fault"),
    [
        ("tcp://10.0.0.1:8786", "postgresql://host/rosters", "has to begin with tls://"),
        ("tls://10.0.0.1:8786", "sqlite:///hub-roster.db", "takes PostgreSQL"),
    ],
)
def test_a_cluster_elsewhere_takes_encryption_and_postgresql(
    monkeypatch: pytest.MonkeyPatch, scheduler: str, url: str, fault: str
) -> None:
    """Rosters do not travel in the clear, and a file of this machine is no database for another."""
    monkeypatch.setenv(SCHEDULER, scheduler)
    with pytest.raises(UnusableScheduler, match=fault):
        connect(url, workers=1)
