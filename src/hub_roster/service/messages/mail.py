"""E-mail by SMTP, encrypted unless somebody says otherwise."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from urllib.parse import unquote
from uuid import UUID

from hub_roster.service.messages.answer import Answer
from hub_roster.service.messages.settings import UnusableSetting, origin, parsed
from hub_roster.service.messages.wording import SUBJECTS, letter
from hub_roster.store.sending import Outgoing

SERVER = "HUB_ROSTER_SMTP_URL"
"""The mail server: smtps://USER:PASSWORD@HOST:465, or smtp:// where encryption begins after a greeting."""

SENDER = "HUB_ROSTER_MAIL_FROM"
"""The address that e-mails come from."""

SECONDS = 20.0
"""How long a mail server may take for one answer."""


class Encryption(StrEnum):
    """How a mail server is spoken to: encrypted from the start, after a greeting, or not at all."""

    FROM_THE_START = "smtps"
    AFTER_GREETING = "smtp"
    NONE = "smtp+plain"


PORTS = {Encryption.FROM_THE_START: 465, Encryption.AFTER_GREETING: 587, Encryption.NONE: 25}


@dataclass(frozen=True)
class MailServer:
    """A mail server, and the address e-mails come from.

    Attributes
    ----------
    origin
        Where people sign in.
    trust
        Whose certificates are believed.
    """

    host: str
    port: int
    encryption: Encryption
    sender: str
    origin: str
    user: str = ""
    password: str = field(default="", repr=False)
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False, compare=False)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> MailServer | None:
        """Take it from the environment; None where none is set.

        Raises
        ------
        UnusableSetting
            If it cannot be used.
        """
        given, sender = environment.get(SERVER, ""), environment.get(SENDER, "").strip()
        if not given:
            return None
        found = parsed(SERVER, given)
        if found.scheme not in list(Encryption):
            raise UnusableSetting(f"{SERVER} has to begin with smtps://, smtp:// or smtp+plain://.")
        encryption = Encryption(found.scheme)
        user, password = unquote(found.username or ""), unquote(found.password or "")
        if user and encryption is Encryption.NONE:
            raise UnusableSetting(f"{SERVER} would send its password unencrypted: use smtps:// or smtp://.")
        if _address(sender) is None:
            raise UnusableSetting(f"{SENDER} has to be the e-mail address that messages come from.")
        port = found.port or PORTS[encryption]
        return cls(found.hostname or "", port, encryption, sender, origin(environment), user, password)

    def carry(self, message: Outgoing) -> Answer:
        """Send an e-mail."""
        if message.address is None:
            return Answer(False, "the account is closed", for_good=True)
        to = _address(message.address)
        if to is None:
            return Answer(False, "the address is none that e-mail can be sent to", for_good=True)
        try:
            with self._connected() as server:
                server.send_message(self.written(message, to))
        except smtplib.SMTPRecipientsRefused as error:
            # There is one recipient.
            ((code, _),) = error.recipients.values()
            return _refused(code)
        except smtplib.SMTPAuthenticationError as error:
            return Answer(False, f"SMTP {error.smtp_code}: our sign-in was refused")
        except (smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPSenderRefused) as error:
            # Of us, not of the letter: it goes out when whoever runs this has put that right.
            return Answer(False, f"SMTP {error.smtp_code}: we were refused")
        except smtplib.SMTPResponseException as error:
            return _refused(error.smtp_code)
        except smtplib.SMTPNotSupportedError:
            return Answer(False, "the mail server does not do what it takes")
        except ssl.SSLError:
            return Answer(False, "the mail server could not be trusted")
        except TimeoutError:
            return Answer(False, "the mail server did not answer in time")
        except (OSError, smtplib.SMTPException):
            return Answer(False, "the mail server could not be reached")
        return Answer(True, "taken by the mail server")

    def _connected(self) -> smtplib.SMTP:
        if self.encryption is Encryption.FROM_THE_START:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=self.trust)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        try:
            if self.encryption is Encryption.AFTER_GREETING:
                server.starttls(context=self.trust)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server

    def written(self, message: Outgoing, to: Address) -> EmailMessage:
        """Give the e-mail: the same one, by the same id, however often it is tried."""
        written = EmailMessage(policy=SMTP)
        written["From"] = Address("hub-roster", addr_spec=self.sender)
        written["To"] = to
        written["Subject"] = SUBJECTS[message.news]
        written["Date"] = format_datetime(message.queued_at.astimezone(UTC))
        written["Message-ID"] = message_id(message.id, self.sender)
        # Whoever is away need not tell us, and no two machines write to each other for ever.
        written["Auto-Submitted"] = "auto-generated"
        written["X-Auto-Response-Suppress"] = "All"
        written.set_content(letter(message.news, message.soon, self.origin))
        return written


def message_id(message: UUID, sender: str) -> str:
    """Give the id by which a second copy of an e-mail is known for one."""
    return f"<{message}@{sender.rpartition('@')[2]}>"


def _address(written: str) -> Address | None:
    try:
        found = Address(addr_spec=written)
    except (MessageError, ValueError, IndexError):
        return None
    return found if found.username and found.domain else None


def _refused(code: int) -> Answer:
    """Tell a refusal that stands from one for now: a mail server says which by the first digit."""
    return Answer(False, f"SMTP {code}", for_good=500 <= code < 600)
