"""The inspector's pack of a home: its facts to read, and one PDF to hand over."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.exceptions import HTTPException

from hub_roster.api.callers import AllowedInHome
from hub_roster.api.downloads import PdfAnswer, pdf_named
from hub_roster.api.limits import EXPORTS
from hub_roster.api.running import Here, Running
from hub_roster.api.sent import Day
from hub_roster.domain.clock import LONDON, monday_of
from hub_roster.domain.model import FIRST_YEAR, LAST_YEAR
from hub_roster.exchange.inspection import Pack
from hub_roster.exchange.inspection_sheet import inspection_pdf
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.audit import exported
from hub_roster.service.records.calling import Calling
from hub_roster.service.records.inspection import MOST_WEEKS, pack
from hub_roster.store.hub_files import Made

routes = APIRouter(prefix="/hubs/{hub}/homes/{home}", tags=["records"])

MayInspect = Annotated[Caller, Depends(AllowedInHome(Action.SEE_INSPECTION))]

From = Annotated[
    Day | None,
    Query(alias="from", description="A day of the first week; without it, four weeks before the last."),
]
To = Annotated[Day | None, Query(description="A day of the last week; without it, today.")]

FOUR_WEEKS = timedelta(days=28)
BACKWARDS = "A period ends after it begins."
TOO_LONG = f"A pack is of {MOST_WEEKS} weeks at most: ask for one after the other."
NO_SUCH_YEAR = f"A pack is of days from {FIRST_YEAR} to {LAST_YEAR}."


@routes.get("/inspection", dependencies=[EXPORTS])
def inspection(hub: UUID, home: str, here: Here, who: MayInspect, first: From = None, to: To = None) -> Pack:
    """Give what an inspector is handed of a home, over whole weeks. It is written down as an export."""
    return _packed(here, who, hub, home, _span(here, first, to))


@routes.get("/inspection.pdf", response_class=PdfAnswer, dependencies=[EXPORTS])
def inspection_as_pdf(
    hub: UUID, home: str, here: Here, who: MayInspect, first: From = None, to: To = None
) -> PdfAnswer:
    """Give the inspector's pack of a home as one accessible PDF. It is written down as an export."""
    found = _packed(here, who, hub, home, _span(here, first, to))
    return pdf_named(inspection_pdf(found), "staffing of", home, f"{found.first_day} to {found.last_day}")


def _span(here: Running, first: date | None, to: date | None) -> tuple[date, date]:
    last = to or here.clock().astimezone(LONDON).date()
    if not all(FIRST_YEAR <= day.year <= LAST_YEAR for day in (first or last, last)):
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, NO_SUCH_YEAR)
    since = first or last - FOUR_WEEKS
    if last < since:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, BACKWARDS)
    if (monday_of(last) - monday_of(since)).days >= 7 * MOST_WEEKS:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, TOO_LONG)
    return since, last


def _packed(here: Running, who: Caller, hub: UUID, home: str, span: tuple[date, date]) -> Pack:
    """Put the pack together, and write down that it was taken before anybody has it."""
    now = here.clock()
    with here.database.reading(who.scope) as session:
        calling = Calling.of(session, who, hub, home, now, here.entrance.hashes)
        found = pack(session, hub, home, span, Made(who.name, now), calling)
    what = f"inspector's pack of {home}, {found.first_day} to {found.last_day}"
    with here.database.writing(who.scope) as session:
        exported(session, who, hub, what, now, who.shown.take(hub))
    return found
