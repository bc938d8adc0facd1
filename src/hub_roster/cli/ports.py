"""Whether a port is free to listen at: asked before anything is said to listen there."""

from __future__ import annotations

import errno
import socket


class UnusablePort(Exception):
    """A port, or an address, that cannot be listened at; the message says why."""


CAUSES = {
    errno.EADDRINUSE: "Port {port} is taken on {host}.",
    errno.EACCES: "Port {port} on {host} is not for this user to listen at; those from 1024 are.",
    errno.EADDRNOTAVAIL: "This machine has no address {host} to listen at.",
}


def require_free(host: str, port: int) -> None:
    """Listen at a port for a moment.

    Raises
    ------
    UnusablePort
        If that cannot be done.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError:
        raise UnusablePort(f"No address of this machine is known as {host}.") from None
    for family, kind, protocol, _, address in found:
        with socket.socket(family, kind, protocol) as probe:
            # As the server does: connections that have just ended are no hindrance.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
                probe.listen()
            except OSError as error:
                said = CAUSES.get(error.errno or 0, f"Port {{port}} on {{host}}: {error.strerror}.")
                raise UnusablePort(said.format(host=host, port=port)) from None
