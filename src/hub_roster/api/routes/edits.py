"""Rosters edited by hand: what a change would break is said at once, and what was decided stays."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from hub_roster.api.callers import Allowed
from hub_roster.api.etags import TAKES_IF_MATCH, changed_meanwhile, etag_of, require_match
from hub_roster.api.refusals import Fault, refused
from hub_roster.api.routes.rosters import VersionShown, shown_version, version_of_hub
from hub_roster.api.running import Here, Running
from hub_roster.api.sent import Sent, Start
from hub_roster.domain.model import PersonKey, TaskId
from hub_roster.domain.roster_changes import Changed
from hub_roster.program.statement import Priority
from hub_roster.rules.page import first_paragraph
from hub_roster.rules.rule import NOT_AVAILABLE, Charge, Violation
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.masking import Eyes
from hub_roster.service.editing import editing
from hub_roster.service.editing.editing import Answer, Followed
from hub_roster.service.editing.edits import Edit, Move, Put, TakeOff
from hub_roster.service.editing.judged import Effect
from hub_roster.service.weeks import Period
from hub_roster.store.hub_files import Made
from hub_roster.store.rosters import Version

routes = APIRouter(prefix="/hubs/{hub}/rosters", tags=["rosters"])

MayEdit = Annotated[Caller, Depends(Allowed(Action.EDIT_ROSTER))]

SENTENCES = {rule.name: first_paragraph(rule) for rule in RULEBOOK.rules}

A_SEAT, A_VISIT = "Ash/2026-11-30/late", "Plan 012 2026-11-30 1"


class PutSent(Sent):
    """Somebody takes a task.

    Attributes
    ----------
    start
        For a visit that can start at several times.
    instead_of
        Who has it so far; two people swap by two such changes.
    """

    change: Literal["put"]
    person: PersonKey
    task: Annotated[TaskId, Field(examples=[A_SEAT])]
    start: Start | None = None
    instead_of: PersonKey | None = None


class TakeOffSent(Sent):
    """Somebody is taken off a task."""

    change: Literal["take off"]
    person: PersonKey
    task: Annotated[TaskId, Field(examples=[A_SEAT])]


class MoveSent(Sent):
    """A visit starts at another time, with the people it has."""

    change: Literal["move"]
    task: Annotated[TaskId, Field(examples=[A_VISIT])]
    start: Start


ChangeSent = Annotated[PutSent | TakeOffSent | MoveSent, Field(discriminator="change")]


class Edits(Sent):
    """Changes made together: all of them, or none."""

    changes: Annotated[tuple[ChangeSent, ...], Field(min_length=1, max_length=200)]


class ChangeMade(BaseModel):
    """What changed of one person's work.

    Attributes
    ----------
    was, now
        When it starts; None where they did not have it, or have it no more.
    """

    person: str
    task: str
    was: datetime | None
    now: datetime | None


class BrokenShown(BaseModel):
    """A hard rule broken.

    Attributes
    ----------
    sentence
        The rule, as a manager reads it.
    words
        How it is broken.
    """

    rule: str
    sentence: str
    whom: str
    tasks: tuple[str, ...]
    words: str


class NeedShown(BaseModel):
    """A need that is short."""

    rule: str
    sentence: str
    whom: str
    tasks: tuple[str, ...]
    minutes: int


class ShortShown(BaseModel):
    """Minutes short at one priority, where 1 is the most urgent."""

    priority: int
    before: int
    after: int


class PointsShown(BaseModel):
    """Points before and after: of a priced rule, or of all of them together."""

    before: int
    after: int


class EditShown(BaseModel):
    """What changes made by hand do to a roster.

    Attributes
    ----------
    roster
        The new version; None where it was only asked what they would do.
    broken, mended
        Hard rules broken now that were not before, and the other way round.
    violations
        All hard rules broken now.
    short, met
        Needs short now that were not before, and the other way round.
    shortfall
        What is short, the most urgent first.
    cost, by_rule
        Points, of all priced rules and of those that changed.
    locks
        How many of these decisions the next draft keeps.
    """

    roster: VersionShown | None
    changes: tuple[ChangeMade, ...]
    broken: tuple[BrokenShown, ...]
    mended: tuple[BrokenShown, ...]
    violations: tuple[BrokenShown, ...]
    short: tuple[NeedShown, ...]
    met: tuple[NeedShown, ...]
    shortfall: tuple[ShortShown, ...]
    cost: PointsShown
    by_rule: dict[str, PointsShown]
    locks: int


@routes.post("/{roster}/edits", status_code=201, response_model=EditShown, dependencies=[TAKES_IF_MATCH])
def edit_roster(
    hub: UUID, roster: UUID, here: Here, who: MayEdit, request: Request, response: Response, edits: Edits
) -> EditShown | JSONResponse:
    """Change a roster by hand: a draft that follows it, and what these changes break and mend.

    What was decided stays in the next draft of these weeks, until its lock is released. Who edits a version
    that somebody else has edited meanwhile is told what that changed (412).
    """
    version = _looked_at(here, who, request, hub, roster)
    made = Made(who.name, here.clock(), "edited")
    try:
        answer = editing.edit(here.database, who.scope, version, _edits(edits), made, actor=who.actor)
    except Followed as error:
        return _followed(error, _eyes(here, who, error.period))
    if answer.version is not None:
        response.headers["ETag"] = etag_of(answer.version.id)
        response.headers["Location"] = f"/api/v1/hubs/{hub}/rosters/{answer.version.id}"
    return _shown(answer, _eyes(here, who, answer.period))


@routes.post("/{roster}/edits/preview", response_model=EditShown, dependencies=[TAKES_IF_MATCH])
def preview_edits(
    hub: UUID, roster: UUID, here: Here, who: MayEdit, request: Request, edits: Edits
) -> EditShown | JSONResponse:
    """Say what changes of a roster would break and mend; nothing is kept of them."""
    version = _looked_at(here, who, request, hub, roster)
    made = Made(who.name, here.clock())
    try:
        answer = editing.preview(here.database, who.scope, version, _edits(edits), made)
    except Followed as error:
        return _followed(error, _eyes(here, who, error.period))
    return _shown(answer, _eyes(here, who, answer.period))


def _looked_at(here: Running, who: Caller, request: Request, hub: UUID, roster: UUID) -> Version:
    """Give the version that is to be changed; refuse one that is not there, or the caller did not look at."""
    with here.database.reading(who.scope) as session:
        version = version_of_hub(session, hub, roster)
    require_match(request, etag_of(version.id), version.made)
    return version


def _eyes(here: Running, who: Caller, period: Period) -> Eyes:
    return Eyes.of(who, period.before_locks.problem, None, here.clock(), here.entrance.hashes)


def _edits(sent: Edits) -> list[Edit]:
    return [_edit(each) for each in sent.changes]


def _edit(sent: PutSent | TakeOffSent | MoveSent) -> Edit:
    if isinstance(sent, PutSent):
        return Put(sent.person, sent.task, sent.start, sent.instead_of)
    if isinstance(sent, TakeOffSent):
        return TakeOff(sent.person, sent.task)
    return Move(sent.task, sent.start)


def _followed(error: Followed, eyes: Eyes) -> JSONResponse:
    """Say who was faster, which version is the newest, and what it changed."""
    detail = (
        f"{changed_meanwhile(error.by.made)} Nothing is lost: edit the newest version, "
        f"roster {error.newest.number} of these weeks, made by {error.newest.made.by}."
    )
    faults = (Fault(place=each.person, message=_words(each, eyes)) for each in error.changes)
    answer = refused(HTTPStatus.PRECONDITION_FAILED, detail, faults, current=str(error.newest.id))
    answer.headers["ETag"] = etag_of(error.newest.id)
    return answer


def _words(change: Changed, eyes: Eyes) -> str:
    task = eyes.task(change.task)
    if change.now is None:
        return f"Is no longer on '{task}'."
    return f"Is now on '{task}'." if change.was is None else f"Is on '{task}' at another time."


# What is shown of it ------------------------------------------------------------------------------


def _shown(answer: Answer, eyes: Eyes) -> EditShown:
    effect = answer.effect
    return EditShown(
        roster=None if answer.version is None else shown_version(answer.version),
        changes=tuple(_change(each, eyes) for each in answer.changes),
        broken=tuple(_broken(each, eyes) for each in effect.broken),
        mended=tuple(_broken(each, eyes) for each in effect.mended),
        violations=tuple(_broken(each, eyes) for each in effect.after.told),
        short=tuple(_need(each, eyes) for each in effect.short),
        met=tuple(_need(each, eyes) for each in effect.met),
        shortfall=_shortfall(effect),
        cost=PointsShown(before=effect.before.cost, after=effect.after.cost),
        by_rule={rule: PointsShown(before=was, after=now) for rule, (was, now) in effect.by_rule.items()},
        locks=len(answer.locks),
    )


def _change(change: Changed, eyes: Eyes) -> ChangeMade:
    was, now = (None if times is None else times[0] for times in (change.was, change.now))
    return ChangeMade(person=change.person, task=eyes.task(change.task), was=was, now=now)


def _broken(violation: Violation, eyes: Eyes) -> BrokenShown:
    return BrokenShown(
        rule=violation.rule,
        sentence=SENTENCES.get(violation.rule, NOT_AVAILABLE),
        whom=eyes.whom(violation.whom),
        tasks=tuple(eyes.task(task) for task in violation.tasks),
        words=eyes.said(violation.message),
    )


def _need(need: Charge, eyes: Eyes) -> NeedShown:
    return NeedShown(
        rule=need.rule,
        sentence=SENTENCES[need.rule],
        whom=eyes.whom(need.whom),
        tasks=tuple(eyes.task(task) for task in need.tasks),
        minutes=need.points,
    )


def _shortfall(effect: Effect) -> tuple[ShortShown, ...]:
    was, now = effect.before.shortfall, effect.after.shortfall
    return tuple(
        ShortShown(priority=priority, before=was[priority].minutes, after=now[priority].minutes)
        for priority in Priority
    )
