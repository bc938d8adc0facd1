"""What everybody sees to for themselves: their password, and where they are signed in."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel, Field, SecretStr

from hub_roster.api.callers import ANYONE, session_of
from hub_roster.api.limits import PASSWORDS
from hub_roster.api.pages import Page, WhichPage
from hub_roster.api.running import Here
from hub_roster.api.sent import Sent
from hub_roster.api.sessions import forget_session
from hub_roster.service.access.choosing_passwords import change_own_password, choose_password
from hub_roster.service.access.signing_in import (
    SignedIn,
    end_own_sign_in,
    own_sign_ins,
    sign_out_everywhere,
)
from hub_roster.store import sign_ins

routes = APIRouter(tags=["signing in"])

Who = Annotated[SignedIn, Depends(session_of)]
Password = Annotated[SecretStr, Field(max_length=1024, examples=["three calm herons"])]


class PasswordChange(Sent):
    """Another password for oneself, by who knows the one there is."""

    old: Password
    new: Password


class PasswordChosen(Sent):
    """A password chosen by a link.

    Attributes
    ----------
    token
        What the link holds.
    """

    token: Annotated[SecretStr, Field(max_length=100, examples=["J0b1..."])]
    password: Password


class SignInShown(BaseModel):
    """Somewhere one is signed in.

    Attributes
    ----------
    id
        To end it by; nobody can sign in with it.
    here
        Whether it is the one that asks.
    """

    id: str
    since: datetime
    last_seen_at: datetime
    by_provider: bool
    here: bool


@routes.post("/me/password", status_code=204)
async def change_password(
    request: Request, response: Response, here: Here, who: Who, change: PasswordChange
) -> None:
    """Change one's own password; one signs in anew everywhere."""
    source = request.client.host if request.client else ""
    old, new = change.old.get_secret_value(), change.new.get_secret_value()
    await change_own_password(here.entrance, who.caller, old, new, at=here.clock(), source=source)
    forget_session(response, here)


@routes.post("/choose-password", status_code=204, dependencies=[PASSWORDS, Depends(ANYONE)])
async def choose_a_password(here: Here, chosen: PasswordChosen) -> None:
    """Choose one's password by the link that an administrator gave; it opens once."""
    token, password = chosen.token.get_secret_value(), chosen.password.get_secret_value()
    await choose_password(here.entrance, token, password, at=here.clock())


@routes.get("/me/sign-ins")
def where_one_is_signed_in(here: Here, who: Who, which: WhichPage) -> Page[SignInShown]:
    """List where one is signed in, the first sign-in first."""

    def shown(each: sign_ins.Here) -> SignInShown:
        return SignInShown(
            id=each.digest,
            since=each.made_at,
            last_seen_at=each.last_seen_at,
            by_provider=each.by_provider,
            here=each.digest == who.digest,
        )

    own = sorted(own_sign_ins(here.entrance, who.caller, here.clock()), key=_place)
    return which.page_among(own, tuple[datetime, str], _place, shown)


def _place(each: sign_ins.Here) -> tuple[datetime, str]:
    return each.made_at, each.digest


@routes.post("/me/sign-ins/{sign_in}/end", status_code=204)
def end_a_sign_in(
    here: Here, who: Who, sign_in: Annotated[str, Path(pattern="^[0-9a-f]{64}$", max_length=64)]
) -> None:
    """Sign out in one place, such as on a phone that is lost."""
    end_own_sign_in(here.entrance, who.caller, sign_in, here.clock())


@routes.post("/me/sign-out-everywhere", status_code=204)
def sign_out_in_all_places(response: Response, here: Here, who: Who) -> None:
    """Sign out everywhere, here too."""
    sign_out_everywhere(here.entrance, who.caller, here.clock())
    forget_session(response, here)
