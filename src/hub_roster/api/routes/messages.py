"""Messages: which went out, which did not, and how one wants to hear oneself."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from hub_roster.api.callers import SIGNED_IN, Allowed
from hub_roster.api.etags import TAKES_IF_MATCH, etag_of, require_match
from hub_roster.api.pages import Instant, Page, WhichPage
from hub_roster.api.running import Here
from hub_roster.api.sent import Sent
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.messages.contacts import change_own_contact, own_contact
from hub_roster.service.messages.text import NUMBER
from hub_roster.store.contacts import Contact
from hub_roster.store.messages import Messages, Queued
from hub_roster.store.tables import Channel, Later, MessageState, News

routes = APIRouter(tags=["messages"])

MaySee = Annotated[Caller, Depends(Allowed(Action.SEE_MESSAGES))]
Who = Annotated[Caller, Depends(SIGNED_IN)]


class AttemptShown(BaseModel):
    """One attempt to send a message.

    Attributes
    ----------
    went
        Whether the other side took it; None while nobody has heard.
    answer
        What answered, in a few words.
    """

    number: int
    began_at: datetime
    ended_at: datetime | None
    went: bool | None
    answer: Annotated[str, Field(examples=["HTTP 503"])]


class MessageShown(BaseModel):
    """A message as it stands; what it says is not shown, as it says no more than that something changed.

    Attributes
    ----------
    person
        For whom it is; None for a webhook.
    soon
        It tells of a change within 48 hours.
    next_attempt_at
        None where there is none to come.
    """

    id: UUID
    channel: Channel
    news: News
    person: str | None
    webhook: UUID | None
    soon: bool
    state: MessageState
    queued_at: datetime
    next_attempt_at: datetime | None
    ended_at: datetime | None
    answer: Annotated[str, Field(examples=["has no account"])]
    attempts: tuple[AttemptShown, ...]


class ContactGiven(Sent):
    """How one wants to hear.

    Attributes
    ----------
    number
        A telephone number with its country; None for no text messages. Nobody is shown it but oneself.
    later
        How to be told of changes further away than 48 hours. Of those within, everybody is told.
    """

    number: Annotated[str | None, Field(pattern=f"^{NUMBER.pattern}$", examples=["+447700900123"])] = None
    later: Later = Later.EMAIL


class ContactShown(BaseModel):
    """How one wants to hear."""

    number: str | None
    later: Later


@routes.get("/hubs/{hub}/messages")
def messages(
    hub: UUID,
    here: Here,
    who: MaySee,
    which: WhichPage,
    state: Annotated[
        list[MessageState] | None, Query(max_length=len(MessageState), description="Only in these states.")
    ] = None,
) -> Page[MessageShown]:
    """List the messages of a hub, the latest first: what was given up, and who could not be reached."""
    states = tuple(state) if state else tuple(MessageState)
    with here.database.reading(who.scope) as session:
        after = which.after(tuple[Instant, UUID])
        found = Messages(session).listed(hub, states, after, which.rows)
    return which.page(found, lambda each: (each.queued_at, each.id), shown)


@routes.get("/me/contact")
def how_i_hear(here: Here, who: Who, response: Response) -> ContactShown:
    """Say how one is told of changes."""
    return _contact(response, who, own_contact(here.database, who))


@routes.put("/me/contact", dependencies=[TAKES_IF_MATCH])
def change_how_i_hear(
    here: Here, who: Who, request: Request, response: Response, given: ContactGiven
) -> ContactShown:
    """Change how one is told of changes."""
    wanted = Contact(given.number, given.later)
    change_own_contact(
        here.database, who, wanted, here.clock(), still=lambda kept: require_match(request, _tag(who, kept))
    )
    return _contact(response, who, wanted)


def _contact(response: Response, who: Caller, contact: Contact) -> ContactShown:
    response.headers["ETag"] = _tag(who, contact)
    return ContactShown(number=contact.number, later=contact.later)


def _tag(who: Caller, contact: Contact) -> str:
    return etag_of(who.id, contact.number, contact.later)


def shown(message: Queued) -> MessageShown:
    """Give a message as managers see it."""
    attempts = (
        AttemptShown(
            number=each.number,
            began_at=each.began_at,
            ended_at=each.ended_at,
            went=each.went,
            answer=each.answer,
        )
        for each in message.attempts
    )
    return MessageShown(
        id=message.id,
        channel=message.channel,
        news=message.news,
        person=message.person,
        webhook=message.webhook_id,
        soon=message.soon,
        state=message.state,
        queued_at=message.queued_at,
        next_attempt_at=message.due_at if message.state is MessageState.WAITING else None,
        ended_at=message.ended_at,
        answer=message.answer,
        attempts=tuple(attempts),
    )
