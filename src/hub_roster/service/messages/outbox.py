"""What people and other systems are to hear of, written down in the transaction it happens in.

What is told of a roster is what calendars show of it, change by change. A message itself says only that
something changed: no duty, no time of one, nobody else, no young person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from hub_roster.service.feeds.telling import Change
from hub_roster.service.messages.events import published_event
from hub_roster.store.contacts import Reach, reached
from hub_roster.store.messages import Letter, Messages
from hub_roster.store.rosters import Version
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import Channel, Later, News
from hub_roster.store.webhooks import Webhooks

SOON = timedelta(hours=48)
"""Of a change of what begins within it everybody is told, whatever they chose."""

GATHERED = {True: timedelta(minutes=2), False: timedelta(minutes=5)}
"""How long what changes soon, and what does not, waits for more to be told with it."""


def roster_changed(session: ScopedSession, version: Version, changes: Iterable[Change], at: datetime) -> None:
    """Let everybody hear whose duties a published version changed, and the hub's webhooks of the version.

    Parameters
    ----------
    changes
        What `tell` changed of what people were told before.
    """
    felt = [change for change in changes if _is_felt(change, at)]
    people: dict[str, bool] = {}
    for change in felt:
        people[change.person] = people.get(change.person, False) or is_soon(change, at)
    _tell_people(session, version.file_id, News.ROSTER, people, at)
    _tell_webhooks(session, version, felt, at)


def offered(session: ScopedSession, file_id: UUID, person: str, starts: datetime, at: datetime) -> None:
    """Let somebody hear that they are offered work, in the transaction that offers it.

    Parameters
    ----------
    starts
        When it would begin: of what begins soon a text message tells too.
    """
    _tell_people(session, file_id, News.OFFER, {person: starts < at + SOON}, at)


def leave_decided(session: ScopedSession, file_id: UUID, person: str, at: datetime) -> None:
    """Let somebody hear that their leave was decided on, in the transaction that decides it."""
    _tell_people(session, file_id, News.LEAVE, {person: False}, at)


def is_soon(change: Change, at: datetime) -> bool:
    """Say whether it changes what is under way, or begins or was to begin within 48 hours."""
    return any(
        telling.ends > at and telling.starts < at + SOON for telling in (change.before, change.now) if telling
    )


def _is_felt(change: Change, at: datetime) -> bool:
    """Say whether it is news to its person: not what is over, nor what only others are shown."""
    if all(telling.ends <= at for telling in (change.before, change.now) if telling):
        return False
    if change.before is None or change.now is None:
        return True
    return replace(change.before, shared="") != replace(change.now, shared="")


# To people ----------------------------------------------------------------------------------------


def _tell_people(
    session: ScopedSession, file_id: UUID, news: News, people: Mapping[str, bool], at: datetime
) -> None:
    """Write down what each person is to hear; whoever has no account is kept as not reached."""
    found = reached(session, file_id, people.keys())
    messages = Messages(session)
    for person, soon in sorted(people.items()):
        reach = found.get(person)
        account = None if reach is None else reach.account_id
        for channel in _channels(reach, news, soon):
            letter = Letter(file_id, channel, news, person, account, soon)
            messages.queue(letter, at, at + GATHERED[soon])


def _channels(reach: Reach | None, news: News, soon: bool) -> tuple[Channel, ...]:
    """Say what somebody is told by.

    Of what is soon they are told by everything there is. Choosing none is for changes of the roster later
    than that: what asks for an answer, or is one, is told all the same.
    """
    if reach is None:
        return (Channel.EMAIL,)
    if soon:
        return (Channel.EMAIL, Channel.TEXT) if reach.has_number else (Channel.EMAIL,)
    if reach.later is Later.TEXT and reach.has_number:
        return (Channel.TEXT,)
    return () if reach.later is Later.NONE and news is News.ROSTER else (Channel.EMAIL,)


# To other systems ---------------------------------------------------------------------------------


def _tell_webhooks(session: ScopedSession, version: Version, changes: Sequence[Change], at: datetime) -> None:
    soon = [change for change in changes if is_soon(change, at)]
    messages = Messages(session)
    for webhook in Webhooks(session).listed(version.file_id):
        if webhook.target.paused:
            continue
        for news in (News.PUBLISHED, News.CHANGED_SOON) if soon else (News.PUBLISHED,):
            event = published_event(news, version, changes, len(soon), at)
            messages.queue_to_webhook(version.file_id, webhook.id, news, event, at, uuid4())
