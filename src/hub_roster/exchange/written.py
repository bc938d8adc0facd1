"""Values written as text, in JSON and in cells: dates, times, choices, weekdays, lists."""

from __future__ import annotations

import csv
import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from hub_roster.domain.checks_fault import meant
from hub_roster.domain.clock import WEEKDAYS
from hub_roster.domain.model import FIRST_YEAR, LAST_YEAR
from hub_roster.exchange.faults import Unclear

if TYPE_CHECKING:
    from collections.abc import Sequence

DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2})?", re.ASCII)
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)", re.ASCII)
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII)
EVERY_DAY = ("every day", "daily", "all")
NO_DAY = "none"


def shown(value: object) -> str:
    """Give a value as it is quoted in a message, cut short where it is long."""
    text = str(value)
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}...'"


def read_date(text: str) -> date:
    """Read a date written 2026-01-05."""
    if DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Unclear(f"{shown(text)} is not a day of the calendar.") from None
    raise Unclear(f"{shown(text)} is not a date; write it as 2026-01-05.")


def read_time(text: str) -> time:
    """Read a time of day written 07:30."""
    if TIME.fullmatch(text):
        try:
            return time.fromisoformat(f"0{text}" if text[1] == ":" else text)
        except ValueError:
            raise Unclear(
                f"{shown(text)} is not a time of day: they run from 00:00 to 23:59.{_clock(text)}"
            ) from None
    raise Unclear(f"{shown(text)} is not a time of day; write it as 07:30.")


def _clock(text: str) -> str:
    """Give the end of a message that says how a time past midnight is written; empty for no such time."""
    hour, minute = (int(part) for part in text.split(":")[:2])
    if not (24 <= hour < 48 and minute < 60):
        return ""
    if (hour, minute) == (24, 0):
        return " Midnight is written 00:00, also where something ends then."
    return f" A time after midnight is written as the clock shows it: {hour - 24:02}:{minute:02}."


def read_moment(text: str) -> datetime:
    """Read a local date and time written 2026-01-05 07:30."""
    found = MOMENT.fullmatch(text)
    if found is None:
        raise Unclear(f"{shown(text)} is not a date and time; write it as 2026-01-05T07:30.")
    return datetime.combine(read_date(found[1]), read_time(found[2]))


def read_instant(text: str) -> datetime:
    """Read a date and time with its zone, written 2026-01-05T07:30:00Z."""
    if not INSTANT.fullmatch(text):
        raise Unclear(
            f"{shown(text)} is not a date and time with its zone; write it as 2026-01-05T07:30:00Z."
        )
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unclear(f"{shown(text)} is not a day of the calendar, or not a time of day.") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Unclear(f"{shown(text)} has a year outside {FIRST_YEAR} to {LAST_YEAR}.")
    return moment


def read_identity(text: str) -> UUID:
    """Read the random id of a file or of an assignment."""
    try:
        return UUID(text)
    except ValueError:
        raise Unclear(
            f"{shown(text)} is not an id; it looks like 123e4567-e89b-42d3-a456-426614174000."
        ) from None


def read_choice(text: str, choices: Sequence[str]) -> str:
    """Read one of a few known words, whatever its capitals."""
    known = {choice.casefold(): choice for choice in choices}
    found = known.get(" ".join(text.split()).casefold())
    if found is None:
        raise Unclear(f"{shown(text)} is not one of: {', '.join(choices)}.{meant(text, choices)}")
    return found


def read_weekdays(text: str) -> tuple[int, ...]:
    """Read days of the week written Mon-Fri, Sun."""
    plain = " ".join(text.split()).casefold()
    if plain in EVERY_DAY:
        return tuple(range(7))
    if plain == NO_DAY:
        return ()
    days: set[int] = set()
    for part in filter(None, re.split(r"\s*[,;&]\s*|\s+and\s+", plain)):
        days.update(_run(part, text))
    return tuple(sorted(days))


def _run(part: str, text: str) -> list[int]:
    ends = [_weekday(name, text) for name in re.split(r"\s*[-\N{EN DASH}]\s*|\s+to\s+", part)]
    if len(ends) > 2:
        raise _no_weekdays(text)
    first, last = ends[0], ends[-1]
    return [(first + k) % 7 for k in range((last - first) % 7 + 1)]


def _weekday(name: str, text: str) -> int:
    if len(name) < 3 or not any(full.startswith(name) for full in _spellings(name)):
        raise _no_weekdays(text)
    return WEEKDAYS.index(name[:3].capitalize())


def _spellings(name: str) -> tuple[str, ...]:
    return tuple(
        full
        for full in (
            "monday",
            "tuesday",
            "weds",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        )
        if full[:3] == name[:3]
    )


def _no_weekdays(text: str) -> Unclear:
    return Unclear(f"{shown(text)} is not a list of weekdays; write it as Mon-Fri, Sun.")


def write_weekdays(days: Sequence[int]) -> str:
    """Write days of the week as Mon-Fri, Sun."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_written_run(run) for run in runs) or NO_DAY


def _written_run(run: Sequence[int]) -> str:
    names = [WEEKDAYS[day] for day in run]
    return f"{names[0]}-{names[-1]}" if len(run) > 2 else ", ".join(names)


def read_list(text: str) -> tuple[str, ...]:
    """Read texts with commas between them; one that holds a comma stands in double quotes."""
    rows = csv.reader([text], skipinitialspace=True, strict=True)
    try:
        parts = [part.strip() for row in rows for part in row]
    except csv.Error:
        raise Unclear(f"{shown(text)} is not a list; write it as A, B, C.") from None
    return tuple(part for part in parts if part)


def write_list(texts: Sequence[str]) -> str:
    """Write texts with commas between them."""
    return ", ".join(_quoted(text) for text in texts)


def _quoted(text: str) -> str:
    if "," not in text and '"' not in text:
        return text
    return '"' + text.replace('"', '""') + '"'
