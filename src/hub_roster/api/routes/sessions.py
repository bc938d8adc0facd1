"""Signing in and out, and who one is."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field, SecretStr

from hub_roster.api.callers import ANYONE, SIGNED_IN, cookie_name, session_of
from hub_roster.api.running import Here
from hub_roster.api.sent import Sent
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.signing_in import SignedIn, caller_of_session, sign_in, sign_out
from hub_roster.store.tables import Role

routes = APIRouter(tags=["signing in"])

LONGEST_SESSION = 12 * 3600
"""Seconds after which the browser forgets the session too."""


class Credentials(Sent):
    """What somebody signs in with."""

    name: Annotated[str, Field(max_length=254, examples=["manager@example.org"])]
    password: Annotated[SecretStr, Field(max_length=1024)]


class GrantShown(BaseModel):
    """A role, in a hub's file or in the service."""

    role: Role
    hub: UUID | None
    home: str | None


class Me(BaseModel):
    """Who one is.

    Attributes
    ----------
    form_token
        To be sent in the header X-Form-Token by whatever changes something; None for a system with a key.
    """

    name: str
    grants: tuple[GrantShown, ...]
    form_token: str | None


@routes.post("/sign-in", dependencies=[Depends(ANYONE)])
async def sign_somebody_in(request: Request, response: Response, here: Here, given: Credentials) -> Me:
    """Sign in: a cookie holds the session from then on."""
    source = request.client.host if request.client else ""
    token = await sign_in(
        here.entrance, given.name, given.password.get_secret_value(), at=here.clock(), source=source
    )
    response.set_cookie(
        cookie_name(here),
        token,
        max_age=LONGEST_SESSION,
        secure=here.over_https,
        httponly=True,
        samesite="lax",
        path="/",
    )
    response.headers["Cache-Control"] = "no-store"
    signed_in = caller_of_session(here.entrance, token, here.clock())
    return _me(signed_in.caller, signed_in.form_token)


@routes.post("/sign-out", status_code=204)
def sign_somebody_out(
    request: Request, response: Response, here: Here, who: Annotated[SignedIn, Depends(session_of)]
) -> None:
    """Sign out in this browser."""
    del who
    sign_out(here.entrance, request.cookies[cookie_name(here)], here.clock())
    response.delete_cookie(cookie_name(here), path="/", secure=here.over_https, httponly=True)


@routes.get("/me")
def me(request: Request, here: Here, who: Annotated[Caller, Depends(SIGNED_IN)]) -> Me:
    """Say who one is, and what one may do where."""
    token = request.cookies.get(cookie_name(here))
    by_key = "Authorization" in request.headers
    form = (
        None if by_key or token is None else caller_of_session(here.entrance, token, here.clock()).form_token
    )
    return _me(who, form)


def _me(who: Caller, form_token: str | None) -> Me:
    grants = (GrantShown(role=g.role, hub=g.file_id, home=g.home) for g in who.grants)
    return Me(name=who.name, grants=tuple(grants), form_token=form_token)
