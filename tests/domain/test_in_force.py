"""Which shifts and bands hold on a date: rows with dates stand in place of those without."""

from __future__ import annotations

from datetime import date, time

import pytest

from hub_roster.domain.home import CoverBand, ShiftTemplate
from hub_roster.domain.in_force import bands_on, is_change, templates_on
from tests.tiny import on, shift

USUAL = shift("early", "Mon Tue Wed Thu Fri")


def named(rows: list[ShiftTemplate], day: date) -> list[tuple[str, str, int]]:
    """Give home, name and seats of the shifts run on a date."""
    return [(row.home, row.name, row.seats) for row in templates_on(rows, day)]


def test_a_change_stands_in_place_of_the_shift_of_its_name() -> None:
    """On Tuesday and Wednesday two are on; on the other days one."""
    rows = [USUAL, shift("early", seats=2, first_day=on("Tue"), last_day=on("Wed"))]
    assert [named(rows, on(day))[0][2] for day in ("Mon", "Tue", "Wed", "Thu")] == [1, 2, 2, 1]


@pytest.mark.parametrize(
    ("first", "last", "changed"),
    [("Tue", None, "Tue Wed Thu Fri"), (None, "Tue", "Mon Tue"), ("Wed", "Wed", "Wed")],
)
def test_a_change_may_be_open_at_one_end(first: str | None, last: str | None, changed: str) -> None:
    """From a day on; until a day; on one day alone."""
    dates = {"first_day": first and on(first), "last_day": last and on(last)}
    row = shift("early", seats=2).model_copy(update=dates)
    days = [day for day in ("Mon", "Tue", "Wed", "Thu", "Fri") if named([USUAL, row], on(day))[0][2] == 2]
    assert days == changed.split()


def test_a_shift_without_seats_is_not_run() -> None:
    """No seats: neither that row nor the usual one."""
    assert named([USUAL, shift("early", seats=0, first_day=on("Tue"), last_day=on("Tue"))], on("Tue")) == []


def test_a_change_leaves_other_shifts_and_homes_alone() -> None:
    """Elm's early and Oak's late go on."""
    rows = [USUAL, shift("late"), shift("early", home="Elm"), shift("early", seats=3, first_day=on("Mon"))]
    assert named(rows, on("Tue")) == [("Oak", "late", 1), ("Elm", "early", 1), ("Oak", "early", 3)]


def test_a_change_holds_on_its_weekdays_only() -> None:
    """A change for Tuesdays leaves Wednesday as it is."""
    rows = [USUAL, shift("early", "Tue", seats=2, first_day=on("Mon"))]
    assert named(rows, on("Wed")) == [("Oak", "early", 1)]


def test_bands_with_dates_stand_in_place_of_all_the_others_of_a_home() -> None:
    """One band for Tuesday is all of Oak's cover that day; Elm's stays."""
    day = CoverBand(home="Oak", start=time(7), end=time(23), adults=2)
    night = CoverBand(home="Oak", start=time(23), end=time(7), adults=1)
    elm = CoverBand(home="Elm", start=time(7), end=time(23), adults=1)
    tuesday = day.model_copy(update={"adults": 3, "first_day": on("Tue"), "last_day": on("Tue")})
    rows = [day, night, elm, tuesday]
    assert bands_on(rows, on("Mon")) == (day, night, elm)
    assert bands_on(rows, on("Tue")) == (elm, tuesday)


def test_a_change_is_told_by_its_dates() -> None:
    """Either date makes one."""
    assert not is_change(USUAL)
    assert is_change(shift("early", first_day=on("Mon")))
    assert is_change(shift("early", last_day=on("Mon")))
