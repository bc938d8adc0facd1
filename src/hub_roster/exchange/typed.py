"""Dates and times as people type them into a cell that Excel takes for text: English, the day first.

Only what can be read in one way is read. Everything else is refused with how it is to be written.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from hub_roster.exchange.faults import Unclear
from hub_roster.exchange.written import DATE, TIME, read_date, read_time, shown

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
SHORT_YEAR = re.compile(r"(\d{1,2})[/. -](\d{1,2}|[a-z]{3,9})[/. -](\d{2})", re.ASCII)
IN_WORDS = re.compile(r"(?:([a-z]{3,9}),? +)?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})[ -](\d{4})", re.ASCII)
DOTTED = re.compile(r"(\d{1,2})\.(\d{2})", re.ASCII)
DAY_AND_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})T(.{4,20})|(\d{4}-\d{2}-\d{2}) {1,9}(\S.{0,20})|(.{1,40}\d{4}),? {1,9}(\S.{0,20})"
)
HALF_DAYS = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.?m\.?", re.ASCII)


def date_as_typed(text: str) -> date:
    """Read a date typed as 15/01/2026, 15 Jan 2026 or 2026-01-15.

    Raises
    ------
    Unclear
        Where it is no date, or could be read in more than one way.
    """
    plain = " ".join(text.split()).casefold()
    if DATE.fullmatch(plain):
        return read_date(plain)
    if found := FIGURES.fullmatch(plain):
        return _day(text, int(found[1]), int(found[3]), int(found[4]))
    if found := IN_WORDS.fullmatch(plain):
        month = _month(found[3])
        if month:
            return _on(text, found[1], _day(text, int(found[2]), month, int(found[4])))
    if SHORT_YEAR.fullmatch(plain):
        raise Unclear(f"{shown(text)} gives two figures of the year only; write all four: 05/01/2026.")
    raise Unclear(
        f"{shown(text)} is not a date; write day, month and year, such as 05/01/2026 or 5 Jan 2026."
    )


def time_as_typed(text: str) -> time:
    """Read a time of day typed as 07:30, 7.30 or 7.30pm.

    Raises
    ------
    Unclear
        Where it is no time of day, or could be read in more than one way.
    """
    plain = " ".join(text.split()).casefold()
    if TIME.fullmatch(plain):
        return read_time(plain)
    if found := DOTTED.fullmatch(plain):
        return read_time(f"{found[1]}:{found[2]}")
    if found := HALF_DAYS.fullmatch(plain):
        return _of_half_day(text, int(found[1]), int(found[2] or 0), found[3])
    raise Unclear(f"{shown(text)} is not a time of day; write it as 07:30.")


def moment_as_typed(text: str) -> datetime:
    """Read a date and time typed with a blank, a comma or a T between them.

    Raises
    ------
    Unclear
        Where either part cannot be read in one way.
    """
    parts = DAY_AND_TIME.fullmatch(text)
    if parts is None:
        raise Unclear(f"{shown(text)} is not a date and time; write it as 05/01/2026 07:30.")
    day, at = (part for part in parts.groups() if part is not None)
    return datetime.combine(date_as_typed(day), time_as_typed(at))


def _day(text: str, day: int, month: int, year: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        pass
    if month > 12 >= day > 0:
        raise Unclear(
            f"{shown(text)} has no month {month}: the day comes first here. "
            f"If the {_nth(month)} of {FULL_MONTHS[day - 1].capitalize()} is meant, "
            f"write {month:02}/{day:02}/{year:04}."
        )
    raise Unclear(f"{shown(text)} is not a day of the calendar.")


def _nth(number: int) -> str:
    end = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


def _month(word: str) -> int:
    """Give the number of a month named in full or by its first three or four letters; 0 for none."""
    named = word[:3] in MONTHS and FULL_MONTHS[MONTHS.index(word[:3])].startswith(word)
    return MONTHS.index(word[:3]) + 1 if named else 0


def _on(text: str, weekday: str | None, day: date) -> date:
    """Give a day; one that is named by another weekday than its own is one of two."""
    if weekday and not WEEKDAYS[day.weekday()].startswith(weekday):
        raise Unclear(f"{shown(text)} does not hold together: that day is a {day:%A}.")
    return day


def _of_half_day(text: str, hour: int, minute: int, half: str) -> time:
    if hour == 12:
        raise Unclear(f"{shown(text)} may be noon or midnight; write 12:00 for noon, 00:00 for midnight.")
    if not (1 <= hour <= 11 and minute <= 59):
        raise Unclear(f"{shown(text)} is not a time of day; write it as 07:30.")
    return time(hour + (12 if half == "p" else 0), minute)
