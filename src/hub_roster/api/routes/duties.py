"""What those who work see: their own duties and offers, and the roster of a week that is in force."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from hub_roster.api.callers import Allowed, AllowedSomewhere
from hub_roster.api.pages import Instant, Page, Text, WhichPage
from hub_roster.api.routes.offers import OfferShown
from hub_roster.api.routes.offers import shown as offer_shown
from hub_roster.api.running import Here
from hub_roster.api.sent import Monday
from hub_roster.domain.clock import day_of, instant_of, monday_of
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.masking import Eyes
from hub_roster.service.rosters_seen import (
    Elsewhere,
    InForce,
    OwnDuty,
    ShiftSeen,
    elsewhere,
    in_force,
    own_duties,
    shifts_seen,
)
from hub_roster.store.offers import Offers

routes = APIRouter(prefix="/hubs/{hub}", tags=["duties"])

Own = Annotated[Caller, Depends(Allowed(Action.SEE_OWN_DUTIES))]
MaySee = Annotated[Caller, Depends(AllowedSomewhere(Action.SEE_ROSTER))]


class WorkShown(BaseModel):
    """One piece of work in a duty.

    Attributes
    ----------
    post
        Such as "Late, Ash", or "Outreach".
    young_people
        Their codes, from a week before the work to a day after it.
    """

    id: UUID
    post: Annotated[str, Field(examples=["Late, Ash"])]
    category: str
    home: str | None
    starts: datetime
    ends: datetime
    young_people: tuple[str, ...]


class DutyShown(BaseModel):
    """A duty of one's own, or a spell of on-call, with the work in it in order."""

    person: str
    starts: datetime
    ends: datetime
    work: tuple[WorkShown, ...]


class DutiesShown(Page[DutyShown]):
    """One's own duties, and the offers that wait for an answer."""

    offers: tuple[OfferShown, ...]


class ShiftShown(BaseModel):
    """A shift of a home, and who is on it.

    Attributes
    ----------
    at_risk
        Seats whose people have not said yes.
    young_people
        Those who live there, for whoever leads or works that shift or sees them by their role.
    """

    home: str
    shift: str
    starts: datetime
    ends: datetime
    people: tuple[str, ...]
    at_risk: int
    young_people: tuple[str, ...]


class ElsewhereShown(BaseModel):
    """What somebody does outside the homes, without young people."""

    person: str
    category: Annotated[str, Field(examples=["Outreach"])]
    starts: datetime
    ends: datetime


class WeekShown(BaseModel):
    """The roster in force in a week.

    Attributes
    ----------
    rosters
        The versions in force; none while nothing is.
    """

    first_day: date
    rosters: tuple[UUID, ...]
    shifts: tuple[ShiftShown, ...]
    elsewhere: tuple[ElsewhereShown, ...]


@routes.get("/duties")
def duties(
    hub: UUID,
    here: Here,
    who: Own,
    which: WhichPage,
    first_day: Monday | None = None,
    weeks: Annotated[int, Query(ge=1, le=8)] = 4,
) -> DutiesShown:
    """List one's own duties of rosters in force, from this week on unless told, and offers to answer."""
    now = here.clock()
    with here.database.reading(who.scope) as session:
        found = in_force(session, hub, first_day or monday_of(day_of(instant_of(now))), weeks)
        offers = Offers(session).unanswered(hub, who.people(hub), now)
    listed = () if found is None else own_duties(who, found, _eyes(here, who, found), now)
    page = which.page_among(listed, tuple[Instant, Text, Instant], _place, _duty)
    may = who.may(Action.ANSWER_OFFERS, hub)
    return DutiesShown(
        items=page.items,
        next=page.next,
        offers=tuple(offer_shown(each, now) for each in offers) if may else (),
    )


@routes.get("/weeks/{monday}/roster")
def roster_of_week(hub: UUID, monday: Monday, here: Here, who: MaySee) -> WeekShown:
    """Give the roster in force in a week as whoever works there may see it."""
    with here.database.reading(who.scope) as session:
        found = in_force(session, hub, monday, 1)
    if found is None:
        return WeekShown(first_day=monday, rosters=(), shifts=(), elsewhere=())
    shifts = shifts_seen(who, found, _eyes(here, who, found))
    everywhere = who.homes(Action.SEE_ROSTER, hub) is None
    return WeekShown(
        first_day=monday,
        rosters=found.versions,
        shifts=tuple(_shift(each) for each in shifts),
        elsewhere=tuple(_elsewhere(each) for each in elsewhere(found)) if everywhere else (),
    )


def _eyes(here: Here, who: Caller, found: InForce) -> Eyes:
    return Eyes.of(who, found.problem, found.roster, here.clock(), here.entrance.hashes)


def _place(duty: OwnDuty) -> tuple[datetime, str, datetime]:
    return duty.starts, duty.person, duty.ends


def _duty(duty: OwnDuty) -> DutyShown:
    work = tuple(
        WorkShown(
            id=each.id,
            post=each.post,
            category=each.category,
            home=each.home,
            starts=each.starts,
            ends=each.ends,
            young_people=each.young_people,
        )
        for each in duty.work
    )
    return DutyShown(person=duty.person, starts=duty.starts, ends=duty.ends, work=work)


def _shift(seen: ShiftSeen) -> ShiftShown:
    return ShiftShown(
        home=seen.home,
        shift=seen.shift,
        starts=seen.starts,
        ends=seen.ends,
        people=seen.people,
        at_risk=seen.at_risk,
        young_people=seen.young_people,
    )


def _elsewhere(seen: Elsewhere) -> ElsewhereShown:
    return ElsewhereShown(person=seen.person, category=seen.category, starts=seen.starts, ends=seen.ends)
