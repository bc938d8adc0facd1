"""Looks at young people, written to the audit log before the answer that shows them is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

from fastapi import Request, Response

from hub_roster.api.running import Running, running
from hub_roster.service.access.caller import Caller
from hub_roster.service.audit import looked
from hub_roster.store.scope import Scope

Next = Callable[[Request], Awaitable[Response]]


async def write_looks_down(request: Request, call_next: Next) -> Response:
    """Answer only once it is written down whom the caller was shown by code; if it cannot be, not at all.

    No route has to think of it: `Eyes` notes with the caller what it gives away. An answer that is made while
    it is sent, such as one of events, is to show no code.
    """
    response = await call_next(request)
    caller = getattr(request.state, "caller", None)
    if isinstance(caller, Caller):
        for file_id, codes in caller.shown.codes.items():
            await asyncio.to_thread(_write, running(request), request, caller, file_id, frozenset(codes))
    return response


def _write(
    here: Running, request: Request, caller: Caller, file_id: UUID, young_people: frozenset[str]
) -> None:
    """Write one look down, unless the same look was within the hour."""
    at, where = here.clock(), request.url.path
    if here.looks.are_known(caller.actor, file_id, where, young_people, at):
        return
    with here.database.writing(Scope.of(file_id)) as session:
        looked(session, caller, file_id, young_people, at, at_what=_name(request), where=where)
    here.looks.keep(caller.actor, file_id, where, young_people, at)


def _name(request: Request) -> str:
    """Name what was asked for in words, such as "roster with lines"."""
    return str(getattr(request.scope.get("route"), "name", "")).replace("_", " ")
