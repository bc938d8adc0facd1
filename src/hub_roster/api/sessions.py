"""The cookie that holds somebody's session in their browser, whichever way they signed in."""

from __future__ import annotations

from fastapi import Response

from hub_roster.api.callers import cookie_name
from hub_roster.api.running import Running
from hub_roster.store.sign_ins import AT_MOST


def hold_session(response: Response, here: Running, token: str) -> None:
    """Let a browser hold a session: for as long as it can last, and out of reach of any page's script."""
    response.set_cookie(
        cookie_name(here),
        token,
        max_age=int(AT_MOST.total_seconds()),
        secure=here.over_https,
        httponly=True,
        samesite="lax",
        path="/",
    )
    response.headers["Cache-Control"] = "no-store"


def forget_session(response: Response, here: Running) -> None:
    """Let a browser forget it."""
    response.delete_cookie(cookie_name(here), path="/", secure=here.over_https, httponly=True)
