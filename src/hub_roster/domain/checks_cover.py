"""Checks of homes: seats that meet the cover asked for, needs of shifts they run, shifts a duty can hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from hub_roster.domain.checks_fault import Fault, in_words, listed, meant
from hub_roster.domain.clock import DAY, HOUR, WEEKDAYS
from hub_roster.domain.home import PartKind
from hub_roster.domain.in_force import bands_on, is_change, templates_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import time

    from hub_roster.domain.home import CoverBand, ShiftTemplate
    from hub_roster.domain.policy import DutyShape
    from hub_roster.domain.tables import Tables

WEEK = 7 * DAY


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of a day with fewer seats than adults asked for; times in minutes of the day."""

    band: int
    start: int
    end: int
    seats: int


def short_cover(problem: Tables) -> Iterator[Fault]:
    """Find times of the week at which a home's shifts have fewer seats than its cover asks for."""
    seats: dict[str, list[int]] = {}
    shifts: dict[str, list[ShiftTemplate]] = defaultdict(list)
    for shift in problem.shifts:
        if shift.kind is not PartKind.OUTREACH and not is_change(shift):
            shifts[shift.home].append(shift)
    days: dict[Gap, list[int]] = defaultdict(list)
    for row, band in enumerate(problem.cover):
        if is_change(band):
            continue
        if band.home not in seats:
            seats[band.home] = _seats(shifts[band.home])
        for day in band.days:
            for gap in _gaps(row, band, day, seats[band.home]):
                days[gap].append(day)
    for gap, weekdays in days.items():
        when = "every day" if len(weekdays) == 7 else ", ".join(WEEKDAYS[day] for day in weekdays)
        yield _short(problem.cover[gap.band], gap, when)


def short_changes(problem: Tables) -> Iterator[Fault]:
    """Find dates of the period on which a change for a while leaves fewer seats than the cover asks for."""
    changed = {row.home for row in problem.shifts if is_change(row)}
    changed |= {row.home for row in problem.cover if is_change(row)}
    if not changed or problem.first_day.weekday():
        return
    rows = {id(band): row for row, band in enumerate(problem.cover)}
    days = [problem.first_day + timedelta(days=k) for k in range(-1, 7 * problem.weeks)]
    running = {day: templates_on(problem.shifts, day) for day in days}
    told: set[tuple[int, int]] = set()
    for day in days[1:]:
        for band in bands_on(problem.cover, day):
            if band.home not in changed:
                continue
            row = rows[id(band)]
            for gap in _gaps_on(row, band, running[day - timedelta(days=1)], running[day]):
                if (row, gap.start) not in told:
                    told.add((row, gap.start))
                    yield _short(band, gap, in_words(day))


def _gaps_on(
    row: int, band: CoverBand, eve: Sequence[ShiftTemplate], day: Sequence[ShiftTemplate]
) -> Iterator[Gap]:
    """Find the gaps of a band up to the midnight that ends its date, with the shifts begun the day before."""
    change = [0] * (3 * DAY + 1)
    for offset, shifts in ((0, eve), (1, day)):
        for shift in shifts:
            if shift.home == band.home and shift.kind is not PartKind.OUTREACH:
                start, end = _span(offset, shift.start, shift.end)
                change[start] += shift.seats
                change[end] -= shift.seats
    seats = list(accumulate(change))[DAY : 2 * DAY]
    start, end = _span(0, band.start, band.end)
    at = start
    while at < min(end, DAY):
        held, begun = seats[at], at
        while at < min(end, DAY) and seats[at] == held:
            at += 1
        if held < band.adults:
            yield Gap(row, begun, at, held)


def _short(band: CoverBand, gap: Gap, when: str) -> Fault:
    has = {0: "no seat", 1: "1 seat"}.get(gap.seats, f"{gap.seats} seats")
    adults = "1 adult is" if band.adults == 1 else f"{band.adults} adults are"
    return Fault(
        ("cover", gap.band, "adults"),
        f"{band.home} has {has} {when} from {_clock(gap.start)} to {_clock(gap.end)}, "
        f"where {adults} asked for: add a shift or seats.",
    )


def _seats(shifts: Sequence[ShiftTemplate]) -> list[int]:
    """Give a home's seats at each minute of a week; Sunday night's shift reaches into Monday."""
    change = [0] * (2 * WEEK + 1)
    for shift in shifts:
        for day in shift.days:
            start, end = _span(day, shift.start, shift.end)
            change[start] += shift.seats
            change[end] -= shift.seats
    running, total = [], 0
    for step in change:
        total += step
        running.append(total)
    return [running[minute] + running[minute + WEEK] for minute in range(WEEK)]


