"""Drafts: asked for, watched, stopped, given up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import date, datetime
from functools import cache
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Header, Response
from pydantic import BaseModel, Field
from sse_starlette import EventSourceResponse

from hub_roster.api.callers import Allowed
from hub_roster.api.limits import DRAFTS
from hub_roster.api.pages import Instant, Page, WhichPage
from hub_roster.api.running import Here, Running
from hub_roster.api.sent import Monday, Sent, Whole
from hub_roster.domain.problem import Problem
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.masking import Eyes
from hub_roster.service.drafts import drafting
from hub_roster.service.drafts.drafting import Wanted
from hub_roster.service.drafts.solving import DraftProgress
from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.jobs import DraftJob, Jobs
from hub_roster.store.outages import Outage
from hub_roster.store.scope import Scope
from hub_roster.store.tables import JobState, Planned

routes = APIRouter(prefix="/hubs/{hub}/drafts", tags=["drafts"])

LOOK_EVERY = 0.7
"""Seconds between two looks at a job's row for whoever watches it."""

MayDraft = Annotated[Caller, Depends(Allowed(Action.DRAFT))]
MayLook = Annotated[Caller, Depends(Allowed(Action.SEE_DRAFTS))]


class DraftWanted(Sent):
    """A draft one wants.

    Attributes
    ----------
    work
        In deterministic seconds, in place of `seconds`: equal work gives equal rosters.
    planned
        Everything; the shifts of weeks ahead, with room left for visits; or the visits of weeks whose
        published shifts all stand.
    """

    first_day: Monday
    weeks: Annotated[Whole, Field(ge=1, le=4)] = 1
    seconds: Annotated[Whole, Field(ge=1, le=3600)] = 20
    work: Annotated[Whole, Field(ge=0, le=3600)] | None = None
    seed: Annotated[Whole, Field(ge=0, le=2**31 - 1)] = 1
    planned: Planned = Planned.EVERYTHING


class DraftShown(BaseModel):
    """A draft asked for.

    Attributes
    ----------
    roster
        The version that came of it; None before its end, or where nothing did.
    """

    id: UUID
    hub: UUID
    first_day: date
    weeks: int
    state: JobState
    progress: DraftProgress | None
    roster: UUID | None
    reason: str
    asked_at: datetime
    asked_by: str


@routes.post("", status_code=202, dependencies=[DRAFTS])
def ask_for_a_draft(
    hub: UUID,
    here: Here,
    who: MayDraft,
    response: Response,
    wanted: DraftWanted,
    idempotency_key: Annotated[str | None, Header(min_length=1, max_length=200)] = None,
) -> DraftShown:
    """Ask for a draft of a week; by the same Idempotency-Key it is the same draft."""
    key = idempotency_key or str(uuid4())
    asked = Wanted(
        hub, wanted.first_day, key, wanted.weeks, wanted.seconds, wanted.work, wanted.seed, wanted.planned
    )
    draft = drafting.ask(here.database, who.scope, asked, _made(here, who), actor=who.actor)
    response.headers["Location"] = f"/api/v1/hubs/{hub}/drafts/{draft.id}"
    return _shown(draft, _eyes(here, who, hub))


@routes.get("")
def drafts(hub: UUID, here: Here, who: MayLook, which: WhichPage) -> Page[DraftShown]:
    """List the drafts asked for, the latest first."""
    with here.database.reading(who.scope) as session:
        found = Jobs(session).listed(hub, which.after(tuple[Instant, UUID]), which.rows)
    eyes = _eyes(here, who, hub)
    return which.page(found, _place, lambda draft: _shown(draft, eyes))


@routes.get("/{draft}")
def draft_asked_for(hub: UUID, draft: UUID, here: Here, who: MayLook) -> DraftShown:
    """Say how far a draft is."""
    return _shown(_look(here, who.scope, hub, draft), _eyes(here, who, hub))


@routes.post("/{draft}/stop")
def stop_and_keep(hub: UUID, draft: UUID, here: Here, who: MayDraft) -> DraftShown:
    """Let a draft end now, with the best roster it has."""
    _look(here, who.scope, hub, draft)
    wanted = drafting.stop_and_keep(here.database, who.scope, draft, _made(here, who), actor=who.actor)
    return _shown(wanted, _eyes(here, who, hub))


@routes.post("/{draft}/cancel")
def give_up(hub: UUID, draft: UUID, here: Here, who: MayDraft) -> DraftShown:
    """Give a draft up: nothing of it is kept."""
    _look(here, who.scope, hub, draft)
    wanted = drafting.cancel(here.database, who.scope, draft, _made(here, who), actor=who.actor)
    return _shown(wanted, _eyes(here, who, hub))


@routes.get("/{draft}/progress", response_class=EventSourceResponse)
async def watch(hub: UUID, draft: UUID, here: Here, who: MayLook) -> EventSourceResponse:
    """Send each change of a draft as a server-sent event, until its end."""
    await asyncio.to_thread(_look, here, who.scope, hub, draft)
    return EventSourceResponse(_changes(here, who.scope, hub, draft))


async def _changes(here: Running, scope: Scope, hub: UUID, draft: UUID) -> AsyncIterator[dict[str, str]]:
    last = ""

    def blind(number: int) -> Eyes:  # of whom an event names nobody could write down that they were seen
        return Eyes(_file(here, scope, hub, number), {})

    while True:
        try:
            now = await asyncio.to_thread(_look, here, scope, hub, draft)
            said = (await asyncio.to_thread(_shown, now, blind)).model_dump_json()
        except Outage:  # whoever watches goes on watching; it will be back
            await asyncio.sleep(LOOK_EVERY)
            continue
        if said != last:
            yield {"event": "draft", "data": said}
            last = said
        if not now.is_open:
            return
        await asyncio.sleep(LOOK_EVERY)


def _look(here: Running, scope: Scope, hub: UUID, draft: UUID) -> DraftJob:
    with here.database.reading(scope) as session:
        found = Jobs(session).draft(draft)
    if found.asked.file_id != hub:
        raise NotThere
    return found


def _made(here: Running, who: Caller) -> Made:
    return Made(who.name, here.clock())


def _place(draft: DraftJob) -> tuple[datetime, UUID]:
    return draft.made_by.at, draft.id


EyesOf = Callable[[int], Eyes]
"""What is seen of a version of a hub's file, by its number."""


def _eyes(here: Running, who: Caller, hub: UUID) -> EyesOf:
    """Give what a caller sees: each version is read once, and only where it is needed."""

    @cache
    def of(number: int) -> Eyes:
        problem = _file(here, who.scope, hub, number)
        return Eyes.of(who, problem, None, here.clock(), here.entrance.hashes)

    return of


def _file(here: Running, scope: Scope, hub: UUID, number: int) -> Problem:
    with here.database.reading(scope) as session:
        return HubFiles(session).problem(hub, number)


def _shown(draft: DraftJob, eyes: EyesOf) -> DraftShown:
    """Show a draft; why there is none may name young people, and is said as the caller sees them."""
    said = eyes(draft.asked.file_number).said(draft.reason) if draft.reason else ""
    return DraftShown(
        id=draft.id,
        hub=draft.asked.file_id,
        first_day=draft.asked.first_day,
        weeks=draft.asked.weeks,
        state=draft.state,
        progress=drafting.progress(draft),
        roster=draft.made,
        reason=said,
        asked_at=draft.made_by.at,
        asked_by=draft.made_by.by,
    )
