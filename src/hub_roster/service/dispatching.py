"""Jobs handed to Dask workers: the row is the truth, so that whatever dies, another takes the job up.

Dask is told never to try a task again by itself: it would run as the same attempt, and two might then write.
"""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import dask
from distributed import Client, Future

from hub_roster.service.logs import set_up
from hub_roster.service.solving import Clock, solve
from hub_roster.store.database import Database
from hub_roster.store.jobs import Jobs
from hub_roster.store.outages import Outage
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import JobState

SCHEDULER = "DASK_SCHEDULER_ADDRESS"
"""The environment variable that names a cluster elsewhere."""

LOOK_EVERY = 0.5
"""Seconds between two looks for a job that waits."""

log = logging.getLogger(__name__)


class UnusableScheduler(Exception):
    """A cluster elsewhere that cannot be used; the message says what it takes."""


class BrokenOff(Exception):
    """An attempt at a job ended by a fault, of which this says the kind alone."""


def now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)


def work(url: str, file_id: str, job_id: str, attempt: int) -> None:
    """Work on a job in a Dask worker, which knows nothing but where the database is."""
    set_up()
    database = Database(url)
    try:
        solve(database, UUID(file_id), UUID(job_id), attempt, now)
    except Exception as error:
        log.exception("job %s, attempt %d: broken off", job_id, attempt)
        # What it says may quote the hub's file, and would be sent and logged from here on.
        raise BrokenOff(type(error).__name__) from None
    finally:
        database.close()


def connect(url: str, workers: int) -> Client:
    """Give a cluster: the one an environment variable names, or one of our own on this machine.

    Raises
    ------
    UnusableScheduler
        If it is elsewhere, and the way there is not encrypted or the database is a file of this machine.
    """
    address = os.environ.get(SCHEDULER)
    # A task of a worker that died is ours to give to another, as another attempt.
    dask.config.set({"distributed.scheduler.allowed-failures": 0})
    if not address:
        # A client that makes its cluster ends it too.
        return Client(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            # Without it the scheduler's own pages want a fixed port, and one service a machine could run.
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
        )
    if not address.startswith("tls://"):
        raise UnusableScheduler(f"{SCHEDULER} has to begin with tls:// : rosters are not sent unencrypted.")
    if url.startswith("sqlite"):
        raise UnusableScheduler("A cluster on other machines takes PostgreSQL: SQLite is a file of this one.")
    return Client(address)


@dataclass
class Dispatcher:
    """Hands jobs to workers, at most as many as there are workers."""

    database: Database
    url: str
    client: Client
    clock: Clock = now
    running: dict[str, Future[None]] = field(default_factory=dict)

    def run(self, ended: threading.Event) -> None:
        """Hand out jobs until told to end, or until the cluster is lost: then another process is to begin."""
        while not ended.wait(LOOK_EVERY):
            if self.client.status == "closed":
                log.error("the cluster is lost, and no job can be handed out any more")
                return
            try:
                while self.hand_out():
                    pass
            except Outage as outage:  # it will be back, and so will we
                log.warning("no job could be looked for: %s", outage)
            except Exception:
                log.exception("no job could be looked for")

    def hand_out(self) -> bool:
        """Hand out one job, if one waits and a worker is free; say whether there was one."""
        self._forget_ended()
        if len(self.running) >= len(self.client.nthreads()):
            return False
        with self.database.writing(WHOLE) as session:
            job = Jobs(session).take(self.clock())
        if job is None:
            return False
        if job.state is JobState.RUNNING:
            key = f"{job.id}-{job.attempt}"
            log.info("job %s: attempt %d is handed out", job.id, job.attempt)
            self.running[key] = self.client.submit(
                work,
                self.url,
                str(job.asked.file_id),
                str(job.id),
                job.attempt,
                key=key,
                retries=0,
                pure=False,
            )
        return True

    def _forget_ended(self) -> None:
        for key, future in list(self.running.items()):
            if future.done():
                if future.status == "error":
                    log.warning("job attempt %s: its worker ended with %s", key, type(future.exception()))
                del self.running[key]