def _span(day: int, start: time, end: time) -> tuple[int, int]:
    begins, ends = _minute(start), _minute(end)
    return day * DAY + begins, day * DAY + ends + (DAY if ends <= begins else 0)


def _minute(at: time) -> int:
    return 60 * at.hour + at.minute


def _gaps(row: int, band: CoverBand, day: int, seats: Sequence[int]) -> Iterator[Gap]:
    start, end = _span(day, band.start, band.end)
    at = start
    while at < end:
        held, begun = seats[at % WEEK], at
        while at < end and seats[at % WEEK] == held:
            at += 1
        if held < band.adults:
            yield Gap(row, begun - day * DAY, at - day * DAY, held)


def _clock(minute: int) -> str:
    hour, rest = divmod(minute % DAY, 60)
    return f"{hour:02}:{rest:02}"


def shift_needs(problem: Tables) -> Iterator[Fault]:
    """Find needs of a shift that the home does not run."""
    names: dict[str, set[str]] = defaultdict(set)
    for shift in problem.shifts:
        names[shift.home].add(shift.name)
    homes = {home.code for home in problem.homes}
    for row, need in enumerate(problem.shift_needs):
        known = names[need.home]
        if need.home in homes and need.shift not in known:
            runs = f" It runs: {listed(sorted(known))}." if known else " It runs no shift."
            hint = meant(need.shift, known) or runs
            message = f"{need.home} runs no shift called '{need.shift}'.{hint}"
            yield Fault(("shift_needs", row, "shift"), message)


def sleep_rooms(problem: Tables) -> Iterator[Fault]:
    """Find sleep-ins with more seats than their home has rooms: some could never be filled.

    Those that a resident has for themselves are not counted: a draft says that they are short.
    """
    rooms = {home.code: home.sleep_rooms for home in problem.homes}
    for row, shift in enumerate(problem.shifts):
        if shift.kind is PartKind.SLEEP_IN and shift.seats > rooms.get(shift.home, shift.seats):
            has = {0: "no sleep room", 1: "1 sleep room"}.get(
                rooms[shift.home], f"{rooms[shift.home]} sleep rooms"
            )
            asked = "1 person is" if shift.seats == 1 else f"{shift.seats} people are"
            message = (
                f"{shift.home} has {has}, and {asked} asked for on this sleep-in: have fewer sleep in, or "
                "correct the home's sleep rooms in the sheet Homes."
            )
            yield Fault(("shifts", row, "seats"), message)


def no_shapes(problem: Tables) -> Iterator[Fault]:
    """Find an empty list of duty shapes, with which nobody could do anything."""
    if not problem.shapes:
        yield Fault(("shapes",), "No duty shape is named: leave this out to use the usual ones.")


def shifts_too_long(problem: Tables) -> Iterator[Fault]:
    """Find shifts that no duty shape can hold: their seats could never be filled.

    A shift may be one part of a longer duty, so the longest shape with its kind in it counts; seats take no
    driving. Lengths are by the clock: one night a year is an hour longer, and that night alone stays short.
    """
    longest: dict[PartKind, DutyShape] = {}
    for shape in problem.shapes:
        for kind in shape.parts:
            if kind not in longest or longest[kind].longest_hours < shape.longest_hours:
                longest[kind] = shape
    for row, shift in enumerate(problem.shifts):
        if shift.kind is PartKind.OUTREACH or not (shift.seats and shift.days and longest):
            continue
        start, end = _span(0, shift.start, shift.end)
        holding = longest.get(shift.kind)
        if holding is None:
            message = (
                f"No duty shape has a part '{shift.kind}', so nobody could ever be on this shift: "
                "add one to the sheet Duty shapes."
            )
            yield Fault(("shifts", row, "kind"), message)
        elif end - start > holding.longest_hours * HOUR:
            message = (
                f"This shift lasts {(end - start) / HOUR:g} hours, and the longest duty with a part "
                f"'{shift.kind}' may last {holding.longest_hours:g} ('{holding.name}'), so nobody could ever "
                "be on it: make it shorter, or list your own duties, all of them, in the sheet Duty shapes."
            )
            yield Fault(("shifts", row, "end"), message)
