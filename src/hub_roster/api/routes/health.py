"""Whether the service lives, and whether it can work: for whatever watches over it."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from hub_roster.api.callers import ANYONE
from hub_roster.api.running import Here
from hub_roster.store.migrating import newest, stands_at
from hub_roster.store.outages import Outage

routes = APIRouter(tags=["health"], dependencies=[Depends(ANYONE)])

log = logging.getLogger(__name__)


class Health(BaseModel):
    """How the service is."""

    state: str


@routes.get("/healthz")
def lives() -> Health:
    """Say that the web process answers."""
    return Health(state="lives")


@routes.get("/readyz")
def can_work(here: Here, response: Response) -> Health:
    """Say whether the database is there, and its tables are this release's."""
    try:
        at = stands_at(here.database)
    except Outage as outage:
        log.warning("not ready: %s", outage)
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        return Health(state="the database cannot be reached")
    if at != newest():
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        return Health(state="the database's tables are another release's")
    return Health(state="ready")
