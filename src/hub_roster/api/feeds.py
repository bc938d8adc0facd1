"""The calendar feeds over HTTP: an application of its own, mounted at ``/feeds``.

A link's secret is all the access there is: nothing here looks at sessions, sets a cookie or leads to a page
for signing in, as a calendar program takes any answer but a calendar as a broken one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import HTTPException
from starlette.exceptions import HTTPException as AnyHTTPException

from hub_roster.api.conditional import http_date, matched, takes_gzip, unchanged_since
from hub_roster.api.misses import WINDOW, Misses
from hub_roster.service.feeds.fetching import (
    Content,
    Form,
    Found,
    LastFetched,
    Over,
    content,
    find,
)
from hub_roster.service.feeds.links import digest_of
from hub_roster.store.database import Database
from hub_roster.store.outages import Outage

KEPT = 300
"""Seconds a client may use its copy without asking."""

ALWAYS = {
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
TYPES = {Form.ICS: "text/calendar; charset=utf-8", Form.JSON: "application/json"}

NOWHERE = "There is no such calendar. Its link may have been changed: ask for a new one.\n"
GONE = "This calendar has ended. It can be removed.\n"
TOO_MANY = "Too many links that lead nowhere were tried from here. Try again in a minute.\n"
NOT_NOW = "This calendar cannot be read just now. Try again later.\n"
WORDS = {404: NOWHERE, 405: "A calendar can only be read.\n"}


class Reader:
    """What the feeds are read from.

    Parameters
    ----------
    secret
        The key that tokens are hashed with: 32 bytes or more.
    clock
        Gives the time, in UTC.
    last_fetched
        Where fetches are noted; whoever runs the server calls its `flush`.
    """

    def __init__(
        self, database: Database, secret: bytes, clock: Callable[[], datetime], last_fetched: LastFetched
    ) -> None:
        digest_of(secret, "")  # one too short is refused at the start, not by every fetch
        self._database = database
        self._secret = secret
        self._clock = clock
        self._last_fetched = last_fetched
        self._misses = Misses(clock())

    def answer(self, request: Request, token: str, form: Form) -> Response:
        """Answer a GET or a HEAD."""
        at = self._clock()
        source = request.client.host if request.client else ""
        if self._misses.refuses(source, token, at):
            return _words(429, TOO_MANY, {"Retry-After": str(int(WINDOW.total_seconds()))})
        try:
            found = find(self._database, self._secret, token, form, at)
        except Over:
            return _words(410, GONE)
        if found is None:
            self._misses.missed(source, token)
            return _words(404, NOWHERE)
        self._misses.found(token)
        self._last_fetched.note(found, at, request.headers.get("user-agent", ""))
        held = _held(request, found, at)
        if held is not None:
            return Response(status_code=304, headers=_headers(held, found.changed_at))
        return _whole(request, form, content(self._database, found))


def feeds_app(
    database: Database, secret: bytes, clock: Callable[[], datetime], last_fetched: LastFetched
) -> FastAPI:
    """Give the application that serves the feeds, to be mounted at ``/feeds``.

    The parameters are those of `Reader`.
    """
    # Without slashes put right, which would be a redirect; without pages that describe it.
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    reader = Reader(database, secret, clock, last_fetched)

    @app.api_route("/{token}.ics", methods=["GET", "HEAD"])
    def ics(request: Request, token: str) -> Response:
        """Give a calendar as iCalendar."""
        return reader.answer(request, token, Form.ICS)

    @app.api_route("/{token}.json", methods=["GET", "HEAD"])
    def json(request: Request, token: str) -> Response:
        """Give a calendar in JSON."""
        return reader.answer(request, token, Form.JSON)

    app.add_exception_handler(AnyHTTPException, _refused)
    app.add_exception_handler(Outage, _failed)
    app.add_exception_handler(Exception, _failed)
    return app


# Answers ------------------------------------------------------------------------------------------


def _tags(tag: str) -> tuple[str, str]:
    """Give the tag of a plain and of a compressed answer: a strong one says the very bytes."""
    return f'"{tag}"', f'"{tag}-gzip"'


def _held(request: Request, found: Found, at: datetime) -> str | None:
    """Give the tag of the copy a client has, where that still stands."""
    named = request.headers.getlist("if-none-match")
    if named:
        return matched(", ".join(named), _in_order(request, found.tag))
    since = request.headers.get("if-modified-since")
    if since is not None and unchanged_since(since, found.changed_at, at):
        return _in_order(request, found.tag)[0]
    return None


def _in_order(request: Request, tag: str) -> tuple[str, ...]:
    """Give both tags, that of the answer this client would get first."""
    plain, compressed = _tags(tag)
    return (compressed, plain) if _gzip(request) else (plain, compressed)


def _gzip(request: Request) -> bool:
    return takes_gzip(request.headers.get("accept-encoding", ""))


def _headers(tag: str, changed_at: datetime) -> dict[str, str]:
    return {
        **ALWAYS,
        "ETag": tag,
        "Last-Modified": http_date(changed_at),
        "Cache-Control": f"private, max-age={KEPT}",
        "Vary": "Accept-Encoding",
    }


def _whole(request: Request, form: Form, what: Content) -> Response:
    compressed = _gzip(request)
    body = what.compressed if compressed else what.plain
    headers = _headers(_tags(what.tag)[compressed], what.changed_at)
    headers |= {"Content-Type": TYPES[form], "Content-Disposition": "inline"}
    if compressed:
        headers["Content-Encoding"] = "gzip"
    if request.method == "HEAD":
        return Response(headers=headers | {"Content-Length": str(len(body))})
    return Response(body, headers=headers)


def _words(status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
    return Response(
        words,
        status_code=status,
        headers={**ALWAYS, "Cache-Control": "no-store", **(headers or {})},
        media_type="text/plain",
    )


def _refused(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, HTTPException | AnyHTTPException)
    return _words(error.status_code, WORDS.get(error.status_code, NOWHERE), error.headers)


def _failed(request: Request, error: Exception) -> Response:
    del request, error
    return _words(503, NOT_NOW, {"Retry-After": "300"})
