"""Tables of messages: what waits to be sent, each attempt at it, webhooks, and how people want to hear.

A message is a row of the same transaction as what it tells of. No row holds a duty, a time of one, or a
young person: a message says that something changed, and to sign in.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hub_roster.store.tables.base import OfHub, Table


class Channel(StrEnum):
    """What a message goes by."""

    EMAIL = "e-mail"
    TEXT = "text"
    WEBHOOK = "webhook"


class News(StrEnum):
    """What a message tells of."""

    ROSTER = "roster"
    OFFER = "offer"
    LEAVE = "leave"
    PUBLISHED = "published"
    CHANGED_SOON = "changed soon"
    TEST = "test"


class MessageState(StrEnum):
    """How far a message has come.

    Given up is what was refused, or tried to the limit; not reached is for whom no account is known.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    GIVEN_UP = "given up"
    NOT_REACHED = "not reached"


class Later(StrEnum):
    """How somebody wants to hear of changes that are not soon."""

    EMAIL = "e-mail"
    TEXT = "text"
    NONE = "none"


class Message(OfHub, Table):
    """A message, from when it is written down to when it was sent or given up.

    Attributes
    ----------
    account_id
        Whom it goes to; None for a webhook, and where the person has no account.
    person
        For whom it is, as the hub's file knows them.
    soon
        It tells of a change within 48 hours.
    body
        What a webhook is sent, in JSON.
    attempt
        Counts the attempts; only the one of the latest may write.
    due_at
        When it is to be tried next.
    lease_until
        When another may try it, as whoever does has fallen silent.
    answer
        What answered last, in a few words; never what the other side wrote.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index(None, "state", "channel", "due_at"),
        Index(None, "file_id", "queued_at"),
        CheckConstraint("(channel = 'webhook') = (webhook_id is not null)", "to_a_webhook"),
        CheckConstraint("(channel = 'webhook') = (body is not null)", "with_a_body"),
        CheckConstraint(
            "(state = 'not reached') = (account_id is null and webhook_id is null)", "to_an_account"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[Channel]
    news: Mapped[News]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    person: Mapped[str | None] = mapped_column(String(60))
    webhook_id: Mapped[UUID | None] = mapped_column(ForeignKey("webhook.id"), index=True)
    soon: Mapped[bool]
    body: Mapped[str | None] = mapped_column(String(2000))
    state: Mapped[MessageState]
    attempt: Mapped[int]
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(200))


class MessageAttempt(OfHub, Table):
    """One attempt to send a message: when, and what answered. Of the text nothing is kept here.

    Attributes
    ----------
    went
        Whether the other side took it; None while nobody has heard, and for good where the sender died.
    """

    __tablename__ = "message_attempt"
    __table_args__ = (UniqueConstraint("message_id", "number"), Index(None, "began_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"))
    number: Mapped[int]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    went: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(String(200))


class Webhook(OfHub, Table):
    """An address of another system that is told when a roster is published.

    Attributes
    ----------
    salt
        Makes its secret, with a secret of the service's own that does not stand here.
    salt_before, rotated_at
        The one before, by which it is signed too for a while after it was changed.
    paused_at, paused_why
        When and why nothing is sent; None while it is.
    """

    __tablename__ = "webhook"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(500))
    salt: Mapped[UUID]
    salt_before: Mapped[UUID | None]
    rotated_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))
    paused_at: Mapped[datetime | None]
    paused_why: Mapped[str] = mapped_column(String(200))


class Contact(Table):
    """How somebody wants to hear: for their own account and for who sees to accounts alone.

    Attributes
    ----------
    number
        A telephone number as E.164 writes it; None for no text messages.
    """

    __tablename__ = "contact"
    __table_args__ = (CheckConstraint("later <> 'text' or number is not null", "text_needs_a_number"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[str | None] = mapped_column(String(16))
    later: Mapped[Later]
