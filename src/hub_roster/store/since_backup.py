"""What became of things after a backup was made: told by the database that it is restored into.

A backup is of a moment that is past, and so are its drafts under way, its messages that wait and its
sign-ins. Taken up as they stand, workers would write for one another, messages would go out twice, and people
would be signed in who had left.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update

from hub_roster.store.scope import ScopedSession
from hub_roster.store.sending import Sending
from hub_roster.store.tables import (
    OPEN,
    AuditEntry,
    FeedBody,
    HubFile,
    Job,
    JobState,
    Message,
    MessageAttempt,
    MessageState,
    PasswordLink,
    ProviderLeaving,
    Secret,
    SignIn,
)
from hub_roster.store.whole_tables import in_batches

UNSENT = (MessageState.WAITING, MessageState.SENDING)

MAY_BE_SENT = "restored from a backup; may have been sent since"
"""Why a message that waited when a backup was made is not sent."""

LIFE = "life"
"""Name of the random number that another takes the place of whenever a backup is restored."""


@dataclass(frozen=True)
class Attempt:
    """An attempt to send a message."""

    number: int
    began_at: datetime
    ended_at: datetime | None
    went: bool | None
    answer: str


@dataclass(frozen=True)
class Fate:
    """How a message stands by now, with every attempt at it."""

    state: MessageState
    attempt: int
    due_at: datetime
    lease_until: datetime | None
    ended_at: datetime | None
    answer: str
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True)
class Holding:
    """What a database holds, in a few words.

    Attributes
    ----------
    hubs
        Names of the hubs' files.
    latest
        When the audit log was last added to; None where it is empty.
    """

    hubs: tuple[str, ...]
    latest: datetime | None


def holding(session: ScopedSession) -> Holding:
    """Say what a database holds."""
    names = session.scalars(select(HubFile.name).order_by(HubFile.name))
    latest = select(AuditEntry.at).order_by(AuditEntry.number.desc()).limit(1)
    return Holding(tuple(names), session.scalar(latest))


def life(session: ScopedSession) -> bytes | None:
    """Give what tells the life of a database since the last restore from the one before."""
    return session.scalar(select(Secret.value).where(Secret.name == LIFE))


class SinceBackup:
    """What a database knows of what became of things, in the service's own scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    def attempts(self, jobs: Collection[UUID]) -> dict[UUID, int]:
        """Give how often drafts were taken by a worker, of those that are there."""
        found: dict[UUID, int] = {}
        for some in in_batches(jobs):
            rows = self._session.execute(select(Job.id, Job.attempt).where(Job.id.in_(some)))
            found |= {row.id: row.attempt for row in rows}
        return found

    def fates(self, messages: Collection[UUID]) -> dict[UUID, Fate]:
        """Give how messages stand, of those that are there."""
        found: dict[UUID, Fate] = {}
        for some in in_batches(messages):
            rows = self._session.scalars(select(Message).where(Message.id.in_(some))).all()
            found |= {row.id: self._fate(row) for row in rows}
        return found

    def _fate(self, row: Message) -> Fate:
        tried = self._session.scalars(
            select(MessageAttempt).where(MessageAttempt.message_id == row.id).order_by(MessageAttempt.number)
        )
        attempts = tuple(
            Attempt(each.number, each.began_at, each.ended_at, each.went, each.answer) for each in tried
        )
        return Fate(row.state, row.attempt, row.due_at, row.lease_until, row.ended_at, row.answer, attempts)

    def calendars_changed_at(self) -> datetime | None:
        """Give when the bytes of any calendar last changed; None where there is none."""
        return self._session.scalar(select(func.max(FeedBody.changed_at)))


class TakingUp:
    """What a backup holds, made fit to go on from, in the service's own scope."""

    def __init__(self, session: ScopedSession) -> None:
        self._session = session

    # Drafts ---------------------------------------------------------------------------------------

    def open_drafts(self) -> list[UUID]:
        """Give the drafts that waited or were worked on."""
        return list(self._session.scalars(select(Job.id).where(Job.state.in_(OPEN))))

    def queue_again(self, attempts: Mapping[UUID, int]) -> int:
        """Let drafts wait again that waited or were worked on, and give how many were worked on.

        Parameters
        ----------
        attempts
            How often each was taken since: whoever took it last may be at work still, and is to find that
            another has it.
        """
        running = 0
        for row in self._session.scalars(select(Job).where(Job.state.in_(OPEN))):
            running += row.state is JobState.RUNNING
            row.state, row.lease_until = JobState.WAITING, None
            row.attempt = max(row.attempt, attempts.get(row.id, 0))
        self._session.flush()
        return running

    # Messages -------------------------------------------------------------------------------------

    def unsent(self) -> list[UUID]:
        """Give the messages that waited or were being sent."""
        return list(self._session.scalars(select(Message.id).where(Message.state.in_(UNSENT))))

    def settle_messages(self, fates: Mapping[UUID, Fate], at: datetime) -> int:
        """Let messages that were not sent stand as they do by now, and give how many are given up.

        One of which nothing is known may have been sent: it is not sent again.
        """
        unknown = [each for each in self.unsent() if each not in fates]
        for some in in_batches(unknown):
            self._session.execute(
                update(Message)
                .where(Message.id.in_(some))
                .values(state=MessageState.GIVEN_UP, ended_at=at, lease_until=None, answer=MAY_BE_SENT)
            )
        for message_id, fate in fates.items():
            self._let_stand(message_id, fate)
        self._session.flush()
        return len(unknown) + Sending(self._session).give_up_old(at)

    def _let_stand(self, message_id: UUID, fate: Fate) -> None:
        row = self._session.get_one(Message, message_id)
        row.state, row.attempt, row.due_at = fate.state, fate.attempt, fate.due_at
        row.lease_until, row.ended_at, row.answer = fate.lease_until, fate.ended_at, fate.answer
        self._session.execute(delete(MessageAttempt).where(MessageAttempt.message_id == message_id))
        self._session.add_all(
            MessageAttempt(
                file_id=row.file_id,
                message_id=message_id,
                number=each.number,
                began_at=each.began_at,
                ended_at=each.ended_at,
                went=each.went,
                answer=each.answer,
            )
            for each in fate.attempts
        )

    # Access, calendars, and the whole -------------------------------------------------------------

    def end_sign_ins(self) -> int:
        """Sign everybody out, let no link choose a password, and give how many were signed in.

        A link that was used since would open a second time.
        """
        for model in (ProviderLeaving, PasswordLink):
            self._session.execute(delete(model))
        return len(self._session.execute(delete(SignIn).returning(SignIn.digest)).all())

    def revise_calendars(self, changed_at: datetime | None, at: datetime) -> None:
        """Let every calendar count as changed now, after whatever it was last.

        A client that asks by time alone would keep what it was given before the restore. One that asks by
        tag is told by that, which goes with the bytes.
        """
        now = at.replace(microsecond=0)
        later = now if changed_at is None else max(now, changed_at + timedelta(seconds=1))
        self._session.execute(update(FeedBody).values(changed_at=later))

    def begin_life(self, at: datetime) -> None:
        """Let every process know that what it holds in memory is of another life."""
        self._session.execute(delete(Secret).where(Secret.name == LIFE))
        self._session.add(Secret(name=LIFE, value=secrets.token_bytes(16), made_at=at))
        self._session.flush()
