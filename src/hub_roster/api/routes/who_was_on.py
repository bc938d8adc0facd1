"""Who was on in a home at a time: to read, and as a PDF to print."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.exceptions import HTTPException
from pydantic import Field

from hub_roster.api.callers import AllowedInHome
from hub_roster.api.downloads import PdfAnswer, pdf_named
from hub_roster.api.limits import EXPORTS
from hub_roster.api.running import Here, Running
from hub_roster.api.sent import Moment
from hub_roster.domain.clock import LONDON
from hub_roster.exchange.who_was_on import WhoWasOn
from hub_roster.exchange.who_was_on_sheet import asked_words, who_was_on_pdf
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.audit import Detail, Did, exported, record
from hub_roster.service.records.calling import Calling
from hub_roster.service.records.who_was_on import LONGEST, Asked, who_was_on
from hub_roster.store.hub_files import Made

routes = APIRouter(prefix="/hubs/{hub}/homes/{home}", tags=["records"])

MayAsk = Annotated[Caller, Depends(AllowedInHome(Action.SEE_WHO_WAS_ON))]

Then = Annotated[Moment, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2150, 1, 1, tzinfo=UTC))]
At = Annotated[
    Then | None,
    Query(
        description="The instant, with its offset, so that an hour the clock shows twice is none of two; "
        "without it, now.",
        examples=["2026-10-25T01:30:00+01:00"],
    ),
]
Until = Annotated[Then | None, Query(description="The end of a span of at most a week that begins then.")]

BACKWARDS = "A span ends after it begins."
TOO_LONG = "A span is a week at most: ask about one week after the other."


@routes.get("/who-was-on")
def who_was_on_then(
    hub: UUID, home: str, here: Here, who: MayAsk, at: At = None, until: Until = None
) -> WhoWasOn:
    """Say who was on at an instant, or in a span: planned and worked side by side. It is written down."""
    return _found(here, who, _asked(here, hub, home, at, until))


@routes.get("/who-was-on.pdf", response_class=PdfAnswer, dependencies=[EXPORTS])
def who_was_on_as_pdf(
    hub: UUID, home: str, here: Here, who: MayAsk, at: At = None, until: Until = None
) -> PdfAnswer:
    """Give who was on as an accessible PDF to print. It is written down, as an export too."""
    found = _found(here, who, _asked(here, hub, home, at, until), export=True)
    when = f"{found.since.astimezone(LONDON):%Y-%m-%d %H%M}"
    return pdf_named(who_was_on_pdf(found), "who was on", home, when)


def _asked(here: Running, hub: UUID, home: str, at: datetime | None, until: datetime | None) -> Asked:
    since = at or here.clock()
    if until is not None and until <= since:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, BACKWARDS)
    if until is not None and until - since > LONGEST:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, TOO_LONG)
    return Asked(hub, home, since, until)


def _found(here: Running, who: Caller, asked: Asked, *, export: bool = False) -> WhoWasOn:
    """Find it, and write down who asked before anybody is told."""
    now = here.clock()
    with here.database.reading(who.scope) as session:
        calling = Calling.of(session, who, asked.file_id, asked.home, now, here.entrance.hashes)
        found = who_was_on(session, asked, Made(who.name, now), calling)
    young_people = who.shown.take(asked.file_id)
    named = [*(each.who for each in found.people), *(each.who for each in found.on_call)]
    people = tuple(sorted({each.key for each in named}))
    subject = f"{asked.home}, {asked_words(found)}"
    with here.database.writing(who.scope) as session:
        detail = Detail(young_people=young_people, people=people)
        record(session, who.actor, Did.WHO_WAS_ON, now, file_id=asked.file_id, subject=subject, detail=detail)
        if export:
            exported(session, who, asked.file_id, f"who was on at {subject}", now, young_people)
    return found
