"""Who was given how much notice of changes to what they had been told."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from hub_roster.api.callers import Allowed
from hub_roster.api.pages import Instant, Page, WhichPage
from hub_roster.api.routes.rosters import version_of_hub
from hub_roster.api.running import Here
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.masking import Eyes
from hub_roster.service.weeks import period
from hub_roster.store.told_changes import ChangeTold, ToldChanges

routes = APIRouter(prefix="/hubs/{hub}/rosters", tags=["rosters"])

MaySeeDrafts = Annotated[Caller, Depends(Allowed(Action.SEE_DRAFTS))]


class ChangeToldShown(BaseModel):
    """A change of what somebody had been told.

    Attributes
    ----------
    roster
        The version that changed it.
    was_start, was_end
        None for work they had not been told of.
    start, end
        None for work they no longer have.
    notice_minutes
        From the change to the start of the earlier of both; below 0 where it had begun.
    """

    roster: UUID
    person: str
    task: str
    was_start: datetime | None
    was_end: datetime | None
    start: datetime | None
    end: datetime | None
    changed_at: datetime
    notice_minutes: int


@routes.get("/{roster}/changes")
def changes_told(
    hub: UUID, roster: UUID, here: Here, who: MaySeeDrafts, which: WhichPage
) -> Page[ChangeToldShown]:
    """List what was changed in the weeks of a roster after people had been told, the latest first."""
    with here.database.reading(who.scope) as session:
        version = version_of_hub(session, hub, roster)
        after = which.after(tuple[Instant, UUID])
        found = ToldChanges(session).of_weeks(hub, version.mondays, after, which.rows)
        problem = period(session, hub, version.first_day, version.weeks).problem
    eyes = Eyes.of(who, problem, None, here.clock(), here.entrance.hashes)
    return which.page(found, lambda each: (each.changed_at, each.id), lambda each: _shown(each, eyes))


def _shown(change: ChangeTold, eyes: Eyes) -> ChangeToldShown:
    was, now = change.was or (None, None), change.now or (None, None)
    return ChangeToldShown(
        roster=change.roster,
        person=change.person,
        task=eyes.task(change.task),
        was_start=was[0],
        was_end=was[1],
        start=now[0],
        end=now[1],
        changed_at=change.changed_at,
        notice_minutes=change.notice,
    )
