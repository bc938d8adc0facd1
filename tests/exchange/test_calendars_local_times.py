"""When a duty starts and ends, in words and by the clock on the wall, also where it changes."""

from __future__ import annotations

from datetime import datetime

import pytest

from hub_roster.domain.clock import instant_of
from hub_roster.exchange.calendar_events import local_words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-11-02T14:30Z", "2026-11-02T22:30Z", "Starts 14:30, ends 22:30 local time."),
        ("2026-07-06T13:30Z", "2026-07-06T21:30Z", "Starts 14:30, ends 22:30 local time."),
        (
            "2026-11-02T21:45Z",
            "2026-11-03T07:15Z",
            "Starts 21:45, ends 07:15 the next day, local time.",
        ),
        (
            "2026-11-06T17:00Z",
            "2026-11-09T09:00Z",
            "Starts 17:00, ends 09:00 3 days later, local time.",
        ),
        (
            "2026-10-24T20:45Z",
            "2026-10-25T07:15Z",
            "Starts 21:45, ends 07:15 the next day, local time. "
            "The clocks go back that night: it lasts 10 hours 30 minutes.",
        ),
        (
            "2027-03-27T22:30Z",
            "2027-03-28T06:00Z",
            "Starts 22:30, ends 07:00 the next day, local time. "
            "The clocks go forward that night: it lasts 7 hours 30 minutes.",
        ),
        (
            "2026-10-25T00:30Z",
            "2026-10-25T01:31Z",
            "Starts 01:30 BST, ends 01:31 GMT local time. "
            "The clocks go back that night: it lasts 1 hour 1 minute.",
        ),
        (
            "2026-10-25T01:10Z",
            "2026-10-25T01:50Z",
            "Starts 01:10 GMT, ends 01:50 GMT local time. "
            "The clocks go back that night: it lasts 40 minutes.",
        ),
        (
            "2026-10-25T01:10Z",
            "2026-10-25T08:10Z",
            "Starts 01:10 GMT, ends 08:10 local time. The clocks go back that night: it lasts 7 hours.",
        ),
    ],
)
def test_local_times_are_said_in_words(start: str, end: str, words: str) -> None:
    """Times are those of the clock on the wall; where it changes, the true length is said."""
    moments = (instant_of(datetime.fromisoformat(moment)) for moment in (start, end))
    assert local_words(*moments) == words
