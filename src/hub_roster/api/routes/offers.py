"""Offers of work: made and withdrawn by managers, answered by whom they are for, and all that happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field, StringConstraints

from hub_roster.api.callers import SIGNED_IN, Allowed, AllowedOrOwn
from hub_roster.api.pages import Instant, Number, Page, WhichPage
from hub_roster.api.running import Here
from hub_roster.api.sent import Choice, Moment, Monday, Sent, Whole
from hub_roster.domain.problem import Problem
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.masking import Eyes
from hub_roster.service.audit import Did, exported, record
from hub_roster.service.offers.answering import Said, answer, why_not
from hub_roster.service.offers.offering import FreeTask, Wanted, offer
from hub_roster.service.offers.standing import correct, offer_of, withdraw
from hub_roster.service.weeks import period
from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.offers import Happened, OfferNow, Offers
from hub_roster.store.rosters import Rosters
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import OfferEventKind, OfferState

routes = APIRouter(prefix="/hubs/{hub}", tags=["offers"])
own_routes = APIRouter(tags=["offers"])

MayOffer = Annotated[Caller, Depends(Allowed(Action.OFFER_WORK))]
MayAnswer = Annotated[Caller, Depends(AllowedOrOwn(Action.OFFER_WORK, Action.ANSWER_OFFERS))]
MayExport = Annotated[Caller, Depends(Allowed(Action.EXPORT))]

Key = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class OfferShown(BaseModel):
    """Work offered to one person, in words that say nothing of a young person.

    Attributes
    ----------
    post
        Such as "Late, Ash", or "Outreach".
    until
        By when it is to be answered.
    state
        One that was not answered in time has lapsed.
    """

    id: UUID
    hub: UUID
    person: str
    post: Annotated[str, Field(examples=["Late, Ash"])]
    home: str | None
    starts: datetime
    ends: datetime
    until: datetime
    state: OfferState
    offered_at: datetime
    answered_at: datetime | None


class OfferToShown(OfferShown):
    """The same for whoever offers.

    Attributes
    ----------
    task
        What it is on the roster.
    roster
        The version it was offered from.
    first_come
        Offered to several, and whoever says yes first gets it.
    """

    task: str
    roster: UUID
    first_come: bool


class HappenedShown(BaseModel):
    """One thing that happened to an offer, and when.

    Attributes
    ----------
    at, said_at
        When it was written down; and when it was, where that was before.
    by_phone
        A manager wrote down what the person had told them.
    corrects
        The number of the event whose time this one puts right.
    """

    number: int
    kind: OfferEventKind
    at: datetime
    by: str
    by_phone: bool
    said_at: datetime | None
    starts: datetime | None
    ends: datetime | None
    corrects: int | None


class OfferWithEvents(OfferToShown):
    """An offer with all that happened to it."""

    events: tuple[HappenedShown, ...]


class OfferEventShown(HappenedShown):
    """One thing that happened to an offer, with the offer."""

    offer: OfferShown


class FreeTaskSent(Sent):
    """A task that nobody has, for those who may say yes first.

    Attributes
    ----------
    start
        For a visit that may begin at several times.
    """

    task: Annotated[Key, Field(examples=["Ash/2026-11-30/Late"])]
    people: Annotated[tuple[Key, ...], Field(min_length=1, max_length=100, examples=[["council:104:1"]])]
    start: Moment | None = None


class Offering(Sent):
    """What is offered of a roster.

    Attributes
    ----------
    assignments
        Ids of assignments, each offered to the person it is of.
    tasks
        Tasks that nobody has.
    until
        By when to answer: before the work begins.
    """

    assignments: Annotated[tuple[UUID, ...], Field(max_length=200)] = ()
    tasks: Annotated[tuple[FreeTaskSent, ...], Field(max_length=50)] = ()
    until: Annotated[Moment, Field(examples=["2026-11-27T17:00:00Z"])]


class AnswerKind(StrEnum):
    """Yes or no."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class AnswerSent(Sent):
    """What somebody answers to an offer.

    Attributes
    ----------
    by_phone
        Set by a manager who writes down what the person told them.
    said_at
        When they told them; left out for now.
    """

    answer: AnswerKind
    by_phone: Choice = False
    said_at: Moment | None = None


