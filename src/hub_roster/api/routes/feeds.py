"""Links to calendars: made, listed, given a new secret, switched off. Calendars themselves are elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from hub_roster.api.callers import AllowedOrOwn
from hub_roster.api.pages import Instant, Page, WhichPage
from hub_roster.api.running import Here, Running
from hub_roster.exchange.calendars import Privacy
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.audit import Did, record
from hub_roster.service.feeds import links
from hub_roster.service.feeds.building import showing_of
from hub_roster.service.feeds.links import NewLink, Wanted
from hub_roster.store.feeds import Feeds, Link
from hub_roster.store.hub_files import Made, NotThere
from hub_roster.store.scope import ScopedSession
from hub_roster.store.tables import FeedKind

routes = APIRouter(prefix="/hubs/{hub}/calendars", tags=["calendars"])

Who = Annotated[Caller, Depends(AllowedOrOwn(Action.MANAGE_FEEDS, Action.OWN_FEEDS))]


class LinkShown(BaseModel):
    """A link to a calendar, without its secret.

    Attributes
    ----------
    last_fetched_at, last_fetched_by
        When a program last read it, and which.
    """

    id: UUID
    kind: FeedKind
    key: str
    level: Privacy
    name: str
    made_at: datetime
    open: bool
    last_fetched_at: datetime | None
    last_fetched_by: str | None


class NewLinkShown(LinkShown):
    """A link with its addresses, which are shown this once.

    Attributes
    ----------
    https, webcal, json_address
        To paste into a calendar program, to open in one, and for programs of other kinds.
    """

    https: str
    webcal: str
    json_address: str


@routes.get("")
def calendars(hub: UUID, here: Here, who: Who, which: WhichPage) -> Page[LinkShown]:
    """List the links one may see to, the oldest first: one's own, or for whoever manages them all."""
    with here.database.reading(who.scope) as session:
        theirs = [link for link in links.listed(session, hub) if _is_theirs(who, hub, link)]
    return which.page_among(theirs, tuple[Instant, UUID], lambda link: (link.made.at, link.id), _shown)


@routes.post("", status_code=201)
def make_link(
    hub: UUID, here: Here, who: Who, request: Request, response: Response, wanted: Wanted
) -> NewLinkShown:
    """Make a link to a calendar."""
    own = wanted.kind is FeedKind.PERSON and wanted.key in who.people(hub)
    if not own:
        who.require(Action.MANAGE_FEEDS, hub)
    with here.database.writing(who.scope) as session:
        made = Made(who.name, here.clock())
        new = links.make(session, here.feed_secret, hub, wanted, made, showing_of(session, hub))
        _write_down(here, who, session, new.link, "made")
    return _new(here, request, response, new)


@routes.post("/{link}/rotate")
def give_new_secret(
    hub: UUID, link: UUID, here: Here, who: Who, request: Request, response: Response
) -> NewLinkShown:
    """Give a link a new secret; the old address leads nowhere from now on."""
    with here.database.writing(who.scope) as session:
        _look(who, session, hub, link)
        new = links.rotate(session, here.feed_secret, link)
        _write_down(here, who, session, new.link, "given a new secret")
    return _new(here, request, response, new)


@routes.post("/{link}/disable")
def switch_off(hub: UUID, link: UUID, here: Here, who: Who) -> LinkShown:
    """Switch a link off for good."""
    with here.database.writing(who.scope) as session:
        _look(who, session, hub, link)
        ended = links.disable(session, link, here.clock())
        _write_down(here, who, session, ended, "switched off")
    return _shown(ended)


def _look(who: Caller, session: ScopedSession, hub: UUID, link_id: UUID) -> None:
    link = Feeds(session).link(link_id)
    if link.calendar.file_id != hub or not _is_theirs(who, hub, link):
        raise NotThere


def _is_theirs(who: Caller, hub: UUID, link: Link) -> bool:
    return who.may(Action.MANAGE_FEEDS, hub) or link.holder in who.people(hub)


def _write_down(here: Here, who: Caller, session: ScopedSession, link: Link, what: str) -> None:
    subject = f"calendar {link.id}, {what}"
    record(session, who.actor, Did.CHANGED_FEED, here.clock(), file_id=link.calendar.file_id, subject=subject)


def _new(here: Running, request: Request, response: Response, new: NewLink) -> NewLinkShown:
    response.headers["Cache-Control"] = "no-store"
    found = links.addresses(here.origin or str(request.base_url), new.token)
    shown = _shown(new.link).model_dump()
    return NewLinkShown(**shown, https=found.https, webcal=found.webcal, json_address=found.json)


def _shown(link: Link) -> LinkShown:
    return LinkShown(
        id=link.id,
        kind=link.calendar.kind,
        key=link.calendar.key,
        level=link.calendar.level,
        name=link.name,
        made_at=link.made.at,
        open=link.is_open,
        last_fetched_at=None if link.fetched is None else link.fetched.at,
        last_fetched_by=None if link.fetched is None else link.fetched.by,
    )
