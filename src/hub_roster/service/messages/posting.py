"""One POST over HTTP, ended after a while whatever the other side does, and its answer's status alone."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from http import HTTPStatus

import httpx2

from hub_roster.service.messages.answer import Answer

SECONDS = 15.0
"""How long it may all take: a side that sends a letter now and then is not waited for."""

FOR_NOW = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})


def post(
    url: str, content: bytes, headers: Mapping[str, str], *, name: str = "", by_proxy: bool = True
) -> Answer:
    """Send something, and give what answered.

    Parameters
    ----------
    name
        The host that the other side has to prove to be, where the address names it by number.
    by_proxy
        Go by the proxy that the environment names, if any.
    """
    return asyncio.run(_post(url, content, headers, name, by_proxy))


async def _post(url: str, content: bytes, headers: Mapping[str, str], name: str, by_proxy: bool) -> Answer:
    extensions = {"sni_hostname": name} if name else {}
    try:
        async with (
            asyncio.timeout(SECONDS),
            # What it answers is not read: its status says it all, and the rest might be without end.
            httpx2.AsyncClient(trust_env=by_proxy, follow_redirects=False, timeout=SECONDS) as client,
            client.stream("POST", url, content=content, headers=headers, extensions=extensions) as answer,
        ):
            return of_status(answer.status_code)
    except (TimeoutError, httpx2.TimeoutException):
        return Answer(False, "no answer in time")
    except (httpx2.HTTPError, httpx2.InvalidURL, ssl.SSLError, OSError):
        return Answer(False, "could not be reached, or broke off")


def of_status(status: int) -> Answer:
    """Give what a status means for what was sent."""
    return Answer(
        200 <= status < 300,
        f"HTTP {status}",
        for_good=400 <= status < 500 and status not in FOR_NOW,
        gone=status == HTTPStatus.GONE,
    )
