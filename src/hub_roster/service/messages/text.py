"""Text messages through a council's own gateway: one POST of JSON, in whatever words the gateway wants."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from hub_roster.service.messages.answer import Answer
from hub_roster.service.messages.posting import post
from hub_roster.service.messages.settings import LOOPBACK, UnusableSetting, parsed
from hub_roster.service.messages.wording import text
from hub_roster.store.sending import Outgoing

GATEWAY = "HUB_ROSTER_TEXT_URL"
"""Where text messages are posted to."""

TOKEN = "HUB_ROSTER_TEXT_TOKEN"
"""What the gateway knows us by: sent as a bearer token."""

BODY = "HUB_ROSTER_TEXT_BODY"
"""What is posted, as JSON in which {number}, {text} and {id} stand for what they say."""

PLAIN = '{"to": "{number}", "text": "{text}", "reference": "{id}"}'
"""What is posted unless somebody says otherwise."""

NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
"""A telephone number as E.164 writes it."""


def is_number(written: str) -> bool:
    """Say whether it is a telephone number as E.164 writes it."""
    return NUMBER.fullmatch(written) is not None


@dataclass(frozen=True)
class TextGateway:
    """A gateway.

    Attributes
    ----------
    body
        What is posted, read from JSON.
    """

    url: str
    token: str = field(repr=False)
    body: object

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> TextGateway | None:
        """Take it from the environment; None where none is set.

        Raises
        ------
        UnusableSetting
            If it cannot be used.
        """
        url = environment.get(GATEWAY, "")
        if not url:
            return None
        found = parsed(GATEWAY, url)
        if found.scheme != "https" and not (found.scheme == "http" and found.hostname in LOOPBACK):
            raise UnusableSetting(f"{GATEWAY} has to begin with https://: numbers are not sent unencrypted.")
        return cls(url, environment.get(TOKEN, ""), _body(environment.get(BODY) or PLAIN))

    def carry(self, message: Outgoing) -> Answer:
        """Send a text message."""
        if message.number is None:
            return Answer(False, "the account has no number any more", for_good=True)
        said = {"{number}": message.number, "{text}": text(message.news), "{id}": str(message.id)}
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        answer = post(self.url, json.dumps(_filled(self.body, said)).encode(), headers)
        # Our own sign-in is for whoever runs this to put right: it goes out when they have.
        return Answer(answer.went, answer.words) if answer.words in OURS else answer


OURS = frozenset({"HTTP 401", "HTTP 403", "HTTP 404"})


def _body(written: str) -> object:
    try:
        body: object = json.loads(written)
    except ValueError:
        raise UnusableSetting(f"{BODY} is not JSON.") from None
    if "{number}" not in written:
        raise UnusableSetting(f"{BODY} says nowhere where the {{number}} goes.")
    return body


def _filled(body: object, said: Mapping[str, str]) -> object:
    """Put what is to be said into every text of a body, however deep."""
    if isinstance(body, str):
        # In one go: what is put in is not looked through again.
        return re.sub(r"\{(?:number|text|id)\}", lambda found: said[found[0]], body)
    if isinstance(body, list):
        return [_filled(each, said) for each in body]
    if isinstance(body, dict):
        return {name: _filled(each, said) for name, each in body.items()}
    return body
