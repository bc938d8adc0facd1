"""Who is with whom by the ledger and by a roster."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hub_roster.continuity.meetings import meetings
from hub_roster.domain.home import PartKind
from hub_roster.domain.young_people import Setting

if TYPE_CHECKING:
    from tests.continuity.conftest import TinyHub


def test_in_order(hub: TinyHub) -> None:
    """Ledger first, then the roster's shifts and visits in order of time; others' are others'."""
    hub.young_person("Heron", resident=True).young_person("Wren")
    hub.contact("cat", "Heron", 3).contact("cat", "Heron", 0).contact("dan", "Heron", 2, hours=0)
    hub.give_visit("v1", "Heron", 0).give_visit("v2", "Wren", 0)
    hub.give_shift("early", PartKind.EARLY, 7, 15, days=(0, 1), seats=2)
    taken = [
        ("ann", "v1"),
        ("ann", "v2"),
        ("ben", "Oak/2026-02-03/early/1"),
        ("ann", "Oak/2026-02-02/early/2"),
    ]
    met = meetings(hub.lines(taken))
    monday = hub.problem().first_day
    assert [(m.person, m.day, m.visit) for m in met["Heron"]] == [
        ("cat", monday - timedelta(days=3), False),
        ("ann", monday, False),
        ("ann", monday, True),
        ("ben", monday + timedelta(days=1), False),
    ]
    assert [m.person for m in met["Wren"]] == ["ann"]


def test_together(hub: TinyHub) -> None:
    """Nights and restraints are meetings, but no time together."""
    hub.young_person("Heron", resident=True)
    hub.contact("ann", "Heron", 3, setting=Setting.RESTRAINT)
    hub.contact("ann", "Heron", 2, setting=Setting.ASLEEP).contact("ann", "Heron", 1)
    hub.give_shift("night", PartKind.WAKING_NIGHT, 22, 7, days=(0,), seats=1)
    met = meetings(hub.lines([("ben", "Oak/2026-02-02/night/1")]))["Heron"]
    assert [m.together for m in met] == [False, False, True, False]


def test_the_day_after(hub: TinyHub) -> None:
    """A shift of the day after the period is not counted into it."""
    hub.young_person("Heron", resident=True)
    hub.give_shift("early", PartKind.EARLY, 7, 15, days=(0,), seats=1)
    assert meetings(hub.lines([("ben", "Oak/2026-02-09/early/1")]))["Heron"] == ()
