"""Something strikes at a moment of a week's life, drawn by a seed; afterwards nothing may be lost or half."""

from __future__ import annotations

import random
import re
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hub_roster.domain.roster import RosterStatus
from hub_roster.service.audit_chain import verify
from hub_roster.service.publishing.publishing import spans
from hub_roster.service.weeks import period
from hub_roster.store.bookings import Taken
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles
from hub_roster.store.jobs import Jobs
from hub_roster.store.offers import Offers
from hub_roster.store.rosters import Rosters, Version
from hub_roster.store.scope import WHOLE
from hub_roster.store.tables import Booking, JobState, OfferState
from tests.faults.running_service import Kept, Kind, Part, RunningService, kept, prepare, serving
from tests.faults.service_life import STEPS, Broken, Life, Promised, hub

AWAY_SECONDS = 2.0
"""How long a database is away."""

FULL_SECONDS = 4.0
"""How long a disk is full."""

MEGABYTES = {Kind.SQLITE: 24, Kind.POSTGRESQL: 160}
"""Of the disk that is filled: what the service takes at first, and a little more."""


@dataclass(frozen=True)
class Moment:
    """When something strikes: so many seconds after a step began."""

    step: str
    after: float


def moment(words: str) -> Moment:
    """Draw a moment of the life; the same words give the same."""
    drawn = random.Random(words)
    step = drawn.choice(STEPS)
    return Moment(step.name, round(drawn.uniform(0, step.seconds), 3))


# What strikes -------------------------------------------------------------------------------------

Strike = Callable[[RunningService, Kept], None]


def killing(part: Part) -> Strike:
    """Kill a process of the service."""
    return lambda service, where: service.kill(part)


def restarting(how: signal.Signals) -> Strike:
    """End PostgreSQL under the service, and start it again after a while."""

    def strike(service: RunningService, where: Kept) -> None:
        del service
        assert where.server is not None
        where.server.end(how)
        time.sleep(AWAY_SECONDS)
        where.server.start()

    return strike


crashing, restarting_soon = restarting(signal.SIGQUIT), restarting(signal.SIGINT)
"""As when its machine fails, and as when somebody restarts it."""


def fill(service: RunningService, where: Kept) -> None:
    """Fill the disk the database lies on to its last byte, and make room again after a while."""
    del service
    filler = where.disk / "filler"
    _fill(filler)
    time.sleep(FULL_SECONDS)
    filler.unlink()
    server = where.server
    if server is not None and server.process is not None and server.process.poll() is not None:
        # Without room PostgreSQL may end itself; whoever runs it starts it again.
        server.end(signal.SIGINT)
        server.start()


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


