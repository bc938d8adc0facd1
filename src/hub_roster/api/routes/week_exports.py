"""A week to take away: the roster in force as a workbook and to hang up, and what a payroll pays."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from hub_roster.api.callers import Allowed
from hub_roster.api.downloads import (
    CsvAnswer,
    PdfAnswer,
    WorkbookAnswer,
    csv_named,
    pdf_named,
    workbook_named,
)
from hub_roster.api.limits import EXPORTS
from hub_roster.api.running import Here
from hub_roster.api.sent import Monday
from hub_roster.exchange.roster_workbook import roster_workbook
from hub_roster.exchange.wall_pages import Paper
from hub_roster.exchange.wall_roster import wall_roster
from hub_roster.exchange.workbook_bytes import bytes_of
from hub_roster.rules.judge import judge
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.recording.taking_out import lines_to_take, pay_to_take

routes = APIRouter(prefix="/hubs/{hub}/weeks/{monday}", tags=["exports"])

MayExport = Annotated[Caller, Depends(Allowed(Action.EXPORT))]


@routes.get("/payroll.csv", response_class=CsvAnswer, dependencies=[EXPORTS])
def payroll_of_week(hub: UUID, monday: Monday, here: Here, who: MayExport) -> CsvAnswer:
    """Give what a payroll pays for a week: as worked once all of it is recorded, else marked as planned."""
    text = pay_to_take(here.database, who, hub, monday, here.clock())
    return csv_named(text, "payroll", monday.isoformat())


@routes.get("/roster.xlsx", response_class=WorkbookAnswer, dependencies=[EXPORTS])
def roster_as_workbook(hub: UUID, monday: Monday, here: Here, who: MayExport) -> WorkbookAnswer:
    """Give the roster in force as an Excel workbook."""
    lines = lines_to_take(here.database, who, hub, monday, "roster as a workbook", here.clock())
    found = judge(RULEBOOK.of(lines.problem), lines.problem, lines.roster)
    return workbook_named(bytes_of(roster_workbook(lines, found)), "roster", monday.isoformat())


@routes.get("/roster.pdf", response_class=PdfAnswer, dependencies=[EXPORTS])
def roster_to_hang_up(
    hub: UUID, monday: Monday, here: Here, who: MayExport, paper: Paper = Paper.A3
) -> PdfAnswer:
    """Give the roster in force as an accessible PDF to hang up."""
    lines = lines_to_take(here.database, who, hub, monday, "roster to hang up", here.clock())
    return pdf_named(wall_roster(lines, paper), "roster", monday.isoformat())
