"""Secret links to calendars: made, shown once, changed, switched off, and ended when somebody leaves."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import Field, StringConstraints

from hub_roster.domain.model import Code, PersonKey, Record, Words
from hub_roster.domain.problem import Problem
from hub_roster.exchange.calendars import Privacy
from hub_roster.service.audit import Did, record
from hub_roster.service.feeds.building import Showing, build_some
from hub_roster.service.feeds.telling import tell_leave
from hub_roster.store.accounts import Post
from hub_roster.store.feeds import Calendar, Feeds, Link
from hub_roster.store.hub_files import HubFiles, Made
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import FeedKind

MOST = 50
"""Open links to one calendar that one holder has, or nobody: more than anybody's programs."""

TOKEN_BYTES = 32
"""256 bits: nobody guesses one."""

NO_FULL = (
    "This council's policy keeps young people's codes out of calendars: choose 'post only' or 'busy only'."
)
ONE_LEVEL = "Only a person's own calendar comes at other levels than 'post only'."
ENDED = "This link has ended: make a new one."


class NotMade(Exception):
    """A link that cannot be; the message says why, fit to show a manager."""


class Wanted(Record):
    """A link somebody wants.

    Attributes
    ----------
    key
        The person's key, or the code of the home or of the hub.
    name
        What it is to be called, such as "my phone".
    holder
        The person whose link to a shared calendar it is, and whose leaving ends it; None for a screen in an
        office. A person's own calendar is always held by them.
    """

    kind: Annotated[FeedKind, Field(examples=[FeedKind.HOME])]
    key: Annotated[Code, Field(examples=["Oak"])]
    level: Privacy = Privacy.POST_ONLY
    name: Annotated[Words, StringConstraints(min_length=1), Field(examples=["office"])]
    holder: PersonKey | None = None


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link with its token, which is shown once and kept nowhere."""

    link: Link
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Addresses:
    """A link's addresses: to copy, to open in a calendar program, and for programs of other kinds."""

    https: str = field(repr=False)
    webcal: str = field(repr=False)
    json: str = field(repr=False)


def addresses(origin: str, token: str) -> Addresses:
    """Give the addresses of a token on a server, such as ``https://rota.example``.

    Google and Outlook refuse ``webcal://`` when it is pasted, others open it of themselves: both are shown.
    """
    root = f"{origin.rstrip('/')}/feeds/{token}"
    return Addresses(f"{root}.ics", f"webcal://{root.partition('://')[2]}.ics", f"{root}.json")


def digest_of(secret: bytes, token: str) -> str:
    """Give the keyed hash that a token is kept and found by.

    Raises
    ------
    ValueError
        If the secret is shorter than what it protects.
    """
    if len(secret) < TOKEN_BYTES:
        raise ValueError(f"The secret for calendar links has to be {TOKEN_BYTES} bytes or longer.")
    return hmac.digest(secret, token.encode("utf-8", "surrogatepass"), "sha256").hex()


def make(
    session: ScopedSession, secret: bytes, file_id: UUID, wanted: Wanted, made: Made, showing: Showing
) -> NewLink:
    """Make a link, whose calendar is there at once.

    Raises
    ------
    NotMade
        If there is no such person, home or hub, the level is not to be had, or there are links enough.
    NotThere
        If there is no such file in scope.
    """
    files, feeds = HubFiles(session), Feeds(session)
    # Or a roster published in this moment would write the same calendar.
    files.take_turn(file_id)
    problem = files.problem(file_id, files.newest(file_id).number)
    _refuse(problem, wanted, showing)
    calendar = Calendar(file_id, wanted.kind, wanted.key, wanted.level)
    holder = wanted.key if wanted.kind is FeedKind.PERSON else wanted.holder
    there = feeds.listed(file_id, wanted.kind, wanted.key)
    if sum(link.is_open and link.holder == holder for link in there) >= MOST:
        raise NotMade(f"There are {MOST} links to this calendar already: switch off one that nobody uses.")
    link = Link(uuid4(), calendar, wanted.name, holder, made)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feeds.add(link, digest_of(secret, token))
    tell_leave(session, problem, made.at)
    build_some(session, problem, [calendar], made.at, showing)
    return NewLink(link, token)