class CorrectionSent(Sent):
    """When something that happened to an offer really was.

    Attributes
    ----------
    corrects
        The number of the event.
    """

    corrects: Annotated[Whole, Field(ge=1, lt=2**31)]
    said_at: Annotated[Moment, Field(examples=["2026-11-26T09:15:00Z"])]


class Hindrance(BaseModel):
    """A rule that stands against an offer by now."""

    rule: str
    words: str


@own_routes.get("/me/offers")
def offers_to_me(
    here: Here, who: Annotated[Caller, Depends(SIGNED_IN)], which: WhichPage
) -> Page[OfferShown]:
    """List the offers one may answer, in every hub one works for; what begins first comes first."""
    at, found = here.clock(), list[OfferNow]()
    with here.database.reading(who.scope) as session:
        for file_id in sorted({post.file_id for post in who.posts}):
            if who.may(Action.ANSWER_OFFERS, file_id):
                found += Offers(session).unanswered(file_id, who.people(file_id), at)
    found.sort(key=_place)
    return which.page_among(found, tuple[Instant, UUID], _place, lambda each: shown(each, at))


@routes.post("/rosters/{roster}/offers", status_code=201, tags=["rosters"])
def offer_work(hub: UUID, roster: UUID, here: Here, who: MayOffer, given: Offering) -> list[OfferToShown]:
    """Offer work of a draft or of the roster in force to people, all of it or none."""
    with here.database.reading(who.scope) as session:
        if Rosters(session).version(roster).file_id != hub:
            raise NotThere
    made, scope = Made(who.name, here.clock()), who.scope
    tasks = tuple(FreeTask(each.task, each.people, each.start) for each in given.tasks)
    wanted = Wanted(given.assignments, tasks, given.until)
    offered = offer(here.database, scope, roster, wanted, made, actor=who.actor)
    with here.database.reading(scope) as session:
        eyes = _eyes_by_week(here, who, session, offered)
        return [_shown_to_manager(each, eyes, made.at) for each in offered]


@routes.get("/offers")
def offers_of_week(
    hub: UUID, here: Here, who: MayOffer, which: WhichPage, first_day: Monday
) -> Page[OfferToShown]:
    """List the offers of a week with how they stand; what begins first comes first."""
    with here.database.reading(who.scope) as session:
        found = Offers(session).listed(hub, first_day, which.after(tuple[Instant, UUID]), which.rows)
        eyes = _eyes_by_week(here, who, session, found)
    return which.page(found, _place, lambda each: _shown_to_manager(each, eyes, here.clock()))


@routes.get("/offers/history")
def history_of_offers(
    hub: UUID, here: Here, who: MayExport, which: WhichPage, first_day: Monday, last_day: Monday
) -> Page[OfferEventShown]:
    """Give all that happened to the offers of some weeks, as the law may ask for it: which is an export."""
    at = here.clock()
    with here.database.writing(who.scope) as session:
        found = list(Offers(session).all_that_happened(hub, first_day, last_day))
        exported(session, who, hub, f"offers of the weeks from {first_day} to {last_day}", at)
    return which.page_among(
        found,
        tuple[Instant, UUID, Number],
        lambda row: (*_place(row[0]), row[1].number),
        lambda row: OfferEventShown(**_happened(row[1]).model_dump(), offer=shown(row[0], at)),
    )


@routes.get("/offers/{offer}")
def offer_with_events(hub: UUID, offer: UUID, here: Here, who: MayOffer) -> OfferWithEvents:
    """Give an offer with all that happened to it."""
    with here.database.reading(who.scope) as session:
        found = offer_of(session, hub, offer)
        events = tuple(_happened(each) for each in Offers(session).happened(offer))
        eyes = _eyes_by_week(here, who, session, [found])
    manager = _shown_to_manager(found, eyes, here.clock())
    return OfferWithEvents(**manager.model_dump(), events=events)


