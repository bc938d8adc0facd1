"""Requests for leave, for those who decide on them: which there are, what each comes to, and the decision."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from hub_roster.api.callers import Allowed
from hub_roster.api.etags import TAKES_IF_MATCH, require_match
from hub_roster.api.pages import Page, WhichPage
from hub_roster.api.routes.leave_shown import (
    RequestToDecide,
    RequestWeighed,
    happened,
    tag_of,
    to_decide,
    weighed,
)
from hub_roster.api.running import Here, Running
from hub_roster.api.sent import Day, Sent
from hub_roster.domain.model import PersonKey
from hub_roster.domain.problem import Problem
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.masking import Eyes
from hub_roster.service.leave.asking import Days, ask, newest_problem, request_of, today
from hub_roster.service.leave.deciding import Decided, Decision, decide
from hub_roster.service.leave.weighing import weighing
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.leave_requests import LeaveNow, LeaveRequests, Wanted
from hub_roster.store.tables import LeaveGround, LeaveState

routes = APIRouter(prefix="/hubs/{hub}/leave", tags=["leave"])

MaySee = Annotated[Caller, Depends(Allowed(Action.SEE_LEAVE))]
MayDecide = Annotated[Caller, Depends(Allowed(Action.DECIDE_LEAVE))]


class LeaveForSomebody(Sent):
    """Leave that somebody asked a manager for, by telephone for instance: days, and never why."""

    person: Annotated[PersonKey, Field(examples=["council:1042"])]
    first_day: Annotated[Day, Field(examples=["2026-08-03"])]
    last_day: Annotated[Day, Field(examples=["2026-08-14"])]


class DecisionSent(Sent):
    """What is decided on a request.

    Attributes
    ----------
    decision
        ``cancel`` ends leave that was approved; ``keep`` lets it stand though its person would not.
    ground
        Why it is declined, which its person is told; for nothing else.
    duties_seen
        To approve leave in days with work by rosters in force: the ids of all of it, as the request showed
        them. It is then to be given to others, and stands as a breach until it is.
    """

    decision: Decision
    ground: LeaveGround | None = None
    duties_seen: Annotated[tuple[UUID, ...], Field(max_length=500)] = ()


@routes.get("")
def requests_for_leave(
    hub: UUID,
    here: Here,
    who: MaySee,
    which: WhichPage,
    state: Annotated[list[LeaveState] | None, Query(description="All of them unless told.")] = None,
    first_day: Annotated[Day | None, Query(description="Those that end on it or later.")] = None,
    last_day: Annotated[Day | None, Query(description="Those that begin on it or before.")] = None,
) -> Page[RequestToDecide]:
    """List the requests for leave of a hub, in order of their first days."""
    wanted = Wanted(frozenset(state or LeaveState), None, first_day, last_day)
    with here.database.reading(who.scope) as session:
        found = LeaveRequests(session).listed(hub, wanted, which.after(tuple[date, UUID]), which.rows)
        problem = newest_problem(session, hub)
    return which.page(
        found,
        lambda kept: (kept.leave.first_day, kept.leave.id),
        lambda kept: to_decide(kept, _away(problem, kept)),
    )


@routes.post("", status_code=201)
def ask_for_somebody(
    hub: UUID, here: Here, who: MayDecide, response: Response, given: LeaveForSomebody
) -> RequestWeighed:
    """Write down leave that somebody asked for; it is decided on like any other."""
    made = Made(who.name, here.clock())
    with here.database.writing(who.scope) as session:
        days = Days(given.person, given.first_day, given.last_day)
        kept = ask(session, hub, days, made, actor=who.actor)
    response.headers["Location"] = f"/api/v1/hubs/{hub}/leave/{kept.leave.id}"
    return _answered(here, who, kept, response)


@routes.get("/{leave}")
def request_for_leave(hub: UUID, leave: UUID, here: Here, who: MaySee, response: Response) -> RequestWeighed:
    """Give a request with what it comes to: balance, cover, work to give away, whose key worker it is."""
    with here.database.reading(who.scope) as session:
        kept = request_of(session, hub, leave)
    return _answered(here, who, kept, response)


@routes.post("/{leave}/decision", dependencies=[TAKES_IF_MATCH])
def decide_on_leave(
    hub: UUID,
    leave: UUID,
    here: Here,
    who: MayDecide,
    request: Request,
    response: Response,
    given: DecisionSent,
) -> RequestWeighed:
    """Approve or decline a request; cancel leave that was approved, or keep it.

    Approved leave stands in the hub's file at once, and in the calendars of leave; its person is told that
    they were decided on. Of two managers the second is told what the first decided (412).
    """
    made = Made(who.name, here.clock())
    decided = Decided(given.decision, given.ground, frozenset(given.duties_seen))
    with here.database.writing(who.scope) as session:
        HubFiles(session).take_turn(hub)
        kept = request_of(session, hub, leave)
        require_match(request, tag_of(kept), kept.changed)
        kept = decide(session, who, kept, decided, made)
    return _answered(here, who, kept, response)


def _away(problem: Problem, kept: LeaveNow) -> frozenset[date]:
    return problem.leave_days.get(kept.leave.person, frozenset())


def _answered(here: Running, who: Caller, kept: LeaveNow, response: Response) -> RequestWeighed:
    """Show a request to whoever decides as it stands, and what it comes to now."""
    response.headers["ETag"] = tag_of(kept)
    now = here.clock()
    with here.database.reading(who.scope) as session:
        problem = newest_problem(session, kept.leave.file_id)
        events = LeaveRequests(session).happened(kept.leave.id)
        found = weighing(session, problem, kept, today(now))
        shown = None
        if found is not None:
            weeks = problem if found.duties is None else found.duties.found.problem
            shown = weighed(found, Eyes.of(who, weeks, None, now, here.entrance.hashes))
    return RequestWeighed(
        **to_decide(kept, _away(problem, kept)).model_dump(),
        weighed=shown,
        events=tuple(map(happened, events)),
    )
