"""How long a hub's records are kept: its policy, and what is held beyond it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field, StringConstraints

from hub_roster.api.callers import Allowed
from hub_roster.api.etags import TAKES_IF_MATCH, etag_of, require_match
from hub_roster.api.pages import Instant, Page, WhichPage
from hub_roster.api.running import Here
from hub_roster.api.sent import Choice, Day, Sent, Whole
from hub_roster.domain.model import Words
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.retention.holding import Span, lift_hold, place_hold
from hub_roster.service.retention.policy import change_policy
from hub_roster.store.holds import Hold, Holds
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.records_policy import PolicyVersion, RecordsPolicies, RecordsPolicy, Signed

routes = APIRouter(prefix="/hubs/{hub}", tags=["records"])

MaySee = Annotated[Caller, Depends(Allowed(Action.SEE_RECORDS_POLICY))]
MayChange = Annotated[Caller, Depends(Allowed(Action.CHANGE_RECORDS_POLICY))]
MayHold = Annotated[Caller, Depends(Allowed(Action.HOLD))]

Figure = Annotated[Whole, Field(ge=0, lt=10_000)]
Label = Annotated[Words, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]


class PolicySent(Sent):
    """A policy on records, whole.

    Attributes
    ----------
    full_calendars
        People's own calendars may hold young people's codes, by links made for that.
    roster_years
        After the last entry of a week: rosters planned and worked, offers, and what people were told.
    audit_years
        After something was done: the detail of its entry in the audit log.
    draft_weeks
        After its last day: a draft that was never published.
    signed_by, signed_on
        The registered manager who signed it.
    """

    full_calendars: Choice
    roster_years: Annotated[Figure, Field(examples=[15])]
    audit_years: Annotated[Figure, Field(examples=[6])]
    draft_weeks: Annotated[Figure, Field(examples=[26])]
    signed_by: Annotated[Words, StringConstraints(strip_whitespace=True), Field(examples=["R. Manager"])]
    signed_on: Annotated[Day, Field(examples=["2026-01-30"])]


class PolicyShown(BaseModel):
    """The policy on records in force.

    Attributes
    ----------
    version
        0 while nobody signed one.
    """

    version: int
    full_calendars: bool
    roster_years: int
    audit_years: int
    draft_weeks: int
    signed_by: str | None
    signed_on: date | None
    changed_at: datetime | None
    changed_by: str | None


class HoldSent(Sent):
    """Days whose records are to be kept whatever the policy says.

    Attributes
    ----------
    first_day, last_day
        Both included; without one, from the beginning or until it is lifted.
    label
        What it is for, without anybody's name or code.
    """

    first_day: Annotated[Day | None, Field(examples=["2026-02-02"])] = None
    last_day: Annotated[Day | None, Field(examples=["2026-03-01"])] = None
    label: Annotated[Label, Field(examples=["Inquiry 12"])]


class HoldShown(BaseModel):
    """A hold; one that was lifted stays on record."""

    id: UUID
    first_day: date | None
    last_day: date | None
    label: str
    placed_at: datetime
    placed_by: str
    lifted_at: datetime | None
    lifted_by: str | None


@routes.get("/records-policy")
def records_policy(hub: UUID, here: Here, who: MaySee, response: Response) -> PolicyShown:
    """Give how long the hub's records are kept, and whether calendars may hold codes."""
    with here.database.reading(who.scope) as session:
        HubFiles(session).newest(hub)
        now = RecordsPolicies(session).in_force(hub)
    response.headers["ETag"] = etag_of(hub, now.number)
    return _shown(now)


@routes.put("/records-policy", dependencies=[TAKES_IF_MATCH])
def change_records_policy(
    hub: UUID, here: Here, who: MayChange, request: Request, response: Response, sent: PolicySent
) -> PolicyShown:
    """Let another policy hold, with every calendar that it changes."""
    with here.database.reading(who.scope) as session:
        before = RecordsPolicies(session).in_force(hub)
    require_match(request, etag_of(hub, before.number), before.made)
    now = change_policy(
        here.database,
        who.scope,
        hub,
        RecordsPolicy(sent.full_calendars, sent.roster_years, sent.audit_years, sent.draft_weeks),
        Signed(sent.signed_by, sent.signed_on),
        Made(who.name, here.clock()),
        actor=who.actor,
        after=before.number,
    )
    response.headers["ETag"] = etag_of(hub, now.number)
    return _shown(now)


@routes.get("/holds")
def holds(hub: UUID, here: Here, who: MaySee, which: WhichPage) -> Page[HoldShown]:
    """List the holds on the hub's records in the order they were placed, those that were lifted too."""
    with here.database.reading(who.scope) as session:
        found = Holds(session).listed(hub)
    return which.page_among(found, tuple[Instant, UUID], lambda hold: (hold.placed.at, hold.id), _hold)


@routes.post("/holds", status_code=201)
def place_a_hold(hub: UUID, here: Here, who: MayHold, sent: HoldSent) -> HoldShown:
    """Keep the records of some days, whatever the policy says, until the hold is lifted."""
    made = Made(who.name, here.clock())
    span = Span(sent.first_day, sent.last_day)
    return _hold(place_hold(here.database, who.scope, hub, span, sent.label, made, actor=who.actor))


@routes.post("/holds/{hold}/lift")
def lift_a_hold(hub: UUID, hold: UUID, here: Here, who: MayHold) -> HoldShown:
    """Lift a hold: what it kept goes when its time is over, at once where it is."""
    made = Made(who.name, here.clock())
    return _hold(lift_hold(here.database, who.scope, hub, hold, made, actor=who.actor))


def _shown(now: PolicyVersion) -> PolicyShown:
    policy, signed, made = now.policy, now.signed, now.made
    return PolicyShown(
        version=now.number,
        full_calendars=policy.full_calendars,
        roster_years=policy.roster_years,
        audit_years=policy.audit_years,
        draft_weeks=policy.draft_weeks,
        signed_by=None if signed is None else signed.by,
        signed_on=None if signed is None else signed.on,
        changed_at=None if made is None else made.at,
        changed_by=None if made is None else made.by,
    )


def _hold(hold: Hold) -> HoldShown:
    lifted = hold.lifted
    return HoldShown(
        id=hold.id,
        first_day=hold.first_day,
        last_day=hold.last_day,
        label=hold.label,
        placed_at=hold.placed.at,
        placed_by=hold.placed.by,
        lifted_at=None if lifted is None else lifted.at,
        lifted_by=None if lifted is None else lifted.by,
    )
