"""E-mail to a server that really listens: encrypted, signed in, without detail, and what it answers."""

from __future__ import annotations

import smtplib
import socket
import ssl
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from threading import Thread
from urllib.parse import quote
from uuid import UUID

import pytest

from hub_roster.service.messages.answer import Answer
from hub_roster.service.messages.mail import SECONDS, SENDER, SERVER, MailServer
from hub_roster.service.messages.settings import ORIGIN, UnusableSetting
from hub_roster.store.sending import LEASE, Outgoing
from hub_roster.store.tables import Channel, News
from tests.service.kept import NOON
from tests.service.messages.mail_server import HOST, PASSWORD, USER, Letters, listening

MESSAGE = Outgoing(
    id=UUID(int=7),
    file_id=UUID(int=1),
    channel=Channel.EMAIL,
    news=News.ROSTER,
    soon=True,
    attempt=1,
    queued_at=NOON,
    address="ann@example.org",
    number=None,
    target=None,
    body=None,
)


def server(scheme: str, port: int, folder: Path, password: str = PASSWORD) -> MailServer:
    """Give a mail server as the environment names it, trusted by its own certificate."""
    url = f"{scheme}://{quote(USER, safe='')}:{quote(password, safe='')}@{HOST}:{port}"
    named = {SERVER: url, SENDER: "rota@council.example", ORIGIN: "https://rota.council.example/"}
    found = MailServer.of(named)
    assert found is not None
    return replace(found, trust=ssl.create_default_context(cafile=folder / "certificate.pem"))


def only(letters: Letters) -> dict[str, str]:
    """Give the headers and the text of the one letter a server got."""
    (got,) = letters.got
    read = message_from_bytes(got, policy=default)
    return {**{name: str(value) for name, value in read.items()}, "text": read.get_content()}


# what aiosmtpd says of signing in without STARTTLS: it does not see that all of it is encrypted
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize(("scheme", "from_the_start"), [("smtp", False), ("smtps", True)])
def test_a_letter_says_that_something_changed(tmp_path: Path, scheme: str, from_the_start: bool) -> None:
    """Over an encrypted connection, by who signs in: where to look, whether it is soon, and nothing more."""
    with listening(tmp_path, from_the_start=from_the_start) as (letters, port):
        assert server(scheme, port, tmp_path).carry(MESSAGE) == Answer(True, "taken by the mail server")
    assert letters.to == [["ann@example.org"]]
    read = only(letters)
    assert read["text"].splitlines() == [
        "Your roster changed. Sign in to see it.",
        "",
        "https://rota.council.example",
        "",
        "Changes within 48 hours: yes",
        "",
        "Nobody reads answers to this message.",
    ]
    assert (read["Subject"], read["To"]) == ("Your roster changed", "ann@example.org")
    assert read["Auto-Submitted"] == "auto-generated"
    assert datetime.strptime(read["Date"], "%a, %d %b %Y %H:%M:%S %z") == NOON


def test_a_letter_tried_again_is_the_same_letter(tmp_path: Path) -> None:
    """By its id, so that an inbox shows it once where an answer got lost."""
    with listening(tmp_path) as (letters, port):
        sent = server("smtp", port, tmp_path)
        for attempt in (1, 2):
            assert sent.carry(replace(MESSAGE, attempt=attempt)).went
    first, second = letters.got
    assert first == second
    assert b"Message-ID: <00000000-0000-0000-0000-000000000007@council.example>" in first


@pytest.mark.parametrize(
    ("says", "answer"),
    [
        ("451 busy, ann@example.org", Answer(False, "SMTP 451")),
        ("550 no ann@example.org here", Answer(False, "SMTP 550", for_good=True)),
    ],
)
def test_a_refusal_for_now_is_told_from_one_for_good(tmp_path: Path, says: str, answer: Answer) -> None:
    """By its number alone: what a server writes beside it may name somebody."""
    with listening(tmp_path) as (letters, port):
        letters.says = says
        assert server("smtp", port, tmp_path).carry(MESSAGE) == answer


