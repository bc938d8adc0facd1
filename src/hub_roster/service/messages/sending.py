"""What sends messages, beside what hands out drafts: each kind by itself, so that none waits for another."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hub_roster.service.access.keyed import KeyedHashes
from hub_roster.service.drafts.solving import Clock
from hub_roster.service.messages.answer import Answer, Carrier
from hub_roster.service.messages.guard import Guard
from hub_roster.service.messages.mail import MailServer
from hub_roster.service.messages.text import TextGateway
from hub_roster.service.messages.webhooks import WebhookSender
from hub_roster.store.database import Database
from hub_roster.store.scope import WHOLE
from hub_roster.store.sending import MOST_ATTEMPTS, LostMessage, Outgoing, Sending
from hub_roster.store.tables import Channel
from hub_roster.store.webhooks import Webhooks

LOOK_EVERY = 1.0
"""Seconds between two looks for a message that is due."""

TIDY_EVERY = timedelta(hours=1)

KEPT = timedelta(days=90)
"""How long it is kept that a message was sent, or was not."""

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 3 * 60, 6 * 60, 12 * 60, 24 * 60))
"""How long after each failed attempt the next one is; after the last there is none."""

GONE = "the other system said that it is gone"

log = logging.getLogger(__name__)


def carriers(environment: Mapping[str, str], hashes: KeyedHashes, clock: Clock) -> dict[Channel, Carrier]:
    """Give what messages can be sent by here; what is not set up is left out, and its messages wait.

    Raises
    ------
    UnusableSetting
        If something is set up wrong.
    """
    found: dict[Channel, Carrier] = {Channel.WEBHOOK: WebhookSender(hashes, Guard.of(environment), clock)}
    mail, text = MailServer.of(environment), TextGateway.of(environment)
    if mail is not None:
        found[Channel.EMAIL] = mail
    if text is not None:
        found[Channel.TEXT] = text
    return found


@dataclass
class Sender:
    """Sends what is due, one message of each kind at a time."""

    database: Database
    carriers: Mapping[Channel, Carrier]
    clock: Clock
    ended: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Begin to send, in threads that end with the process if not before."""
        tasks = [self._tidying, *(lambda each=each: self._sending(each) for each in self.carriers)]
        self._threads = [threading.Thread(target=task, daemon=True) for task in tasks]
        for thread in self._threads:
            thread.start()

    def end(self, seconds: float) -> None:
        """End when what is being sent has been, or after a while; the rest is sent by who comes next."""
        self.ended.set()
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def send_one(self, channel: Channel) -> bool:
        """Send the message of a kind that is due longest; say whether there was one."""
        with self.database.writing(WHOLE) as session:
            message = Sending(session).take(self.clock(), channel)
        if message is None:
            return False
        self._settle(message, self._carried(message))
        return True

    def tidy(self) -> None:
        """Give up what has waited too long, and forget what is long over."""
        at = self.clock()
        with self.database.writing(WHOLE) as session:
            sending = Sending(session)
            sending.give_up_old(at)
            sending.clear(at - KEPT)

    def _carried(self, message: Outgoing) -> Answer:
        if message.attempt > MOST_ATTEMPTS:
            return Answer(False, "tried to the limit", for_good=True)
        try:
            return self.carriers[message.channel].carry(message)
        except Exception:
            log.exception("message %s could not be sent, by a fault of ours", message.id)
            return Answer(False, "a fault of hub-roster's own")

    def _settle(self, message: Outgoing, answer: Answer) -> None:
        at = self.clock()
        again = None if answer.went or answer.for_good else again_at(message.attempt, at)
        log.info(
            "message %s by %s, attempt %d: %s", message.id, message.channel, message.attempt, answer.words
        )
        try:
            with self.database.writing(WHOLE) as session:
                Sending(session).settle(message, at, went=answer.went, answer=answer.words, again_at=again)
                if answer.gone and message.target is not None:
                    Webhooks(session).pause(message.target.id, at, GONE)
        except LostMessage:
            log.info("message %s, attempt %d: another has it now", message.id, message.attempt)

    # In threads -----------------------------------------------------------------------------------

    def _sending(self, channel: Channel) -> None:
        while not self.ended.wait(LOOK_EVERY):
            try:
                while not self.ended.is_set() and self.send_one(channel):
                    pass
            except Exception:  # the database is away: it will be back, and the message is still there
                log.warning("no message could be looked for", exc_info=True)

    def _tidying(self) -> None:
        last: datetime | None = None
        while not self.ended.wait(LOOK_EVERY):
            if last is not None and self.clock() < last + TIDY_EVERY:
                continue
            try:
                self.tidy()
                last = self.clock()
            except Exception:
                log.warning("old messages could not be tidied away", exc_info=True)


def again_at(attempt: int, at: datetime) -> datetime | None:
    """Give when to try again after an attempt failed; None when that was the last."""
    return at + PAUSES[attempt - 1] if attempt <= len(PAUSES) else None
