"""A draft worked on: the job is kept alive meanwhile, wishes are heard, and what comes of it is kept."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict

from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import Roster
from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.service.drafts.planned import as_planned, to_plan
from hub_roster.service.weeks import NotWhole, of_file, period
from hub_roster.solver.draft import draft
from hub_roster.solver.limits import Limits, Progress
from hub_roster.solver.locks import ContradictoryLocks
from hub_roster.solver.stop import Stop
from hub_roster.store.database import Database
from hub_roster.store.hub_files import Made
from hub_roster.store.jobs import Asked, DraftJob, Jobs, LostJob
from hub_roster.store.outages import Outage
from hub_roster.store.rosters import Rosters, Version
from hub_roster.store.scope import WHOLE, Scope, ScopedSession
from hub_roster.store.tables import JobState, Wish

Clock = Callable[[], datetime]

BEAT = 1.0
"""Seconds between two words of a worker: a manager sees the roster get better, and a wish is heard."""

MOST_WAIT = 600.0
"""Seconds a worker waits for a database that is away, to keep what it drafted."""

FAULT = "The draft ended with a fault of hub-roster's own. Those who run it can see which."

log = logging.getLogger(__name__)


class DraftProgress(BaseModel):
    """How far a draft is.

    Attributes
    ----------
    share
        Of the time or work it may take.
    shortfall
        Minutes short by priority; None before there is a roster.
    bound
        None where the shortfall is not proven least.
    """

    model_config = ConfigDict(frozen=True)

    phase: str
    seconds: float
    share: float
    shortfall: tuple[int, ...] | None
    cost: int | None
    bound: int | None


def solve(database: Database, file_id: UUID, job_id: UUID, attempt: int, clock: Clock) -> None:
    """Work on a job as one attempt of it, to its end."""
    try:
        with database.reading(Scope.of(file_id)) as session:
            job = Jobs(session).draft(job_id)
        if job.attempt == attempt and job.state is JobState.RUNNING:
            _Work(database, job, clock).run()
    except LostJob:
        log.info("job %s, attempt %d: another has it now", job_id, attempt)
    except Outage as outage:  # its lease runs out, and another attempt takes it up
        log.warning("job %s, attempt %d is given up: %s", job_id, attempt, outage)


def take(database: Database, at: datetime) -> DraftJob | None:
    """Take the next job; of one that was broken off too often, keep the best roster it had."""
    with database.writing(WHOLE) as session:
        job = Jobs(session).take(at)
        if job is not None and job.state is JobState.FAILED:
            _keep_best(session, job, at)
        return job


def _keep_best(session: ScopedSession, job: DraftJob, at: datetime) -> None:
    """Keep the best roster of a draft that was broken off too often, as if it had been stopped.

    Where that cannot be done the draft has failed all the same: others wait for their turn.
    """
    asked, jobs = job.asked, Jobs(session)
    best = jobs.best(job.id)
    if best is None:
        return
    try:
        with session.begin_nested():
            now = period(session, asked.file_id, asked.first_day, asked.weeks, number=asked.file_number)
            roster = as_planned(now.problem, Roster.model_validate_json(best), asked.planned)
            jobs.keep_of_broken_off(job.id, _add(session, job, roster, at).id)
    except Outage:
        raise
    except Exception:
        log.exception("job %s: its best roster could not be kept", job.id)


def _add(session: ScopedSession, job: DraftJob, roster: Roster, at: datetime) -> Version:
    made = Made(job.made_by.by, at, "drafted")
    return Rosters(session).add(uuid4(), roster, job.asked.file_number, made, None)


@dataclass
class _Work:
    """One attempt at a job."""

    database: Database
    job: DraftJob
    clock: Clock
    stop: Stop = field(default_factory=Stop)

    def __post_init__(self) -> None:
        self._scope = Scope.of(self.job.asked.file_id)
        self._latest: Progress | None = None
        self._best: Roster | None = None
        self._told: Roster | None = None
        self._wish = Wish.NOTHING
        self._lost = False
        self._ended = threading.Event()

    def run(self) -> None:
        """Draft, and end the job with what came of it."""
        beating = threading.Thread(target=self._beat, daemon=True)
        beating.start()
        try:
            outcome = self._draft()
        finally:
            self._ended.set()
            beating.join()
        if self._lost:
            raise LostJob
        self._keep(outcome)

    def _draft(self) -> Roster | str:
        """Give the roster, or why there is none."""
        asked = self.job.asked
        try:
            with self.database.reading(self._scope) as session:
                before = Jobs(session).best(self.job.id)
                now = period(session, asked.file_id, asked.first_day, asked.weeks, number=asked.file_number)
            with of_file(now.problem):
                problem = to_plan(now.problem, asked.planned)
            drafted = draft(problem, limits=_limits(asked), stop=self.stop, report=self._report).roster
        except ContradictoryLocks as error:
            return str(error)
        except NotWhole as error:
            return _in_words(error)
        except Outage:  # no fault of the draft's
            raise
        except Exception:
            log.exception("job %s failed", self.job.id)
            return FAULT
        if before is not None:
            drafted = _better(problem, drafted, Roster.model_validate_json(before))
        return as_planned(problem, drafted, asked.planned)

    def _keep(self, outcome: Roster | str) -> None:
        """End the job as soon as the database lets us: what was drafted for minutes is not to be lost."""
        for _ in range(int(MOST_WAIT / BEAT)):
            try:
                self._end(outcome)
            except Outage as outage:
                log.warning("job %s: what came of it cannot be kept yet: %s", self.job.id, outage)
                time.sleep(BEAT)
            else:
                return
        # The last try; what it raises, another attempt makes good.
        self._end(outcome)

    def _end(self, outcome: Roster | str) -> None:
        at = self.clock()
        with self.database.writing(self._scope) as session:
            jobs = Jobs(session)
            # What was wanted since the last beat counts too, and nothing more is wanted until this ends.
            if jobs.renew(self.job.id, self.job.attempt, at, None, None) is Wish.CANCEL:
                jobs.end(self.job.id, self.job.attempt, at, JobState.CANCELLED)
            elif isinstance(outcome, str):
                jobs.end(self.job.id, self.job.attempt, at, JobState.FAILED, reason=outcome[:500])
            else:
                version = _add(session, self.job, outcome, at)
                jobs.end(self.job.id, self.job.attempt, at, JobState.DONE, made=version.id)

    # Meanwhile ------------------------------------------------------------------------------------

    def _report(self, progress: Progress) -> None:
        self._latest = progress
        if progress.roster is not None:
            self._best = progress.roster

    def _beat(self) -> None:
        """Say how far it is, and hear what is wanted, until the end."""
        while not self._ended.wait(BEAT):
            try:
                self._wish = self._say()
            except LostJob:
                self._lost = True
            except Outage as outage:  # the lease may outlast that
                log.warning("job %s: its progress could not be kept: %s", self.job.id, outage)
            except Exception:
                log.exception("job %s: its progress could not be kept", self.job.id)
            if self._lost or self._wish is not Wish.NOTHING:
                self.stop.ask()

    def _say(self) -> Wish:
        latest, best = self._latest, self._best
        progress = None if latest is None else _progress(latest).model_dump_json()
        new = None if best is None or best is self._told else best.model_dump_json()
        with self.database.writing(self._scope) as session:
            wish = Jobs(session).renew(self.job.id, self.job.attempt, self.clock(), progress, new)
        self._told = best
        return wish


def _limits(asked: Asked) -> Limits:
    seconds = float(asked.seconds) if asked.work is None else None
    return Limits(seconds, asked.work, asked.seed, workers=2)


def _progress(latest: Progress) -> DraftProgress:
    return DraftProgress(
        phase=latest.phase.value,
        seconds=round(latest.seconds, 1),
        share=round(latest.share, 3),
        shortfall=latest.shortfall,
        cost=latest.cost,
        bound=latest.bound,
    )


def _better(problem: Problem, one: Roster, other: Roster) -> Roster:
    """Give the better of two rosters: what an attempt before had found is not lost."""

    def rank(roster: Roster) -> tuple[bool, tuple[int, ...], int]:
        judgement = judge(RULEBOOK.of(problem), problem, roster)
        minutes = tuple(short.minutes for short in judgement.shortfall.values())
        return bool(judgement.violations), minutes, judgement.cost

    return min(one, other, key=rank)


def _in_words(error: NotWhole) -> str:
    messages = (fault.message for fault in error.faults)
    return " ".join(["In this period the hub's file does not hold together:", *messages])
