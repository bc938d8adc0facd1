"""Text messages to a gateway that really listens, in the words that it wants."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from hub_roster.service.messages.answer import Answer
from hub_roster.service.messages.settings import UnusableSetting
from hub_roster.service.messages.text import BODY, GATEWAY, TOKEN, TextGateway, is_number
from hub_roster.store.tables import Channel
from tests.service.messages.receiver import receiving
from tests.service.messages.test_mail import MESSAGE

NUMBER = "+447700900123"
TEXT = replace(MESSAGE, channel=Channel.TEXT, number=NUMBER)

NOTIFY = """{"phone_number": "{number}", "template_id": "t-1",
    "personalisation": {"message": "{text}"}, "reference": "{id}", "retries": 2}"""


def gateway(url: str, **others: str) -> TextGateway:
    """Give a gateway as the environment names it."""
    found = TextGateway.of({GATEWAY: url, TOKEN: "a secret of ours", **others})
    assert found is not None
    return found


def test_a_text_says_that_something_changed() -> None:
    """Nothing more: neither when nor where, and not whom for."""
    with receiving() as receiver:
        assert gateway(f"{receiver.url}/texts").carry(TEXT) == Answer(True, "HTTP 204")
    (got,) = receiver.got
    assert got.path == "/texts"
    assert got.headers["authorization"] == "Bearer a secret of ours"
    assert json.loads(got.body) == {
        "to": NUMBER,
        "text": "Your roster changed. Sign in to see it.",
        "reference": str(TEXT.id),
    }


def test_a_gateway_has_its_own_words() -> None:
    """Whatever fields it wants, however deep, as whoever sets it up writes them."""
    with receiving() as receiver:
        assert gateway(receiver.url, **{BODY: NOTIFY}).carry(TEXT).went
    assert json.loads(receiver.got[0].body) == {
        "phone_number": NUMBER,
        "template_id": "t-1",
        "personalisation": {"message": "Your roster changed. Sign in to see it."},
        "reference": str(TEXT.id),
        "retries": 2,
    }


@pytest.mark.parametrize(
    ("status", "for_good"), [(400, True), (401, False), (404, False), (422, True), (429, False), (503, False)]
)
def test_what_is_wrong_with_a_number_is_told_from_what_is_wrong_with_us(status: int, for_good: bool) -> None:
    """A refused sign-in is put right by who runs this, and the message goes out then."""
    with receiving() as receiver:
        receiver.status = status
        assert gateway(receiver.url).carry(TEXT) == Answer(False, f"HTTP {status}", for_good=for_good)


def test_a_number_taken_back_is_not_written_to() -> None:
    """Also where the message was written down while it was there."""
    answer = gateway("https://texts.example").carry(replace(TEXT, number=None))
    assert (answer.went, answer.for_good) == (False, True)


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        (NUMBER, True),
        ("+1555", False),
        ("07700900123", False),
        ("+07700900123", False),
        ("+44 7700 900123", False),
        ("+4477009001234567", False),
        ("+44\u0667\u0667009001", False),
        (f"{NUMBER}\n", False),
    ],
)
def test_a_number_is_written_as_e164_writes_it(number: str, is_one: bool) -> None:
    """So that it means the same whichever gateway reads it."""
    assert is_number(number) is is_one


@pytest.mark.parametrize(
    ("url", "body", "fault"),
    [
        ("http://texts.example", "", "unencrypted"),
        ("https://", "", "not an address with a host"),
        ("https://texts.example", "{", "not JSON"),
        ("https://texts.example", '{"to": "x"}', "{number}"),
    ],
)
def test_a_setting_that_cannot_work_is_said_at_the_start(url: str, body: str, fault: str) -> None:
    """In a sentence that names it."""
    with pytest.raises(UnusableSetting, match=fault):
        TextGateway.of({GATEWAY: url, BODY: body})
    assert TextGateway.of({}) is None
