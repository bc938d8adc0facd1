"""Hubs' files: which there are, and workbooks taken in."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, Response, UploadFile
from pydantic import BaseModel

from hub_roster.api.callers import SIGNED_IN
from hub_roster.api.etags import TAKES_IF_MATCH, etag_of, match_if_given
from hub_roster.api.limits import IMPORTS
from hub_roster.api.pages import Page, WhichPage
from hub_roster.api.running import Here
from hub_roster.domain.problem import Problem
from hub_roster.exchange.faults import UnreadableFile
from hub_roster.exchange.files import read_problem
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.looks import said_in
from hub_roster.service.importing import preview, take_in
from hub_roster.store.hub_files import FileVersion, HubFiles, Made, NotThere
from hub_roster.store.scope import Scope

routes = APIRouter(tags=["hubs"])

Who = Annotated[Caller, Depends(SIGNED_IN)]


class HubShown(BaseModel):
    """A hub's file as it stands.

    Attributes
    ----------
    version
        Counts the changes of it.
    """

    hub: UUID
    name: str
    version: int
    changed_at: datetime
    changed_by: str


class ChangeShown(BaseModel):
    """One thing an import would change."""

    sheet: str
    kind: str
    words: str


class PreviewShown(BaseModel):
    """What an import would change.

    Attributes
    ----------
    version
        The one the changes are shown against, to be sent as `after` with the import; 0 for a new hub.
    """

    hub: UUID
    version: int
    changes: tuple[ChangeShown, ...]


@routes.get("/hubs")
def hubs(here: Here, who: Who, which: WhichPage) -> Page[HubShown]:
    """List the hubs' files one has a role in, by name."""
    with here.database.reading(who.scope) as session:
        listed = sorted(HubFiles(session).listed(), key=_place)
    return which.page_among(listed, tuple[str, UUID], _place, _shown)


def _place(file: FileVersion) -> tuple[str, UUID]:
    # PostgreSQL orders names as its language does; a page goes on by the same order as the one before
    return file.name, file.file_id


@routes.post("/imports/preview", dependencies=[IMPORTS])
def preview_import(here: Here, who: Who, response: Response, workbook: UploadFile) -> PreviewShown:
    """Say what a workbook would change, and by which ETag the version it was held against goes."""
    problem = _read(workbook)
    scope = _may_import(here, who, problem)
    shown = preview(here.database, scope, problem)
    response.headers["ETag"] = etag_of(shown.file_id, shown.number)
    who.shown.note(problem.id, said_in([change.words for change in shown.changes], shown.young_people))
    changes = (ChangeShown(sheet=c.title, kind=c.kind, words=c.words) for c in shown.changes)
    return PreviewShown(hub=shown.file_id, version=shown.number, changes=tuple(changes))


@routes.post("/imports", status_code=201, dependencies=[IMPORTS, TAKES_IF_MATCH])
def take_workbook_in(
    here: Here,
    who: Who,
    request: Request,
    response: Response,
    workbook: UploadFile,
    after: Annotated[int, Form(ge=0)],
    why: Annotated[str, Form(max_length=200)] = "imported",
) -> HubShown:
    """Take a workbook in, whole or not at all, if its hub is still as its changes were shown against.

    Which version that was stands in `after`; an If-Match that is sent too has to name it as well.
    """
    problem = _read(workbook)
    scope = _may_import(here, who, problem)
    match_if_given(request, *_standing(here, scope, problem.id))
    made = Made(who.name, here.clock(), why)
    version = take_in(here.database, scope, problem, made, actor=who.actor, after=after)
    response.headers["ETag"] = etag_of(version.file_id, version.number)
    return _shown(version)


def _standing(here: Here, scope: Scope, hub: UUID) -> tuple[str, Made | None]:
    """Give the tag of a hub's file as it stands, and who made that; of none, that of version 0."""
    with here.database.reading(scope) as session:
        try:
            newest = HubFiles(session).newest(hub)
        except NotThere:
            return etag_of(hub, 0), None
    return etag_of(hub, newest.number), newest.made


def _may_import(here: Here, who: Caller, problem: Problem) -> Scope:
    """Give the scope of an import: a hub that is here takes a role there, a new one an administrator.

    Raises
    ------
    NotAllowed, NotThere
        If the caller may not; whether a hub they have no role in is here already they are not told.
    """
    if who.may(Action.ADD_HUB, None):
        with here.database.reading(Scope.of(problem.id)) as session:
            if not HubFiles(session).listed():
                return Scope.of(problem.id)
    who.require(Action.IMPORT, problem.id)
    return who.scope


def _read(workbook: UploadFile) -> Problem:
    """Read a workbook that was sent, under its own ending and no other part of its name."""
    suffix = Path(workbook.filename or "").suffix.lower()[:6]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"workbook{suffix}")
        with path.open("wb") as file:
            shutil.copyfileobj(workbook.file, file)
        try:
            return read_problem(path)
        except UnreadableFile as error:
            raise UnreadableFile(Path(path.name), error.faults) from None


def _shown(version: FileVersion) -> HubShown:
    return HubShown(
        hub=version.file_id,
        name=version.name,
        version=version.number,
        changed_at=version.made.at,
        changed_by=version.made.by,
    )
