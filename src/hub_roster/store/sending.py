"""Messages taken from the outbox to be sent, and what answered each attempt.

A row is leased as a draft's job is: whoever lost a message to another can write nothing more of it. A sender
that dies after the other side took a message, and before it wrote so, leaves it to be sent once more: no
message is ever lost, and each carries an id by which a second copy is known for one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, delete, or_, select, update

from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import Account, Channel, Contact, Message, MessageAttempt, MessageState, News
from hub_roster.store.webhooks import Target, target_of

LEASE = timedelta(minutes=5)
"""How long a sender may be silent before another tries its message: longer than any attempt may take."""

MOST_ATTEMPTS = 9
"""A message that was tried so often is given up."""

MOST_AGE = timedelta(days=3)
"""One that waited so long is given up too: what it says is no news any more."""

BROKEN_OFF = "no answer was heard"
TOO_OLD = "could not be sent in three days"

ENDED = (MessageState.SENT, MessageState.GIVEN_UP, MessageState.NOT_REACHED)


class LostMessage(Exception):
    """Another sender has the message now: nothing more of it may be written."""


@dataclass(frozen=True)
class Outgoing:
    """A message somebody has taken to send.

    Attributes
    ----------
    attempt
        Which attempt this is.
    address, number
        Of the account it goes to; None where it has none by now, or is closed.
    target
        The webhook it goes to.
    """

    id: UUID
    file_id: UUID
    channel: Channel
    news: News
    soon: bool
    attempt: int
    queued_at: datetime
    address: str | None
    number: str | None
    target: Target | None
    body: str | None


class Sending:
    """The messages that somebody sends, in the service's own scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def take(self, at: datetime, channel: Channel) -> Outgoing | None:
        """Take the message that is due longest, or whose sender fell silent; None where there is none."""
        news = Message.queued_at >= at - MOST_AGE  # what is older is given up, also before that is done
        due = (Message.state == MessageState.WAITING) & (Message.due_at <= at) & news
        silent = (Message.state == MessageState.SENDING) & (Message.lease_until < at)
        row = self._session.scalars(
            select(Message)
            .where(Message.channel == channel, or_(due, silent))
            .order_by(Message.due_at, Message.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).first()
        if row is None:
            return None
        row.attempt, row.state, row.lease_until = row.attempt + 1, MessageState.SENDING, at + LEASE
        self._session.add(
            MessageAttempt(
                file_id=row.file_id, message_id=row.id, number=row.attempt, began_at=at, answer=BROKEN_OFF
            )
        )
        self._session.flush()
        return self._outgoing(row)

    def _outgoing(self, row: Message) -> Outgoing:
        address = number = None
        if row.account_id is not None:
            found = self._session.execute(
                select(Account.name, Contact.number)
                .outerjoin(Contact, Contact.account_id == Account.id)
                .where(Account.id == row.account_id, Account.active)
            ).first()
            address, number = found or (None, None)
        return Outgoing(
            row.id,
            row.file_id,
            row.channel,
            row.news,
            row.soon,
            row.attempt,
            row.queued_at,
            address,
            number,
            None if row.webhook_id is None else target_of(self._session, row.webhook_id),
            row.body,
        )

    def settle(
        self, sent: Outgoing, at: datetime, *, went: bool, answer: str, again_at: datetime | None = None
    ) -> None:
        """Write down how an attempt ended.

        Parameters
        ----------
        again_at
            When to try again; None for a message that is at its end.

        Raises
        ------
        LostMessage
            If another attempt has it now.
        """
        ended = MessageState.SENT if went else MessageState.GIVEN_UP
        changed: dict[str, object] = {"state": ended, "ended_at": at, "lease_until": None}
        if again_at is not None:
            changed |= {"state": MessageState.WAITING, "ended_at": None, "due_at": again_at}
        row = self._session.execute(
            update(Message)
            .where(
                Message.id == sent.id,
                Message.attempt == sent.attempt,
                Message.state == MessageState.SENDING,
            )
            .values(answer=answer[:200], **changed)
            .returning(Message.id)
        ).first()
        if row is None:
            raise LostMessage
        self._session.execute(
            update(MessageAttempt)
            .where(MessageAttempt.message_id == sent.id, MessageAttempt.number == sent.attempt)
            .values(ended_at=at, went=went, answer=answer[:200])
        )

    def give_up_old(self, at: datetime) -> int:
        """Give up what waited too long, such as for a mail server that nobody set up; gives how many."""
        old = self._session.execute(
            update(Message)
            .where(Message.state == MessageState.WAITING, Message.queued_at < at - MOST_AGE)
            .values(state=MessageState.GIVEN_UP, ended_at=at, answer=TOO_OLD)
            .returning(Message.id)
        )
        return len(old.all())

    def clear(self, before: datetime) -> None:
        """Erase messages that ended before a moment, with their attempts."""
        self._erase(select(Message.id).where(Message.state.in_(ENDED), Message.ended_at < before))

    def erase_of(self, webhook_id: UUID) -> None:
        """Erase everything that a webhook was or is to be sent."""
        self._erase(select(Message.id).where(Message.webhook_id == webhook_id))

    def _erase(self, which: Select[UUID]) -> None:
        # Locked first, or a sender could begin another attempt meanwhile.
        ids = list(self._session.scalars(which.with_for_update()))
        for model, column in ((MessageAttempt, MessageAttempt.message_id), (Message, Message.id)):
            self._session.execute(delete(model).where(column.in_(ids)))
