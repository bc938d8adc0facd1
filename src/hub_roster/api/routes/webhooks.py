"""Webhooks: the addresses of other systems that a hub tells of what it publishes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field, StringConstraints

from hub_roster.api.callers import Allowed
from hub_roster.api.limits import TRIALS
from hub_roster.api.pages import Instant, Page, WhichPage
from hub_roster.api.routes.messages import MessageShown, shown
from hub_roster.api.running import Here
from hub_roster.api.sent import Sent
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.audit import Did, record
from hub_roster.service.messages import webhooks
from hub_roster.service.messages.guard import LONGEST
from hub_roster.service.messages.webhooks import NewWebhook
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.messages import Messages, Queued
from hub_roster.store.scope import ScopedSession
from hub_roster.store.sending import Sending
from hub_roster.store.webhooks import Webhook, Webhooks

routes = APIRouter(prefix="/hubs/{hub}/webhooks", tags=["webhooks"])

SHOWN = 10
"""Messages shown with a webhook: the latest."""

Who = Annotated[Caller, Depends(Allowed(Action.MANAGE_WEBHOOKS))]

Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]


class WebhookWanted(Sent):
    """A webhook one wants.

    Attributes
    ----------
    address
        Where to send to: HTTPS, and a machine on the internet.
    """

    name: Annotated[Name, Field(examples=["Payroll"])]
    address: Annotated[str, Field(max_length=LONGEST, examples=["https://payroll.example.org/hub-roster"])]


class WebhookShown(BaseModel):
    """A webhook, without its secret.

    Attributes
    ----------
    paused_why
        Where the service paused it by itself, why.
    last
        What it was sent last, with each attempt.
    """

    id: UUID
    name: str
    address: str
    made_at: datetime
    made_by: str
    paused_at: datetime | None
    paused_why: str
    last: tuple[MessageShown, ...]


class NewWebhookShown(WebhookShown):
    """A webhook with its secret, which is shown this once.

    Attributes
    ----------
    secret
        What each message is signed with, as the Standard Webhooks write it.
    """

    secret: Annotated[str, Field(examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])]


@routes.get("")
def hub_webhooks(hub: UUID, here: Here, who: Who, which: WhichPage) -> Page[WebhookShown]:
    """List the webhooks of a hub, the oldest first, each with what it was sent last."""
    with here.database.reading(who.scope) as session:
        messages = Messages(session)
        found = [(each, messages.to_webhook(each.id, SHOWN)) for each in Webhooks(session).listed(hub)]
    return which.page_among(
        found, tuple[Instant, UUID], lambda each: (each[0].made.at, each[0].id), lambda each: _shown(*each)
    )


@routes.post("", status_code=201)
def add_webhook(hub: UUID, here: Here, who: Who, wanted: WebhookWanted) -> NewWebhookShown:
    """Add a webhook: from now on it is told of what the hub publishes, and of changes within 48 hours."""
    here.guard.place(wanted.address)
    at = here.clock()
    with here.database.writing(who.scope) as session:
        hashes = here.entrance.hashes
        new = webhooks.add(session, hashes, hub, wanted.name, wanted.address, Made(who.name, at))
        _write_down(session, who, new.webhook, "made", at)
    return _new(new)


@routes.get("/{webhook}")
def one_webhook(hub: UUID, webhook: UUID, here: Here, who: Who) -> WebhookShown:
    """Give a webhook, with what it was sent last."""
    with here.database.reading(who.scope) as session:
        return _as_it_is(session, hub, webhook)


@routes.post("/{webhook}/test", status_code=202, dependencies=[TRIALS])
def try_webhook(hub: UUID, webhook: UUID, here: Here, who: Who) -> WebhookShown:
    """Send it an event that says nothing, to see whether it arrives: shown among what it was sent."""
    with here.database.writing(who.scope) as session:
        webhooks.send_trial(session, Webhooks(session).webhook(hub, webhook), here.clock())
        return _as_it_is(session, hub, webhook)


@routes.post("/{webhook}/pause")
def pause_webhook(hub: UUID, webhook: UUID, here: Here, who: Who) -> WebhookShown:
    """Send it nothing until it is told to go on; what happens meanwhile it is not told later."""
    at = here.clock()
    with here.database.writing(who.scope) as session:
        found = Webhooks(session).webhook(hub, webhook)
        if not found.target.paused:
            Webhooks(session).pause(webhook, at)
            _write_down(session, who, found, "paused", at)
        return _as_it_is(session, hub, webhook)


@routes.post("/{webhook}/go-on")
def let_webhook_go_on(hub: UUID, webhook: UUID, here: Here, who: Who) -> WebhookShown:
    """Send it again what happens from now on."""
    with here.database.writing(who.scope) as session:
        found = Webhooks(session).webhook(hub, webhook)
        if found.target.paused:
            Webhooks(session).go_on(webhook)
            _write_down(session, who, found, "told to go on", here.clock())
        return _as_it_is(session, hub, webhook)


@routes.post("/{webhook}/rotate")
def give_webhook_new_secret(hub: UUID, webhook: UUID, here: Here, who: Who) -> NewWebhookShown:
    """Give it another secret; for a day each message is signed by the one before as well."""
    at = here.clock()
    with here.database.writing(who.scope) as session:
        new = webhooks.rotate(session, here.entrance.hashes, hub, webhook, at)
        last = Messages(session).to_webhook(webhook, SHOWN)
        _write_down(session, who, new.webhook, "given a new secret", at)
    return _new(new, last)


# The last one: what it deletes is there for every other.
@routes.delete("/{webhook}", status_code=204)
def delete_webhook(hub: UUID, webhook: UUID, here: Here, who: Who) -> None:
    """Delete a webhook, and what it was sent."""
    with here.database.writing(who.scope) as session:
        # Or a roster published in this moment would have it told, and fail with it.
        HubFiles(session).take_turn(hub)
        found = Webhooks(session).webhook(hub, webhook)
        Sending(session).erase_of(webhook)
        Webhooks(session).remove(webhook)
        _write_down(session, who, found, "deleted", here.clock())


def _write_down(session: ScopedSession, who: Caller, webhook: Webhook, what: str, at: datetime) -> None:
    subject = f"webhook {webhook.id}, {what}"
    record(session, who.actor, Did.CHANGED_WEBHOOK, at, file_id=webhook.file_id, subject=subject)


def _as_it_is(session: ScopedSession, hub: UUID, webhook_id: UUID) -> WebhookShown:
    found = Webhooks(session).webhook(hub, webhook_id)
    return _shown(found, Messages(session).to_webhook(webhook_id, SHOWN))


def _new(new: NewWebhook, last: list[Queued] | None = None) -> NewWebhookShown:
    return NewWebhookShown(**_shown(new.webhook, last or []).model_dump(), secret=new.secret)


def _shown(webhook: Webhook, last: list[Queued]) -> WebhookShown:
    return WebhookShown(
        id=webhook.id,
        name=webhook.name,
        address=webhook.target.address,
        made_at=webhook.made.at,
        made_by=webhook.made.by,
        paused_at=webhook.paused_at,
        paused_why=webhook.paused_why,
        last=tuple(shown(each) for each in last),
    )