def test_a_refusal_of_us_is_none_of_the_letter(tmp_path: Path) -> None:
    """A sender that may not send yet, or a server shut to us, is put right, and the letter goes out."""
    with listening(tmp_path) as (letters, port):
        letters.of_sender = "550 rota@council.example may not send"
        assert server("smtp", port, tmp_path).carry(MESSAGE) == Answer(False, "SMTP 550: we were refused")
    with socket.create_server(("127.0.0.1", 0)) as shut:
        greeting = Thread(target=_shut_to_us, args=(shut,))
        greeting.start()
        port = shut.getsockname()[1]
        assert server("smtp", port, tmp_path).carry(MESSAGE) == Answer(False, "SMTP 554: we were refused")
        greeting.join()


def _shut_to_us(listener: socket.socket) -> None:
    caller, _ = listener.accept()
    with caller:
        caller.sendall(b"554 no service for you\r\n")


def test_no_attempt_outlasts_its_lease(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes its time with each answer ends before another process sends the same letter."""
    waits = 3  # to be connected, by either kind of address, and to be trusted
    get_reply = smtplib.SMTP.getreply

    def counted(self: smtplib.SMTP) -> tuple[int, bytes]:
        nonlocal waits
        waits += 1
        return get_reply(self)

    monkeypatch.setattr(smtplib.SMTP, "getreply", counted)
    with listening(tmp_path) as (_, port):
        assert server("smtp", port, tmp_path).carry(MESSAGE).went
    assert timedelta(seconds=waits * SECONDS) < LEASE


def test_who_cannot_be_trusted_gets_nothing(tmp_path: Path) -> None:
    """Neither a password nor a letter goes to a machine that cannot prove to be the mail server."""
    with listening(tmp_path) as (letters, port):
        stranger = replace(server("smtp", port, tmp_path), trust=ssl.create_default_context())
        assert stranger.carry(MESSAGE) == Answer(False, "the mail server could not be trusted")
        wrong = server("smtp", port, tmp_path, password="wrong")
        assert wrong.carry(MESSAGE) == Answer(False, "SMTP 535: our sign-in was refused")
        plain = replace(server("smtp", port, tmp_path), user="")
        assert not plain.carry(MESSAGE).went
    assert letters.got == []
    gone = server("smtp", port, tmp_path)
    assert gone.carry(MESSAGE) == Answer(False, "the mail server could not be reached")


def test_a_server_that_cannot_encrypt_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the offer to encrypt taken out on the way, nothing would be said in the clear."""
    with listening(tmp_path) as (letters, port):
        monkeypatch.setattr(smtplib.SMTP, "has_extn", lambda self, name: False)
        said = server("smtp", port, tmp_path).carry(MESSAGE)
    assert said == Answer(False, "the mail server does not do what it takes")
    assert letters.got == []


@pytest.mark.parametrize(
    "address", [None, "ann", "ann@example.org\r\nBcc: all@example.org", "a b@example.org"]
)
def test_what_is_no_address_is_given_up(address: str | None) -> None:
    """No line of a letter is made by what stands in an address; nothing is even connected to."""
    unused = MailServer.of({SERVER: "smtp://127.0.0.1:9", SENDER: "rota@council.example"})
    assert unused is not None
    answer = unused.carry(replace(MESSAGE, address=address))
    assert (answer.went, answer.for_good) == (False, True)


@pytest.mark.parametrize(
    ("url", "sender", "fault"),
    [
        ("http://mail", "rota@council.example", "begin with smtps://"),
        ("smtps://", "rota@council.example", "not an address with a host"),
        ("smtps://mail:port", "rota@council.example", "not an address with a host"),
        ("smtp+plain://me:secret@mail", "rota@council.example", "unencrypted"),
        ("smtps://mail", "", SENDER),
    ],
)
def test_a_setting_that_cannot_work_is_said_at_the_start(url: str, sender: str, fault: str) -> None:
    """In a sentence without the password that it may hold."""
    with pytest.raises(UnusableSetting, match=fault) as refused:
        MailServer.of({SERVER: url, SENDER: sender})
    assert "secret" not in str(refused.value)


def test_no_server_is_no_fault() -> None:
    """A service may well run without e-mail; a password shows nowhere."""
    assert MailServer.of({}) is None
    found = MailServer.of({SERVER: "smtps://me:s3cret@mail", SENDER: "rota@council.example"})
    assert found is not None
    assert (found.port, found.password) == (465, "s3cret")
    assert "s3cret" not in repr(found)
