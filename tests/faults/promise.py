"""What every reader promises of any file: a problem, or faults, each at a place the file has."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from hub_roster.domain.problem import Problem
from hub_roster.exchange.faults import FileFault, JsonPlace, SheetPlace, UnreadableFile
from hub_roster.exchange.files import read_problem
from hub_roster.exchange.sheets import SETTINGS_TITLE, plain, settings, sheets
from hub_roster.exchange.workbook_cells import FilledSheet, read_sheets

FORBIDDEN = (
    "None",
    "NoneType",
    "Traceback",
    "Exception",
    "Error",
    "pydantic",
    "openpyxl",
    "str",
    "int",
    "float",
    "bool",
    "dict",
    "tuple",
    "NaN",
    "nan",
    "inf",
    "0x",
    "object at",
    "validation",
    "datetime",
    "regex",
)
"""Words of a programmer, that no message to a manager holds of itself (what a file holds, it may quote)."""

QUOTED = re.compile(r"'.*'|\(#[^)]*\)", re.DOTALL)
STEP = re.compile(r"\.(\w+)|\[(\d+)\]|\['(.*)'\]$", re.DOTALL)


class Broken(AssertionError):
    """A reader broke its promise; the message says how."""


def read_or_told(path: Path) -> Problem | tuple[FileFault, ...]:
    """Read a hub's file and hold the reader to its promise.

    Raises
    ------
    Broken
        Where there is neither a problem nor a fault, or a fault is at no place of the file or unclear.
    """
    try:
        return read_problem(path)
    except UnreadableFile as unreadable:
        faults = unreadable.faults
    if not faults:
        raise Broken("the file is refused without a fault")
    pages = _pages(path)
    whole = _whole(path)
    for fault in faults:
        _hold_to_words(fault)
        if isinstance(fault.place, SheetPlace) and pages is not None:
            _hold_to_sheet(fault.place, pages)
        if isinstance(fault.place, JsonPlace):
            _hold_to_path(fault.place, whole)
    return faults


def _hold_to_words(fault: FileFault) -> None:
    words = re.split(r"[^\w#]+", QUOTED.sub("", fault.message))
    bad = [word for word in FORBIDDEN if word in words]
    if bad or not fault.message.strip() or fault.message[-1] not in ".?):":
        raise Broken(f"not a message for a manager: {fault.message!r} {bad}")


def _pages(path: Path) -> dict[str, FilledSheet] | None:
    if path.suffix.lower() != ".xlsx":
        return None
    try:
        return {page.title: page for page in read_sheets(path)}
    except UnreadableFile:
        return None


def _hold_to_sheet(place: SheetPlace, pages: dict[str, FilledSheet]) -> None:
    known = {SETTINGS_TITLE: {s.title for s in settings()}}
    known |= {sheet.title: {c.title for c in sheet.columns} for sheet in sheets()}
    page = next((page for title, page in pages.items() if plain(title) == plain(place.sheet)), None)
    if page is None and place.sheet not in known:
        raise Broken(f"no sheet of the file: {place}")
    rows = {cells[0].row for cells in page.rows} if page else set()
    if place.row is not None and place.row not in rows:
        raise Broken(f"no row of the file: {place}")
    if place.column is None or page is None:
        return
    headings = {str(cell.value) for cells in page.rows for cell in cells if cell.column == 1}
    headings |= {str(cell.value) for cell in page.rows[0]} if page.rows else set()
    if place.column not in headings | known.get(place.sheet, set()):
        raise Broken(f"no column of the file: {place}")


def _whole(path: Path) -> Any:
    if path.suffix.lower() != ".json":
        return None
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _hold_to_path(place: JsonPlace, whole: Any) -> None:
    """Follow a path through the file; its last step alone may lead to what is missing."""
    held, rest = whole, place.path.removeprefix("$")
    while rest:
        step = STEP.match(rest)
        if step is None:
            raise Broken(f"no path: {place}")
        rest = rest[step.end() :]
        held = _stepped(held, step, last=not rest, place=place)


def _stepped(held: Any, step: re.Match[str], *, last: bool, place: JsonPlace) -> Any:
    name, number, _ = step.groups()
    if number is not None and isinstance(held, list) and int(number) < len(held):
        return held[int(number)]
    if name is not None and isinstance(held, dict) and (name in held or last):
        return held.get(name)
    if last and step[0].startswith("['") and isinstance(held, dict):
        return None
    raise Broken(f"no place of the file: {place}")