# A life with it -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    """What came of it.

    Attributes
    ----------
    faults
        All that is wrong afterwards; nothing, where the service stood it.
    put_off
        How often the client was told to try later, or got no answer.
    again
        Seconds from the strike until the service said that it can work.
    """

    moment: Moment
    faults: tuple[str, ...]
    put_off: dict[str, int]
    again: float
    seconds: float

    def fields(self) -> dict[str, Any]:
        """Give it as it is kept."""
        return {"holds": not self.faults, **asdict(self)}


@dataclass
class _Striker:
    """Strikes once, when its step has begun and its time has come."""

    service: RunningService
    where: Kept
    strike: Strike
    at: Moment
    again: float = 0.0
    error: list[str] = field(default_factory=list)
    thread: threading.Thread | None = None

    def begins(self, step: str) -> None:
        """Hear that a step begins."""
        if step == self.at.step:
            self.thread = threading.Thread(target=self._run)
            self.thread.start()

    def _run(self) -> None:
        try:
            time.sleep(self.at.after)
            self.strike(self.service, self.where)
            self.again = round(self.service.wait_until_ready(), 1)
        except Exception as error:
            self.error.append(f"the strike: {type(error).__name__}: {error}")


def struck(kind: Kind, strike: Strike, at: Moment, *, small_disk: bool = False) -> Outcome:
    """Live the life of a week while something strikes, and say what is wrong afterwards."""
    began = time.monotonic()
    week = hub()
    with kept(kind, MEGABYTES[kind] if small_disk else None) as where:
        prepare(where.url, week)
        with serving(where.url) as service:
            life, striker = Life(service.origin, week), _Striker(service, where, strike, at)
            with life.client:
                faults = _live(life, striker)
            faults += [] if service.end() == 0 else ["the service did not end as it should"]
            faults += [*_said(service), *_told(service, life.secrets)]
        faults += whole(where.url, week.id, life.promised)
    return Outcome(at, tuple(faults), dict(life.put_off), striker.again, round(time.monotonic() - began, 1))


def _live(life: Life, striker: _Striker) -> list[str]:
    faults = []
    try:
        for step in STEPS:
            striker.begins(step.name)
            step.do(life)
    except Broken as error:
        faults.append(str(error))
    if striker.thread is not None:
        striker.thread.join()
    return [*faults, *striker.error, *life.odd]


def _said(service: RunningService) -> list[str]:
    """Say what stands in the log that should not: a traceback shows a fault nobody thought of."""
    lines = service.said.read_text(errors="replace").splitlines()
    at = [number for number, line in enumerate(lines) if line.startswith("Traceback")]
    return [f"a traceback in the log: {' / '.join(lines[n - 1 : n + 1])} ... {_last(lines, n)}" for n in at]


def _last(lines: list[str], start: int) -> str:
    return next((line for line in lines[start + 1 :] if line and not line.startswith(" ")), "")[:300]


def _told(service: RunningService, secrets: Iterable[str]) -> list[str]:
    """Say what stands in the log that nobody may read there."""
    lines, hidden = service.said.read_text(errors="replace").splitlines(), [*map(re.escape, secrets)]
    nobody_reads = re.compile(rf"\b(?:{'|'.join(hidden)})\b")
    return [f"nobody may read this in the log: {line}" for line in lines if nobody_reads.search(line)]


# What is there afterwards -------------------------------------------------------------------------


def whole(url: str, file_id: UUID, promised: Promised) -> list[str]:
    """Say what was promised and is not there, and what is there by half."""
    database = Database(url)
    try:
        return [
            *(fault.message for fault in verify(database)),
            *_rosters(database, file_id, promised),
            *_jobs(database, file_id, promised),
            *_bookings(database, file_id),
        ]
    finally:
        database.close()


def _rosters(database: Database, file_id: UUID, promised: Promised) -> list[str]:
    with database.reading(WHOLE) as session:
        rosters, files = Rosters(session), HubFiles(session)
        listed = rosters.listed(file_id)
        for version in listed:
            rosters.roster(version.id)
            files.problem(file_id, version.file_number)
        newest = files.newest(file_id).number
    there = {str(version.id) for version in listed}
    faults = [f"roster {each} is lost" for each in (*promised.drafts, *promised.edited) if each not in there]
    if newest < promised.files:
        faults.append(f"version {promised.files} of the hub's file is lost")
    return [*faults, *_in_force(database, file_id, listed, promised), *_by_hand(listed, promised)]


def _in_force(
    database: Database, file_id: UUID, listed: Sequence[Version], promised: Promised
) -> Iterator[str]:
    """Say where the rosters that came into force are others than was answered, or another holds."""
    for week, answered in promised.published.items():
        with database.reading(WHOLE) as session:
            holds = [str(each.published) for each in Rosters(session).weeks(file_id, week, week)]
        came = [
            str(version.id)
            for version in reversed(listed)
            if version.first_day == week and version.status in (RosterStatus.PUBLISHED, RosterStatus.AMENDED)
        ]
        # One more may have come into force than was answered, where the life broke off.
        if came[: len(answered)] != answered or len(came) > len(answered) + 1:
            yield f"other rosters of {week} came into force than was answered"
        if holds != came[-1:]:
            yield f"another roster of {week} holds than the one published last"


def _by_hand(listed: Sequence[Version], promised: Promised) -> Iterator[str]:
    """Say what was edited or recorded by hand and is there twice, or not at all."""
    for what, answered, found in (
        ("edited", promised.edited, [each for each in listed if _is_edited(each)]),
        ("worked", promised.worked, [each for each in listed if each.status is RosterStatus.WORKED]),
    ):
        there = [str(version.id) for version in found]
        if not set(answered) <= set(there) or len(there) > len(answered) + 1:
            yield f"{len(there)} rosters {what} were kept where {len(answered)} were answered"


def _is_edited(version: Version) -> bool:
    return version.status is RosterStatus.DRAFT and version.follows is not None


def _jobs(database: Database, file_id: UUID, promised: Promised) -> list[str]:
    with database.reading(WHOLE) as session:
        jobs = Jobs(session).listed(file_id)
        listed = Rosters(session).listed(file_id)
        said = [(each, Offers(session).offer(UUID(each)).kept) for each in promised.accepted]
    drafts = [
        version for version in listed if version.status is RosterStatus.DRAFT and not _is_edited(version)
    ]
    made = [job.made for job in jobs if job.made is not None]
    faults = [f"a job is still {job.state}" for job in jobs if job.is_open]
    faults += [f"a job ended {job.state}: {job.reason}" for job in jobs if job.state is JobState.FAILED]
    faults += [f"offer {each} is {state}" for each, state in said if state is not OfferState.ACCEPTED]
    if not set(promised.drafts) <= {str(each) for each in made}:
        faults.append("a draft is of no job")
    if sorted(made) != sorted(version.id for version in drafts):
        faults.append(f"{len(drafts)} drafts were kept of {len(made)} jobs")
    return faults


def _bookings(database: Database, file_id: UUID) -> list[str]:
    """Bookings are those of the rosters that hold, every one of them and no other."""
    wanted: list[tuple[UUID, Taken]] = []
    with database.reading(WHOLE) as session:
        rosters = Rosters(session)
        for week in rosters.weeks(file_id, date.min, date.max):
            if week.published is not None:
                version = rosters.version(week.published)
                first, weeks, number = version.first_day, version.weeks, version.file_number
                problem = period(session, file_id, first, weeks, number=number).problem
                wanted += [(version.id, span) for span in spans(problem, rosters.roster(version.id))]
        rows = session.execute(select(Booking.roster, Booking.who, Booking.starts, Booking.ends))
        booked = sorted((row.roster, Taken(row.who, row.starts, row.ends)) for row in rows)
    return [] if booked == sorted(wanted) else ["bookings are not those of the rosters that hold"]
