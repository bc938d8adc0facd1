"""What messages are sent with: read from the environment, each fault in words that hold no secret."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

ORIGIN = "HUB_ROSTER_ORIGIN"
"""Where people reach this service, such as https://rota.example."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class UnusableSetting(Exception):
    """A setting that nothing can be sent with; the message names it, and says what it has to be."""


def parsed(name: str, value: str) -> SplitResult:
    """Take an address apart.

    Raises
    ------
    UnusableSetting
        If it is none.
    """
    try:
        found = urlsplit(value)
        # A port that is no number is only found out when it is asked for.
        usable = bool(found.hostname) and found.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise UnusableSetting(f"{name} is not an address with a host in it.")
    return found


def origin(environment: Mapping[str, str]) -> str:
    """Give where people reach this service; empty where it is not set.

    Raises
    ------
    UnusableSetting
        If it is no such address.
    """
    given = environment.get(ORIGIN, "").strip().rstrip("/")
    if given and not given.startswith(("https://", "http://")):
        raise UnusableSetting(f"{ORIGIN} has to begin with https://.")
    if given:
        parsed(ORIGIN, given)
    return given
