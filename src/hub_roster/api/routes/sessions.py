"""Signing in and out, and who one is."""

from __future__ import annotations

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field, SecretStr

from hub_roster.api.callers import ANYONE, SIGNED_IN, cookie_name, session_of
from hub_roster.api.running import Here
from hub_roster.api.sent import Sent
from hub_roster.api.sessions import forget_session, hold_session
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.openid.coming_in import sign_out_address
from hub_roster.service.access.signing_in import SignedIn, caller_of_session, sign_in, sign_out
from hub_roster.store.tables import Role

routes = APIRouter(tags=["signing in"])


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
    hold_session(response, here, token)
    signed_in = await asyncio.to_thread(caller_of_session, here.entrance, token, here.clock())
    return _me(signed_in.caller, signed_in.form_token)


class SignedOut(BaseModel):
    """What is left to do after signing out.

    Attributes
    ----------
    then
        Where the browser signs out at the council's provider too, for whoever signed in by it: on a
        computer that others use, they could go on in one's name from there.
    """

    then: str | None


@routes.post("/sign-out")
async def sign_somebody_out(
    request: Request, response: Response, here: Here, who: Annotated[SignedIn, Depends(session_of)]
) -> SignedOut:
    """Sign out in this browser."""
    token = request.cookies[cookie_name(here)]
    await asyncio.to_thread(sign_out, here.entrance, token, here.clock())
    forget_session(response, here)
    if not who.by_provider or here.provider is None:
        return SignedOut(then=None)
    return SignedOut(then=await sign_out_address(here.provider))


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
