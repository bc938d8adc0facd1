"""Rosters: their versions, what stands before one is published, and publishing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field, StringConstraints

from hub_roster.api.callers import Allowed
from hub_roster.api.etags import TAKES_IF_MATCH, etag_of, match_if_given
from hub_roster.api.pages import Number, Page, WhichPage
from hub_roster.api.running import Here
from hub_roster.api.sent import Day, Sent
from hub_roster.domain.offers import AssignmentState
from hub_roster.domain.roster import Roster, RosterStatus
from hub_roster.rules.states import at_risk
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.masking import Eyes
from hub_roster.service.publishing.checklist import Weight
from hub_roster.service.publishing.kept_offers import roster_now
from hub_roster.service.publishing.publishing import checked, publish
from hub_roster.service.weeks import period
from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.messages import Messages
from hub_roster.store.rosters import Rosters, SignOff, Version
from hub_roster.store.scope import ScopedSession

routes = APIRouter(prefix="/hubs/{hub}/rosters", tags=["rosters"])

MaySeeDrafts = Annotated[Caller, Depends(Allowed(Action.SEE_DRAFTS))]
MayPublish = Annotated[Caller, Depends(Allowed(Action.PUBLISH))]


class VersionShown(BaseModel):
    """A version of a roster, without its lines.

    Attributes
    ----------
    follows
        The version it was made from.
    contingency
        What is done about a safety need it leaves unmet.
    """

    id: UUID
    first_day: date
    weeks: int
    number: int
    status: RosterStatus
    follows: UUID | None
    made_at: datetime
    made_by: str
    signed_by: str | None
    contingency: str | None


class VersionListed(VersionShown):
    """A version of a roster among others.

    Attributes
    ----------
    at_risk
        Assignments whose people have not said yes to them.
    """

    at_risk: int


class PublishedShown(VersionListed):
    """A version that holds.

    Attributes
    ----------
    not_reached
        How many people whose duties it changes have no account, and are told by nobody but their manager.
    """

    not_reached: int


class AssignmentShown(BaseModel):
    """One person on one task."""

    id: UUID
    person: str
    task: str
    start: datetime
    end: datetime
    state: AssignmentState


class RosterShown(VersionListed):
    """A version of a roster with its lines."""

    assignments: tuple[AssignmentShown, ...]


class ItemShown(BaseModel):
    """One thing to know before publishing."""

    weight: Weight
    title: str
    whom: str
    tasks: tuple[str, ...]
    words: str


class WordOfManager(Sent):
    """A registered manager's word for a safety need that stays unmet."""

    contingency: Annotated[
        str,
        StringConstraints(min_length=1, max_length=500, strip_whitespace=True),
        Field(examples=["The on-call manager comes in at 22:00; agency asked."]),
    ]


class Publishing(Sent):
    """How a version is published.

    Attributes
    ----------
    instead_of
        The versions in force in its weeks that one looked at; empty for none.
    sign_off
        Where a safety need is unmet, what is done about it.
    """

    instead_of: Annotated[tuple[UUID, ...], Field(max_length=26)] = ()
    sign_off: WordOfManager | None = None


@routes.get("")
def rosters(
    hub: UUID, here: Here, who: MaySeeDrafts, which: WhichPage, first_day: Day | None = None
) -> Page[VersionListed]:
    """List the versions of rosters, the latest week and version first."""
    with here.database.reading(who.scope) as session:
        found = Rosters(session).listed(hub, first_day, which.after(tuple[date, Number]), which.rows)
        return which.page(found, _place, lambda version: _listed(version, roster_now(session, version)))


@routes.get("/{roster}")
def roster_with_lines(
    hub: UUID, roster: UUID, here: Here, who: MaySeeDrafts, response: Response
) -> RosterShown:
    """Give a version with its lines."""
    response.headers["ETag"] = etag_of(roster)
    with here.database.reading(who.scope) as session:
        version = version_of_hub(session, hub, roster)
        found = roster_now(session, version)
        problem = period(session, hub, version.first_day, version.weeks, number=version.file_number).problem
    eyes = Eyes.of(who, problem, None, here.clock(), here.entrance.hashes)
    assignments = tuple(
        AssignmentShown(
            id=each.id,
            person=each.person,
            task=eyes.task(each.task),
            start=each.start,
            end=each.end,
            state=each.state,
        )
        for each in sorted(found.assignments, key=lambda a: (a.start, a.task, a.person))
    )
    return RosterShown(**_listed(version, found).model_dump(), assignments=assignments)


@routes.get("/{roster}/checklist")
def checklist(hub: UUID, roster: UUID, here: Here, who: MaySeeDrafts) -> list[ItemShown]:
    """Say what refuses a version, what takes a signature, and what else to know before publishing it."""
    with here.database.reading(who.scope) as session:
        version_of_hub(session, hub, roster)
    found = checked(here.database, who.scope, roster, here.clock())
    eyes = Eyes.of(who, found.problem, None, here.clock(), here.entrance.hashes)
    return [
        ItemShown(
            weight=item.weight,
            title=item.title,
            whom=eyes.whom(item.whom),
            tasks=tuple(eyes.task(task) for task in item.tasks),
            words=eyes.said(item.words),
        )
        for item in found.items
    ]


@routes.post("/{roster}/publish", dependencies=[TAKES_IF_MATCH])
def publish_roster(
    hub: UUID,
    roster: UUID,
    here: Here,
    who: MayPublish,
    request: Request,
    response: Response,
    how: Publishing,
) -> PublishedShown:
    """Let a version hold in its weeks, and tell everybody who subscribed.

    What held in them when one looked stands in `instead_of`; an If-Match that is sent too names the version.
    """
    signed = None
    if how.sign_off is not None:
        who.require(Action.SIGN_OFF, hub)
        signed = SignOff(who.name, how.sign_off.contingency)
    with here.database.reading(who.scope) as session:
        version = version_of_hub(session, hub, roster)
    match_if_given(request, etag_of(roster), version.made)
    published = publish(
        here.database,
        who.scope,
        roster,
        Made(who.name, here.clock()),
        actor=who.actor,
        instead_of=how.instead_of,
        sign_off=signed,
    )
    response.headers["ETag"] = etag_of(published.id)
    with here.database.reading(who.scope) as session:
        not_reached = Messages(session).not_reached(hub, published.made.at)
        holds = roster_now(session, published)
    return PublishedShown(**_listed(published, holds).model_dump(), not_reached=not_reached)


def version_of_hub(session: ScopedSession, hub: UUID, roster: UUID) -> Version:
    """Give a version of a roster of one hub's file.

    Raises
    ------
    NotThere
        If there is none of that id there.
    """
    version = Rosters(session).version(roster)
    if version.file_id != hub:
        raise NotThere
    return version


def _place(version: Version) -> tuple[date, int]:
    return version.first_day, version.number


def _listed(version: Version, roster: Roster) -> VersionListed:
    """Show a version with how much of it nobody can count on."""
    return VersionListed(**shown_version(version).model_dump(), at_risk=len(at_risk(roster)))


def shown_version(version: Version) -> VersionShown:
    """Give a version as callers see it."""
    signed = version.sign_off
    return VersionShown(
        id=version.id,
        first_day=version.first_day,
        weeks=version.weeks,
        number=version.number,
        status=version.status,
        follows=version.follows,
        made_at=version.made.at,
        made_by=version.made.by,
        signed_by=None if signed is None else signed.by,
        contingency=None if signed is None else signed.contingency,
    )
