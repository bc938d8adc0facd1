"""A calendar in JSON: the same as its file says, and no more."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID

from hub_roster.domain.clock import DAY, midnight
from hub_roster.exchange.calendar_events import Entry, Whose
from hub_roster.exchange.calendar_json import written_as_json
from tests.exchange.calendar_week import HUB_FILE, LATE, MONDAY, REVISED

WHOSE = Whose(HUB_FILE, "person", "A:1:1", "Duties: Zoë", "royalblue")
ENTRY = Entry(LATE.id, *LATE.span, "Late, Ash", "Late", False, False, 2, REVISED)


def test_a_whole_calendar_is_as_agreed() -> None:
    """Every field of one duty; neither key nor hub's file stands in it."""
    written = written_as_json(WHOSE, [ENTRY], REVISED)
    assert json.loads(written) == {
        "name": "Duties: Zoë",
        "revised_at": "2026-10-12T09:30:00Z",
        "events": [
            {
                "id": str(LATE.id),
                "sequence": 2,
                "revised_at": "2026-10-12T09:30:00Z",
                "starts": "2026-11-02T14:30:00Z",
                "ends": "2026-11-02T22:30:00Z",
                "summary": "Late, Ash",
                "category": "Late",
                "free": False,
                "cancelled": False,
            }
        ],
    }


def test_whole_days_are_dates_and_what_is_cancelled_says_so() -> None:
    """The end is the day after; a cancelled event is free, in words too; the earliest comes first."""
    start = midnight(MONDAY)
    days = replace(ENTRY, uid=UUID(int=1), start=start, end=start + 2 * DAY, all_day=True, cancelled=True)
    first, second = json.loads(written_as_json(WHOSE, [ENTRY, days], REVISED))["events"]
    assert (first["starts"], first["ends"]) == ("2026-11-02", "2026-11-04")
    assert (first["cancelled"], first["free"], first["summary"]) == (True, True, "Cancelled: Late, Ash")
    assert second["id"] == str(LATE.id)
