"""The audit log: of a hub, for its managers and auditors, and of the service, for whoever runs it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, Field

from hub_roster.api.callers import Allowed, AllowedInService
from hub_roster.api.pages import Number, Page, PageAsked, WhichPage
from hub_roster.api.running import Here
from hub_roster.service import audit
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.audit import Detail, Did
from hub_roster.store.audit_log import Link

routes = APIRouter(tags=["audit"])

MaySee = Annotated[Caller, Depends(Allowed(Action.SEE_AUDIT))]
MayRun = Annotated[Caller, Depends(AllowedInService(Action.RUN_SERVICE))]

AnEntry = Annotated[int, Path(ge=1, lt=2**31)]


class EntryShown(BaseModel):
    """Something that was done.

    Attributes
    ----------
    actor
        Who did it, as the log calls them: an account, a key, or the service.
    name
        What they are called by now; None where they are gone, or are the service itself.
    subject
        What it was done to; never a young person's code.
    """

    number: int
    at: datetime
    actor: Annotated[str, Field(examples=["account 6f1c0b52-2f0e-4f7e-8d8e-0a7a4c0c6f11"])]
    name: str | None
    did: Did
    hub: UUID | None
    subject: str


class DetailShown(BaseModel):
    """The detail of an entry.

    Attributes
    ----------
    erased
        Whether its time is over: then nothing of it is known any more.
    """

    number: int
    erased: bool
    young_people: tuple[str, ...]
    people: tuple[str, ...]
    accounts: tuple[UUID, ...]
    words: str


@routes.get("/hubs/{hub}/audit")
def entries_of_the_hub(hub: UUID, here: Here, who: MaySee, which: WhichPage) -> Page[EntryShown]:
    """List what was done in the hub, the latest first."""
    return _page(here, which, audit.entries(here.database, who, hub, _before(which), which.rows))


@routes.get("/hubs/{hub}/audit/{number}")
def detail_of_an_entry(hub: UUID, number: AnEntry, here: Here, who: MaySee) -> DetailShown:
    """Give what is known of an entry; that one looked is written down too."""
    return _shown(number, audit.detail_of(here.database, who, hub, number, here.clock()))


@routes.get("/audit")
def entries_of_the_service(here: Here, who: MayRun, which: WhichPage) -> Page[EntryShown]:
    """List what was done in the service, the latest first; of hubs, that something was and no more."""
    return _page(here, which, audit.service_entries(here.database, who, _before(which), which.rows))


@routes.get("/audit/{number}")
def detail_of_an_entry_of_the_service(number: AnEntry, here: Here, who: MayRun) -> DetailShown:
    """Give what is known of an entry that concerns no hub; that one looked is written down too."""
    return _shown(number, audit.service_detail_of(here.database, who, number, here.clock()))


def _before(which: PageAsked) -> int | None:
    after = which.after(tuple[Number])
    return None if after is None else after[0]


def _page(here: Here, which: PageAsked, found: Sequence[Link]) -> Page[EntryShown]:
    names = audit.actors_named(here.database, {link.deed.actor for link in found})

    def shown(link: Link) -> EntryShown:
        deed = link.deed
        return EntryShown(
            number=link.number,
            at=deed.at,
            actor=deed.actor,
            name=names.get(deed.actor),
            did=Did(deed.action),
            hub=deed.file_id,
            subject=deed.subject,
        )

    return which.page(found, lambda link: (link.number,), shown)


def _shown(number: int, detail: Detail | None) -> DetailShown:
    return DetailShown(number=number, erased=detail is None, **(detail or Detail()).model_dump())
