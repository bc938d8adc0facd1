"""Homes whose seats do not meet their cover, and needs of shifts they do not run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import TYPE_CHECKING, Any

from hub_roster.domain.checks import Fault
from hub_roster.domain.home import CoverBand, PartKind, ShiftNeed, ShiftTemplate

if TYPE_CHECKING:
    from hub_roster.domain.problem import Problem

FaultsWith = Callable[..., list[Fault]]


def test_cover_without_seats_is_found(sound: Problem, faults_with: FaultsWith) -> None:
    """Where a home has fewer seats than adults asked for, the message says when."""
    (fault,) = faults_with(shifts=sound.shifts[:2])
    assert fault == Fault(
        ("cover", 1, "adults"),
        "Cliff has no seat every day from 23:00 to 07:00, where 1 adult is asked for: add a shift or seats.",
    )


def test_cover_is_short_between_shifts(sound: Problem, faults_with: FaultsWith) -> None:
    """A quarter of an hour between two shifts is found on the weekdays it lies on."""
    late = sound.shifts[1].model_copy(update={"days": (0, 1, 2, 3, 4)})
    weekend = sound.shifts[1].model_copy(update={"start": time(15, 15), "days": (5, 6)})
    (fault,) = faults_with(shifts=(sound.shifts[0], late, weekend, sound.shifts[2]))
    assert fault.path == ("cover", 0, "adults")
    assert "no seat Sat, Sun from 15:00 to 15:15, where 2 adults are" in fault.message


def test_cover_counts_the_night_of_sunday_on_monday(sound: Problem, faults_with: FaultsWith) -> None:
    """A night shift that does not run on Sundays leaves Monday's first hours uncovered."""
    night = sound.shifts[2].model_copy(update={"days": (0, 1, 2, 3, 4, 5)})
    band = CoverBand(home="Cliff", start=time(0), end=time(6), adults=1)
    (fault,) = faults_with(shifts=(*sound.shifts[:2], night), cover=(band,))
    assert "no seat Mon from 00:00 to 06:00" in fault.message


def test_no_cover_is_asked_for_where_no_band_asks(sound: Problem, faults_with: FaultsWith) -> None:
    """Hours without a band need no seats."""
    assert faults_with(shifts=sound.shifts[:2], cover=sound.cover[:1]) == []


def test_outreach_covers_no_home(sound: Problem, faults_with: FaultsWith) -> None:
    """A shift spent outside the home is no cover in it."""
    out = sound.shifts[2].model_copy(update={"kind": PartKind.OUTREACH})
    (fault,) = faults_with(shifts=(*sound.shifts[:2], out))
    assert fault.path == ("cover", 1, "adults")


def test_a_need_names_a_shift_of_the_home(faults_with: FaultsWith) -> None:
    """A need of a shift the home does not run tells what was meant, or what it runs."""
    near = ShiftNeed(home="Cliff", shift="early", skill="medication")
    far = ShiftNeed(home="Cliff", shift="Waking", skill="medication")
    first, second = faults_with(shift_needs=(near, far))
    assert first.path == ("shift_needs", 0, "shift")
    assert first.message == "Cliff runs no shift called 'early'. Did you mean 'Early'?"
    assert second.message.endswith("It runs: Early, Late, Sleep-in.")


def test_some_duty_shape_is_named(faults_with: FaultsWith) -> None:
    """An empty list of shapes would let nobody work."""
    (fault,) = faults_with(shapes=())
    assert fault.path == ("shapes",)


def waking(sound: Problem, **fields: Any) -> tuple[ShiftTemplate, ...]:
    """Give the shifts of the hub and a waking night."""
    night = {"name": "Waking", "kind": PartKind.WAKING_NIGHT, "start": time(20), "end": time(8)}
    return (*sound.shifts, sound.shifts[0].model_copy(update={**night, **fields}))


def test_a_shift_longer_than_any_duty_is_found(sound: Problem, faults_with: FaultsWith) -> None:
    """A waking night of twelve hours never fits the usual eleven: what would mend it is said."""
    (fault,) = faults_with(shifts=waking(sound))
    assert fault == Fault(
        ("shifts", 3, "end"),
        "This shift lasts 12 hours, and the longest duty with a part 'waking night' may last 11 ('waking "
        "night'), so nobody could ever be on it: make it shorter, or list your own duties, all of them, in "
        "the sheet Duty shapes.",
    )


def test_a_shift_as_long_as_the_longest_duty_fits(sound: Problem, faults_with: FaultsWith) -> None:
    """To the minute; and a shift that is not run needs no duty."""
    assert faults_with(shifts=waking(sound, end=time(7))) == []
    assert len(faults_with(shifts=waking(sound, end=time(7, 1)))) == 1
    assert faults_with(shifts=waking(sound, seats=0)) == []
    assert faults_with(shifts=waking(sound, days=())) == []


def test_a_part_of_a_longer_duty_may_be_longer(sound: Problem, faults_with: FaultsWith) -> None:
    """A late of ten hours is too long alone, and fits before a sleep-in."""
    late = sound.shifts[1].model_copy(update={"start": time(13)})
    assert faults_with(shifts=(sound.shifts[0], late, sound.shifts[2])) == []


def test_a_shift_of_a_kind_no_duty_has_is_found(sound: Problem, faults_with: FaultsWith) -> None:
    """Whoever lists duties of their own lists all: one left out leaves its shifts empty for ever."""
    listed = tuple(shape for shape in sound.shapes if PartKind.WAKING_NIGHT not in shape.parts)
    (fault,) = faults_with(shifts=waking(sound, end=time(7)), shapes=listed)
    assert fault.path == ("shifts", 3, "kind")
    assert fault.message == (
        "No duty shape has a part 'waking night', so nobody could ever be on this shift: add one to the "
        "sheet Duty shapes."
    )


def test_more_asleep_than_there_are_rooms_is_found(sound: Problem, faults_with: FaultsWith) -> None:
    """Two seats on the sleep-in and one room; a waking night needs none."""
    night = sound.shifts[2].model_copy(update={"kind": PartKind.SLEEP_IN, "seats": 2})
    homes = [home.model_copy(update={"sleep_rooms": 1}) for home in sound.homes]
    (fault,) = faults_with(homes=homes, shifts=(*sound.shifts[:2], night))
    assert fault.path == ("shifts", 2, "seats")
    assert "has 1 sleep room, and 2 people are asked for on this sleep-in" in fault.message
    awake = night.model_copy(update={"kind": PartKind.WAKING_NIGHT})
    assert faults_with(homes=homes, shifts=(*sound.shifts[:2], awake)) == []
