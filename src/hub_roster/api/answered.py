"""Each request noted once it is answered: one line in the log, one count, and an id to find both by.

What is noted is the route as it is written, never the address: that may hold a calendar's secret, or what
somebody looked for.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from fastapi.routing import APIRoute, iter_route_contexts
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub_roster.service.access.caller import Caller
from hub_roster.service.logs import request_id

REQUEST_ID = "X-Request-Id"

AN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
"""What a proxy in front may call a request; anything else could break a line or hold something."""

NOWHERE = "-"
"""The route of what leads nowhere."""

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answered:
    """A request that was answered.

    Attributes
    ----------
    route
        As it is written, such as ``/api/v1/hubs/{hub}/rosters``.
    caller
        What the audit log calls whoever asked; None for nobody known.
    program
        What the program that asked calls itself: for counting kinds of it, and not for the log.
    """

    method: str
    route: str
    status: int
    seconds: float
    caller: str | None
    program: str


class NoteRequests:
    """Notes every request, and gives its answer an id.

    Parameters
    ----------
    note
        What else is told of each.
    """

    def __init__(self, app: ASGIApp, note: Callable[[Answered], None]) -> None:
        self._app = app
        self._note = note
        self._written: dict[int, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and note it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not self._written:
            self._written = _as_written(scope["app"])
        headers = Headers(scope=scope)
        named = _named(headers.get(REQUEST_ID, ""))
        request_id.set(named)
        # What answers a fault of ours stands further out, and looks for it here.
        scope.setdefault("state", {})["request_id"] = named
        began, status = time.perf_counter(), 500

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(raw=message["headers"])[REQUEST_ID] = named
            await send(message)

        try:
            await self._app(scope, receive, send_named)
        finally:
            caller = scope["state"].get("caller")
            self._tell(
                Answered(
                    scope["method"] if scope["method"] in METHODS else "other",
                    self._route(scope),
                    status,
                    time.perf_counter() - began,
                    caller.actor if isinstance(caller, Caller) else None,
                    headers.get("User-Agent", ""),
                )
            )

    def _tell(self, answered: Answered) -> None:
        self._note(answered)
        ms = round(1000 * answered.seconds, 1)
        log.info(
            "%s %s %d",
            answered.method,
            answered.route,
            answered.status,
            extra={
                "method": answered.method,
                "route": answered.route,
                "status": answered.status,
                "ms": ms,
                "caller": answered.caller,
            },
        )

    def _route(self, scope: Scope) -> str:
        """Give the route that was found, as it is written."""
        route = scope.get("route")
        if route is None:
            return NOWHERE
        written = self._written.get(id(route))
        # That of an application mounted apart knows where it is mounted by this alone.
        return written or f"{scope.get('root_path', '')}{getattr(route, 'path', NOWHERE)}"


def _named(given: str) -> str:
    return given if AN_ID.fullmatch(given) else uuid4().hex


def _as_written(app: ASGIApp) -> dict[int, str]:
    """Give the routes of an application as they are written, with what they are included under."""
    found = iter_route_contexts(app.routes)  # type: ignore[attr-defined]
    return {
        id(each.original_route): str(each.path) for each in found if isinstance(each.original_route, APIRoute)
    }
