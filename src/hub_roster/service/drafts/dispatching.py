"""Jobs handed to Dask workers: the row is the truth, so that whatever dies, another takes the job up.

Dask is told never to try a task again by itself: it would run as the same attempt, and two might then write.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import dask
from distributed import Client, Future

from hub_roster.service.drafts.solving import Clock, solve, take
from hub_roster.service.logs import set_up
from hub_roster.store.database import ADDRESS, Database, address
from hub_roster.store.outages import Outage
from hub_roster.store.tables import JobState

SCHEDULER = "DASK_SCHEDULER_ADDRESS"
"""The environment variable that names a cluster elsewhere."""

LOOK_EVERY = 0.5
"""Seconds between two looks for a job that waits."""

LOOK_AGAIN = 5.0
"""Seconds between two looks for a cluster that does not answer."""

log = logging.getLogger(__name__)


class UnusableScheduler(Exception):
    """A cluster elsewhere that cannot be used; the message says what it takes."""


class ClusterAway(Exception):
    """A cluster elsewhere that does not answer just now; the message says which."""


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


def elsewhere(environment: Mapping[str, str]) -> str:
    """Give where a cluster elsewhere is; empty where none is named.

    Raises
    ------
    UnusableScheduler
        If the way there is not encrypted, or the database is a file of this machine.
    """
    scheduler = environment.get(SCHEDULER, "")
    faults = []
    if scheduler and not scheduler.startswith("tls://"):
        faults.append(f"{SCHEDULER} has to begin with tls:// : rosters are not sent unencrypted.")
    if scheduler and address(environment).startswith("sqlite"):
        faults.append("A cluster on other machines takes PostgreSQL: SQLite is a file of this one.")
    if faults:
        raise UnusableScheduler(" ".join(faults))
    return scheduler


def connect(url: str, workers: int) -> Client:
    """Give a cluster: the one an environment variable names, or one of our own on this machine.

    Raises
    ------
    UnusableScheduler
        If it is elsewhere, and the way there is not encrypted or the database is a file of this machine.
    ClusterAway
        If it is elsewhere and does not answer.
    """
    scheduler = elsewhere({**os.environ, ADDRESS: url})
    # A task of a worker that died is ours to give to another, as another attempt.
    dask.config.set({"distributed.scheduler.allowed-failures": 0})
    if not scheduler:
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
    try:
        return Client(scheduler)
    except OSError:
        raise ClusterAway(f"The cluster at {scheduler} does not answer.") from None


def hand_out_drafts(database: Database, url: str, workers: int, ended: threading.Event) -> None:
    """Hand out jobs until told to end, by a new connection wherever the cluster was away."""
    while not ended.is_set():
        try:
            client = connect(url, workers)
        except ClusterAway as away:
            log.warning("%s Drafts wait until it does.", away)
            ended.wait(LOOK_AGAIN)
            continue
        with client:
            Dispatcher(database, url, client).run(ended)


@dataclass
class Dispatcher:
    """Hands jobs to workers, at most as many as there are workers."""

    database: Database
    url: str
    client: Client
    clock: Clock = now
    running: dict[str, Future[None]] = field(default_factory=dict)
    _has_workers: bool = True

    def run(self, ended: threading.Event) -> None:
        """Hand out jobs until told to end, or until the cluster is lost."""
        while not ended.wait(LOOK_EVERY):
            # Dask looks for a scheduler that went for half a minute, and then never again by this client.
            if self.client.status in {"closing", "closed"}:
                log.warning("the cluster is lost")
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
        workers = len(self.client.nthreads())
        if (workers > 0) is not self._has_workers:
            self._has_workers = workers > 0
            log.warning("workers are there again" if workers else "no worker is there: drafts wait for one")
        if len(self.running) >= workers:
            return False
        job = take(self.database, self.clock())
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
