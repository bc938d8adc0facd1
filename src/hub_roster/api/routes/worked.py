"""Weeks as they were worked: recorded beside what was planned, with what they broke and leave behind."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from hub_roster.api.callers import AllowedOrOwn, AllowedSomewhere
from hub_roster.api.etags import TAKES_IF_MATCH, etag_of, require_match
from hub_roster.api.pages import Number, Page, WhichPage
from hub_roster.api.routes.worked_sent import Recording
from hub_roster.api.running import Here, Running
from hub_roster.api.sent import Monday
from hub_roster.domain.plans import OutcomeKind
from hub_roster.domain.recorded import AbsenceReason
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.masking import Eyes
from hub_roster.service.recording.balances import Balance, balances
from hub_roster.service.recording.recording import WeekWorked, record_worked, seen_in, week_worked
from hub_roster.store.hub_files import Made

routes = APIRouter(prefix="/hubs/{hub}/weeks/{monday}", tags=["worked"])

MayRecord = Annotated[Caller, Depends(AllowedSomewhere(Action.RECORD_WORKED))]
MaySee = Annotated[Caller, Depends(AllowedSomewhere(Action.SEE_WHO_WAS_ON))]
MaySeeBalances = Annotated[Caller, Depends(AllowedOrOwn(Action.EDIT_ROSTER, Action.SEE_OWN_DUTIES))]


class TaskWorked(BaseModel):
    """One person on one task, with the times they were there."""

    person: str
    task: str
    start: datetime
    end: datetime
    disturbed_minutes: int


class AbsenceShown(BaseModel):
    """A task somebody did not come to.

    Attributes
    ----------
    reason
        None where it is not for the caller to see.
    """

    person: str
    task: str
    day: date
    reason: AbsenceReason | None


class OutcomeShown(BaseModel):
    """What came of a visit."""

    visit: str | None
    young_person: str
    person: str | None
    day: date
    minutes: int
    outcome: OutcomeKind


class BreachShown(BaseModel):
    """Something that was not as the rules had it when it was recorded."""

    rule: str
    whom: str
    tasks: tuple[str, ...]
    words: str


class WeekShown(BaseModel):
    """A week as it was worked.

    Attributes
    ----------
    recorded
        The version that was recorded last; None: nothing is, and all is taken to be as planned.
    planned
        The version in force, which stays beside it.
    whole
        It was recorded for every home after it was over: what people worked is assumed no longer.
    """

    first_day: date
    recorded: UUID | None
    follows: UUID | None
    planned: UUID | None
    made_at: datetime | None
    made_by: str | None
    whole: bool
    worked: tuple[TaskWorked, ...]
    absences: tuple[AbsenceShown, ...]
    outcomes: tuple[OutcomeShown, ...]
    breaches: tuple[BreachShown, ...]


@routes.get("/worked")
def worked(hub: UUID, monday: Monday, here: Here, who: MaySee, response: Response) -> WeekShown:
    """Give a week as it was worked, as far as it is recorded."""
    with here.database.reading(who.scope) as session:
        found = week_worked(session, hub, monday)
    response.headers["ETag"] = _etag(hub, monday, found)
    return _shown(here, who, hub, monday, found)


@routes.post("/worked", status_code=201, dependencies=[TAKES_IF_MATCH])
def record_week(
    hub: UUID,
    monday: Monday,
    here: Here,
    who: MayRecord,
    request: Request,
    response: Response,
    sent: Recording,
) -> WeekShown:
    """Record what was worked, beside what was planned; what it broke is told, and refuses nothing."""

    def looked_at(before: WeekWorked) -> None:
        made = None if before.version is None else before.version.made
        require_match(request, _etag(hub, monday, before), made)

    said = [each.said() for each in sent.differences]
    found = record_worked(here.database, who, hub, monday, said, Made(who.name, here.clock()), looked_at)
    response.headers["ETag"] = _etag(hub, monday, found)
    return _shown(here, who, hub, monday, found)


@routes.get("/breaches")
def breaches(hub: UUID, monday: Monday, here: Here, who: MaySee, which: WhichPage) -> Page[BreachShown]:
    """List what a week broke, by the rules as they were when it was recorded."""
    with here.database.reading(who.scope) as session:
        found = seen_in(week_worked(session, hub, monday), who.homes(Action.SEE_WHO_WAS_ON, hub))
    shown = _breaches(Eyes.of(who, found.problem, found.roster, here.clock(), here.entrance.hashes), found)
    return which.page_among(enumerate(shown), tuple[Number], lambda row: (row[0],), lambda row: row[1])


@routes.get("/balances")
def balances_of_week(
    hub: UUID, monday: Monday, here: Here, who: MaySeeBalances, which: WhichPage
) -> Page[Balance]:
    """Say for each person what a week begins from; staff see their own."""
    with here.database.reading(who.scope) as session:
        found = balances(session, hub, monday)
    if not who.may(Action.EDIT_ROSTER, hub):
        own = who.people(hub)
        found = [balance for balance in found if balance.person in own]
    return which.page_among(found, tuple[str], lambda each: (each.person,), lambda each: each)


def _etag(hub: UUID, monday: date, found: WeekWorked) -> str:
    return etag_of("worked", hub, monday, found.planned, found.version and found.version.id)


def _shown(here: Running, who: Caller, hub: UUID, monday: date, whole: WeekWorked) -> WeekShown:
    found = seen_in(whole, who.homes(Action.SEE_WHO_WAS_ON, hub))
    eyes = Eyes.of(who, found.problem, found.roster, here.clock(), here.entrance.hashes)
    version = found.version
    may_know_why = who.may(Action.DECIDE_LEAVE, hub)
    return WeekShown(
        first_day=monday,
        recorded=None if version is None else version.id,
        follows=None if version is None else version.follows,
        planned=found.planned,
        made_at=None if version is None else version.made.at,
        made_by=None if version is None else version.made.by,
        whole=found.recorded.whole,
        worked=tuple(
            TaskWorked(
                person=each.person,
                task=eyes.task(each.task),
                start=each.start,
                end=each.end,
                disturbed_minutes=each.disturbed_minutes,
            )
            for each in sorted(found.roster.assignments, key=lambda a: (a.start, a.task, a.person))
        ),
        absences=tuple(
            AbsenceShown(
                person=each.person,
                task=eyes.task(each.task),
                day=each.day,
                reason=each.reason if may_know_why else None,
            )
            for each in found.recorded.absences
        ),
        outcomes=tuple(
            OutcomeShown(
                visit=None if each.visit is None else eyes.task(each.visit),
                young_person=eyes.whom(each.young_person),
                person=each.person,
                day=each.day,
                minutes=each.minutes,
                outcome=each.outcome,
            )
            for each in found.recorded.outcomes
        ),
        breaches=_breaches(eyes, found),
    )


def _breaches(eyes: Eyes, found: WeekWorked) -> tuple[BreachShown, ...]:
    return tuple(
        BreachShown(
            rule=each.rule,
            whom=eyes.whom(each.whom),
            tasks=tuple(eyes.task(task) for task in each.tasks),
            words=eyes.said(each.words),
        )
        for each in found.breaches
    )
