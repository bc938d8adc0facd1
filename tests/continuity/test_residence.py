"""Core-team cover and handover carry-over in a home."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from hub_roster.continuity.measures import Index
from hub_roster.continuity.meetings import meetings
from hub_roster.continuity.residence import core_team_cover, handover_carry_over, waking_shifts
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.their_week import WeekKind, WeekTime
from hub_roster.domain.young_people import Setting
from tests.tiny import hub as tiny_hub
from tests.tiny import people, resident, roster, shift

if TYPE_CHECKING:
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
    assert cover(hub.lines()) == Index(value=None, n=0, reason="no waking time in a home of the hub")


def test_nobody_named(hub: TinyHub) -> None:
    """A resident with nobody named has waking hours but no core-team cover."""
    hub.young_person("Heron", resident=True)
    hub.give_shift("early", PartKind.EARLY, 7, 15, days=(0,), seats=1)
    nobody = "no key worker, deputy or core team is named"
    assert cover(hub.lines([("ann", EARLY)])) == Index(value=None, n=480, reason=nobody)


def test_core_team_cover_only_at_home() -> None:
    """Of the early from 7 to 15 Heron is at school from 9 to 12, of the late from 15 to 23 never away.

    At home 5 and 8 hours; cat of the core team has the early: 5 of 13. Had she the late, it were 8 of 13.
    """
    school = WeekTime(young_person="Heron", kind=WeekKind.SCHOOL, start=time(9), end=time(12))
    shifts = [shift("early", "Mon"), shift("late", "Mon")]
    problem = tiny_hub(people("ann cat"), resident("Heron", core_team=("cat",)), shifts, school)
    for own, minutes in (("early Mon", 300), ("late Mon", 480)):
        lines = Lines(problem, roster(problem, cat=own))
        assert cover(lines) == Index(value=minutes / 780, n=780)


def test_two_shifts_that_overlap_while_somebody_is_away(hub: TinyHub) -> None:
    """The hour from 14 to 15 lies in both shifts and in a club: it is taken off once."""
    club = WeekTime(young_person="Heron", kind=WeekKind.CLUB, start=time(14), end=time(15))
    problem = home(hub).problem().edited(week_times=(club,))
    taken = hub.lines([("cat", EARLY)]).roster
    assert cover(Lines(problem, taken)) == Index(value=7 / 14, n=840)


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
    none = Index(value=None, n=0, reason="no waking time in a home of the hub")
    assert carry(hub.young_person("Heron").lines()) == none


def test_a_day_of_handovers_by_hand() -> None:
    """Tuesday: early cat (seen on Monday), late dan (never), evening dan and cat: two of three carry over."""
    shifts = [shift("early", "Mon Tue"), shift("late", "Tue")]
    evening = shift("day", "Tue", start=time(17), end=time(22), seats=2)
    problem = tiny_hub(people("cat dan"), resident("Heron"), shifts, evening)
    found = roster(problem, cat="early Mon, early Tue, day Tue", dan="late Tue, day Tue")
    # Monday's early is a handover too: nobody on it was seen before.
    assert carry(Lines(problem, found)) == Index(value=2 / 4, n=4)


def test_a_short_shift_within_a_long_one() -> None:
    """A day from 7 to 22 holds the other two: fifteen hours are counted once."""
    times = {"early": (7, 22), "day": (9, 12), "late": (14, 22)}
    shifts = [shift(name, "Mon", start=time(a), end=time(b)) for name, (a, b) in times.items()]
    problem = tiny_hub(people("cat"), resident("Heron", core_team=("cat",)), shifts)
    assert cover(Lines(problem, roster(problem, cat="late Mon"))) == Index(value=8 / 15, n=900)
