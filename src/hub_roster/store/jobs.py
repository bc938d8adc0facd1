"""Drafts asked for, and who works on them: whoever lost a job to another can write nothing more of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select, update

from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import OPEN, Job, JobState, Planned, Wish

LEASE = timedelta(seconds=15)
"""How long a worker may be silent before another takes its job."""

WEEK = timedelta(days=7)

MOST_ATTEMPTS = 3
"""A job whose workers died so often is not tried again: it may well be what kills them."""

BROKEN_OFF = (
    "The draft was broken off three times, and is not tried again. Those who run hub-roster can see why."
)

BEST_KEPT = "The best roster it had by then is kept."


class LostJob(Exception):
    """Somebody else has the job now, or it is at its end: nothing more of it may be written."""


class AlreadyDrafting(Exception):
    """A draft of that hub and week is under way; `job` is its id."""

    def __init__(self, job: UUID) -> None:
        super().__init__("A draft of this week is under way already.")
        self.job = job


class OtherDraft(Exception):
    """A key that is meant to be of one draft, and was sent with another."""

    def __init__(self) -> None:
        super().__init__("Another draft was asked for by this Idempotency-Key: send each with its own.")


@dataclass(frozen=True)
class Asked:
    """What is to be drafted.

    Attributes
    ----------
    key
        What the one who asked calls it; asking again by the same key is the same job.
    file_number
        The version of the hub's file to draft from.
    work
        In deterministic seconds, in place of `seconds`, for a draft that can be repeated.
    """

    file_id: UUID
    key: str
    first_day: date
    weeks: int
    file_number: int
    seconds: int
    work: int | None
    seed: int
    planned: Planned = Planned.EVERYTHING


@dataclass(frozen=True)
class DraftJob:
    """A draft asked for, and how far it has come.

    Attributes
    ----------
    progress
        What its worker said last, in JSON; None before it said anything.
    made
        The version of the roster that came of it.
    """

    id: UUID
    asked: Asked
    made_by: Made
    state: JobState
    wish: Wish
    attempt: int
    progress: str | None
    made: UUID | None
    reason: str

    @property
    def is_open(self) -> bool:
        """Say whether it goes on by itself."""
        return self.state in OPEN


class Jobs:
    """The jobs of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    # Asking ---------------------------------------------------------------------------------------

    def ask(self, job_id: UUID, asked: Asked, made: Made) -> DraftJob:
        """Ask for a draft, or give the one asked for before by the same key.

        Raises
        ------
        NotThere
            If there is no such file in scope.
        OtherDraft
            If another draft was asked for by that key.
        AlreadyDrafting
            If another of the same hub that has one of the weeks is under way.
        """
        HubFiles(self._session).take_turn(asked.file_id)  # of two who ask at once the second sees the first
        before = self._session.scalars(
            select(Job).where(Job.file_id == asked.file_id, Job.key == asked.key)
        ).first()
        if before is not None:
            told = _told(before)
            if replace(told.asked, file_number=asked.file_number) != asked:
                raise OtherDraft
            return told
        open_now = self._open(asked)
        if open_now is not None:
            raise AlreadyDrafting(open_now)
        row = Job(
            id=job_id,
            file_id=asked.file_id,
            key=asked.key,
            first_day=asked.first_day,
            weeks=asked.weeks,
            file_number=asked.file_number,
            seconds=asked.seconds,
            work=asked.work,
            seed=asked.seed,
            planned=asked.planned,
            state=JobState.WAITING,
            wish=Wish.NOTHING,
            attempt=0,
            reason="",
            asked_at=made.at,
            asked_by=made.by,
        )
        self._session.add(row)
        self._session.flush()
        return _told(row)

    def _open(self, asked: Asked) -> UUID | None:
        rows = self._session.scalars(select(Job).where(Job.file_id == asked.file_id, Job.state.in_(OPEN)))
        first, after = asked.first_day, asked.first_day + WEEK * asked.weeks
        both = (row for row in rows if row.first_day < after and first < row.first_day + WEEK * row.weeks)
        return next((row.id for row in both), None)

    def draft(self, job_id: UUID) -> DraftJob:
        """Give a draft.

        Raises
        ------
        NotThere
            If there is none of that id in scope.
        """
        return _told(self._row(job_id))

    def listed(
        self, file_id: UUID, after: tuple[datetime, UUID] | None = None, most: int = 50
    ) -> list[DraftJob]:
        """Give the drafts of a hub's file, the latest first.

        Parameters
        ----------
        after
            When the draft was asked for that a page ended with, and its id: those that follow it alone.
        """
        wanted = select(Job).where(Job.file_id == file_id)
        if after is not None:
            asked_at, job_id = after
            same = and_(Job.asked_at == asked_at, Job.id > job_id)
            wanted = wanted.where(or_(Job.asked_at < asked_at, same))
        rows = self._session.scalars(wanted.order_by(Job.asked_at.desc(), Job.id).limit(most))
        return [_told(row) for row in rows]

    def standing(self) -> dict[JobState, tuple[int, datetime]]:
        """Give how many drafts stand in each state there are any in, and when the oldest was asked for."""
        rows = self._session.execute(
            select(Job.state, func.count(), func.min(Job.asked_at)).group_by(Job.state)
        )
        return {state: (count, oldest) for state, count, oldest in rows}

    def want(self, job_id: UUID, wish: Wish, at: datetime) -> DraftJob:
        """Let a draft stop and keep the best so far, or be given up; one nobody took yet ends at once."""
        row = self._session.scalars(select(Job).where(Job.id == job_id).with_for_update()).first()
        if row is None:
            raise NotThere
        if row.state in OPEN:
            row.wish = wish
        if row.state is JobState.WAITING and wish is not Wish.NOTHING:
            row.state, row.ended_at = JobState.CANCELLED, at
        self._session.flush()
        return _told(row)

    def _row(self, job_id: UUID) -> Job:
        row = self._session.scalars(select(Job).where(Job.id == job_id)).first()
        if row is None:
            raise NotThere
        return row

    # Working --------------------------------------------------------------------------------------

    def take(self, at: datetime) -> DraftJob | None:
        """Take the job that waits longest, or whose worker has fallen silent; None where there is none.

        One that was given up, or broken off too often, is at its end instead.
        """
        silent = (Job.state == JobState.RUNNING) & (Job.lease_until < at)
        row = self._session.scalars(
            select(Job)
            .where((Job.state == JobState.WAITING) | silent)
            .order_by(Job.asked_at, Job.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).first()
        if row is None:
            return None
        if row.wish is Wish.CANCEL:  # its worker died before it heard
            row.state, row.ended_at, row.best = JobState.CANCELLED, at, None
        elif row.attempt >= MOST_ATTEMPTS:
            row.state, row.reason, row.ended_at = JobState.FAILED, BROKEN_OFF, at
        else:
            row.state, row.attempt, row.lease_until = JobState.RUNNING, row.attempt + 1, at + LEASE
        self._session.flush()
        return _told(row)

    def renew(self, job_id: UUID, attempt: int, at: datetime, progress: str | None, best: str | None) -> Wish:
        """Keep a job for another while, with what is new of it, and hear what is wanted.

        Raises
        ------
        LostJob
            If another attempt has it now.
        """
        changed = {"progress": progress, "best": best}
        row = self._session.execute(
            update(Job)
            .where(Job.id == job_id, Job.attempt == attempt, Job.state == JobState.RUNNING)
            .values(lease_until=at + LEASE, **{name: v for name, v in changed.items() if v is not None})
            .returning(Job.wish)
        ).first()
        if row is None:
            raise LostJob
        wish: Wish = row.wish
        return wish

    def best(self, job_id: UUID) -> str | None:
        """Give the best roster so far, in JSON."""
        return self._row(job_id).best

    def keep_of_broken_off(self, job_id: UUID, made: UUID) -> None:
        """Say of a draft that was broken off too often which version its best roster is kept as."""
        row = self._row(job_id)
        row.made, row.reason, row.best = made, f"{BROKEN_OFF} {BEST_KEPT}", None
        self._session.flush()

    def end(
        self,
        job_id: UUID,
        attempt: int,
        at: datetime,
        state: JobState,
        *,
        made: UUID | None = None,
        reason: str = "",
    ) -> None:
        """End a job.

        Raises
        ------
        LostJob
            If another attempt has it now.
        """
        row = self._session.execute(
            update(Job)
            .where(Job.id == job_id, Job.attempt == attempt, Job.state == JobState.RUNNING)
            .values(state=state, made=made, reason=reason, ended_at=at, lease_until=None, best=None)
            .returning(Job.id)
        ).first()
        if row is None:
            raise LostJob


def _told(row: Job) -> DraftJob:
    asked = Asked(
        row.file_id,
        row.key,
        row.first_day,
        row.weeks,
        row.file_number,
        row.seconds,
        row.work,
        row.seed,
        row.planned,
    )
    made = Made(row.asked_by, row.asked_at)
    return DraftJob(row.id, asked, made, row.state, row.wish, row.attempt, row.progress, row.made, row.reason)
