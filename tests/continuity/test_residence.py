"""Core-team cover and handover carry-over in a home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub_roster.continuity.measures import Index
from hub_roster.continuity.meetings import meetings
from hub_roster.continuity.residence import core_team_cover, handover_carry_over, waking_shifts
from hub_roster.domain.home import PartKind
from hub_roster.domain.young_people import Setting

if TYPE_CHECKING:
    from hub_roster.domain.lines import Lines
    from tests.continuity.conftest import TinyHub

EARLY, LATE, NIGHT = (f"Oak/2026-02-02/{name}/1" for name in ("early", "late", "night"))


def home(hub: TinyHub) -> TinyHub:
    """Give Heron in the home with cat and dan of the core team; one early, late and sleep-in."""
    hub.young_person("Heron", resident=True, key_worker="cat", core_team=("dan",))
    hub.give_shift("early", PartKind.EARLY, 7, 15, days=(0,), seats=2)
    hub.give_shift("late", PartKind.LATE, 14, 22, days=(0,), seats=2)
    return hub.give_shift("night", PartKind.SLEEP_IN, 22, 7, days=(0,), seats=1)


def cover(lines: Lines) -> Index:
    """Give Heron's core-team cover."""
    young = lines.problem.young_person["Heron"]
    return core_team_cover(lines, young, waking_shifts(lines.problem, "Heron"))


def carry(lines: Lines) -> Index:
    """Give Heron's handover carry-over."""
    met = meetings(lines)["Heron"]
    return handover_carry_over(lines, waking_shifts(lines.problem, "Heron"), met)


def test_core_team_cover(hub: TinyHub) -> None:
    """Of 15 waking hours, the overlap counted once, the key worker's 8 are covered; nights not."""
    taken = [("ann", EARLY), ("cat", LATE), ("dan", NIGHT)]
    assert cover(home(hub).lines(taken)) == Index(value=8 / 15, n=900)


def test_core_team_cover_overlapping(hub: TinyHub) -> None:
    """Two of the core team at once cover an hour once."""
    taken = [("cat", EARLY), ("dan", LATE), ("dan", EARLY)]
    assert cover(home(hub).lines(taken)) == Index(value=1.0, n=900)


def test_core_team_cover_undefined(hub: TinyHub) -> None:
    """Who lives in no home, or has nobody named, has no core-team cover."""
    hub.young_person("Heron", key_worker="ann")
    assert cover(hub.lines()) == Index(value=None, n=0)


def test_nobody_named(hub: TinyHub) -> None:
    """A resident with nobody named has waking hours but no core-team cover."""
    hub.young_person("Heron", resident=True)
    hub.give_shift("early", PartKind.EARLY, 7, 15, days=(0,), seats=1)
    assert cover(hub.lines([("ann", EARLY)])) == Index(value=None, n=480)


def test_carried_over_from_the_ledger(hub: TinyHub) -> None:
    """Time together seven days before carries over to the early; to the late nobody known comes."""
    home(hub).contact("ann", "Heron", 7)
    assert carry(hub.lines([("ann", EARLY), ("ben", LATE)])) == Index(value=0.5, n=2)


def test_too_long_ago_or_asleep(hub: TinyHub) -> None:
    """Eight days ago is too long, and a sleep-in is no time together."""
    home(hub).contact("ann", "Heron", 8).contact("ben", "Heron", 1, setting=Setting.ASLEEP)
    assert carry(hub.lines([("ann", EARLY), ("ben", LATE)])) == Index(value=0.0, n=2)


def test_carried_over_the_same_day(hub: TinyHub) -> None:
    """Who was on the early is known on the late; the shift itself does not make them known."""
    assert carry(home(hub).lines([("ann", EARLY), ("ann", LATE)])) == Index(value=0.5, n=2)


def test_no_handover(hub: TinyHub) -> None:
    """Without a home there are no handovers."""
    assert carry(hub.young_person("Heron").lines()) == Index(value=None, n=0)
