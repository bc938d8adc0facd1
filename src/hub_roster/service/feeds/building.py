"""The calendars people subscribed to, written when a roster is published and never when they are fetched."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.metadata import version
from uuid import UUID

from hub_roster.domain.clock import instant_of, utc
from hub_roster.domain.problem import Problem
from hub_roster.exchange.calendar_events import Entry, Whose, to_the_second, written
from hub_roster.exchange.calendar_json import written_as_json
from hub_roster.exchange.calendars import (
    BUSY,
    HOME_COLOUR,
    PERSON_COLOUR,
    Privacy,
    home_title,
    person_title,
)
from hub_roster.service.feeds.telling import tell_leave, window_start
from hub_roster.store.feeds import Body, Calendar, Feeds
from hub_roster.store.records_policy import RecordsPolicies
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import FeedKind, ToldKind
from hub_roster.store.told import Tellings, ToldSoFar

CANCELLED_STAYS = timedelta(days=28)
"""How long a cancelled event is shown, so that every client has struck it out before it vanishes."""

COLOURS = {
    FeedKind.PERSON: PERSON_COLOUR,
    FeedKind.HOME: HOME_COLOUR,
    FeedKind.ON_CALL: "darkorange",
    FeedKind.LEAVE: "slategray",
}


@dataclass(frozen=True, slots=True)
class Showing:
    """What a council lets calendars show, and how long.

    Attributes
    ----------
    full_allowed
        Its policy lets people's own calendars hold young people's codes. Where it does not any more,
        calendars of that level say no more than the post.
    switches, switched_at
        How often that was changed, and when last. Clients take another text of an event only where its
        sequence rises: in calendars of that level it rises with each change.
    """

    full_allowed: bool = False
    cancelled_stays: timedelta = CANCELLED_STAYS
    switches: int = 0
    switched_at: datetime | None = None


def showing_of(session: ScopedSession, file_id: UUID) -> Showing:
    """Give what the policy in force lets the calendars of a hub's file show."""
    policies = RecordsPolicies(session)
    switches = [to_the_second(at) for at in policies.switches(file_id)]
    allowed = policies.in_force(file_id).policy.full_calendars
    return Showing(allowed, switches=len(switches), switched_at=max(switches, default=None))


def build(session: ScopedSession, problem: Problem, at: datetime, showing: Showing) -> None:
    """Write every calendar of a hub's file that somebody subscribed to: after `tell`, or when leave changed.

    One whose bytes come out the same stays untouched, with the time it last changed. One that nobody
    subscribes to any more is erased.

    Parameters
    ----------
    problem
        The newest version of the file, of whatever period: its leave is told too.
    """
    tell_leave(session, problem, at)
    wanted = Feeds(session).subscribed(problem.id)
    Feeds(session).drop_bodies(problem.id, wanted)
    build_some(session, problem, wanted, at, showing)


def build_some(
    session: ScopedSession, problem: Problem, calendars: Iterable[Calendar], at: datetime, showing: Showing
) -> None:
    """Write some calendars of a hub's file from what was told."""
    feeds, at = Feeds(session), to_the_second(at)
    told = [
        each
        for each in Tellings(session).since(problem.id, utc(window_start(at)))
        if each.cancelled_at is None or each.cancelled_at > at - showing.cancelled_stays
    ]
    for calendar in calendars:
        before = feeds.body(calendar)
        body = _body(problem, calendar, told, before, at, showing)
        if body != before:
            feeds.put_body(calendar, body)


def _body(
    problem: Problem,
    calendar: Calendar,
    told: Iterable[ToldSoFar],
    before: Body | None,
    at: datetime,
    showing: Showing,
) -> Body:
    held_back = calendar.level is Privacy.FULL and not showing.full_allowed
    level = Privacy.POST_ONLY if held_back else calendar.level
    entries = [_entry(calendar.kind, level, each) for each in told if _shows(calendar, each)]
    if calendar.level is Privacy.FULL:
        entries = [_switched(entry, showing) for entry in entries]
    revised = max((entry.revised for entry in entries), default=at)
    if before is not None:
        # It never goes back, as it would when the latest change leaves the window.
        revised = max(before.revised_at, revised) if entries else before.revised_at
    whose = _whose(calendar, _title(problem, calendar, before))
    # Of a week amended most people's calendars are as they were: they are not written to find that out.
    if before is not None and before.made_of == _made_of(whose, entries, revised):
        return before
    return _followed(before, _packed(whose, entries, revised, at))


