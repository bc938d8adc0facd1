"""Addresses that somebody else chose: looked at before anything is sent there, and each time again.

Whoever may make a webhook could otherwise have this service knock at doors behind the council's own wall.
What a name stands for may change between a look and a call, so the call goes to the very address looked at.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

PRIVATE = "HUB_ROSTER_WEBHOOKS_PRIVATE"
"""Set to 1, webhooks may go to this machine and its network, and without encryption."""

LONGEST = 500

AnyAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""Addresses of the newer kind that lead to one of the older."""


class UnfitAddress(Exception):
    """An address that nothing is sent to; the message says why, fit to show a manager."""


@dataclass(frozen=True)
class Place:
    """Where something is sent.

    Attributes
    ----------
    url
        With the host as the number it stands for.
    host
        As it was written: who the other side has to prove to be.
    authority
        Host and port, as the other side knows itself.
    """

    url: str
    host: str
    authority: str


def looked_up(host: str, port: int) -> list[str]:
    """Give the numbers a machine is reached by."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]).partition("%")[0] for each in found]


@dataclass(frozen=True)
class Guard:
    """Says where may be sent to.

    Attributes
    ----------
    private
        This machine and its network too, and without encryption: for trying things out.
    look_up
        Gives the numbers that a name and a port stand for now.
    """

    private: bool = False
    look_up: Callable[[str, int], list[str]] = looked_up

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Guard:
        """Take it from the environment."""
        return cls(environment.get(PRIVATE) == "1")

    def place(self, address: str) -> Place:
        """Give where an address leads now.

        Raises
        ------
        UnfitAddress
            If it may not be sent to, or leads nowhere.
        """
        parts, port = self._taken_apart(address)
        host = parts.hostname or ""
        try:
            numbers = [ipaddress.ip_address(number) for number in self.look_up(host, port)]
        except (OSError, UnicodeError):
            raise UnfitAddress(f"There is no machine called {host}.") from None
        if not self.private and not all(is_public(number) for number in numbers):
            raise UnfitAddress(f"{host} is in a network of this service's own: nothing is sent there.")
        number = f"[{numbers[0]}]" if numbers[0].version == 6 else str(numbers[0])
        return Place(parts._replace(netloc=f"{number}:{port}").geturl(), host, parts.netloc)

    def _taken_apart(self, address: str) -> tuple[SplitResult, int]:
        schemes = ("https", "http") if self.private else ("https",)
        if len(address) > LONGEST or not address.isascii() or not address.isprintable() or " " in address:
            raise UnfitAddress(f"An address is at most {LONGEST} plain letters, such as https://example.org.")
        try:
            parts = urlsplit(address)
            port = parts.port or {"https": 443}.get(parts.scheme, 80)
        except ValueError:
            raise UnfitAddress("This is not an address that can be read.") from None
        if parts.scheme not in schemes or not parts.hostname:
            raise UnfitAddress("An address begins with https:// and the name of a machine.")
        if parts.username is not None or parts.fragment:
            raise UnfitAddress("An address holds no sign-in and no #.")
        return parts, port


def is_public(number: AnyAddress) -> bool:
    """Say whether an address is one of the internet, also where it is written inside another."""
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)
        if inner is None and number in TRANSLATED:
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return number.is_global and not number.is_multicast