@routes.get("/offers/{offer}/hindrances")
def what_stands_against_an_offer(hub: UUID, offer: UUID, here: Here, who: MayOffer) -> list[Hindrance]:
    """Say which rules an acceptance would break by now, private ones by name: a closer look, written down."""
    who.require(Action.SEE_RESTRICTED, hub)
    made = Made(who.name, here.clock())
    with here.database.writing(who.scope) as session:
        problem, found = why_not(session, hub, offer, made)
        record(
            session, who.actor, Did.LOOKED_CLOSER, made.at, file_id=hub, subject=f"offer {offer}, hindrances"
        )
    eyes = _eyes(here, who, problem)
    return [Hindrance(rule=each.rule, words=eyes.said(each.message)) for each in found]


@routes.post("/offers/{offer}/withdraw")
def withdraw_an_offer(hub: UUID, offer: UUID, here: Here, who: MayOffer) -> OfferShown:
    """Take an offer back that nobody has answered."""
    made = Made(who.name, here.clock())
    return shown(withdraw(here.database, who.scope, hub, offer, made, actor=who.actor), made.at)


@routes.post("/offers/{offer}/answer")
def answer_an_offer(hub: UUID, offer: UUID, here: Here, who: MayAnswer, given: AnswerSent) -> OfferShown:
    """Answer an offer of one's own; a manager may write down what somebody said by telephone."""
    with here.database.reading(who.scope) as session:
        work = offer_of(session, hub, offer).work
    if given.by_phone:
        who.require(Action.OFFER_WORK, hub)
    elif work.person not in who.people(hub) or not who.may(Action.ANSWER_OFFERS, hub):
        raise NotThere
    made = Made(who.name, here.clock())
    said = Said(
        given.answer is AnswerKind.ACCEPTED, given.by_phone, given.said_at if given.by_phone else None
    )
    return shown(answer(here.database, who.scope, hub, offer, said, made, actor=who.actor), made.at)


@routes.post("/offers/{offer}/corrections", status_code=201)
def correct_an_offer(
    hub: UUID, offer: UUID, here: Here, who: MayOffer, given: CorrectionSent
) -> list[HappenedShown]:
    """Keep beside an event when it really was; the event stays as it was written."""
    made = Made(who.name, here.clock())
    put_right = Happened(OfferEventKind.CORRECTED, made, said_at=given.said_at, corrects=given.corrects)
    events = correct(here.database, who.scope, hub, offer, put_right, actor=who.actor)
    return [_happened(each) for each in events]


def _place(offered: OfferNow) -> tuple[datetime, UUID]:
    return offered.work.starts, offered.work.id


def shown(offered: OfferNow, at: datetime) -> OfferShown:
    """Show an offer to its person."""
    work = offered.work
    return OfferShown(
        id=work.id,
        hub=work.file_id,
        person=work.person,
        post=work.post,
        home=work.home,
        starts=work.starts,
        ends=work.ends,
        until=work.until,
        state=offered.state(at),
        offered_at=offered.offered_at,
        answered_at=offered.answered_at,
    )


def _shown_to_manager(offered: OfferNow, eyes: Mapping[date, Eyes], at: datetime) -> OfferToShown:
    work = offered.work
    return OfferToShown(
        **shown(offered, at).model_dump(),
        task=eyes[work.first_day].task(work.task),
        roster=work.roster,
        first_come=work.race is not None,
    )


def _eyes_by_week(
    here: Here, who: Caller, session: ScopedSession, offers: Iterable[OfferNow]
) -> Mapping[date, Eyes]:
    """Give what a caller sees of each week that some offers are of."""
    weeks = {(each.work.file_id, each.work.first_day) for each in offers}
    return {monday: _eyes(here, who, period(session, hub, monday, 1).problem) for hub, monday in weeks}


def _eyes(here: Here, who: Caller, problem: Problem) -> Eyes:
    return Eyes.of(who, problem, None, here.clock(), here.entrance.hashes)


def _happened(event: Happened) -> HappenedShown:
    return HappenedShown(
        number=event.number,
        kind=event.kind,
        at=event.made.at,
        by=event.made.by,
        by_phone=event.by_phone,
        said_at=event.said_at,
        starts=event.starts,
        ends=event.ends,
        corrects=event.corrects,
    )
