"""A mail server that really listens, with a certificate of its own, and refuses what tests ask it to."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "rota@council", "p@ss:word/"
HOST = "127.0.0.1"


@dataclass
class Letters:
    """What a mail server got, and what it says to the next.

    Attributes
    ----------
    says
        What it answers to a recipient.
    of_sender
        What it answers to a sender.
    """

    says: str = "250 OK"
    of_sender: str = "250 OK"
    got: list[bytes] = field(default_factory=list)
    to: list[list[str]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        del server, session, options
        if self.says.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.says

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a sender, or not."""
        del server, session
        if self.of_sender.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return self.of_sender

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter."""
        del server, session
        assert isinstance(envelope.content, bytes)
        self.got.append(envelope.content)
        self.to.append(envelope.rcpt_tos)
        return "250 OK"


def _knows(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    del server, session, envelope, mechanism
    right = data == LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=right)


@contextmanager
def listening(folder: Path, *, from_the_start: bool = False) -> Iterator[tuple[Letters, int]]:
    """Run a mail server that takes mail from who signs in over an encrypted connection; give its port."""
    letters = Letters()
    served = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    served.load_cert_chain(*certificate(folder))
    controller = Controller(
        letters,
        hostname=HOST,
        port=free_port(),
        ssl_context=served if from_the_start else None,
        tls_context=None if from_the_start else served,
        require_starttls=not from_the_start,
        auth_required=True,
        # aiosmtpd counts only what STARTTLS began as encrypted
        auth_require_tls=not from_the_start,
        authenticator=_knows,
    )
    controller.start()
    try:
        yield letters, controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """Give a port nobody listens at."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate of this machine, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths
