"""Looks at young people, written to the audit log before the answer that shows them is sent.

Written as ASGI itself, like the headers: calendars are read often, and are no look of anybody signed in.
"""

from __future__ import annotations

import asyncio
from uuid import UUID

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub_roster.api.refusals import without_data
from hub_roster.api.running import running
from hub_roster.service.access.caller import Caller
from hub_roster.service.audit import looked
from hub_roster.store.outages import Outage
from hub_roster.store.scope import Scope as HubScope


class WritesLooks:
    """Answers only once it is written down whom the caller was shown by code; if it cannot be, not at all.

    No route has to think of it: `Eyes` notes with the caller what it gives away. An answer that is made while
    it is sent, such as one of events, is to show no code.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, after the looks."""
        away = False

        async def send_after_looks(message: Message) -> None:
            nonlocal away
            if message["type"] == "http.response.start":
                try:
                    await _write_all(scope)
                except Outage as outage:  # whoever made the answer takes it for begun, and can make no other
                    away = True
                    await without_data(outage)(scope, receive, send)
            if not away:
                await send(message)

        await self._app(scope, receive, send_after_looks)


async def _write_all(scope: Scope) -> None:
    caller = scope.get("state", {}).get("caller")
    if isinstance(caller, Caller):
        for file_id, codes in caller.shown.codes.items():
            await asyncio.to_thread(_write, Request(scope), caller, file_id, frozenset(codes))


def _write(request: Request, caller: Caller, file_id: UUID, young_people: frozenset[str]) -> None:
    """Write one look down, unless the same look was within the hour."""
    here, where = running(request), request.url.path
    at = here.clock()
    if here.looks.are_known(caller.actor, file_id, where, young_people, at):
        return
    with here.database.writing(HubScope.of(file_id)) as session:
        looked(session, caller, file_id, young_people, at, at_what=_name(request), where=where)
    here.looks.keep(caller.actor, file_id, where, young_people, at)


def _name(request: Request) -> str:
    """Name what was asked for in words, such as "roster with lines"."""
    return str(getattr(request.scope.get("route"), "name", "")).replace("_", " ")
