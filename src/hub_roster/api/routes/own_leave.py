"""One's own leave: years and balances, what is booked and asked for, asking for more, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from hub_roster.api.callers import SIGNED_IN
from hub_roster.api.etags import TAKES_IF_MATCH, require_match
from hub_roster.api.pages import Page, WhichPage
from hub_roster.api.routes.leave_shown import (
    BalanceShown,
    OwnRequestWeighed,
    RequestShown,
    balance,
    own_weighed,
    shown,
    tag_of,
)
from hub_roster.api.running import Here, Running
from hub_roster.api.sent import Day, Sent
from hub_roster.domain.model import PersonKey
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.leave.asking import Against, Days, NotAsked, ask, newest_problem, take_back, today
from hub_roster.service.leave.weighing import balances, weighing
from hub_roster.store.hub_files import HubFiles, Made, NotThere
from hub_roster.store.leave_requests import LeaveNow, LeaveRequests, Wanted
from hub_roster.store.scope import ScopedSession

routes = APIRouter(prefix="/me/leave", tags=["leave"])

Who = Annotated[Caller, Depends(SIGNED_IN)]


class LeaveBooked(BaseModel):
    """Days on which one is on leave by the hub's file, whoever put them there."""

    hub: UUID
    person: str
    first_day: date
    last_day: date


class YearShown(BalanceShown):
    """A leave year of one's own."""

    hub: UUID


class OwnLeaveShown(Page[RequestShown]):
    """One's own requests in order of their first days, with every leave year and the leave to come."""

    years: tuple[YearShown, ...]
    booked: tuple[LeaveBooked, ...]


class LeaveSent(Sent):
    """Days one would be away: never why.

    Attributes
    ----------
    person
        Which post it is for; whoever has one alone may leave it out.
    """

    hub: UUID
    person: Annotated[PersonKey | None, Field(examples=["council:1042"])] = None
    first_day: Annotated[Day, Field(examples=["2026-08-03"])]
    last_day: Annotated[Day, Field(examples=["2026-08-14"])]


@routes.get("")
def own_leave(here: Here, who: Who, which: WhichPage) -> OwnLeaveShown:
    """List one's own requests for leave, leave years with their balances, and the leave to come."""
    on = today(here.clock())
    found, years, booked = list[LeaveNow](), list[YearShown](), list[LeaveBooked]()
    with here.database.reading(who.scope) as session:
        for file_id, people in _posts(who):
            found += LeaveRequests(session).listed(file_id, Wanted(people=people))
            problem = newest_problem(session, file_id)
            for person in sorted(people & problem.person.keys()):
                years += (
                    YearShown(hub=file_id, **balance(each).model_dump())
                    for each in balances(session, problem, person, on)
                )
                booked += (
                    LeaveBooked(hub=file_id, person=person, first_day=row.first_day, last_day=row.last_day)
                    for row in problem.leave
                    if row.person == person and row.last_day >= on
                )
    found.sort(key=_place)
    page = which.page_among(found, tuple[date, UUID], _place, shown)
    booked.sort(key=lambda each: (each.first_day, each.person))
    return OwnLeaveShown(items=page.items, next=page.next, years=tuple(years), booked=tuple(booked))


@routes.post("", status_code=201)
def ask_for_leave(here: Here, who: Who, response: Response, given: LeaveSent) -> OwnRequestWeighed:
    """Ask for leave; the answer says what it comes to. What is late or overdrawn is taken too."""
    who.require(Action.REQUEST_LEAVE, given.hub)
    made = Made(who.name, here.clock())
    with here.database.writing(who.scope) as session:
        days = Days(_post(who, given), given.first_day, given.last_day)
        kept = ask(session, given.hub, days, made, actor=who.actor)
    response.headers["Location"] = f"/api/v1/me/leave/{kept.leave.id}"
    return _answered(here, who, kept, response)


@routes.get("/{leave}")
def own_request(leave: UUID, here: Here, who: Who, response: Response) -> OwnRequestWeighed:
    """Give a request of one's own with what it comes to."""
    with here.database.reading(who.scope) as session:
        kept = _own(session, who, leave)
    return _answered(here, who, kept, response)


@routes.post("/{leave}/withdraw", dependencies=[TAKES_IF_MATCH])
def take_leave_back(
    leave: UUID, here: Here, who: Who, request: Request, response: Response
) -> OwnRequestWeighed:
    """Withdraw a request; of leave that was approved, ask to have it cancelled: a manager does."""
    made = Made(who.name, here.clock())
    with here.database.reading(who.scope) as session:
        hub = _own(session, who, leave).leave.file_id
    with here.database.writing(who.scope) as session:
        HubFiles(session).take_turn(hub)
        kept = _own(session, who, leave)
        require_match(request, tag_of(kept), kept.changed)
        kept = take_back(session, kept, made, actor=who.actor)
    return _answered(here, who, kept, response)


def _posts(who: Caller) -> Iterator[tuple[UUID, frozenset[str]]]:
    """Give the hubs in which somebody may ask for leave, and who they are there."""
    for file_id in sorted({post.file_id for post in who.posts}):
        if who.may(Action.REQUEST_LEAVE, file_id):
            yield file_id, who.people(file_id)


def _post(who: Caller, given: LeaveSent) -> str:
    """Give whom the leave is for.

    Raises
    ------
    NotThere
        If they are not somebody who works there.
    NotAsked
        If they have several posts there, and did not say for which.
    """
    people = who.people(given.hub)
    if given.person is None and len(people) > 1:
        raise NotAsked([Against("person", "You have several posts here: say which one it is for.")])
    person = given.person or next(iter(people), None)
    if person is None or person not in people:
        raise NotThere
    return person


def _own(session: ScopedSession, who: Caller, leave: UUID) -> LeaveNow:
    """Give a request of somebody's own.

    Raises
    ------
    NotThere
        If it is another's, or there is none.
    """
    kept = LeaveRequests(session).request(leave)
    if kept.leave.person not in dict(_posts(who)).get(kept.leave.file_id, ()):
        raise NotThere
    return kept


def _answered(here: Running, who: Caller, kept: LeaveNow, response: Response) -> OwnRequestWeighed:
    """Show a request to its person as it stands."""
    response.headers["ETag"] = tag_of(kept)
    with here.database.reading(who.scope) as session:
        problem = newest_problem(session, kept.leave.file_id)
        found = weighing(session, problem, kept, today(here.clock()))
        own = None if found is None else own_weighed(found)
    return OwnRequestWeighed(**shown(kept).model_dump(), weighed=own)


def _place(kept: LeaveNow) -> tuple[date, UUID]:
    return kept.leave.first_day, kept.leave.id
