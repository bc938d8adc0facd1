"""What is fixed by hand for the next draft of a week."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from hub_roster.api.callers import Allowed
from hub_roster.api.pages import Page, Text, WhichPage
from hub_roster.api.running import Here, Running
from hub_roster.api.sent import Choice, Monday, Sent, Start
from hub_roster.domain.clock import instant_of, utc, wall
from hub_roster.domain.model import PersonKey, TaskId
from hub_roster.domain.tasks import Lock
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.masking import Eyes
from hub_roster.service.drafts.fixing import Held, fix, fixed_week, release
from hub_roster.service.weeks import Period
from hub_roster.store.hub_files import Made

routes = APIRouter(prefix="/hubs/{hub}/weeks/{monday}/locks", tags=["locks"])

MaySee = Annotated[Caller, Depends(Allowed(Action.SEE_DRAFTS))]
MayFix = Annotated[Caller, Depends(Allowed(Action.EDIT_ROSTER))]


class LockSent(Sent):
    """Something fixed by hand.

    Attributes
    ----------
    must
        This person does this task; otherwise they never do.
    start
        For a visit: when it starts.
    """

    person: PersonKey
    task: Annotated[TaskId, Field(examples=["Ash/2026-11-30/late"])]
    must: Choice = True
    start: Start | None = None


class LockShown(BaseModel):
    """Something fixed by hand.

    Attributes
    ----------
    roster
        The version that came of the edit it was fixed by; None where it was fixed apart from any.
    holds
        The next draft keeps it.
    why_not
        Why it does not hold, where it does not.
    """

    id: UUID
    person: str
    task: str
    must: bool
    start: datetime | None
    roster: UUID | None
    made_at: datetime
    made_by: str
    holds: bool
    why_not: str


@routes.get("")
def locks(hub: UUID, monday: Monday, here: Here, who: MaySee, which: WhichPage) -> Page[LockShown]:
    """List what is fixed by hand in a week, by person."""
    found = fixed_week(here.database, who.scope, hub, monday)
    eyes = _eyes(here, who, found.period)
    return which.page_among(found.held, tuple[Text, Text], _place, lambda held: _shown(held, eyes))


@routes.post("", status_code=201)
def fix_by_hand(hub: UUID, monday: Monday, here: Here, who: MayFix, sent: LockSent) -> LockShown:
    """Fix something by hand for the next draft; what was fixed of this person and task before is replaced."""
    start = None if sent.start is None else wall(instant_of(sent.start)).replace(tzinfo=None)
    lock = Lock(person=sent.person, task=sent.task, must=sent.must, start=start)
    fixed = fix(here.database, who.scope, hub, monday, lock, Made(who.name, here.clock()), actor=who.actor)
    found = fixed_week(here.database, who.scope, hub, monday)
    return _shown(Held(fixed, ""), _eyes(here, who, found.period))


@routes.delete("/{lock}", status_code=204)
def release_by_hand(hub: UUID, monday: Monday, lock: UUID, here: Here, who: MayFix) -> Response:
    """Let the next draft decide again."""
    release(here.database, who.scope, hub, monday, lock, Made(who.name, here.clock()), actor=who.actor)
    return Response(status_code=204)


def _eyes(here: Running, who: Caller, period: Period) -> Eyes:
    return Eyes.of(who, period.problem, None, here.clock(), here.entrance.hashes)


def _place(held: Held) -> tuple[str, str]:
    return held.fixed.lock.person, held.fixed.lock.task


def _shown(held: Held, eyes: Eyes) -> LockShown:
    fixed, lock = held.fixed, held.fixed.lock
    return LockShown(
        id=fixed.id,
        person=lock.person,
        task=eyes.task(lock.task),
        must=lock.must,
        start=None if lock.start is None else utc(instant_of(lock.start)),
        roster=fixed.roster,
        made_at=fixed.made.at,
        made_by=fixed.made.by,
        holds=not held.idle,
        why_not=held.idle if eyes.task(lock.task) == lock.task else "Does not hold in this week.",
    )