def _refuse(problem: Problem, wanted: Wanted, showing: Showing) -> None:
    known = {
        FeedKind.PERSON: problem.person.keys(),
        FeedKind.HOME: problem.home.keys(),
        FeedKind.ON_CALL: {hub.code for hub in problem.hubs},
        FeedKind.LEAVE: {hub.code for hub in problem.hubs},
    }
    if wanted.key not in known[wanted.kind]:
        what = wanted.kind if wanted.kind in (FeedKind.PERSON, FeedKind.HOME) else "hub"
        raise NotMade(f"There is no {what} {wanted.key} in this hub's file.")
    if wanted.holder is not None and wanted.holder not in problem.person:
        raise NotMade(f"There is no person {wanted.holder} in this hub's file.")
    if wanted.kind is not FeedKind.PERSON and wanted.level is not Privacy.POST_ONLY:
        raise NotMade(ONE_LEVEL)
    if wanted.level is Privacy.FULL and not showing.full_allowed:
        raise NotMade(NO_FULL)


def rotate(session: ScopedSession, secret: bytes, feed_id: UUID) -> NewLink:
    """Give a link a new token; the old one opens nothing from this moment on.

    Raises
    ------
    NotMade
        If it has ended.
    NotThere
        If there is none of that id in scope.
    """
    feeds = Feeds(session)
    link = feeds.link(feed_id)
    if not link.is_open:
        raise NotMade(ENDED)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feeds.replace_digest(feed_id, digest_of(secret, token))
    return NewLink(replace(link, fetched=None), token)


def disable(session: ScopedSession, feed_id: UUID, at: datetime) -> Link:
    """Switch a link off at once, such as one that fell into wrong hands; one that is off stays as it is.

    Raises
    ------
    NotThere
        If there is none of that id in scope.
    """
    feeds = Feeds(session)
    link = feeds.link(feed_id)
    if link.disabled_at is None:
        feeds.close(feed_id, disabled_at=at, leaver_from=link.leaver_from)
    return feeds.link(feed_id)


def leave(session: ScopedSession, file_id: UUID, person: str, at: datetime) -> tuple[Link, ...]:
    """End the links of somebody who leaves: to their own calendar, and to whatever else they hold.

    For a while those give an empty calendar, as clients keep what they had when a link fails.
    """
    feeds = Feeds(session)
    links = [link for link in feeds.held_by(file_id, person) if link.is_open]
    for link in links:
        feeds.close(link.id, disabled_at=None, leaver_from=at)
    feeds.drop_bodies(file_id, feeds.subscribed(file_id))
    return tuple(feeds.link(link.id) for link in links)


def end_of_leavers(session: ScopedSession, problem: Problem, at: datetime) -> tuple[Link, ...]:
    """End the links of whoever is not in the newest version of a hub's file any more, and give those."""
    open_links = [link for link in Feeds(session).listed(problem.id) if link.is_open]
    gone = {link.holder for link in open_links if link.holder is not None} - problem.person.keys()
    return tuple(link for person in sorted(gone) for link in leave(session, problem.id, person, at))


def end_of_account(session: ScopedSession, posts: Iterable[Post], at: datetime, *, actor: str) -> None:
    """End the links held by the people that an account stands for, as it is closed, and write that down.

    Opened again, it takes new ones: whoever copied an address meanwhile has nothing by it.
    """
    ended: list[Link] = []
    for post in sorted(posts):
        # Or a roster published in this moment would write the same calendar.
        HubFiles(session).take_turn(post.file_id)
        ended += leave(session, post.file_id, post.person, at)
    write_down_ended(session, ended, at, actor=actor, why="its holder's account was closed")


def write_down_ended(
    session: ScopedSession, ended: Iterable[Link], at: datetime, *, actor: str, why: str
) -> None:
    """Write down of each link that it ended, and why."""
    for link in ended:
        subject = f"calendar {link.id}, ended as {why}"
        record(session, actor, Did.CHANGED_FEED, at, file_id=link.calendar.file_id, subject=subject)


def listed(
    session: ScopedSession, file_id: UUID, kind: FeedKind | None = None, key: str | None = None
) -> list[Link]:
    """Give the links of a hub's file, or of one kind or owner alone, with when each was last fetched."""
    return Feeds(session).listed(file_id, kind, key)