def _followed(before: Body | None, body: Body) -> Body:
    """Give a body with when its bytes last changed."""
    if before is None:
        return body
    if (body.ics_tag, body.json_tag) == (before.ics_tag, before.json_tag):
        return replace(before, made_of=body.made_of)
    # By the second is all a client can say of the copy it has.
    return replace(body, changed_at=max(body.changed_at, before.changed_at + timedelta(seconds=1)))


def _shows(calendar: Calendar, told: ToldSoFar) -> bool:
    telling = told.telling
    if calendar.kind is FeedKind.PERSON:
        return telling.kind is not ToldKind.LEAVE and telling.person == calendar.key
    if calendar.kind is FeedKind.HOME:
        return telling.kind is ToldKind.SEAT and telling.home == calendar.key
    kind = ToldKind.SPELL if calendar.kind is FeedKind.ON_CALL else ToldKind.LEAVE
    return telling.kind is kind and calendar.key in telling.hubs


def _entry(kind: FeedKind, level: Privacy, told: ToldSoFar) -> Entry:
    telling = told.telling
    if kind is not FeedKind.PERSON:
        summary = telling.shared
    elif level is Privacy.BUSY_ONLY:
        summary = BUSY
    else:
        summary = telling.full if level is Privacy.FULL else telling.post
    return Entry(
        telling.id,
        instant_of(telling.starts),
        instant_of(telling.ends),
        summary,
        None if level is Privacy.BUSY_ONLY else telling.category,
        telling.free,
        told.cancelled_at is not None,
        told.sequence,
        told.revised_at,
        all_day=telling.kind is ToldKind.LEAVE,
    )


def _switched(entry: Entry, showing: Showing) -> Entry:
    """Give an event with what the policy changed in it, so that clients take that too."""
    if showing.switched_at is None:
        return entry
    revised = max(entry.revised, showing.switched_at)
    return replace(entry, sequence=entry.sequence + showing.switches, revised=revised)


def _title(problem: Problem, calendar: Calendar, before: Body | None) -> str:
    if calendar.kind is FeedKind.PERSON:
        who = problem.person.get(calendar.key)
        if who is None and before is not None:
            return before.name
        return person_title((who.name if who is not None else "") or calendar.key)
    if calendar.kind is FeedKind.HOME:
        return home_title(calendar.key)
    return f"{'On call' if calendar.kind is FeedKind.ON_CALL else 'Leave'}: {calendar.key}"


def _whose(calendar: Calendar, title: str) -> Whose:
    return Whose(calendar.file_id, calendar.kind, calendar.key, title, COLOURS[calendar.kind])


def _packed(whose: Whose, entries: list[Entry], revised: datetime, changed: datetime) -> Body:
    ics, json = written(whose, entries, revised), written_as_json(whose, entries, revised)
    return Body(
        whose.name,
        _compressed(ics),
        _compressed(json),
        tag_of(ics),
        tag_of(json),
        _made_of(whose, entries, revised),
        revised,
        changed,
    )


WRITTEN_BY = (version("hub-roster"), version("icalendar"))
"""Another release may write the same otherwise."""


def _made_of(whose: Whose, entries: list[Entry], revised: datetime) -> str:
    return tag_of(repr((WRITTEN_BY, whose, entries, revised)).encode())


def _compressed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def tag_of(content: bytes) -> str:
    """Give what a client knows a version of a calendar by."""
    return hashlib.sha256(content).hexdigest()[:40]


def ended(calendar: Calendar, since: datetime) -> Body:
    """Give the empty calendar that a leaver's link gives for a while, so that clients clear themselves.

    It names nobody, and says nothing of who left.
    """
    at = to_the_second(since)
    whose = replace(_whose(calendar, "Roster"), about="This calendar has ended and can be removed.")
    return _packed(whose, [], at, at)
