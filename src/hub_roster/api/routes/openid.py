"""Signing in by the council's own provider: leaving for it, and coming back."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from hub_roster.api.callers import ANYONE, cookie_name
from hub_roster.api.limits import SIGN_INS
from hub_roster.api.running import Here, Running
from hub_roster.api.sessions import hold_session
from hub_roster.service.access.openid.coming_in import LONGEST_PATH, Back, NoProvider, begin, end
from hub_roster.service.access.openid.provider import Provider
from hub_roster.store.identities import LONGEST_AWAY

routes = APIRouter(tags=["signing in"], dependencies=[Depends(ANYONE)])

LONGEST = 4000
"""Characters of what a provider sends back, each."""


class Ways(BaseModel):
    """How people sign in here.

    Attributes
    ----------
    provider
        Where to begin a sign-in by the council's own account; None where that is not set up.
    """

    password: bool
    provider: Annotated[str | None, Field(examples=["/api/v1/sign-in/openid"])]


@routes.get("/sign-in")
def ways(here: Here) -> Ways:
    """Say how people sign in here."""
    provider = None if here.provider is None else "/api/v1/sign-in/openid"
    return Ways(password=here.entrance.by_password, provider=provider)


@routes.get("/sign-in/openid", response_class=RedirectResponse, status_code=303, dependencies=[SIGN_INS])
async def leave_for_the_provider(
    here: Here,
    back_to: Annotated[
        str, Query(max_length=LONGEST_PATH, description="The page of this service to go on with.")
    ] = "/",
) -> Response:
    """Begin to sign in by the council's account: the browser is sent there."""
    begun = await begin(here.entrance, _provider(here), back_to, here.clock())
    response = RedirectResponse(begun.address, HTTPStatus.SEE_OTHER)
    # lax: the provider sends the browser back by a link, and no page of another site can use it otherwise
    response.set_cookie(
        _away(here),
        begun.browser,
        max_age=int(LONGEST_AWAY.total_seconds()),
        secure=here.over_https,
        httponly=True,
        samesite="lax",
        path="/",
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@routes.get(
    "/sign-in/openid/callback",
    response_class=RedirectResponse,
    status_code=303,
    dependencies=[SIGN_INS],
)
async def come_back(
    request: Request,
    here: Here,
    state: Annotated[str, Query(max_length=LONGEST)] = "",
    code: Annotated[str | None, Query(max_length=LONGEST)] = None,
    iss: Annotated[str | None, Query(max_length=LONGEST)] = None,
) -> Response:
    """End a sign-in where the provider sends the browser back: a cookie holds the session from then on."""
    provider = _provider(here)
    back = Back(state, request.cookies.get(_away(here), ""), code, iss)
    before = request.cookies.get(cookie_name(here))
    ended = await end(here.entrance, provider, back, here.clock(), instead_of=before)
    response = RedirectResponse(f"{provider.settings.origin}{ended.back_to}", HTTPStatus.SEE_OTHER)
    response.delete_cookie(_away(here), path="/", secure=here.over_https, httponly=True)
    hold_session(response, here, ended.token)
    return response


def _away(here: Running) -> str:
    """Name the cookie of a browser that is away at the provider."""
    return f"{cookie_name(here)}-away"


def _provider(here: Running) -> Provider:
    if here.provider is None:
        raise NoProvider
    return here.provider
