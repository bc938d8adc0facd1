"""A roster as an Excel workbook a manager opens: a sheet a week, every assignment, and what is short."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from hub_roster.domain.appointments import Appointment, AppointmentKind
from hub_roster.domain.clock import Instant, instant_of, wall
from hub_roster.domain.home import PartKind
from hub_roster.domain.lines import Lines
from hub_roster.domain.tasks import OnCall, Shift
from hub_roster.exchange.disk import put
from hub_roster.exchange.kinds import Kind, Shape
from hub_roster.exchange.leave_sheet import leave_rows
from hub_roster.exchange.roster_week import (
    ON_CALL,
    STATUS_WORDS,
    RosterWeek,
    capital,
    day_words,
    labels,
)
from hub_roster.exchange.workbook_bytes import bytes_of
from hub_roster.exchange.workbook_pages import BOLD, WIDEST, fill, write_headings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from hub_roster.domain.problem import Task
    from hub_roster.exchange.cells import CellValue
    from hub_roster.rules.judge import Judgement
    from hub_roster.rules.rule import Charge

    Row = Sequence[CellValue | None]

TEXT, DATE, MOMENT = Shape(Kind.TEXT), Shape(Kind.DATE), Shape(Kind.MOMENT)
NUMBER, WHOLE = Shape(Kind.NUMBER), Shape(Kind.WHOLE)

FILLS: Mapping[PartKind, PatternFill] = {
    kind: PatternFill("solid", start_color=f"FF{colour}")
    for kind, colour in {
        PartKind.EARLY: "FFE7B8",
        PartKind.LATE: "FAD0BC",
        PartKind.DAY: "FFF3CF",
        PartKind.SLEEP_IN: "CBD8F0",
        PartKind.WAKING_NIGHT: "B6C5E2",
        PartKind.OUTREACH: "D0EDD8",
    }.items()
}
"""Behind the words of a day, never instead of them."""

LEAST_WIDTH = 9


class Titled(NamedTuple):
    """A column of a sheet."""

    title: str
    shape: Shape


ASSIGNMENTS = (
    Titled("Date", DATE),
    Titled("Start", MOMENT),
    Titled("End", MOMENT),
    Titled("Person", TEXT),
    Titled("Key", TEXT),
    Titled("Task", TEXT),
    Titled("Home or place", TEXT),
    Titled("Kind", TEXT),
    Titled("Hours", NUMBER),
    Titled("State", TEXT),
    Titled("Answer by", MOMENT),
)
LEAVE = (
    Titled("Person", TEXT),
    Titled("Key", TEXT),
    Titled("Year from", DATE),
    Titled("Year to", DATE),
    Titled("Hours of the year", NUMBER),
    Titled("Carried over", NUMBER),
    Titled("Taken", NUMBER),
    Titled("Booked", NUMBER),
    Titled("Left", NUMBER),
)
SHORT = (
    Titled("Rank", WHOLE),
    Titled("What is asked for", TEXT),
    Titled("Of whom", TEXT),
    Titled("Task", TEXT),
    Titled("Date", DATE),
    Titled("Start", MOMENT),
    Titled("End", MOMENT),
    Titled("Hours short", NUMBER),
)


def write_roster_workbook(lines: Lines, judgement: Judgement, path: Path) -> None:
    """Write a roster to an Excel workbook; equal rosters of equal problems make equal bytes.

    Raises
    ------
    UnwritableFile
        Where it cannot be written.
    """
    put(path, bytes_of(roster_workbook(lines, judgement)))


def roster_workbook(lines: Lines, judgement: Judgement) -> Workbook:
    """Give a roster as a workbook.

    Parameters
    ----------
    judgement
        What the rulebook says of the roster: what is short is read off it.
    """
    book = Workbook()
    about = book.active
    assert about is not None
    book.remove(about)
    _write_rows(book.create_sheet("Roster"), (Titled("About", TEXT), Titled("", TEXT)), _about(lines))
    for number in range(lines.problem.weeks):
        week = RosterWeek(lines, number)
        _write_week(book.create_sheet(f"Week {week.days[0]:%d-%m-%Y}"), week)
    _write_rows(book.create_sheet("Assignments"), ASSIGNMENTS, _assignments(lines))
    _write_rows(book.create_sheet("What is short"), SHORT, _short(lines, judgement))
    if lines.problem.leave_years:
        _write_rows(book.create_sheet("Leave"), LEAVE, leave_rows(lines.problem))
    return book


def _about(lines: Lines) -> Iterator[Row]:
    problem = lines.problem
    yield "Hub", ", ".join(hub.name or hub.code for hub in problem.hubs)
    yield "From", f"{problem.first_day:%d/%m/%Y}"
    yield "To", f"{problem.last_day:%d/%m/%Y}"
    yield "Status", STATUS_WORDS[lines.roster.status]
    yield "Times", "By the clock on the wall; hours are those that really pass, also when clocks change."
    yield "Hours", "Without sleep-ins; a duty counts whole in the week it begins, also what lies in the next."


# A week -------------------------------------------------------------------------------------------


def _write_week(page: Worksheet, week: RosterWeek) -> None:
    several = len(week.problem.hubs) > 1
    days = [day_words(day) for day in week.days]
    corner = ["Person", "Hub"] if several else ["Person"]
    write_headings(page, [*corner, *days, "Hours", "Contract hours"])
    called = labels(week.problem.people)
    number = 1
    for hub in week.problem.hubs:
        for person in week.people_of(hub.code):
            number += 1
            fill(page.cell(number, 1), called[person.key], TEXT)
            page.cell(number, 1).font = BOLD
            if several:
                fill(page.cell(number, 2), hub.name or hub.code, TEXT)
            for column, day in enumerate(week.days, start=len(corner) + 1):
                _write_day(page, number, column, week, person.key, day)
            last = len(corner) + len(days)
            fill(page.cell(number, last + 1), _hours(week.minutes(person.key)), NUMBER)
            fill(page.cell(number, last + 2), person.contract_hours, NUMBER)
    _widen(page)
    page.freeze_panes = f"{get_column_letter(len(corner) + 1)}2"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def _write_day(page: Worksheet, row: int, column: int, week: RosterWeek, person: str, day: date) -> None:
    doings = week.does(person, day)
    if not doings:
        return
    cell = page.cell(row, column)
    fill(cell, ", ".join(doing.words for doing in doings), TEXT)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    first = doings[0].kind
    if first is not None:
        cell.fill = FILLS[first]


# Rows ---------------------------------------------------------------------------------------------


def _assignments(lines: Lines) -> Iterator[Row]:
    called = labels(lines.problem.people)
    for taken in sorted(lines.known, key=lambda a: (a.span, a.task, a.person)):
        start, end = taken.span
        task = lines.problem.task(taken.task)
        words, where, kind = _task_words(task)
        yield (
            wall(start).date(),
            _moment(start),
            _moment(end),
            called[taken.person],
            taken.person,
            words,
            where,
            kind,
            _hours(end - start),
            taken.state.value,
            None if taken.until is None else _moment(instant_of(taken.until)),
        )


PLACED = MappingProxyType(
    {
        AppointmentKind.ESCORT: "Escort",
        AppointmentKind.SESSION: "Session",
        AppointmentKind.MEETING: "Meeting",
    }
)
"""Appointments that are not called outreach."""


def _task_words(task: Task | None) -> tuple[str, str, str]:
    """Give the name of a task, where it is, and its kind."""
    if isinstance(task, Shift):
        return capital(task.name), task.home, capital(task.kind.value)
    if isinstance(task, Appointment):
        where = task.openings[task.days[0]][0].place
        return f"{capital(task.kind.value)} {task.id}", where, PLACED.get(task.kind, "Outreach")
    if isinstance(task, OnCall):
        return ON_CALL, task.hub, ON_CALL
    return "", "", ""


def _short(lines: Lines, judgement: Judgement) -> Iterator[Row]:
    for charge in judgement.needs:
        words, start, end = _what(lines, charge)
        yield (
            None if charge.priority is None else int(charge.priority),
            capital(charge.rule),
            charge.whom,
            words,
            None if start is None else wall(start).date(),
            None if start is None else _moment(start),
            None if end is None else _moment(end),
            _hours(charge.points),
        )


def _what(lines: Lines, charge: Charge) -> tuple[str, Instant | None, Instant | None]:
    """Give the tasks a shortfall concerns, and from when to when they are."""
    tasks = [task for task in map(lines.problem.task, charge.tasks) if task is not None]
    words = "; ".join(_task_words(task)[0] for task in tasks)
    spans = [_span(task) for task in tasks]
    if not spans:
        return words, None, None
    return words, min(start for start, _ in spans), max(end for _, end in spans)


def _span(task: Task) -> tuple[Instant, Instant]:
    if isinstance(task, Shift):
        return task.start, task.end
    if isinstance(task, OnCall):
        return task.span
    # The times between which an appointment could have been kept.
    return task.window


def _hours(minutes: int) -> float:
    return round(minutes / 60, 2)


def _moment(at: Instant) -> datetime:
    # Excel's dates know no zone.
    return wall(at).replace(tzinfo=None)


def _write_rows(page: Worksheet, columns: Sequence[Titled], rows: Iterable[Row]) -> None:
    write_headings(page, [column.title for column in columns])
    for number, row in enumerate(rows, start=2):
        for place, (value, column) in enumerate(zip(row, columns, strict=True), start=1):
            if value is not None and value != "":
                fill(page.cell(number, place), value, column.shape)
    _widen(page)
    page.auto_filter.ref = page.dimensions


def _widen(page: Worksheet) -> None:
    """Make columns as wide as what stands in them."""
    for place, column in enumerate(page.iter_cols(), start=1):
        widest = max(_width(cell.value) for cell in column)
        page.column_dimensions[get_column_letter(place)].width = min(WIDEST, max(LEAST_WIDTH, widest + 2))


def _width(value: object) -> int:
    # A moment is written dd/mm/yyyy hh:mm; numbers and dates are shorter than any title.
    return len(value) if isinstance(value, str) else 16 if hasattr(value, "hour") else 10
