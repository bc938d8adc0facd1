"""What came of an attempt to send a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from hub_roster.store.sending import Outgoing


@dataclass(frozen=True)
class Answer:
    """What answered.

    Attributes
    ----------
    words
        In a few words of ours; never what the other side wrote, which may quote an address.
    for_good
        It would answer the same next time: not to be tried again.
    gone
        It says that it will never take a message more.
    """

    went: bool
    words: str
    for_good: bool = False
    gone: bool = False


class Carrier(Protocol):
    """What takes messages of one kind to where they go."""

    def carry(self, message: Outgoing) -> Answer:
        """Try to send a message; whatever goes wrong is an answer, too."""
        ...
