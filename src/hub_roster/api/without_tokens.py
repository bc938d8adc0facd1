"""Log lines without the secrets that addresses hold: of calendar feeds, and of those back from a provider."""

from __future__ import annotations

import logging
import re

AFTER_FEEDS = re.compile(r"/feeds/[^\s\"'<>]+", re.IGNORECASE)
PLAIN = "/feeds/-"

AFTER_CALLBACK = re.compile(r"(/sign-in/openid/callback)\?[^\s\"'<>]*", re.IGNORECASE)
"""Where a provider sends people back to, with what lets them in."""


def without_tokens(text: str) -> str:
    """Give a text without what follows ``/feeds/`` in any address, and without what people come back with."""
    return AFTER_CALLBACK.sub(r"\1", AFTER_FEEDS.sub(PLAIN, text))


class WithoutTokens(logging.Filter):
    """Takes the secrets out of every record that passes; set on the handlers of the access and error logs.

    On handlers, as what is set on a logger does not see the records of those below it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without secrets.

        Cleaned is the whole line: a secret may be put into an address by what the line is made of.
        """
        try:
            record.msg, record.args = without_tokens(record.getMessage()), None
        except (TypeError, ValueError):  # badly written: the handler says so, as of any such line
            return True
        return True
