"""Drafts asked for: each is a job, worked on elsewhere, whose row says how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from hub_roster.service.audit import Did, record
from hub_roster.service.drafts.solving import DraftProgress
from hub_roster.store.database import Database
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.jobs import Asked, DraftJob, Jobs
from hub_roster.store.scope import Scope, ScopedSession
from hub_roster.store.tables import Planned, Wish


@dataclass(frozen=True)
class Wanted:
    """A draft as somebody wants it.

    Attributes
    ----------
    key
        What the one who asks calls it: asking again by the same key makes no second.
    work
        In deterministic seconds, in place of `seconds`, for a draft that can be repeated.
    """

    file_id: UUID
    first_day: date
    key: str
    weeks: int = 1
    seconds: int = 20
    work: int | None = None
    seed: int = 1
    planned: Planned = Planned.EVERYTHING


def ask(database: Database, scope: Scope, wanted: Wanted, made: Made, *, actor: str) -> DraftJob:
    """Ask for a draft of the newest version of a hub's file.

    Raises
    ------
    NotThere
        If there is no such file in scope.
    AlreadyDrafting
        If that week is being drafted.
    """
    with database.writing(scope) as session:
        number = HubFiles(session).newest(wanted.file_id).number
        asked = Asked(
            wanted.file_id,
            wanted.key,
            wanted.first_day,
            wanted.weeks,
            number,
            wanted.seconds,
            wanted.work,
            wanted.seed,
            wanted.planned,
        )
        job_id = uuid4()
        draft = Jobs(session).ask(job_id, asked, made)
        if draft.id == job_id:
            _write_down(session, draft, Did.DRAFTED, made, actor)
        return draft


def stop_and_keep(database: Database, scope: Scope, job_id: UUID, made: Made, *, actor: str) -> DraftJob:
    """Let a draft end with the best roster it has."""
    return _want(database, scope, job_id, Wish.STOP, made, actor)


def cancel(database: Database, scope: Scope, job_id: UUID, made: Made, *, actor: str) -> DraftJob:
    """Give a draft up: nothing of it is kept."""
    return _want(database, scope, job_id, Wish.CANCEL, made, actor)


def progress(draft: DraftJob) -> DraftProgress | None:
    """Give how far a draft is; None before its worker said anything."""
    return None if draft.progress is None else DraftProgress.model_validate_json(draft.progress)


WISHED = {Wish.STOP: Did.STOPPED_DRAFT, Wish.CANCEL: Did.GAVE_UP_DRAFT}


def _want(database: Database, scope: Scope, job_id: UUID, wish: Wish, made: Made, actor: str) -> DraftJob:
    with database.writing(scope) as session:
        jobs = Jobs(session)
        before = jobs.draft(job_id)
        draft = jobs.want(job_id, wish, made.at)
        # What has ended, or was wanted already, is changed by no wish.
        if before.is_open and before.wish is not wish:
            _write_down(session, draft, WISHED[wish], made, actor)
        return draft


def _write_down(session: ScopedSession, draft: DraftJob, did: Did, made: Made, actor: str) -> None:
    subject = f"week of {draft.asked.first_day:%d %b %Y}"
    record(session, actor, did, made.at, file_id=draft.asked.file_id, subject=subject)
