"""The application: the JSON routes, the calendar feeds mounted apart, and headers on every answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version

from fastapi import APIRouter, FastAPI
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.types import Lifespan

from hub_roster.api.answered import NoteRequests
from hub_roster.api.contract import ADDRESS, describe
from hub_roster.api.feeds import feeds_app
from hub_roster.api.headers import WithHeaders
from hub_roster.api.looks import WritesLooks
from hub_roster.api.metrics import Metrics
from hub_roster.api.refusals import refuse_in_words, too_large
from hub_roster.api.routes import (
    accounts,
    audit,
    closing_dates,
    continuity,
    drafts,
    duties,
    edits,
    feeds,
    health,
    hubs,
    inspection,
    keys,
    leave,
    locks,
    messages,
    metrics,
    notice,
    offers,
    openid,
    own_account,
    own_leave,
    records,
    roles,
    rosters,
    sessions,
    webhooks,
    week_exports,
    who_was_on,
    worked,
)
from hub_roster.api.running import Running
from hub_roster.store.outages import Outage

MOST_BYTES = 20 * 1024 * 1024
"""A request's body at most: the largest example hub's workbook is a third of a megabyte."""

FLUSH_EVERY = 5.0
"""Seconds between two looks whether it is time to write when feeds were last fetched."""

log = logging.getLogger(__name__)


def create_app(running: Running) -> FastAPI:
    """Give the application of a service that runs."""
    app = unserved(lifespan=_flushing)
    app.state.running = running
    read = feeds_app(running.database, running.feed_secret, running.clock, running.last_fetched)
    app.mount("/feeds", read)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=MOST_BYTES)
    app.add_middleware(WritesLooks)
    app.add_middleware(WithHeaders, most_bytes=MOST_BYTES, too_large=too_large())
    app.state.metrics = Metrics(running.database, running.clock)
    app.add_middleware(NoteRequests, note=app.state.metrics.note)
    refuse_in_words(app)
    return app


def unserved(lifespan: Lifespan[FastAPI] | None = None) -> FastAPI:
    """Give the routes with nothing behind them: enough to say their contract."""
    app = FastAPI(
        title="hub-roster",
        version=version("hub-roster"),
        openapi_url=ADDRESS,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.include_router(_routes())
    app.include_router(health.routes)
    app.include_router(metrics.routes)
    describe(app)
    return app


def _routes() -> APIRouter:
    routes = APIRouter(prefix="/api/v1")
    for each in (
        sessions,
        openid,
        own_account,
        accounts,
        hubs,
        roles,
        keys,
        audit,
        drafts,
        rosters,
        offers,
        duties,
        edits,
        locks,
        notice,
        closing_dates,
        leave,
        own_leave,
        feeds,
        who_was_on,
        worked,
        week_exports,
        inspection,
        continuity,
        messages,
        webhooks,
        records,
    ):
        routes.include_router(each.routes)
    routes.include_router(offers.own_routes)
    return routes


@asynccontextmanager
async def _flushing(app: FastAPI) -> AsyncIterator[None]:
    """Write when feeds were last fetched, now and then and at the end."""
    running: Running = app.state.running
    flushing = asyncio.create_task(_flush(running))
    try:
        yield
    finally:
        flushing.cancel()
        with suppress(asyncio.CancelledError):
            await flushing
        with suppress(Outage):  # nobody is to wait for that while the service ends
            await asyncio.to_thread(running.last_fetched.flush, running.clock(), whatever=True)


async def _flush(running: Running) -> None:
    while True:
        await asyncio.sleep(FLUSH_EVERY)
        try:
            await asyncio.to_thread(running.last_fetched.flush, running.clock())
        except Outage as outage:  # what was noted is written when it is back
            log.warning("when calendars were last fetched could not be written: %s", outage)
        except Exception:
            log.exception("when calendars were last fetched could not be written")
