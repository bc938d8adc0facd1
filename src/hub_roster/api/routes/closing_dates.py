"""Days that are closed to leave, or close to it on a date: read by all who ask for leave, set by managers."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field, model_validator

from hub_roster.api.callers import Allowed, AllowedOrOwn
from hub_roster.api.etags import TAKES_IF_MATCH, etag_of, require_match
from hub_roster.api.routes.leave_shown import ClosingShown, closing
from hub_roster.api.running import Here
from hub_roster.api.sent import Day, Sent
from hub_roster.domain.model import Words
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.leave.closing import put_closing_dates
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.leave_closings import Closing, ClosingDates, LeaveClosings

routes = APIRouter(prefix="/hubs/{hub}/leave/closing-dates", tags=["leave"])

MaySee = Annotated[Caller, Depends(AllowedOrOwn(Action.SEE_LEAVE, Action.REQUEST_LEAVE))]
MayDecide = Annotated[Caller, Depends(Allowed(Action.DECIDE_LEAVE))]


Plausible = Annotated[Day, Field(ge=date(2000, 1, 1), lt=date(2200, 1, 1))]
"""A day of a year that nobody wrote by a slip."""


class ClosingSent(Sent):
    """Days that are closed to leave, or close to it on a date.

    Attributes
    ----------
    label
        Why, to everybody who asks for leave: name nobody.
    closes_on
        The last day on which they can be asked for; left out where they cannot be at all.
    """

    first_day: Annotated[Plausible, Field(examples=["2026-07-20"])]
    last_day: Annotated[Plausible, Field(examples=["2026-07-31"])]
    label: Annotated[Words, Field(min_length=1, max_length=60, examples=["Summer inspection fortnight"])]
    closes_on: Annotated[Plausible | None, Field(examples=["2026-05-31"])] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_day < self.first_day:
            raise ValueError("The last day is before the first")
        return self


class ClosingDatesSent(Sent):
    """All closing dates of a hub, in place of those there are."""

    closings: Annotated[tuple[ClosingSent, ...], Field(max_length=100)]


class ClosingDatesShown(BaseModel):
    """All closing dates of a hub, in order of their days; what is asked for late is taken, and marked so."""

    closings: tuple[ClosingShown, ...]


@routes.get("")
def closing_dates(hub: UUID, here: Here, who: MaySee, response: Response) -> ClosingDatesShown:
    """List the days that are closed to leave, and until when others can be asked for."""
    with here.database.reading(who.scope) as session:
        found = LeaveClosings(session).of(hub)
    return _answered(hub, found, response)


@routes.put("", dependencies=[TAKES_IF_MATCH])
def set_closing_dates(
    hub: UUID, here: Here, who: MayDecide, request: Request, response: Response, given: ClosingDatesSent
) -> ClosingDatesShown:
    """Set all of them, as they were looked at with this ETag; requests made before stay as they are."""
    made = Made(who.name, here.clock())
    wanted = [Closing(each.first_day, each.last_day, each.label, each.closes_on) for each in given.closings]
    with here.database.writing(who.scope) as session:
        HubFiles(session).take_turn(hub)
        standing = LeaveClosings(session).of(hub)
        require_match(request, _tag(hub, standing), standing.changed)
        kept = put_closing_dates(session, hub, wanted, made, actor=who.actor)
    return _answered(hub, kept, response)


def _tag(hub: UUID, found: ClosingDates) -> str:
    return etag_of(hub, "closing dates", *(each.id for each in found.kept))


def _answered(hub: UUID, found: ClosingDates, response: Response) -> ClosingDatesShown:
    response.headers["ETag"] = _tag(hub, found)
    return ClosingDatesShown(closings=tuple(map(closing, found.closings)))
