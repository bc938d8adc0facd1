"""Who asks, and whether they may: every route has one of these as its rule, which a test looks for."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Request, Security
from fastapi.exceptions import HTTPException
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer

from hub_roster.api.running import Here, Running
from hub_roster.service.access.actions import Action
from hub_roster.service.access.caller import Caller
from hub_roster.service.access.entrance import NotSignedIn
from hub_roster.service.access.signing_in import SignedIn, caller_of_session
from hub_roster.service.access.system_keys import caller_of_key

FORM_TOKEN = "X-Form-Token"
"""The header in which a browser's page shows that it is ours: what signing in gave."""

SAFE = frozenset({"GET", "HEAD"})

FORGED = "This did not come from a page of this service: sign in again, and try once more."


KEY = HTTPBearer(scheme_name="key", description="A hub's key for another system.", auto_error=False)
COOKIE = APIKeyCookie(
    name="__Host-hub-roster",
    scheme_name="session",
    description="Of whoever signed in; `hub-roster` over plain HTTP.",
    auto_error=False,
)
"""How callers show who they are, as the contract says it; a session is read by the name in use here."""


def cookie_name(here: Running) -> str:
    """Name the cookie a session is held by; a browser takes one of this prefix over HTTPS alone."""
    return "__Host-hub-roster" if here.over_https else "hub-roster"


def session_of(
    request: Request, here: Here, said: Annotated[str | None, Security(COOKIE)] = None
) -> SignedIn:
    """Give who is signed in with a browser.

    Raises
    ------
    NotSignedIn
        If nobody is.
    HTTPException
        If the request would change something and was not made by a page of ours.
    """
    del said  # for the contract alone
    token = request.cookies.get(cookie_name(here))
    if token is None:
        raise NotSignedIn("Sign in to go on.")
    signed_in = caller_of_session(here.entrance, token, here.clock())
    if request.method not in SAFE and not signed_in.sent(request.headers.get(FORM_TOKEN, "")):
        raise HTTPException(HTTPStatus.FORBIDDEN, FORGED)
    return signed_in


def caller(
    request: Request,
    here: Here,
    key: Annotated[HTTPAuthorizationCredentials | None, Security(KEY)] = None,
    said: Annotated[str | None, Security(COOKIE)] = None,
) -> Caller:
    """Give who asks: another system by its key, or somebody signed in.

    The request keeps them: whom they are shown is written down before they are answered.
    """
    del said
    if key is not None:
        who = caller_of_key(here.entrance, key.credentials.strip(), here.clock())
    else:
        who = session_of(request, here).caller
    request.state.caller = who
    return who


class Anyone:
    """The rule of a route that is there for whoever is not signed in yet."""

    def __call__(self) -> None:
        """Let anybody."""


class SignedInOnly:
    """The rule of a route that shows callers what is their own."""

    def __call__(self, who: Annotated[Caller, Depends(caller)]) -> Caller:
        """Let whoever is known."""
        return who


@dataclass(frozen=True)
class AllowedInService:
    """The rule of a route about the service itself: who may do something in no hub's file."""

    action: Action

    def __call__(self, who: Annotated[Caller, Depends(caller)]) -> Caller:
        """Let whoever may.

        Raises
        ------
        NotAllowed
            If they may not.
        """
        who.require(self.action, None)
        return who


@dataclass(frozen=True)
class Allowed:
    """The rule of a route in one hub's file: who may do something there."""

    action: Action

    def __call__(self, hub: UUID, who: Annotated[Caller, Depends(caller)]) -> Caller:
        """Let whoever may.

        Raises
        ------
        NotThere, NotAllowed
            If they may not.
        """
        who.require(self.action, hub)
        return who


@dataclass(frozen=True)
class AllowedSomewhere:
    """The rule of a route that a role for one home reaches too: it shows, and takes, what is there alone."""

    action: Action

    def __call__(self, hub: UUID, who: Annotated[Caller, Depends(caller)]) -> Caller:
        """Let whoever may in the hub, or in any of its homes.

        Raises
        ------
        NotThere, NotAllowed
            If they may nowhere.
        """
        if not who.homes(self.action, hub):
            who.require(self.action, hub)
        return who


@dataclass(frozen=True)
class AllowedInHome:
    """The rule of a route about one home: who may do something there, by a role for the home or the hub."""

    action: Action

    def __call__(
        self,
        hub: UUID,
        home: Annotated[str, Path(max_length=60, examples=["Ash"])],
        who: Annotated[Caller, Depends(caller)],
    ) -> Caller:
        """Let whoever may.

        Raises
        ------
        NotThere, NotAllowed
            If they may not.
        """
        who.require(self.action, hub, home)
        return who


@dataclass(frozen=True)
class AllowedOrOwn:
    """The rule of a route about people's own calendars: for others it takes a manager, who sees below."""

    action: Action
    own: Action

    def __call__(self, hub: UUID, who: Annotated[Caller, Depends(caller)]) -> Caller:
        """Let whoever may do it for others, or for themselves.

        Raises
        ------
        NotThere, NotAllowed
            If they may not even for themselves.
        """
        if not who.may(self.action, hub):
            who.require(self.own, hub)
        return who


class Watching:
    """The rule of the route of figures: for this machine itself, or whoever has the token set for it.

    What comes through a proxy comes from this machine too: it takes the token.
    """

    def __call__(
        self,
        request: Request,
        here: Here,
        key: Annotated[HTTPAuthorizationCredentials | None, Security(KEY)] = None,
    ) -> None:
        """Let whoever watches over the service.

        Raises
        ------
        NotSignedIn
            If it is somebody else.
        """
        token = here.metrics_token
        if token and key is not None and hmac.compare_digest(key.credentials.encode(), token.encode()):
            return
        source = request.client.host if request.client else ""
        if key is not None or source not in LOOPBACK or any(name in request.headers for name in BY_PROXY):
            raise NotSignedIn("The figures are for whoever watches over this service.")


LOOPBACK = frozenset({"127.0.0.1", "::1"})

BY_PROXY = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-Ip", "Via")

ANYONE, SIGNED_IN, WATCHING = Anyone(), SignedInOnly(), Watching()
