"""The outbox: messages written down in the transaction they tell of, and what became of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Select, and_, func, or_, select

from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import Channel, Message, MessageAttempt, MessageState, News


@dataclass(frozen=True)
class Letter:
    """A message to be sent to an account by e-mail or text, or that nobody can be sent.

    Attributes
    ----------
    person
        For whom it is, as the hub's file knows them.
    account_id
        None where they have none: it is kept that they were not reached.
    """

    file_id: UUID
    channel: Channel
    news: News
    person: str
    account_id: UUID | None
    soon: bool


@dataclass(frozen=True)
class Tried:
    """An attempt to send a message."""

    number: int
    began_at: datetime
    ended_at: datetime | None
    went: bool | None
    answer: str


@dataclass(frozen=True)
class Queued:
    """A message as it stands, with every attempt at it."""

    id: UUID
    channel: Channel
    news: News
    person: str | None
    webhook_id: UUID | None
    soon: bool
    state: MessageState
    queued_at: datetime
    due_at: datetime
    ended_at: datetime | None
    answer: str
    attempts: tuple[Tried, ...]


@dataclass(frozen=True)
class Depth:
    """How many messages of a kind stand in a state, and since when the oldest of them does."""

    channel: Channel
    state: MessageState
    count: int
    oldest: datetime


class Messages:
    """The messages of a session's scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    # Writing them down ----------------------------------------------------------------------------

    def queue(self, letter: Letter, at: datetime, due_at: datetime) -> None:
        """Write a message down, or gather it into one to the same account that nobody has begun to send."""
        if letter.account_id is not None and self._gathered(letter, due_at):
            return
        reached = letter.account_id is not None
        self._session.add(
            Message(
                id=uuid4(),
                file_id=letter.file_id,
                channel=letter.channel,
                news=letter.news,
                account_id=letter.account_id,
                person=letter.person,
                soon=letter.soon,
                state=MessageState.WAITING if reached else MessageState.NOT_REACHED,
                attempt=0,
                queued_at=at,
                due_at=due_at,
                ended_at=None if reached else at,
                answer="" if reached else "has no account",
            )
        )
        self._session.flush()

    def _gathered(self, letter: Letter, due_at: datetime) -> bool:
        waiting = self._session.scalars(
            select(Message)
            .where(
                Message.file_id == letter.file_id,
                Message.account_id == letter.account_id,
                Message.channel == letter.channel,
                Message.news == letter.news,
                Message.state == MessageState.WAITING,
                Message.attempt == 0,
            )
            .with_for_update()
        ).first()
        if waiting is None:
            return False
        waiting.soon = waiting.soon or letter.soon
        waiting.due_at = min(waiting.due_at, due_at)
        return True

    def queue_to_webhook(
        self, file_id: UUID, webhook_id: UUID, news: News, body: str, at: datetime, message_id: UUID
    ) -> None:
        """Write down what a webhook is to be sent."""
        self._session.add(
            Message(
                id=message_id,
                file_id=file_id,
                channel=Channel.WEBHOOK,
                news=news,
                webhook_id=webhook_id,
                soon=news is News.CHANGED_SOON,
                body=body,
                state=MessageState.WAITING,
                attempt=0,
                queued_at=at,
                due_at=at,
                answer="",
            )
        )
        self._session.flush()

    # Looking --------------------------------------------------------------------------------------

    def listed(
        self,
        file_id: UUID,
        states: Collection[MessageState] = tuple(MessageState),
        after: tuple[datetime, UUID] | None = None,
        most: int = 50,
    ) -> list[Queued]:
        """Give the messages of a hub's file in some states, the latest first.

        Parameters
        ----------
        after
            When the message was written down that a page ended with, and its id: those that follow it alone.
        """
        wanted = select(Message).where(Message.file_id == file_id, Message.state.in_(states))
        if after is not None:
            queued_at, message_id = after
            same = and_(Message.queued_at == queued_at, Message.id > message_id)
            wanted = wanted.where(or_(Message.queued_at < queued_at, same))
        return self._told(wanted.order_by(Message.queued_at.desc(), Message.id).limit(most))

    def to_webhook(self, webhook_id: UUID, most: int) -> list[Queued]:
        """Give what a webhook was sent last, the latest first."""
        wanted = select(Message).where(Message.webhook_id == webhook_id)
        return self._told(wanted.order_by(Message.queued_at.desc(), Message.id).limit(most))

    def body(self, message_id: UUID) -> str | None:
        """Give what a webhook is sent by a message; None for another kind."""
        return self._session.scalar(select(Message.body).where(Message.id == message_id))

    def not_reached(self, file_id: UUID, at: datetime) -> int:
        """Say how many people could not be told of what was done at a moment."""
        found = self._session.scalar(
            select(func.count())
            .select_from(Message)
            .where(
                Message.file_id == file_id,
                Message.queued_at == at,
                Message.state == MessageState.NOT_REACHED,
            )
        )
        return found or 0

    def _told(self, wanted: Select[Message]) -> list[Queued]:
        rows = self._session.scalars(wanted).all()
        tried: dict[UUID, list[Tried]] = {row.id: [] for row in rows}
        for each in self._attempts(tried):
            tried[each.message_id].append(
                Tried(each.number, each.began_at, each.ended_at, each.went, each.answer)
            )
        return [
            Queued(
                row.id,
                row.channel,
                row.news,
                row.person,
                row.webhook_id,
                row.soon,
                row.state,
                row.queued_at,
                row.due_at,
                row.ended_at,
                row.answer,
                tuple(tried[row.id]),
            )
            for row in rows
        ]

    def _attempts(self, ids: Collection[UUID]) -> Iterable[MessageAttempt]:
        return self._session.scalars(
            select(MessageAttempt)
            .where(MessageAttempt.message_id.in_(ids))
            .order_by(MessageAttempt.message_id, MessageAttempt.number)
        )

    def depths(self) -> list[Depth]:
        """Give how many messages there are of each kind and state."""
        rows = self._session.execute(
            select(Message.channel, Message.state, func.count(), func.min(Message.queued_at)).group_by(
                Message.channel, Message.state
            )
        )
        return [Depth(*row) for row in rows]

    def failed_since(self, moment: datetime) -> dict[Channel, int]:
        """Give how many attempts failed since a moment, by what they went by."""
        rows = self._session.execute(
            select(Message.channel, func.count())
            .join(MessageAttempt, MessageAttempt.message_id == Message.id)
            .where(MessageAttempt.began_at >= moment, MessageAttempt.went.is_(False))
            .group_by(Message.channel)
        )
        return {row[0]: row[1] for row in rows}
