"""Webhooks: made, given another secret, signed, and sent; their secrets stand in no table.

A webhook's secret is made of its id, a random number kept with it, and the service's own secret. So it can
be made again to sign with, and whoever reads the table of webhooks cannot sign. Where the service's own
secret is not to lie in the same database, HUB_ROSTER_SECRET holds it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from hub_roster.service.access.keyed import KeyedHashes
from hub_roster.service.messages.answer import Answer
from hub_roster.service.messages.events import trial_event
from hub_roster.service.messages.guard import Guard, UnfitAddress
from hub_roster.service.messages.posting import post
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.messages import Messages
from hub_roster.store.scope import ScopedSession
from hub_roster.store.sending import Outgoing
from hub_roster.store.tables import News
from hub_roster.store.webhooks import Target, Webhook, Webhooks

MOST = 20
"""Webhooks of one hub."""

BOTH = timedelta(hours=24)
"""How long after a secret was changed what is sent is signed by the one before, too."""


class NotAdded(Exception):
    """A webhook that cannot be; the message says why, fit to show a manager."""


@dataclass(frozen=True)
class NewWebhook:
    """A webhook with its secret, which is shown this once."""

    webhook: Webhook
    secret: str = field(repr=False)


def add(
    session: ScopedSession, hashes: KeyedHashes, file_id: UUID, name: str, address: str, made: Made
) -> NewWebhook:
    """Make a webhook to an address that was looked at.

    Raises
    ------
    NotAdded
        If the hub has as many as it may.
    NotThere
        If there is no such file in scope.
    """
    HubFiles(session).take_turn(file_id)
    webhooks = Webhooks(session)
    if len(webhooks.listed(file_id)) >= MOST:
        raise NotAdded(f"A hub has at most {MOST} webhooks: delete one first.")
    target = Target(uuid4(), address, uuid4(), None, None, paused=False)
    return NewWebhook(webhooks.add(file_id, name, target, made), secret_of(hashes, target.id, target.salt))


def rotate(
    session: ScopedSession, hashes: KeyedHashes, file_id: UUID, webhook_id: UUID, at: datetime
) -> NewWebhook:
    """Give a webhook another secret; for a day it signs by the one before, too.

    Raises
    ------
    NotThere
        If there is no such webhook of that file.
    """
    HubFiles(session).take_turn(file_id)
    webhooks = Webhooks(session)
    salt = uuid4()
    webhooks.rotate(webhooks.webhook(file_id, webhook_id), salt, at)
    return NewWebhook(webhooks.webhook(file_id, webhook_id), secret_of(hashes, webhook_id, salt))


def send_trial(session: ScopedSession, webhook: Webhook, at: datetime) -> UUID:
    """Queue an event that shows whether a webhook works; gives the message's id.

    Raises
    ------
    NotAdded
        If it is paused.
    """
    if webhook.target.paused:
        raise NotAdded("This webhook is paused: let it go on first.")
    message_id = uuid4()
    body = trial_event(webhook.file_id, at)
    Messages(session).queue_to_webhook(webhook.file_id, webhook.id, News.TEST, body, at, message_id)
    return message_id


# Signing and sending ------------------------------------------------------------------------------


def secret_of(hashes: KeyedHashes, webhook_id: UUID, salt: UUID) -> str:
    """Give the secret of a webhook, as the Standard Webhooks write it."""
    return f"whsec_{base64.b64encode(_key(hashes, webhook_id, salt)).decode()}"


def _key(hashes: KeyedHashes, webhook_id: UUID, salt: UUID) -> bytes:
    return bytes.fromhex(hashes.hash("webhook", f"{webhook_id} {salt}"))


def signature(key: bytes, message_id: str, timestamp: int, body: str) -> str:
    """Sign what is sent, with its id and the time, so that nobody can send it again later."""
    signed = hmac.digest(key, f"{message_id}.{timestamp}.{body}".encode(), hashlib.sha256)
    return f"v1,{base64.b64encode(signed).decode()}"


@dataclass(frozen=True)
class WebhookSender:
    """Sends what webhooks are told."""

    hashes: KeyedHashes
    guard: Guard
    clock: Callable[[], datetime]

    def carry(self, message: Outgoing) -> Answer:
        """Send one message, to the very machine that was looked at."""
        target, body = message.target, message.body
        if target is None or body is None or target.paused:
            return Answer(False, "the webhook is paused", for_good=True)
        try:
            place = self.guard.place(target.address)
        except UnfitAddress as error:
            return Answer(False, str(error))
        headers = self._headers(message, target, body) | {"Host": place.authority}
        answer = post(place.url, body.encode(), headers, name=place.host, by_proxy=False)
        # A system that is being mended may well answer 404: only one that says so is gone for good.
        return Answer(answer.went, answer.words, for_good=answer.gone, gone=answer.gone)

    def _headers(self, message: Outgoing, target: Target, body: str) -> dict[str, str]:
        at = self.clock()
        salts = [target.salt]
        if target.salt_before and target.rotated_at and at < target.rotated_at + BOTH:
            salts.append(target.salt_before)
        timestamp = int(at.timestamp())
        signatures = (
            signature(_key(self.hashes, target.id, salt), str(message.id), timestamp, body) for salt in salts
        )
        return {
            "Content-Type": "application/json",
            "User-Agent": "hub-roster",
            "webhook-id": str(message.id),
            "webhook-timestamp": str(timestamp),
            "webhook-signature": " ".join(signatures),
        }
