"""Which version of something a client looked at: named in an ETag, and sent back in If-Match to change it.

Whoever changes something says what they saw; where somebody else was faster they are told who and when.
"""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import Depends, Header, Request

from hub_roster.api.conditional import TAG
from hub_roster.store.hub_files import Made


class NoVersionNamed(Exception):
    """A change without a word on which version it is meant for."""

    def __init__(self) -> None:
        super().__init__("Say which version you looked at: send the ETag you were given as If-Match.")


class Stale(Exception):
    """Somebody changed it since the client looked.

    Attributes
    ----------
    etag
        Of the version there is now.
    """

    def __init__(self, etag: str, changed: Made | None = None) -> None:
        super().__init__(f"{changed_meanwhile(changed)} Look at it as it is now, and decide again.")
        self.etag = etag


def changed_meanwhile(changed: Made | None) -> str:
    """Say in a sentence who changed something and when, where that is known."""
    if changed is None:
        return "Somebody else changed this meanwhile."
    return f"{changed.by} changed this on {changed.at:%d %b %Y at %H:%M} (UTC)."


def etag_of(*parts: object) -> str:
    """Give the tag of a version of something, from whatever tells it from every other: ids, numbers, moments.

    It says nothing of them: a tag may be seen where what it names may not.
    """
    told = "\n".join(map(str, parts))
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def require_match(request: Request, etag: str, changed: Made | None = None) -> None:
    """Refuse to change a version that the client did not look at.

    Parameters
    ----------
    etag
        Of the version there is.
    changed
        Who made that version, and when, to be told to a client that did not see it.

    Raises
    ------
    NoVersionNamed
        Without If-Match; with ``*`` too, which would write over what nobody looked at.
    Stale
        If it names another version.
    """
    named = request.headers.get("If-Match", "")
    if not named or named.strip() == "*":
        raise NoVersionNamed
    # A proxy that compresses marks our tags as weak; which version was looked at is the same.
    if etag not in TAG.findall(named):
        raise Stale(etag, changed)


def match_if_given(request: Request, etag: str, changed: Made | None = None) -> None:
    """Do the same where a client may say in another way what it looked at.

    Raises
    ------
    NoVersionNamed, Stale
        As `require_match`, where there is an If-Match.
    """
    if "If-Match" in request.headers:
        require_match(request, etag, changed)


def _told(
    if_match: Annotated[
        str | None,
        Header(
            description="The ETag of the version you looked at.",
            examples=['"9f86d081884c7d659a2feaa0c55ad015"'],
        ),
    ] = None,
) -> None:
    """Stand in the contract; `require_match` reads it."""


TAKES_IF_MATCH = Depends(_told)
"""Among a route's `dependencies`: says in the contract that it takes If-Match."""
